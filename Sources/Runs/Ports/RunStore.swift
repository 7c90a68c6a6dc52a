import Platform

/// The place where runs are kept: rows and facts, and nothing of what they mean. Every rule about them stands once, in
/// `Ledger`, which works within one transaction of the store.
///
/// Texts are told apart by their bytes. A text with the character U+0000 is refused (`RunError.unfitText`), and so is a row
/// whose key is taken or whose run there is not (`RunError.conflict`).
///
/// Another database stands behind these protocols and passes `StoreConformance`. A store is synchronous: it blocks the thread
/// that asks. Nobody outside of `Ledger` opens a transaction, and no caller's closure runs in one.
package protocol RunStore: Sendable {
    /// Reads as of one moment; whoever writes in it is refused (`RunError.onlyRead`).
    func read<Result>(_ body: (any StoreTransaction) throws(RunError) -> Result) throws(RunError) -> Result
    /// Writes all of it or nothing. No other transaction changes meanwhile what `lock` has returned.
    func write<Result>(_ body: (any StoreTransaction) throws(RunError) -> Result) throws(RunError) -> Result
    /// Proves that what the store finds its rows by fits the rows: of the trail, or of all. Damage is refused.
    func verify(_ scope: StoreScope) throws(RunError)
    /// Writes a copy of the store as of one moment, while others work, and returns the blobs that this copy refers to.
    func backUp(to path: String) throws(RunError) -> [Digest]
}

/// What a store holds at most. It is far more than any office has, and so little that sums of it never overflow.
package enum StoreLimit {
    /// Of a count, a place or a length, whatever its sign. Another number is damage.
    package static let maxCount = 1 << 40
}

/// How much of a store is looked at.
package enum StoreScope: Sendable {
    /// The trail: before a decision, which goes by it.
    case trail
    /// All of it: before something is given out or removed, and where somebody verifies.
    case all
}

/// What a store refuses, in the same words whichever it is.
extension RunError {
    /// A name or a number that is there already, or a row of a run that is not.
    package static let conflict = RunError.store(.constraint)
    package static let onlyRead = RunError.store(.onlyRead)
    /// No database holds it in a text. Neither data nor people may write one, so that nobody should see this.
    package static let unfitText = RunError.store(.unfitText)
}

/// What can be asked and written within a transaction, by who needs it.
package protocol StoreTransaction: RunRows, IntakeRows, JobRows, ReviewRows, ReleaseRows, DocumentRows, TrailRows {}

/// Runs themselves.
package protocol RunRows {
    func run(_ id: RunID) throws(RunError) -> Run?
    /// The run, which nobody else changes until the transaction ends.
    func lock(_ id: RunID) throws(RunError) -> Run?
    func run(named name: String) throws(RunError) -> Run?
    /// In the order of their numbers.
    func runs(after id: RunID?, limit: Int) throws(RunError) -> [Run]
    /// Those in one of these states, in the order of their numbers.
    func runs(in states: [RunState]) throws(RunError) -> [Run]
    /// Writes a new run; the store gives it its number.
    func insert(_ run: Run) throws(RunError) -> RunID
    /// Writes every column of a run.
    func save(_ run: Run) throws(RunError)
    /// How many rows a run has, whatever else they say.
    func counts(of run: Run) throws(RunError) -> RowCounts
    /// Whether anything is of a run that is not there.
    func hasStrays() throws(RunError) -> Bool
}

/// What intake writes down.
package protocol IntakeRows {
    /// The runs of the same content, the oldest first.
    func runs(ofContent content: Digest, kind: String) throws(RunError) -> [Run]
    /// In the order of their cycles and routes.
    func groups(of run: RunID) throws(RunError) -> [InputGroup]
    func save(_ group: InputGroup, of run: RunID) throws(RunError)
    /// In the order of their numbers.
    func chunks(of run: RunID) throws(RunError) -> [Chunk]
    func save(_ chunk: Chunk, of run: RunID) throws(RunError)
    /// The documents of a chunk in the order of their sequences.
    func documents(of run: RunID, chunk: Int) throws(RunError) -> [NewDocument]
    /// The record's own documents with a key.
    func documents(of run: RunID, key: String) throws(RunError) -> [NewDocument]
    /// Those with a barcode, and copies of them.
    func documents(of run: RunID, barcode: String) throws(RunError) -> [NewDocument]
    func copies(of run: RunID, parent: Int) throws(RunError) -> [NewDocument]
    func insert(_ documents: [NewDocument], of run: RunID) throws(RunError)
    func delete(_ sequences: [Int], of run: RunID) throws(RunError)
    /// The amounts of a run's own documents in cents, each without its sign, added up; nil where that is more than 4 × 10¹⁷.
    func magnitude(of run: RunID) throws(RunError) -> Int64?
    func lastSequence(of run: RunID) throws(RunError) -> Int
    /// Where a document of a kind was issued.
    func issue(of key: IssuedKey, kind: String) throws(RunError) -> IssuedDocument?
    /// Writes down what is issued. Returns those of them that were issued before, which are not written.
    func insert(_ issued: [IssuedDocument], kind: String) throws(RunError) -> [IssuedDocument]
    func deleteIssued(of run: RunID) throws(RunError)
    /// Those of its kind.
    func issued(of run: Run) throws(RunError) -> [IssuedDocument]
}

/// The queue.
package protocol JobRows {
    func insert(_ jobs: [NewJob], of run: RunID) throws(RunError)
    func job(_ id: Int64) throws(RunError) -> Job?
    /// In the order of their numbers, of which none is given twice.
    func jobs(of run: RunID) throws(RunError) -> [Job]
    /// Whether any job might be claimed, without a lock.
    func hasOpenJobs() throws(RunError) -> Bool
    /// Leases the next job to a worker, in the order of priority and number: one that is available, one that waits no longer,
    /// or one whose lease ended. Jobs of runs that are paused, or are neither composing nor printing, are left alone.
    func claim(_ claim: Claim) throws(RunError) -> Job?
    /// Discards jobs whose lease ended after so many attempts.
    func discardJobs(after attempts: Int, error: RunError) throws(RunError)
    /// Prolongs a lease. False where the fence is another by now.
    func renew(_ job: Int64, fence: Int64, seconds: Int) throws(RunError) -> Bool
    /// Ends a lease. False where the fence is another by now: nothing was written.
    func end(_ job: Int64, fence: Int64, _ end: LeaseEnd) throws(RunError) -> Bool
    /// Makes jobs in one of these states available at once, with no attempt counted.
    func wake(_ run: RunID?, _ states: [JobState]) throws(RunError) -> Int
    func cancelJobs(of run: RunID) throws(RunError)
    func deleteJobs(of run: RunID) throws(RunError)
    func evidence(of job: Int64) throws(RunError) -> [Int: Suspicion]
    /// Adds the weight of a suspicion to that of those before it.
    func add(_ suspicion: Suspicion, job: Int64, sequence: Int) throws(RunError)
    /// What became of documents, once for each round, chunk and sequence.
    func insert(_ composed: [ComposedDocument], of run: RunID, round: Int, chunk: Int) throws(RunError)
    /// In the order of their sequences.
    func composed(of run: RunID, round: Int, chunk: Int) throws(RunError) -> [ComposedDocument]
    func deleteComposed(_ sequences: [Int], of run: RunID, round: Int, chunk: Int) throws(RunError)
    func results(of run: RunID, round: Int) throws(RunError) -> [ChunkResult]
    /// Replaces the result of a chunk.
    func save(_ result: ChunkResult, of run: RunID, round: Int) throws(RunError)
}

/// What people look at and decide.
package protocol ReviewRows {
    /// In the order of their sequences.
    func waivers(of run: RunID) throws(RunError) -> [Waiver]
    func insert(_ waiver: Waiver, of run: RunID) throws(RunError)
    func deleteWaivers(of run: RunID, _ sequences: [Int]) throws(RunError)
    /// In the order of the names.
    func approvals(of run: RunID) throws(RunError) -> [Approval]
    func insert(_ approval: Approval, of run: RunID) throws(RunError)
    func deleteApprovals(of run: RunID) throws(RunError)
    func proofCandidates(of run: Run) throws(RunError) -> [ProofCandidate]
}

/// What a release is made of.
package protocol ReleaseRows {
    /// The documents whose account or number is a name of a stop list.
    func sequences(of run: RunID, accountOrNumber name: String) throws(RunError) -> [Int]
    /// In their order.
    func stops(of run: RunID) throws(RunError) -> [Int]
    func replaceStops(of run: RunID, with sequences: [Int]) throws(RunError)
    /// What is printed and kept, in the order of print: by sheets, then by the contract's sort keys; what is not printed
    /// follows.
    func printOrder(of run: Run) throws(RunError) -> [PrintCandidate]
    /// In the order of their numbers.
    func files(of run: RunID) throws(RunError) -> [PlannedFile]
    func save(_ file: PlannedFile, of run: RunID) throws(RunError)
    func insert(_ pieces: [PrintPiece], of run: RunID) throws(RunError)
    func deletePlan(of run: RunID) throws(RunError)
}

/// The index of all documents, and of the blobs that they need.
package protocol DocumentRows {
    /// Documents with all that the store has of them.
    func documents(of run: Run, _ which: DocumentSelection) throws(RunError) -> [StoredDocument]
    /// The newest first.
    func find(_ query: FindQuery) throws(RunError) -> [(run: Run, document: StoredDocument)]
    /// In the order of their paths.
    func bundleFiles(_ bundle: Digest) throws(RunError) -> [BundleFile]
    func insert(_ files: [BundleFile], bundle: Digest) throws(RunError)
    func deleteBundle(_ bundle: Digest) throws(RunError)
    /// A run that is not pruned needs the bundle.
    func needsBundle(_ bundle: Digest) throws(RunError) -> Bool
    func insert(ownFile: Digest, of run: RunID, sequence: Int) throws(RunError)
    /// The blobs that a run's rows refer to, beside its bundle.
    func blobs(of run: RunID) throws(RunError) -> [Digest]
    func deleteDocuments(of run: RunID) throws(RunError)
    func isReferred(_ blob: Digest) throws(RunError) -> Bool
    /// Every blob that something refers to, sorted.
    func blobs(after blob: Digest?, limit: Int) throws(RunError) -> [Digest]
}

/// The trail of who did what.
package protocol TrailRows {
    /// The time of day in UTC, as `2026-11-24T08:50:52Z`: the store's, so that all machines have one.
    func timeOfDay() throws(RunError) -> String
    /// The last line; nobody else adds one until the transaction ends.
    func lastLine() throws(RunError) -> AuditLine?
    func insert(_ line: AuditLine) throws(RunError)
    /// Lines in their order, after a line's number: of all, or of a run.
    func lines(of run: RunID?, after number: Int64, limit: Int) throws(RunError) -> [AuditLine]
    /// Of a run, without those about a single document.
    func runLines(of run: RunID, after number: Int64, limit: Int) throws(RunError) -> [AuditLine]
    /// The lines about one document of a run.
    func lines(of run: RunID, document: Int) throws(RunError) -> [AuditLine]
}

/// Which documents of a run.
package enum DocumentSelection: Sendable {
    /// In the order of their sequences.
    case chunk(Int)
    /// In the order of print.
    case file(Int)
    case sequence(Int)
    /// What is set aside, waived, stopped, or leaves by other means.
    case exceptions
    /// The own documents of accounts that were laid out, in the order of their sort keys.
    case accounts
    /// Those that were set aside when they were taken in.
    case unsound
}
