import ArgumentParser
import Glibc

/// The command line; its options and exit statuses are a contract that scripts rely on.
@main
struct Billpress: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "billpress",
        abstract: "Bills, notices and receipts as PDF, from account and billing data.",
        version: version,
        subcommands: [
            Render.self, RunCommand.self, WorkCommand.self, FindCommand.self, ReissueCommand.self, ArchiveCommand.self,
            AuditCommand.self, Check.self, PreviewCommand.self, New.self, Upgrade.self, Schema.self,
        ])

    /// Usage errors answer with status 1, as the contract says; the parser's own would be 64.
    static func main() async {
        Memory.keepFreed()
        if RenderChildProcess.isAsked(by: CommandLine.arguments) { Glibc.exit(RenderChildProcess.run().rawValue) }
        Interrupt.install()
        if let refusal = ArgumentText.refusal(of: CommandLine.arguments.dropFirst()) {
            Console.error(refusal)
            Glibc.exit(Status.badInput.rawValue)
        }
        do {
            var command = try parseAsRoot(DumpForm.spelledOut(Array(CommandLine.arguments.dropFirst())))
            if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
            if Console.isOutputLost { throw Status.environment.exitCode }
        } catch let status as ExitCode {
            if Console.isOutputLost {
                Console.error("standard output could not be written in full")
                Glibc.exit(Status.environment.rawValue)
            }
            Glibc.exit(status.rawValue)
        } catch {
            guard exitCode(for: error) != .success else { exit(withError: error) }
            Console.error(fullMessage(for: error))
            Glibc.exit(Status.badInput.rawValue)
        }
    }
}

/// The exit statuses of every command.
enum Status: Int32 {
    case clean = 0
    case badInput = 1
    case templateError = 2
    case setAside = 3
    case notReleased = 4
    case environment = 5

    var exitCode: ExitCode { ExitCode(rawValue) }
}
