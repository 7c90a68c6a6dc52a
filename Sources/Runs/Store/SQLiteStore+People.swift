import Foundation
import GRDB
import Records
import System

/// What people decide about a run; each is a line of the audit trail.
extension SQLiteStore {
    package func waive(_ run: RunID, sequence: Int?, by who: String, why: String) throws(RunError) {
        try write { db in
            let about = try self.run(run, db)
            guard [.composing, .composed, .approved].contains(about.state) else {
                throw RunError.usage("the run \(about.name) is \(about.state.rawValue); nothing can be waived any more")
            }
            if let sequence {
                // What was made for further recipients goes with the record's own.
                try db.execute(
                    sql: """
                        UPDATE document SET state = 'waived', waived_by = ?, waived_why = ?
                        WHERE run = ? AND parent = ? AND EXISTS (
                            SELECT 1 FROM document AS own WHERE own.run = document.run AND own.seq = document.parent
                                AND own.state = 'quarantined')
                        """, arguments: [who, why, run.number, sequence])
                try db.execute(
                    sql: """
                        UPDATE document SET state = 'waived', waived_by = ?, waived_why = ?
                        WHERE run = ? AND seq = ? AND state = 'quarantined'
                        """, arguments: [who, why, run.number, sequence])
                guard db.changesCount == 1 else {
                    throw RunError.usage(
                        "document \(sequence) of \(about.name) is not set aside; `billpress run exceptions \(about.name)` lists those that are"
                    )
                }
            } else {
                guard about.expected != nil else {
                    throw RunError.usage("the run \(about.name) has no expected totals to be waived")
                }
                try db.execute(sql: "UPDATE run SET expected_waived = ? WHERE id = ?", arguments: ["\(who): \(why)", run.number])
            }
            try voidApprovals(of: run, because: "something was waived", by: who, db)
            try note("waive", "\(sequence.map { "document \($0)" } ?? "the expected totals"): \(why)", run: run, by: who, db)
        }
    }

    package func unwaive(_ run: RunID, sequence: Int?, by who: String) throws(RunError) {
        try write { db in
            let about = try self.run(run, db)
            guard [.composing, .composed, .approved].contains(about.state) else {
                throw RunError.usage("the run \(about.name) is \(about.state.rawValue); its waivers stand")
            }
            if let sequence {
                try db.execute(
                    sql: """
                        UPDATE document SET state = 'quarantined', waived_by = NULL, waived_why = NULL
                        WHERE run = ? AND (seq = ? OR parent = ?) AND state = 'waived'
                        """, arguments: [run.number, sequence, sequence])
                guard db.changesCount > 0 else { throw RunError.usage("document \(sequence) of \(about.name) is not waived") }
            } else {
                guard about.expectedWaived != nil else { throw RunError.usage("the totals of \(about.name) are not waived") }
                try db.execute(sql: "UPDATE run SET expected_waived = NULL WHERE id = ?", arguments: [run.number])
            }
            try voidApprovals(of: run, because: "a waiver was taken back", by: who, db)
            try note("unwaive", sequence.map { "document \($0)" } ?? "the expected totals", run: run, by: who, db)
        }
    }

    /// An approval is of what there was when it was given.
    func voidApprovals(of run: RunID, because why: String, by who: String, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM approval WHERE run = ?", arguments: [run.number])
        let count = db.changesCount
        try db.execute(sql: "UPDATE run SET state = 'composed' WHERE id = ? AND state = 'approved'", arguments: [run.number])
        if count > 0 {
            try note("void", "\(count == 1 ? "the approval is" : "the approvals are") void: \(why)", run: run, by: who, db)
        }
    }

    package func retry(_ run: RunID, by who: String) throws(RunError) -> Int {
        try write { db in
            try db.execute(
                sql: """
                    UPDATE job SET state = 'available', attempt = 0, until = NULL, error = NULL
                    WHERE run = ? AND state IN ('discarded', 'retryable')
                    """, arguments: [run.number])
            let count = db.changesCount
            if count > 0 { try note("retry", "\(count) jobs", run: run, by: who, db) }
            return count
        }
    }

    package func pause(_ run: RunID, _ isPaused: Bool, by who: String) throws(RunError) {
        try write { db in
            let about = try self.run(run, db)
            guard about.state == .composing || about.state == .printing else {
                throw RunError.usage(
                    "the run \(about.name) is \(about.state.rawValue): there is no work to \(isPaused ? "pause" : "go on with")")
            }
            try db.execute(sql: "UPDATE run SET paused = ? WHERE id = ?", arguments: [isPaused, run.number])
            try note(isPaused ? "pause" : "resume", "", run: run, by: who, db)
        }
    }

    package func cancel(_ run: RunID, by who: String) throws(RunError) {
        try write { db in
            let about = try self.run(run, db)
            guard about.state != .released else {
                throw RunError.usage("the run \(about.name) is released and cannot be cancelled")
            }
            guard about.state != .cancelled else { return }
            try refusePublishing(about)
            try setState(.cancelled, of: run, db)
            // The name is free for the next try.
            try db.execute(
                sql: "UPDATE run SET name = name || ' (cancelled ' || id || ')' WHERE id = ?", arguments: [run.number])
            try db.execute(
                sql: "UPDATE job SET state = 'cancelled', owner = NULL WHERE run = ? AND state <> 'completed'",
                arguments: [run.number])
            try note("cancel", about.name, run: run, by: who, db)
        }
    }

    package func approve(_ run: RunID, ledger seen: Digest, on day: Day, by who: String) throws(RunError) -> [Approval] {
        try write { db in
            let about = try self.run(run, db)
            guard about.state == .composed || about.state == .approved else {
                throw RunError.notReleased(
                    "the run \(about.name) is \(about.state.rawValue), and only a composed one is approved")
            }
            guard try ledger(run, db) == seen else {
                throw RunError.notReleased("the run \(about.name) has changed while you looked at it; look again")
            }
            if try self.approvals(of: run, db).contains(where: { People.isSame($0.by, who) }) {
                throw RunError.usage("\(who) has approved \(about.name) already")
            }
            try db.execute(
                sql: "INSERT INTO approval VALUES (?, ?, ?, ?)", arguments: [run.number, who, day.days, seen.data])
            let approvals = try self.approvals(of: run, db)
            if approvals.count >= about.approvalsNeeded { try setState(.approved, of: run, db) }
            try note("approve", "ledger \(seen)", run: run, by: who, db)
            return approvals
        }
    }

    package func approvals(of run: RunID) throws(RunError) -> [Approval] { try read { try approvals(of: run, $0) } }

    package func approvalFault(of run: RunID) throws(RunError) -> String? {
        try read { db in
            let about = try self.run(run, db)
            return try isApproved(about, db)
                ? nil : "the run \(about.name) is not what was approved: its books have changed since"
        }
    }

    /// Whether enough people have approved the run as it is now. An approval without its line in the trail is none.
    func isApproved(_ run: Run, _ db: Database) throws -> Bool {
        let current = try ledger(run.id, db)
        let valid = try approvals(of: run.id, db).filter { approval in
            try approval.ledger == current
                && Bool.fetchOne(
                    db, sql: "SELECT 1 FROM audit WHERE run = ? AND act = 'approve' AND who = ? AND text = ?",
                    arguments: [run.id.number, approval.by, "ledger \(current)"]) ?? false
        }
        return valid.count >= max(1, run.approvalsNeeded)
    }

    func approvals(of run: RunID, _ db: Database) throws -> [Approval] {
        try Row.fetchAll(db, sql: "SELECT * FROM approval WHERE run = ? ORDER BY who", arguments: [run.number]).map {
            Approval(by: $0["who"], on: Day(days: $0["on_day"]), ledger: try $0.needed("ledger"))
        }
    }

    /// The set may have its name already, though the store has not heard of it.
    private func refusePublishing(_ run: Run) throws {
        if run.publishing != nil {
            throw RunError.usage(
                "the run \(run.name) is at the last step of its release to \(run.output ?? ""): begin the release again, and it is done"
            )
        }
    }

    package func recompose(
        _ run: RunID, bundle: [BundleFile], digest: Digest, rules: RunRules, engine: Engine, by who: String
    ) throws(RunError) {
        try write { db in
            let about = try self.run(run, db)
            guard [.composing, .composed, .approved, .printing].contains(about.state) else {
                throw RunError.usage("the run \(about.name) is \(about.state.rawValue), and is not laid out again")
            }
            try refusePublishing(about)
            // What a release had begun is undone; its stop list comes again with the next.
            try db.execute(sql: "DELETE FROM file WHERE run = ?", arguments: [run.number])
            try db.execute(
                sql: """
                    UPDATE document SET place = NULL, piece = NULL, file = NULL, first_page = NULL, stopped = 0
                    WHERE run = ? AND (file IS NOT NULL OR stopped = 1)
                    """, arguments: [run.number])
            try db.execute(
                sql: "UPDATE run SET publishing = NULL, output = NULL, released_on = NULL WHERE id = ?", arguments: [run.number])
            try voidApprovals(of: run, because: "all documents are laid out again", by: who, db)
            try keep(digest, bundle, db)
            try db.execute(
                sql: """
                    UPDATE run SET bundle = ?, engine_name = ?, engine = ?, state = 'composing', paused = 0, approvals_needed = ?,
                        duplex = ?, retention_years = ?, stop_list = NULL, each = 0, expected_waived = NULL
                    WHERE id = ?
                    """,
                arguments: [
                    digest.data, engine.name, engine.digest.data, rules.approvals, rules.isDuplex, rules.retentionYears,
                    run.number,
                ])
            // What intake set aside has no pages to make anew; what was set aside when it was laid out may be good now.
            try db.execute(
                sql: """
                    UPDATE document SET state = 'waiting', reasons = NULL, digest = NULL, way = NULL, stated = NULL, waived_by = NULL,
                        waived_why = NULL
                    WHERE run = ? AND (state IN ('composed', 'suppressed') OR (state IN ('quarantined', 'waived') AND marks < 0))
                    """, arguments: [run.number])
            try db.execute(sql: "DELETE FROM suspect WHERE job IN (SELECT id FROM job WHERE run = ?)", arguments: [run.number])
            try db.execute(sql: "DELETE FROM job WHERE run = ?", arguments: [run.number])
            try db.execute(
                sql: """
                    INSERT INTO job (run, kind, number, documents, state, priority)
                    SELECT run, 'compose', chunk, count(*), 'available', ? FROM document
                    WHERE run = ? AND state = 'waiting' GROUP BY chunk ORDER BY chunk
                    """, arguments: [about.isUrgent ? 0 : 10, run.number])
            if db.changesCount == 0 { try setState(.composed, of: run, db) }
            try note("recompose", "templates \(digest), \(engine.name) \(engine.digest)", run: run, by: who, db)
        }
    }
}
