import Errors
import Records
import Rendering
import Texts

/// What the person at the command line can do about an error: the words for its options and commands, which no room below
/// knows.
enum CommandWords {
    /// Makes the sentences of the command line; private values are outlined.
    static let renderer = ErrorRenderer { words(for: $0) }

    static func message(of error: any CodedError) -> String { renderer.message(of: error) }

    /// The sentence of a record that was set aside, with the line that it begins on.
    static func message(of reason: Refusal.Reason, line: Int) -> String {
        // What is wrong in the record names its own line.
        (reason.recordLocation == nil ? "line \(line): " : "") + message(of: reason)
    }

    private static func words(for advice: ErrorAdvice) -> String {
        switch advice {
        case .sayDay: "--as-of says which"
        case .nameTemplates: "name the folder of the kinds with --templates or BILLPRESS_TEMPLATES"
        case .dropArchivalClaim: "with --not-archival the copy does not say so"
        case .wasLeftOut: "by --no-detail"
        case .takeInAgain: "--force takes it in again"
        case .nameRun: "name this one with --name"
        case .listRuns: "`billpress run list` names them"
        case .work: "`billpress work --drain`"
        case .findAccount: "`billpress find ACCOUNT` lists those of an account"
        case .goOnWithoutStops: "go on without --stop"
        case .lookAtStore:
            "look at it with `billpress audit verify` and `billpress archive verify`, and restore it from a backup if they find a fault"
        case .namedSequences: "by --sequence"
        case .nameSequences: "with --sequence"
        case .listExceptions(let run): "`billpress run exceptions \(run)` lists those that are"
        case .approve(let run): "`billpress run approve \(run) --by WHO`"
        case .resume(let run): "`billpress run resume \(run)`"
        case .recompose(let run): "`billpress run recompose \(run)`"
        case .recomposeOrAsApproved(let run): "`billpress run recompose \(run)`, or release with --as-approved"
        case .stopAnyway(let run, let isEmpty):
            isEmpty ? "--stop-anyway releases \(run) all the same" : "--stop-anyway releases it all the same"
        case .singleFiles(let profile): profile.map { "with --each in the profile \($0)" } ?? "without --each"
        case .verifyArchive(let run): "`billpress archive verify \(run)` says more"
        case .reissue(let document): "billpress reissue \(document) writes it again"
        case .giveDetails(let list): "--detail \(list)=FILE.csv, or --no-detail \(list) where there are none"
        }
    }
}

extension Refusal.Reason {
    /// For programs: `place` is the field's JSON pointer, or the place in the template; `line` and `column` are those of `file`,
    /// and of the input where no file is named.
    func write(to json: inout JSONWriter, by renderer: ErrorRenderer) {
        json.member("place", place)
        json.member("message", renderer.message(of: self))
        json.member("code", errorCode.id)
        json.member("pointer", ifPresent: pointer)
        let file = location?.file ?? recordLocation?.file ?? ""
        json.member("file", ifPresent: file.isEmpty ? nil : file)
        json.member("line", ifPresent: location?.line ?? recordLocation?.line)
        json.member("column", ifPresent: location?.column ?? recordLocation?.column)
    }
}
