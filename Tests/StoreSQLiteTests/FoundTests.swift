import Platform
import Records
import Runs
import Testing

@testable import StoreConformance

/// What random sequences have found, each cut down to a few calls; on both stores.
@Suite struct FoundTests {
    enum Database: CaseIterable {
        case sqlite, memory
        func fixture() throws -> any StoreFixture {
            switch self {
            case .sqlite: try SQLiteFixture()
            case .memory: MemoryFixture()
            }
        }
    }

    /// A ledger, and a run that was taken in.
    private struct Desk {
        let ledger: Ledger
        let fixture: any StoreFixture
        private(set) var run = RunID(0)

        /// `bad`: which of the records were set aside when they were taken in. `copies`: those of the first.
        init(_ database: Database, records: Int = 4, bad: Set<Int> = [], copies: Int = 0) throws {
            fixture = try database.fixture()
            ledger = Ledger(fixture.store)
            run = try submit("nov", records: records, bad: bad, copies: copies)
        }

        func submit(_ name: String, records: Int = 4, bad: Set<Int> = [], copies: Int = 0) throws -> RunID {
            var documents = (1...records).map { Sample.document($0) }
            for number in bad { documents[number - 1].reasons = [Reason("bad", cause: .contract)] }
            for copy in 0..<copies {
                documents.append(
                    Sample.document(records + copy + 1) { ($0.part, $0.parent, $0.number) = (.copy(copy + 1), 1, "S-1") })
            }
            var made = MadeUpDocuments(seed: 1)
            var new = made.newRun(name, documents)
            (new.kind, new.engine, new.expected, new.rules, new.isForced) = ("slip", Sample.engine, nil, RunRules(), true)
            (new.bundle, new.bundleFiles) = (MadeUpDocuments.bundleDigest(0), MadeUpDocuments.bundle(0))
            return try ledger.submit(new, by: "Ana").id
        }

        /// Lays everything out; these are set aside.
        func layOut(aside: Set<Int> = []) throws {
            while let lease = try ledger.claim(Claim(worker: "w", engine: Sample.engine, seconds: 30)) {
                let composed = try ledger.documents(of: lease).map {
                    Sample.composed($0.sequence, aside.contains($0.sequence) ? .quarantined : .composed)
                }
                _ = try ledger.complete(lease, composed, by: .worker(on: "here"))
            }
        }

        func correct(_ documents: [NewDocument]) throws {
            _ = try ledger.correct(
                run, with: Correction(source: "again.jsonl", chunk: Sample.digest(60), documents: documents), by: "Ana")
        }

        func approve(_ run: RunID) throws {
            _ = try ledger.approve(run, ledger: try ledger.ledger(of: run), on: Sample.day, by: "Ana Ruiz")
        }

        func recompose() throws {
            try ledger.recompose(
                run, bundle: MadeUpDocuments.bundle(1), digest: MadeUpDocuments.bundleDigest(1), rules: RunRules(),
                engine: Sample.engine,
                by: "Ana")
        }

        var broken: [SealedPart] { get throws { try ledger.brokenSeals(of: run) } }
    }

    /// The seal of the new chunk was made in the order of the hand-in, and held against the order of the documents.
    @Test(arguments: Database.allCases) func severalRecordsAreCorrectedInAnyOrder(database: Database) throws {
        let desk = try Desk(database, bad: [2, 3])
        let copy = Sample.document(0) { ($0.part, $0.number) = (.copy(1), "S-3") }
        try desk.correct([Sample.document(3), copy, Sample.document(2)])
        #expect(try desk.broken == [])
        try desk.layOut()
        try desk.approve(desk.run)
    }

    /// The row said that the run goes on, and the trail that it is paused: nothing could be done with it any more.
    @Test(arguments: Database.allCases) func aPausedRunStaysPausedWhileItIsCorrected(database: Database) throws {
        let desk = try Desk(database, bad: [2])
        try desk.ledger.pause(desk.run, true, by: "Ana")
        try desk.correct([Sample.document(2)])
        #expect(try desk.broken == [])
        #expect(try desk.ledger.run("nov").isPaused)
        try desk.ledger.pause(desk.run, false, by: "Ana")
        try desk.layOut()
        try desk.approve(desk.run)
    }

    /// What was never laid out had no seal, and was told as damage.
    @Test(arguments: Database.allCases) func aRunThatIsCancelledBeforeItIsLaidOutIsWhole(database: Database) throws {
        let desk = try Desk(database)
        try desk.ledger.cancel(desk.run, by: "Ana")
        #expect(try desk.broken == [])
    }

    /// The history forgot what the line of the recompose itself said.
    @Test(arguments: Database.allCases) func aRunWithoutAGoodRecordIsLaidOutAgain(database: Database) throws {
        let desk = try Desk(database, records: 2, bad: [1, 2])
        try desk.recompose()
        #expect(try desk.broken == [])
        for sequence in 1...2 { try desk.ledger.waive(desk.run, sequence: sequence, by: "Ana", why: "by hand") }
        try desk.approve(desk.run)
    }

    /// The waiver was gone and the trail still had it, so that the run could never be approved.
    @Test(arguments: Database.allCases) func aWaivedCopyGoesWithTheRecordThatIsCorrected(database: Database) throws {
        let desk = try Desk(database, copies: 2)
        try desk.layOut(aside: [5, 6])
        try desk.ledger.waive(desk.run, sequence: 6, by: "Ana", why: "by hand")
        try desk.correct([Sample.document(1)])
        #expect(try desk.broken == [])
        try desk.layOut()
        try desk.approve(desk.run)
    }

    /// The waiver of the bad record stayed, so that the good one was left out.
    @Test(arguments: Database.allCases) func aCorrectedRecordIsNotWaivedWithTheBadOne(database: Database) throws {
        let desk = try Desk(database, copies: 1)
        try desk.layOut(aside: [1, 5])
        try desk.ledger.waive(desk.run, sequence: 1, by: "Ana", why: "by hand")
        try desk.ledger.unwaive(desk.run, sequence: 5, by: "Ana")
        try desk.correct([Sample.document(1)])
        try desk.layOut()
        #expect(try desk.broken == [] && desk.ledger.exceptions(of: desk.run).isEmpty)
        #expect(try desk.ledger.books(of: desk.run).composed.documents == 4)
    }

    /// Such an amount ended the program: it was added before anybody looked.
    @Test(arguments: Database.allCases, [Int64.max, .min, InputTotals.mostCents + 1])
    func anAmountBeyondAllSumsIsNoCorrection(database: Database, cents: Int64) throws {
        let desk = try Desk(database, bad: [2])
        let error = #expect(throws: RunError.self) { try desk.correct([Sample.document(2) { $0.cents = cents }]) }
        #expect(error?.message.hasPrefix("the amounts of nov with again.jsonl add up to more than") == true)
        #expect(try desk.broken == [])
    }

    /// The command refused it, and the ledger did not.
    @Test(arguments: Database.allCases) func whatDoesNotBalanceIsNotApproved(database: Database) throws {
        let desk = try Desk(database, bad: [2])
        try desk.layOut()
        let error = #expect(throws: RunError.self) { try desk.approve(desk.run) }
        #expect(
            error?.message
                == "the run nov cannot be approved:\n  1 document set aside: correct or waive it" && error?.cause == .notReleased)
    }

    /// It went into the pruned run, under the name of a document that was there before, and its templates were gone.
    @Test(arguments: Database.allCases) func aBookThatWasPrunedIsClosed(database: Database) throws {
        let desk = try Desk(database)
        func keep(_ number: Int) throws -> String {
            try desk.ledger.keep(
                KeptDocument(
                    kind: "slip", asOf: Sample.day, bundle: MadeUpDocuments.bundleDigest(2),
                    bundleFiles: MadeUpDocuments.bundle(2),
                    engine: Sample.engine, language: nil, record: Sample.digest(61), document: Sample.document(number), pages: 1,
                    sheets: 1, stated: 5, digest: Sample.digest(62), pdf: Sample.digest(63), retentionYears: 7, copy: nil),
                by: "clerk")
        }
        let first = try #require(DocumentName.parse(try keep(50)))
        _ = try desk.ledger.prune(first.run, by: "Ana")
        for number in [51, 52] {
            let next = try #require(DocumentName.parse(try keep(number)))
            #expect(next.run.number == first.run.number + 1)
            #expect(try desk.ledger.brokenSeals(of: next.run) == [])
        }
        #expect(
            try desk.ledger.bundleFiles(MadeUpDocuments.bundleDigest(2)) == MadeUpDocuments.bundle(2).sorted { $0.path < $1.path }
        )
    }

    /// They stayed for good: whoever prunes a run thinks of the templates that it has.
    @Test(arguments: Database.allCases) func templatesThatNoRunHasAnyMoreAreForgotten(database: Database) throws {
        let desk = try Desk(database)
        let other = try desk.submit("dec")
        try desk.recompose()
        #expect(try !desk.ledger.bundleFiles(MadeUpDocuments.bundleDigest(0)).isEmpty)
        try desk.ledger.cancel(other, by: "Ana")
        _ = try desk.ledger.prune(other, by: "Ana")
        #expect(try desk.ledger.bundleFiles(MadeUpDocuments.bundleDigest(0)).isEmpty)
        try desk.ledger.recompose(
            desk.run, bundle: MadeUpDocuments.bundle(2), digest: MadeUpDocuments.bundleDigest(2), rules: RunRules(),
            engine: Sample.engine,
            by: "Ana")
        #expect(
            try desk.ledger.bundleFiles(MadeUpDocuments.bundleDigest(1)).isEmpty
                && !desk.ledger.bundleFiles(MadeUpDocuments.bundleDigest(2)).isEmpty)
    }

    /// It was told as damage that somebody had done.
    @Test(arguments: Database.allCases) func aPrunedRunIsNotDamaged(database: Database) throws {
        let desk = try Desk(database)
        try desk.ledger.cancel(desk.run, by: "Ana")
        _ = try desk.ledger.prune(desk.run, by: "Ana")
        let error = #expect(throws: RunError.self) { try desk.ledger.ledger(of: desk.run) }
        #expect(error?.message == "the documents of nov (cancelled 1) are past their retention and were removed")
    }
}
