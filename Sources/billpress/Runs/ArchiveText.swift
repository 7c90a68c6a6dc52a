import ArgumentParser
import Glibc
import Platform
import Runs

/// `billpress archive text`.
struct ArchiveText: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "text", abstract: "Write what issued documents say, as plain text in the order of reading.",
        discussion: """
            For searching a run, and for reading a document as somebody hears it who does not see it. Each document begins with \
            a line of its name. The text is private, as the documents are.
            """)

    @Argument(help: "A run, or a document such as r17-000123.")
    var name: String

    @Option(name: [.short, .long], help: "The file to write (default: standard output).")
    var output: String?

    @OptionGroup var home: HomeOptions

    func run() throws {
        let operations = try home.openExisting()
        _ = output.map(Console.output)
        let count = try Desk.telling { () throws(RunError) in
            let sink = try TextOutput(output)
            var count = 0
            try operations.readText(Desk.user, name) { name, text throws(RunError) in
                count += 1
                try sink.write("== \(name)\n\(text)\n")
            }
            try sink.finish()
            return count
        }
        if let output { Console.print("\(output): \(Books.many(count, "document"))") }
    }
}

/// A text that goes to a file, or to standard output.
private struct TextOutput {
    private let file: AtomicFile?

    init(_ path: String?) throws(RunError) {
        do throws(SystemError) { file = try path.map { path throws(SystemError) in try AtomicFile(path: path) } } catch {
            throw RunError(error)
        }
    }

    func write(_ text: String) throws(RunError) {
        guard let file else {
            Console.write(text, to: STDOUT_FILENO)
            return
        }
        do throws(SystemError) { try file.write(Array(text.utf8)) } catch { throw RunError(error) }
    }

    func finish() throws(RunError) {
        do throws(SystemError) { try file?.commit() } catch { throw RunError(error) }
    }
}
