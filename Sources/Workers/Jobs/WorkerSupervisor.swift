import Glibc
import Platform
import Runs

/// Starts worker processes, watches them, and replaces those that end. So a crash in a library costs one document.
package final class WorkerSupervisor {
    private let ledger: Ledger
    private let engine: Engine
    private let command: ChildCommand
    private let count: Int
    private let isDraining: Bool
    /// A document that takes longer, in milliseconds, is given up.
    private let timeout: Int64
    private var children: [Child] = []
    private var failures = 0
    /// When the children were looked at last.
    private var lastPoll: Int64?

    private struct Child {
        let process: ChildProcess
        let progress: WorkerProgress
        var last = WorkerProgress.Value()
        /// When it was seen to move last, in milliseconds.
        var moved: Int64
        var isGivenUp = false
    }

    /// `command` starts a worker that reports its progress as `WorkerProgress.inherited`; `--parent` and this process's number
    /// go behind its arguments. `timeout`: seconds after which a document that does not come to an end is given up.
    package init(
        ledger: Ledger, engine: Engine, command: ChildCommand, count: Int, isDraining: Bool = false, timeout: Int = 60
    ) {
        self.ledger = ledger
        self.engine = engine
        self.command = command
        self.count = count
        self.isDraining = isDraining
        self.timeout = Int64(timeout) * 1000
    }

    /// Milliseconds in which the machine was awake: one that sleeps makes nobody late.
    private static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Works until it is asked to stop, or, where it drains, until nothing is left. Answers what then stands.
    package func run(
        shouldStop: () -> Bool, onProgress: (Progress) -> Void
    ) throws(RunError) -> Progress {
        defer { endAll() }
        var rounds = 0
        while !shouldStop() {
            try maintainPool()
            if rounds % 4 == 0 {
                let progress = try ledger.progress(of: nil, engine: engine)
                onProgress(progress)
                if isDraining, progress.open == progress.hopeless, progress.running == 0 {
                    endAll()
                    return try ledger.progress(of: nil, engine: engine)
                }
            }
            rounds += 1
            usleep(25_000)
        }
        return Progress()
    }

    /// Starts those that are missing, and sees after the others; to be called again and again.
    package func maintainPool() throws(RunError) {
        while children.count < count { try startChild() }
        try pollChildren()
    }

    private func startChild() throws(RunError) {
        do throws(SystemError) {
            let memory = try OwnedDescriptor.anonymous()
            let process = try command.start(
                ["--parent", String(ProcessNumber.own)], streams: [.inherited, .inherited, .inherited, .open(memory)])
            children.append(Child(process: process, progress: WorkerProgress(memory), moved: WorkerSupervisor.now))
        } catch {
            let what = error.operation == .spawn ? "cannot start a worker" : "cannot make room for a worker"
            throw .system(what, error)
        }
    }

    /// Sees who moved, who ended, and who stands still.
    private func pollChildren() throws(RunError) {
        let now = WorkerSupervisor.now
        // A supervisor that was stopped has seen nothing, and its workers may have been stopped with it.
        let unseen = lastPoll.map { now - $0 } ?? 0
        if unseen > 1_000 { for index in children.indices { children[index].moved += unseen } }
        lastPoll = now
        for index in children.indices.reversed() {
            let progress = children[index].progress.read()
            if progress != children[index].last {
                children[index].last = progress
                children[index].moved = now
                failures = 0
            }
            if let status = children[index].process.poll() {
                try handleExit(of: children.remove(at: index), at: progress, status)
            } else if progress.sequence > 0, now - children[index].moved > timeout, !children[index].isGivenUp {
                children[index].isGivenUp = true
                children[index].process.signal(SIGKILL)
            }
        }
    }

    private func handleExit(of child: Child, at progress: WorkerProgress.Value, _ status: ExitStatus) throws(RunError) {
        let suspicion: Suspicion?
        if child.isGivenUp {
            suspicion = .died("did not come to an end within \(timeout / 1000) s")
        } else if status.signal == SIGKILL || status.signal == SIGTERM {
            suspicion = .killed
        } else if let signal = status.signal {
            suspicion = .died("ended its process (\(ExitStatus.name(ofSignal: signal)))")
        } else if status.isSuccess {
            suspicion = nil
        } else {
            // It told why; perhaps it goes better in a while.
            suspicion = nil
            failures += 1
            if failures >= 5 { throw .workersFail }
            usleep(500_000)
        }
        if let suspicion { try recordCrash(suspicion, at: progress) }
    }

    /// What speaks against the document at which a worker ended.
    private func recordCrash(_ suspicion: Suspicion, at progress: WorkerProgress.Value) throws(RunError) {
        guard progress.job > 0 else { return }
        guard progress.sequence > 0 else { return try ledger.abandon(job: progress.job, fence: progress.fence) }
        try ledger.suspect(job: progress.job, fence: progress.fence, sequence: Int(progress.sequence), suspicion)
    }

    /// Lets all give back what they have begun, and ends those that do not.
    package func endAll() {
        for child in children { child.process.signal(SIGTERM) }
        let end = WorkerSupervisor.now + 8_000
        while !children.isEmpty {
            children.removeAll { $0.process.poll() != nil }
            if WorkerSupervisor.now > end { for child in children { child.process.signal(SIGKILL) } }
            usleep(5_000)
        }
    }
}
