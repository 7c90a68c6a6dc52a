import Platform

/// The children of a pool, the requests that wait for one, and how both come together: first come, first served.
final class RenderQueue: Sendable {
    private let settings: RenderPool.Settings
    private let state = Monitor(State())
    /// Signaled when a child becomes ready, or comes back.
    private let change = Condition()
    /// Interrupts the keeper's waiting.
    private let wake: (reader: OwnedDescriptor, writer: OwnedDescriptor)

    private struct State {
        var idle: [RenderChild] = []
        var busy: [RenderChild] = []
        /// To be ended by the keeper.
        var retired: [RenderChild] = []
        /// How many are being started.
        var starting = 0
        /// Why no child can be started.
        var startError: String?
        /// Requests that wait, the first of them first.
        var tickets: [Ticket] = []
        /// What was asked for, the last first.
        var recent: [RenderPreparation] = []
        var isShutDown = false
        var isWoken = false

        /// Gives free children to those who have waited longest.
        mutating func dispatch(to limit: Int) {
            while busy.count < limit, !tickets.isEmpty, let child = idle.popLast() {
                busy.append(child)
                tickets.removeFirst().settle(.success(child))
            }
        }

        mutating func refuseAll(_ error: RenderError) {
            for ticket in tickets { ticket.settle(.failure(error)) }
            tickets = []
        }
    }

    /// A request's place in the queue. Its result is written and read under the queue's lock alone.
    private final class Ticket: @unchecked Sendable {
        let condition = Condition()
        private(set) var result: Result<RenderChild, RenderError>?

        func settle(_ result: Result<RenderChild, RenderError>) {
            self.result = result
            condition.signal()
        }
    }

    init(_ settings: RenderPool.Settings) throws(SystemError) {
        self.settings = settings
        wake = try OwnedDescriptor.pipe()
    }

    // MARK: For requests

    /// A child for a request, until it is released or lost.
    func acquire(isFirst: Bool) throws(RenderError) -> RenderChild {
        let ticket = Ticket()
        let refusal = state.withLock { state -> RenderError? in
            if state.isShutDown { return .poolShutDown }
            if let error = state.startError, state.idle.isEmpty, state.busy.isEmpty, state.starting == 0 {
                return .childrenUnavailable(error)
            }
            state.tickets.insert(ticket, at: isFirst ? 0 : state.tickets.count)
            state.dispatch(to: settings.children)
            guard ticket.result == nil, !isFirst, state.tickets.count > settings.queueLimit else { return nil }
            state.tickets.removeLast()
            return .queueFull
        }
        if let refusal { throw refusal }
        let deadline = Deadline(milliseconds: settings.queueTimeout)
        let result =
            state.wait(for: ticket.condition, until: deadline) { _ in ticket.result }
            ?? state.withLock { state in
                // Its turn may have come just now.
                if let result = ticket.result { return result }
                state.tickets.removeAll { $0 === ticket }
                return .failure(.queueTimedOut)
            }
        return try result.get()
    }

    /// Takes a child back that has answered. `prepared`: what it has made a document of, for other children to be ready for.
    func release(_ child: RenderChild, _ statistics: RenderChildStatistics, prepared: RenderPreparation?) {
        let isWornOut =
            statistics.requests >= settings.requestsPerChild || statistics.resident >= settings.residentLimit
        state.withLock { state in
            state.busy.removeAll { $0 === child }
            if let prepared, state.recent.first != prepared {
                state.recent.removeAll { $0 == prepared }
                state.recent.insert(prepared, at: 0)
                if state.recent.count > settings.preparedKinds { state.recent.removeLast() }
            }
            if isWornOut || state.isShutDown {
                state.retired.append(child)
                wakeKeeper(&state)
            } else {
                state.idle.append(child)
            }
            state.dispatch(to: settings.children)
        }
        change.signal()
    }

    /// Lets go of a child that has failed. `isEnded`: the system has, too. Answers whether that is of the pool's own doing.
    func lose(_ child: RenderChild, isEnded: Bool) -> Bool {
        defer { change.signal() }
        return state.withLock { state in
            state.busy.removeAll { $0 === child }
            if !isEnded { state.retired.append(child) }
            wakeKeeper(&state)
            state.dispatch(to: settings.children)
            return state.isShutDown
        }
    }

    var status: RenderPool.Status {
        state.withLock { state in
            RenderPool.Status(
                idle: state.idle.map(\.process.number), busy: state.busy.map(\.process.number), starting: state.starting,
                waiting: state.tickets.count)
        }
    }

    func waitUntilReady(_ count: Int, by deadline: Deadline) -> Bool {
        state.wait(for: change, until: deadline) { $0.idle.count >= count ? true : nil } ?? false
    }

    /// Refuses everybody, and ends the children that are at work.
    func shutDown() {
        state.withLock { state in
            state.isShutDown = true
            state.refuseAll(.poolShutDown)
            for child in state.busy { child.kill() }
            wakeKeeper(&state)
        }
    }

    /// Waits until no child is at work: whose request has one sees to its end. Answers those that are left.
    func waitUntilIdle(by deadline: Deadline) -> [RenderChild] {
        _ = state.wait(for: change, until: deadline) { $0.busy.isEmpty ? true : nil }
        return state.withLock { state in
            defer { (state.idle, state.retired) = ([], []) }
            return state.idle + state.retired
        }
    }

    private func wakeKeeper(_ state: inout State) {
        guard !state.isWoken else { return }
        state.isWoken = true
        try? wake.writer.write([0])
    }

    // MARK: For the keeper

    struct Round {
        let isShutDown: Bool
        /// Those that are ready or at work.
        let live: [RenderChild]
        /// Those that are to be ended.
        let retired: [RenderChild]
    }

    func beginRound() -> Round {
        state.withLock { state in
            defer { (state.retired, state.isWoken) = ([], false) }
            return Round(isShutDown: state.isShutDown, live: state.idle + state.busy, retired: state.retired)
        }
    }

    /// Readable when the keeper has something to do.
    var wakeDescriptor: Int32 { wake.reader.number }

    func drainWake() {
        var bytes = [UInt8](repeating: 0, count: 64)
        _ = try? bytes.withMutableBytes { bytes throws(SystemError) in try wake.reader.read(into: bytes) }
    }

    /// What a new child is to be ready for.
    var recent: [RenderPreparation] { state.withLock { $0.recent } }

    /// A child could not be made ready for it: no other tries.
    func forget(_ preparation: RenderPreparation) { state.withLock { $0.recent.removeAll { $0 == preparation } } }

    /// A request waits that a child could have at once.
    var isWanting: Bool { state.withLock { !$0.tickets.isEmpty && $0.idle.isEmpty && $0.busy.count < settings.children } }

    func add(_ child: RenderChild) {
        state.withLock { state in
            // Those that were there before have more ready.
            state.idle.insert(child, at: 0)
            state.dispatch(to: settings.children)
        }
        change.signal()
    }

    /// Takes a child away. False where a request has it.
    func removeIdle(_ child: RenderChild) -> Bool {
        state.withLock { state in
            guard let index = state.idle.firstIndex(where: { $0 === child }) else { return false }
            state.idle.remove(at: index)
            return true
        }
    }

    /// How many children are being started, and why no more can be. Where there is none at all, nobody waits for one.
    func report(starting: Int, error: String?) {
        state.withLock { state in
            state.starting = starting
            state.startError = error
            if let error, starting == 0, state.idle.isEmpty, state.busy.isEmpty { state.refuseAll(.childrenUnavailable(error)) }
        }
    }
}
