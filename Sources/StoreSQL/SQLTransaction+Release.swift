import Pages
import Runs

extension SQLTransaction {
    package func sequences(of run: RunID, accountOrNumber name: String) throws(RunError) -> [Int] {
        // Each by its own index.
        try sql.all(
            """
            SELECT seq FROM document WHERE run = $1 AND account = $2
            UNION SELECT seq FROM document WHERE run = $1 AND number = $2
            """, [run, name]
        ) { row throws(RunError) in try row.int(0) }
    }

    package func stops(of run: RunID) throws(RunError) -> [Int] {
        try sql.all("SELECT seq FROM stop WHERE run = $1 ORDER BY seq", [run]) { row throws(RunError) in try row.int(0) }
    }

    package func replaceStops(of run: RunID, with sequences: [Int]) throws(RunError) {
        try sql.run("DELETE FROM stop WHERE run = $1", [run])
        try sql.run("INSERT INTO stop (run, seq) VALUES ($1, $2)", rows: sequences.map { [run.sql, $0.sql] })
    }

    package func printOrder(of run: Run) throws(RunError) -> [PrintCandidate] {
        let isTwo = run.sides.isTwo
        return try sql.all(
            """
            SELECT d.seq, d.copy, c.state, c.pages, c.stated
            FROM document AS d
            JOIN composed AS c ON c.run = d.run AND c.round = $1 AND c.chunk = d.chunk AND c.seq = d.seq
            LEFT JOIN waiver AS w ON w.run = d.run AND w.seq = d.seq
            LEFT JOIN stop AS s ON s.run = d.run AND s.seq = d.seq
            WHERE d.run = $2 AND c.state IN ('composed', 'suppressed') AND w.seq IS NULL AND s.seq IS NULL
            ORDER BY CASE c.state WHEN 'composed' THEN 0 ELSE 1 END,
                CASE c.state WHEN 'composed' THEN \(isTwo ? "(c.pages + 1) / 2" : "c.pages") ELSE 0 END, d.sort, d.seq
            """, [run.round, run.id]
        ) { row throws(RunError) in
            PrintCandidate(
                sequence: try row.int(0), isCopy: try row.int(1) > 0, isPrinted: try row.text(2) == "composed",
                pages: try row.int(3), stated: try row.optionalInteger(4))
        }
    }

    package func files(of run: RunID) throws(RunError) -> [PlannedFile] {
        try sql.all(
            """
            SELECT number, is_printed, class, name, first_piece, last_piece, documents, pages, sheets, cents, pieces, blob, bytes
            FROM file WHERE run = $1 ORDER BY number
            """, [run]
        ) { row throws(RunError) in
            PlannedFile(
                number: try row.int(0), isPrinted: try row.flag(1), sheetClass: try row.int(2), name: try row.text(3),
                firstPiece: try row.int(4), lastPiece: try row.int(5), documents: try row.int(6), pages: try row.int(7),
                sheets: try row.int(8), cents: try row.integer(9), piecesDigest: try row.digest(10),
                blob: try row.optionalDigest(11), bytes: try row.integer(12))
        }
    }

    package func save(_ file: PlannedFile, of run: RunID) throws(RunError) {
        try sql.run(
            """
            INSERT INTO file (run, number, is_printed, class, name, first_piece, last_piece, documents, pages, sheets, cents,
                pieces, blob, bytes)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            ON CONFLICT (run, number) DO UPDATE SET is_printed = excluded.is_printed, class = excluded.class,
                name = excluded.name, first_piece = excluded.first_piece, last_piece = excluded.last_piece,
                documents = excluded.documents, pages = excluded.pages, sheets = excluded.sheets, cents = excluded.cents,
                pieces = excluded.pieces, blob = excluded.blob, bytes = excluded.bytes
            """,
            [
                run, file.number, file.isPrinted, file.sheetClass, file.name, file.firstPiece, file.lastPiece, file.documents,
                file.pages, file.sheets, file.cents, file.piecesDigest, file.blob, file.bytes,
            ])
    }

    package func insert(_ pieces: [PrintPiece], of run: RunID) throws(RunError) {
        try sql.run(
            "INSERT INTO piece (run, seq, place, piece, file, first_page) VALUES ($1, $2, $3, $4, $5, $6)",
            rows: pieces.map { piece -> [SQLValue] in
                [run.sql, piece.sequence.sql, piece.place.sql, piece.piece.sql, piece.file.sql, piece.firstPage.sql]
            })
    }

    package func deletePlan(of run: RunID) throws(RunError) {
        for table in ["piece", "file"] { try sql.run("DELETE FROM \(table) WHERE run = $1", [run]) }
    }
}
