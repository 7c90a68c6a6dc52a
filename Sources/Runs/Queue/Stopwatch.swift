import Glibc

/// Milliseconds that pass on this machine, those in which it slept counted too; injected so that tests can turn it.
package struct Stopwatch: Sendable {
    package var milliseconds: @Sendable () -> Int64
    package init(milliseconds: @escaping @Sendable () -> Int64) { self.milliseconds = milliseconds }

    package static let system = Stopwatch {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
