import Records
import Runs

extension SQLTransaction {
    package func waivers(of run: RunID) throws(RunError) -> [Waiver] {
        try sql.all("SELECT seq, waived_by, why FROM waiver WHERE run = $1 ORDER BY seq", [run]) { row throws(RunError) in
            Waiver(sequence: try row.int(0), by: try row.text(1), why: try row.text(2))
        }
    }

    package func insert(_ waiver: Waiver, of run: RunID) throws(RunError) {
        try sql.run(
            "INSERT INTO waiver (run, seq, waived_by, why) VALUES ($1, $2, $3, $4)",
            [run, waiver.sequence, waiver.by, waiver.why])
    }

    package func deleteWaivers(of run: RunID, _ sequences: [Int]) throws(RunError) {
        try sql.run("DELETE FROM waiver WHERE run = $1 AND seq = $2", rows: sequences.map { [run.sql, $0.sql] })
    }

    package func approvals(of run: RunID) throws(RunError) -> [Approval] {
        // Databases order texts each in its own way.
        try sql.all("SELECT who, on_day, ledger FROM approval WHERE run = $1", [run]) { row throws(RunError) in
            Approval(
                by: try row.text(0), on: try row.day(1), ledger: try row.digest(2))
        }.sorted { $0.by < $1.by }
    }

    package func insert(_ approval: Approval, of run: RunID) throws(RunError) {
        try sql.run(
            "INSERT INTO approval (run, who, on_day, ledger) VALUES ($1, $2, $3, $4)",
            [run, approval.by, approval.on.days, approval.ledger])
    }

    package func deleteApprovals(of run: RunID) throws(RunError) {
        try sql.run("DELETE FROM approval WHERE run = $1", [run])
    }

    package func proofCandidates(of run: Run) throws(RunError) -> [ProofCandidate] {
        try sql.all(
            """
            SELECT d.seq, c.way, c.pages, c.marks, d.name_length, c.stated, d.copy, d.delivery
            FROM document AS d
            JOIN composed AS c ON c.run = d.run AND c.round = $1 AND c.chunk = d.chunk AND c.seq = d.seq
            LEFT JOIN waiver AS w ON w.run = d.run AND w.seq = d.seq
            WHERE d.run = $2 AND c.state IN ('composed', 'suppressed') AND w.seq IS NULL ORDER BY d.seq
            """, [run.round, run.id]
        ) { row throws(RunError) in
            ProofCandidate(
                sequence: try row.int(0), way: try row.bytes(1), pages: try row.int(2), marks: try row.int(3),
                nameLength: try row.int(4), stated: try row.optionalInteger(5), copy: try row.int(6),
                delivery: try row.optionalText(7))
        }
    }
}
