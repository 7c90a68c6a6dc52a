import Foundation
import GRDB
import Records

/// Jobs: available → running → completed, and from running back to available (given back, its worker ended), to retryable
/// (a fault of the environment; it waits) or to discarded (it cannot be done; a person looks).
extension SQLiteStore {
    /// A worker that ends without a word costs its job an attempt; after so many the job is stopped for a person to look at.
    static let mostAttempts = 20

    package func claim(_ claim: Claim) throws(RunError) -> Lease? {
        // Who finds nothing takes no lock from those who work.
        let isAnything = try read { db in
            try Bool.fetchOne(db, sql: "SELECT 1 FROM job WHERE state IN ('available', 'retryable', 'running') LIMIT 1") ?? false
        }
        guard isAnything else { return nil }
        return try write { db in
            let boot = clock.boot()
            let now = clock.milliseconds()
            try db.execute(
                sql: """
                    UPDATE job SET state = 'discarded', owner = NULL, error = 'its workers ended \(Self.mostAttempts) times without a word'
                    WHERE state = 'running' AND (boot <> ? OR until < ?) AND attempt >= ?
                    """, arguments: [boot, now, Self.mostAttempts])
            guard
                let row = try Row.fetchOne(
                    db,
                    sql: """
                        UPDATE job SET state = 'running', owner = ?, fence = fence + 1, attempt = attempt + 1, boot = ?, until = ?
                        WHERE id = (
                            SELECT job.id FROM job JOIN run ON run.id = job.run
                            WHERE job.state IN ('available', 'retryable', 'running') AND run.paused = 0
                                AND run.state IN ('composing', 'printing') AND run.engine = ? AND (? IS NULL OR run.id = ?)
                                AND (job.state = 'available' OR job.boot <> ? OR job.until < ?)
                            ORDER BY job.priority, job.id LIMIT 1)
                        RETURNING id, run, kind, number, fence, attempt
                        """,
                    arguments: [
                        claim.worker, boot, now + Int64(claim.seconds) * 1000, claim.engine.digest.data, claim.run?.number,
                        claim.run?.number, boot, now,
                    ])
            else { return nil }
            let job: Int64 = row["id"]
            var suspects: [Int: Suspicion] = [:]
            for suspect in try Row.fetchAll(db, sql: "SELECT * FROM suspect WHERE job = ?", arguments: [job]) {
                suspects[suspect["seq"]] = Suspicion(how: suspect["how"], weight: suspect["weight"])
            }
            return Lease(
                job: job, run: try run(RunID(row["run"]), db), kind: Lease.Kind(rawValue: row["kind"]) ?? .compose,
                number: row["number"], fence: row["fence"], attempt: row["attempt"], suspects: suspects)
        }
    }

    package func documents(of lease: Lease) throws(RunError) -> [JobDocument] {
        try read { db in
            switch lease.kind {
            case .compose:
                try Self.jobDocuments(
                    "document.chunk = ? AND document.state = 'waiting' ORDER BY seq", [lease.run.id.number, lease.number], db)
            case .print:
                try Self.jobDocuments("document.file = ? ORDER BY place", [lease.run.id.number, lease.number], db)
            }
        }
    }

    package func stored(_ run: RunID, chunk: Int) throws(RunError) -> [JobDocument] {
        try read { db in
            try Self.jobDocuments("document.chunk = ? AND length > 0 ORDER BY seq", [run.number, chunk], db)
        }
    }

    package func accounts(of run: RunID) throws(RunError) -> [AccountDocument] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT document.*, chunk.blob AS chunk_blob FROM document
                    JOIN chunk ON chunk.run = document.run AND chunk.number = document.chunk
                    WHERE document.run = ? AND copy = 0 AND account IS NOT NULL AND state IN ('composed', 'suppressed')
                    ORDER BY sort, seq
                    """, arguments: [run.number]
            ).map { AccountDocument(account: $0["account"], job: try Self.jobDocument($0), stated: $0["stated"]) }
        }
    }

    private static func jobDocuments(_ condition: String, _ arguments: StatementArguments, _ db: Database) throws -> [JobDocument]
    {
        try Row.fetchAll(
            db,
            sql: """
                SELECT document.*, chunk.blob AS chunk_blob FROM document
                JOIN chunk ON chunk.run = document.run AND chunk.number = document.chunk
                WHERE document.run = ? AND \(condition)
                """, arguments: arguments
        ).map { try jobDocument($0) }
    }

    private static func jobDocument(_ row: Row) throws -> JobDocument {
        JobDocument(
            sequence: row["seq"], copy: row["copy"], chunk: row["chunk"], blob: try row.needed("chunk_blob"),
            offset: row["at"], length: row["length"], line: row["line"], column: row["col"], delivery: row["delivery"],
            state: DocumentState(rawValue: row["state"]) ?? .waiting, digest: row.digest("digest"), piece: row["piece"],
            firstPage: row["first_page"], pages: row["pages"], number: row["number"], stated: row["stated"], cents: row["cents"],
            account: row["account"], barcode: row["barcode"])
    }

    package func heartbeat(_ lease: Lease, seconds: Int) throws(RunError) -> Beat {
        try write { db in
            try db.execute(
                sql: "UPDATE job SET until = ? WHERE id = ? AND fence = ? AND state = 'running'",
                arguments: [clock.milliseconds() + Int64(seconds) * 1000, lease.job, lease.fence])
            guard db.changesCount == 1 else { return .lost }
            let row = try Row.fetchOne(db, sql: "SELECT paused, state FROM run WHERE id = ?", arguments: [lease.run.id.number])
            let isWanted = (row?["paused"] as Int64? ?? 1) == 0 && (row?["state"] as String?) == lease.run.state.rawValue
            return isWanted ? .go : .giveBack
        }
    }

    package func complete(_ lease: Lease, _ outcomes: [ComposeOutcome]) throws(RunError) -> Bool {
        try write { db in
            guard try finish(lease, db) else { return false }
            let update = try db.makeStatement(
                sql: """
                    UPDATE document SET state = ?, reasons = ?, pages = ?, sheets = ?, stated = ?, digest = ?, way = ?, marks = ?
                    WHERE run = ? AND seq = ?
                    """)
            for outcome in outcomes {
                try update.execute(arguments: [
                    outcome.state.rawValue, Reasons.text(outcome.reasons), outcome.pages, outcome.sheets, outcome.stated,
                    outcome.digest?.data, outcome.way.data, outcome.marks, lease.run.id.number, outcome.sequence,
                ])
            }
            let open = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM job WHERE run = ? AND kind = 'compose' AND state <> 'completed'",
                arguments: [lease.run.id.number])
            if open == 0 { try setState(.composed, of: lease.run.id, db) }
            return true
        }
    }

    package func complete(_ lease: Lease, _ file: PrintedFile) throws(RunError) -> Bool {
        try write { db in
            guard try finish(lease, db) else { return false }
            try db.execute(
                sql: "UPDATE file SET blob = ?, bytes = ? WHERE run = ? AND number = ?",
                arguments: [file.blob.data, file.bytes, lease.run.id.number, lease.number])
            return true
        }
    }

    /// Lets each claim through once.
    private func finish(_ lease: Lease, _ db: Database) throws -> Bool {
        try db.execute(
            sql: """
                UPDATE job SET state = 'completed', owner = NULL, until = NULL, error = NULL
                WHERE id = ? AND fence = ? AND state = 'running' AND run = ? AND kind = ?
                    AND EXISTS (SELECT 1 FROM run WHERE run.id = job.run AND state IN ('composing', 'printing') AND bundle = ?)
                """,
            arguments: [lease.job, lease.fence, lease.run.id.number, lease.kind.rawValue, lease.run.bundle.data])
        return db.changesCount == 1
    }

    package func giveBack(_ lease: Lease) throws(RunError) {
        try write { db in
            try db.execute(
                sql: """
                    UPDATE job SET state = 'available', owner = NULL, until = NULL, attempt = max(0, attempt - 1)
                    WHERE id = ? AND fence = ? AND state = 'running'
                    """, arguments: [lease.job, lease.fence])
        }
    }

    package func fail(_ lease: Lease, _ error: RunError) throws(RunError) {
        try write { db in
            let isForLater = error.cause == .environment
            // One second, then twice as long each time, and never more than a minute.
            let wait = Int64(min(60, 1 << min(6, max(0, lease.attempt - 1)))) * 1000
            try db.execute(
                sql:
                    "UPDATE job SET state = ?, owner = NULL, until = ?, boot = ?, error = ? WHERE id = ? AND fence = ? AND state = 'running'",
                arguments: [
                    isForLater ? "retryable" : "discarded", clock.milliseconds() + wait, clock.boot(), error.message, lease.job,
                    lease.fence,
                ])
            if !isForLater, db.changesCount == 1 {
                try note("stop", "\(lease.kind.rawValue) \(lease.number): \(error.message)", run: lease.run.id, by: "worker", db)
            }
        }
    }

    package func suspect(job: Int64, fence: Int64, sequence: Int, _ suspicion: Suspicion) throws(RunError) {
        try write { db in
            try db.execute(
                sql: """
                    UPDATE job SET state = CASE WHEN attempt >= ? THEN 'discarded' ELSE 'available' END, owner = NULL, until = NULL,
                        error = CASE WHEN attempt >= ? THEN 'its workers ended again and again' END
                    WHERE id = ? AND fence = ? AND state = 'running'
                    """, arguments: [Self.mostAttempts, Self.mostAttempts, job, fence])
            guard db.changesCount == 1 else { return }
            try db.execute(
                sql:
                    "INSERT INTO suspect VALUES (?, ?, ?, ?) ON CONFLICT (job, seq) DO UPDATE SET weight = weight + excluded.weight, how = excluded.how",
                arguments: [job, sequence, suspicion.weight, suspicion.how])
        }
    }

    package func abandon(job: Int64, fence: Int64) throws(RunError) {
        try write { db in
            try db.execute(
                sql:
                    "UPDATE job SET state = 'available', owner = NULL, until = NULL WHERE id = ? AND fence = ? AND state = 'running'",
                arguments: [job, fence])
        }
    }

    package func wake(_ run: RunID?) throws(RunError) {
        try write { db in
            try db.execute(
                sql:
                    "UPDATE job SET state = 'available', attempt = 0, until = NULL, error = NULL WHERE (? IS NULL OR run = ?) AND state = 'retryable'",
                arguments: [run?.number, run?.number])
        }
    }

    package func progress(of run: RunID?, engine: Engine) throws(RunError) -> Progress {
        try read { db in
            var progress = Progress()
            for row in try Row.fetchAll(
                db,
                sql: """
                    SELECT job.state, job.documents, job.error, job.attempt, run.name, run.paused, run.engine = ? AS is_ours FROM job JOIN run ON run.id = job.run
                    WHERE (? IS NULL OR run.id = ?) AND run.state IN ('composing', 'printing')
                        AND job.kind = CASE run.state WHEN 'composing' THEN 'compose' ELSE 'print' END
                    """, arguments: [engine.digest.data, run?.number, run?.number])
            {
                if !(row["is_ours"] as Bool) {
                    let name: String = row["name"]
                    if !progress.foreign.contains(name) { progress.foreign.append(name) }
                    if run == nil { continue }
                }
                let documents: Int = row["documents"]
                progress.jobs += 1
                progress.documents += documents
                let error = (row["error"] as String?).map { "\(row["name"] as String): \($0)" }
                let state: String = row["state"]
                if ["available", "retryable", "running"].contains(state), !(row["paused"] as Bool) { progress.open += 1 }
                switch state {
                case "completed":
                    progress.done += 1
                    progress.documentsDone += documents
                case "running": progress.running += 1
                case "discarded": progress.stopped.append(error ?? "")
                case "retryable":
                    progress.waiting.append(error ?? "")
                    if row["attempt"] as Int >= Progress.patience { progress.hopeless += 1 }
                default: break
                }
            }
            return progress
        }
    }
}
