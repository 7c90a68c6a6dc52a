/// Jobs: available → running → completed, and from running back to available (released, its worker ended), to retryable (a
/// fault of the environment; it waits) or to discarded (it cannot be done; a person looks).
package enum JobState: String, Sendable, CaseIterable {
    case available, running, retryable, completed, discarded, cancelled
}

package enum JobKind: String, Sendable {
    /// Lays a chunk out.
    case compose
    /// Writes a print file.
    case print
}

/// A job as it is put into the queue.
package struct NewJob: Sendable, Equatable {
    package var kind: JobKind
    /// The chunk, or the print file.
    package var number: Int
    package var documents: Int
    /// The lowest goes first.
    package var priority: Int
    package init(kind: JobKind, number: Int, documents: Int, priority: Int) {
        self.kind = kind
        self.number = number
        self.documents = documents
        self.priority = priority
    }
}

package struct Job: Sendable, Equatable {
    package var id: Int64
    package var run: RunID
    package var kind: JobKind
    package var number: Int
    package var documents: Int
    package var state: JobState
    package var priority: Int
    package var attempt: Int
    package var fence: Int64
    package var error: RunError?
    package init(
        id: Int64, run: RunID, kind: JobKind, number: Int, documents: Int, state: JobState, priority: Int, attempt: Int,
        fence: Int64, error: RunError?
    ) {
        self.id = id
        self.run = run
        self.kind = kind
        self.number = number
        self.documents = documents
        self.state = state
        self.priority = priority
        self.attempt = attempt
        self.fence = fence
        self.error = error
    }
}

/// How a lease ends.
package enum LeaseEnd: Sendable {
    case completed
    /// The job is available again; where its attempt does not count, the worker gave it back.
    case available(countsAttempt: Bool)
    /// It waits so long, in milliseconds.
    case retryable(after: Int64, error: RunError)
    case discarded(error: RunError)
}
