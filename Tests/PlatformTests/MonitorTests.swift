import Glibc
import Testing

@testable import Platform

@Suite struct MonitorTests {
    @Test func whoWaitsHearsOfTheChange() throws {
        let monitor = Monitor(0)
        let condition = Condition()
        let threads = try (0..<4).map { _ in
            try BlockingThread {
                for _ in 0..<1_000 { monitor.withLock { $0 += 1 } }
                condition.signal()
            }
        }
        let sum = monitor.wait(for: condition, until: Deadline(milliseconds: 20_000)) { $0 == 4_000 ? $0 : nil }
        for thread in threads { thread.join() }
        #expect(sum == 4_000)
    }

    @Test func nobodyWaitsPastTheDeadline() {
        let monitor = Monitor(0)
        let deadline = Deadline(milliseconds: 50)
        #expect(!deadline.isOver && (1...50).contains(deadline.remaining))
        let never: Int? = monitor.wait(for: Condition(), until: deadline) { _ in nil }
        #expect(never == nil && deadline.isOver && deadline.remaining == 0)
        // What is so already needs no signal, however late it is.
        #expect(monitor.wait(for: Condition(), until: deadline) { $0 + 1 } == 1)
        let later = Deadline(milliseconds: 1_000)
        #expect(Deadline.earliest([later, deadline])?.isOver == true && Deadline.earliest([Deadline]()) == nil)
    }

    @Test func anErrorLetsGoOfTheLock() {
        let monitor = Monitor(1)
        #expect(throws: SystemError.self) {
            try monitor.withLock { value throws(SystemError) in
                value = 2
                throw SystemError(.lock, "", code: EBUSY)
            }
        }
        #expect(monitor.withLock { $0 } == 2)
    }

    @Test func aProcessKnowsItsMemory() {
        #expect(ProcessMemory.resident > 1 << 20)
    }
}
