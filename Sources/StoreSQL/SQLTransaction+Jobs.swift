import Runs

extension SQLTransaction {
    private static let jobColumns = "id, run, kind, number, documents, state, priority, attempt, fence, error"

    private func job(_ row: SQLRow) throws(RunError) -> Job {
        guard let kind = JobKind(rawValue: try row.text(2)), let state = JobState(rawValue: try row.text(5)) else {
            throw RunError.damagedRow("a job's kind or state")
        }
        return Job(
            id: try row.integer(0), run: RunID(try row.integer(1)), kind: kind, number: try row.int(3),
            documents: try row.int(4), state: state, priority: try row.int(6), attempt: try row.int(7),
            fence: try row.integer(8), error: try row.optionalText(9).map { RunError(json: $0) })
    }

    package func insert(_ jobs: [NewJob], of run: RunID) throws(RunError) {
        try sql.run(
            """
            INSERT INTO job (run, kind, number, documents, state, priority, attempt, fence)
            VALUES ($1, $2, $3, $4, 'available', $5, 0, 0)
            """,
            rows: jobs.map { [run.sql, $0.kind.rawValue.sql, $0.number.sql, $0.documents.sql, $0.priority.sql] })
    }

    package func job(_ id: Int64) throws(RunError) -> Job? {
        try sql.first("SELECT \(Self.jobColumns) FROM job WHERE id = $1", [id]) { row throws(RunError) in try job(row) }
    }

    package func jobs(of run: RunID) throws(RunError) -> [Job] {
        try sql.all("SELECT \(Self.jobColumns) FROM job WHERE run = $1 ORDER BY id", [run]) { row throws(RunError) in
            try job(row)
        }
    }

    package func hasOpenJobs() throws(RunError) -> Bool {
        try sql.exists("SELECT 1 FROM job WHERE state IN ('available', 'retryable', 'running') LIMIT 1")
    }

    package func discardJobs(after attempts: Int, error: RunError) throws(RunError) {
        let clock = try sql.leaseClock()
        try sql.run(
            """
            UPDATE job SET state = 'discarded', owner = NULL, error = $1
            WHERE state = 'running' AND (era <> $2 OR until < $3) AND attempt >= $4
            """, [error.json, clock.era, clock.milliseconds, attempts])
    }

    package func claim(_ claim: Claim) throws(RunError) -> Job? {
        let clock = try sql.leaseClock()
        return try sql.first(
            """
            UPDATE job SET owner = $1, era = $2, until = $3, state = 'running', fence = fence + 1, attempt = attempt + 1
            WHERE id = (
                SELECT job.id FROM job JOIN run ON run.id = job.run
                WHERE job.state IN ('available', 'retryable', 'running') AND run.paused = 0
                    AND run.state IN ('composing', 'printing') AND run.engine = $4\(claim.run == nil ? "" : " AND run.id = $6")
                    AND (job.state = 'available' OR job.era <> $2 OR job.until < $5)
                ORDER BY job.priority, job.id LIMIT 1\(sql.dialect.forUpdateSkipLocked))
            RETURNING \(Self.jobColumns)
            """,
            [
                claim.worker, clock.era, clock.milliseconds + Int64(claim.seconds) * 1000, claim.engine.digest,
                clock.milliseconds,
            ] + (claim.run.map { [$0] } ?? [])
        ) { row throws(RunError) in try job(row) }
    }

    package func renew(_ job: Int64, fence: Int64, seconds: Int) throws(RunError) -> Bool {
        let until = try sql.leaseClock().milliseconds + Int64(seconds) * 1000
        return try sql.run(
            "UPDATE job SET until = $1 WHERE id = $2 AND fence = $3 AND state = 'running'", [until, job, fence]) == 1
    }

    package func end(_ job: Int64, fence: Int64, _ end: LeaseEnd) throws(RunError) -> Bool {
        let held = "AND fence = $2 AND state = 'running'"
        switch end {
        case .completed:
            return try sql.run(
                "UPDATE job SET state = 'completed', owner = NULL, until = NULL, error = NULL WHERE id = $1 \(held)",
                [job, fence])
                == 1
        case .available(let countsAttempt):
            let attempt = countsAttempt ? "attempt" : "CASE WHEN attempt > 0 THEN attempt - 1 ELSE 0 END"
            return try sql.run(
                "UPDATE job SET state = 'available', owner = NULL, until = NULL, attempt = \(attempt) WHERE id = $1 \(held)",
                [job, fence]) == 1
        case .retryable(let wait, let error):
            let clock = try sql.leaseClock()
            return try sql.run(
                "UPDATE job SET state = 'retryable', owner = NULL, until = $3, era = $4, error = $5 WHERE id = $1 \(held)",
                [job, fence, clock.milliseconds + wait, clock.era, error.json]) == 1
        case .discarded(let error):
            return try sql.run(
                "UPDATE job SET state = 'discarded', owner = NULL, until = NULL, error = $3 WHERE id = $1 \(held)",
                [job, fence, error.json]) == 1
        }
    }

    package func wake(_ run: RunID?, _ states: [JobState]) throws(RunError) -> Int {
        guard !states.isEmpty else { return 0 }
        let names = states.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try sql.run(
            """
            UPDATE job SET state = 'available', attempt = 0, until = NULL, error = NULL
            WHERE state IN (\(names))\(run == nil ? "" : " AND run = $1")
            """, run.map { [$0] } ?? [])
    }

    package func cancelJobs(of run: RunID) throws(RunError) {
        try sql.run("UPDATE job SET state = 'cancelled', owner = NULL WHERE run = $1 AND state <> 'completed'", [run])
    }

    package func deleteJobs(of run: RunID) throws(RunError) {
        try sql.run("DELETE FROM suspect WHERE job IN (SELECT id FROM job WHERE run = $1)", [run])
        try sql.run("DELETE FROM job WHERE run = $1", [run])
    }

    package func evidence(of job: Int64) throws(RunError) -> [Int: Suspicion] {
        var evidence: [Int: Suspicion] = [:]
        try sql.query("SELECT seq, weight, how FROM suspect WHERE job = $1", [job]) { row throws(RunError) in
            evidence[try row.int(0)] = Suspicion(how: try row.text(2), weight: try row.int(1))
        }
        return evidence
    }

    package func add(_ suspicion: Suspicion, job: Int64, sequence: Int) throws(RunError) {
        try sql.run(
            """
            INSERT INTO suspect (job, seq, weight, how) VALUES ($1, $2, $3, $4)
            ON CONFLICT (job, seq) DO UPDATE SET weight = suspect.weight + excluded.weight, how = excluded.how
            """, [job, sequence, suspicion.weight, suspicion.how])
    }

    package func insert(_ composed: [ComposedDocument], of run: RunID, round: Int, chunk: Int) throws(RunError) {
        try sql.run(
            """
            INSERT INTO composed (run, round, chunk, seq, state, reasons, pages, stated, digest, way, marks)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            rows: composed.map { one -> [SQLValue] in
                [
                    run.sql, round.sql, chunk.sql, one.sequence.sql, one.state.rawValue.sql, Reason.text(one.reasons).sql,
                    one.pages.sql, one.stated.sql, one.digest.sql, one.way.sql, one.marks.sql,
                ]
            })
    }

    /// In the order in which `ComposedDocument.init` reads them.
    static func composedColumns(of table: String) -> String {
        ["seq", "state", "reasons", "pages", "stated", "digest", "way", "marks"].map { "\(table).\($0)" }.joined(separator: ", ")
    }
    static let composedColumnCount = 8

    package func composed(of run: RunID, round: Int, chunk: Int) throws(RunError) -> [ComposedDocument] {
        try sql.all(
            """
            SELECT \(Self.composedColumns(of: "c")) FROM composed AS c WHERE c.run = $1 AND c.round = $2 AND c.chunk = $3
            ORDER BY c.seq
            """, [run, round, chunk]
        ) { row throws(RunError) in try ComposedDocument(row, 0) }
    }

    package func deleteComposed(_ sequences: [Int], of run: RunID, round: Int, chunk: Int) throws(RunError) {
        try sql.run(
            "DELETE FROM composed WHERE run = $1 AND round = $2 AND chunk = $3 AND seq = $4",
            rows: sequences.map { [run.sql, round.sql, chunk.sql, $0.sql] })
    }

    package func results(of run: RunID, round: Int) throws(RunError) -> [ChunkResult] {
        var results = try sql.all(
            "SELECT chunk, digest FROM chunk_result WHERE run = $1 AND round = $2 ORDER BY chunk", [run, round]
        ) { row throws(RunError) in ChunkResult(chunk: try row.int(0), digest: try row.digest(1), totals: []) }
        let places = Dictionary(results.enumerated().map { ($1.chunk, $0) }, uniquingKeysWith: { $1 })
        try sql.query(
            """
            SELECT chunk, cycle, route, state, delivery, is_copy, pages, documents, cents, credit_cents FROM chunk_total
            WHERE run = $1 AND round = $2
            """, [run, round]
        ) { row throws(RunError) in
            guard let place = places[try row.int(0)], let state = DocumentState(rawValue: try row.text(3)) else {
                throw RunError.damagedRow("a total is of no chunk")
            }
            let key = ChunkTotal.Key(
                cycle: try row.text(1), route: try row.text(2), state: state, delivery: try row.text(4),
                isCopy: try row.flag(5), pages: try row.int(6))
            results[place].totals.append(
                ChunkTotal(key, documents: try row.int(7), cents: try row.integer(8), creditCents: try row.integer(9)))
        }
        // Databases order texts each in its own way.
        for place in results.indices { results[place].totals.sort { $0.key < $1.key } }
        return results
    }

    package func save(_ result: ChunkResult, of run: RunID, round: Int) throws(RunError) {
        for table in ["chunk_result", "chunk_total"] {
            try sql.run("DELETE FROM \(table) WHERE run = $1 AND round = $2 AND chunk = $3", [run, round, result.chunk])
        }
        try sql.run(
            "INSERT INTO chunk_result (run, round, chunk, digest) VALUES ($1, $2, $3, $4)",
            [run, round, result.chunk, result.digest])
        try sql.run(
            """
            INSERT INTO chunk_total (run, round, chunk, cycle, route, state, delivery, is_copy, pages, documents, cents,
                credit_cents)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            rows: result.totals.map { total -> [SQLValue] in
                [
                    run.sql, round.sql, result.chunk.sql, total.key.cycle.sql, total.key.route.sql, total.key.state.rawValue.sql,
                    total.key.delivery.sql, total.key.isCopy.sql, total.key.pages.sql, total.documents.sql, total.cents.sql,
                    total.creditCents.sql,
                ]
            })
    }
}

extension ComposedDocument {
    /// From the columns of `composedColumns`, of which the first is at `first`.
    init(_ row: SQLRow, _ first: Int) throws(RunError) {
        guard let state = DocumentState(rawValue: try row.text(first + 1)) else {
            throw RunError.damagedRow("a document's state")
        }
        self.init(sequence: try row.int(first), state: state)
        reasons = try Reason.read(try row.optionalText(first + 2))
        pages = try row.int(first + 3)
        stated = try row.optionalInteger(first + 4)
        digest = try row.optionalDigest(first + 5)
        way = try row.bytes(first + 6)
        marks = try row.int(first + 7)
    }
}
