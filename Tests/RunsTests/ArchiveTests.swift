import Foundation
import PDF
import Records
import Rendering
import Runs
import Templating
import TestKit
import Testing

@Suite struct ArchiveTests {
    private func released(_ lines: [String] = Office.slips(12)) throws -> Office {
        let office = try Office()
        try office.submit(lines)
        try office.work()
        try office.approve()
        try office.release { $0.pagesPerFile = 5 }
        return office
    }

    @Test func aDocumentIsFoundByAccountNumberRunAndDay() throws {
        let office = try released()
        #expect(try office.ledger.find(FindQuery(text: "1007")).map(\.number) == ["S-7"])
        let one = try #require(try office.ledger.find(FindQuery(text: "S-7")).first)
        #expect(one.state == .composed && one.run.state == .released && one.stated == 705)
        #expect(try office.ledger.find(FindQuery(text: nil, run: "nov")).count == 12)
        #expect(try office.ledger.find(FindQuery(text: "1007", from: Day.parse("2026-11-21"))).isEmpty)
        #expect(try office.ledger.find(FindQuery(text: "nobody")).isEmpty)
        #expect(try office.ledger.document("S-7").name == one.name && office.ledger.document(one.name).number == "S-7")
    }

    @Test func whatWasIssuedIsReadAgain() throws {
        let office = try released()
        let reader = ReadAgain(office.ledger, office.archive)
        var texts: [String: String] = [:]
        try reader.texts(of: try office.run()) { texts[$0] = $1 }
        #expect(texts.count == 12)
        let one = try office.ledger.document("S-7")
        #expect(texts[one.name]?.contains("Slip S-7") == true && texts[one.name]?.contains("S-8") == false)
        var alone: [String] = []
        try reader.texts(of: one.run, only: one.sequence) { name, text in alone += [name, text] }
        #expect(alone == [one.name, texts[one.name]])
    }

    @Test func aPageComesOutOfItsReleasedFileUnchanged() throws {
        let office = try released()
        let path = office.scratch.path("again.pdf")
        let found = try Reissue(office.ledger, office.archive).document("S-7", to: path, mark: nil, by: "Bo")
        let text = try Tool.run("pdftotext", [path, "-"]).text
        #expect(text.contains("Slip S-7") && text.contains("7.05") && !text.contains("S-8"))
        // As it was printed, with its place in the print file.
        #expect(text.contains(String(try #require(found.piece?.piece))))
        #expect(try Tool.run("qpdf", ["--check", path]).status == 0)
        #expect(try office.ledger.trail(of: found.run.id).last?.act == "reissue")
    }

    /// Where asked, the record is laid out again as well.
    @Test func aDocumentIsHeldAgainstItsRecordBeforeItIsIssuedAgain() throws {
        let office = try released()
        let reader = ReadAgain(office.ledger, office.archive)
        let found = try office.ledger.document("S-5")
        try reader.verify(found)
        let other = "SELECT digest FROM composed WHERE seq = 1"
        try office.tamper("UPDATE composed SET digest = (\(other)) WHERE seq = \(found.sequence)")
        #expect(throws: RunError.pagesAreOthers(document: found.name, run: "nov")) { try reader.verify(found) }
        try reader.verify(try office.ledger.document("S-6"))
    }

    @Test func aPageOfAReleasedFileIsEncryptedForTheMail() throws {
        let office = try released()
        let (path, secret) = (office.scratch.path("again.pdf"), office.scratch.path("secret"))
        try office.scratch.write("open sesame", "secret")
        #expect(chmod(secret, 0o600) == 0)
        let encryption = Encryption(password: try Password(file: secret))
        let found = try Reissue(office.ledger, office.archive).document(
            "S-7", to: path, mark: nil, encryption: encryption, by: "Bo")
        #expect(try Tool.run("qpdf", ["--requires-password", path]).status == 0)
        #expect(try Tool.run("pdftotext", ["-upw", "open sesame", path, "-"]).text.contains("Slip S-7"))
        let line = try #require(try office.ledger.trail(of: found.run.id).last)
        #expect(line.document == found.sequence && line.facts?.encrypted == true && line.facts?.marked == nil)
    }

    @Test func piecesArePrintedAgainByRangeListAndFromAJam() throws {
        let office = try released()
        let path = office.scratch.path("again.pdf")
        let reissue = Reissue(office.ledger, office.archive)
        let made = try reissue.pieces(try office.run(), { (4...9).contains($0) }, to: path, by: "Bo", about: "a jam")
        #expect(made.documents == 6 && made.pages == 6)
        let text = try Tool.run("pdftotext", [path, "-"]).text
        // In the order of print, over two files.
        let manifest = try office.scratch.text("out/manifest.csv").split(separator: "\r\n").dropFirst().map {
            $0.split(separator: ",")[2]
        }
        let printed = text.split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix("S-") }
        #expect(printed == Array(manifest[3...8]))
        #expect(throws: RunError.self) { try reissue.pieces(try office.run(), { $0 > 99 }, to: path, by: "Bo", about: "") }
    }

    @Test func anEditedPrintFileIsNotIssuedAgain() throws {
        let office = try released()
        let found = try office.ledger.document("S-7")
        try office.damage(try #require(found.file?.blob))
        let path = office.scratch.path("again.pdf")
        let error = #expect(throws: RunError.self) {
            try Reissue(office.ledger, office.archive).document("S-7", to: path, mark: nil, by: "Bo")
        }
        #expect(error?.cause == .damaged && !FileManager.default.fileExists(atPath: path))
        let outcome = try Verifier(office.ledger, office.archive, office.engine).verify(try office.run()) { _ throws(RunError) in
        }
        #expect(outcome.faults.count == 1 && outcome.faults[0].contains("is not what was kept"))
    }

    @Test func verifyNamesTheFirstDocumentWhosePagesAreOthers() throws {
        let office = try released()
        let verifier = Verifier(office.ledger, office.archive, office.engine)
        let good = try verifier.verify(try office.run()) { _ throws(RunError) in }
        #expect(good.faults.isEmpty && good.documents == 12 && good.files == 3)
        try office.tamper("UPDATE composed SET digest = (SELECT digest FROM composed WHERE seq = 1) WHERE seq = 5")
        let bad = try verifier.verify(try office.run()) { _ throws(RunError) in }
        #expect(
            bad.faults == [
                "it is not what the trail says: what was laid out", "it is not what the trail says: which pages are whose",
                "document r1-000005: its pages are others now",
            ])
    }

    @Test func whatIsGivenOutIsKeptAndIssuedAgainByteForByte() throws {
        let office = try Office()
        let keeper = try Keeper(
            try office.kind(), language: nil, issue: Issuance(date: Office.day), bundle: try office.bundle(), office.ledger,
            office.archive, office.engine)
        let record = Array(Office.slip(5).utf8)
        let kept = try record.withUnsafeBytes { try keeper.keep($0, line: 1, column: 1, by: "clerk") }
        let path = office.scratch.path("again.pdf")
        _ = try Reissue(office.ledger, office.archive).document("S-5", to: path, mark: nil, by: "clerk")
        #expect(try office.scratch.bytes("again.pdf") == kept.pdf)
        // The same again is not another document.
        let error = #expect(throws: RunError.self) {
            try record.withUnsafeBytes { try keeper.keep($0, line: 1, column: 1, by: "clerk") }
        }
        #expect(error?.message.contains("was given out before, as \(kept.name)") == true)
        let desk = try office.ledger.document(kept.name).run
        let outcome = try Verifier(office.ledger, office.archive, office.engine).verify(desk) { _ throws(RunError) in }
        #expect(outcome.faults.isEmpty && outcome.documents == 1 && outcome.files == 1, "\(outcome)")
    }

    @Test func whatIsPastItsRetentionGoesAndWhatIsHeldOrSharedStays() throws {
        let office = try released()
        let run = try office.run()
        func end(_ day: String) -> String? { Retention.end(of: run, on: Day.parse(day)!) }
        #expect(end("2033-12-31") == nil && end("2034-01-01") == "kept through 2033, 7 years")
        // A second run of the same data shares its chunks.
        try office.submit(Office.slips(12), "dec") { $0.isForced = true }
        try office.ledger.hold(run.id, why: "a lawsuit", by: "Bo")
        #expect(throws: RunError.self) { try office.ledger.prune(run.id, by: "Bo") }
        try office.ledger.hold(run.id, why: nil, by: "Bo")
        let gone = Set(try office.ledger.prune(run.id, by: "Bo"))
        let shared = Set(try office.ledger.chunks(of: try office.run("dec").id).map(\.blob))
        #expect(gone.count == 3 && gone.isDisjoint(with: shared))
        #expect(try office.ledger.find(FindQuery(text: "1007")).map(\.run.name) == ["dec"])
        #expect(try office.run().isPruned)
    }

    @Test func aBackupIsAHomeOfItsOwn() throws {
        let office = try released()
        let copy = office.scratch.path("copy")
        let first = try Backup.run(office.ledger, office.archive, to: copy)
        #expect(first.files == first.copied)
        try office.submit(Office.slips(3).map { $0.replacing("S-", with: "T-") }, "dec")
        let second = try Backup.run(office.ledger, office.archive, to: copy)
        #expect(second.copied == 1, "only what is new is copied")
        let ledger = Ledger(try Office.makeStore(copy, .system))
        let archive = Archive(home: copy)
        let outcome = try Verifier(ledger, archive, office.engine).verify(try ledger.run("nov")) { _ throws(RunError) in }
        #expect(outcome.faults.isEmpty && outcome.documents == 12)
        #expect(try ledger.checkTrail().head == office.ledger.trailHead())
        _ = try Reissue(ledger, archive).document("S-7", to: office.scratch.path("again.pdf"), mark: nil, by: "Bo")
    }

    @Test func theTrailGivesAwayWhatWasChangedTakenOutOrPutIn() throws {
        for (sql, message) in [
            ("UPDATE audit SET text = 'nothing' WHERE id = 2", "line 2 of the audit trail was changed"),
            ("DELETE FROM audit WHERE id = 2", "the audit trail lacks line 2"),
            (
                "UPDATE audit SET hash = (SELECT hash FROM audit WHERE id = 1), previous = (SELECT previous FROM audit WHERE id = 1), text = (SELECT text FROM audit WHERE id = 1), who = (SELECT who FROM audit WHERE id = 1), act = (SELECT act FROM audit WHERE id = 1) WHERE id = 2",
                "line 2 of the audit trail does not follow the one before it"
            ),
        ] {
            let office = try released()
            let whole = try office.ledger.checkTrail()
            #expect(whole.lines >= 4)
            #expect(try office.ledger.checkTrail(through: whole.head.description).head == whole.head)
            #expect(throws: RunError.self) { try office.ledger.checkTrail(through: String(repeating: "0", count: 64)) }
            // The store itself refuses; who owns the file can take the refusal away.
            let refused = try Tool.run("sqlite3", ["\(office.home)/billpress.sqlite", sql])
            #expect(refused.errors.contains("the audit trail is only added to"))
            try office.tamper("DROP TRIGGER audit_stays; DROP TRIGGER audit_is_kept; \(sql)")
            let error = #expect(throws: RunError.self) { try office.ledger.checkTrail() }
            #expect(error?.message == message)
        }
    }

    @Test func nothingPrivateStandsInTheTrailOrTheListsOfARelease() throws {
        let office = try released([Office.slip(1, name: "Quentin Private")] + (2...5).map { Office.slip($0) })
        var trail = ""
        for line in try office.ledger.trail() { trail += "\(line.act) \(line.text)\n" }
        for text in [
            trail, try office.scratch.text("out/manifest.csv"), try office.scratch.text("out/manifest.jsonl"),
            try office.scratch.text("out/mail-run.csv"), try office.scratch.text("out/exceptions.csv"),
        ] {
            #expect(!text.contains("Quentin") && !text.contains("1001"))
        }
    }
}
