import Runs
import TestKit
import Testing

/// Which document a corrected record is of.
@Suite struct CorrectionTests {
    private func refusal(_ office: Office, _ run: Run, _ lines: [String]) -> String {
        #expect(throws: RunError.self) { try office.correct(run, lines) }?.message ?? ""
    }

    @Test(arguments: Office.Database.allCases) func aRecordTakesNobodyElsesPlace(database: Office.Database) throws {
        let office = try Office(database)
        let run = try office.submit([Office.slip(1), "{broken", Office.slip(3), "{broken too"])
        try office.work()
        // Another account's record is not that line's, whatever stands there.
        #expect(
            refusal(office, run, [Office.slip(9)]).hasSuffix(
                "a run takes corrections of what was set aside, and nothing new; where it corrects a line that could not be read, or a record whose account or number was wrong, name the document that it corrects (without a key: 3, 4)"
            ))
        #expect(try office.books().quarantined.documents == 2)
        // Somebody says so.
        try office.correct(run, [Office.slip(2), Office.slip(4)], places: [3, 4])
        try office.work()
        #expect(try office.books().isBalanced && office.books().composed.documents == 4)
    }

    @Test(arguments: Office.Database.allCases) func theGuardStaysOnThoughALineIsUnreadable(database: Office.Database) throws {
        let office = try Office(database)
        let bad = Office.slip(2).replacing(#""cycle":"01","#, with: "")
        let run = try office.submit([Office.slip(1), bad, "{"])
        try office.work()
        #expect(
            refusal(office, run, [Office.slip(2), Office.slip(9)]).contains("no document of nov that is set aside has its key"))
        #expect(try office.books().quarantined.documents == 2, "all of a hand-in or nothing")
        #expect(refusal(office, run, [Office.slip(2), Office.slip(2)]).contains("corrects document 2 a second time"))
        try office.correct(run, [Office.slip(2)])
        #expect(throws: RunError.self) { try office.correct(run, [Office.slip(3)], places: [2]) }
        #expect(throws: RunError.self) { try office.correct(run, [Office.slip(3)], places: [3, 3]) }
        #expect(throws: RunError.self) { try office.correct(run, [Office.slip(3), Office.slip(4)], places: [3, 3]) }
    }

    /// Both say 62; the first should have said 61.
    @Test(arguments: [false, true]) func twoRecordsWithOneNumberByMistakeAreCorrectedTogether(isBroken: Bool) throws {
        let office = try Office()
        let wrong = Office.slip(61).replacing("S-61", with: "S-62")
        let run = try office.submit([Office.slip(1), wrong, Office.slip(62)] + (isBroken ? ["{broken"] : []))
        try office.work()
        let aside = try office.ledger.exceptions(of: run.id).filter { $0.line < 4 }
        #expect(aside.map(\.line) == [2, 3])
        try office.correct(run, [Office.slip(62), Office.slip(61)])
        try office.work()
        let books = try office.books()
        #expect(books.quarantined.documents == (isBroken ? 1 : 0))
        #expect(books.composed == Tally(documents: 3, cents: 105 + 6105 + 6205))
        // Each took the place that was its account's.
        let changes = try office.lastCorrection(of: run)
        #expect(changes.map(\.sequence) == [aside[1].sequence, aside[0].sequence] && changes.map(\.now) == [6205, 6105])
    }

    @Test(arguments: Office.Database.allCases) func theOneThatWasWrongIsCorrectedAloneByItsAccount(database: Office.Database)
        throws
    {
        let office = try Office(database)
        let wrong = Office.slip(61).replacing("S-61", with: "S-62")
        let run = try office.submit([Office.slip(1), Office.slip(62), wrong])
        try office.work()
        try office.correct(run, [Office.slip(61)])
        try office.correct(run, [Office.slip(62)])
        try office.work()
        #expect(try office.books().isBalanced)
    }

    @Test(arguments: Office.Database.allCases) func twoBillsOfOneAccountAreToldByTheirAmounts(database: Office.Database) throws {
        let office = try Office(database)
        let first = Office.slip(7, cents: 100)
        let second = Office.slip(7, cents: 200)
        let run = try office.submit([Office.slip(1), first, second])
        try office.work()
        try office.correct(run, [second.replacing("S-7", with: "S-8"), first])
        try office.work()
        let changes = try office.lastCorrection(of: run)
        #expect(try office.books().isBalanced && changes.allSatisfy { $0.was == $0.now && $0.accountNow == nil })
    }

    @Test(arguments: Office.Database.allCases) func anEmptyHandInIsRefused(database: Office.Database) throws {
        let office = try Office(database)
        let run = try office.submit([Office.slip(1), "{"])
        #expect(refusal(office, run, []) == "again.jsonl holds no record")
        #expect(refusal(office, run, ["[]"]) == "again.jsonl holds no record")
    }
}
