import Foundation
import GRDB
import Records
import System

extension SQLiteStore {
    package func keep(_ kept: KeptDocument, by who: String) throws(RunError) -> String {
        try write { db in
            // One book for each kind, set of templates and program: what made a document can be told years later.
            if kept.copy == nil, let number = kept.document.number,
                let earlier = try self.kept(number: number, kind: kept.kind, db)
            {
                throw RunError.usage(
                    "its number was given out before, as \(earlier); billpress reissue \(earlier) writes it again")
            }
            let copy = kept.copy.map { "-copy-\($0)" } ?? ""
            let book =
                "desk-\(kept.kind)-\(kept.asOf)-\(kept.bundle.short.prefix(8))-\(kept.engine.digest.short.prefix(8))\(kept.language.map { "-\($0)" } ?? "")\(copy)"
            let desk: RunID
            if let id = try Int64.fetchOne(db, sql: "SELECT id FROM run WHERE name = ?", arguments: [book]) {
                desk = RunID(id)
            } else {
                try keep(kept.bundle, kept.bundleFiles, db)
                try db.execute(
                    sql: """
                        INSERT INTO run (name, kind, state, as_of, language, source, content, data, bundle, engine_name, engine, begun,
                            begun_by, urgent, approvals_needed, duplex, retention_years, records, cents, unreadable, released_on, is_desk, copy)
                        VALUES (?, ?, 'released', ?, ?, 'one-off documents', ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, 0, 0, 0, ?, 1, ?)
                        """,
                    arguments: [
                        book, kept.kind, kept.asOf.days, kept.language, kept.record.data, kept.record.data, kept.bundle.data,
                        kept.engine.name, kept.engine.digest.data, clock.timeOfDay(), who, kept.retentionYears, kept.asOf.days,
                        kept.copy,
                    ])
                desk = RunID(db.lastInsertedRowID)
            }
            let sequence =
                (try Int.fetchOne(db, sql: "SELECT max(seq) FROM document WHERE run = ?", arguments: [desk.number]) ?? 0) + 1
            try db.execute(sql: "INSERT INTO chunk VALUES (?, ?, ?)", arguments: [desk.number, sequence, kept.record.data])
            var document = kept.document
            document.sequence = sequence
            document.chunk = sequence
            try Insertion(db).run(document, of: desk)
            try db.execute(
                sql: """
                    UPDATE document SET state = 'composed', pages = ?, sheets = ?, stated = ?, digest = ?, blob = ?
                    WHERE run = ? AND seq = ?
                    """,
                arguments: [
                    kept.pages, kept.sheets, kept.stated, kept.digest.data, kept.pdf.data, desk.number, sequence,
                ])
            let name = DocumentName.of(desk, sequence)
            try note("keep", "\(name), pages \(kept.digest), file \(kept.pdf)", run: desk, by: who, db)
            return name
        }
    }

    package func kept(number: String, kind: String) throws(RunError) -> String? {
        try read { db in try kept(number: number, kind: kind, db) }
    }

    private func kept(number: String, kind: String, _ db: Database) throws -> String? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT document.run, document.seq FROM document JOIN run ON run.id = document.run
                WHERE document.number = ? AND run.kind = ? AND run.is_desk = 1 AND run.copy IS NULL
                """, arguments: [number, kind]
        ).map { DocumentName.of(RunID($0["run"]), $0["seq"]) }
    }

    private static let found = """
        SELECT run.*, document.*, document.copy AS document_copy, document.run AS run_id, document.state AS document_state, file.name AS file_name,
            file.blob AS file_blob, document.blob AS own_blob, document.pages AS page_count
        FROM document JOIN run ON run.id = document.run
        LEFT JOIN file ON file.run = document.run AND file.number = document.file
        """

    private static func found(_ row: Row) throws -> FoundDocument {
        let run = try Self.run(row)
        return FoundDocument(
            name: DocumentName.of(run.id, row["seq"]), run: run, sequence: row["seq"], copy: row["document_copy"],
            number: row["number"],
            account: row["account"], state: DocumentState(rawValue: row["document_state"]) ?? .waiting,
            isStopped: row["stopped"], pages: row["page_count"], stated: row["stated"], piece: row["piece"],
            file: row["file_name"], fileBlob: row.digest("file_blob"), firstPage: row["first_page"], blob: row.digest("own_blob"))
    }

    package func find(_ query: FindQuery) throws(RunError) -> [FoundDocument] {
        try read { db in
            var conditions = ["run.state <> 'cancelled'"]
            var arguments: StatementArguments = []
            if let text = query.text {
                // Each by its own index.
                conditions.append(
                    "document.rowid IN (SELECT rowid FROM document WHERE account = ? UNION SELECT rowid FROM document WHERE number = ?)"
                )
                arguments += [text, text]
            }
            if let run = query.run {
                conditions.append("(run.name = ? OR run.id = ?)")
                arguments += [run, Int64(run)]
            }
            if let from = query.from {
                conditions.append("run.as_of >= ?")
                arguments += [from.days]
            }
            if let to = query.to {
                conditions.append("run.as_of <= ?")
                arguments += [to.days]
            }
            arguments += [query.most]
            return try Row.fetchAll(
                db,
                sql:
                    "\(Self.found) WHERE \(conditions.joined(separator: " AND ")) ORDER BY run.as_of DESC, run.id DESC, seq LIMIT ?",
                arguments: arguments
            ).map { try Self.found($0) }
        }
    }

    package func document(_ name: String) throws(RunError) -> FoundDocument {
        try read { db in
            if let (run, sequence) = DocumentName.parse(name),
                let row = try Row.fetchOne(
                    db, sql: "\(Self.found) WHERE document.run = ? AND document.seq = ?", arguments: [run.number, sequence])
            {
                if try Bool.fetchOne(db, sql: "SELECT 1 FROM document WHERE number = ? LIMIT 1", arguments: [name]) ?? false {
                    throw RunError.usage(
                        "\(name) is a document's name here, and the number that another has in its data; find it by its account")
                }
                return try Self.found(row)
            }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    \(Self.found) WHERE document.number = ? AND run.state = 'released'
                        AND (document.first_page IS NOT NULL OR document.blob IS NOT NULL)
                    ORDER BY run.id DESC, seq LIMIT 20
                    """, arguments: [name])
            if rows.count > 1 {
                let names = rows.map { DocumentName.of(RunID($0["run_id"]), $0["seq"]) }
                throw RunError.usage(
                    "\(rows.count) documents have the number \(name); name one of them: \(names.joined(separator: ", "))")
            }
            guard let row = rows.first else {
                throw RunError.usage("there is no issued document \(name); `billpress find ACCOUNT` lists those of an account")
            }
            return try Self.found(row)
        }
    }

    package func chunks(of run: RunID) throws(RunError) -> [(number: Int, blob: Digest)] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT number, blob FROM chunk WHERE run = ? ORDER BY number", arguments: [run.number]).map
            {
                ($0["number"], try $0.needed("blob"))
            }
        }
    }

    package func bundleFiles(_ bundle: Digest) throws(RunError) -> [BundleFile] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT path, blob FROM bundle_file WHERE bundle = ? ORDER BY path", arguments: [bundle.data]
            ).map { BundleFile(path: $0["path"], blob: try $0.needed("blob")) }
        }
    }

    package func hold(_ run: RunID, why: String?, by who: String) throws(RunError) {
        try write { db in
            try db.execute(sql: "UPDATE run SET held = ? WHERE id = ?", arguments: [why, run.number])
            try note(why == nil ? "unhold" : "hold", why ?? "", run: run, by: who, db)
        }
    }

    package func prune(_ run: RunID, by who: String) throws(RunError) -> [Digest] {
        try write { db in
            let about = try self.run(run, db)
            if let held = about.held { throw RunError.usage("the run \(about.name) is held: \(held)") }
            guard [.released, .cancelled].contains(about.state) else {
                throw RunError.usage(
                    "the run \(about.name) is \(about.state.rawValue); only released and cancelled runs are pruned")
            }
            var blobs: Set<Digest> = []
            for sql in [
                "SELECT blob FROM chunk WHERE run = ?", "SELECT blob FROM file WHERE run = ? AND blob IS NOT NULL",
                "SELECT blob FROM document WHERE run = ? AND blob IS NOT NULL",
            ] {
                for row in try Row.fetchAll(db, sql: sql, arguments: [run.number]) { blobs.insert(try row.needed("blob")) }
            }
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM document WHERE run = ?", arguments: [run.number]) ?? 0
            for table in ["document", "chunk", "file", "job"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [run.number])
            }
            try db.execute(sql: "UPDATE run SET pruned = 1 WHERE id = ?", arguments: [run.number])
            let usesBundle =
                try Bool.fetchOne(
                    db, sql: "SELECT 1 FROM run WHERE bundle = ? AND pruned = 0", arguments: [about.bundle.data]) ?? false
            if !usesBundle {
                for row in try Row.fetchAll(
                    db, sql: "SELECT blob FROM bundle_file WHERE bundle = ?", arguments: [about.bundle.data])
                {
                    blobs.insert(try row.needed("blob"))
                }
                try db.execute(sql: "DELETE FROM bundle_file WHERE bundle = ?", arguments: [about.bundle.data])
            }
            try note("prune", "\(about.name): \(count) documents", run: run, by: who, db)
            return try blobs.sorted().filter { try !isReferred($0, db) }
        }
    }

    package func ownFiles(of run: RunID) throws(RunError) -> [(name: String, blob: Digest)] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT seq, blob FROM document WHERE run = ? AND blob IS NOT NULL ORDER BY seq", arguments: [run.number]
            ).map { (DocumentName.of(run, $0["seq"]), try $0.needed("blob")) }
        }
    }

    package func blobs() throws(RunError) -> [Digest] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT blob FROM chunk UNION SELECT blob FROM file WHERE blob IS NOT NULL
                    UNION SELECT blob FROM bundle_file UNION SELECT blob FROM document WHERE blob IS NOT NULL
                    """
            ).map { try $0.needed("blob") }
        }
    }

    package func snapshot(to path: String) throws(RunError) {
        do {
            try queue.vacuum(into: path)
        } catch { throw StoreFault.error(error) }
    }

    package func isReferred(_ blob: Digest) throws(RunError) -> Bool { try read { try isReferred(blob, $0) } }

    private func isReferred(_ blob: Digest, _ db: Database) throws -> Bool {
        for table in ["chunk", "file", "bundle_file", "document"] {
            if try Bool.fetchOne(db, sql: "SELECT 1 FROM \(table) WHERE blob = ? LIMIT 1", arguments: [blob.data]) ?? false {
                return true
            }
        }
        return false
    }
}
