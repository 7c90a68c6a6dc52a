import ArgumentParser
import Glibc
import Operations
import Runs
import System

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
        let count = workers ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let supervisor = Supervisor(
            ledger: operations.workspace.ledger, engine: engine, count: count, isDraining: drain, patience: patience,
            arguments: ["work", "--child", "--home", home.path, "--lease", String(lease), "--engine", engine.digest.description])
        let before = try Desk.telling { () throws(RunError) in
            // Whoever starts workers has seen to what they were waiting for.
            try operations.workspace.ledger.wake(nil)
            return try standing(operations)
        }
        let state = try Desk.telling { () throws(RunError) in try supervisor.run() }
        if drain { try Desk.telling { () throws(RunError) in try tell(operations, before) } }
        if drain, Interrupt.isRequested {
            Console.error("stopped; what is left is done by the next worker")
            throw ExitCode(130)
        }
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

    /// The worker itself.
    private func work() throws {
        let operations = try home.open()
        guard let digest = engine.flatMap({ Digest(hex: $0) }) else {
            throw Status.badInput.exitCode
        }
        let position = Position(descriptor: 3)
        let worker = Worker(
            name: "worker \(getpid())", ledger: operations.workspace.ledger, archive: operations.workspace.archive,
            engine: Engine(name: "billpress \(Billpress.version)", digest: digest), machine: Desk.user.machine)
        worker.leaseSeconds = lease
        // Whose supervisor has died has nobody to say where he is.
        worker.isStopped = { Interrupt.isRequested || getppid() != parent }
        worker.isAt = { lease, sequence in position.write(lease.job, lease.fence, sequence) }
        Disturbance.install(in: worker)
        try Desk.telling { () throws(RunError) in
            while !worker.isStopped() {
                switch try worker.step(of: only.map { RunID($0) }) {
                case .done, .lost, .givenBack: continue
                case .failed: usleep(200_000)
                case .idle:
                    position.write(0, 0, 0)
                    usleep(50_000)
                }
            }
        }
    }
}

/// Where a worker is: written by the worker, read by its supervisor, in memory that outlives the one who dies.
struct Position {
    struct Value: Equatable {
        var job: Int64 = 0
        var fence: Int64 = 0
        var sequence: Int64 = 0
        /// Grows with each document, so that who stands still is seen to.
        var count: Int64 = 0
    }

    let descriptor: Int32
    private let counter = Counter()
    private final class Counter { var value: Int64 = 0 }

    func write(_ job: Int64, _ fence: Int64, _ sequence: Int) {
        counter.value += 1
        var value = Value(job: job, fence: fence, sequence: Int64(sequence), count: counter.value)
        withUnsafeBytes(of: &value) { _ = pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    func read() -> Value {
        var value = Value()
        let count = withUnsafeMutableBytes(of: &value) { pread(descriptor, $0.baseAddress, $0.count, 0) }
        return count == MemoryLayout<Value>.size ? value : Value()
    }
}

/// Documents that crash or hang their process, which no input does, for tests of what then happens: `crash:17,hang:23` in
/// BILLPRESS_DISTURB. Only in debug builds.
enum Disturbance {
    static func install(in worker: Worker) {
        #if DEBUG
            guard let text = getenv("BILLPRESS_DISTURB").map({ String(cString: $0) }) else { return }
            var acts: [Int: Substring] = [:]
            for part in text.split(separator: ",") {
                let words = part.split(separator: ":")
                if words.count == 2, let sequence = Int(words[1]) { acts[sequence] = words[0] }
            }
            worker.disturbance = { sequence throws(RunError) in
                switch acts[sequence] {
                case "crash": abort()
                case "hang": while true { sleep(1_000) }
                case "slow": usleep(20_000)
                default: break
                }
            }
        #endif
    }
}
