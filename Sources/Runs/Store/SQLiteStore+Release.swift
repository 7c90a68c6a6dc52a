import Foundation
import GRDB
import Pages
import Records
import Rendering
import System

extension SQLiteStore {
    /// The class of documents that are kept and not printed: behind all others.
    private static let kept = 100_000

    package func stop(_ run: RunID, _ list: StopList, allowsUnmatched: Bool, by who: String) throws(RunError) -> (
        documents: Int, unmatched: [String]
    ) {
        try write { db in
            let about = try self.run(run, db)
            guard about.state == .approved else {
                throw RunError.usage("the run \(about.name) is \(about.state.rawValue): the stop list comes with the release")
            }
            try db.execute(sql: "CREATE TEMP TABLE stop (name TEXT PRIMARY KEY) WITHOUT ROWID")
            defer { try? db.execute(sql: "DROP TABLE temp.stop") }
            for name in list.names { try db.execute(sql: "INSERT INTO temp.stop VALUES (?)", arguments: [name]) }
            try db.execute(sql: "UPDATE document SET stopped = 0 WHERE run = ? AND stopped = 1", arguments: [run.number])
            try db.execute(
                sql: """
                    UPDATE document SET stopped = 1
                    WHERE run = ? AND (account IN (SELECT name FROM temp.stop) OR number IN (SELECT name FROM temp.stop))
                    """, arguments: [run.number])
            let count = db.changesCount
            let unmatched = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM temp.stop
                    WHERE name NOT IN (SELECT account FROM document WHERE run = ? AND stopped = 1 AND account IS NOT NULL)
                        AND name NOT IN (SELECT number FROM document WHERE run = ? AND stopped = 1 AND number IS NOT NULL)
                    ORDER BY name
                    """, arguments: [run.number, run.number])
            if !allowsUnmatched, !unmatched.isEmpty {
                let shown = unmatched.prefix(5).map { MaskedAccount.tail(of: $0) }.joined(separator: " ")
                throw RunError.usage(
                    "\(Books.many(unmatched.count, "name")) of the stop list \(unmatched.count == 1 ? "fits" : "fit") no document of \(about.name): \(shown)\(unmatched.count > 5 ? " …" : ""); --stop-anyway releases it all the same"
                )
            }
            try db.execute(sql: "UPDATE run SET stop_list = ? WHERE id = ?", arguments: [list.digest.data, run.number])
            try note(
                "stop list", "\(list.digest): \(list.names.count) names, \(count) documents, \(unmatched.count) names fit none",
                run: run, by: who, db)
            return (count, unmatched)
        }
    }

    private func refuseUnapproved(_ run: Run, _ db: Database) throws {
        guard try isApproved(run, db) else {
            throw RunError.notReleased("the run \(run.name) is not what was approved: its books have changed since")
        }
    }

    /// Documents that another run has printed or kept since this one was taken in.
    private func refuseIssued(_ run: Run, _ db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT own.seq, other_run.name FROM document AS own
                JOIN document AS other ON other.number = own.number AND other.run <> own.run AND other.key = own.key
                    AND other.copy = 0
                JOIN run AS other_run ON other_run.id = other.run
                WHERE own.run = ? AND own.copy = 0 AND own.stopped = 0 AND own.state IN ('composed', 'suppressed')
                    AND other_run.kind = ? AND other_run.is_desk = 0 AND other_run.state IN ('printing', 'released')
                    AND other.file IS NOT NULL
                ORDER BY own.seq
                """, arguments: [run.id.number, run.kind])
        guard let first = rows.first else { return }
        let other: String = first["name"]
        throw RunError.notReleased(
            "the numbers of \(Books.many(rows.count, "document")) of \(run.name) were issued already, the first, \(DocumentName.of(run.id, first["seq"])), in the run \(other): put \(rows.count == 1 ? "it" : "them") on the stop list"
        )
    }

    package func plan(_ run: RunID, pagesPerFile: Int, output: String, each: OutputProfile?, on day: Day, by who: String)
        throws(RunError)
    {
        try write { db in
            let about = try self.run(run, db)
            guard about.state == .approved else {
                throw RunError.notReleased(
                    "the run \(about.name) is \(about.state.rawValue), and only an approved one is printed")
            }
            try refuseUnapproved(about, db)
            try refuseIssued(about, db)
            // Documents that are kept and not printed follow, in files of their own that stay in the archive.
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT seq, copy, pages, sheets, stated, CASE WHEN state = 'composed' THEN sheets ELSE \(Self.kept) END AS class
                    FROM document WHERE run = ? AND stopped = 0 AND state IN ('composed', 'suppressed')
                    ORDER BY class, sort, seq
                    """, arguments: [run.number])
            var files: [PlannedFile] = []
            /// Of the last file, with blank backs: `PlannedFile.pages` are the documents' own.
            var length = 0
            var piece = 0
            let update = try db.makeStatement(
                sql: "UPDATE document SET place = ?, piece = ?, file = ?, first_page = ? WHERE run = ? AND seq = ?")
            for (place, row) in rows.enumerated() {
                let rank: Int = row["class"]
                let pages: Int = row["pages"]
                // What is kept and not printed has no backs.
                let taken = rank == Self.kept ? pages : about.sides.filePages(of: pages)
                if files.isEmpty || files[files.count - 1].sheetClass != rank
                    || length + taken > pagesPerFile
                {
                    length = 0
                    files.append(
                        PlannedFile(
                            number: files.count + 1, sheetClass: rank, name: "", firstPiece: rank == Self.kept ? 0 : piece + 1,
                            lastPiece: 0, documents: 0, pages: 0, sheets: 0, cents: 0, blob: nil, bytes: 0))
                }
                let last = files.count - 1
                if rank != Self.kept { piece += 1 }
                try update.execute(arguments: [
                    place + 1, rank == Self.kept ? nil : piece, files[last].number, length + 1, run.number,
                    row["seq"] as Int64,
                ])
                length += taken
                files[last].documents += 1
                files[last].pages += pages
                files[last].sheets += row["sheets"] as Int
                if (row["copy"] as Int) == 0 { files[last].cents += row["stated"] as Int64? ?? 0 }
                if rank != Self.kept { files[last].lastPiece = piece }
            }
            for (index, file) in files.enumerated() {
                let number = files[...index].filter { $0.sheetClass == file.sheetClass }.count
                let name = SQLiteStore.fileName(about.name, file.sheetClass, number)
                try db.execute(
                    sql: "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0)",
                    arguments: [
                        run.number, file.number, file.sheetClass == Self.kept ? 0 : file.sheetClass, name, file.firstPiece,
                        file.lastPiece,
                        file.documents, file.pages, file.sheets, file.cents,
                    ])
                try db.execute(
                    sql:
                        "INSERT INTO job (run, kind, number, documents, state, priority) VALUES (?, 'print', ?, ?, 'available', ?)",
                    arguments: [run.number, file.number, file.documents, about.isUrgent ? 0 : 5])
            }
            try db.execute(
                sql: "UPDATE run SET output = ?, released_on = ?, each = ? WHERE id = ?",
                arguments: [output, day.days, each?.number ?? 0, run.number])
            try setState(.printing, of: run, db)
            try note("print", "\(piece) pieces in \(files.count) files", run: run, by: who, db)
        }
    }

    /// `bill-2026-11_1-sheet_2.pdf`: nobody's account.
    private static func fileName(_ run: String, _ sheets: Int, _ number: Int) -> String {
        let stem = String(run.prefix(24).map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." ? $0 : "-" })
        let about = sheets == Self.kept ? "not-printed" : sheets == 1 ? "1-sheet" : "\(sheets)-sheets"
        return "\(stem)_\(about)_\(number).pdf"
    }

    package func files(of run: RunID) throws(RunError) -> [PlannedFile] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM file WHERE run = ? ORDER BY number", arguments: [run.number]).map {
                PlannedFile(
                    number: $0["number"], sheetClass: $0["class"], name: $0["name"], firstPiece: $0["first_piece"],
                    lastPiece: $0["last_piece"], documents: $0["documents"], pages: $0["pages"], sheets: $0["sheets"],
                    cents: $0["cents"], blob: $0.digest("blob"), bytes: $0["bytes"])
            }
        }
    }

    package func pieces(of run: RunID, _ body: (PrintPiece) throws -> Void) throws(RunError) {
        try read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT * FROM document WHERE run = ? AND file IS NOT NULL ORDER BY place", arguments: [run.number])
            while let row = try rows.next() {
                try body(
                    PrintPiece(
                        sequence: row["seq"], copy: row["copy"], piece: row["piece"] as Int? ?? 0,
                        document: DocumentName.of(run, row["seq"]), number: row["number"],
                        pages: row["pages"], sheets: row["sheets"], file: row["file"], firstPage: row["first_page"],
                        barcode: row["barcode"], stated: row["stated"]))
            }
        }
    }

    package func publish(_ run: RunID, set digest: Digest) throws(RunError) {
        try write { db in
            try refuseUnapproved(try self.run(run, db), db)
            // Every document that is to be issued stands in a file, and no other does.
            let lost = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM document
                    WHERE run = ? AND (state IN ('composed', 'suppressed') AND stopped = 0) <> (file IS NOT NULL)
                    """, arguments: [run.number])
            guard lost == 0 else { throw RunError.notReleased("the print files of the run are not of its documents") }
            try db.execute(
                sql:
                    "UPDATE run SET publishing = ? WHERE id = ? AND state = 'printing' AND (publishing IS NULL OR publishing = ?)",
                arguments: [digest.data, run.number, digest.data])
            guard db.changesCount == 1 else { throw RunError.notReleased("the run is not being printed any more") }
        }
    }

    package func release(_ run: RunID, by who: String) throws(RunError) {
        try write { db in
            let about = try self.run(run, db)
            guard about.state == .printing else { throw RunError.notReleased("the run \(about.name) is \(about.state.rawValue)") }
            let open = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM job WHERE run = ? AND kind = 'print' AND state <> 'completed'",
                arguments: [run.number])
            guard open == 0 else { throw RunError.notReleased("print files of \(about.name) are not written yet") }
            try setState(.released, of: run, db)
            let set = try Row.fetchOne(db, sql: "SELECT publishing FROM run WHERE id = ?", arguments: [run.number])?.digest(
                "publishing")
            try note("release", "set \(set?.description ?? "")", run: run, by: who, db)
        }
    }
}

/// A document's name in the store: the run and the place in it, as `r17-000123`.
package enum DocumentName {
    package static func of(_ run: RunID, _ sequence: Int) -> String {
        let digits = String(sequence)
        return "r\(run)-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
    }

    package static func parse(_ name: String) -> (run: RunID, sequence: Int)? {
        guard name.hasPrefix("r") else { return nil }
        let parts = name.dropFirst().split(separator: "-")
        guard parts.count == 2, parts[1].count >= 6, let run = Int64(parts[0]), let sequence = Int(parts[1]) else { return nil }
        return (RunID(run), sequence)
    }
}
