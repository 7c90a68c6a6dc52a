import Foundation
import TestKit
import Testing

@testable import PDF

@Suite struct FileSinkTests {
    private func write(_ bytes: [UInt8], to sink: FileSink) throws(SinkError) {
        var failure: SinkError?
        bytes.withUnsafeBytes { pointer in
            do throws(SinkError) { try sink.write(pointer) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    @Test func theNameAppearsWhenTheFileIsWhole() throws {
        let folder = try Scratch()
        let sink = try FileSink(path: folder.path("bill.pdf"))
        try write([1, 2, 3], to: sink)
        try write([UInt8](repeating: 4, count: 600_000), to: sink)
        try write([5], to: sink)
        #expect((try? folder.bytes("bill.pdf")) == nil && folder.files.count == 1)
        try sink.publish()
        #expect(folder.files == ["bill.pdf"])
        #expect((try? folder.bytes("bill.pdf")) == [1, 2, 3] + [UInt8](repeating: 4, count: 600_000) + [5])
    }

    @Test func onlyItsOwnerMayReadIt() throws {
        let folder = try Scratch()
        let path = folder.path("bill.pdf")
        // What a killed process of the same number left behind does not lend its mode.
        try folder.write([9], "bill.pdf.\(getpid()).partial")
        chmod(path + ".\(getpid()).partial", 0o666)
        let sink = try FileSink(path: path)
        try write([1], to: sink)
        try sink.publish()
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect((try? folder.bytes("bill.pdf")) == [1])
    }

    @Test func anOldFileStaysUntilTheNewOneIsWhole() throws {
        let folder = try Scratch()
        try folder.write([7], "bill.pdf")
        let sink = try FileSink(path: folder.path("bill.pdf"))
        try write([1, 2], to: sink)
        #expect((try? folder.bytes("bill.pdf")) == [7])
        try sink.publish()
        #expect((try? folder.bytes("bill.pdf")) == [1, 2])
    }

    @Test func whatIsAbandonedOrForgottenLeavesNothing() throws {
        let folder = try Scratch()
        try folder.write([7], "bill.pdf")
        let sink = try FileSink(path: folder.path("bill.pdf"))
        try write([1], to: sink)
        sink.abandon()
        sink.abandon()
        do {
            let forgotten = try FileSink(path: folder.path("bill.pdf"))
            try write([2], to: forgotten)
        }
        #expect(folder.files == ["bill.pdf"] && (try? folder.bytes("bill.pdf")) == [7])
    }

    @Test func aFolderThatIsNotThereIsASentence() throws {
        let folder = try Scratch()
        let path = folder.path("nowhere/bill.pdf")
        let error = #expect(throws: SinkError.self) { try FileSink(path: path) }
        #expect(error?.message == "cannot write \(path): its folder does not exist")
    }

    @Test func aNameThatCannotBeTakenLeavesNothingBehind() throws {
        let folder = try Scratch()
        try FileManager.default.createDirectory(atPath: folder.path("bill.pdf"), withIntermediateDirectories: false)
        let sink = try FileSink(path: folder.path("bill.pdf"))
        try write([1], to: sink)
        let error = #expect(throws: SinkError.self) { try sink.publish() }
        #expect(error?.message.hasPrefix("cannot name the file") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["bill.pdf"])
    }

    /// The process may write files of 64 MiB, more than any other test does: the 65th fails as on a full disk.
    @Test func aDiskThatIsFullLeavesNothingBehindAndPublishesNothing() throws {
        signal(SIGXFSZ, SIG_IGN)
        var before = rlimit()
        #if os(Linux)
            let kind = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
        #else
            let kind = RLIMIT_FSIZE
        #endif
        #expect(getrlimit(kind, &before) == 0)
        var low = before
        low.rlim_cur = 64 << 20
        #expect(setrlimit(kind, &low) == 0)
        defer { _ = setrlimit(kind, &before) }

        let folder = try Scratch()
        try folder.write([7], "bill.pdf")
        let sink = try FileSink(path: folder.path("bill.pdf"))
        let million = [UInt8](repeating: 1, count: 1 << 20)
        let error = #expect(throws: SinkError.self) {
            for _ in 0..<65 { try write(million, to: sink) }
        }
        #expect(error?.code == EFBIG && error?.message.hasPrefix("cannot write \(folder.path("bill.pdf")): ") == true)
        #expect(folder.files == ["bill.pdf"], "what was written aside is gone")
        #expect(throws: SinkError.self) {
            try write([1], to: sink); try sink.publish()
        }
        #expect(throws: SinkError.self) { try sink.publish() }
        #expect((try? folder.bytes("bill.pdf")) == [7])
    }
}
