import Foundation
import TestKit
import Testing

@testable import Platform

/// What others see of files and locks, in processes of their own.
@Suite struct ProcessTests {
    @Test func aWriterThatIsKilledLeavesNothingUnderTheName() throws {
        let folder = try Scratch()
        try folder.write([7], "old.pdf")
        for name in ["old.pdf", "new.pdf"] {
            let writer = try Helper("file", folder.path(name))
            #expect(try writer.isReady())
            #expect(writer.kill().signal == SIGKILL)
        }
        #expect(try folder.bytes("old.pdf") == [7] && !FileStatus.exists(folder.path("new.pdf")))
        #expect(folder.files.filter { $0.hasSuffix(".partial") }.count == 2)
    }

    @Test func aFolderThatWasBeingFilledIsSweptAwayOnceItsWriterIsGone() throws {
        let folder = try Scratch()
        let path = folder.path("set")
        let writer = try Helper("directory", path)
        #expect(try writer.isReady())
        AtomicDirectory.sweep(beside: path)
        #expect(folder.files.count == 1, "its writer is at work")
        #expect(writer.kill().signal == SIGKILL)
        AtomicDirectory.sweep(beside: folder.path("other"))
        #expect(folder.files.count == 1 && !FileStatus.exists(path))
        let next = try AtomicDirectory(path + "/")
        #expect(Directory.names(in: folder.path) == [".set.\(getpid()).partial"])
        try next.makeDirectory("each")
        try AtomicFile.write([1], to: "\(next.temporary)/each/one")
        try next.commit()
        #expect(folder.files == ["set/each/one"])
    }

    @Test func aFolderThatIsThereStays() throws {
        let folder = try Scratch()
        try folder.write([7], "set/old")
        let next = try AtomicDirectory(folder.path("set"))
        let error = #expect(throws: SystemError.self) { try next.commit() }
        #expect(error?.isOccupied == true && folder.files == ["set/old"])
    }

    @Test func sharedLocksAdmitEachOtherAndAnExclusiveOneWaits() throws {
        let folder = try Scratch()
        let path = folder.path("lock")
        let shared = try [Helper("shared", path), Helper("shared", path)]
        for helper in shared { #expect(try helper.isReady()) }
        let exclusive = try Helper("exclusive", path)
        #expect(!exclusive.isReady(within: 200))
        #expect(try shared[0].end().isSuccess)
        #expect(!exclusive.isReady(within: 200))
        // A lock goes with its process, however that ends.
        #expect(shared[1].kill().signal == SIGKILL)
        #expect(try exclusive.isReady())
        let late = try Helper("shared", path)
        #expect(!late.isReady(within: 200))
        #expect(exclusive.kill().signal == SIGKILL)
        #expect(try late.isReady() && late.end().isSuccess)
    }

    @Test func aByteIsLockedByOneAndEachByteIsALockOfItsOwn() throws {
        let folder = try Scratch()
        let path = folder.path("locks")
        let other = try Helper("byte", path)
        #expect(try other.isReady())
        #expect(try FileLock(byte: 3, of: path) == nil)
        let fourth = try #require(try FileLock(byte: 4, of: path))
        // Within one process, too: the lock is the descriptor's.
        #expect(try FileLock(byte: 4, of: path) == nil)
        fourth.release()
        #expect(try FileLock(byte: 4, of: path) != nil)
        #expect(try other.end().isSuccess)
        let third = try #require(try FileLock(byte: 3, of: path))
        #expect(try !Helper("byte", path).isReady())
        third.release()
    }

    @Test func aLockThatCannotBeMadeIsAnError() throws {
        let folder = try Scratch()
        #expect(throws: SystemError(.open, folder.path("no/lock"), code: ENOENT)) {
            try FileLock(folder.path("no/lock"), .shared)
        }
        #expect(throws: SystemError.self) { try FileLock(byte: -1, of: folder.path("lock")) }
    }
}
