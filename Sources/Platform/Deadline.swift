import Glibc

/// A moment by which something must have happened, on the clock that nobody sets.
package struct Deadline: Sendable {
    /// In nanoseconds of CLOCK_MONOTONIC.
    private let end: Int

    package init(milliseconds: Int) { end = Deadline.now &+ milliseconds * 1_000_000 }

    private static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    package var isOver: Bool { end <= Deadline.now }

    /// Milliseconds that are left, begun ones counted, as poll(2) takes them; 0 when it is over.
    package var remaining: Int32 { Int32(clamping: max(0, (end - Deadline.now + 999_999) / 1_000_000)) }

    var time: timespec { timespec(tv_sec: end / 1_000_000_000, tv_nsec: end % 1_000_000_000) }

    package static func earliest(_ deadlines: some Sequence<Deadline>) -> Deadline? { deadlines.min { $0.end < $1.end } }
}
