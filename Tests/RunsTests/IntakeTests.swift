import Records
import Runs
import TestKit
import Testing

@Suite struct IntakeTests {
    @Test func everyRecordIsCountedByGroupAndOrderedByTheContractsKeys() throws {
        let office = try Office()
        let run = try office.submit(Office.slips(9).reversed())
        #expect(
            run.state == .composing && run.input.records == 9 && run.input.cents == (1...9).reduce(0) { $0 + Int64($1 * 100 + 5) }
        )
        let books = try office.books()
        #expect(
            books.groups.map(\.route) == ["0", "1", "2"]
                && books.groups.allSatisfy { $0.selected.documents == 3 })
        // Route 0 first, and in it by account, though the file has them the other way round.
        let first = try office.ledger.stored(run.id, chunk: 0)
        #expect(first.map(\.line) == [7, 4, 1, 9])
        #expect(try office.ledger.chunks(of: run.id).count == 3)
    }

    @Test func badRecordsAreSetAsideWithTheirPlaceAndTheGoodOnesGoOn() throws {
        let office = try Office()
        let bad = Office.slip(2).replacing(#""total":"2.05","#, with: "")
        let run = try office.submit([Office.slip(1), bad, #"{"account": 7"#, Office.slip(3)])
        #expect(run.input.records == 4 && run.input.unreadable == 2)
        let aside = try office.ledger.exceptions(of: run.id)
        #expect(aside.map(\.line).sorted() == [2, 3] && aside.allSatisfy { $0.state == .quarantined })
        let missing = try #require(aside.first { $0.line == 2 })
        #expect(missing.reasons[0].place == "/total" && missing.reasons[0].message.contains("the field is missing"))
        #expect(missing.account == "…02")
        #expect(!"\(aside)".contains("Ana Ruiz") && !"\(aside)".contains("1002"))
    }

    @Test func bothOfTwoRecordsWithOneKeyAreSetAside() throws {
        let office = try Office()
        let run = try office.submit([Office.slip(1), Office.slip(2), Office.slip(1, cents: 999)])
        let aside = try office.ledger.exceptions(of: run.id)
        #expect(aside.map(\.line).sorted() == [1, 3])
        #expect(aside.contains { $0.reasons[0].message == "line 1: another record has the same number: line 3" })
    }

    @Test(arguments: Office.Database.allCases) func theSameDataIsTakenInOnceUnlessForced(database: Office.Database) throws {
        let office = try Office(database)
        try office.submit(Office.slips(3))
        let error = #expect(throws: RunError.self) { try office.submit(Office.slips(3), "again") }
        #expect(error?.message == "slips.jsonl was taken in before, as the run nov")
        try office.submit(Office.slips(3), "again") { $0.isForced = true }
        #expect(try office.ledger.runs().map(\.name) == ["nov", "again"])
        let taken = #expect(throws: RunError.self) { try office.submit(Office.slips(4)) }
        #expect(taken?.message.contains("there is a run nov already") == true)
    }

    @Test(arguments: Office.Database.allCases) func aNumberThatWasReleasedBeforeIsSetAside(database: Office.Database) throws {
        let office = try Office(database)
        try office.submit(Office.slips(3))
        try office.work()
        try office.approve()
        try office.release()
        let run = try office.submit([Office.slip(3, cents: 4), Office.slip(4)], "dec")
        let aside = try office.ledger.exceptions(of: run.id)
        #expect(aside.count == 1 && aside[0].reasons[0].message == "line 1: its number was issued already, in the run nov")
    }

    @Test func anExtractThatIsNotWhatItSaysCannotBeReleased() throws {
        let office = try Office()
        try office.submit(Office.slips(3) + [#"{"trailer": {"records": 4, "total": "6.15"}}"#])
        try office.work()
        #expect(try office.books().faults == ["the trailer of slips.jsonl says 4 records, and 3 came"])
        let other = try Office()
        try other.submit(Office.slips(3)) { $0.expected = ExpectedTotals(records: 3, cents: 614, from: .asked) }
        try other.work()
        #expect(
            try other.books().faults
                == ["the command line says $6.14, and the records add up to $6.15: $0.01 apart"])
        try other.ledger.waive(try other.run().id, sequence: nil, by: "Ana", why: "the sender says so")
        #expect(try other.books().isBalanced)
    }

    @Test(arguments: Office.Database.allCases) func correctionsTakeThePlacesOfWhatWasSetAsideAndNothingElse(
        database: Office.Database
    ) throws {
        let office = try Office(database)
        let bad = Office.slip(2).replacing(#""cycle":"01","#, with: "")
        let run = try office.submit([Office.slip(1), bad, "{", Office.slip(3)])
        try office.work()
        #expect(throws: RunError.self) { try office.correct(run, [Office.slip(3, cents: 1)]) }
        try office.correct(run, [Office.slip(2, cents: 777)])
        // A record that could not be read has no key: what comes in its place, somebody has to say.
        let unread = try #require(try office.ledger.openQuarantine(of: run.id).first { $0.key == nil })
        try office.correct(run, [Office.slip(8)], places: [unread.sequence])
        #expect(try office.run().state == .composing)
        try office.work()
        let books = try office.books()
        #expect(books.isBalanced && books.composed == Tally(documents: 4, cents: 105 + 777 + 305 + 805), "\(books.faults)")
        #expect(books.input.cents == books.composed.cents && books.input.unreadable == 0)
        let extra = #expect(throws: RunError.self) { try office.correct(run, [Office.slip(9)]) }
        #expect(extra?.message.contains("no document of nov that is set aside has its key") == true)
    }

    @Test(arguments: Office.Database.allCases) func aCorrectionMayBeBadAgain(database: Office.Database) throws {
        let office = try Office(database)
        let bad = Office.slip(2).replacing(#""cycle":"01","#, with: "")
        let run = try office.submit([Office.slip(1), bad])
        try office.correct(run, [bad.replacing("two", with: "three")])
        try office.work()
        #expect(try office.run().state == .composed && office.books().quarantined.documents == 1)
        try office.correct(run, [Office.slip(2)])
        try office.work()
        #expect(try office.books().isBalanced)
    }

    @Test(arguments: Office.Database.allCases) func copiesAreDocumentsOfTheirOwnAndTheirCentsAreNotCounted(
        database: Office.Database
    ) throws {
        let office = try Office(database)
        let copies = #","copies":[{"for":"tenant","name":"Bo Tenant"},{"for":"owner","name":"Cy","delivery":"paperless"}]"#
        let run = try office.submit([Office.slip(1, more: copies), Office.slip(2)])
        try office.work()
        let books = try office.books()
        #expect(books.isBalanced && books.copies == 2 && books.composed == Tally(documents: 2, cents: 310), "\(books)")
        let redraw = try Redraw(run, KindShelf(office.ledger, office.archive), office.archive)
        let documents = try office.ledger.stored(run.id, chunk: 0)
        let tenant = try #require(documents.first { $0.part.copyNumber == 1 })
        let dump = try redraw.pages(of: tenant).map { $0.dump(faces: ["body"]) }.joined()
        #expect(dump.contains("Bo") && dump.contains("tenant)") && !dump.contains("\"Ana\""))
        #expect(documents.first { $0.part.copyNumber == 2 }?.state == .suppressed)
    }

    @Test(arguments: ["", "17", "a/b", ".hidden", String(repeating: "x", count: 41), " a", "a\nb"])
    func aRunsNameIsOneThatAFileCanHave(name: String) throws {
        let office = try Office()
        let error = #expect(throws: RunError.self) { try office.submit(Office.slips(1), name) }
        #expect(error?.cause == .usage)
    }

    @Test func aTemplateThatARunCannotAddUpIsRefused() throws {
        let office = try Office()
        try office.scratch.write(Office.template.replacing(#" id="amount""#, with: ""), "Templates/slip/slip.xml")
        let error = #expect(throws: RunError.self) { try office.submit(Office.slips(1)) }
        #expect(
            error?.cause == .template
                && error?.message.contains(#"no element of the template has states="amount" or id="amount""#) == true)
        let other = try Office()
        try other.scratch.write(
            Office.template.replacing("<p>{t.title} {number}</p>", with: "<p>{run.sequence ?? 0}</p>"), "Templates/slip/slip.xml")
        #expect(throws: RunError.self) { try other.submit(Office.slips(1)) }
    }
}
