import Foundation
import GRDB
import Pages
import Records
import Rendering
import System

extension SQLiteStore {
    package func runs() throws(RunError) -> [Run] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM run WHERE is_desk = 0 ORDER BY id").map { try Self.run($0) }
        }
    }

    package func allRuns() throws(RunError) -> [Run] {
        try read { db in try Row.fetchAll(db, sql: "SELECT * FROM run ORDER BY id").map { try Self.run($0) } }
    }

    package func run(_ name: String) throws(RunError) -> Run {
        try read { db in
            if let row = try Row.fetchOne(db, sql: "SELECT * FROM run WHERE name = ?", arguments: [name]) {
                return try Self.run(row)
            }
            if let number = Int64(name),
                let row = try Row.fetchOne(db, sql: "SELECT * FROM run WHERE id = ?", arguments: [number])
            {
                return try Self.run(row)
            }
            let names = try String.fetchAll(db, sql: "SELECT name FROM run WHERE is_desk = 0 ORDER BY id DESC LIMIT 500")
            throw RunError.usage(
                "there is no run \(name)\(Contract.didYouMean(name, in: names).map { "; \($0)" } ?? "; `billpress run list` names them")"
            )
        }
    }

    func run(_ id: RunID, _ db: Database) throws -> Run {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM run WHERE id = ?", arguments: [id.number]) else {
            throw RunError.usage("there is no run \(id)")
        }
        return try Self.run(row)
    }

    static func run(_ row: Row) throws -> Run {
        guard let state = RunState(rawValue: row["state"]) else {
            throw RunError.damaged("the store of runs is damaged: a run's state")
        }
        var input = InputTotals()
        input.records = row["records"]
        input.cents = row["cents"]
        input.unreadable = row["unreadable"]
        let expected = (row["expected_from"] as String?).map {
            ExpectedTotals(records: row["expected_records"], cents: row["expected_cents"], from: $0)
        }
        return Run(
            id: RunID(row["id"]), name: row["name"], kind: row["kind"], state: state, asOf: Day(days: row["as_of"]),
            language: row["language"], source: row["source"], sourceDigest: row.digest("source_digest"),
            data: try row.needed("data"), bundle: try row.needed("bundle"),
            engine: Engine(name: row["engine_name"], digest: try row.needed("engine")), begun: row["begun"],
            begunBy: row["begun_by"], isPaused: row["paused"], isUrgent: row["urgent"], approvalsNeeded: row["approvals_needed"],
            isDuplex: row["duplex"], retentionYears: row["retention_years"], input: input, copies: row["copies"],
            expected: expected,
            expectedWaived: row["expected_waived"], output: row["output"],
            releasedOn: (row["released_on"] as Int32?).map { Day(days: $0) }, held: row["held"], isPruned: row["pruned"],
            copy: row["copy"],
            stopList: row.digest("stop_list"), each: OutputProfile(number: row["each"]), publishing: row.digest("publishing"))
    }

    func setState(_ state: RunState, of run: RunID, _ db: Database) throws {
        // A pause is of the work at hand.
        try db.execute(sql: "UPDATE run SET state = ?, paused = 0 WHERE id = ?", arguments: [state.rawValue, run.number])
    }

    package func books(of id: RunID) throws(RunError) -> Books {
        try read { db in
            let run = try self.run(id, db)
            var books = Books()
            books.input = run.input
            books.expectedCopies = run.copies
            books.hasOwnData = try run.isPruned || dataDigest(of: id, db) == run.data
            books.expected = run.expectedWaived == nil ? run.expected : nil
            var groups: [String: Books.Group] = [:]
            func group(_ row: Row, _ change: (inout Books.Group) -> Void) {
                let cycle: String = row["cycle"]
                let route: String = row["route"]
                change(&groups[cycle + "\u{0}" + route, default: Books.Group(cycle: cycle, route: route)])
            }
            for row in try Row.fetchAll(db, sql: "SELECT * FROM input_group WHERE run = ?", arguments: [id.number]) {
                group(row) { $0.selected = Tally(documents: row["records"], cents: row["cents"]) }
            }
            var suppressed: [String: Tally] = [:]
            for row in try Row.fetchAll(
                db,
                sql: """
                    SELECT cycle, route, state, stopped, sign(copy) AS kind, CASE WHEN state = 'suppressed' THEN delivery END AS why,
                        count(*) AS documents, coalesce(sum(coalesce(stated, cents, 0)), 0) AS placed
                    FROM document WHERE run = ? GROUP BY cycle, route, state, stopped, sign(copy), why
                    """, arguments: [id.number])
            {
                let isCopy = (row["kind"] as Int) != 0
                let isStopped: Bool = row["stopped"]
                let count: Int = row["documents"]
                let tally = Tally(documents: isCopy ? 0 : count, cents: isCopy ? 0 : row["placed"])
                if row["kind"] as Int > 0 { books.copies += count }
                let reason = isStopped ? "stop list" : (row["why"] as String?)
                switch DocumentState(rawValue: row["state"]) {
                case .composed where !isStopped: group(row) { $0.composed += tally }
                case .composed, .suppressed:
                    group(row) { $0.suppressed += tally }
                    if !isCopy { suppressed[reason ?? "not printed", default: Tally()] += tally }
                    if isCopy { books.copiesSuppressed += count }
                case .quarantined:
                    group(row) { $0.quarantined += tally }
                    if isCopy { books.copiesQuarantined += count }
                case .waived:
                    group(row) { $0.waived += tally }
                    if isCopy { books.copiesWaived += count }
                case .waiting, nil:
                    if isCopy { books.copiesWaiting += count } else { group(row) { $0.waiting += count } }
                }
            }
            books.groups = groups.sorted { $0.key < $1.key }.map(\.value).filter {
                $0.selected != Tally() || $0.placed != Tally() || $0.waiting > 0
            }
            books.suppressedBy = suppressed.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            books.classes = try Row.fetchAll(
                db,
                sql: """
                    SELECT sheets AS class, count(*) AS documents, sum(pages) AS pages, sum(sheets) AS sheets_total,
                        coalesce(sum(CASE WHEN copy = 0 THEN coalesce(stated, 0) END), 0) AS placed
                    FROM document WHERE run = ? AND state = 'composed' AND stopped = 0 GROUP BY class ORDER BY class
                    """, arguments: [id.number]
            ).map {
                ($0["class"], Tally(documents: $0["documents"], cents: $0["placed"]), $0["pages"], $0["sheets_total"])
            }
            books.creditCents =
                try Int64.fetchOne(
                    db, sql: "SELECT coalesce(sum(stated), 0) FROM document WHERE run = ? AND copy = 0 AND stated < 0",
                    arguments: [id.number]) ?? 0
            return books
        }
    }

    package func exceptions(of run: RunID) throws(RunError) -> [Exception] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM document WHERE run = ? AND (state IN ('quarantined', 'waived', 'suppressed') OR stopped = 1)
                    ORDER BY seq
                    """, arguments: [run.number]
            ).map { row in
                let isStopped: Bool = row["stopped"]
                let state = DocumentState(rawValue: row["state"]) ?? .quarantined
                return Exception(
                    sequence: row["seq"], copy: row["copy"], line: row["line"],
                    account: (row["account"] as String?).map { MaskedAccount.tail(of: $0) },
                    state: isStopped ? .suppressed : state,
                    reasons: Reasons.read(row["reasons"]),
                    suppressed: isStopped ? "stop list" : state == .suppressed ? row["delivery"] : nil,
                    waivedBy: row["waived_by"], waivedWhy: row["waived_why"], cents: row["stated"] as Int64? ?? row["cents"])
            }
        }
    }

    package func proofCandidates(of run: RunID) throws(RunError) -> [ProofCandidate] {
        try read { db in
            try Row.fetchAll(
                db,
                sql:
                    """
                    SELECT seq, way, pages, marks, name_length, stated, copy, delivery FROM document
                    WHERE run = ? AND state IN ('composed', 'suppressed') ORDER BY seq
                    """, arguments: [run.number]
            ).map {
                ProofCandidate(
                    sequence: $0["seq"], way: $0.bytes("way") ?? [], pages: $0["pages"], marks: $0["marks"],
                    nameLength: $0["name_length"], stated: $0["stated"], copy: $0["copy"], delivery: $0["delivery"])
            }
        }
    }

    package func ledger(of run: RunID) throws(RunError) -> Digest {
        try read { db in try ledger(run, db) }
    }

    /// What the stop list takes out is not a change of what was approved.
    func ledger(_ run: RunID, _ db: Database) throws -> Digest {
        let digester = Digester()
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT seq, copy, parent, chunk, at, length, state, pages, sheets, stated, cents, digest, waived_by, account, number,
                    barcode, delivery, cycle, route, sort
                FROM document WHERE run = ? ORDER BY seq
                """,
            arguments: [run.number])
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
                let bytes = row.bytes(column) ?? []
                digester.add(Int64(bytes.count))
                digester.add(bytes)
            }
        }
        let about = try self.run(run, db)
        digester.add(about.data.bytes)
        digester.add(about.bundle.bytes)
        digester.add(about.engine.digest.bytes)
        digester.add(about.engine.name)
        return digester.finish()
    }
}

extension OutputProfile {
    /// As the store numbers the profiles of single files; 0 is none.
    private static let numbered: [OutputProfile] = [.print, .archive, .accessible]

    init?(number: Int) {
        guard OutputProfile.numbered.indices.contains(number - 1) else { return nil }
        self = OutputProfile.numbered[number - 1]
    }

    var number: Int { (OutputProfile.numbered.firstIndex(of: self) ?? 0) + 1 }
}
