import Foundation
import GRDB
import Platform
import Runs

/// The tables of version 0.1, and what its approvals were of.
enum FirstSchema {
    static let tables = """
        CREATE TABLE run (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, state TEXT NOT NULL,
            as_of INTEGER NOT NULL, language TEXT, source TEXT NOT NULL, source_digest BLOB, content BLOB NOT NULL,
            data BLOB NOT NULL, bundle BLOB NOT NULL, engine_name TEXT NOT NULL, engine BLOB NOT NULL,
            begun TEXT NOT NULL, begun_by TEXT NOT NULL, paused INTEGER NOT NULL DEFAULT 0, urgent INTEGER NOT NULL,
            approvals_needed INTEGER NOT NULL, duplex INTEGER NOT NULL, retention_years INTEGER NOT NULL,
            records INTEGER NOT NULL, cents INTEGER NOT NULL, unreadable INTEGER NOT NULL, copies INTEGER NOT NULL DEFAULT 0,
            expected_records INTEGER, expected_cents INTEGER, expected_from TEXT, expected_waived TEXT,
            output TEXT, publishing BLOB, released_on INTEGER, held TEXT, pruned INTEGER NOT NULL DEFAULT 0,
            is_desk INTEGER NOT NULL DEFAULT 0, copy TEXT, stop_list BLOB, each INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX run_content ON run(content);

        CREATE TABLE input_group (
            run INTEGER NOT NULL REFERENCES run(id), cycle TEXT NOT NULL, route TEXT NOT NULL,
            records INTEGER NOT NULL, cents INTEGER NOT NULL, unreadable INTEGER NOT NULL,
            PRIMARY KEY (run, cycle, route)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE chunk (
            run INTEGER NOT NULL REFERENCES run(id), number INTEGER NOT NULL, blob BLOB NOT NULL,
            PRIMARY KEY (run, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE document (
            run INTEGER NOT NULL REFERENCES run(id), seq INTEGER NOT NULL, copy INTEGER NOT NULL, parent INTEGER,
            chunk INTEGER NOT NULL, at INTEGER NOT NULL, length INTEGER NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL,
            account TEXT, number TEXT, key TEXT, sort BLOB NOT NULL, cycle TEXT NOT NULL, route TEXT NOT NULL,
            delivery TEXT, barcode TEXT, cents INTEGER, name_length INTEGER NOT NULL,
            state TEXT NOT NULL, reasons TEXT, waived_by TEXT, waived_why TEXT, stopped INTEGER NOT NULL DEFAULT 0,
            pages INTEGER NOT NULL DEFAULT 0, sheets INTEGER NOT NULL DEFAULT 0, stated INTEGER, digest BLOB, way BLOB,
            marks INTEGER NOT NULL DEFAULT 0,
            place INTEGER, piece INTEGER, file INTEGER, first_page INTEGER, blob BLOB,
            PRIMARY KEY (run, seq)
        ) STRICT;
        CREATE INDEX document_account ON document(account);
        CREATE INDEX document_number ON document(number);
        CREATE INDEX document_chunk ON document(run, chunk, seq);
        CREATE INDEX document_key ON document(run, key);
        CREATE INDEX document_parent ON document(run, parent) WHERE parent IS NOT NULL;
        CREATE INDEX document_blob ON document(blob) WHERE blob IS NOT NULL;
        CREATE INDEX document_file ON document(run, file, place) WHERE file IS NOT NULL;
        CREATE INDEX document_open ON document(run) WHERE state IN ('quarantined', 'waived', 'suppressed');

        CREATE INDEX chunk_blob ON chunk(blob);

        CREATE TABLE job (
            -- A number is never given twice: a fence of a job that is gone must not open another.
            id INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL REFERENCES run(id), kind TEXT NOT NULL,
            number INTEGER NOT NULL, documents INTEGER NOT NULL, state TEXT NOT NULL, priority INTEGER NOT NULL, attempt INTEGER NOT NULL DEFAULT 0,
            fence INTEGER NOT NULL DEFAULT 0, owner TEXT, boot TEXT, until INTEGER, error TEXT
        ) STRICT;
        CREATE INDEX job_ready ON job(priority, id) WHERE state IN ('available', 'retryable', 'running');
        CREATE INDEX job_run ON job(run);

        CREATE TABLE suspect (
            job INTEGER NOT NULL, seq INTEGER NOT NULL, weight INTEGER NOT NULL, how TEXT NOT NULL, PRIMARY KEY (job, seq)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE file (
            run INTEGER NOT NULL REFERENCES run(id), number INTEGER NOT NULL, class INTEGER NOT NULL, name TEXT NOT NULL,
            first_piece INTEGER NOT NULL, last_piece INTEGER NOT NULL, documents INTEGER NOT NULL, pages INTEGER NOT NULL,
            sheets INTEGER NOT NULL, cents INTEGER NOT NULL, blob BLOB, bytes INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (run, number)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX file_blob ON file(blob);

        CREATE TABLE approval (
            run INTEGER NOT NULL REFERENCES run(id), who TEXT NOT NULL, on_day INTEGER NOT NULL, ledger BLOB NOT NULL,
            PRIMARY KEY (run, who)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE bundle_file (
            bundle BLOB NOT NULL, path TEXT NOT NULL, blob BLOB NOT NULL, PRIMARY KEY (bundle, path)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX bundle_file_blob ON bundle_file(blob);

        CREATE TABLE audit (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL, run INTEGER,
            text TEXT NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL
        ) STRICT;
        CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
        CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
        CREATE INDEX audit_run ON audit(run);
        """

    /// The digest of every document as version 0.1 made it.
    static func ledger(of run: Int64, _ db: Database) throws -> Digest {
        let digester = Digester()
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT seq, copy, parent, chunk, at, length, state, pages, sheets, stated, cents, digest, waived_by, account, number,
                    barcode, delivery, cycle, route, sort
                FROM document WHERE run = ? ORDER BY seq
                """,
            arguments: [run])
        while let row = try rows.next() {
            for column in ["seq", "copy", "parent", "chunk", "at", "length", "pages", "sheets", "stated", "cents"] {
                digester.add((row[column] as Int64?) ?? .min)
            }
            for column in ["state", "waived_by", "account", "number", "barcode", "delivery", "cycle", "route"] {
                let text = row[column] as String?
                digester.add(Int64(text?.utf8.count ?? -1))
                digester.add(text ?? "")
            }
            for column in ["digest", "sort"] {
                let bytes = [UInt8]((row[column] as Data?) ?? Data())
                digester.add(Int64(bytes.count))
                digester.add(bytes)
            }
        }
        if let about = try Row.fetchOne(
            db, sql: "SELECT data, bundle, engine, engine_name FROM run WHERE id = ?", arguments: [run])
        {
            for column in ["data", "bundle", "engine"] { digester.add([UInt8]((about[column] as Data?) ?? Data())) }
            digester.add(about["engine_name"] as String? ?? "")
        }
        return digester.finish()
    }
}

extension Digest {
    var databaseBytes: Data { Data(bytes) }
}
