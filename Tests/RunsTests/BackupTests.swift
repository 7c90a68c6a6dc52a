import Foundation
import Runs
import TestKit
import Testing

/// A backup goes on, whatever was left of the one before.
@Suite struct BackupTests {
    private func office() throws -> Office {
        let office = try Office()
        try office.submit(Office.slips(30))
        return office
    }

    private func back(_ office: Office) throws -> (files: Int, copied: Int, lost: [String]) {
        try Backup.run(office.ledger, office.archive, to: office.scratch.path("copy"))
    }

    @Test(arguments: [
        ["archive/ab/cd/"], ["aside/999999999-AbCdEf"], ["billpress.sqlite.999999999.partial"],
        [
            "billpress.sqlite.999999999.partial", "billpress.sqlite.999999999.partial-journal", "aside/999999999-AbCdEf",
            "archive/",
        ],
    ])
    func whatAKilledBackupLeftIsNothingElse(left: [String]) throws {
        let office = try office()
        for name in left {
            if name.hasSuffix("/") {
                try FileManager.default.createDirectory(
                    atPath: office.scratch.path("copy/\(name)"), withIntermediateDirectories: true)
            } else {
                try office.scratch.write("half", "copy/\(name)")
            }
        }
        let made = try back(office)
        #expect(made.files > 3 && made.copied == made.files && made.lost.isEmpty)
        #expect(!office.scratch.files.contains { $0.hasPrefix("copy/") && $0.contains("999999999") })
        let home = Archive(home: office.scratch.path("copy"))
        for blob in try office.ledger.blobs() { try home.verify(blob) }
        #expect(try Ledger(Office.makeStore(office.scratch.path("copy"), .system)).run("nov").input.records == 30)
    }

    @Test func whatABackupIsBusyWithIsLeftToIt() throws {
        let office = try office()
        // Process 1 is there for sure.
        try office.scratch.write("half", "copy/billpress.sqlite.1.partial")
        _ = try back(office)
        #expect(office.scratch.files.contains("copy/billpress.sqlite.1.partial"))
    }

    @Test func otherThingsStayOtherThings() throws {
        let office = try office()
        for name in ["archive.zip", "billpress.sqlite.partial", "billpress.sqlite.x.partial", "photo.png"] {
            try office.scratch.write("mine", "copy/\(name)")
            #expect(throws: RunError.self, "\(name)") { try back(office) }
            try FileManager.default.removeItem(atPath: office.scratch.path("copy"))
        }
    }

    @Test func aDamagedCopyIsCopiedAgain() throws {
        let office = try office()
        _ = try back(office)
        #expect(try back(office).copied == 0)
        let copy = Archive(home: office.scratch.path("copy"))
        let blobs = try office.ledger.blobs()
        for (blob, bytes) in [(blobs[0], [UInt8]()), (blobs[1], [1, 2, 3])] {
            try FileManager.default.removeItem(atPath: copy.path(of: blob))
            try Data(bytes).write(to: URL(fileURLWithPath: copy.path(of: blob)))
        }
        // The same length, one bit another.
        let path = copy.path(of: blobs[2])
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes[0] ^= 1
        try FileManager.default.removeItem(atPath: path)
        try bytes.write(to: URL(fileURLWithPath: path))
        #expect(try back(office).copied == 3)
        for blob in blobs { try copy.verify(blob) }
    }
}
