import Foundation
import TestKit
import Testing

@testable import Platform

@Suite struct AtomicFileTests {
    @Test func theNameAppearsWhenTheFileIsWhole() throws {
        let folder = try Scratch()
        let file = try AtomicFile(path: folder.path("bill.pdf"))
        try file.write([1, 2, 3])
        try file.write([UInt8](repeating: 4, count: 600_000))
        try file.write([5])
        #expect((try? folder.bytes("bill.pdf")) == nil && folder.files.count == 1)
        try file.commit()
        #expect(folder.files == ["bill.pdf"])
        #expect((try? folder.bytes("bill.pdf")) == [1, 2, 3] + [UInt8](repeating: 4, count: 600_000) + [5])
    }

    @Test func onlyItsOwnerMayReadIt() throws {
        let folder = try Scratch()
        let path = folder.path("bill.pdf")
        // What a killed process of the same number left behind does not lend its mode.
        try folder.write([9], "bill.pdf.\(getpid()).partial")
        chmod(path + ".\(getpid()).partial", 0o666)
        let file = try AtomicFile(path: path)
        try file.write([1])
        try file.commit()
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect((try? folder.bytes("bill.pdf")) == [1])
    }

    @Test func anOldFileStaysUntilTheNewOneIsWhole() throws {
        let folder = try Scratch()
        try folder.write([7], "bill.pdf")
        let file = try AtomicFile(path: folder.path("bill.pdf"))
        try file.write([1, 2])
        #expect((try? folder.bytes("bill.pdf")) == [7])
        try file.commit()
        #expect((try? folder.bytes("bill.pdf")) == [1, 2])
    }

    @Test func whatIsDiscardedOrForgottenLeavesNothing() throws {
        let folder = try Scratch()
        try folder.write([7], "bill.pdf")
        let file = try AtomicFile(path: folder.path("bill.pdf"))
        try file.write([1])
        file.discard()
        file.discard()
        do {
            let forgotten = try AtomicFile(path: folder.path("bill.pdf"))
            try forgotten.write([2])
        }
        #expect(folder.files == ["bill.pdf"] && (try? folder.bytes("bill.pdf")) == [7])
    }

    @Test func aFolderThatIsNotThereIsASentence() throws {
        let folder = try Scratch()
        let path = folder.path("nowhere/bill.pdf")
        let error = #expect(throws: SystemError.self) { try AtomicFile(path: path) }
        #expect(error?.description == "cannot write \(path): its folder does not exist")
    }

    @Test func aNameThatCannotBeTakenLeavesNothingBehind() throws {
        let folder = try Scratch()
        try FileManager.default.createDirectory(atPath: folder.path("bill.pdf"), withIntermediateDirectories: false)
        let file = try AtomicFile(path: folder.path("bill.pdf"))
        try file.write([1])
        let error = #expect(throws: SystemError.self) { try file.commit() }
        #expect(error?.description.hasPrefix("cannot name the file") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["bill.pdf"])
    }

    /// The process may write files of 64 MiB, more than any other test does: the 65th fails as on a full disk.
    @Test func aDiskThatIsFullLeavesNothingBehindAndCommitsNothing() throws {
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
        let file = try AtomicFile(path: folder.path("bill.pdf"))
        let million = [UInt8](repeating: 1, count: 1 << 20)
        let error = #expect(throws: SystemError.self) {
            for _ in 0..<65 { try file.write(million) }
        }
        #expect(error?.code == EFBIG && error?.description.hasPrefix("cannot write \(folder.path("bill.pdf")): ") == true)
        #expect(folder.files == ["bill.pdf"], "what was written is gone")
        #expect(throws: SystemError.self) {
            try file.write([1]); try file.commit()
        }
        #expect(throws: SystemError.self) { try file.commit() }
        #expect((try? folder.bytes("bill.pdf")) == [7])
    }

    @Test func aDeviceIsWrittenDirectlyAndAFullOneIsTold() throws {
        #expect(AtomicFile.isStream("/dev/full") && AtomicFile.isStream("-") && !AtomicFile.isStream("/tmp"))
        let small = try AtomicFile(path: "/dev/full")
        try small.write([1])
        let error = #expect(throws: SystemError.self) { try small.commit() }
        #expect(error == SystemError(.write, "/dev/full", code: ENOSPC))
        #expect(error?.description == "cannot write /dev/full: No space left on device")
        let large = try AtomicFile(path: "/dev/full")
        #expect(throws: SystemError.self) { try large.write([UInt8](repeating: 1, count: 1 << 20)) }
        #expect(FileStatus(of: "/dev/full")?.kind == .device)
    }

    @Test func aFileMayGetItsNameAtTheEnd() throws {
        let folder = try Scratch()
        let file = try AtomicFile(in: folder.path)
        try file.write([1, 2])
        #expect(folder.files.count == 1 && folder.files[0].hasPrefix("\(getpid())-"))
        try file.commit(as: folder.path("name"), mode: 0o400)
        #expect(folder.files == ["name"] && FileStatus(of: folder.path("name"))?.mode == 0o400)
        do { _ = try AtomicFile(in: folder.path) }
        #expect(folder.files == ["name"])
        #expect(throws: SystemError(.writeWithin, folder.path("no"), code: ENOENT)) { try AtomicFile(in: folder.path("no")) }
    }
}
