import Platform
import Runs

extension MemoryTransaction {
    // MARK: The queue

    func insert(_ jobs: [NewJob], of run: RunID) throws(RunError) {
        for new in jobs {
            try known(run)
            rows.lastJob += 1
            let job = Job(
                id: rows.lastJob, run: run, kind: new.kind, number: new.number, documents: new.documents, state: .available,
                priority: new.priority, attempt: 0, fence: 0, error: nil)
            rows.jobs.append(Rows.JobRow(job: job))
        }
    }

    func job(_ id: Int64) -> Job? { rows.jobs.first { $0.job.id == id }?.job }
    func jobs(of run: RunID) -> [Job] { rows.jobs.map(\.job).filter { $0.run == run } }
    func hasOpenJobs() -> Bool { rows.jobs.contains { [.available, .retryable, .running].contains($0.job.state) } }

    /// The lease, or the wait, is over.
    private func isOver(_ row: Rows.JobRow) -> Bool {
        if let era = row.era, era != clock.era { return true }
        return row.until.map { $0 < clock.milliseconds } ?? false
    }

    func claim(_ claim: Claim) throws(RunError) -> Job? {
        try checked(claim.worker)
        func isFree(_ row: Rows.JobRow) -> Bool {
            guard let run = run(row.job.run), !run.isPaused, [.composing, .printing].contains(run.state),
                run.engine.digest == claim.engine.digest, claim.run == nil || claim.run == run.id
            else { return false }
            switch row.job.state {
            case .available: return true
            case .running, .retryable: return isOver(row)
            case .completed, .discarded, .cancelled: return false
            }
        }
        let free = rows.jobs.indices.filter { isFree(rows.jobs[$0]) }
        func order(_ index: Int) -> (Int, Int64) { (rows.jobs[index].job.priority, rows.jobs[index].job.id) }
        guard let next = free.min(by: { order($0) < order($1) }) else { return nil }
        rows.jobs[next].job.state = .running
        rows.jobs[next].job.fence += 1
        rows.jobs[next].job.attempt += 1
        rows.jobs[next].era = clock.era
        rows.jobs[next].until = clock.milliseconds + Int64(claim.seconds) * 1000
        return rows.jobs[next].job
    }

    func discardJobs(after attempts: Int, error: RunError) {
        for index in rows.jobs.indices
        where rows.jobs[index].job.state == .running && isOver(rows.jobs[index]) && rows.jobs[index].job.attempt >= attempts {
            rows.jobs[index].job.state = .discarded
            rows.jobs[index].job.error = error
        }
    }

    private func held(_ job: Int64, _ fence: Int64) -> Int? {
        rows.jobs.firstIndex { $0.job.id == job && $0.job.fence == fence && $0.job.state == .running }
    }

    func renew(_ job: Int64, fence: Int64, seconds: Int) -> Bool {
        guard let index = held(job, fence) else { return false }
        rows.jobs[index].until = clock.milliseconds + Int64(seconds) * 1000
        return true
    }

    func end(_ job: Int64, fence: Int64, _ end: LeaseEnd) -> Bool {
        guard let index = held(job, fence) else { return false }
        rows.jobs[index].until = nil
        switch end {
        case .completed:
            rows.jobs[index].job.state = .completed
            rows.jobs[index].job.error = nil
        case .available(let countsAttempt):
            rows.jobs[index].job.state = .available
            if !countsAttempt { rows.jobs[index].job.attempt = max(0, rows.jobs[index].job.attempt - 1) }
        case .retryable(let wait, let error):
            rows.jobs[index].job.state = .retryable
            rows.jobs[index].job.error = error
            rows.jobs[index].until = clock.milliseconds + wait
            rows.jobs[index].era = clock.era
        case .discarded(let error):
            rows.jobs[index].job.state = .discarded
            rows.jobs[index].job.error = error
        }
        return true
    }

    func wake(_ run: RunID?, _ states: [JobState]) -> Int {
        var count = 0
        for index in rows.jobs.indices
        where states.contains(rows.jobs[index].job.state) && (run == nil || rows.jobs[index].job.run == run) {
            rows.jobs[index].job.state = .available
            rows.jobs[index].job.attempt = 0
            rows.jobs[index].job.error = nil
            rows.jobs[index].until = nil
            count += 1
        }
        return count
    }

    func cancelJobs(of run: RunID) {
        for index in rows.jobs.indices where rows.jobs[index].job.run == run && rows.jobs[index].job.state != .completed {
            rows.jobs[index].job.state = .cancelled
        }
    }

    func deleteJobs(of run: RunID) {
        let gone = Set(jobs(of: run).map(\.id))
        rows.suspects.removeAll { gone.contains($0.job) }
        rows.jobs.removeAll { $0.job.run == run }
    }

    func evidence(of job: Int64) -> [Int: Suspicion] {
        var evidence: [Int: Suspicion] = [:]
        for suspect in rows.suspects where suspect.job == job { evidence[suspect.sequence] = suspect.suspicion }
        return evidence
    }

    func add(_ suspicion: Suspicion, job: Int64, sequence: Int) throws(RunError) {
        try checked(suspicion.how)
        var sum = suspicion
        if let earlier = evidence(of: job)[sequence] { sum.weight += earlier.weight }
        rows.suspects.removeAll { $0.job == job && $0.sequence == sequence }
        rows.suspects.append(Rows.SuspectRow(job: job, sequence: sequence, suspicion: sum))
    }

    // MARK: What was laid out

    func insert(_ composed: [ComposedDocument], of run: RunID, round: Int, chunk: Int) throws(RunError) {
        for one in composed {
            try known(run)
            for reason in one.reasons { try checked(reason.message, reason.place) }
            try fresh(self.composed(of: run, round: round, chunk: chunk).contains { $0.sequence == one.sequence })
            rows.composed.append(Rows.Of(run: run, row: Rows.ComposedRow(round: round, chunk: chunk, composed: one)))
        }
    }

    func composed(of run: RunID, round: Int, chunk: Int) -> [ComposedDocument] {
        rows.composed.filter { $0.run == run && $0.row.round == round && $0.row.chunk == chunk }.map(\.row.composed)
            .sorted { $0.sequence < $1.sequence }
    }

    func deleteComposed(_ sequences: [Int], of run: RunID, round: Int, chunk: Int) {
        rows.composed.removeAll {
            $0.run == run && $0.row.round == round && $0.row.chunk == chunk && sequences.contains($0.row.composed.sequence)
        }
    }

    func results(of run: RunID, round: Int) -> [ChunkResult] {
        rows.results.filter { $0.run == run && $0.row.round == round }.map { result in
            var result = result.row.result
            result.totals.sort { $0.key < $1.key }
            return result
        }.sorted { $0.chunk < $1.chunk }
    }

    func save(_ result: ChunkResult, of run: RunID, round: Int) throws(RunError) {
        try known(run)
        for total in result.totals { try checked(total.key.cycle, total.key.route, total.key.delivery) }
        rows.results.removeAll { $0.run == run && $0.row.round == round && $0.row.result.chunk == result.chunk }
        rows.results.append(Rows.Of(run: run, row: Rows.ResultRow(round: round, result: result)))
    }
}
