import Platform
import Records
import Runs
import TestKit
import Testing

/// What workers and the ledger hold to on any store; what the rows themselves hold to is in StoreConformance.
@Suite struct QueueTests {
    private func claim(_ office: Office, _ worker: String, run: RunID? = nil) throws -> Lease? {
        try office.ledger.claim(Claim(worker: worker, engine: office.engine, seconds: 30, run: run))
    }

    @Test(arguments: Office.Database.allCases) func aJobIsHeldByOneWorkerAtATime(database: Office.Database) throws {
        let office = try Office(database)
        try office.submit(Office.slips(8))
        let one = try #require(try claim(office, "a"))
        let two = try #require(try claim(office, "b"))
        #expect(one.number == 0 && two.number == 1)
        #expect(try claim(office, "c") == nil)
    }

    @Test(arguments: Office.Database.allCases) func aLeaseThatRanOutGoesToAnotherAndTheLateFinishIsRefused(
        database: Office.Database
    ) throws {
        let office = try Office(database)
        try office.submit(Office.slips(3))
        let stalled = try #require(try claim(office, "stalled"))
        office.clock.pass(seconds: 31)
        let next = try #require(try claim(office, "next"))
        #expect(next.job == stalled.job && next.fence == stalled.fence + 1)
        #expect(try office.ledger.complete(stalled, [ComposedDocument](), by: "w") == false)
        guard case .lost = try office.ledger.heartbeat(stalled, seconds: 30) else {
            Issue.record("the stalled worker was not told")
            return
        }
        try office.ledger.giveBack(stalled)
        try office.ledger.fail(stalled, .store(.busy), by: "w")
        // What the late one did changed nothing.
        #expect(try office.ledger.progress(of: nil, engine: office.engine).running == 1)
        #expect(try office.books().waiting == 3)
    }

    @Test(arguments: Office.Database.allCases) func aHeartbeatKeepsALease(database: Office.Database) throws {
        let office = try Office(database)
        try office.submit(Office.slips(3))
        let lease = try #require(try claim(office, "a"))
        for _ in 0..<5 {
            office.clock.pass(seconds: 20)
            guard case .go = try office.ledger.heartbeat(lease, seconds: 30) else {
                Issue.record("lost")
                return
            }
        }
        #expect(try claim(office, "b") == nil)
    }

    @Test(arguments: Office.Database.allCases) func theTimeOfDayHasNothingToDoWithLeases(database: Office.Database) throws {
        // The only clocks that a lease sees are the boot's; the hand clock's time of day stands still all the while.
        let office = try Office(database)
        try office.submit(Office.slips(3))
        _ = try #require(try claim(office, "a"))
        office.clock.pass(seconds: 29)
        #expect(try claim(office, "b") == nil)
        office.clock.pass(seconds: 2)
        #expect(try claim(office, "b") != nil)
    }

    @Test(arguments: Office.Database.allCases) func whatIsGivenBackCostsNoAttempt(database: Office.Database) throws {
        let office = try Office(database)
        try office.submit(Office.slips(3))
        for _ in 0..<50 {
            let lease = try #require(try claim(office, "a"))
            #expect(lease.attempt == 1)
            try office.ledger.giveBack(lease)
        }
    }

    @Test(arguments: Office.Database.allCases) func workersThatEndWithoutAWordStopTheJobAtLast(database: Office.Database) throws {
        let office = try Office(database)
        try office.submit(Office.slips(3))
        var claims = 0
        while try claim(office, "a") != nil, claims < 100 {
            claims += 1
            office.clock.pass(seconds: 31)
        }
        #expect(claims == 20)
        let progress = try office.ledger.progress(of: nil, engine: office.engine)
        #expect(progress.stopped.count == 1 && progress.open == 0)
        #expect(try office.ledger.retry(try office.run().id, by: "Ana") == 1)
        try office.work()
        #expect(try office.books().isBalanced)
    }

    @Test(arguments: Office.Database.allCases) func faultsOfTheEnvironmentAreTriedAgainLaterAndLaterAndOthersNot(
        database: Office.Database
    ) throws {
        let office = try Office(database)
        try office.submit(Office.slips(3))
        for wait in [1, 2, 4, 8, 16, 32, 60, 60] {
            let lease = try #require(try claim(office, "a"))
            try office.ledger.fail(lease, .store(.full), by: "w")
            office.clock.pass(seconds: wait - 1)
            #expect(try claim(office, "a") == nil, "before \(wait) s")
            office.clock.pass(seconds: 2)
        }
        let waiting = try office.ledger.progress(of: nil, engine: office.engine).waiting
        #expect(waiting.map(\.run) == ["nov"] && waiting.map(\.error) == [.store(.full)])
        let lease = try #require(try claim(office, "a"))
        try office.ledger.fail(lease, .blobChanged("1234"), by: "w")
        let stopped = try office.ledger.progress(of: nil, engine: office.engine).stopped
        #expect(stopped.map(\.run) == ["nov"] && stopped.map(\.error) == [.blobChanged("1234")])
        #expect(try claim(office, "a") == nil)
    }

    @Test(arguments: Office.Database.allCases) func urgentWorkGoesBeforeTheMonthlyRun(database: Office.Database) throws {
        let office = try Office(database)
        try office.submit(Office.slips(9))
        try office.submit([Office.slip(50)], "urgent") { $0.isUrgent = true }
        #expect(try claim(office, "a")?.run.name == "urgent")
        #expect(try claim(office, "a")?.run.name == "nov")
    }

    @Test(arguments: Office.Database.allCases) func pausedAndCancelledRunsAreLeftAlone(database: Office.Database) throws {
        let office = try Office(database)
        let run = try office.submit(Office.slips(9))
        let lease = try #require(try claim(office, "a"))
        try office.ledger.pause(run.id, true, by: "Ana")
        #expect(try claim(office, "b") == nil)
        guard case .giveBack = try office.ledger.heartbeat(lease, seconds: 30) else {
            Issue.record("the worker was not told of the pause")
            return
        }
        try office.ledger.pause(run.id, false, by: "Ana")
        #expect(try claim(office, "b") != nil)
        try office.ledger.cancel(run.id, by: "Ana")
        #expect(try claim(office, "b") == nil)
        #expect(try office.ledger.complete(lease, [ComposedDocument](), by: "w") == false)
        // The name is free again.
        try office.submit(Office.slips(9))
        #expect(try office.run().id != run.id)
    }

    @Test(arguments: Office.Database.allCases) func aRunOfAnotherProgramIsLeftAloneAndTold(database: Office.Database) throws {
        let office = try Office(database)
        try office.submit(Office.slips(3))
        let other = Engine(name: "billpress 9", digest: Digest(of: [9]))
        #expect(try office.ledger.claim(Claim(worker: "a", engine: other, seconds: 30)) == nil)
        let progress = try office.ledger.progress(of: nil, engine: other)
        #expect(progress.foreign == ["nov"] && progress.open == 0)
        let kept = try BundleKeeper.keep(try office.bundle(), in: office.archive)
        try office.ledger.recompose(
            try office.run().id, bundle: kept.files, digest: kept.digest, rules: RunRules(), engine: other, by: "Ana")
        #expect(try office.ledger.claim(Claim(worker: "a", engine: other, seconds: 30)) != nil)
    }

    @Test(arguments: Office.Database.allCases) func aDocumentThatEndsItsProcessTwiceIsSetAsideAndTheOthersAreNot(
        database: Office.Database
    ) throws {
        let office = try Office(database)
        let run = try office.submit(Office.slips(4))
        for _ in 0..<2 {
            let lease = try #require(try claim(office, "a"))
            try office.ledger.suspect(
                job: lease.job, fence: lease.fence, sequence: 3, .died("ended its process (Segmentation fault)"))
        }
        try office.work()
        let aside = try office.ledger.exceptions(of: run.id)
        #expect(aside.map(\.sequence) == [3])
        #expect(aside[0].reasons[0].message.hasSuffix("laying it out ended its process (Segmentation fault)"))
        #expect(try office.books().composed.documents == 3)
    }

    @Test(arguments: Office.Database.allCases) func aWorkerKilledFromOutsideConvictsNoDocumentAtOnce(database: Office.Database)
        throws
    {
        let office = try Office(database)
        try office.submit(Office.slips(4))
        for _ in 0..<5 {
            let lease = try #require(try claim(office, "a"))
            try office.ledger.suspect(job: lease.job, fence: lease.fence, sequence: 3, .killed)
        }
        try office.work()
        #expect(try office.books().isBalanced)
    }

    @Test(arguments: Office.Database.allCases) func theAnswerIsTheSameForOneWorkerOrMany(database: Office.Database) throws {
        let office = try Office(database)
        let first = try office.submit(Office.slips(30), "one", chunk: 4)
        try office.work()
        let second = try office.submit(Office.slips(30), "many", chunk: 4) { $0.isForced = true }
        let workers = (0..<4).map { office.worker("w\($0)") }
        var isBusy = true
        while isBusy {
            isBusy = false
            for worker in workers { if case .done = try worker.step(of: second.id) { isBusy = true } }
        }
        func digests(_ run: Run) throws -> [Digest?] {
            try office.ledger.chunks(of: run.id).flatMap { try office.ledger.stored(run.id, chunk: $0.number).map(\.digest) }
        }
        #expect(try digests(first) == digests(second) && digests(first).count == 30)
        // What is approved is the same, whoever began it, when and how often.
        #expect(try office.ledger.ledger(of: first.id) == office.ledger.ledger(of: second.id))
        #expect(try office.books("one").composed == office.books("many").composed)
    }
}
