import ArgumentParser
import Glibc
import Operations
import Rendering
import Runs

/// Where runs, archive and audit trail are kept.
struct HomeOptions: ParsableArguments {
    @Option(help: "The folder of the store of runs and the archive (or BILLPRESS_HOME; default ./billpress-data).")
    var home: String?

    var path: String { home ?? getenv("BILLPRESS_HOME").map { String(cString: $0) } ?? "billpress-data" }

    /// For commands that only look: they make nothing.
    func openExisting() throws -> Operations {
        guard Workspace.isHome(path) else {
            Console.error("there are no runs in \(path); name the folder with --home or BILLPRESS_HOME")
            throw Status.badInput.exitCode
        }
        return try open()
    }

    func open() throws -> Operations {
        try Desk.telling { () throws(RunError) in
            Operations(try Workspace(home: path, program: try Desk.program())) { Interrupt.isRequested }
        }
    }
}

/// What commands about runs have in common.
enum Desk {
    /// This very program: pages are bound to what made them.
    static func program() throws(RunError) -> Engine {
        Engine(
            name: "billpress \(Billpress.version)",
            digest: try Archive.digest(ofFile: "/proc/self/exe", named: "the program's file"))
    }

    /// Who asks, where nobody is named: the user of this process.
    static var user: Actor {
        let name = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "user \(getuid())"
        return Actor(name, way: .command, machine: Workspace.machine)
    }

    /// Who asks: as `--by` names him, else the user of this process.
    static func person(_ by: String?) throws(RunError) -> Actor {
        guard let name = by?.trimmed else { return user }
        try People.checkAsker(name)
        return user.named(name)
    }

    /// Who answers for a decision, by name.
    static func answering(_ by: String) -> Actor { user.named(by.trimmed) }

    /// Tells an error in its words, and ends with the status for it.
    static func telling<Result>(_ work: () throws(RunError) -> Result) throws -> Result {
        do throws(RunError) { return try work() } catch {
            let message = CommandWords.message(of: error)
            if !message.isEmpty { Console.error(message) }
            throw status(of: error)
        }
    }

    static func status(of error: RunError) -> ExitCode {
        switch error.cause {
        case .usage: Status.badInput.exitCode
        case .template: Status.templateError.exitCode
        case .notReleased: Status.notReleased.exitCode
        case .damaged, .environment: Status.environment.exitCode
        case .stopped: ExitCode(130)
        }
    }

    /// The files that a kind is made of now, with the control report's.
    static func bundle(of kind: String, _ folders: LibraryOptions) throws -> Bundle {
        let library = folders.library
        let shipped = folders.shipped(ControlReport.kind).map { (kind: ControlReport.kind, templates: $0) }
        do throws(KindError) { return try library.bundle(of: [kind, ControlReport.kind], shipped: shipped) } catch {
            if case .unknown(ControlReport.kind, _) = error {
                Console.error(
                    "a run ends with a control report, and \(library.templates) has no such kind: from the templates that come with Billpress, copy the folder \(ControlReport.kind) to \(library.templates)/\(ControlReport.kind), and into that folder shared/styles.xml and shared/double-rule.xml; and shared/en.json to \(library.templates)/shared/en.json, or its words into the one that is there"
                )
                throw LibraryOptions.status(of: error).exitCode
            }
            Console.error(CommandWords.message(of: error))
            throw LibraryOptions.status(of: error).exitCode
        }
    }
}
