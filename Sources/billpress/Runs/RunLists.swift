import ArgumentParser
import Records
import Rendering
import Runs
import System

/// `billpress run list`.
struct ListRuns: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the runs.")

    @Flag(help: "As JSON, one run a line.")
    var json = false

    @OptionGroup var home: HomeOptions

    func run() throws {
        let desk = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            for run in try desk.ledger.runs() {
                if json {
                    Console.print(RunText.json(run, try desk.ledger.books(of: run.id)))
                } else {
                    Console.print(
                        RunText.right(String(describing: run.id), 5) + "  " + RunText.pad(run.name, 28)
                            + RunText.pad(RunText.state(run), 18)
                            + RunText.right(Books.grouped(run.input.records), 9)
                            + RunText.right(Books.dollars(run.input.cents), 18) + "  \(run.asOf)")
                }
            }
        }
    }
}

/// `billpress run show`: where a run stands, and whether it balances.
struct ShowRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Tell where a run stands and whether it balances.")

    @Argument(help: "The run.")
    var name: String

    @Option(help: "Write the control report as it stands to this PDF.")
    var report: String?

    @Flag(help: "As JSON.")
    var json = false

    @OptionGroup var home: HomeOptions

    func run() throws {
        let desk = try home.openExisting()
        let engine = try Desk.engine()
        try Desk.telling { () throws(RunError) in
            let run = try desk.ledger.run(name)
            let books = try desk.ledger.books(of: run.id)
            if let report {
                let kinds = KindShelf(desk.ledger, desk.archive)
                try write(try ControlReport(run, kinds, desk.ledger).pdf(), to: report)
            }
            if json { return Console.print(RunText.json(run, books)) }
            Console.print(
                RunText.text(
                    run, books, try desk.ledger.approvals(of: run.id), try desk.ledger.files(of: run.id),
                    try desk.ledger.progress(of: run.id, engine: engine)))
        }
    }
}

/// Writes a file that is made in memory.
func write(_ bytes: [UInt8], to path: String) throws(RunError) {
    do throws(SystemError) { try AtomicFile.write(bytes, to: path) } catch { throw RunError(error) }
}

/// `billpress run exceptions`: what is not printed as it came, and why.
struct RunExceptions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exceptions",
        abstract: "List what is set aside or waived, and why; with --all what leaves by other means too.")

    @Argument(help: "The run.")
    var name: String

    @Flag(help: "What is not printed because it leaves by other means, or is on the stop list, too.")
    var all = false

    @Flag(help: "As CSV, with all.")
    var csv = false

    @OptionGroup var home: HomeOptions

    func run() throws {
        let desk = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            let exceptions = try desk.ledger.exceptions(of: try desk.ledger.run(name).id)
            if csv { return Console.printRaw(String(decoding: ExceptionsList.csv(exceptions), as: UTF8.self)) }
            let hidden = all ? 0 : exceptions.count { $0.state == .suppressed }
            for exception in exceptions where all || exception.state != .suppressed {
                let state = exception.state == .quarantined ? "set aside" : exception.state.rawValue
                let waived = exception.waivedBy.map { " (waived by \($0): \(exception.waivedWhy ?? ""))" } ?? ""
                Console.print("\(RunText.pad(state, 11)) \(RunText.line(exception))\(waived)")
            }
            if hidden > 0 { Console.error("and \(Books.many(hidden, "document")) not printed: --all") }
        }
    }
}
