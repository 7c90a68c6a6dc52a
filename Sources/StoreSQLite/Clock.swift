import Glibc
import Platform

/// The clocks of a machine, injected so that tests can turn them.
///
/// Leases are counted on the clock that only a restart sets back, beside the number of the restart, so that nobody who
/// sets the time of day takes a lease from a worker or gives it one for ever. The time of day is for the audit trail.
package struct Clock: Sendable {
    /// Which start of the machine this is.
    package var boot: @Sendable () -> String
    /// Milliseconds since the machine was started, those in which it slept counted too.
    package var milliseconds: @Sendable () -> Int64
    /// The time of day in UTC, as `2026-11-24T08:50:52Z`.
    package var timeOfDay: @Sendable () -> String
    /// The host's name.
    package var machine: @Sendable () -> String

    package init(
        boot: @escaping @Sendable () -> String, milliseconds: @escaping @Sendable () -> Int64,
        timeOfDay: @escaping @Sendable () -> String, machine: @escaping @Sendable () -> String = { "localhost" }
    ) {
        self.machine = machine
        self.boot = boot
        self.milliseconds = milliseconds
        self.timeOfDay = timeOfDay
    }

    package static let system: Clock = {
        let boot = readBoot()
        let name = readName()
        return Clock(
            boot: { boot },
            milliseconds: {
                var time = timespec()
                clock_gettime(CLOCK_BOOTTIME, &time)
                return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
            },
            timeOfDay: {
                var now = time(nil)
                var parts = tm()
                gmtime_r(&now, &parts)
                func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
                return
                    "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
            }, machine: { name })
    }()

    private static func readName() -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            buffer.initialize(repeating: 0)
            guard gethostname(buffer.baseAddress!, 255) == 0 else { return "localhost" }
            return String(cString: buffer.baseAddress!)
        }
    }

    /// The kernel's number of this start (random(4)).
    private static func readBoot() -> String {
        let path = "/proc/sys/kernel/random/boot_id"
        guard let bytes = try? OwnedDescriptor.reading(path).readToEnd() else { return "unknown" }
        return String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self)
    }
}
