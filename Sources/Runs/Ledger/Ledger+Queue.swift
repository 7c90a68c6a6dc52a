import Platform
import Records

/// The queue: who works on what, for how long, and what becomes of a job.
extension Ledger {
    /// A worker that ends without a word costs its job an attempt; after so many the job is stopped for a person to look at.
    static let maxAttempts = 20

    /// The next job, leased to a worker; nil where there is none for its engine.
    package func claim(_ claim: Claim) throws(RunError) -> Lease? {
        // Who finds nothing takes no lock from those who work.
        guard try store.read({ tx throws(RunError) in try tx.hasOpenJobs() }) else { return nil }
        return try store.write { tx throws(RunError) in
            try tx.discardJobs(after: Ledger.maxAttempts, error: RunError.workersEnded(times: Ledger.maxAttempts))
            guard let job = try tx.claim(claim) else { return nil }
            return Lease(
                job: job.id, run: try run(job.run, tx), kind: job.kind, number: job.number, fence: job.fence,
                attempt: job.attempt, suspects: try tx.evidence(of: job.id))
        }
    }

    /// The documents of a job, in the order in which they are worked on.
    package func documents(of lease: Lease) throws(RunError) -> [JobDocument] {
        try store.read { tx throws(RunError) in
            let blobs = try blobs(of: lease.run.id, tx)
            switch lease.kind {
            case .compose:
                var documents: [JobDocument] = []
                for document in try tx.documents(of: lease.run.id, chunk: lease.number) where document.isSound {
                    documents.append(JobDocument(StoredDocument(document), blob: try blobs.blob(document.chunk)))
                }
                return documents
            case .print:
                var documents: [JobDocument] = []
                for document in try tx.documents(of: lease.run, .file(lease.number)) {
                    documents.append(JobDocument(document, blob: try blobs.blob(document.document.chunk)))
                }
                return documents
            }
        }
    }

    /// The blobs of a run's chunks.
    func blobs(of run: RunID, _ tx: any StoreTransaction) throws(RunError) -> ChunkBlobs {
        ChunkBlobs(Dictionary(try tx.chunks(of: run).map { ($0.number, $0.blob) }, uniquingKeysWith: { $1 }))
    }

    package func heartbeat(_ lease: Lease, seconds: Int) throws(RunError) -> Beat {
        try store.write { tx throws(RunError) in
            guard try tx.renew(lease.job, fence: lease.fence, seconds: seconds) else { return .lost }
            guard let run = try tx.run(lease.run.id), !run.isPaused, run.state == lease.run.state else { return .giveBack }
            return .go
        }
    }

    /// Writes down what became of a chunk's documents. False where somebody else holds the job by now: nothing was written.
    package func complete(_ lease: Lease, _ outcomes: [ComposedDocument], by actor: Actor) throws(RunError) -> Bool {
        try store.write { tx throws(RunError) in
            guard var run = try finish(lease, .compose, tx) else { return false }
            let documents = try tx.documents(of: run.id, chunk: lease.number)
            let wanted = Set(documents.lazy.filter(\.isSound).map(\.sequence))
            let composed = outcomes.filter { wanted.contains($0.sequence) }.sorted { $0.sequence < $1.sequence }
            try tx.insert(composed, of: run.id, round: run.round, chunk: lease.number)
            try tx.save(Ledger.result(lease.number, documents, composed), of: run.id, round: run.round)
            let jobs = try tx.jobs(of: run.id)
            guard run.state == .composing, jobs.allSatisfy({ $0.kind != .compose || $0.state == .completed }) else { return true }
            move(&run, to: .composed)
            try tx.save(run)
            var facts = AuditFacts()
            facts.state = run.state.rawValue
            facts.composed = Seal.composed(try tx.results(of: run.id, round: run.round)).description
            try Ledger.note(.composed, facts, run: run.id, by: actor, tx)
            return true
        }
    }

    /// Writes down a print file. False where somebody else holds the job by now.
    package func complete(_ lease: Lease, _ written: PrintedFile, by actor: Actor) throws(RunError) -> Bool {
        try store.write { tx throws(RunError) in
            guard let run = try finish(lease, .print, tx),
                var file = try tx.files(of: run.id).first(where: { $0.number == lease.number })
            else { return false }
            file.blob = written.blob
            file.bytes = written.bytes
            try tx.save(file, of: run.id)
            var facts = AuditFacts()
            facts.file = file.number
            facts.fileName = file.name
            facts.blob = written.blob.description
            facts.bytes = written.bytes
            try Ledger.note(.printed, facts, run: run.id, by: actor, tx)
            return true
        }
    }

    /// Lets each claim through once, of a run that still is what the job was claimed for.
    private func finish(_ lease: Lease, _ kind: JobKind, _ tx: any StoreTransaction) throws(RunError) -> Run? {
        guard let run = try tx.lock(lease.run.id), [.composing, .printing].contains(run.state),
            run.bundle == lease.run.bundle, run.round == lease.run.round, lease.kind == kind,
            let job = try tx.job(lease.job), job.run == run.id, job.kind == kind, job.number == lease.number
        else { return nil }
        return try tx.end(lease.job, fence: lease.fence, .completed) ? run : nil
    }

    /// What became of a chunk's documents, counted.
    static func result(_ number: Int, _ documents: [NewDocument], _ composed: [ComposedDocument]) -> ChunkResult {
        let bySequence = Dictionary(documents.map { ($0.sequence, $0) }, uniquingKeysWith: { $1 })
        var totals: [ChunkTotal.Key: ChunkTotal] = [:]
        var kept: [ComposedDocument] = []
        for one in composed {
            guard let document = bySequence[one.sequence], document.isSound else { continue }
            kept.append(one)
            let key = ChunkTotal.Key(
                cycle: document.cycle ?? "", route: document.route ?? "", state: one.state,
                delivery: one.state == .suppressed ? document.delivery ?? "" : "", isCopy: document.part.isCopy, pages: one.pages)
            totals[key, default: ChunkTotal(key)].documents += 1
            guard document.part.isOwn else { continue }
            totals[key]!.cents &+= one.stated ?? document.cents ?? 0
            totals[key]!.creditCents &+= min(0, one.stated ?? 0)
        }
        let sorted = totals.values.sorted { $0.key < $1.key }
        return ChunkResult(chunk: number, digest: Seal.composed(kept, sorted), totals: sorted)
    }

    /// Lets go of a job that was not finished; the attempt does not count.
    package func giveBack(_ lease: Lease) throws(RunError) {
        try store.write { tx throws(RunError) in
            _ = try tx.end(lease.job, fence: lease.fence, .available(countsAttempt: false))
        }
    }

    /// A fault of the environment: the job is tried again later. Any other: it stops here, and the run with it.
    package func fail(_ lease: Lease, _ error: RunError, by actor: Actor) throws(RunError) {
        try store.write { tx throws(RunError) in
            guard error.cause != .environment else {
                // One second, then twice as long each time, and never more than a minute.
                let wait = Int64(min(60, 1 << min(6, max(0, lease.attempt - 1)))) * 1000
                _ = try tx.end(lease.job, fence: lease.fence, .retryable(after: wait, error: error))
                return
            }
            guard try tx.end(lease.job, fence: lease.fence, .discarded(error: error)) else { return }
            var facts = AuditFacts()
            facts.job = "\(lease.kind.rawValue) \(lease.number)"
            facts.error = error.json
            try Ledger.note(.stop, facts, run: lease.run.id, by: actor, tx)
        }
    }

    /// A worker ended, or hung, at a document.
    package func suspect(job id: Int64, fence: Int64, sequence: Int, _ suspicion: Suspicion) throws(RunError) {
        try store.write { tx throws(RunError) in
            let isWornOut = (try tx.job(id)?.attempt ?? 0) >= Ledger.maxAttempts
            let end: LeaseEnd =
                isWornOut ? .discarded(error: .workersEnded(times: nil)) : .available(countsAttempt: true)
            guard try tx.end(id, fence: fence, end) else { return }
            try tx.add(suspicion, job: id, sequence: sequence)
        }
    }

    /// A worker ended with a job that it had not begun to work on.
    package func abandon(job: Int64, fence: Int64) throws(RunError) {
        try store.write { tx throws(RunError) in _ = try tx.end(job, fence: fence, .available(countsAttempt: true)) }
    }

    /// Lets jobs that wait after a fault of the environment be tried at once.
    package func wake(_ run: RunID?) throws(RunError) {
        try store.write { tx throws(RunError) in _ = try tx.wake(run, [.retryable]) }
    }

    /// How far a run is, or all that workers of this engine may work on.
    package func progress(of run: RunID?, engine: Engine) throws(RunError) -> Progress {
        try store.read { tx throws(RunError) in
            var progress = Progress()
            for about in try runsAtWork(run, tx) {
                if about.engine.digest != engine.digest {
                    progress.foreign.append(about.name)
                    if run == nil { continue }
                }
                let kind: JobKind = about.state == .composing ? .compose : .print
                for job in try tx.jobs(of: about.id) where job.kind == kind { progress.add(job, of: about) }
            }
            return progress
        }
    }

    private func runsAtWork(_ run: RunID?, _ tx: any StoreTransaction) throws(RunError) -> [Run] {
        guard let run else { return try tx.runs(in: [.composing, .printing]) }
        return try [tx.run(run)].compactMap { $0 }.filter { [.composing, .printing].contains($0.state) }
    }
}

extension Progress {
    fileprivate mutating func add(_ job: Job, of run: Run) {
        jobs += 1
        documents += job.documents
        if [.available, .retryable, .running].contains(job.state), !run.isPaused { open += 1 }
        let error = (run: run.name, error: job.error ?? .workersEnded(times: nil))
        switch job.state {
        case .completed:
            done += 1
            documentsDone += job.documents
        case .running: running += 1
        case .discarded: stopped.append(error)
        case .retryable:
            waiting.append(error)
            if job.attempt >= Progress.patience { hopeless += 1 }
        case .available, .cancelled: break
        }
    }
}

/// The blobs of a run's chunks, by their numbers.
struct ChunkBlobs {
    private let blobs: [Int: Digest]
    init(_ blobs: [Int: Digest]) { self.blobs = blobs }

    func blob(_ chunk: Int) throws(RunError) -> Digest {
        guard let blob = blobs[chunk] else { throw .damagedRow("a document is of no chunk") }
        return blob
    }
}
