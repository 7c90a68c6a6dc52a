import Platform
import Records

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
    package var job: Int64
    package var run: Run
    package var kind: JobKind
    /// The chunk, or the print file.
    package var number: Int
    package var fence: Int64
    package var attempt: Int
    /// Documents at which a worker ended or hung, how often, and how.
    package var suspects: [Int: Suspicion]
}

/// What speaks against a document at which a worker ended.
package struct Suspicion: Sendable, Equatable {
    /// As it goes on after "laying it out".
    package var how: String
    package var weight: Int
    package init(how: String, weight: Int) {
        self.how = how
        self.weight = weight
    }

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
    package var part: DocumentPart
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
    /// Where it begins in its print file, from 1.
    package var firstPage: Int?
    package var pages: Int
    package var number: String?
    package var stated: Int64?
    package var cents: Int64?
    package var account: String?
    package var barcode: String?

    /// `blob` is that of its chunk.
    init(_ stored: StoredDocument, blob: Digest) {
        let document = stored.document
        sequence = document.sequence
        part = document.part
        chunk = document.chunk
        self.blob = blob
        offset = document.offset
        length = document.length
        line = document.line
        column = document.column
        delivery = document.delivery
        state = stored.state
        digest = stored.composed?.digest
        piece = stored.piece?.piece
        firstPage = stored.piece?.firstPage
        pages = stored.pages
        number = document.number
        stated = stored.composed?.stated
        cents = document.cents
        account = document.account
        barcode = document.barcode
    }

    /// Which of the record's further recipients it is for, from 0.
    package var copyIndex: Int? { if case .copy(let number) = part { number - 1 } else { nil } }
}

/// A print file as it was written.
package struct PrintedFile: Sendable {
    package var blob: Digest
    package var bytes: Int64
    package var pages: Int
    package init(blob: Digest, bytes: Int64, pages: Int) {
        self.blob = blob
        self.bytes = bytes
        self.pages = pages
    }
}

package struct Progress: Sendable {
    package var jobs = 0
    package var done = 0
    package var running = 0
    /// Jobs that have stopped for good, of which run, and why.
    package var stopped: [(run: String, error: RunError)] = []
    /// Jobs that wait after a fault of the environment, and the last fault.
    package var waiting: [(run: String, error: RunError)] = []
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
