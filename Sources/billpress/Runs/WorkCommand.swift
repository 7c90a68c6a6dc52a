import ArgumentParser
import Glibc
import Operations
import Platform
import Runs
import Workers

/// `billpress work`: the queue worker.
struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work", abstract: "Lay out and print what is in the queue.",
        discussion: """
            Starts worker processes and watches them: one that dies or hangs is replaced, and the document it was at is set \
            aside when it happens again. SIGTERM lets them give back what they have begun, within seconds.
            """)

    @Flag(help: "End when nothing is left to do.")
    var drain = false

    @Option(help: "How many processes work (default: all cores).")
    var workers: Int?

    @Option(help: "Seconds after which a document that does not come to an end is given up.")
    var patience = 60

    @Option(help: "Seconds that a job is leased for.")
    var lease = 30

    @Flag(help: .hidden)
    var child = false

    @Option(help: .hidden)
    var parent: Int32 = 0

    @Option(help: .hidden)
    var engine: String?

    @Option(help: .hidden)
    var only: Int64?

    @OptionGroup var home: HomeOptions

    func validate() throws {
        if let workers, !(1...256).contains(workers) { throw ValidationError("--workers is a number from 1 to 256") }
        if !(1...3600).contains(lease) { throw ValidationError("--lease is a number from 1 to 3600") }
        if !(1...86_400).contains(patience) { throw ValidationError("--patience is a number from 1 to 86400") }
    }

    func run() async throws {
        Interrupt.isLeftToItself(isWorker: child)
        // Who was started with its end of children ignored would never hear of them.
        signal(SIGCHLD, SIG_DFL)
        if child { return try work() }
        // A service may be there before the first run; who drains expects one.
        let operations = try drain ? home.openExisting() : home.open()
        operations.workspace.archive.sweepAside()
        let engine = operations.workspace.program
        let count = workers ?? Environment.processorCount
        let supervisor = WorkerSupervisor(
            ledger: operations.workspace.ledger, engine: engine, command: WorkCommand.child(home.path, engine, lease: lease),
            count: count, isDraining: drain, timeout: patience)
        let before = try Desk.telling { () throws(RunError) in
            // Whoever starts workers has seen to what they were waiting for.
            try operations.workspace.ledger.wake(nil)
            return try standing(operations)
        }
        var bar = WorkBar(isShown: true)
        let state = try Desk.telling { () throws(RunError) in
            defer { bar.clear() }
            return try supervisor.run(shouldStop: { Interrupt.isRequested }, onProgress: { bar.show($0) })
        }
        if drain { try Desk.telling { () throws(RunError) in try tell(operations, before) } }
        if drain, Interrupt.isRequested {
            Console.error("stopped; what is left is done by the next worker")
            throw ExitCode(130)
        }
        try report(state)
    }

    /// What stands where no worker can go on, and the status for it.
    private func report(_ state: Progress) throws {
        for name in state.foreign {
            Console.error(
                "\(name) was begun by another version of the program and is left alone: billpress run recompose \(name)")
        }
        for job in state.stopped {
            Console.error("stopped: \(RunText.text(job)); mend it, then billpress run retry \(job.run)")
        }
        if !state.stopped.isEmpty || !state.foreign.isEmpty { throw Status.notReleased.exitCode }
        if !state.waiting.isEmpty {
            for message in Set(state.waiting.map(RunText.text)).sorted() { Console.error("not done: \(message)") }
            throw Status.environment.exitCode
        }
    }

    /// What is still to be laid out, by run.
    private func standing(_ operations: Operations) throws(RunError) -> [RunID: Books] {
        var standing: [RunID: Books] = [:]
        for run in try operations.workspace.ledger.runs() where run.state == .composing {
            standing[run.id] = try operations.workspace.ledger.books(of: run.id)
        }
        return standing
    }

    /// What became of the runs that there was something to do for.
    private func tell(_ operations: Operations, _ before: [RunID: Books]) throws(RunError) {
        for run in try operations.workspace.ledger.runs() {
            guard let was = before[run.id] else { continue }
            let books = try operations.workspace.ledger.books(of: run.id)
            let aside = books.quarantined.documents + books.copiesQuarantined
            let laid = was.waiting - books.waiting - (aside - was.quarantined.documents - was.copiesQuarantined)
            Console.print(
                "\(run.name): \(Books.many(laid, "document")) laid out, \(aside) set aside"
                    + (run.isPaused ? "; it is paused" : books.waiting > 0 ? ", \(books.waiting) not done" : ""))
        }
    }

    /// How a worker is started; of `only`, for the jobs of one run.
    static func child(_ home: String, _ engine: Engine, lease: Int, only run: RunID? = nil) -> ChildCommand {
        .own(
            ["work", "--child", "--home", home, "--lease", String(lease), "--engine", engine.digest.description]
                + (run.map { ["--only", String(describing: $0)] } ?? []))
    }

    /// The worker itself.
    private func work() throws {
        let operations = try home.open()
        guard let digest = engine.flatMap({ Digest(hex: $0) }) else {
            throw Status.badInput.exitCode
        }
        let worker = Worker(
            name: "worker \(getpid())", ledger: operations.workspace.ledger, archive: operations.workspace.archive,
            engine: Engine(name: "billpress \(Billpress.version)", digest: digest), machine: Desk.user.machine)
        let loop = WorkLoop(
            worker, only: only.map { RunID($0) }, reporting: .inherited, to: parent, leaseSeconds: lease,
            shouldStop: { Interrupt.isRequested })
        try Desk.telling { () throws(RunError) in try loop.run() }
    }
}
