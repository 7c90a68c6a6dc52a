import Runs
import StoreConformance
import StoreSQL
import TestKit
import Testing

@testable import StoreSQLite

/// Nobody reads SQL.
@Suite struct StoreFaultTests {
    private func isPlain(_ message: String) -> Bool {
        let words = message.split { !$0.isLetter && $0 != "_" && $0 != "." }.map(String.init)
        return !words.contains { ["UNIQUE", "SELECT", "UPDATE", "INSERT", "FROM", "NULL", "file.run", "SQL"].contains($0) }
            && !message.contains("constraint") && !message.contains("no such") && message.first?.isLowercase == true
    }

    @Test func everyErrorOfTheDatabaseIsASentence() {
        // Every code of sqlite3.h, and some extended ones: SQLITE_CONSTRAINT_UNIQUE, SQLITE_IOERR_READ, SQLITE_READONLY_DBMOVED.
        var damaged: Set<Int32> = []
        for code in Array(1...28) + [2067, 266, 1032, 517] as [Int32] {
            let fault = StoreFault.error(code: code)
            #expect(isPlain(fault.message), "\(code): \(fault.message)")
            if fault.cause == .damaged { damaged.insert(code) }
        }
        // SQLITE_ERROR, CORRUPT, EMPTY, SCHEMA, CONSTRAINT, MISMATCH, RANGE and NOTADB are no fault of the machine.
        #expect(damaged == [1, 11, 16, 17, 19, 20, 25, 26, 2067])
        struct Other: Error { let sql = "SELECT" }
        #expect(isPlain(StoreFault.error(Other()).message))
        #expect(StoreFault.error(RunError.notPrinting) == .notPrinting)
    }

    /// A released run that somebody has made an approved one by hand.
    @Test func aRunThatWasChangedByHandIsToldInASentence() throws {
        let fixture = try SQLiteFixture()
        let office = MadeUpOffice([fixture])
        let run = try office.releasedRun()
        try fixture.tamper("UPDATE run SET state = 'approved'")
        let error = #expect(throws: RunError.self) { try office.plan(run) }
        #expect(isPlain(error?.message ?? "UNIQUE"), "\(error?.message ?? "")")
        #expect(error?.cause == .damaged && error?.message.contains("has changed the store of runs") == true)
    }

    @Test(arguments: ["DROP TABLE approval", "ALTER TABLE composed RENAME COLUMN way TO ways", "DROP TABLE audit"])
    func aStoreThatIsLaidOutOtherwiseIsToldInASentence(sql: String) throws {
        let fixture = try SQLiteFixture()
        let office = MadeUpOffice([fixture])
        let run = try office.approvedRun()
        try fixture.tamper(sql, isLayoutKept: false)
        let error = #expect(throws: RunError.self) { try office.plan(run) }
        #expect(isPlain(error?.message ?? "UNIQUE"), "\(error?.message ?? "")")
    }

    @Test func whatIsNoDatabaseIsToldInASentence() throws {
        let scratch = try Scratch()
        try scratch.write(String(repeating: "no database at all ", count: 500), "home/billpress.sqlite")
        let error = #expect(throws: RunError.self) { try SQLiteDriver(home: scratch.path("home")) }
        #expect(error?.cause == .damaged && isPlain(error?.message ?? "UNIQUE"))
        let fault = #expect(throws: RunError.self) { try SQLiteDriver(reading: scratch.path("none")) }
        #expect(isPlain(fault?.message ?? "UNIQUE"))
    }
}
