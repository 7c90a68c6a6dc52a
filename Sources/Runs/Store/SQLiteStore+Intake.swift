import Foundation
import GRDB
import Records
import Rendering
import System
import Texts

extension SQLiteStore {
    package func submit(_ new: NewRun, by who: String) throws(RunError) -> Run {
        try write { db in
            if try Bool.fetchOne(db, sql: "SELECT 1 FROM run WHERE name = ?", arguments: [new.name]) ?? false {
                throw RunError.usage("there is a run \(new.name) already; name this one with --name")
            }
            if !new.isForced, let earlier = try Self.run(ofContent: new.content, kind: new.kind, db) {
                throw RunError.usage("\(new.source) was taken in before, as the run \(earlier.name); --force takes it in again")
            }
            try keep(new.bundle, new.bundleFiles, db)
            let hasWork = new.documents.contains { $0.reasons.isEmpty }
            try db.execute(
                sql: """
                    INSERT INTO run (name, kind, state, as_of, language, source, source_digest, content, data, bundle, engine_name,
                        engine, begun, begun_by, urgent, approvals_needed, duplex, retention_years, records, cents, unreadable,
                        expected_records, expected_cents, expected_from, copies)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    new.name, new.kind, (hasWork ? RunState.composing : .composed).rawValue, new.asOf.days, new.language,
                    new.source, new.sourceDigest?.data, new.content.data, new.data.data, new.bundle.data, new.engine.name,
                    new.engine.digest.data, clock.timeOfDay(), who, new.isUrgent, new.rules.approvals, new.rules.isDuplex,
                    new.rules.retentionYears, new.input.records, new.input.cents, new.input.unreadable,
                    new.expected?.records, new.expected?.cents, new.expected?.from,
                    new.documents.count { $0.copy > 0 },
                ])
            let id = RunID(db.lastInsertedRowID)
            for group in new.groups {
                try db.execute(
                    sql: "INSERT INTO input_group VALUES (?, ?, ?, ?, ?, ?)",
                    arguments: [
                        id.number, group.cycle, group.route, group.totals.records, group.totals.cents, group.totals.unreadable,
                    ])
            }
            var waiting = [Int](repeating: 0, count: new.chunks.count)
            let insert = try Insertion(db)
            for document in new.documents {
                try insert.run(document, of: id)
                if document.reasons.isEmpty { waiting[document.chunk] += 1 }
            }
            for (number, blob) in new.chunks.enumerated() {
                try addChunk(number, blob, documents: waiting[number], of: id, isUrgent: new.isUrgent, db)
            }
            try note(
                "submit",
                "\(new.name): \(new.source), \(new.input.records) records, data \(new.data), templates \(new.bundle), \(new.engine.name) \(new.engine.digest)",
                run: id, by: who, db)
            return try run(id, db)
        }
    }

    /// Urgent runs go before others.
    private func addChunk(_ number: Int, _ blob: Digest, documents: Int, of run: RunID, isUrgent: Bool, _ db: Database) throws {
        try db.execute(sql: "INSERT INTO chunk VALUES (?, ?, ?)", arguments: [run.number, number, blob.data])
        guard documents > 0 else { return }
        try db.execute(
            sql: "INSERT INTO job (run, kind, number, documents, state, priority) VALUES (?, 'compose', ?, ?, 'available', ?)",
            arguments: [run.number, number, documents, isUrgent ? 0 : 10])
    }

    func keep(_ bundle: Digest, _ files: [BundleFile], _ db: Database) throws {
        for file in files {
            try db.execute(
                sql: "INSERT OR IGNORE INTO bundle_file VALUES (?, ?, ?)", arguments: [bundle.data, file.path, file.blob.data])
        }
    }

    /// Writes documents, with one statement for all.
    struct Insertion {
        private let statement: Statement

        init(_ db: Database) throws {
            statement = try db.makeStatement(
                sql: """
                    INSERT OR REPLACE INTO document (run, seq, copy, parent, chunk, at, length, line, col, account, number, key, sort,
                        cycle, route, delivery, barcode, cents, name_length, state, reasons)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
        }

        func run(_ document: NewDocument, of run: RunID) throws {
            let state = document.reasons.isEmpty ? DocumentState.waiting : .quarantined
            try statement.execute(arguments: [
                run.number, document.sequence, document.copy, document.parent, document.chunk, document.offset, document.length,
                document.line,
                document.column, document.account, document.number, document.key, document.sort.data, document.cycle ?? "",
                document.route ?? "", document.delivery, document.barcode, document.cents, document.nameLength, state.rawValue,
                Reasons.text(document.reasons),
            ])
        }
    }

    package func run(ofContent content: Digest, kind: String) throws(RunError) -> Run? {
        try read { db in try Self.run(ofContent: content, kind: kind, db) }
    }

    private static func run(ofContent content: Digest, kind: String, _ db: Database) throws -> Run? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM run WHERE content = ? AND kind = ? AND state <> 'cancelled' AND is_desk = 0",
            arguments: [content.data, kind]
        ).map { try run($0) }
    }

    package func issued(_ documents: [IssuedKey], kind: String) throws(RunError) -> [IssuedKey: String] {
        try read { db in
            var found: [IssuedKey: String] = [:]
            let statement = try db.makeStatement(sql: Self.issuedBefore)
            for document in documents {
                if let name = try String.fetchOne(statement, arguments: [document.number, document.key, kind, 0]) {
                    found[document] = name
                }
            }
            return found
        }
    }

    /// The run that a document of a number and key was printed or kept in. Copies that come as records of their own have
    /// their bill's number, and another key.
    static let issuedBefore = """
        SELECT run.name FROM document JOIN run ON run.id = document.run
        WHERE document.number = ? AND document.key = ? AND document.copy = 0 AND run.kind = ? AND run.id <> ?
            AND run.state IN ('printing', 'released') AND run.copy IS NULL
            AND (document.file IS NOT NULL OR document.blob IS NOT NULL) LIMIT 1
        """

    package func openQuarantine(of run: RunID) throws(RunError) -> [QuarantinedKey] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT seq, key, line, account, cents, reasons FROM document AS own WHERE run = ? AND copy = 0 AND \(Self.isOpen) ORDER BY seq
                    """,
                arguments: [run.number]
            ).map {
                QuarantinedKey(
                    sequence: $0["seq"], key: $0["key"], line: $0["line"], account: $0["account"], cents: $0["cents"],
                    isDuplicate: Reasons.read($0["reasons"]).contains { $0.cause == .duplicate })
            }
        }
    }

    /// A record whose own document is set aside, or that of a further recipient.
    private static let isOpen = """
        (own.state = 'quarantined' OR EXISTS (SELECT 1 FROM document AS copy WHERE copy.run = own.run AND copy.parent = own.seq
            AND copy.state = 'quarantined'))
        """

    package func correct(_ run: RunID, with correction: Correction, by who: String) throws(RunError) {
        try write { db in
            let about = try self.run(run, db)
            guard [.composing, .composed, .approved].contains(about.state) else {
                throw RunError.usage("the run \(about.name) is \(about.state.rawValue), and takes no corrections")
            }
            let number =
                try Int.fetchOne(db, sql: "SELECT coalesce(max(number) + 1, 0) FROM chunk WHERE run = ?", arguments: [run.number])
                ?? 0
            let insert = try Insertion(db)
            var next = try Int.fetchOne(db, sql: "SELECT max(seq) FROM document WHERE run = ?", arguments: [run.number]) ?? 0
            var waiting = 0
            var own = 0
            var changed: [String] = []
            for var document in correction.documents {
                document.chunk = number
                if document.copy == 0 {
                    guard
                        let old = try Row.fetchOne(
                            db, sql: "SELECT * FROM document AS own WHERE run = ? AND seq = ? AND copy = 0 AND \(Self.isOpen)",
                            arguments: [run.number, document.sequence])
                    else { throw RunError.usage("document \(document.sequence) is no longer set aside") }
                    try refuseKnown(document, in: run, db)
                    try recount(run, old: old, new: document, db)
                    changed.append(Self.change(of: document, from: old))
                    // What was made for further recipients of the bad record goes with it.
                    try db.execute(
                        sql: "DELETE FROM document WHERE run = ? AND parent = ?", arguments: [run.number, document.sequence])
                    try db.execute(
                        sql: "UPDATE run SET copies = copies - ? WHERE id = ?", arguments: [db.changesCount, run.number])
                    own = document.sequence
                } else {
                    next += 1
                    document.sequence = next
                    document.parent = own
                    try db.execute(sql: "UPDATE run SET copies = copies + 1 WHERE id = ?", arguments: [run.number])
                }
                try insert.run(document, of: run)
                if document.reasons.isEmpty { waiting += 1 }
            }
            let magnitude = try Double.fetchOne(
                db, sql: "SELECT total(abs(cents)) FROM document WHERE run = ? AND copy = 0", arguments: [run.number])
            guard magnitude ?? 0 <= Double(InputTotals.mostCents) else {
                throw RunError.usage(InputTotals.tooMuch("\(about.name) with \(correction.source)"))
            }
            try addChunk(number, correction.chunk, documents: waiting, of: run, isUrgent: about.isUrgent, db)
            try voidApprovals(of: run, because: "records were corrected", by: who, db)
            // What was waived were other totals.
            try db.execute(sql: "UPDATE run SET expected_waived = NULL WHERE id = ?", arguments: [run.number])
            if waiting > 0 { try setState(.composing, of: run, db) }
            try refreshData(of: run, db)
            try note(
                "correct", "\(correction.source), data \(correction.chunk): \(changed.joined(separator: "; "))", run: run,
                by: who, db)
        }
    }

    /// `document 12, $10.00 → $12.00`; told where it is another account's now.
    private static func change(of new: NewDocument, from old: Row) -> String {
        let was = (old["cents"] as Int64?).map(Books.dollars) ?? "unreadable"
        let now = new.cents.map(Books.dollars) ?? "unreadable"
        let account = old["account"] as String?
        let other =
            account == new.account
            ? ""
            : ", account \(account.map { MaskedAccount.tail(of: $0) } ?? "unreadable") → \(new.account.map { MaskedAccount.tail(of: $0) } ?? "unreadable")"
        return "document \(new.sequence)\(other), \(was == now ? now : "\(was) → \(now)")"
    }

    /// A correction is no second document for what is good already.
    private func refuseKnown(_ document: NewDocument, in run: RunID, _ db: Database) throws {
        guard let key = document.key else { return }
        let isKnown = try Bool.fetchOne(
            db,
            sql:
                "SELECT 1 FROM document WHERE run = ? AND key = ? AND copy = 0 AND seq <> ? AND state NOT IN ('quarantined', 'waived')",
            arguments: [run.number, key, document.sequence])
        if isKnown ?? false {
            throw RunError.usage("line \(document.line): the run has a document with its key that is not set aside")
        }
        let kind = try self.run(run, db).kind
        if let number = document.number,
            let earlier = try String.fetchOne(db, sql: Self.issuedBefore, arguments: [number, key, kind, run.number])
        {
            throw RunError.usage("line \(document.line): its number was issued already, in the run \(earlier)")
        }
    }

    /// A corrected record counts with its new amount, in its new group.
    private func recount(_ run: RunID, old: Row, new: NewDocument, _ db: Database) throws {
        let before = old["cents"] as Int64?
        func change(_ cycle: String, _ route: String, records: Int, cents: Int64, unreadable: Int) throws {
            try db.execute(
                sql: """
                    INSERT INTO input_group VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (run, cycle, route) DO UPDATE SET
                    records = records + excluded.records, cents = cents + excluded.cents, unreadable = unreadable + excluded.unreadable
                    """, arguments: [run.number, cycle, route, records, cents, unreadable])
        }
        try change(old["cycle"], old["route"], records: -1, cents: -(before ?? 0), unreadable: before == nil ? -1 : 0)
        try change(new.cycle ?? "", new.route ?? "", records: 1, cents: new.cents ?? 0, unreadable: new.cents == nil ? 1 : 0)
        try db.execute(
            sql: "UPDATE run SET cents = cents + ?, unreadable = unreadable + ? WHERE id = ?",
            arguments: [
                (new.cents ?? 0) - (before ?? 0), (new.cents == nil ? 1 : 0) - (before == nil ? 1 : 0), run.number,
            ])
    }

    /// The digest of all chunks, after one was added.
    private func refreshData(of run: RunID, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE run SET data = ? WHERE id = ?", arguments: [try dataDigest(of: run, db).data, run.number])
    }

    /// Of the chunks of a run, in order.
    func dataDigest(of run: RunID, _ db: Database) throws -> Digest {
        let digester = Digester()
        for blob in try Data.fetchAll(
            db, sql: "SELECT blob FROM chunk WHERE run = ? ORDER BY number", arguments: [run.number])
        {
            digester.add([UInt8](blob))
        }
        return digester.finish()
    }
}

/// Reasons as a column holds them: JSON, one after the other.
enum Reasons {
    static func text(_ reasons: [Reason]) -> String? {
        guard !reasons.isEmpty else { return nil }
        return "["
            + reasons.map {
                "{\"message\":\(JSONText.quoted($0.message)),\"place\":\(JSONText.quoted($0.place)),\"cause\":\"\($0.cause.rawValue)\"}"
            }
            .joined(separator: ",") + "]"
    }

    static func read(_ text: String?) -> [Reason] {
        guard let text, let value = try? JSONValue.parse(Array(text.utf8), file: "reasons") else { return [] }
        return (value.items ?? []).map {
            Reason(
                $0["message"]?.string ?? "", place: $0["place"]?.string ?? "",
                cause: $0["cause"]?.string.flatMap(Reason.Cause.init) ?? .pages)
        }
    }
}
