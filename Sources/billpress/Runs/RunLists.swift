import ArgumentParser
import Operations
import Platform
import Runs

/// `billpress run list`.
struct ListRuns: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the runs.")

    @Flag(help: "As JSON, one run a line.")
    var json = false

    @OptionGroup var home: HomeOptions

    func run() throws {
        let operations = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            for run in try operations.listRuns(Desk.user) {
                if json {
                    Console.printJSON(try operations.showRun(Desk.user, run.name))
                } else {
                    Console.print(RunText.line(run))
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
        let operations = try home.openExisting()
        let details = try Desk.telling { () throws(RunError) in
            let details = try operations.showRun(Desk.user, name)
            if let report { try write(try operations.controlReport(Desk.user, name), to: report) }
            return details
        }
        if json { Console.printJSON(details) } else { Console.print(RunText.text(details)) }
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
        let operations = try home.openExisting()
        let result = try Desk.telling { () throws(RunError) in try operations.listExceptions(Desk.user, name) }
        if csv { return Console.printRaw(String(decoding: result.csv, as: UTF8.self)) }
        for exception in all ? result.exceptions : result.open {
            let state = exception.state == .quarantined ? "set aside" : exception.state.rawValue
            let waived = exception.waivedBy.map { " (waived by \($0): \(exception.waivedWhy ?? ""))" } ?? ""
            Console.print("\(RunText.pad(state, 11)) \(RunText.line(exception))\(waived)")
        }
        let hidden = all ? 0 : result.exceptions.count - result.open.count
        if hidden > 0 { Console.error("and \(Books.many(hidden, "document")) not printed: --all") }
    }
}
