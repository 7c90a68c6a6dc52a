import Foundation
import TestKit
import Testing

@testable import Platform

/// Saves are noticed, and what is no save is not.
@Suite struct FolderSnapshotTests {
    private func isNoticed(_ act: (Scratch) throws -> Void) throws -> Bool {
        let scratch = try Scratch()
        try scratch.write("one", "kind/a.xml")
        try scratch.write("two", "kind/b.json")
        try scratch.write("other", "elsewhere/c.xml")
        let folders = [scratch.path("kind"), scratch.path("absent")]
        let before = FolderSnapshot(folders)
        #expect(before == FolderSnapshot(folders))
        try act(scratch)
        return before != FolderSnapshot(folders)
    }

    private func move(_ from: String, _ to: String, in scratch: Scratch) throws {
        let code = rename(scratch.path(from), scratch.path(to))
        #expect(code == 0)
    }

    @Test func everyWayOfSavingIsNoticed() throws {
        #expect(try isNoticed { try $0.write("longer", "kind/a.xml") })
        #expect(try isNoticed { try $0.write("new", "kind/new.png") })
        #expect(try isNoticed { try FileManager.default.removeItem(atPath: $0.path("kind/b.json")) })
        #expect(try isNoticed { try move("kind/b.json", "kind/c.json", in: $0) })
        #expect(try isNoticed { try $0.write("a folder appears", "absent/d.xml") })
        // The same size and the same time under the same name: the file is another.
        #expect(
            try isNoticed { scratch in
                let time = try FileManager.default.attributesOfItem(atPath: scratch.path("kind/a.xml"))[.modificationDate]
                try scratch.write("eno", "kind/.a.xml.new")
                try FileManager.default.setAttributes(
                    [.modificationDate: time ?? Date()], ofItemAtPath: scratch.path("kind/.a.xml.new"))
                try move("kind/.a.xml.new", "kind/a.xml", in: scratch)
            })
    }

    /// The same size, inode and time: what no program can set tells it.
    @Test func aSaveInPlaceIsNoticedThoughItsTimeIsSetBack() throws {
        let isSeen = try isNoticed { scratch in
            let path = scratch.path("kind/a.xml")
            let time = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
            usleep(30_000)
            let file = try #require(FileHandle(forWritingAtPath: path))
            try file.write(contentsOf: Data("eno".utf8))
            try file.close()
            try FileManager.default.setAttributes([.modificationDate: time ?? Date()], ofItemAtPath: path)
        }
        #expect(isSeen)
    }

    @Test func foldersAreSettledWhenTheirNewestChangeIsOld() throws {
        let scratch = try Scratch()
        #expect(FolderSnapshot([scratch.path]).isSettled(for: 60_000))
        try scratch.write("one", "a.xml")
        #expect(!FolderSnapshot([scratch.path]).isSettled(for: 60_000))
        usleep(120_000)
        #expect(FolderSnapshot([scratch.path]).isSettled(for: 100))
        // A save of long ago that came just now is new.
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -5_000)], ofItemAtPath: scratch.path("a.xml"))
        #expect(!FolderSnapshot([scratch.path]).isSettled(for: 60_000))
    }

    @Test func whatIsNoSaveIsNotNoticed() throws {
        #expect(try !isNoticed { _ in })
        #expect(try !isNoticed { try $0.write("swap", "kind/.a.xml.swp") })
        #expect(try !isNoticed { try $0.write("backup", "kind/a.xml~") })
        #expect(try !isNoticed { try $0.write("auto", "kind/#a.xml#") })
        #expect(try !isNoticed { try $0.write("changed", "elsewhere/c.xml") })
        #expect(try !isNoticed { try $0.write("deeper", "kind/samples/x.json") })
        #expect(try !isNoticed { _ = try $0.bytes("kind/a.xml") })
    }

    @Test func ageIsThatOfTheNewestSave() throws {
        let scratch = try Scratch()
        try scratch.write("one", "a.xml")
        #expect(FolderSnapshot([scratch.path]).isYounger(than: 60_000))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -5)], ofItemAtPath: scratch.path("a.xml"))
        #expect(!FolderSnapshot([scratch.path]).isYounger(than: 1_000))
        // A clock that goes ahead is no reason to wait.
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: 500)], ofItemAtPath: scratch.path("a.xml"))
        #expect(!FolderSnapshot([scratch.path]).isYounger(than: 1_000))
    }
}
