import Foundation
import GRDB
import Records

extension SQLiteStore {
    /// The class of documents that are kept and not printed: behind all others.
    private static let kept = 100_000

    package func stop(_ run: RunID, _ names: Set<String>, by who: String) throws(RunError) -> Int {
        try write { db in
            let about = try self.run(run, db)
            guard about.state == .approved else {
                throw RunError.usage("the run \(about.name) is \(about.state.rawValue): the stop list comes with the release")
            }
            var count = 0
            let update = try db.makeStatement(
                sql: "UPDATE document SET stopped = 1 WHERE run = ? AND stopped = 0 AND (account = ? OR number = ?)")
            for name in names.sorted() {
                try update.execute(arguments: [run.number, name, name])
                count += db.changesCount
            }
            if count > 0 { try note("stop list", "\(names.count) names, \(count) documents", run: run, by: who, db) }
            return count
        }
    }

    package func plan(_ run: RunID, pagesPerFile: Int, output: String, on day: Day, by who: String) throws(RunError) {
        try write { db in
            let about = try self.run(run, db)
            guard about.state == .approved else {
                throw RunError.notReleased(
                    "the run \(about.name) is \(about.state.rawValue), and only an approved one is printed")
            }
            let current = try ledger(run, db)
            guard try approvals(of: run, db).filter({ $0.ledger == current }).count >= about.approvalsNeeded else {
                throw RunError.notReleased("the run \(about.name) is not what was approved: its books have changed since")
            }
            // Documents that are kept and not printed follow, in files of their own that stay in the archive.
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT seq, copy, pages, sheets, stated, CASE WHEN state = 'composed' THEN sheets ELSE \(Self.kept) END AS class
                    FROM document WHERE run = ? AND stopped = 0 AND state IN ('composed', 'suppressed')
                    ORDER BY class, sort, seq
                    """, arguments: [run.number])
            var files: [PlannedFile] = []
            var piece = 0
            let update = try db.makeStatement(
                sql: "UPDATE document SET place = ?, piece = ?, file = ?, first_page = ? WHERE run = ? AND seq = ?")
            for (place, row) in rows.enumerated() {
                let rank: Int = row["class"]
                let pages: Int = row["pages"]
                if files.isEmpty || files[files.count - 1].sheetClass != rank
                    || files[files.count - 1].pages + pages > pagesPerFile
                {
                    files.append(
                        PlannedFile(
                            number: files.count + 1, sheetClass: rank, name: "", firstPiece: rank == Self.kept ? 0 : piece + 1,
                            lastPiece: 0, documents: 0, pages: 0, sheets: 0, cents: 0, blob: nil, bytes: 0))
                }
                let last = files.count - 1
                if rank != Self.kept { piece += 1 }
                try update.execute(arguments: [
                    place + 1, rank == Self.kept ? nil : piece, files[last].number, files[last].pages + 1, run.number,
                    row["seq"] as Int64,
                ])
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
                sql: "UPDATE run SET output = ?, released_on = ? WHERE id = ?", arguments: [output, day.days, run.number])
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
                        document: DocumentName.of(run, row["seq"]), number: row["number"], account: row["account"],
                        pages: row["pages"], sheets: row["sheets"], file: row["file"], firstPage: row["first_page"],
                        barcode: row["barcode"], stated: row["stated"]))
            }
        }
    }

    package func publish(_ run: RunID, set digest: Digest) throws(RunError) {
        try write { db in
            try db.execute(
                sql: "UPDATE run SET publishing = ? WHERE id = ? AND state = 'printing'", arguments: [digest.data, run.number])
            guard db.changesCount == 1 else { throw RunError.notReleased("the run is not being printed any more") }
        }
    }

    package func publishing(_ run: RunID) throws(RunError) -> Digest? {
        try read { db in
            try Row.fetchOne(db, sql: "SELECT publishing FROM run WHERE id = ?", arguments: [run.number])?.digest("publishing")
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

/// A document's name in the store: the run and the place in it, as `17-000123`.
package enum DocumentName {
    package static func of(_ run: RunID, _ sequence: Int) -> String {
        let digits = String(sequence)
        return "\(run)-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
    }

    package static func parse(_ name: String) -> (run: RunID, sequence: Int)? {
        let parts = name.split(separator: "-")
        guard parts.count == 2, parts[1].count >= 6, let run = Int64(parts[0]), let sequence = Int(parts[1]) else { return nil }
        return (RunID(run), sequence)
    }
}
