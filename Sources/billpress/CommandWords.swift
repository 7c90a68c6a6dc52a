import Errors
import Records
import Rendering

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
        case .giveDetails(let list): "--detail \(list)=FILE.csv, or --no-detail \(list) where there are none"
        }
    }
}

extension Refusal.Reason {
    /// For programs: `place` is the field's JSON pointer, or the place in the template; `line` and `column` are those of `file`,
    /// and of the input where no file is named.
    func json(by renderer: ErrorRenderer) -> String {
        var members = [
            ("place", JSONText.quoted(place)), ("message", JSONText.quoted(renderer.message(of: self))),
            ("code", JSONText.quoted(errorCode.id)),
        ]
        if let pointer { members.append(("pointer", JSONText.quoted(pointer))) }
        members += locationMembers
        return "{\(members.map { "\"\($0)\":\($1)" }.joined(separator: ","))}"
    }

    private var locationMembers: [(String, String)] {
        if let location {
            return [("file", JSONText.quoted(location.file)), ("line", "\(location.line)"), ("column", "\(location.column)")]
        }
        guard let record = recordLocation else { return [] }
        let file = record.file.isEmpty ? [] : [("file", JSONText.quoted(record.file))]
        return file + [("line", "\(record.line)"), ("column", "\(record.column)")]
    }
}
