import Glibc

/// State that threads share, and wait for changes of. Its callers block, so they are threads of their own and none of the pool
/// on which Swift's tasks run.
package final class Monitor<State>: @unchecked Sendable {
    // The lock lies where it does not move, which Swift promises of no property.
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var state: State

    package init(_ state: State) {
        self.state = state
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    package func withLock<Result, Failure: Error>(
        _ body: (inout State) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body(&state)
    }

    /// Asks until there is an answer, each time that the condition is signaled; nil when the deadline comes first.
    package func wait<Result>(for condition: Condition, until deadline: Deadline, _ answer: (inout State) -> Result?) -> Result? {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        var end = deadline.time
        while true {
            if let result = answer(&state) { return result }
            if pthread_cond_timedwait(condition.pointer, lock, &end) == ETIMEDOUT { return answer(&state) }
        }
    }
}

/// What a thread waits for within a monitor.
package final class Condition: @unchecked Sendable {
    fileprivate let pointer = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    package init() {
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(pointer, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(pointer)
        pointer.deallocate()
    }

    /// Wakes whoever waits for it.
    package func signal() { pthread_cond_broadcast(pointer) }
}

/// A thread of its own, for work that blocks.
package final class BlockingThread: Sendable {
    private let thread: pthread_t

    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    package init(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
        let work = Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { work in
                Unmanaged<Work>.fromOpaque(work!).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        guard code == 0 else {
            work.release()
            throw SystemError(.startThread, "", code: code)
        }
        self.thread = thread
    }

    /// Waits for its end; to be called once.
    package func join() { pthread_join(thread, nil) }

    /// Lets it go its way; to be called once, instead of `join`.
    package func detach() { pthread_detach(thread) }
}
