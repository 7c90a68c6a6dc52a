import Foundation
import Platform
import Records
import Rendering
import StoreSQLite
import Templating
import TestKit
import Testing

@testable import Runs

/// What version 0.1 left behind is read, proved and gone on with.
@Suite struct FrozenHomeTests {
    private let frozen = FrozenHome("0.1")

    /// Where its releases went is a folder of this test's own.
    private func office(_ sql: String = "") throws -> Office {
        try Office { scratch in
            try frozen.thaw(
                to: scratch.path("home"),
                changing: "UPDATE run SET output = '\(scratch.path)/out-' || name WHERE output IS NOT NULL; \(sql)")
        }
    }

    private let last = 31

    // MARK: As it was

    @Test func everyRunIsWhatItWas() throws {
        let office = try office()
        let runs = try office.ledger.allRuns()
        #expect(
            runs.map { "\($0.id) \($0.name) \($0.state)\($0.isPaused ? " paused" : "")\($0.isPruned ? " pruned" : "")" } == [
                "1 oct released", "2 nov approved", "3 dec composed", "4 jan composing", "5 feb printing",
                "6 mar (cancelled 6) cancelled", "7 apr released pruned", "8 may composing paused",
                "9 desk-slip-2026-11-20-f3f6e295-4bf5122f released",
                "10 desk-slip-2026-11-20-f3f6e295-4bf5122f-copy-customer released",
            ])
        for run in runs { #expect(try office.ledger.brokenSeals(of: run.id).isEmpty, "\(run.name)") }
        let oct = try office.run("oct")
        #expect(oct.held == "a lawsuit" && oct.expectedWaived == "Ana Ruiz: a slip of the pen" && oct.each == .archive)
        #expect(oct.stopList == StopList(["1009"]).digest && oct.output == office.scratch.path("out-oct"))
        #expect(try office.ledger.approvals(of: oct.id).map(\.by) == ["Bo Lee"])
        for name in ["nov", "feb"] { #expect(try office.ledger.approvals(of: office.run(name).id).map(\.by) == ["Ana Ruiz"]) }
        for name in ["dec", "jan", "may"] { #expect(try office.ledger.approvals(of: office.run(name).id).isEmpty) }
    }

    /// Somebody gave a run out by hand, before it was brought over: whoever verifies it is told, then and later. What is only
    /// approved is not released.
    @Test func whatAnEarlierVersionGaveOutWithoutAnApprovalIsTold() throws {
        let office = try office("DELETE FROM approval WHERE run IN (1, 2)")
        #expect(try office.ledger.brokenSeals(of: office.run("oct").id) == [.approvals])
        #expect(try office.ledger.brokenSeals(of: office.run("nov").id).isEmpty)
        #expect(throws: RunError.self) { try office.release("nov") }
    }

    /// As its control report of version 0.1 says it.
    @Test func theBooksOfAReleasedRunAreWhatTheyWere() throws {
        let office = try office()
        let books = try office.books("oct")
        #expect(books.isBalanced, "\(books.faults)")
        #expect(books.selected == Tally(documents: 12, cents: 5400) && books.input.unreadable == 1)
        #expect(books.composed == Tally(documents: 8, cents: 3585) && books.creditCents == -1250)
        #expect(books.waived == Tally(documents: 2, cents: 605) && books.quarantined == Tally())
        #expect(books.suppressedBy.map(\.reason) == ["paperless", "stop list"])
        #expect(books.suppressedBy.map(\.tally.cents) == [305, 905])
        #expect(books.copies == 2 && books.copiesSuppressed == 1)
        #expect(books.classes.map(\.pages) == [9] && books.classes.map(\.sheetsTotal) == [9])
        #expect(
            books.groups.map { "\($0.cycle)/\($0.route) \($0.selected.documents) \($0.selected.cents)" } == [
                "/ 1 0", "01/0 4 3020", "01/1 3 1515", "01/2 4 865",
            ])
        let aside = try office.ledger.exceptions(of: try office.run("oct").id)
        #expect(
            aside.map { "\($0.sequence) \($0.state) \($0.suppressed ?? "")\($0.waivedBy ?? "")" } == [
                "1 suppressed paperless", "2 waived Ana Ruiz", "3 suppressed stop list", "8 suppressed email",
                "14 waived Ana Ruiz",
            ])
    }

    @Test func theBooksOfOpenRunsAreWhatTheyWere() throws {
        let office = try office()
        #expect(try office.books("nov").isBalanced && office.books("nov").composed.documents == 6)
        let dec = try office.books("dec")
        #expect(dec.composed.documents == 4 && dec.quarantined.documents == 1 && dec.waived.documents == 1)
        #expect(try office.ledger.exceptions(of: office.run("dec").id).map(\.sequence) == [2, 6])
        #expect(try office.books("jan").waiting == 6 && office.books("jan").composed.documents == 4)
        #expect(try office.books("feb").isBalanced && office.books("feb").composed.documents == 10)
        #expect(try office.books("may").waiting == 3)
        let stopped = try office.ledger.progress(of: office.run("may").id, engine: office.engine).stopped
        #expect(stopped.map { "\($0.run): \($0.error.message)" } == ["may: a file was changed"])
        let files = try office.ledger.files(of: try office.run("feb").id)
        #expect(files.map { $0.blob != nil } == [true, false, false])
    }

    @Test func theOldLinesOfTheTrailStandAndTheNewOnesFollow() throws {
        let office = try office()
        let lines = try office.ledger.trail()
        #expect(lines.prefix(last).allSatisfy { $0.format == .sentence && $0.isWhole })
        let head = "\(lines[last - 1].hash)"
        #expect(try frozen.text("store.sql").lowercased().contains("x'\(head)'"))
        #expect(try office.ledger.checkTrail(through: head).lines == lines.count)
        // A line for each run and each document that was made by itself, and one for the file that was written.
        #expect(
            lines.dropFirst(last).map { "\($0.run?.description ?? "") \($0.act)\($0.document.map { " \($0)" } ?? "")" } == [
                "1 adopt", "2 adopt", "3 adopt", "4 adopt", "5 adopt", "5 printed", "6 adopt", "7 adopt", "8 adopt", "9 adopt",
                "9 adopt 1", "9 adopt 2", "10 adopt", "10 adopt 1",
            ])
        #expect(lines.dropFirst(last).allSatisfy { $0.format == .facts && $0.actor.way == .worker })
        #expect(lines.dropFirst(last).allSatisfy { $0.facts?.isWhole != false })
    }

    @Test func aHomeIsBroughtOverOnce() throws {
        let office = try office()
        let whole = try FrozenHome.dump(office.home)
        for _ in 0..<2 { _ = try Office.makeStore(office.home, office.clock.clock) }
        #expect(try FrozenHome.dump(office.home) == whole)
    }

    // MARK: Proved and given out again

    @Test(arguments: [("oct", 12, 4), ("desk-slip-2026-11-20-f3f6e295-4bf5122f", 2, 2)])
    func whatWasIssuedIsProvedWhole(name: String, documents: Int, files: Int) throws {
        let office = try office()
        let outcome = try Verifier(office.ledger, office.archive, office.engine).verify(try office.run(name)) {
            _ throws(RunError) in
        }
        #expect(outcome.faults.isEmpty && outcome.documents == documents && outcome.files == files, "\(outcome)")
        let copy = try Verifier(office.ledger, office.archive, office.engine).verify(
            try office.run("desk-slip-2026-11-20-f3f6e295-4bf5122f-copy-customer")
        ) { _ throws(RunError) in }
        #expect(copy.faults.isEmpty && copy.documents == 1 && copy.files == 1, "\(copy)")
        let pruned = try Verifier(office.ledger, office.archive, office.engine).verify(try office.run("apr")) {
            _ throws(RunError) in
        }
        #expect(pruned.faults.isEmpty && pruned.notes.count == 1)
    }

    @Test(arguments: ["S-1", "S-4", "S-101"])
    func whatIsIssuedAgainHasTheBytesThatVersion01Gave(number: String) throws {
        let office = try office()
        let found = try #require(try office.ledger.find(FindQuery(text: number)).first { $0.part == .own })
        let path = office.scratch.path("again.pdf")
        _ = try Reissue(office.ledger, office.archive).document(found.name, to: path, mark: nil, by: "Ana")
        #expect(try FileBytes.read(path) == FileBytes.read("\(frozen.folder)/reissued-\(number).pdf"))
    }

    /// The set put together again from what the archive keeps. The report names the digest of the ledger, which is another.
    @Test func theSetOfAReleasedRunIsMadeAgainByteForByte() throws {
        let office = try office()
        var order = office.releaseOrder("again")
        order.each = .archive
        let folder = try office.releaser.assemble(try office.run("oct"), order)
        var wanted = try frozen.sums("oct.SHA256SUMS")
        wanted["control-report.pdf"] = nil
        var made = Dictionary(uniqueKeysWithValues: folder.sums.map { ($0.name, "\($0.digest)") })
        #expect(made.removeValue(forKey: "control-report.pdf") != nil)
        #expect(made == wanted)
        let files = try office.ledger.files(of: try office.run("oct").id)
        #expect(files.filter(\.isPrinted).allSatisfy { file in file.blob.map { "\($0)" } == wanted[file.name] })
        // And a file that is printed anew, as version 0.1 wrote it.
        let feb = try office.run("feb")
        let written = try #require(try office.ledger.files(of: feb.id).first?.blob)
        try office.tamper("UPDATE job SET state = 'available' WHERE run = 5 AND kind = 'print' AND number = 1")
        try office.archive.remove(written)
        _ = try office.worker().step(of: feb.id)
        #expect(office.archive.holds(written))
    }

    /// Two documents whose pages were exchanged before the trail could hold them: no gap and no overlap is all that there is.
    @Test func pagesThatAreNobodysAreNotGivenOut() throws {
        let office = try office(
            """
            UPDATE document SET first_page = 5 - first_page WHERE run = 1 AND file = 1 AND first_page IN (2, 3)
            """)
        let error = #expect(throws: RunError.self) {
            try Reissue(office.ledger, office.archive).document("S-1", to: office.scratch.path("a.pdf"), mark: nil, by: "Ana")
        }
        #expect(error?.cause == .damaged && error?.message.contains("which pages are whose") == true, "\(error!)")
        let outcome = try Verifier(office.ledger, office.archive, office.engine).verify(try office.run("oct")) {
            _ throws(RunError) in
        }
        #expect(outcome.faults == ["it is not what the trail says: which pages are whose"])
    }

    @Test func whatWasIssuedBeforeIsNotIssuedAgain() throws {
        let office = try office()
        let again = try office.submit((1...12).map { Office.slip($0) }, "again")
        // S-6 was waived, S-7 could not be read, and S-9 was on the stop list.
        let aside = try office.ledger.exceptions(of: again.id)
        #expect(aside.map(\.line).sorted() == [1, 2, 3, 4, 5, 8, 10, 11, 12])
        #expect(aside.allSatisfy { $0.reasons.contains { $0.cause == .issued } })
        let keeper = try Keeper(
            try office.kind(), language: nil, issue: Issuance(date: Office.day), bundle: try office.bundle(), office.ledger,
            office.archive, office.engine)
        for slip in [101, 1, 51] {
            #expect(throws: RunError.self) {
                try Array(Office.slip(slip).utf8).withUnsafeBytes { try keeper.keep($0, line: 1, column: 1, by: "clerk") }
            }
        }
    }

    // MARK: Gone on with

    @Test func aRunThatWasBeingLaidOutIsReleased() throws {
        let office = try office()
        office.clock.pass(seconds: 60)
        try office.work()
        #expect(try office.run("jan").state == .composed)
        try finish(office, "jan", documents: 10)
    }

    @Test func anApprovedRunIsReleased() throws {
        let office = try office()
        try office.release("nov", to: "out-nov")
        #expect(try pieces(office, "nov") == 6)
    }

    @Test func aRunWithSomethingSetAsideIsCorrectedWaivedAndReleased() throws {
        let office = try office()
        let dec = try office.run("dec")
        try office.correct(dec, [Office.slip(36)])
        try office.work()
        try office.ledger.unwaive(dec.id, sequence: 6, by: "Ana Ruiz")
        try office.ledger.waive(dec.id, sequence: 6, by: "Bo Lee", why: "paid after all")
        try finish(office, "dec", documents: 5)
        #expect(try office.scratch.text("out-dec/exceptions.csv").contains("Bo Lee,paid after all"))
    }

    @Test func aRunThatWasBeingPrintedIsReleased() throws {
        let office = try office()
        let written = try #require(try office.ledger.files(of: office.run("feb").id).first?.blob)
        try office.release("feb", to: "out-feb")
        #expect(try pieces(office, "feb") == 10)
        #expect(try office.ledger.files(of: office.run("feb").id).first?.blob == written)
        let outcome = try Verifier(office.ledger, office.archive, office.engine).verify(try office.run("feb")) {
            _ throws(RunError) in
        }
        #expect(outcome.faults.isEmpty && outcome.documents == 10 && outcome.files == 3, "\(outcome)")
    }

    /// Version 0.1 was killed between the digest of the set and its name: the report of now has another digest.
    @Test func aRunThatWasAtItsLastStepIsReleased() throws {
        let office = try office("UPDATE run SET publishing = zeroblob(32) WHERE name = 'feb'")
        try office.release("feb", to: "out-feb")
        #expect(try pieces(office, "feb") == 10)
        #expect(try office.ledger.brokenSeals(of: office.run("feb").id).isEmpty)
        let again = #expect(throws: RunError.self) { try office.release("feb", to: "out-feb") }
        #expect(again?.message.contains("is released already") == true)
    }

    @Test func aRunWhoseJobHadStoppedIsTriedAgain() throws {
        let office = try office()
        let may = try office.run("may")
        #expect(try office.ledger.retry(may.id, by: "Ana") == 1)
        try office.ledger.pause(may.id, false, by: "Ana")
        try office.work()
        try finish(office, "may", documents: 3)
    }

    @Test func theOthersAreKeptHeldAndRemovedAsBefore() throws {
        let office = try office()
        let oct = try office.run("oct")
        let held = #expect(throws: RunError.self) { try office.ledger.prune(oct.id, by: "Bo Lee") }
        #expect(held?.message.contains("a lawsuit") == true)
        try office.ledger.hold(oct.id, why: nil, by: "Bo Lee")
        #expect(Retention.end(of: try office.run("oct"), on: Day.parse("2034-01-01")!) == "kept through 2033, 7 years")
        for blob in try office.ledger.prune(oct.id, by: "Bo Lee") { try office.archive.remove(blob) }
        try office.ledger.prune(try office.run("mar (cancelled 6)").id, by: "Bo Lee").forEach { try office.archive.remove($0) }
        let copy = office.scratch.path("copy")
        _ = try Backup.run(office.ledger, office.archive, to: copy)
        #expect(try Ledger(Office.makeStore(copy, .system)).checkTrail().head == office.ledger.trailHead())
        for run in try office.ledger.allRuns() { #expect(try office.ledger.brokenSeals(of: run.id).isEmpty, "\(run.name)") }
    }

    private func finish(_ office: Office, _ name: String, documents: Int) throws {
        let books = try office.books(name)
        #expect(books.isBalanced && books.composed.documents == documents, "\(books.faults)")
        try office.approve(name)
        try office.release(name, to: "out-\(name)")
        #expect(try pieces(office, name) == documents)
        #expect(try office.ledger.brokenSeals(of: office.run(name).id).isEmpty)
        _ = try office.ledger.checkTrail()
    }

    private func pieces(_ office: Office, _ name: String) throws -> Int {
        try office.scratch.text("out-\(name)/manifest.csv").split(separator: "\r\n").count - 1
    }

    // MARK: What does not come over

    @Test(arguments: [
        // Nobody's line, another's line, another day's books, and another ledger's digest.
        "UPDATE approval SET who = 'Cy Young' WHERE run = 2",
        "DROP TRIGGER audit_stays; UPDATE audit SET act = 'proof' WHERE act = 'approve' AND run = 2",
        "UPDATE document SET stated = stated + 1 WHERE run = 2 AND seq = 3",
        "UPDATE approval SET ledger = zeroblob(32) WHERE run = 2",
        "UPDATE document SET account = 'x' WHERE run = 2 AND seq = 3", "UPDATE run SET bundle = zeroblob(32) WHERE id = 2",
    ])
    func anApprovalThatTheTrailDoesNotBearOutIsLost(sql: String) throws {
        let office = try office(sql)
        let nov = try office.run("nov")
        #expect(try office.ledger.approvals(of: nov.id).isEmpty)
        #expect(try office.ledger.approvals(of: office.run("feb").id).map(\.by) == ["Ana Ruiz"])
        let error = #expect(throws: RunError.self) { try office.release("nov", to: "out-nov") }
        #expect(error?.cause == .notReleased || error?.cause == .damaged, "\(error!)")
        #expect(office.scratch.files.allSatisfy { !$0.hasPrefix("out-nov") })
        // That it was found without one is told for good.
        let line = try office.ledger.trail(of: nov.id).last { $0.act == AuditAct.adopt.rawValue }
        #expect(line?.facts?.isWhole == false)
        #expect(try office.ledger.brokenSeals(of: nov.id).isEmpty || sql.contains("TRIGGER") || sql.contains("bundle"))
    }

    @Test func aRunThatLostItsApprovalIsApprovedAnew() throws {
        let office = try office("UPDATE approval SET who = 'Cy Young' WHERE run = 2")
        try office.approve("nov", by: "Cy Young")
        try office.release("nov", to: "out-nov")
        #expect(try pieces(office, "nov") == 6)
    }

    // MARK: Stopped on the way

    /// Something in the store that version 0.1 did not write, met when half of it is moved.
    @Test(arguments: [
        "UPDATE document SET reasons = 'no list' WHERE run = 1 AND seq = 14", "UPDATE run SET state = 'begun' WHERE id = 9",
        "UPDATE file SET blob = x'00' WHERE run = 5", "DROP TABLE approval",
        "CREATE TABLE waiver (a TEXT)", "DROP TRIGGER audit_stays; UPDATE audit SET hash = x'' WHERE id = 31",
    ])
    func aMigrationThatFailsLeavesTheHomeAsItWas(sql: String) throws {
        let scratch = try Scratch()
        let home = scratch.path("home")
        try frozen.thaw(to: home, changing: sql)
        let before = try FrozenHome.dump(home)
        #expect(before.contains("is_desk"))
        let error = #expect(throws: RunError.self) { try SQLiteDriver(home: home) }
        #expect(error?.cause == .damaged, "\(error?.message ?? "")")
        #expect(try FrozenHome.dump(home) == before)
    }
}
