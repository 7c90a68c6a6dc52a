import Pages
import Records
import System

/// What runs ask of the place where they are kept, in the words of their use; each call is one transaction.
///
/// SQLite stands behind it, in one file; another database can, if it passes the tests of `Tests/RunsTests`, which make their
/// store in one place (`Office.makeStore`).
package protocol RunStore: Sendable {
    // MARK: Intake

    /// Writes down a run with all its documents, or nothing.
    func submit(_ run: NewRun, by who: String) throws(RunError) -> Run
    /// The run, not cancelled, that was made of the same content.
    func run(ofContent content: Digest, kind: String) throws(RunError) -> Run?
    /// Which of these documents were printed or kept before, and in which run.
    func issued(_ documents: [IssuedKey], kind: String) throws(RunError) -> [IssuedKey: String]
    /// Puts corrected records in the places of those that were set aside.
    func correct(_ run: RunID, with correction: Correction, by who: String) throws(RunError)
    /// The documents of a run that are set aside, by their keys, and those without a key in order.
    func openQuarantine(of run: RunID) throws(RunError) -> [QuarantinedKey]

    // MARK: Queue

    /// The next job, leased to a worker; nil where there is none for its engine.
    func claim(_ claim: Claim) throws(RunError) -> Lease?
    /// The documents of a job, in the order in which they are worked on.
    func documents(of lease: Lease) throws(RunError) -> [JobDocument]
    func heartbeat(_ lease: Lease, seconds: Int) throws(RunError) -> Beat
    /// Writes down what became of a chunk's documents. False where somebody else holds the job by now: nothing was written.
    func complete(_ lease: Lease, _ outcomes: [ComposeOutcome]) throws(RunError) -> Bool
    /// Writes down a print file. False where somebody else holds the job by now.
    func complete(_ lease: Lease, _ file: PrintedFile) throws(RunError) -> Bool
    /// Lets go of a job that was not finished; the attempt does not count.
    func giveBack(_ lease: Lease) throws(RunError)
    /// A fault of the environment: the job is tried again later. Any other: it stops here, and the run with it.
    func fail(_ lease: Lease, _ error: RunError) throws(RunError)
    /// A worker ended, or hung, at a document.
    func suspect(job: Int64, fence: Int64, sequence: Int, _ suspicion: Suspicion) throws(RunError)
    /// Of a run, or of all that workers of this engine may work on.
    /// A worker ended with a job that it had not begun to work on.
    func abandon(job: Int64, fence: Int64) throws(RunError)
    /// Lets jobs that wait after a fault of the environment be tried at once.
    func wake(_ run: RunID?) throws(RunError)
    func progress(of run: RunID?, engine: Engine) throws(RunError) -> Progress

    // MARK: People

    func runs() throws(RunError) -> [Run]
    /// Those of one-off documents too.
    func allRuns() throws(RunError) -> [Run]
    /// By number or by name.
    func run(_ name: String) throws(RunError) -> Run
    func books(of run: RunID) throws(RunError) -> Books
    func exceptions(of run: RunID) throws(RunError) -> [Exception]
    /// A document, or without one the expected totals.
    func waive(_ run: RunID, sequence: Int?, by who: String, why: String) throws(RunError)
    /// Takes a waiver back.
    func unwaive(_ run: RunID, sequence: Int?, by who: String) throws(RunError)
    func retry(_ run: RunID, by who: String) throws(RunError) -> Int
    func pause(_ run: RunID, _ isPaused: Bool, by who: String) throws(RunError)
    func cancel(_ run: RunID, by who: String) throws(RunError)
    func proofCandidates(of run: RunID) throws(RunError) -> [ProofCandidate]
    /// The digest of every document: whose it is, where its record lies, its state, its pages and amounts.
    func ledger(of run: RunID) throws(RunError) -> Digest
    func approve(_ run: RunID, ledger: Digest, on day: Day, by who: String) throws(RunError) -> [Approval]
    func approvals(of run: RunID) throws(RunError) -> [Approval]
    /// Why the run is not what enough people have approved; nil where it is.
    func approvalFault(of run: RunID) throws(RunError) -> String?
    /// Lays all documents out again, by another program or other templates; approvals are void.
    func recompose(
        _ run: RunID, bundle: [BundleFile], digest: Digest, rules: RunRules, engine: Engine, by who: String
    ) throws(RunError)

    // MARK: Release

    /// Takes documents of these accounts or numbers out of the print. Answers how many, and which names fit none.
    func stop(_ run: RunID, _ list: StopList, allowsUnmatched: Bool, by who: String) throws(RunError) -> (
        documents: Int, unmatched: [String]
    )
    /// Orders the documents into print files, and makes their jobs.
    func plan(_ run: RunID, pagesPerFile: Int, output: String, each: OutputProfile?, on day: Day, by who: String) throws(RunError)
    func files(of run: RunID) throws(RunError) -> [PlannedFile]
    func pieces(of run: RunID, _ body: (PrintPiece) throws -> Void) throws(RunError)
    /// Notes the digest of the set that is about to get its name.
    func publish(_ run: RunID, set digest: Digest) throws(RunError)
    func release(_ run: RunID, by who: String) throws(RunError)

    // MARK: Archive

    func keep(_ document: KeptDocument, by who: String) throws(RunError) -> String
    /// The name under which a document of this number was kept; not a copy's.
    func kept(number: String, kind: String) throws(RunError) -> String?
    func find(_ query: FindQuery) throws(RunError) -> [FoundDocument]
    func document(_ name: String) throws(RunError) -> FoundDocument
    /// Each account's own documents that were laid out, in the order of print.
    func accounts(of run: RunID) throws(RunError) -> [AccountDocument]
    func chunks(of run: RunID) throws(RunError) -> [(number: Int, blob: Digest)]
    func stored(_ run: RunID, chunk: Int) throws(RunError) -> [JobDocument]
    func bundleFiles(_ bundle: Digest) throws(RunError) -> [BundleFile]
    func hold(_ run: RunID, why: String?, by who: String) throws(RunError)
    /// Forgets the documents of a run and answers the files of the archive that nothing refers to any more.
    func prune(_ run: RunID, by who: String) throws(RunError) -> [Digest]
    func isReferred(_ blob: Digest) throws(RunError) -> Bool
    /// Files that are documents of their own.
    func ownFiles(of run: RunID) throws(RunError) -> [(name: String, blob: Digest)]
    /// Every file of the archive that something refers to.
    func blobs() throws(RunError) -> [Digest]
    /// Writes a copy of the store as it stands at one moment, while others work.
    func snapshot(to path: String) throws(RunError)

    // MARK: Audit

    func note(_ act: String, _ text: String, run: RunID?, by who: String) throws(RunError)
    func audit(of run: RunID?, _ body: (AuditLine) throws -> Void) throws(RunError)
    func auditHead() throws(RunError) -> Digest
}
