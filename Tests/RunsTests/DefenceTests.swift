import Foundation
import Platform
import Records
import Rendering
import Runs
import Templating
import TestKit
import Testing

/// What a reviewer found ways around: each stays shut.
@Suite struct DefenceTests {
    private func claim(_ office: Office, _ worker: String) throws -> Lease? {
        try office.ledger.claim(Claim(worker: worker, engine: office.engine, seconds: 30))
    }

    private func recompose(_ office: Office, _ rules: RunRules = RunRules()) throws {
        let kept = try BundleKeeper.keep(try office.bundle(), in: office.archive)
        try office.ledger.recompose(
            try office.run().id, bundle: kept.files, digest: kept.digest, rules: rules, engine: office.engine, by: "Ana")
    }

    @Test(arguments: Office.Database.allCases) func aWorkerOfBeforeARecomposeFinishesNothing(database: Office.Database) throws {
        let office = try Office(database)
        try office.submit(Office.slips(3))
        let old = try #require(try claim(office, "old"))
        try office.scratch.write(#"{"title": "Other"}"#, "Templates/slip/en.json")
        try recompose(office)
        let new = try #require(try claim(office, "new"))
        #expect(new.job != old.job)
        var outcome = ComposedDocument(sequence: 1, state: .composed)
        outcome.digest = Digest(of: [9])
        #expect(try office.ledger.complete(old, [outcome], by: "w") == false)
        #expect(try office.books().waiting == 3)
    }

    @Test(arguments: Office.Database.allCases) func aNumberIsIssuedOnceOverAllRunsHoweverTheyOverlap(database: Office.Database)
        throws
    {
        let office = try Office(database)
        try office.submit(Office.slips(6), "a")
        try office.submit(Office.slips(6).reversed(), "b")
        try office.work()
        for name in ["a", "b"] { try office.approve(name) }
        try office.release("a", to: "out-a")
        let error = #expect(throws: RunError.self) { try office.release("b", to: "out-b") }
        #expect(
            error?.message
                == "the numbers of 6 documents of b were issued already, the first, r2-000001, in the run a: put them on the stop list"
        )
        #expect(try office.run("b").state == .approved)
        // A bad record of such a number is not corrected into the run either.
        let bad = Office.slip(2).replacing(#""cycle":"01","#, with: "")
        let run = try office.submit([Office.slip(50), bad], "c")
        #expect(throws: RunError.self) { try office.correct(run, [Office.slip(2)]) }
    }

    @Test(arguments: Office.Database.allCases) func whatLeftByOtherMeansCountsAsIssued(database: Office.Database) throws {
        let office = try Office(database)
        try office.submit([Office.slip(1), Office.slip(2, more: #","delivery":"paperless""#)], "a")
        try office.work()
        try office.approve("a")
        try office.release("a", to: "out-a")
        let run = try office.submit([Office.slip(2), Office.slip(3)], "b")
        #expect(try office.ledger.exceptions(of: run.id).map(\.line) == [1])
    }

    @Test(arguments: Office.Database.allCases) func twoAccountsDoNotHaveOneNumber(database: Office.Database) throws {
        let office = try Office(database)
        try office.scratch.write(
            Office.contract.replacing("APPROVALS", with: "1").replacing(#""sort""#, with: #""key": ["account"], "sort""#),
            "Templates/slip/data.schema.json")
        let run = try office.submit([Office.slip(1), Office.slip(2).replacing("S-2", with: "S-1"), Office.slip(3)])
        let aside = try office.ledger.exceptions(of: run.id)
        #expect(aside.map(\.line).sorted() == [1, 2])
        #expect(aside[0].reasons[0].message.contains("a record of another account has the same number"))
    }

    @Test(arguments: Office.Database.allCases) func aCorrectedRecordBringsItsCopiesAnewAndOnlyThem(database: Office.Database)
        throws
    {
        let office = try Office(database)
        let copies = #","copies":[{"for":"tenant","name":"Bo"},{"for":"owner","name":"Cy"}]"#
        // The own document states another amount than its record, and so do its copies.
        let run = try office.submit([
            Office.slip(1, more: #","printed":"9.99""# + copies),
            Office.slip(2, more: #","copies":[{"for":"tenant","name":"Di"}]"#),
        ])
        try office.work()
        #expect(try office.books().copies == 3)
        try office.correct(run, [Office.slip(1, more: copies)])
        try office.work()
        let books = try office.books()
        #expect(books.isBalanced && books.copies == 3 && books.composed.documents == 2, "\(books.faults)")
        try office.approve()
        try office.release()
        #expect(try office.scratch.text("out/manifest.csv").split(separator: "\r\n").count == 1 + 5)
    }

    @Test(arguments: Office.Database.allCases) func aCopyThatIsSetAsideAloneIsCorrectedWithItsRecord(database: Office.Database)
        throws
    {
        let office = try Office(database)
        let run = try office.submit([Office.slip(1, more: #","copies":[{"for":"tenant","name":"中"}]"#)])
        try office.work()
        #expect(try office.books().copiesQuarantined == 1)
        try office.correct(run, [Office.slip(1, more: #","copies":[{"for":"tenant","name":"Bo"}]"#)])
        try office.work()
        #expect(try office.books().isBalanced)
    }

    @Test(arguments: Office.Database.allCases) func aWaiverTakesTheCopiesAlongAndCanBeTakenBack(database: Office.Database) throws
    {
        let office = try Office(database)
        let copies = #","copies":[{"for":"tenant","name":"Bo"}]"#
        let run = try office.submit([Office.slip(1, more: #","printed":"9.99""# + copies), Office.slip(2)])
        try office.work()
        try office.ledger.waive(run.id, sequence: 1, by: "Ana", why: "by hand")
        #expect(try office.books().isBalanced && office.books().copiesWaived == 1)
        try office.approve()
        try office.ledger.unwaive(run.id, sequence: 1, by: "Ana")
        #expect(try office.run().state == .composed && !office.books().isBalanced)
        try office.ledger.waive(run.id, sequence: 1, by: "Ana", why: "by hand")
        // Mended templates give what was waived another try.
        try recompose(office)
        try office.work()
        #expect(try office.books().waived.documents == 0 && office.books().quarantined.documents == 1)
    }

    @Test func aCopyThatVanishedIsMissed() throws {
        let office = try Office()
        try office.submit([Office.slip(1, more: #","copies":[{"for":"tenant","name":"Bo"}]"#)])
        try office.work()
        try office.tamper("DELETE FROM document WHERE copy = 1")
        #expect(try office.ledger.brokenSeals(of: office.run().id).contains(.intake))
        let error = #expect(throws: RunError.self) { try office.approve() }
        #expect(error?.cause == .damaged && error?.message.contains("what was taken in") == true)
    }

    @Test(arguments: Office.Database.allCases) func aReleaseIsBegunAgainWithTheSameStopListAndNoOther(database: Office.Database)
        throws
    {
        let office = try Office(database)
        try office.submit(Office.slips(12))
        try office.work()
        try office.approve()
        let list = StopList(["1003"])
        var unmatched: [String] = []
        func begin(_ list: StopList?, stopping: Bool) throws {
            var order = office.releaseOrder()
            order.stopList = list
            order.allowsUnmatched = true
            order.stopped = { unmatched += $1 }
            let worker = office.worker()
            worker.isStopped = { stopping }
            _ = try office.releaser.release(try office.run(), order, worker: worker) { _ throws(RunError) in }
        }
        #expect(throws: RunError.self) { try begin(StopList(["1003", "999"]), stopping: true) }
        #expect(unmatched == ["999"])
        let other = #expect(throws: RunError.self) { try begin(list, stopping: false) }
        #expect(other?.message.contains("another stop list") == true)
        try begin(StopList(["999", "1003"]), stopping: false)
        #expect(try office.scratch.text("out/manifest.csv").split(separator: "\r\n").count == 1 + 11)
    }

    @Test func theLastStepOfAReleaseIsNotCancelledFromUnderIt() throws {
        let office = try Office()
        try office.submit(Office.slips(3))
        try office.work()
        try office.approve()
        try office.release()
        try office.forgetRelease()
        let run = try office.run()
        #expect(throws: RunError.self) { try office.ledger.cancel(run.id, by: "Ana") }
        #expect(throws: RunError.self) { try recompose(office) }
        try office.release()
    }

    @Test(arguments: Office.Database.allCases) func aDocumentThatEndsItsProcessWhilePrintingStopsTheRunByName(
        database: Office.Database
    ) throws {
        let office = try Office(database)
        try office.submit(Office.slips(3))
        try office.work()
        try office.approve()
        let worker = office.worker()
        worker.isStopped = { true }
        #expect(throws: RunError.self) {
            try office.releaser.release(try office.run(), office.releaseOrder(), worker: worker) { _ throws(RunError) in }
        }
        for _ in 0..<2 {
            let lease = try #require(try claim(office, "a"))
            try office.ledger.suspect(job: lease.job, fence: lease.fence, sequence: 2, .died("ended its process (Aborted)"))
        }
        let error = #expect(throws: RunError.self) { try office.release() }
        #expect(error?.message.contains("printing document r1-000002 ended its process (Aborted)") == true, "\(error!)")
        // And there is a way out.
        try recompose(office)
        try office.work()
        try office.approve()
        try office.release()
    }

    @Test func aReleaseByAnotherProgramOrOfAPausedRunDoesNotWaitForEver() throws {
        let office = try Office()
        try office.submit(Office.slips(3))
        try office.work()
        try office.approve()
        let worker = office.worker()
        worker.isStopped = { true }
        #expect(throws: RunError.self) {
            try office.releaser.release(try office.run(), office.releaseOrder(), worker: worker) { _ throws(RunError) in }
        }
        let other = Releaser(
            ledger: office.ledger, archive: office.archive, engine: Engine(name: "billpress 9", digest: Digest(of: [9])))
        let foreign = #expect(throws: RunError.self) {
            try other.release(try office.run(), office.releaseOrder(), worker: nil) { _ throws(RunError) in }
        }
        #expect(foreign?.message.contains("was begun by billpress test") == true)
        try office.ledger.pause(try office.run().id, true, by: "Ana")
        let paused = #expect(throws: RunError.self) { try office.release() }
        #expect(paused?.message.contains("is paused") == true)
    }

    @Test func pruningWaitsForWhoIsPuttingFilesIntoTheArchive() throws {
        let office = try Office()
        let lock = try office.archive.lock(.shared)
        let second = try office.archive.lock(.shared)
        second.release()
        let done = DispatchSemaphore(value: 0)
        let archive = office.archive
        DispatchQueue.global().async {
            let alone = try? archive.lock(.exclusive)
            alone?.release()
            done.signal()
        }
        #expect(done.wait(timeout: .now() + 0.2) == .timedOut)
        lock.release()
        #expect(done.wait(timeout: .now() + 10) == .success)
        // What nothing refers to goes; what something does stays.
        let run = try office.submit(Office.slips(3))
        let loose = try office.archive.put([1, 2, 3])
        let count = office.archive.sweep(keeping: Set(try office.ledger.blobs().map(\.description)))
        #expect(count == 1 && !office.archive.holds(loose))
        #expect(try office.archive.holds(office.ledger.chunks(of: run.id)[0].blob))
    }

    @Test(arguments: [
        ("$12.00", -1200, true), ("−$12.00", -1200, true), ("$12.00 CR", -1200, true), ("($12.00)", -1200, true),
        ("-12.00", -1200, true), ("$12.00 CR", 1200, false), ("described $12.00", 1200, true), ("twelve ($12.00)", 1200, true),
        ("−$12.00", 1200, false), ("$12.00", 1200, true),
        ("Nov 1-30: $12.00", 1200, true), ("$12.01", 1200, false), ("$12.00 of $13.00", 1200, false), ("none", 1200, false),
        ("$1,234.56", 123_456, true), ("1.234,56", 123_456, true), ("$0.00", 0, true),
    ])
    func anAmountIsReadWithItsSign(printed: String, cents: Int, isGood: Bool) throws {
        let office = try Office()
        try office.scratch.write(
            Office.template.replacing("{printed}", with: "{name}").replacing(
                #"<region name="who" x="1in" y="1in" w="3in" h="0.5in"><p>{name}"#,
                with: #"<region name="who" x="1in" y="1in" w="3in" h="0.5in"><p>who"#),
            "Templates/slip/slip.xml")
        try office.submit([Office.slip(1, cents: cents, name: printed, more: #","printed":"1.00""#)])
        try office.work()
        let aside = try office.ledger.exceptions(of: office.run().id)
        #expect(try office.books().composed.documents == (isGood ? 1 : 0), "\(aside)")
    }

    @Test func noCellOfAListIsAFormula() throws {
        let office = try Office()
        try office.submit([Office.slip(1).replacing("S-1", with: "=HYPERLINK(1)"), Office.slip(2, cents: -300)])
        try office.work()
        try office.approve()
        try office.release()
        let manifest = try office.scratch.text("out/manifest.csv")
        #expect(manifest.contains(",'=HYPERLINK(1),") && manifest.contains(",-3.00\r\n"))
    }

    @Test func aBackupGoesIntoNoHomeAndOverNothingElse() throws {
        let office = try Office()
        try office.submit(Office.slips(3))
        try office.scratch.write("mine", "pictures/one.png")
        for target in [office.home, office.home + "/archive/copy", office.home + "/../home", office.scratch.path("pictures")] {
            let error = #expect(throws: RunError.self) { try Backup.run(office.ledger, office.archive, to: target) }
            #expect(error?.cause == .usage, "\(target)")
        }
        #expect(try office.run().name == "nov")
    }

    @Test func afterAJamTheRestOfItsFileIsPrintedAndNoOther() throws {
        let office = try Office()
        try office.submit(Office.slips(12))
        try office.work()
        try office.approve()
        try office.release { $0.pagesPerFile = 5 }
        let made = try Reissue(office.ledger, office.archive).pieces(
            try office.run(), { _ in false }, from: 7, to: office.scratch.path("rest.pdf"), by: "Bo", about: "a jam")
        #expect(made.documents == 4 && made.file == "nov_1-sheet_2.pdf")
        #expect(throws: RunError.self) {
            try Reissue(office.ledger, office.archive).pieces(
                try office.run(), { _ in true }, from: 13, to: office.scratch.path("rest.pdf"), by: "Bo", about: "a jam")
        }
    }

    @Test(arguments: Office.Database.allCases) func whatADeskGaveOutIsNotReleasedByARunNorTheOtherWayRound(
        database: Office.Database
    ) throws {
        let office = try Office(database)
        func keep(_ slip: String) throws -> String {
            let keeper = try Keeper(
                try office.kind(), language: nil, issue: Issuance(date: Office.day), bundle: try office.bundle(), office.ledger,
                office.archive,
                office.engine)
            return try Array(slip.utf8).withUnsafeBytes { try keeper.keep($0, line: 1, column: 1, by: "clerk").name }
        }
        _ = try keep(Office.slip(1))
        let run = try office.submit([Office.slip(1), Office.slip(2)])
        #expect(try office.ledger.exceptions(of: run.id).map(\.line) == [1])
        try office.ledger.waive(
            run.id, sequence: try office.ledger.exceptions(of: run.id)[0].sequence, by: "Ana", why: "given out")
        try office.work()
        try office.approve()
        try office.release()
        let error = #expect(throws: RunError.self) { try keep(Office.slip(2)) }
        #expect(error?.message.contains("was issued already, in the run nov") == true)
    }

    @Test func waivedTotalsStandInTheReportWithWhoAnswersForThem() throws {
        let office = try Office()
        let run = try office.submit(Office.slips(3)) {
            $0.expected = ExpectedTotals(records: 3, cents: 614, from: .asked)
        }
        try office.work()
        try office.ledger.waive(run.id, sequence: nil, by: "Ana", why: "a slip")
        func report() throws -> String {
            try ControlReport(try office.run(), KindShelf(office.ledger, office.archive), office.ledger).json
        }
        #expect(try report().contains(#""expected":{"records":3,"amount":"6.14","from":"command line","waived":"Ana: a slip"}"#))
        try office.approve()
        try office.release()
        let text = try Tool.run("pdftotext", ["-layout", office.scratch.path("out/control-report.pdf"), "-"]).text
        #expect(text.contains("The difference was waived by Ana: a slip") && text.contains("0.01") && text.contains("Balanced"))
        #expect(throws: RunError.self) { try office.ledger.unwaive(run.id, sequence: nil, by: "Ana") }
    }
}
