import ArgumentParser
import Glibc
import Runs

/// `billpress run compare`: what is other this month.
struct CompareRuns: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Tell what is other in a run than in an earlier one: counts, amounts, pages.")

    @Argument(help: "The earlier run.")
    var before: String

    @Argument(help: "The later run.")
    var after: String

    @Option(help: "Compare the pages of at most so many accounts.")
    var most = 2_000

    @OptionGroup var home: HomeOptions

    func validate() throws { if most < 1 { throw ValidationError("--most is at least 1") } }

    func run() throws {
        let desk = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            let comparison = try RunComparison.compare(
                try desk.ledger.run(before), try desk.ledger.run(after), most: most, desk.ledger, desk.archive
            ) { _, _ throws(RunError) in if Interrupt.isRequested { throw RunError(.stopped, "stopped") } }
            Console.write(comparison.text, to: STDOUT_FILENO)
        }
    }
}
