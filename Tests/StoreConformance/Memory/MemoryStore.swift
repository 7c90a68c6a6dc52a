import Foundation
import Platform
import Runs

/// A store in memory, written for tests: what the ports promise, as plainly as it can be said. It is what every database is
/// held against, so it has no indexes, no caches and nothing clever.
///
/// A transaction works on a copy of all rows, which takes their place when it ends well. One writer at a time; a reader has
/// the rows as they were when it began.
package final class MemoryStore: RunStore, @unchecked Sendable {
    private let lock = NSLock()
    private let clock: HandClock
    private var rows = Rows()

    package init(_ clock: HandClock) { self.clock = clock }

    package func read<Result>(_ body: (any StoreTransaction) throws(RunError) -> Result) throws(RunError) -> Result {
        lock.lock()
        let rows = self.rows
        lock.unlock()
        let transaction = MemoryTransaction(rows, clock)
        let result = try body(transaction)
        if transaction.hasWritten { throw .onlyRead }
        return result
    }

    package func write<Result>(_ body: (any StoreTransaction) throws(RunError) -> Result) throws(RunError) -> Result {
        lock.lock()
        defer { lock.unlock() }
        let transaction = MemoryTransaction(rows, clock)
        let result = try body(transaction)
        rows = transaction.rows
        return result
    }

    /// There is no file to be copied.
    package func verify(_ scope: StoreScope) {}

    package func backUp(to path: String) throws(RunError) -> [Digest] {
        try read { tx throws(RunError) in try tx.blobs(after: nil, limit: .max) }
    }

    /// Changes rows behind everybody's back.
    func spoil(_ body: (inout Rows) -> Void) {
        lock.lock()
        defer { lock.unlock() }
        body(&rows)
    }
}

/// All that a store holds.
struct Rows: Sendable {
    /// Something of a run.
    struct Of<Row: Sendable>: Sendable {
        var run: RunID
        var row: Row
    }
    struct JobRow: Sendable {
        var job: Job
        var era: String?
        /// When its lease, or its wait, ends.
        var until: Int64?
    }
    struct SuspectRow: Sendable {
        var job: Int64
        var sequence: Int
        var suspicion: Suspicion
    }
    struct IssuedRow: Sendable {
        var kind: String
        var issued: IssuedDocument
    }
    struct ComposedRow: Sendable {
        var round: Int
        var chunk: Int
        var composed: ComposedDocument
    }
    struct ResultRow: Sendable {
        var round: Int
        var result: ChunkResult
    }
    struct OwnFileRow: Sendable {
        var sequence: Int
        var blob: Digest
    }
    struct BundleRow: Sendable {
        var bundle: Digest
        var file: BundleFile
    }

    var runs: [Run] = []
    var groups: [Of<InputGroup>] = []
    var chunks: [Of<Chunk>] = []
    var documents: [Of<NewDocument>] = []
    var issued: [IssuedRow] = []
    var jobs: [JobRow] = []
    var lastJob: Int64 = 0
    var suspects: [SuspectRow] = []
    var composed: [Of<ComposedRow>] = []
    var results: [Of<ResultRow>] = []
    var waivers: [Of<Waiver>] = []
    var approvals: [Of<Approval>] = []
    var stops: [Of<Int>] = []
    var files: [Of<PlannedFile>] = []
    var pieces: [Of<PrintPiece>] = []
    var ownFiles: [Of<OwnFileRow>] = []
    var bundles: [BundleRow] = []
    var trail: [AuditLine] = []
}

/// A store in memory on the bench of the suite.
package final class MemoryFixture: StoreFixture {
    private let clock = HandClock()
    private let memory: MemoryStore

    package init() { memory = MemoryStore(clock) }

    package var store: any RunStore { memory }
    /// Other processes cannot see it; what they would do, other threads do.
    package func open() -> any RunStore { memory }
    package func turnClock(seconds: Int) { clock.pass(seconds: seconds) }
    package func restartMachine() -> Bool {
        clock.restart()
        return true
    }

    package func corrupt(_ damage: Damage) -> Bool {
        memory.spoil { rows in
            switch damage {
            case .state: rows.runs[0].state = .released
            case .amount: rows.composed[0].row.composed.stated! += 1
            case .document: rows.documents.removeLast()
            case .waiver: rows.waivers.removeLast()
            case .approval: rows.approvals.removeLast()
            case .line: rows.trail[0].actor.name = "nobody"
            case .lostLine: rows.trail.remove(at: 1)
            }
        }
        return true
    }
}
