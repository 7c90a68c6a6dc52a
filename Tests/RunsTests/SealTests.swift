import Foundation
import Platform
import Records
import Rendering
import Templating
import TestKit
import Testing

@testable import Runs

/// What somebody changes in the store by hand is refused where it would be printed, given out or removed by.
@Suite struct SealTests {
    /// Three slips: the second has a copy and the third leaves by mail.
    private static let slips = [
        Office.slip(1), Office.slip(2, more: #","copies":[{"for":"owner","name":"Bo Lee"}]"#),
        Office.slip(3, more: #","delivery":"email""#),
    ]

    private func office(_ state: RunState, approvals: Int = 1) throws -> Office {
        let office = try Office(approvals: approvals)
        try office.submit(Self.slips)
        if state == .composing { return office }
        try office.work()
        if state == .composed { return office }
        try office.approve()
        if approvals > 1 || state == .approved { return office }
        try office.release()
        return office
    }

    /// That a change of the store is told in a sentence that nobody needs SQL for.
    private func isTold(_ error: RunError?, _ words: String) -> Bool {
        let message = error?.message ?? ""
        let isPlain = !["UNIQUE", "constraint", "SELECT", "SQL", "NULL"].contains(where: message.contains)
        return error?.cause == .damaged && isPlain && message.contains("is not what the trail says: \(words)")
            && message.contains("has changed the store of runs")
    }

    /// Each change on its own; the store is as it was after each.
    private func spoil(_ office: Office, _ sql: String, _ body: () throws -> Void) throws {
        let store = "\(office.home)/billpress.sqlite"
        let before = try FileBytes.read(store)
        try office.tamper(sql)
        try body()
        try Data(before).write(to: URL(fileURLWithPath: store))
        // Read once as it was: the file counts its changes, and the next is no other than this one by that count.
        _ = try office.ledger.allRuns()
    }

    // MARK: Pages are given out to whom they are of

    @Test(arguments: [
        (
            "UPDATE piece SET first_page = 3 - first_page WHERE first_page IN (1, 2) AND piece IS NOT NULL",
            "which pages are whose"
        ),
        (
            "UPDATE piece SET seq = -seq WHERE seq IN (1, 2); UPDATE piece SET seq = 3 + seq WHERE seq < 0",
            "which pages are whose"
        ),
        ("UPDATE composed SET pages = 2 WHERE seq = 2", "which pages are whose"),
        ("UPDATE document SET number = 'S-9' WHERE seq = 2", "which pages are whose"),
        ("UPDATE file SET blob = (SELECT blob FROM file WHERE is_printed = 0) WHERE is_printed = 1", "its print files"),
    ])
    func whoseDocumentIsAtAnotherPlaceIsNotGivenOut(sql: String, words: String) throws {
        let office = try office(.released)
        let path = office.scratch.path("again.pdf")
        let reissue = Reissue(office.ledger, office.archive)
        let names = try office.ledger.find(FindQuery(text: nil, run: "nov")).filter { $0.piece?.piece != nil }.map(\.name)
        #expect(names.count == 3)
        try spoil(office, sql) {
            for name in names {
                let error = #expect(throws: RunError.self) { try reissue.document(name, to: path, mark: nil, by: "Bo") }
                #expect(isTold(error, words), "\(error?.message ?? "")")
            }
            let error = #expect(throws: RunError.self) {
                try reissue.pieces(try office.run(), { $0 == 2 }, to: path, by: "Bo", about: "a jam")
            }
            #expect(isTold(error, words), "\(error?.message ?? "")")
            #expect(!FileManager.default.fileExists(atPath: path))
            let outcome = try Verifier(office.ledger, office.archive, office.engine).verify(try office.run()) {
                _ throws(RunError) in
            }
            #expect(outcome.faults.contains { $0.contains(words) }, "\(outcome.faults)")
        }
        _ = try reissue.document(names[0], to: path, mark: nil, by: "Bo")
    }

    /// A file of its own, which only documents that were made one by one have.
    @Test func whatIsInNoPrintFileIsNotGivenOut() throws {
        let office = try office(.released)
        let path = office.scratch.path("again.pdf")
        let name = try #require(try office.ledger.find(FindQuery(text: "S-2")).first { $0.part == .own }).name
        let file = "INSERT INTO own_file SELECT 1, seq, (SELECT blob FROM file LIMIT 1) FROM document WHERE number = 'S-2'"
        try spoil(office, file) {
            let error = #expect(throws: RunError.self) {
                try Reissue(office.ledger, office.archive).document(name, to: path, mark: nil, by: "Bo")
            }
            #expect(isTold(error, "a document"), "\(error?.message ?? "")")
        }
        let early = try self.office(.approved)
        try spoil(early, "INSERT INTO own_file SELECT run, seq, (SELECT blob FROM chunk LIMIT 1) FROM document") {
            let error = #expect(throws: RunError.self) {
                try Reissue(early.ledger, early.archive).document("r1-000001", to: path, mark: nil, by: "Bo")
            }
            #expect(error?.message.contains("was not issued") == true, "\(error?.message ?? "")")
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    // MARK: Nothing is left out, approved or removed by hand

    /// What each decision is about to be refused for.
    private static let approved: [(sql: String, words: String)] = [
        ("INSERT INTO stop VALUES (1, 2)", "what the stop list took out"),
        ("UPDATE run SET stop_list = zeroblob(32)", "what the stop list took out"),
        ("UPDATE run SET approvals_needed = 0", "what it was begun with"),
        ("UPDATE run SET as_of = as_of + 400", "what it was begun with"),
        ("UPDATE run SET retention_years = 0", "what it was begun with"),
        ("UPDATE run SET duplex = 1", "what it was begun with"), ("UPDATE run SET kind = 'slap'", "what it was begun with"),
        ("UPDATE run SET round = 2", "what it was begun with"), ("UPDATE run SET name = 'dec'", "its name"),
        ("UPDATE document SET key = 'S-9' WHERE seq = 2", "what was taken in"),
        ("UPDATE document SET account = '1009' WHERE seq = 2", "what was taken in"),
        ("UPDATE document SET delivery = 'email' WHERE seq = 2", "what was taken in"),
        ("DELETE FROM document WHERE seq = 2", "what was taken in"),
        ("UPDATE composed SET way = x'07' WHERE seq = 2", "what was laid out"),
        ("UPDATE composed SET stated = stated + 1 WHERE seq = 2", "what was laid out"),
        ("UPDATE chunk_total SET cents = cents + 1", "what was laid out"),
        ("UPDATE input_group SET cents = cents + 1", "its totals"),
        ("INSERT INTO waiver VALUES (1, 2, 'Ana Ruiz', 'by hand')", "what was waived"),
        ("UPDATE run SET expected_waived = 'Ana: a slip'", "what was waived"),
        ("UPDATE approval SET who = 'Cy Young'", "who has approved it"), ("DELETE FROM approval", "who has approved it"),
        ("UPDATE bundle_file SET blob = zeroblob(32) WHERE path LIKE '%slip.xml'", "its templates"),
        ("UPDATE run SET output = '/tmp'", "how it is printed"), ("UPDATE run SET paused = 1", "where it stands"),
    ]

    @Test func nothingThatWasChangedByHandIsReleased() throws {
        let office = try office(.approved)
        for (sql, words) in Self.approved {
            try spoil(office, sql) {
                let error = #expect(throws: RunError.self) { try office.release(sql.contains("'dec'") ? "dec" : "nov") }
                // What does not balance, or cannot be read, is told before.
                let isSeen = ["apart", "not laid out yet", "there is no kind slap", "list of the templates"].contains {
                    error?.message.contains($0) == true
                }
                #expect(isSeen || isTold(error, words), "\(sql): \(error?.message ?? "")")
                #expect(office.scratch.files.allSatisfy { !$0.hasPrefix("out") }, "\(sql)")
            }
        }
        try office.release()
        #expect(try office.ledger.brokenSeals(of: office.run().id).isEmpty)
    }

    @Test func nothingThatWasChangedByHandIsApproved() throws {
        let office = try office(.composed)
        for (sql, words) in Self.approved where !sql.contains("approval SET") && !sql.contains("FROM approval") {
            try spoil(office, sql) {
                let error = #expect(throws: RunError.self) { try office.approve(sql.contains("'dec'") ? "dec" : "nov") }
                #expect(isTold(error, words), "\(sql): \(error?.message ?? "")")
            }
        }
        try office.approve()
    }

    @Test func nobodyIsPrintedWhomTheStopListTookOut() throws {
        let office = try office(.approved)
        let list = StopList(["1002"])
        let worker = office.worker()
        worker.isStopped = { true }
        var order = office.releaseOrder()
        order.stopList = list
        #expect(throws: RunError.self) {
            _ = try office.releaser.release(try office.run(), order, worker: worker) { _ throws(RunError) in }
        }
        for sql in [
            "DELETE FROM stop", "INSERT INTO stop VALUES (1, 1)",
            "UPDATE stop SET seq = 1 WHERE seq = (SELECT max(seq) FROM stop)",
        ] {
            try spoil(office, sql) {
                let error = #expect(throws: RunError.self) { try office.release { $0.stopList = list } }
                #expect(isTold(error, "what the stop list took out"), "\(sql): \(error?.message ?? "")")
            }
        }
        try office.release { $0.stopList = list }
        #expect(try !office.scratch.text("out/manifest.csv").contains("S-2"))
    }

    /// Two people are needed, and one has approved.
    @Test func oneApprovalIsNotMadeEnoughByHand() throws {
        let office = try office(.composed, approvals: 2)
        try office.approve()
        for (sql, words) in [
            ("UPDATE run SET approvals_needed = 1, state = 'approved'", "what it was begun with"),
            ("UPDATE run SET state = 'approved'", "where it stands"),
            (
                "INSERT INTO approval SELECT run, 'Bo Lee', on_day, ledger FROM approval; UPDATE run SET state = 'approved'",
                "where it stands"
            ),
        ] {
            try spoil(office, sql) {
                let error = #expect(throws: RunError.self) { try office.release() }
                #expect(isTold(error, words), "\(sql): \(error?.message ?? "")")
            }
        }
        try spoil(office, "INSERT INTO approval SELECT run, 'Bo Lee', on_day, ledger FROM approval") {
            let error = #expect(throws: RunError.self) { try office.approve(by: "Cy Young") }
            #expect(isTold(error, "who has approved it"), "\(error?.message ?? "")")
        }
    }

    @Test func nothingIsRemovedSoonerOrReleasedTwice() throws {
        let office = try office(.released)
        for (sql, words) in [
            ("UPDATE run SET retention_years = 0", "what it was begun with"),
            ("UPDATE run SET released_on = released_on - 4000", "how it is printed"),
            ("UPDATE run SET state = 'cancelled'", "where it stands"), ("UPDATE run SET pruned = 1", "whether it is kept"),
            ("UPDATE run SET as_of = as_of - 4000", "what it was begun with"),
        ] {
            try spoil(office, sql) {
                let error = #expect(throws: RunError.self) { try office.ledger.prune(try office.run().id, by: "Bo") }
                #expect(isTold(error, words), "\(sql): \(error?.message ?? "")")
            }
        }
        try office.ledger.hold(try office.run().id, why: "a lawsuit", by: "Bo")
        try spoil(office, "UPDATE run SET held = NULL") {
            let error = #expect(throws: RunError.self) { try office.ledger.prune(try office.run().id, by: "Bo") }
            #expect(isTold(error, "its hold"), "\(error?.message ?? "")")
        }
        for state in ["approved", "printing", "composed"] {
            try spoil(office, "UPDATE run SET state = '\(state)'") {
                let error = #expect(throws: RunError.self) {
                    if state == "composed" {
                        try office.approve(by: "Bo Lee")
                    } else {
                        try office.release(to: state == "printing" ? "out" : "again")
                    }
                }
                #expect(isTold(error, "where it stands"), "\(state): \(error?.message ?? "")")
                #expect(office.scratch.files.allSatisfy { !$0.hasPrefix("again") })
            }
        }
    }

    /// The report names what was approved, and is the same whenever and by whomever the same data were taken in.
    @Test func whatIsApprovedDoesNotDependOnTheHour() throws {
        var run = try office(.composed).run()
        let (made, about) = (Seal.made(run), Seal.about(run))
        (run.begun, run.begunBy) = ("2026-11-25T08:00:00Z", "Bo Lee")
        #expect(Seal.made(run) == made && Seal.about(run) != about)
    }

    // MARK: One number, one barcode, one document

    /// The same bills again in a second run.
    @Test(arguments: [
        // What cannot be seen, and figures that only look like figures, no contract takes.
        ("S-1 ", "/number", Reason.Cause.contract), (" S-1", "/number", .contract), ("S-1\u{A0}", "/number", .contract),
        ("S-1\u{200B}", "/number", .contract), ("S\u{AD}-1", "/number", .contract), ("S-\u{FF11}", "/number", .contract),
        ("S\u{2010}1", "/number", .contract), ("\u{405}-1", "/number", .contract),
        // What can be seen and is the same is issued once.
        ("S-1", "number", .issued), ("s-1", "number", .issued), ("S -1", "number", .issued), ("s - 1", "number", .issued),
    ])
    func aNumberIsTheSameHoweverItIsWritten(number: String, place: String, cause: Reason.Cause) throws {
        let office = try Office()
        try office.submit([Office.slip(1)], "oct")
        try office.work()
        try office.approve("oct")
        try office.release("oct")
        let run = try office.submit([Office.slip(1).replacing("S-1", with: number), Office.slip(2)])
        let aside = try office.ledger.exceptions(of: run.id)
        #expect(aside.count == 1 && aside[0].line == 1, "\(aside)")
        #expect(aside.first?.reasons.contains { $0.place == place && $0.cause == cause } == true, "\(aside)")
        let keeper = try Keeper(
            try office.kind(), language: nil, issue: Issuance(date: Office.day), bundle: try office.bundle(), office.ledger,
            office.archive, office.engine)
        #expect(throws: (any Error).self) {
            try Array(Office.slip(1).replacing("S-1", with: number).utf8).withUnsafeBytes {
                try keeper.keep($0, line: 1, column: 1, by: "clerk")
            }
        }
    }

    @Test func twoRecordsOfOneRunHaveNotOneNumber() throws {
        let office = try Office()
        let run = try office.submit([Office.slip(1), Office.slip(2).replacing("S-2", with: "s-1"), Office.slip(3)])
        #expect(try office.ledger.exceptions(of: run.id).map(\.line).sorted() == [1, 2])
        // Nor does a correction bring it in again.
        let error = #expect(throws: RunError.self) { try office.correct(run, [Office.slip(2).replacing("S-2", with: "s-3")]) }
        #expect(error?.message.contains("has a document with its key that is not set aside") == true, "\(error?.message ?? "")")
        try office.correct(run, [Office.slip(1), Office.slip(2)])
        try office.work()
        #expect(try office.books().isBalanced)
    }

    private static let barcoded = Office.contract.replacing(
        #""copies": "copies""#, with: #""copies": "copies", "barcode": "imb""#
    )
    .replacing(#""delivery": {"type": "string"},"#, with: #""delivery": {"type": "string"}, "imb": {"type": "string"},"#)

    private static func mail(_ slip: Int, _ barcode: String, more: String = "") -> String {
        Office.slip(slip, more: #","imb":"\#(barcode)""# + more)
    }

    @Test func oneBarcodeIsOfOneRecord() throws {
        let office = try Office(contract: Self.barcoded)
        let copies = #","copies":[{"for":"owner","name":"Bo Lee"}]"#
        let run = try office.submit([
            Self.mail(1, "A"), Self.mail(2, "B", more: copies), Self.mail(3, "C"), Self.mail(4, "B"), Office.slip(5),
            Office.slip(6),
        ])
        let aside = try office.ledger.exceptions(of: run.id)
        #expect(aside.map(\.line).sorted() == [2, 2, 4], "\(aside)")
        #expect(aside.first { $0.line == 4 }?.reasons.map(\.message) == ["line 4: another record has the same imb: line 2"])
        #expect(aside.allSatisfy { $0.reasons.allSatisfy { $0.cause == .duplicate && $0.place == "imb" } })
        for (lines, refused) in [
            // Of a good document, and twice in one correction.
            ([Self.mail(4, "C")], "line 1: another record of the run has its barcode"),
            ([Self.mail(2, "B", more: copies), Self.mail(4, "B")], "line 2: another record of the run has its barcode"),
        ] {
            let error = #expect(throws: RunError.self) { try office.correct(run, lines) }
            #expect(error?.message == refused, "\(error?.message ?? "")")
        }
        try office.correct(run, [Self.mail(4, "D")])
        try office.correct(run, [Self.mail(2, "B", more: copies)])
        try office.work()
        let books = try office.books()
        #expect(books.isBalanced && books.composed.documents == 6 && books.copies == 1, "\(books.faults)")
    }
}
