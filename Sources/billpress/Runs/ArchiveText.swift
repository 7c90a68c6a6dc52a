import ArgumentParser
import Glibc
import Runs
import System

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
        let desk = try home.openExisting()
        _ = output.map(Console.output)
        var sink: AtomicFile?
        try Desk.telling { () throws(RunError) in
            let reader = ReadAgain(desk.ledger, desk.archive)
            do throws(SystemError) { sink = try output.map { path throws(SystemError) in try AtomicFile(path: path) } } catch {
                throw RunError(error)
            }
            var count = 0
            func take(_ name: String, _ text: String) throws(RunError) {
                count += 1
                let text = "== \(name)\n\(text)\n"
                guard let sink else {
                    Console.write(text, to: STDOUT_FILENO)
                    return
                }
                do throws(SystemError) { try sink.write(Array(text.utf8)) } catch {
                    throw RunError(error)
                }
            }
            if let found = try? desk.ledger.document(name) {
                try reader.texts(of: found.run, only: found.sequence, take: take)
            } else {
                try reader.texts(of: try desk.ledger.run(name), take: take)
            }
            do throws(SystemError) { try sink?.commit() } catch { throw RunError(error) }
            if let output { Console.print("\(output): \(Books.many(count, "document"))") }
        }
    }
}
