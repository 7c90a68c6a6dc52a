import Glibc
import Platform

/// Sees to it that a pool has enough children, on a thread of its own: starts them ahead of time, replaces those that end, and
/// ends those that are worn out.
final class RenderChildKeeper {
    private let queue: RenderQueue
    private let command: ChildCommand
    private let settings: RenderPool.Settings
    private var newcomers: [Newcomer] = []
    /// Ended, and not yet let go of by the system.
    private var ending: [RenderChild] = []
    /// Found gone while a request has them, which sees to it.
    private var gone: Set<ObjectIdentifier> = []
    private var backoff: Backoff?

    /// A child that is not ready yet.
    private struct Newcomer {
        let child: RenderChild
        var deadline: Deadline
        /// What it is to be ready for, when it has said that it is there.
        var toPrepare: [RenderPreparation]?
        /// What it is loading.
        var preparing: RenderPreparation?
    }

    /// How long nobody tries to start a child, after the last has failed to.
    private struct Backoff {
        let reason: String
        let milliseconds: Int
        let end: Deadline

        init(_ reason: String, after last: Backoff?) {
            self.reason = reason
            milliseconds = min(5_000, (last?.milliseconds ?? 25) * 2)
            end = Deadline(milliseconds: milliseconds)
        }
    }

    init(_ queue: RenderQueue, _ command: ChildCommand, _ settings: RenderPool.Settings) {
        self.queue = queue
        self.command = command
        self.settings = settings
    }

    /// Keeps the pool until it is shut down.
    func run() {
        while true {
            let round = queue.beginRound()
            ending = (ending + round.retired).filter { $0.end() == nil }
            if round.isShutDown { break }
            startMissing(besides: round.live.count)
            queue.report(starting: newcomers.count, error: backoff?.reason)
            wait(watching: round.live)
        }
        for child in newcomers.map(\.child) + ending { _ = child.end() }
    }

    private func startMissing(besides live: Int) {
        if let backoff, !backoff.end.isOver { return }
        while live + newcomers.count < settings.children + settings.spares {
            do throws(SystemError) {
                let child = try RenderChild(command)
                newcomers.append(Newcomer(child: child, deadline: Deadline(milliseconds: settings.startTimeout)))
            } catch {
                backoff = Backoff(error.reason, after: backoff)
                return
            }
        }
    }

    /// Waits for something to happen, and sees to it.
    private func wait(watching live: [RenderChild]) {
        gone.formIntersection(live.map { ObjectIdentifier($0) })
        let watched = live.filter { !gone.contains(ObjectIdentifier($0)) }
        var events = [pollfd(fd: queue.wakeDescriptor, events: Int16(POLLIN), revents: 0)]
        events += watched.map { pollfd(fd: $0.socket.descriptor.number, events: PollEvent.hangUp, revents: 0) }
        events += newcomers.map { pollfd(fd: $0.child.socket.descriptor.number, events: Int16(POLLIN), revents: 0) }
        var deadlines = newcomers.map(\.deadline)
        if let backoff, !backoff.end.isOver { deadlines.append(backoff.end) }
        if !ending.isEmpty { deadlines.append(Deadline(milliseconds: 200)) }
        // What an interrupted call has not filled in happens in the next round.
        if poll(&events, nfds_t(events.count), Deadline.earliest(deadlines)?.remaining ?? -1) < 0 { return }
        if events[0].revents != 0 { queue.drainWake() }
        for (child, event) in zip(watched, events.dropFirst()) where event.revents != 0 { handleHangUp(of: child) }
        let heard = events.dropFirst(1 + watched.count).map { $0.revents != 0 }
        newcomers = zip(newcomers, heard).compactMap { newcomer, isHeard in
            isHeard || newcomer.deadline.isOver ? advance(newcomer, isHeard: isHeard) : newcomer
        }
    }

    /// A child is gone.
    private func handleHangUp(of child: RenderChild) {
        guard queue.removeIdle(child) else {
            gone.insert(ObjectIdentifier(child))
            return
        }
        if child.end() == nil { ending.append(child) }
    }

    /// Hears what a new child says, and tells it what to load next. Answers it as long as it is not ready.
    private func advance(_ newcomer: Newcomer, isHeard: Bool) -> Newcomer? {
        var newcomer = newcomer
        guard isHeard, let report = report(of: newcomer.child) else {
            abandon(newcomer, isHeard: isHeard)
            return nil
        }
        switch (report, newcomer.toPrepare) {
        case (.started, nil):
            backoff = nil
            newcomer.toPrepare = queue.recent.reversed()
        case (.prepared, _?): newcomer.preparing = nil
        default:
            abandon(newcomer, isHeard: true)
            return nil
        }
        // Who waits for a child rather waits for what it loads.
        if !queue.isWanting, let next = newcomer.toPrepare?.popLast() {
            newcomer.preparing = next
            newcomer.deadline = Deadline(milliseconds: settings.startTimeout)
            if (try? newcomer.child.socket.send(RenderCommand.prepare(next).frame(), by: newcomer.deadline)) == nil {
                abandon(newcomer, isHeard: true)
                return nil
            }
            return newcomer
        }
        queue.add(newcomer.child)
        return nil
    }

    private func report(of child: RenderChild) -> RenderReport? {
        guard let bytes = try? child.socket.receive(limit: 4_096, by: Deadline(milliseconds: 1_000)) else { return nil }
        return try? RenderReport(bytes)
    }

    /// Ends a child that does not become ready.
    private func abandon(_ newcomer: Newcomer, isHeard: Bool) {
        let status = newcomer.child.end(after: isHeard ? 100 : 0)
        if status == nil { ending.append(newcomer.child) }
        if let preparing = newcomer.preparing { return queue.forget(preparing) }
        let reason =
            !isHeard
            ? "it does not start within \(settings.startTimeout / 1000) s"
            : status?.signal.map { "it is ended by signal \($0) when it starts" } ?? "it ends with status \(status?.code ?? 0)"
        backoff = Backoff(reason, after: backoff)
    }
}
