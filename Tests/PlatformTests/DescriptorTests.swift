import Foundation
import TestKit
import Testing

@testable import Platform

@Suite struct DescriptorTests {
    /// Runs `work` on a thread of its own, which signals interrupt again and again until it is done.
    private func interrupted(_ work: @escaping @Sendable () -> Void, meanwhile: () throws -> Void) throws {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in }
        sigaction(SIGUSR2, &action, nil)
        let state = Shared()
        let thread = Thread {
            state.begin(pthread_self())
            work()
            state.end()
        }
        thread.start()
        let signals = Thread { state.interrupt() }
        signals.start()
        try meanwhile()
        state.waitForEnd()
    }

    /// The thread at work, and whether it has ended; signals go to it only before that.
    private final class Shared: @unchecked Sendable {
        private let lock = NSCondition()
        private var thread: pthread_t?
        private var hasEnded = false

        func begin(_ thread: pthread_t) { lock.withLock { self.thread = thread } }

        func end() {
            lock.withLock {
                hasEnded = true
                lock.broadcast()
            }
        }

        func waitForEnd() { lock.withLock { while !hasEnded { lock.wait() } } }

        func interrupt() {
            while !lock.withLock({ hasEnded }) {
                lock.withLock { if let thread, !hasEnded { pthread_kill(thread, SIGUSR2) } }
                usleep(500)
            }
        }
    }

    private final class Result: @unchecked Sendable {
        var bytes: [UInt8] = []
        var error: SystemError?
    }

    @Test func aReadThatSignalsInterruptGoesOn() throws {
        let (reader, writer) = try OwnedDescriptor.pipe()
        let result = Result()
        try interrupted({
            do throws(SystemError) { result.bytes = try reader.readToEnd() } catch { result.error = error }
        }) {
            for byte in 0..<5 as Range<UInt8> {
                usleep(20_000)
                try writer.write([byte])
            }
            try writer.close()
        }
        #expect(result.error == nil && result.bytes == [0, 1, 2, 3, 4])
    }

    @Test func aWriteThatIsCutShortIsFinished() throws {
        let (reader, writer) = try OwnedDescriptor.pipe()
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let result = Result()
        var read: [UInt8] = []
        try interrupted({
            do throws(SystemError) {
                try writer.write(bytes)
                try writer.close()
            } catch { result.error = error }
        }) {
            // A pipe holds 64 KB, so that the writer waits, and is interrupted in the middle of a write.
            usleep(30_000)
            read = try reader.readToEnd()
        }
        #expect(result.error == nil && read == bytes)
    }

    @Test func whoReadsNoMoreIsAnError() throws {
        signal(SIGPIPE, SIG_IGN)
        let (reader, writer) = try OwnedDescriptor.pipe()
        try reader.close()
        #expect(throws: SystemError(.write, "", code: EPIPE)) { try writer.write([1]) }
        #expect(throws: SystemError(.read, "", code: EBADF)) { try reader.readToEnd() }
        try reader.close()
    }

    @Test func filesAreReadToTheirEnd() throws {
        let folder = try Scratch()
        for size in [0, 1, 4095, 4096, 300_000] {
            let bytes = [UInt8](repeating: 7, count: size)
            try folder.write(bytes, "file")
            #expect(try OwnedDescriptor.readingFile(folder.path("file")).readToEnd(limit: size) == bytes)
            var pieces: [UInt8] = []
            try OwnedDescriptor.readingFile(folder.path("file")).readPieces(ofSize: 1000, failure: { $0 }) {
                piece throws(SystemError) in
                pieces += Array(piece)
            }
            #expect(pieces == bytes)
        }
        // The system does not know how long it is.
        #expect(try OwnedDescriptor.reading("/proc/self/status").readToEnd().count > 100)
    }

    @Test func aFileMayHaveALimit() throws {
        let folder = try Scratch()
        try folder.write([1, 2, 3], "file")
        let error = #expect(throws: SystemError.self) {
            try OwnedDescriptor.readingFile(folder.path("file")).readToEnd(limit: 2)
        }
        #expect(error?.isTooLarge == true)
        #expect(throws: SystemError(.read, "/dev/zero", code: EFBIG)) {
            try OwnedDescriptor.reading("/dev/zero").readToEnd(limit: 10_000)
        }
    }

    @Test func whatIsNoFileIsRefusedAndNotWaitedFor() throws {
        let folder = try Scratch()
        mkfifo(folder.path("pipe"), 0o600)
        for path in [folder.path("pipe"), folder.path, "/dev/null"] {
            let error = #expect(throws: SystemError.self) { try OwnedDescriptor.readingFile(path) }
            #expect(error?.isOtherKind == true && error?.description == "cannot read \(path): it is not a file")
        }
        let absent = #expect(throws: SystemError.self) { try OwnedDescriptor.readingFile(folder.path("none")) }
        #expect(absent?.isAbsent == true && absent?.isOtherKind == false)
    }

    @Test func anyRangeOfBytesIsReadAndNoneBeyondTheEnd() throws {
        let folder = try Scratch()
        let bytes = (0..<200).map { UInt8($0) }
        try folder.write(bytes, "file")
        let sources: [any RandomAccess] = [
            try OwnedDescriptor.readingFile(folder.path("file")), try OwnedDescriptor.anonymous(containing: bytes), bytes,
        ]
        for source in sources {
            #expect(source.count == 200)
            #expect(source.bytes(0..<200) == bytes && source.bytes(17..<42) == Array(bytes[17..<42]))
            #expect(source.bytes(200..<200) == [] && source.bytes(5..<5) == [])
            #expect(source.bytes(199..<201) == nil && source.bytes(500..<501) == nil && source.bytes(0..<10_000) == nil)
        }
    }

    @Test func aTemporaryFileIsItsOwnersAlone() throws {
        let folder = try Scratch()
        let one = try OwnedDescriptor.temporary(in: folder.path, prefix: "1-")
        let two = try OwnedDescriptor.temporary(in: folder.path, prefix: "1-")
        #expect(one.path != two.path && one.path.hasPrefix("\(folder.path)/1-"))
        #expect(try one.status().mode == 0o600)
    }
}
