import Foundation
import Records
import Runs

extension SQLTransaction {
    package func groups(of run: RunID) throws(RunError) -> [InputGroup] {
        // Databases order texts each in its own way.
        try sql.all("SELECT cycle, route, records, cents, unreadable FROM input_group WHERE run = $1", [run]) {
            row throws(RunError) in
            var totals = InputTotals()
            (totals.records, totals.cents, totals.unreadable) = (try row.int(2), try row.integer(3), try row.int(4))
            return InputGroup(cycle: try row.text(0), route: try row.text(1), totals: totals)
        }.sorted { ($0.cycle, $0.route) < ($1.cycle, $1.route) }
    }

    package func save(_ group: InputGroup, of run: RunID) throws(RunError) {
        try sql.run(
            """
            INSERT INTO input_group (run, cycle, route, records, cents, unreadable) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (run, cycle, route) DO UPDATE SET records = excluded.records, cents = excluded.cents,
                unreadable = excluded.unreadable
            """,
            [run, group.cycle, group.route, group.totals.records, group.totals.cents, group.totals.unreadable])
    }

    package func chunks(of run: RunID) throws(RunError) -> [Chunk] {
        try sql.all("SELECT number, blob, own, copies, digest FROM chunk WHERE run = $1 ORDER BY number", [run]) {
            row throws(RunError) in
            Chunk(
                number: try row.int(0), blob: try row.digest(1), own: try row.int(2), copies: try row.int(3),
                digest: try row.digest(4))
        }
    }

    package func save(_ chunk: Chunk, of run: RunID) throws(RunError) {
        try sql.run(
            """
            INSERT INTO chunk (run, number, blob, own, copies, digest) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (run, number) DO UPDATE SET blob = excluded.blob, own = excluded.own, copies = excluded.copies,
                digest = excluded.digest
            """, [run, chunk.number, chunk.blob, chunk.own, chunk.copies, chunk.digest])
    }

    /// In the order in which `NewDocument.init` reads them.
    static func documentColumns(of table: String) -> String {
        [
            "seq", "copy", "detail", "parent", "chunk", "at", "length", "line", "col", "account", "number", "key", "sort",
            "cycle",
            "route", "delivery", "barcode", "cents", "name_length", "reasons",
        ].map { "\(table).\($0)" }.joined(separator: ", ")
    }
    static let documentColumnCount = 20

    package func documents(of run: RunID, chunk: Int) throws(RunError) -> [NewDocument] {
        try documents("d.run = $1 AND d.chunk = $2", [run, chunk])
    }

    package func documents(of run: RunID, key: String) throws(RunError) -> [NewDocument] {
        try documents("d.run = $1 AND d.key = $2 AND d.copy = 0 AND d.detail = 0", [run, key])
    }

    package func documents(of run: RunID, barcode: String) throws(RunError) -> [NewDocument] {
        try documents("d.run = $1 AND d.barcode = $2", [run, barcode])
    }

    package func copies(of run: RunID, parent: Int) throws(RunError) -> [NewDocument] {
        try documents("d.run = $1 AND d.parent = $2", [run, parent])
    }

    private func documents(_ condition: String, _ values: [any SQLParameter]) throws(RunError) -> [NewDocument] {
        try sql.all(
            "SELECT \(Self.documentColumns(of: "d")) FROM document AS d WHERE \(condition) ORDER BY d.seq", values
        ) { row throws(RunError) in try NewDocument(row, 0) }
    }

    package func insert(_ documents: [NewDocument], of run: RunID) throws(RunError) {
        let rows = documents.map { document -> [SQLValue] in
            [
                run.sql, document.sequence.sql, document.part.copyNumber.sql, (document.part == .looseDetail).sql,
                document.parent.sql, document.chunk.sql, document.offset.sql, document.length.sql, document.line.sql,
                document.column.sql, document.account.sql, document.number.sql, document.key.sql, document.sort.sql,
                document.cycle.sql, document.route.sql, document.delivery.sql, document.barcode.sql, document.cents.sql,
                document.nameLength.sql, Reason.text(document.reasons).sql,
            ]
        }
        try sql.run(
            """
            INSERT INTO document (run, seq, copy, detail, parent, chunk, at, length, line, col, account, number, key, sort,
                cycle, route, delivery, barcode, cents, name_length, reasons)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
            """, rows: rows)
    }

    package func delete(_ sequences: [Int], of run: RunID) throws(RunError) {
        try sql.run("DELETE FROM document WHERE run = $1 AND seq = $2", rows: sequences.map { [run.sql, $0.sql] })
    }

    package func magnitude(of run: RunID) throws(RunError) -> Int64? {
        // Billions and the rest apart: neither sum can overflow, and both are exact.
        let sums = try sql.first(
            """
            SELECT CAST(coalesce(sum(abs(cents / 1000000000)), 0) AS BIGINT),
                CAST(coalesce(sum(abs(cents % 1000000000)), 0) AS BIGINT)
            FROM document WHERE run = $1 AND copy = 0 AND detail = 0
            """, [run]
        ) { row throws(RunError) in (billions: try row.integer(0), rest: try row.integer(1)) }
        guard let sums, sums.billions <= 400_000_000 else { return nil }
        let magnitude = sums.billions * 1_000_000_000 + sums.rest
        return magnitude > 400_000_000_000_000_000 ? nil : magnitude
    }

    package func lastSequence(of run: RunID) throws(RunError) -> Int {
        try sql.number("SELECT max(seq) FROM document WHERE run = $1", [run]) ?? 0
    }

    package func issue(of key: IssuedKey, kind: String) throws(RunError) -> IssuedDocument? {
        try sql.first(
            "SELECT run, seq FROM issued WHERE kind = $1 AND number = $2 AND key = $3", [kind, key.number, key.key]
        ) { row throws(RunError) in
            IssuedDocument(key: key, run: RunID(try row.integer(0)), sequence: try row.int(1))
        }
    }

    package func insert(_ issued: [IssuedDocument], kind: String) throws(RunError) -> [IssuedDocument] {
        let insert = """
            INSERT INTO issued (kind, number, key, run, seq) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (kind, number, key) DO NOTHING
            """
        let rows = issued.map { one -> [SQLValue] in
            [kind.sql, one.key.number.sql, one.key.key.sql, one.run.sql, one.sequence.sql]
        }
        // Most often none of them was, and then there is nothing to look for.
        guard try sql.run(insert, rows: rows) < issued.count else { return [] }
        var taken: [IssuedDocument] = []
        for one in issued {
            if let earlier = try issue(of: one.key, kind: kind), earlier != one { taken.append(one) }
        }
        return taken
    }

    package func deleteIssued(of run: RunID) throws(RunError) {
        try sql.run("DELETE FROM issued WHERE run = $1", [run])
    }

    package func issued(of run: Run) throws(RunError) -> [IssuedDocument] {
        try sql.all("SELECT number, key, seq FROM issued WHERE run = $1 AND kind = $2", [run.id, run.kind]) {
            row throws(RunError) in
            IssuedDocument(
                key: IssuedKey(storedNumber: try row.text(0), key: try row.text(1)), run: run.id, sequence: try row.int(2))
        }
    }
}

extension NewDocument {
    /// From the columns of `documentColumns`, of which the first is at `first`.
    init(_ row: SQLRow, _ first: Int) throws(RunError) {
        self.init()
        sequence = try row.int(first)
        let copy = try row.int(first + 1)
        let isDetail = try row.flag(first + 2)
        guard copy >= 0, copy == 0 || !isDetail else { throw .damagedRow("whose copy a document is") }
        part = isDetail ? .looseDetail : copy > 0 ? .copy(copy) : .own
        parent = try row.optionalInt(first + 3)
        chunk = try row.int(first + 4)
        (offset, length) = (try row.int(first + 5), try row.int(first + 6))
        (line, column) = (try row.int(first + 7), try row.int(first + 8))
        account = try row.optionalText(first + 9)
        number = try row.optionalText(first + 10)
        key = try row.optionalText(first + 11)
        sort = try row.bytes(first + 12)
        cycle = try row.optionalText(first + 13)
        route = try row.optionalText(first + 14)
        delivery = try row.optionalText(first + 15)
        barcode = try row.optionalText(first + 16)
        cents = try row.optionalInteger(first + 17)
        nameLength = try row.int(first + 18)
        reasons = try Reason.read(try row.optionalText(first + 19))
    }
}

extension Reason {
    /// As a column holds them: JSON, one after the other; nothing where there are none.
    static func text(_ reasons: [Reason]) -> String? {
        guard !reasons.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(reasons)).map { String(decoding: $0, as: UTF8.self) }
    }

    static func read(_ text: String?) throws(RunError) -> [Reason] {
        guard let text else { return [] }
        do { return try JSONDecoder().decode([Reason].self, from: Data(text.utf8)) } catch {
            throw RunError.damagedRow("the reasons of a document")
        }
    }
}
