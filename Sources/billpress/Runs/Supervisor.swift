import CSpawn
import Glibc
import Runs

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
        var pid: pid_t
        var position: Position
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
        let memory = memfd_create("billpress-position", BILLPRESS_MFD_CLOEXEC)
        guard memory >= 0 else {
            throw .environment("cannot make room for a worker: \(String(cString: strerror(errno)))", code: errno)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, memory, 3)
        posix_spawn_file_actions_addclosefrom_np(&actions, 4)
        let words = ["billpress"] + arguments + ["--parent", String(getpid())]
        var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, "/proc/self/exe", &actions, nil, &pointers, environ)
        guard code == 0 else {
            close(memory)
            throw .environment("cannot start a worker: \(String(cString: strerror(code)))", code: code)
        }
        children.append(Child(pid: pid, position: Position(descriptor: memory), moved: Supervisor.now))
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
            var status: Int32 = 0
            if Supervisor.hasEnded(children[index].pid, &status) {
                let child = children.remove(at: index)
                close(child.position.descriptor)
                try mourn(child, position, status)
            } else if position.sequence > 0, now - children[index].moved > patience, !children[index].isGivenUp {
                children[index].isGivenUp = true
                kill(children[index].pid, SIGKILL)
            }
        }
    }

    /// A child that somebody else has buried has ended too.
    private static func hasEnded(_ pid: pid_t, _ status: inout Int32) -> Bool {
        let answer = waitpid(pid, &status, WNOHANG)
        return answer == pid || (answer < 0 && errno == ECHILD)
    }

    /// What a worker died of.
    private func mourn(_ child: Child, _ position: Position.Value, _ status: Int32) throws(RunError) {
        let signal = status & 0x7F
        let suspicion: Suspicion?
        if child.isGivenUp {
            suspicion = .died("did not come to an end within \(patience / 1000) s")
        } else if signal == SIGKILL || signal == SIGTERM {
            suspicion = .killed
        } else if signal != 0 {
            suspicion = .died("ended its process (\(String(cString: strsignal(signal))))")
        } else if status >> 8 == 0 {
            suspicion = nil
        } else {
            // It told why; perhaps it goes better in a while.
            suspicion = nil
            failures += 1
            if failures >= 5 { throw .environment("workers cannot work; what they said stands above") }
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
        for child in children { kill(child.pid, SIGTERM) }
        let end = Supervisor.now + 8_000
        while !children.isEmpty {
            for index in children.indices.reversed() {
                var status: Int32 = 0
                if Supervisor.hasEnded(children[index].pid, &status) {
                    close(children[index].position.descriptor)
                    children.remove(at: index)
                }
            }
            if Supervisor.now > end { for child in children { kill(child.pid, SIGKILL) } }
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
