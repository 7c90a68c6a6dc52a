import ArgumentParser
import Errors
import Pages
import Records
import Rendering
import Templating
import Texts

/// `billpress check`: templates, contracts, words, fonts and samples, without writing anything.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check templates, contracts, words, fonts and samples.",
        discussion: "Compiles every kind (or those named) in every language that it has words for, and renders its samples.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: "The kinds to check (default: all).")
    var kinds: [String] = []

    @Option(help: "How findings are told: text or json.")
    var format: Format = .text

    @OptionGroup var folders: LibraryOptions

    func run() async throws {
        let library = folders.library
        let findings = Findings(format)
        var worst = Status.clean
        if kinds.isEmpty { for name in library.misnamed { findings.tell(misnamed: name) } }
        for name in try folders.kinds(kinds) {
            let languages = library.languages(of: name)
            for language in languages.isEmpty ? [nil] : languages.map(Optional.some) {
                let status = check(name, language, library, findings)
                if status.rawValue > worst.rawValue { worst = status }
            }
        }
        if worst != .clean { throw worst.exitCode }
    }

    private func check(_ name: String, _ language: String?, _ library: Library, _ findings: Findings) -> Status {
        let kind: Kind
        do throws(KindError) { kind = try library.load(name, language: language) } catch {
            findings.tell(error)
            let status = LibraryOptions.status(of: error)
            if format == .text, status == .templateError { Console.print("\(label(name, language)): not good") }
            return status
        }
        for note in kind.template.notes { findings.tell(note) }
        let samples = library.samples(of: name)
        let good = samples.count { isGood($0, kind, library, findings) }
        switch format {
        case .text:
            Console.print("\(label(name, language)): \(good) of \(samples.count) samples are good")
        case .json:
            Console.print(
                JSONWriter.object { json in
                    json.member("kind", name)
                    json.member("language", ifPresent: language)
                    json.member("samples", samples.count)
                    json.member("good", good)
                })
        }
        return good < samples.count ? .setAside : .clean
    }

    /// Lays a sample out, and tells what is wrong with it.
    private func isGood(_ sample: String, _ kind: Kind, _ library: Library, _ findings: Findings) -> Bool {
        let path = "\(kind.name)/samples/\(sample).json"
        let typesetter = Typesetter(kind, profile: .print, issue: Issuance(date: Today.local, isSample: true))
        do {
            let bytes = try library.sample(sample, of: kind.name)
            let pages = try bytes.withUnsafeBytes { try typesetter.pages(of: $0, line: 1) }
            guard kind.template.mustBeAccessible, let fault = ReadingTree(pages).headingFault else { return true }
            findings.tell(path, fault)
        } catch let refusal as Refusal {
            for reason in refusal.reasons { findings.tell(path, reason) }
        } catch {
            findings.tell(path, "\(error)", (error as? any CodedError)?.errorCode)
        }
        return false
    }

    private func label(_ name: String, _ language: String?) -> String { "\(name)\(language.map { " (\($0))" } ?? "")" }
}

/// Tells findings as text or JSON; what all languages have in common once.
private final class Findings {
    private let format: Check.Format
    private var told: Set<String> = []

    init(_ format: Check.Format) { self.format = format }

    private func say(_ line: String, isResult: Bool) {
        guard told.insert(line).inserted else { return }
        if isResult { Console.print(line) } else { Console.error(line) }
    }

    /// A finding as JSON.
    private func line(
        _ file: String, _ severity: String, _ message: String, code: String? = nil, place: (line: Int, column: Int)? = nil,
        hint: String? = nil
    ) -> String {
        JSONWriter.object { json in
            json.member("file", file)
            json.member("line", ifPresent: place?.line)
            json.member("column", ifPresent: place?.column)
            json.member("severity", severity)
            json.member("code", ifPresent: code)
            json.member("message", message)
            json.member("hint", ifPresent: hint)
        }
    }

    func tell(_ error: KindError) {
        switch error {
        case .template(let diagnostics), .fonts(_, let diagnostics): for diagnostic in diagnostics.list { tell(diagnostic) }
        case .contract(let faults):
            for fault in faults.faults {
                if format == .json {
                    Console.print(
                        line(fault.file, "error", fault.message, code: "C001", place: (fault.line, fault.column), hint: nil))
                } else {
                    Console.error("\(fault)")
                }
            }
        case .unknown, .name, .language, .file: tell("", CommandWords.message(of: error), error.errorCode)
        }
    }

    func tell(_ diagnostic: Diagnostic) {
        guard format == .json else { return say(diagnostic.description, isResult: false) }
        say(
            line(
                diagnostic.file, diagnostic.severity.rawValue, diagnostic.message, code: diagnostic.code.rawValue,
                place: (diagnostic.place.line, diagnostic.place.column), hint: diagnostic.hint),
            isResult: true)
    }

    /// A folder that holds no kind, though it has a contract: nothing is wrong with the kinds.
    func tell(misnamed folder: String) {
        let message = "the folder is not checked; \(CommandWords.message(of: KindError.name(folder)))"
        if format == .json {
            say(line(folder, "info", message), isResult: true)
        } else {
            say("\(folder): info: \(message)", isResult: false)
        }
    }

    /// Why a sample is set aside.
    func tell(_ sample: String, _ reason: Refusal.Reason) {
        tell(sample, CommandWords.message(of: reason), reason.errorCode, reason.recordLocation)
    }

    func tell(_ file: String, _ message: String, _ code: ErrorCode? = nil, _ place: RecordLocation? = nil) {
        if format == .json {
            say(
                line(file, "error", message, code: code?.id, place: place.map { ($0.line, $0.column) }), isResult: true)
        } else {
            say(file.isEmpty ? message : "\(file): \(message)", isResult: false)
        }
    }
}
