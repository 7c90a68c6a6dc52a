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
        let operations = try home.openExisting()
        let comparison = try Desk.telling { () throws(RunError) in
            try operations.compare(Desk.user, before, with: after, most: most)
        }
        Console.write(comparison.text, to: STDOUT_FILENO)
    }
}
