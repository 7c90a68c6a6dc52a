import Glibc
import Runs
import System

/// Starts worker processes, watches them, and replaces those that end. So a crash in a library costs one document.
final class Supervisor {
    private let ledger: Ledger
    private let engine: Engine
    private let count: Int
    private let isDraining: Bool
    private let patience: Int64
    private let arguments: [String]
    private var children: [Child] = []
    private var failures = 0
    /// When it saw after them last.
    private var looked: Int64?

    private struct Child {
        let process: ChildProcess
        let memory: OwnedDescriptor
        let position: Position
        var last = Position.Value()
        /// When it was seen to move last, in milliseconds.
        var moved: Int64
        var isGivenUp = false
    }

    init(ledger: Ledger, engine: Engine, count: Int, isDraining: Bool, patience: Int, arguments: [String]) {
        self.ledger = ledger
        self.engine = engine
        self.count = count
        self.isDraining = isDraining
        self.patience = Int64(patience) * 1000
        self.arguments = arguments
    }

    /// Milliseconds in which the machine was awake: one that sleeps makes nobody late.
    private static var now: Int64 { Int64(ProgressBar.now * 1000) }

    /// Workers for the print jobs of one run.
    convenience init(releasing run: Run, _ count: Int, _ ledger: Ledger, _ engine: Engine, _ home: String) {
        self.init(
            ledger: ledger, engine: engine, count: count, isDraining: false, patience: 60,
            arguments: [
                "work", "--child", "--home", home, "--lease", "10", "--only", String(describing: run.id), "--engine",
                engine.digest.description,
            ])
    }

    /// Works until it is asked to stop, or, where it drains, until nothing is left. Answers what then stands.
    func run() throws(RunError) -> Progress {
        var bar = WorkBar(isShown: true)
        defer { bar.clear() }
        var rounds = 0
        do throws(RunError) {
            while true {
                if Interrupt.isRequested { break }
                try tend()
                if rounds % 4 == 0 {
                    let state = try ledger.progress(of: nil, engine: engine)
                    bar.show(state)
                    if isDraining, state.open == state.hopeless, state.running == 0 {
                        endAll()
                        return try ledger.progress(of: nil, engine: engine)
                    }
                }
                rounds += 1
                usleep(25_000)
            }
        } catch {
            endAll()
            throw error
        }
        endAll()
        return Progress()
    }

    /// Starts those that are missing, and sees after the others; to be called again and again.
    func tend() throws(RunError) {
        while children.count < count { try start() }
        try look()
    }

    private func start() throws(RunError) {
        do throws(SystemError) {
            let memory = try OwnedDescriptor.anonymous()
            let process = try ChildProcess.spawn(
                "/proc/self/exe", as: "billpress", arguments + ["--parent", String(ProcessNumber.own)],
                streams: [.inherited, .inherited, .inherited, .open(memory)])
            children.append(
                Child(
                    process: process, memory: memory, position: Position(descriptor: memory.number), moved: Supervisor.now))
        } catch {
            let what = error.operation == .spawn ? "cannot start a worker" : "cannot make room for a worker"
            throw .system(what, error)
        }
    }

    /// Sees who moved, who ended, and who stands still.
    private func look() throws(RunError) {
        let now = Supervisor.now
        // Who was stopped himself has seen nothing, and his workers may have been stopped with him.
        let unseen = looked.map { now - $0 } ?? 0
        if unseen > 1_000 { for index in children.indices { children[index].moved += unseen } }
        looked = now
        for index in children.indices.reversed() {
            let position = children[index].position.read()
            if position != children[index].last {
                children[index].last = position
                children[index].moved = now
                failures = 0
            }
            if let status = children[index].process.poll() {
                try mourn(children.remove(at: index), position, status)
            } else if position.sequence > 0, now - children[index].moved > patience, !children[index].isGivenUp {
                children[index].isGivenUp = true
                children[index].process.signal(SIGKILL)
            }
        }
    }

    /// What a worker died of.
    private func mourn(_ child: Child, _ position: Position.Value, _ status: ExitStatus) throws(RunError) {
        let suspicion: Suspicion?
        if child.isGivenUp {
            suspicion = .died("did not come to an end within \(patience / 1000) s")
        } else if status.signal == SIGKILL || status.signal == SIGTERM {
            suspicion = .killed
        } else if let signal = status.signal {
            suspicion = .died("ended its process (\(String(cString: strsignal(signal))))")
        } else if status.isSuccess {
            suspicion = nil
        } else {
            // It told why; perhaps it goes better in a while.
            suspicion = nil
            failures += 1
            if failures >= 5 { throw .workersFail }
            usleep(500_000)
        }
        guard position.job > 0 else { return }
        if suspicion != nil, position.sequence == 0 { return try ledger.abandon(job: position.job, fence: position.fence) }
        if let suspicion {
            try ledger.suspect(job: position.job, fence: position.fence, sequence: Int(position.sequence), suspicion)
        }
    }

    /// Lets all give back what they have begun, and ends those that do not.
    func endAll() {
        for child in children { child.process.signal(SIGTERM) }
        let end = Supervisor.now + 8_000
        while !children.isEmpty {
            children.removeAll { $0.process.poll() != nil }
            if Supervisor.now > end { for child in children { child.process.signal(SIGKILL) } }
            usleep(5_000)
        }
    }
}

/// A bar on a terminal while workers work.
struct WorkBar {
    private let isShown: Bool
    private let start = ProgressBar.now
    private var first: Int?

    init(isShown: Bool) { self.isShown = isShown && Console.isTerminal }

    mutating func show(_ progress: Progress) {
        guard isShown, progress.documents > 0 else { return }
        let begun = first ?? progress.documentsDone
        first = begun
        let elapsed = max(0.001, ProgressBar.now - start)
        let rate = Double(progress.documentsDone - begun) / elapsed
        let part = Double(progress.documentsDone) / Double(progress.documents)
        let filled = Int(part * 30)
        let left = rate > 0 ? ", \(Int(Double(progress.documents - progress.documentsDone) / rate)) s left" : ""
        Console.write(
            "\r[\(String(repeating: "#", count: filled))\(String(repeating: ".", count: 30 - filled))] \(Int(part * 100))%  \(progress.documentsDone) of \(progress.documents) documents, \(Int(rate))/s\(left)\(progress.stopped.isEmpty ? "" : ", \(progress.stopped.count) stopped")\u{1B}[K",
            to: STDERR_FILENO)
    }

    func clear() { if isShown { Console.write("\r\u{1B}[K", to: STDERR_FILENO) } }
}
