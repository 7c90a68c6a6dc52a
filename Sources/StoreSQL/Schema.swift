/// The tables, in the words of one database.
package struct Schema: Sendable {
    /// The type of bytes.
    package var bytes: String
    /// What stands behind a table whose rows lie in the order of its key.
    package var clustered: String
    /// What stands behind any other table.
    package var plain: String
    /// The type of a number that the database gives, and never gives twice.
    package var serial: String
    package init(bytes: String, clustered: String, plain: String, serial: String) {
        self.bytes = bytes
        self.clustered = clustered
        self.plain = plain
        self.serial = serial
    }

    /// Version 2's tables beside `run`, `job` and `audit`. A migration holds what was in their place before.
    package var second: String {
        """
        CREATE TABLE chunk (
            run INTEGER NOT NULL REFERENCES run(id), number INTEGER NOT NULL, blob \(bytes) NOT NULL, own INTEGER NOT NULL,
            copies INTEGER NOT NULL, digest \(bytes) NOT NULL, PRIMARY KEY (run, number)
        ) \(clustered);
        CREATE INDEX chunk_blob ON chunk(blob);

        -- What was taken in. A row is written once, and replaced by a correction.
        CREATE TABLE document (
            run INTEGER NOT NULL REFERENCES run(id), seq INTEGER NOT NULL, copy INTEGER NOT NULL, detail INTEGER NOT NULL,
            parent INTEGER, chunk INTEGER NOT NULL, at INTEGER NOT NULL, length INTEGER NOT NULL, line INTEGER NOT NULL,
            col INTEGER NOT NULL, account TEXT, number TEXT, key TEXT, sort \(bytes) NOT NULL, cycle TEXT, route TEXT,
            delivery TEXT, barcode TEXT, cents INTEGER, name_length INTEGER NOT NULL, reasons TEXT, PRIMARY KEY (run, seq)
        ) \(plain);
        CREATE INDEX document_account ON document(account);
        CREATE INDEX document_number ON document(number);
        CREATE INDEX document_chunk ON document(run, chunk, seq);
        CREATE INDEX document_key ON document(run, key);
        CREATE INDEX document_parent ON document(run, parent) WHERE parent IS NOT NULL;
        CREATE INDEX document_unsound ON document(run, seq) WHERE reasons IS NOT NULL;

        -- What became of it when it was laid out. A row is written once; the next round has rows of its own.
        CREATE TABLE composed (
            run INTEGER NOT NULL REFERENCES run(id), round INTEGER NOT NULL, chunk INTEGER NOT NULL, seq INTEGER NOT NULL,
            state TEXT NOT NULL, reasons TEXT, pages INTEGER NOT NULL, stated INTEGER, digest \(bytes), way \(bytes) NOT NULL,
            marks INTEGER NOT NULL, PRIMARY KEY (run, round, chunk, seq)
        ) \(clustered);
        CREATE INDEX composed_aside ON composed(run, round, seq) WHERE state <> 'composed';

        CREATE TABLE chunk_result (
            run INTEGER NOT NULL REFERENCES run(id), round INTEGER NOT NULL, chunk INTEGER NOT NULL, digest \(bytes) NOT NULL,
            PRIMARY KEY (run, round, chunk)
        ) \(clustered);
        CREATE TABLE chunk_total (
            run INTEGER NOT NULL REFERENCES run(id), round INTEGER NOT NULL, chunk INTEGER NOT NULL, cycle TEXT NOT NULL,
            route TEXT NOT NULL, state TEXT NOT NULL, delivery TEXT NOT NULL, is_copy INTEGER NOT NULL, pages INTEGER NOT NULL,
            documents INTEGER NOT NULL, cents INTEGER NOT NULL, credit_cents INTEGER NOT NULL,
            PRIMARY KEY (run, round, chunk, cycle, route, state, delivery, is_copy, pages)
        ) \(clustered);

        CREATE TABLE waiver (
            run INTEGER NOT NULL REFERENCES run(id), seq INTEGER NOT NULL, waived_by TEXT NOT NULL, why TEXT NOT NULL,
            PRIMARY KEY (run, seq)
        ) \(clustered);
        CREATE TABLE stop (
            run INTEGER NOT NULL REFERENCES run(id), seq INTEGER NOT NULL, PRIMARY KEY (run, seq)
        ) \(clustered);

        CREATE TABLE file (
            run INTEGER NOT NULL REFERENCES run(id), number INTEGER NOT NULL, is_printed INTEGER NOT NULL,
            class INTEGER NOT NULL, name TEXT NOT NULL, first_piece INTEGER NOT NULL, last_piece INTEGER NOT NULL,
            documents INTEGER NOT NULL, pages INTEGER NOT NULL, sheets INTEGER NOT NULL, cents INTEGER NOT NULL,
            pieces \(bytes) NOT NULL, blob \(bytes), bytes INTEGER NOT NULL, PRIMARY KEY (run, number)
        ) \(clustered);
        CREATE INDEX file_blob ON file(blob);
        CREATE TABLE piece (
            run INTEGER NOT NULL REFERENCES run(id), seq INTEGER NOT NULL, place INTEGER NOT NULL, piece INTEGER,
            file INTEGER NOT NULL, first_page INTEGER NOT NULL, PRIMARY KEY (run, seq)
        ) \(clustered);
        CREATE INDEX piece_file ON piece(run, file, place);

        CREATE TABLE own_file (
            run INTEGER NOT NULL REFERENCES run(id), seq INTEGER NOT NULL, blob \(bytes) NOT NULL, PRIMARY KEY (run, seq)
        ) \(clustered);
        CREATE INDEX own_file_blob ON own_file(blob);

        -- What tells an issued document from all others of its kind: none is issued twice.
        CREATE TABLE issued (
            kind TEXT NOT NULL, number TEXT NOT NULL, key TEXT NOT NULL, run INTEGER NOT NULL REFERENCES run(id),
            seq INTEGER NOT NULL, PRIMARY KEY (kind, number, key)
        ) \(clustered);
        CREATE INDEX issued_run ON issued(run);
        """
    }
}
