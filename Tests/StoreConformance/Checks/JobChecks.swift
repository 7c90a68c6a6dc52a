import Runs

extension Bench {
    func claim(_ worker: String = "w", seconds: Int = 30, run: RunID? = nil, engine: Engine = Sample.engine) throws -> Job? {
        try write { try $0.claim(Claim(worker: worker, engine: engine, seconds: seconds, run: run)) }
    }

    /// Jobs of these priorities; each is numbered by its place.
    func jobs(_ priorities: [Int], of run: Run) throws {
        try write {
            try $0.insert(
                priorities.enumerated().map { NewJob(kind: .compose, number: $0, documents: 3, priority: $1) }, of: run.id)
        }
    }

    func end(_ job: Job, _ end: LeaseEnd) throws -> Bool { try write { try $0.end(job.id, fence: job.fence, end) } }
    func again(_ job: Job) throws -> Job? { try read { try $0.job(job.id) } }
}

extension StoreConformance {
    static let jobChecks: [StoreCheck] = [
        StoreCheck("jobs come back as they were put in") { bench in
            let most = StoreLimit.maxCount
            let run = try bench.run()
            try bench.write {
                try $0.insert([NewJob(kind: .print, number: most, documents: -most, priority: -1)], of: run.id)
            }
            let jobs = try bench.read { try $0.jobs(of: run.id) }
            bench.same(
                jobs,
                [
                    Job(
                        id: jobs.first?.id ?? 0, run: run.id, kind: .print, number: most, documents: -most, state: .available,
                        priority: -1, attempt: 0, fence: 0, error: nil)
                ])
            bench.same(try bench.read { try $0.job(jobs[0].id) }, jobs[0])
            bench.same(try bench.read { try $0.job(9_999) }, nil)
            bench.same(try bench.read { try $0.jobs(of: RunID(99)) }, [])
        },
        StoreCheck("no number of a job is given twice") { bench in
            let run = try bench.run()
            try bench.jobs([10, 10], of: run)
            let old = try bench.read { try $0.jobs(of: run.id).map(\.id) }
            try bench.write { try $0.deleteJobs(of: run.id) }
            try bench.jobs([10], of: run)
            let new = try bench.read { try $0.jobs(of: run.id).map(\.id) }
            bench.expect(new[0] > old[1], "\(new) after \(old)")
        },
        StoreCheck("jobs are claimed by priority and number") { bench in
            let (first, second) = (try bench.run("a"), try bench.run("b"))
            try bench.jobs([10, 5, 10], of: first)
            try bench.jobs([5, 0, -3], of: second)
            var claimed: [String] = []
            while let job = try bench.claim() { claimed.append("\(job.run) \(job.priority) \(job.number)") }
            bench.same(
                claimed,
                [
                    "\(second.id) -3 2", "\(second.id) 0 1", "\(first.id) 5 1", "\(second.id) 5 0", "\(first.id) 10 0",
                    "\(first.id) 10 2",
                ])
        },
        StoreCheck("a claimed job is running, with the next fence and attempt") { bench in
            let run = try bench.run()
            try bench.jobs([10], of: run)
            let one = try bench.claim()
            bench.expect(one?.state == .running && one?.fence == 1 && one?.attempt == 1 && one?.documents == 3, "\(one as Any)")
            bench.same(try bench.claim(), nil)
            bench.same(try bench.read { try $0.jobs(of: run.id) }, [one].compactMap { $0 })
            try bench.fixture.expireLeases()
            let two = try bench.claim()
            bench.expect(two?.id == one?.id && two?.fence == 2 && two?.attempt == 2, "\(two as Any)")
        },
        StoreCheck("jobs of others are passed over") { bench in
            let paused = try bench.run("paused") { $0.isPaused = true }
            let foreign = try bench.run("foreign") { $0.engine = Engine(name: "billpress test", digest: Sample.digest(77)) }
            for run in [paused, foreign] { try bench.jobs([0], of: run) }
            for state in [RunState.composed, .approved, .released, .cancelled] {
                try bench.jobs([0], of: try bench.run(state.rawValue) { $0.state = state })
            }
            bench.same(try bench.claim(), nil)
            let (good, printing) = (try bench.run("good"), try bench.run("printing") { $0.state = .printing })
            for run in [good, printing] { try bench.jobs([9], of: run) }
            bench.same(try bench.claim(run: printing.id)?.run, printing.id)
            bench.same(try bench.claim(run: printing.id), nil)
            bench.same(try bench.claim()?.run, good.id)
            bench.same(try bench.claim(), nil)
            // The program is told by its digest, whatever it calls itself.
            bench.same(try bench.claim(engine: Engine(name: "other", digest: Sample.digest(77)))?.run, foreign.id)
        },
        StoreCheck("a lease lasts as long as was asked, and a renewal makes it longer") { bench in
            try bench.jobs([10], of: try bench.run())
            let job = try bench.claim(seconds: 30)!
            try bench.fixture.turnClock(seconds: 29)
            bench.same(try bench.claim(), nil)
            bench.expect(try bench.write { try $0.renew(job.id, fence: job.fence, seconds: 30) })
            try bench.fixture.turnClock(seconds: 29)
            bench.same(try bench.claim(), nil)
            try bench.fixture.turnClock(seconds: 2)
            bench.same(try bench.claim()?.fence, 2)
            // Who lost it renews nothing.
            bench.expect(try !bench.write { try $0.renew(job.id, fence: job.fence, seconds: 30) })
            bench.expect(try !bench.write { try $0.renew(9_999, fence: 1, seconds: 30) })
        },
        StoreCheck("a restart of the machine ends all leases") { bench in
            try bench.jobs([10], of: try bench.run())
            _ = try bench.claim()
            if try bench.fixture.restartMachine() { bench.same(try bench.claim()?.fence, 2) }
        },
        StoreCheck("only who holds a job ends it, and once") { bench in
            let ends: [LeaseEnd] = [
                .completed, .available(countsAttempt: true), .retryable(after: 0, error: Sample.error("e")),
                .discarded(error: Sample.error("e")),
            ]
            for (index, end) in ends.enumerated() {
                let run = try bench.run("\(index)")
                try bench.jobs([10], of: run)
                let late = try bench.claim(run: run.id)!
                try bench.fixture.expireLeases()
                let job = try bench.claim(run: run.id)!
                bench.expect(try !bench.end(late, end), "\(end)")
                bench.same(try bench.again(job), job)
                bench.expect(try bench.end(job, end), "\(end)")
                let ended = try bench.again(job)
                bench.expect(try !bench.end(job, end), "\(end)")
                bench.expect(try !bench.write { try $0.renew(job.id, fence: job.fence, seconds: 9) }, "\(end)")
                bench.same(try bench.again(job), ended)
            }
        },
        StoreCheck("a job ends as it was said") { bench in
            func after(_ end: LeaseEnd) throws -> String {
                let run = try bench.run("\(end)")
                try bench.jobs([10], of: run)
                _ = try bench.claim(run: run.id)
                try bench.fixture.expireLeases()
                let job = try bench.claim(run: run.id)!
                _ = try bench.end(job, end)
                let now = try bench.again(job)!
                return "\(now.state) \(now.attempt) \(now.fence) \(now.error.map(\.message) ?? "-")"
            }
            bench.same(try after(.completed), "completed 2 2 -")
            bench.same(try after(.available(countsAttempt: true)), "available 2 2 -")
            bench.same(try after(.available(countsAttempt: false)), "available 1 2 -")
            bench.same(try after(.retryable(after: 5, error: Sample.error("é"))), "retryable 2 2 é")
            bench.same(try after(.discarded(error: Sample.error(""))), "discarded 2 2 ")
        },
        StoreCheck("a job that waits is not claimed before its time") { bench in
            let run = try bench.run()
            try bench.jobs([10], of: run)
            bench.expect(try bench.end(try bench.claim()!, .retryable(after: 10_000, error: Sample.error("full"))))
            try bench.fixture.turnClock(seconds: 9)
            bench.same(try bench.claim(), nil)
            try bench.fixture.turnClock(seconds: 2)
            let job = try bench.claim()!
            // What went wrong before stays told until it goes well.
            bench.same(job.error, Sample.error("full"))
            bench.expect(try bench.end(job, .completed))
            bench.same(try bench.again(job)?.error, nil)
        },
        StoreCheck("jobs in these states are woken, with no attempt counted") { bench in
            let (run, other) = (try bench.run("a"), try bench.run("b"))
            for one in [run, other] {
                try bench.jobs([1, 2, 3, 4, 5], of: one)
                _ = try bench.end(try bench.claim(run: one.id)!, .completed)
                _ = try bench.end(try bench.claim(run: one.id)!, .discarded(error: Sample.error("x")))
                _ = try bench.end(try bench.claim(run: one.id)!, .retryable(after: 100_000, error: Sample.error("y")))
                _ = try bench.claim(run: one.id)
            }
            func states(_ run: Run) throws -> [JobState] { try bench.read { try $0.jobs(of: run.id).map(\.state) } }
            bench.same(try bench.write { try $0.wake(run.id, []) }, 0)
            bench.same(try bench.write { try $0.wake(run.id, [.retryable]) }, 1)
            bench.same(try states(run), [.completed, .discarded, .available, .running, .available])
            bench.same(try bench.write { try $0.wake(nil, [.discarded, .retryable]) }, 3)
            bench.same(try states(other), [.completed, .available, .available, .running, .available])
            let woken = try bench.read { try $0.jobs(of: other.id)[1] }
            bench.expect(woken.attempt == 0 && woken.error == nil && woken.fence == 1, "\(woken)")
            bench.same(try bench.claim(run: other.id)?.number, 1)
        },
        StoreCheck("jobs whose workers ended again and again are discarded") { bench in
            let run = try bench.run()
            try bench.jobs([1, 2], of: run)
            for _ in 0..<3 {
                bench.same(try bench.claim()?.number, 0)
                try bench.fixture.expireLeases()
            }
            let second = try bench.write { tx in
                try tx.discardJobs(after: 4, error: Sample.error("no"))
                return try tx.jobs(of: run.id).map(\.state)
            }
            bench.same(second, [.running, .available])
            try bench.write { try $0.discardJobs(after: 3, error: Sample.error("worn out")) }
            bench.same(try bench.read { try $0.jobs(of: run.id).map(\.state) }, [.discarded, .available])
            bench.same(try bench.read { try $0.jobs(of: run.id)[0].error }, Sample.error("worn out"))
            // A lease that lasts is nobody's end.
            let held = try bench.claim()!
            try bench.write { try $0.discardJobs(after: 1, error: Sample.error("no")) }
            bench.same(try bench.again(held), held)
        },
        StoreCheck("a cancelled run's jobs are cancelled, and what is done stays done") { bench in
            let (run, other) = (try bench.run("a"), try bench.run("b"))
            for one in [run, other] { try bench.jobs([1, 2, 3], of: one) }
            _ = try bench.end(try bench.claim(run: run.id)!, .completed)
            let held = try bench.claim(run: run.id)!
            try bench.write { try $0.cancelJobs(of: run.id) }
            bench.same(try bench.read { try $0.jobs(of: run.id).map(\.state) }, [.completed, .cancelled, .cancelled])
            bench.same(try bench.read { try $0.jobs(of: other.id).map(\.state) }, [.available, .available, .available])
            bench.expect(try !bench.end(held, .completed))
        },
        StoreCheck("whether anything is open is known without a lock") { bench in
            func isOpen() throws -> Bool { try bench.read { try $0.hasOpenJobs() } }
            let run = try bench.run()
            bench.expect(try !isOpen())
            try bench.jobs([1], of: run)
            bench.expect(try isOpen())
            let job = try bench.claim()!
            bench.expect(try isOpen())
            _ = try bench.end(job, .retryable(after: 0, error: Sample.error("e")))
            bench.expect(try isOpen())
            try bench.fixture.expireLeases()
            _ = try bench.end(try bench.claim()!, .discarded(error: Sample.error("e")))
            bench.expect(try !isOpen())
        },
        StoreCheck("evidence adds up, each job's and document's own") { bench in
            let run = try bench.run()
            try bench.jobs([1, 2], of: run)
            let jobs = try bench.read { try $0.jobs(of: run.id).map(\.id) }
            try bench.write { tx in
                try tx.add(Suspicion(how: "hung", weight: 3), job: jobs[0], sequence: 7)
                try tx.add(Suspicion(how: "died", weight: 10), job: jobs[0], sequence: 7)
                try tx.add(Suspicion(how: "é", weight: 1), job: jobs[0], sequence: 8)
                try tx.add(Suspicion(how: "x", weight: 2), job: jobs[1], sequence: 7)
            }
            try bench.read { tx in
                bench.same(
                    try tx.evidence(of: jobs[0]).sorted { $0.key < $1.key }.map(\.value),
                    [Suspicion(how: "died", weight: 13), Suspicion(how: "é", weight: 1)])
                bench.same(try tx.evidence(of: jobs[1])[7], Suspicion(how: "x", weight: 2))
            }
            try bench.write { try $0.deleteJobs(of: run.id) }
            bench.same(try bench.read { try $0.evidence(of: jobs[0]).count + $0.jobs(of: run.id).count }, 0)
        },
    ]

    static let composedChecks: [StoreCheck] = [
        StoreCheck("what was laid out comes back as it was written") { bench in
            let run = try bench.run()
            var bare = ComposedDocument(sequence: 2, state: .suppressed)
            bare.way = []
            let all = [
                Sample.composed(1) { ($0.pages, $0.stated, $0.marks) = (StoreLimit.maxCount, .min, StoreLimit.maxCount) }, bare,
                Sample.composed(3, .quarantined) { $0.digest = nil },
            ]
            try bench.write { tx in
                try tx.insert(all.reversed(), of: run.id, round: 1, chunk: 4)
                try tx.insert([Sample.composed(1)], of: run.id, round: 2, chunk: 4)
                try tx.insert([Sample.composed(1)], of: run.id, round: 1, chunk: 5)
            }
            bench.refused(.conflict) { try $0.insert([Sample.composed(9), bare], of: run.id, round: 1, chunk: 4) }
            try bench.read { tx in
                bench.same(try tx.composed(of: run.id, round: 1, chunk: 4), all)
                bench.same(try tx.composed(of: run.id, round: 2, chunk: 4), [Sample.composed(1)])
                bench.same(try tx.composed(of: run.id, round: 3, chunk: 4), [])
            }
        },
        StoreCheck("the result of a chunk takes the place of the one before") { bench in
            let run = try bench.run()
            func total(_ cycle: String, _ pages: Int, _ state: DocumentState = .composed, copy: Bool = false) -> ChunkTotal {
                ChunkTotal(
                    ChunkTotal.Key(cycle: cycle, route: "r", state: state, delivery: "", isCopy: copy, pages: pages),
                    documents: 2, cents: -7, creditCents: .min)
            }
            func result(_ chunk: Int, _ totals: [ChunkTotal]) -> ChunkResult {
                ChunkResult(chunk: chunk, digest: Sample.digest(chunk + totals.count), totals: totals)
            }
            let totals = [total("", 1), total("1", 1), total("1", 2), total("1", 2, copy: true), total("1", 1, .quarantined)]
            let sorted = totals.sorted { $0.key < $1.key }
            try bench.write { tx in
                try tx.save(result(10, [total("x", 1)]), of: run.id, round: 1)
                try tx.save(result(2, [total("x", 1), total("z", 1)]), of: run.id, round: 1)
                try tx.save(result(2, totals.reversed()), of: run.id, round: 1)
                try tx.save(result(3, []), of: run.id, round: 1)
                try tx.save(result(2, []), of: run.id, round: 2)
            }
            try bench.read { tx in
                bench.same(
                    try tx.results(of: run.id, round: 1), [result(2, sorted), result(3, []), result(10, [total("x", 1)])])
                bench.same(try tx.results(of: run.id, round: 2), [result(2, [])])
                bench.same(try tx.results(of: run.id, round: 3), [])
            }
        },
        StoreCheck("what was laid out of a document is taken back, of one round and chunk alone") { bench in
            let (run, other) = (try bench.run("a"), try bench.run("b"))
            for one in [run, other] {
                for (round, chunk) in [(1, 0), (1, 1), (2, 0)] {
                    try bench.write { tx in
                        try tx.insert(
                            [Sample.composed(1), Sample.composed(2), Sample.composed(3)], of: one.id, round: round, chunk: chunk)
                    }
                }
            }
            try bench.write { try $0.deleteComposed([1, 3, 9], of: run.id, round: 1, chunk: 0) }
            func left(_ run: Run, _ round: Int, _ chunk: Int) throws -> [Int] {
                try bench.read { try $0.composed(of: run.id, round: round, chunk: chunk).map(\.sequence) }
            }
            bench.same(try left(run, 1, 0), [2])
            for (round, chunk) in [(1, 1), (2, 0)] { bench.same(try left(run, round, chunk), [1, 2, 3]) }
            for (round, chunk) in [(1, 0), (1, 1), (2, 0)] { bench.same(try left(other, round, chunk), [1, 2, 3]) }
        },
    ]
}
