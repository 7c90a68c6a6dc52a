import Foundation
import Platform
import Records
import Runs
import TestKit
import Testing

@Suite struct ReleaseTests {
    private func ready(_ lines: [String] = Office.slips(30), approvals: Int = 1) throws -> Office {
        let office = try Office(approvals: approvals)
        try office.submit(lines)
        try office.work()
        try office.approve()
        return office
    }

    @Test func aReleasedSetHoldsEveryPieceOnceInOrderAndAddsUp() throws {
        let office = try ready()
        let run = try office.release { $0.pagesPerFile = 12 }
        #expect(run.state == .released && run.output == office.scratch.path("out"))
        let manifest = try office.scratch.text("out/manifest.csv").split(separator: "\r\n").dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        #expect(manifest.map { $0[0] } == (1...30).map(String.init))
        #expect(Set(manifest.map { $0[1] }).count == 30)
        #expect(manifest.map { $0[2] }.prefix(3) == ["S-3", "S-6", "S-9"])
        let files = try office.ledger.files(of: run.id)
        #expect(files.map(\.documents) == [12, 12, 6] && files.map(\.firstPiece) == [1, 13, 25])
        let cents = manifest.reduce(0) { $0 + Int($1[8].replacing(".", with: ""))! }
        #expect(Int64(cents) == run.input.cents)
        let checked = try Tool.run("sha256sum", ["-c", "--quiet", "SHA256SUMS"], in: office.scratch.path("out"))
        #expect(checked.status == 0, "\(checked.errors)")
        for file in files {
            let pages = try Tool.run("qpdf", ["--check", office.scratch.path("out/\(file.name)")])
            #expect(pages.status == 0, "\(pages.text)")
        }
        // The place in the print file stands on the page, and outside of what was approved.
        let text = try Tool.run("pdftotext", ["-layout", "-f", "5", "-l", "5", office.scratch.path("out/\(files[1].name)"), "-"])
            .text
        #expect(text.split(whereSeparator: \.isWhitespace).first == "17", "\(text)")
        let mode = try FileManager.default.attributesOfItem(atPath: office.scratch.path("out/\(files[0].name)"))[
            .posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func theSetIsTheSameHoweverManyWorkersMadeIt() throws {
        let one = try ready()
        try one.release()
        let many = try Office()
        try many.submit(Office.slips(30), chunk: 7)
        let workers = (0..<3).map { many.worker("w\($0)") }
        for index in 0..<40 { _ = try workers[index % 3].step() }
        try many.approve()
        try many.release()
        // The data are cut into other chunks; the print files and what is said of the pieces are the same.
        let (first, second) = (try one.set(), try many.set())
        for name in first.keys
        where name.hasSuffix(".pdf") && !name.hasSuffix("control-report.pdf") || name.hasSuffix("mail-run.csv") {
            #expect(first[name] == second[name], "\(name)")
        }
    }

    @Test func oneCentMoreInTheBooksIsNotReleased() throws {
        let office = try ready()
        try office.tamper("UPDATE composed SET stated = stated + 1 WHERE seq = 7")
        let error = #expect(throws: RunError.self) { try office.release() }
        #expect(error?.cause == .damaged && error?.message.contains("what was laid out") == true, "\(error!)")
        #expect(office.scratch.files.allSatisfy { !$0.hasPrefix("out") })
    }

    @Test func aDocumentThatVanishedIsMissed() throws {
        let office = try ready()
        try office.tamper("DELETE FROM document WHERE seq = 7")
        let error = #expect(throws: RunError.self) { try office.release() }
        #expect(error?.message.contains("what was taken in") == true, "\(error!)")
    }

    @Test func anApprovalIsOfWhatThereWas() throws {
        let office = try ready()
        // The sums are as before, and yet it is not what was approved.
        try office.tamper("UPDATE composed SET pages = 2 WHERE seq = 7")
        let error = #expect(throws: RunError.self) { try office.release() }
        #expect(error?.message.contains("what was laid out") == true, "\(error!)")
    }

    @Test func aDocumentThatIsStatedOtherwiseThanItsRecordIsSetAside() throws {
        let office = try Office()
        let run = try office.submit([Office.slip(1), Office.slip(2, more: #","printed":"2.06""#)])
        try office.work()
        let aside = try office.ledger.exceptions(of: run.id)
        #expect(aside.map(\.sequence) == [2])
        #expect(aside[0].reasons[0].message == "the document states another amount than its record: they differ by 1 cents")
        #expect(throws: RunError.self) { try office.release() }
    }

    @Test func nothingIsReleasedWhileSomethingIsSetAside() throws {
        let office = try Office()
        let run = try office.submit(Office.slips(3) + ["{"])
        try office.work()
        #expect(try office.books().faults == ["1 document set aside: correct or waive it"])
        let aside = try office.ledger.exceptions(of: run.id)
        try office.ledger.waive(run.id, sequence: aside[0].sequence, by: "Ana", why: "no such account")
        try office.approve()
        try office.release()
        #expect(try office.scratch.text("out/exceptions.csv").contains("Ana,no such account"))
        #expect(throws: RunError.self) { try office.ledger.waive(run.id, sequence: 1, by: "Ana", why: "x") }
    }

    @Test func aGoodDocumentIsNotWaived() throws {
        let office = try ready()
        let error = #expect(throws: RunError.self) {
            try office.ledger.waive(office.run().id, sequence: 1, by: "Ana", why: "x")
        }
        #expect(error?.message.contains("is not set aside") == true)
        #expect(try office.run().state == .approved)
    }

    @Test(arguments: Office.Database.allCases) func twoPeopleApproveWhereTheKindAsksForIt(database: Office.Database) throws {
        let office = try Office(database, approvals: 2)
        try office.submit(Office.slips(3))
        try office.work()
        try office.approve(by: "Ana Ruiz")
        #expect(try office.run().state == .composed)
        #expect(throws: RunError.self) { try office.approve(by: "ana ruiz") }
        #expect(throws: RunError.self) { try office.release() }
        try office.approve(by: "Bo Li")
        #expect(try office.run().state == .approved)
        try office.release()
    }

    @Test(arguments: Office.Database.allCases) func whateverChangesVoidsTheApproval(database: Office.Database) throws {
        let office = try Office(database)
        let run = try office.submit(Office.slips(3) + ["{", "["])
        try office.work()
        let aside = try office.ledger.exceptions(of: run.id)
        try office.ledger.waive(run.id, sequence: aside[0].sequence, by: "Ana", why: "x")
        try office.ledger.waive(run.id, sequence: aside[1].sequence, by: "Ana", why: "x")
        try office.approve()
        let kept = try BundleKeeper.keep(try office.bundle(), in: office.archive)
        try office.ledger.recompose(
            run.id, bundle: kept.files, digest: kept.digest, rules: RunRules(), engine: office.engine, by: "Ana")
        #expect(try office.run().state == .composing && office.ledger.approvals(of: run.id).isEmpty)
        try office.work()
        #expect(try office.books().isBalanced)
        #expect(throws: RunError.self) { try office.release() }
        try office.approve()
        try office.release()
    }

    @Test func templatesThatChangedSinceAreTold() throws {
        let office = try ready()
        try office.scratch.write(#"{"title": "Slip of paper"}"#, "Templates/slip/en.json")
        let current = BundleKeeper.digest(try office.bundle())
        let error = #expect(throws: RunError.self) { try office.release { $0.current = current } }
        #expect(error?.message.contains("slip/en.json changed since it was laid out") == true, "\(error!)")
        // Without the folder, or told so, what was approved is printed.
        try office.release()
        let text = try Tool.run("pdftotext", [office.scratch.path("out/nov_1-sheet_1.pdf"), "-"]).text
        #expect(text.contains("Slip S-3") && !text.contains("of paper"))
    }

    @Test func theStopListIsTakenOutOfThePrintAndCounted() throws {
        let office = try ready()
        // A name that fits nothing may be a slip: it is told first, and nothing has happened.
        let slip = #expect(throws: RunError.self) { try office.release { $0.stopList = StopList(["1003", "1007x"]) } }
        #expect(slip?.message == "1 name of the stop list fits no document of nov: …7x")
        try office.release {
            $0.stopList = StopList(["1003", "S-6", "nobody"])
            $0.allowsUnmatched = true
        }
        let manifest = try office.scratch.text("out/manifest.csv")
        #expect(!manifest.contains("S-3,") && !manifest.contains("S-6,") && manifest.split(separator: "\r\n").count == 29)
        let books = try office.books()
        #expect(
            books.isBalanced && books.suppressedBy.map(\.reason) == ["stop list"] && books.suppressedBy[0].tally.documents == 2)
        #expect(try office.scratch.text("out/exceptions.csv").contains("suppressed,stop list"))
        // And is no issued document.
        #expect(throws: RunError.self) {
            try Reissue(office.ledger, office.archive).document("S-3", to: office.scratch.path("x.pdf"), mark: nil, by: "Ana")
        }
    }

    @Test func whatLeavesByOtherMeansIsKeptAndNotPrinted() throws {
        let office = try ready(Office.slips(4) + [Office.slip(9, more: #","delivery":"paperless""#)])
        try office.release { $0.each = .print }
        #expect(try office.scratch.text("out/manifest.csv").split(separator: "\r\n").count == 5)
        let found = try Reissue(office.ledger, office.archive).document(
            "S-9", to: office.scratch.path("nine.pdf"), mark: nil, by: "Ana")
        #expect(found.pages == 1)
        #expect(try Tool.run("pdftotext", [office.scratch.path("nine.pdf"), "-"]).text.contains("Slip S-9"))
        #expect(office.scratch.files.filter { $0.hasPrefix("out/each/") }.count == 5)
    }

    @Test func aFolderThatIsThereIsNotTouched() throws {
        let office = try ready()
        try office.scratch.write("mine", "out/file")
        let error = #expect(throws: RunError.self) { try office.release() }
        #expect(error?.cause == .usage && error?.message.contains("is there already") == true)
        #expect(try office.run().state == .approved)
        try office.release(to: "other")
    }

    /// Stops a release at each step in turn, and begins it again each time.
    @Test func aReleaseThatStopsAnywhereGoesOnWhereItWas() throws {
        let undisturbed = try ready()
        try undisturbed.release { $0.pagesPerFile = 4 }
        let expected = try undisturbed.set()
        let office = try ready()
        var stops = 0
        for limit in 0..<40 {
            var asked = 0
            let worker = office.worker()
            // One document further each time.
            worker.isStopped = {
                asked += 1
                return asked > limit
            }
            var order = office.releaseOrder()
            order.pagesPerFile = 4
            do {
                _ = try office.releaser.release(try office.run(), order, worker: worker) { _ throws(RunError) in }
                break
            } catch {
                #expect((error as? RunError)?.cause == .stopped, "\(error)")
                #expect(office.scratch.files.allSatisfy { !$0.hasPrefix("out") })
                stops += 1
            }
        }
        #expect(stops > 3)
        #expect(try office.set() == expected)
    }

    @Test func whoWasKilledBetweenTheLastTwoStepsIsDoneWhenHeBeginsAgain() throws {
        let office = try ready()
        try office.release()
        let before = try office.set()
        // As if the folder had its name and the store had not heard of it yet.
        try office.forgetRelease()
        #expect(try office.release().state == .released)
        #expect(try office.set() == before)
        // As if the folder did not come to be.
        try office.forgetRelease()
        try FileManager.default.removeItem(atPath: office.scratch.path("out"))
        try office.release()
        #expect(try office.set() == before)
        // Somebody else's folder in its place is left alone.
        try office.forgetRelease()
        try office.scratch.write("mine", "out/SHA256SUMS")
        #expect(throws: RunError.self) { try office.release() }
        #expect(try office.scratch.text("out/SHA256SUMS") == "mine")
    }

    @Test func editedFilesOfTheArchiveStopTheRun() throws {
        for what in ["data", "template"] {
            let office = try Office()
            let run = try office.submit(Office.slips(5))
            let blob =
                what == "data"
                ? try office.ledger.chunks(of: run.id)[0].blob
                : try #require(office.ledger.bundleFiles(run.bundle).first { $0.path.hasSuffix("slip.xml") }).blob
            try office.damage(blob)
            try office.work()
            let progress = try office.ledger.progress(of: run.id, engine: office.engine)
            #expect(
                progress.stopped.count == 1 && progress.stopped[0].error.message.contains("is not what was kept"),
                "\(what) \(progress)")
            #expect(try office.run().state == .composing)
        }
        let office = try ready()
        try office.damage(try office.ledger.chunks(of: office.run().id)[0].blob)
        let error = #expect(throws: RunError.self) { try office.release() }
        #expect(error?.message.contains("is not what was kept") == true)
        #expect(office.scratch.files.allSatisfy { !$0.hasPrefix("out") })
    }

    @Test func anotherMonthsDataInThePlaceOfTheRunsAreNotPrinted() throws {
        let office = try ready(Office.slips(3))
        let other = try office.submit(
            (1...3).map { Office.slip($0, cents: 5 + $0) }.map { $0.replacing("S-", with: "T-") }, "dec")
        let swapped = try office.ledger.chunks(of: other.id)[0].blob
        try office.tamper("UPDATE chunk SET blob = x'\(swapped)' WHERE run = 1 AND number = 0")
        let error = #expect(throws: RunError.self) { try office.release() }
        #expect(error?.cause == .damaged || error?.cause == .notReleased, "\(error!)")
        #expect(office.scratch.files.allSatisfy { !$0.hasPrefix("out") })
    }
}

extension Office {
    /// Changes the store behind everybody's back.
    /// As if the last step of a release had not come to the store: the line of the trail is its last.
    func forgetRelease() throws {
        try tamper(
            """
            DROP TRIGGER IF EXISTS audit_stays; DROP TRIGGER IF EXISTS audit_is_kept; UPDATE run SET state = 'printing';
            DELETE FROM audit WHERE id = (SELECT max(id) FROM audit) AND act = 'release'
            """)
    }

    func tamper(_ sql: String) throws {
        let done = try SQLiteTool.change("\(home)/billpress.sqlite", sql)
        #expect(done.status == 0, "\(done.errors)")
    }

    /// Changes a byte of a file of the archive.
    func damage(_ blob: Digest) throws {
        let path = archive.path(of: blob)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        bytes[bytes.count / 2] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
}
