import GRDB
import Records
import Runs
import StoreSQL

/// The versions of the tables. Migrations are added at the end and never changed.
enum Migrations {
    static func migrator(_ clock: Clock) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: runs") { db in try db.execute(sql: FirstSchema.tables) }
        migrator.registerMigration("2: sealed ledger") { db in
            try SecondSchema.move(db)
            let transaction = SQLStore.transaction(of: SQLiteConnection(db, clock))
            try Ledger.adopt(in: transaction, by: .worker(on: clock.machine()))
        }
        return migrator
    }
}

/// Moves the rows of version 0.1 into tables of their own: what was taken in, what was laid out, what was decided.
enum SecondSchema {
    static let schema = Schema(bytes: "BLOB", clustered: "STRICT, WITHOUT ROWID", plain: "STRICT", serial: "INTEGER")

    static func move(_ db: Database) throws {
        try dropVoidApprovals(db)
        for index in [
            "document_account", "document_number", "document_chunk", "document_key", "document_parent", "document_blob",
            "document_file", "document_open", "chunk_blob", "file_blob",
        ] { try db.execute(sql: "DROP INDEX \(index)") }
        for table in ["document", "chunk", "file"] { try db.execute(sql: "ALTER TABLE \(table) RENAME TO first_\(table)") }
        try db.execute(sql: schema.second)
        try db.execute(sql: columns)
        try db.execute(sql: rows)
        for table in ["document", "chunk", "file"] { try db.execute(sql: "DROP TABLE first_\(table)") }
    }

    private static let columns = """
        ALTER TABLE run RENAME COLUMN is_desk TO is_one_off;
        ALTER TABLE run ADD COLUMN round INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE job RENAME COLUMN boot TO era;
        ALTER TABLE audit ADD COLUMN format INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE audit ADD COLUMN person INTEGER;
        ALTER TABLE audit ADD COLUMN way TEXT NOT NULL DEFAULT 'command';
        ALTER TABLE audit ADD COLUMN machine TEXT NOT NULL DEFAULT '';
        ALTER TABLE audit ADD COLUMN document INTEGER;
        UPDATE run SET expected_from = CASE WHEN expected_from LIKE 'the trailer%' THEN 'trailer' ELSE 'command line' END
        WHERE expected_from IS NOT NULL;
        CREATE INDEX audit_document ON audit(run, document) WHERE document IS NOT NULL;
        """

    /// What was set aside when it was taken in had marks of 0, and what was when it was laid out marks of -1. The digests are
    /// made when the runs are adopted.
    private static let rows = """
        INSERT INTO document (run, seq, copy, detail, parent, chunk, at, length, line, col, account, number, key, sort, cycle,
            route, delivery, barcode, cents, name_length, reasons)
        SELECT run, seq, max(copy, 0), copy < 0, parent, chunk, at, length, line, col, account, number, key, sort,
            nullif(cycle, ''), nullif(route, ''), delivery, barcode, cents, name_length,
            CASE WHEN state IN ('quarantined', 'waived') AND marks >= 0 THEN reasons END
        FROM first_document;
        -- A copy may have been waived with its record before it was laid out.
        INSERT INTO composed (run, round, chunk, seq, state, reasons, pages, stated, digest, way, marks)
        SELECT run, 1, chunk, seq, CASE WHEN state = 'waived' THEN 'quarantined' ELSE state END, reasons, pages, stated, digest,
            coalesce(way, x''), max(marks, 0)
        FROM first_document
        WHERE state IN ('composed', 'suppressed') OR (state IN ('quarantined', 'waived') AND marks < 0);
        INSERT INTO composed (run, round, chunk, seq, state, reasons, pages, stated, digest, way, marks)
        SELECT run, 1, chunk, seq, CASE WHEN delivery IS NULL THEN 'composed' ELSE 'suppressed' END, NULL, pages, stated,
            digest, coalesce(way, x''), marks
        FROM first_document WHERE state = 'waived' AND marks > 0 AND reasons IS NULL;
        INSERT INTO waiver (run, seq, waived_by, why)
        SELECT run, seq, coalesce(waived_by, ''), coalesce(waived_why, '') FROM first_document WHERE state = 'waived';
        INSERT INTO stop (run, seq) SELECT run, seq FROM first_document WHERE stopped = 1;
        INSERT INTO piece (run, seq, place, piece, file, first_page)
        SELECT run, seq, place, piece, file, first_page FROM first_document WHERE file IS NOT NULL;
        INSERT INTO own_file (run, seq, blob) SELECT run, seq, blob FROM first_document WHERE blob IS NOT NULL;
        INSERT INTO chunk (run, number, blob, own, copies, digest) SELECT run, number, blob, 0, 0, zeroblob(32) FROM first_chunk;
        INSERT INTO file (run, number, is_printed, class, name, first_piece, last_piece, documents, pages, sheets, cents, pieces,
            blob, bytes)
        SELECT run, number, class > 0, class, name, first_piece, last_piece, documents, pages, sheets, cents, zeroblob(32), blob,
            bytes
        FROM first_file;
        """

    /// An approval holds only while its line stands in the trail and the run is what it was then.
    private static func dropVoidApprovals(_ db: Database) throws {
        for run in try Int64.fetchAll(db, sql: "SELECT DISTINCT run FROM approval") {
            let ledger = try FirstSchema.ledger(of: run, db)
            try db.execute(
                sql: """
                    DELETE FROM approval WHERE run = ? AND (ledger <> ? OR NOT EXISTS (
                        SELECT 1 FROM audit WHERE audit.run = approval.run AND act = 'approve' AND audit.who = approval.who
                            AND text = ?))
                    """, arguments: [run, ledger.databaseBytes, "ledger \(ledger)"])
        }
    }
}
