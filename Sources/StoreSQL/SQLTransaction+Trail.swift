import Runs

extension SQLTransaction {
    private static let lineColumns = "id, format, at, who, person, way, machine, act, run, document, text, previous, hash"

    private func line(_ row: SQLRow) throws(RunError) -> AuditLine {
        // What is in none of the forms is a line that was changed, and is told as one where the trail is checked.
        let format = AuditLine.Format(rawValue: try row.int(1))
        let way = Actor.Way(rawValue: try row.text(5))
        let actor = Actor(
            try row.text(3), person: try row.optionalInteger(4), way: way ?? .worker, machine: try row.text(6))
        var line = AuditLine(
            format: format ?? .facts, number: try row.integer(0), at: try row.text(2), actor: actor, act: try row.text(7),
            run: try row.optionalInteger(8).map { RunID($0) }, document: try row.optionalInt(9), text: try row.text(10),
            previous: try row.digest(11), hash: try row.digest(12))
        line.isKnown = format != nil && way != nil
        return line
    }

    package func timeOfDay() throws(RunError) -> String { try sql.timeOfDay() }

    package func lastLine() throws(RunError) -> AuditLine? {
        try sql.first("SELECT \(Self.lineColumns) FROM audit ORDER BY id DESC LIMIT 1\(sql.dialect.forUpdate)") {
            row throws(RunError) in try line(row)
        }
    }

    package func insert(_ line: AuditLine) throws(RunError) {
        let count = try sql.run(
            """
            INSERT INTO audit (id, format, at, who, person, way, machine, act, run, document, text, previous, hash)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            [
                line.number, line.format.rawValue, line.at, line.actor.name, line.actor.person, line.actor.way.rawValue,
                line.actor.machine, line.act, line.run, line.document, line.text, line.previous, line.hash,
            ])
        // Nothing is done without its line.
        guard count == 1, try lastLine()?.hash == line.hash else { throw .store(.schema) }
    }

    package func lines(of run: RunID?, after number: Int64, limit: Int) throws(RunError) -> [AuditLine] {
        if let run { return try lines("run = $1 AND id > $2 ORDER BY id LIMIT $3", [run, number, limit]) }
        return try lines("id > $1 ORDER BY id LIMIT $2", [number, limit])
    }

    package func runLines(of run: RunID, after number: Int64, limit: Int) throws(RunError) -> [AuditLine] {
        try lines("run = $1 AND document IS NULL AND id > $2 ORDER BY id LIMIT $3", [run, number, limit])
    }

    package func lines(of run: RunID, document: Int) throws(RunError) -> [AuditLine] {
        try lines("run = $1 AND document = $2 ORDER BY id", [run, document])
    }

    private func lines(_ condition: String, _ values: [any SQLParameter]) throws(RunError) -> [AuditLine] {
        try sql.all("SELECT \(Self.lineColumns) FROM audit WHERE \(condition)", values) { row throws(RunError) in try line(row) }
    }
}
