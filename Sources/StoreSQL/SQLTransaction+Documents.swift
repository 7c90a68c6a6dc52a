import Platform
import Records
import Runs

extension SQLTransaction {
    /// What `StoredDocument.init` reads.
    private static let storedColumns = """
        \(documentColumns(of: "d")), \(composedColumns(of: "c")), w.waived_by, w.why, s.seq, p.seq, p.place, p.piece, p.file,
        p.first_page, o.blob
        """

    /// All that the store has of a document, behind the table `d`; `round` is that of its run.
    private static func joins(round: String) -> String {
        """
        LEFT JOIN composed AS c ON c.run = d.run AND c.round = \(round) AND c.chunk = d.chunk AND c.seq = d.seq
        LEFT JOIN waiver AS w ON w.run = d.run AND w.seq = d.seq
        LEFT JOIN stop AS s ON s.run = d.run AND s.seq = d.seq
        LEFT JOIN piece AS p ON p.run = d.run AND p.seq = d.seq
        LEFT JOIN own_file AS o ON o.run = d.run AND o.seq = d.seq
        """
    }

    package func documents(of run: Run, _ which: DocumentSelection) throws(RunError) -> [StoredDocument] {
        let condition: String
        let order: String
        var values: [any SQLParameter] = [run.round, run.id]
        switch which {
        case .chunk(let chunk):
            (condition, order) = ("d.chunk = $3", "d.seq")
            values.append(chunk)
        case .file(let file):
            (condition, order) = ("d.seq IN (SELECT seq FROM piece WHERE run = $2 AND file = $3)", "p.place")
            values.append(file)
        case .sequence(let sequence):
            (condition, order) = ("d.seq = $3", "d.seq")
            values.append(sequence)
        case .exceptions:
            condition = """
                d.seq IN (
                    SELECT seq FROM document WHERE run = $2 AND reasons IS NOT NULL
                    UNION SELECT seq FROM composed WHERE run = $2 AND round = $1 AND state <> 'composed'
                    UNION SELECT seq FROM waiver WHERE run = $2 UNION SELECT seq FROM stop WHERE run = $2)
                """
            order = "d.seq"
        case .accounts:
            condition = """
                d.copy = 0 AND d.detail = 0 AND d.account IS NOT NULL AND c.state IN ('composed', 'suppressed')
                AND w.seq IS NULL
                """
            order = "d.sort, d.seq"
        case .unsound: (condition, order) = ("d.reasons IS NOT NULL", "d.seq")
        }
        let found = try sql.all(
            """
            SELECT \(Self.storedColumns) FROM document AS d
            \(Self.joins(round: "$1"))
            WHERE d.run = $2 AND \(condition) ORDER BY \(order)
            """, values
        ) { row throws(RunError) in try StoredDocument(row, 0) }
        guard case .exceptions = which else { return found }
        // A result of a document that was corrected since is no exception.
        return found.filter { $0.state != .composed && $0.state != .waiting || $0.isStopped }
    }

    package func find(_ query: FindQuery) throws(RunError) -> [(run: Run, document: StoredDocument)] {
        var conditions = ["run.state <> 'cancelled'"]
        var values: [any SQLParameter] = []
        func mark(_ value: any SQLParameter) -> String {
            values.append(value)
            return "$\(values.count)"
        }
        if let text = query.text {
            // Each by its own index.
            let name = mark(text)
            conditions.append(
                "(d.run, d.seq) IN (SELECT run, seq FROM document WHERE account = \(name) UNION SELECT run, seq FROM document WHERE number = \(name))"
            )
        }
        if let number = query.number { conditions.append("d.number = \(mark(number))") }
        if let run = query.run {
            let name = "run.name = \(mark(run))"
            conditions.append(Int64(run).map { "(\(name) OR run.id = \(mark($0)))" } ?? name)
        }
        if let from = query.from { conditions.append("run.as_of >= \(mark(from.days))") }
        if let to = query.to { conditions.append("run.as_of <= \(mark(to.days))") }
        let limit = mark(query.most)
        return try sql.all(
            """
            SELECT \(Self.runColumns(of: "run")), \(Self.storedColumns) FROM document AS d JOIN run ON run.id = d.run
            \(Self.joins(round: "run.round"))
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY run.as_of DESC, run.id DESC, d.seq LIMIT \(limit)
            """, values
        ) { row throws(RunError) in (try Run(row), try StoredDocument(row, Self.runColumnCount)) }
    }

    package func bundleFiles(_ bundle: Digest) throws(RunError) -> [BundleFile] {
        // Databases order texts each in its own way.
        try sql.all("SELECT path, blob FROM bundle_file WHERE bundle = $1", [bundle]) { row throws(RunError) in
            BundleFile(path: try row.text(0), blob: try row.digest(1))
        }.sorted { $0.path < $1.path }
    }

    package func insert(_ files: [BundleFile], bundle: Digest) throws(RunError) {
        try sql.run(
            "INSERT INTO bundle_file (bundle, path, blob) VALUES ($1, $2, $3) ON CONFLICT (bundle, path) DO NOTHING",
            rows: files.map { [bundle.sql, $0.path.sql, $0.blob.sql] })
    }

    package func deleteBundle(_ bundle: Digest) throws(RunError) {
        try sql.run("DELETE FROM bundle_file WHERE bundle = $1", [bundle])
    }

    package func needsBundle(_ bundle: Digest) throws(RunError) -> Bool {
        try sql.exists("SELECT 1 FROM run WHERE bundle = $1 AND pruned = 0 LIMIT 1", [bundle])
    }

    package func insert(ownFile: Digest, of run: RunID, sequence: Int) throws(RunError) {
        try sql.run("INSERT INTO own_file (run, seq, blob) VALUES ($1, $2, $3)", [run, sequence, ownFile])
    }

    package func blobs(of run: RunID) throws(RunError) -> [Digest] {
        try sql.all(
            """
            SELECT blob FROM chunk WHERE run = $1 UNION SELECT blob FROM file WHERE run = $1 AND blob IS NOT NULL
            UNION SELECT blob FROM own_file WHERE run = $1
            """, [run]
        ) { row throws(RunError) in try row.digest(0) }
    }

    package func deleteDocuments(of run: RunID) throws(RunError) {
        try deleteJobs(of: run)
        for table in [
            "document", "composed", "chunk_result", "chunk_total", "waiver", "stop", "piece", "own_file", "issued", "file",
            "chunk",
        ] { try sql.run("DELETE FROM \(table) WHERE run = $1", [run]) }
    }

    package func isReferred(_ blob: Digest) throws(RunError) -> Bool {
        for table in ["chunk", "file", "bundle_file", "own_file"] {
            if try sql.exists("SELECT 1 FROM \(table) WHERE blob = $1 LIMIT 1", [blob]) { return true }
        }
        return false
    }

    package func blobs(after blob: Digest?, limit: Int) throws(RunError) -> [Digest] {
        try sql.all(
            """
            SELECT blob FROM (
                SELECT blob FROM chunk UNION SELECT blob FROM file WHERE blob IS NOT NULL
                UNION SELECT blob FROM bundle_file UNION SELECT blob FROM own_file) AS kept
            WHERE blob > $1 ORDER BY blob LIMIT $2
            """, [blob?.bytes ?? [], limit]
        ) { row throws(RunError) in try row.digest(0) }
    }
}

extension StoredDocument {
    /// From the columns of `storedColumns`, of which the first is at `first`.
    fileprivate init(_ row: SQLRow, _ first: Int) throws(RunError) {
        self.init(try NewDocument(row, first))
        var at = first + SQLTransaction.documentColumnCount
        if try row.optionalInteger(at) != nil { composed = try ComposedDocument(row, at) }
        at += SQLTransaction.composedColumnCount
        if let by = try row.optionalText(at) { waiver = Waiver(sequence: sequence, by: by, why: try row.text(at + 1)) }
        isStopped = try row.optionalInteger(at + 2) != nil
        if let sequence = try row.optionalInt(at + 3) {
            piece = PrintPiece(
                sequence: sequence, place: try row.int(at + 4), piece: try row.optionalInt(at + 5), file: try row.int(at + 6),
                firstPage: try row.int(at + 7))
        }
        ownFile = try row.optionalDigest(at + 8)
    }
}
