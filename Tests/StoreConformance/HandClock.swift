import Synchronization

/// A clock that tests turn.
package final class HandClock: Sendable {
    private let state = Mutex<(era: String, milliseconds: Int64)>(("boot 1", 1_000))

    package init() {}

    package func pass(seconds: Int) { state.withLock { $0.milliseconds += Int64(seconds) * 1000 } }
    /// The machine was started anew.
    package func restart() {
        state.withLock {
            $0.era += "1"
            $0.milliseconds = 5
        }
    }

    package var era: String { state.withLock { $0.era } }
    package var milliseconds: Int64 { state.withLock { $0.milliseconds } }
    /// It stands still.
    package var timeOfDay: String { "2026-11-24T08:00:00Z" }
}
