import Records

/// What runs ask of the place where they are kept, in the words of their use; each call is one transaction.
///
/// SQLite stands behind it, in one file; another database can, if it passes the same conformance tests
/// (`Tests/RunsTests/StoreConformance.swift`).
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
    func wake(_ run: RunID) throws(RunError)
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
    func unwaive(_ run: RunID, sequence: Int, by who: String) throws(RunError)
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
    func stop(_ run: RunID, _ list: StopList, by who: String) throws(RunError) -> (documents: Int, unmatched: [String])
    /// Orders the documents into print files, and makes their jobs.
    func plan(_ run: RunID, pagesPerFile: Int, output: String, isEach: Bool, on day: Day, by who: String) throws(RunError)
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

/// A run as intake has read it.
package struct NewRun: Sendable {
    package var name: String
    package var kind: String
    package var asOf: Day
    package var language: String?
    package var source: String
    package var sourceDigest: Digest?
    /// Of the records in the order of the input.
    package var content: Digest
    package var data: Digest
    package var bundle: Digest
    package var bundleFiles: [BundleFile]
    package var engine: Engine
    package var isUrgent: Bool
    package var rules: RunRules
    package var input: InputTotals
    package var expected: ExpectedTotals?
    package var groups: [InputGroup]
    package var chunks: [Digest]
    package var documents: [NewDocument]
    package var isForced: Bool
}

/// A file of a bundle and the blob that holds it.
package struct BundleFile: Sendable {
    package let path: String
    package let blob: Digest
    package init(path: String, blob: Digest) {
        self.path = path
        self.blob = blob
    }
}

/// The input's totals of one cycle and route.
package struct InputGroup: Sendable {
    package var cycle: String
    package var route: String
    package var totals: InputTotals
    package init(cycle: String, route: String, totals: InputTotals) {
        self.cycle = cycle
        self.route = route
        self.totals = totals
    }
}

/// Corrected records, in a chunk of their own.
package struct Correction: Sendable {
    package var source: String
    package var chunk: Digest
    /// Each with the sequence of the document whose place it takes.
    package var documents: [NewDocument]
    package init(source: String, chunk: Digest, documents: [NewDocument]) {
        self.source = source
        self.chunk = chunk
        self.documents = documents
    }
}

/// What tells a document of a kind from all others, over all runs.
package struct IssuedKey: Hashable, Sendable {
    package var number: String
    package var key: String
    package init(number: String, key: String) {
        self.number = number
        self.key = key
    }
}

package struct QuarantinedKey: Sendable {
    package var sequence: Int
    package var key: String?
    package var line: Int
}

// MARK: Queue

/// What a worker asks for.
package struct Claim: Sendable {
    package var worker: String
    package var engine: Engine
    package var seconds: Int
    /// Jobs of this run alone.
    package var run: RunID?
    package init(worker: String, engine: Engine, seconds: Int, run: RunID? = nil) {
        self.worker = worker
        self.engine = engine
        self.seconds = seconds
        self.run = run
    }
}

/// A job that a worker holds for a while. The fence is a number that grows with each claim: whoever comes late with an
/// older one has lost the job.
package struct Lease: Sendable {
    package enum Kind: String, Sendable { case compose, print }
    package var job: Int64
    package var run: Run
    package var kind: Kind
    /// The chunk, or the print file.
    package var number: Int
    package var fence: Int64
    package var attempt: Int
    /// Documents at which a worker ended or hung, how often, and how.
    package var suspects: [Int: Suspicion]
}

/// What speaks against a document at which a worker ended.
package struct Suspicion: Sendable {
    /// As it goes on after "laying it out".
    package var how: String
    package var weight: Int

    /// Its process ended by a fault of its own, or it did not come to an end: twice is enough.
    package static func died(_ how: String) -> Suspicion { Suspicion(how: how, weight: 10) }
    /// Somebody else may have killed the process, so that the document at hand may be innocent.
    package static let killed = Suspicion(how: "ended each time with its process killed", weight: 3)
    package static let conviction = 20
}

package enum Beat: Sendable { case go, lost, giveBack }

/// A document as a job needs it.
package struct JobDocument: Sendable {
    package var sequence: Int
    package var copy: Int
    package var chunk: Int
    package var blob: Digest
    package var offset: Int
    package var length: Int
    package var line: Int
    package var column: Int
    package var delivery: String?
    package var state: DocumentState
    package var digest: Digest?
    /// The place in the print file, if it is printed.
    package var piece: Int?
    package var pages: Int
    package var number: String?
    package var stated: Int64?
    package var cents: Int64?
    package var account: String?
    package var barcode: String?
}

/// What became of a document when it was laid out.
package struct ComposeOutcome: Sendable {
    package var sequence: Int
    package var state: DocumentState
    package var reasons: [Reason] = []
    package var pages = 0
    package var sheets = 0
    package var stated: Int64?
    package var digest: Digest?
    package var way: [UInt8] = []
    package var marks = 0
    package init(sequence: Int, state: DocumentState) {
        self.sequence = sequence
        self.state = state
    }
}

/// A print file as it was written.
package struct PrintedFile: Sendable {
    package var blob: Digest
    package var bytes: Int64
    package var pages: Int
}

package struct Progress: Sendable {
    package var jobs = 0
    package var done = 0
    package var running = 0
    /// Jobs that have stopped for good, and why.
    package var stopped: [String] = []
    /// Jobs that wait after a fault of the environment, and the last fault.
    package var waiting: [String] = []
    package var documents = 0
    package var documentsDone = 0
    /// Runs begun by another version of the program, which these workers leave alone.
    package var foreign: [String] = []
    /// Jobs that somebody may still do.
    package var open = 0
    /// Of those, jobs that were tried several times against a fault of the environment, and wait.
    package var hopeless = 0
    /// After so many attempts, some seconds apart, somebody who waits for the end is told instead.
    package static let patience = 4
    package var isIdle: Bool { jobs == done }
    package init() {}
}

// MARK: Release

package struct Approval: Sendable {
    package var by: String
    package var on: Day
    package var ledger: Digest
}

/// What a document says for or against standing in the proof.
package struct ProofCandidate: Sendable {
    package var sequence: Int
    package var way: [UInt8]
    package var pages: Int
    package var marks: Int
    package var nameLength: Int
    package var stated: Int64?
    package var copy: Int

    package init(sequence: Int, way: [UInt8], pages: Int, marks: Int, nameLength: Int, stated: Int64?, copy: Int) {
        self.sequence = sequence
        self.way = way
        self.pages = pages
        self.marks = marks
        self.nameLength = nameLength
        self.stated = stated
        self.copy = copy
    }
}

package struct PlannedFile: Sendable {
    package var number: Int
    /// Sheets a document; 0 for documents that are kept and not printed.
    package var sheetClass: Int
    package var name: String
    package var firstPiece: Int
    package var lastPiece: Int
    package var documents: Int
    package var pages: Int
    package var sheets: Int
    package var cents: Int64
    package var blob: Digest?
    package var bytes: Int64
}

/// A document in the order of print.
package struct PrintPiece: Sendable {
    package var sequence: Int
    package var copy: Int
    package var piece: Int
    package var document: String
    package var number: String?
    package var pages: Int
    package var sheets: Int
    package var file: Int
    package var firstPage: Int
    package var barcode: String?
    package var stated: Int64?
}

// MARK: Archive

/// A document made for somebody who waits, to be kept like those of a run.
package struct KeptDocument: Sendable {
    package var kind: String
    package var asOf: Day
    package var bundle: Digest
    package var bundleFiles: [BundleFile]
    package var engine: Engine
    package var language: String?
    package var record: Digest
    package var document: NewDocument
    package var pages: Int
    package var stated: Int64?
    package var digest: Digest
    package var pdf: Digest
    package var retentionYears: Int
    /// `document.copy`, where it is a copy.
    package var copy: String?
    package init(
        kind: String, asOf: Day, bundle: Digest, bundleFiles: [BundleFile], engine: Engine, language: String?, record: Digest,
        document: NewDocument, pages: Int, stated: Int64?, digest: Digest, pdf: Digest, retentionYears: Int, copy: String?
    ) {
        self.copy = copy
        self.kind = kind
        self.asOf = asOf
        self.bundle = bundle
        self.bundleFiles = bundleFiles
        self.engine = engine
        self.language = language
        self.record = record
        self.document = document
        self.pages = pages
        self.stated = stated
        self.digest = digest
        self.pdf = pdf
        self.retentionYears = retentionYears
    }
}

package struct FindQuery: Sendable {
    package var text: String?
    package var run: String?
    package var from: Day?
    package var to: Day?
    package var most: Int
    package init(text: String?, run: String? = nil, from: Day? = nil, to: Day? = nil, most: Int = 200) {
        self.text = text
        self.run = run
        self.from = from
        self.to = to
        self.most = most
    }
}

package struct FoundDocument: Sendable {
    /// `17-000123`: the run and the place in it.
    package var name: String
    package var run: Run
    package var sequence: Int
    package var copy: Int
    package var number: String?
    package var account: String?
    package var state: DocumentState
    package var isStopped: Bool
    package var pages: Int
    package var stated: Int64?
    package var piece: Int?
    package var file: String?
    package var fileBlob: Digest?
    package var firstPage: Int?
    /// The document's own file, where it is one.
    package var blob: Digest?
}

package struct AuditLine: Sendable {
    package var number: Int64
    package var at: String
    package var who: String
    package var act: String
    package var run: Int64?
    package var text: String
    package var hash: Digest
    package var previous: Digest
}
