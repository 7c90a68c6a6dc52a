import Foundation
import GRDB
import System

/// The audit trail: lines that are only added, each with the digest of the one before, so that none can be changed, taken
/// out or put in without all that follow giving it away. The control report prints the head.
extension SQLiteStore {
    func note(_ act: String, _ text: String, run: RunID?, by who: String, _ db: Database) throws {
        let last = try Row.fetchOne(db, sql: "SELECT hash FROM audit ORDER BY id DESC LIMIT 1")
        let previous = try last?.needed("hash") ?? AuditLine.origin
        let at = clock.timeOfDay()
        let number = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM audit") ?? 0) + 1
        let hash = AuditLine.hash(previous: previous, number: number, at: at, who: who, act: act, run: run?.number, text: text)
        try db.execute(
            sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [number, at, who, act, run?.number, text, previous.data, hash.data])
    }

    package func note(_ act: String, _ text: String, run: RunID?, by who: String) throws(RunError) {
        try write { try note(act, text, run: run, by: who, $0) }
    }

    package func audit(of run: RunID?, _ body: (AuditLine) throws -> Void) throws(RunError) {
        try read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT * FROM audit WHERE ? IS NULL OR run = ? ORDER BY id", arguments: [run?.number, run?.number])
            while let row = try rows.next() {
                try body(
                    AuditLine(
                        number: row["id"], at: row["at"], who: row["who"], act: row["act"], run: row["run"], text: row["text"],
                        hash: try row.needed("hash"), previous: try row.needed("previous")))
            }
        }
    }

    package func auditHead() throws(RunError) -> Digest {
        try read { db in
            try Row.fetchOne(db, sql: "SELECT hash FROM audit ORDER BY id DESC LIMIT 1")?.needed("hash") ?? AuditLine.origin
        }
    }
}

extension AuditLine {
    /// What the first line follows.
    package static let origin = Digest(of: Array("billpress audit trail 1".utf8))

    /// Each field with its length before it, so that no text can pass for another.
    package static func hash(
        previous: Digest, number: Int64, at: String, who: String, act: String, run: Int64?, text: String
    ) -> Digest {
        let digester = Digester()
        digester.add(previous.bytes)
        digester.add(number)
        digester.add(run ?? -1)
        for field in [at, who, act, text] {
            digester.add(Int64(field.utf8.count))
            digester.add(field)
        }
        return digester.finish()
    }

    /// Whether the line is as it was written.
    package var isWhole: Bool {
        AuditLine.hash(previous: previous, number: number, at: at, who: who, act: act, run: run, text: text) == hash
    }
}

/// Goes through the whole trail; answers how many lines there are, or where it was broken.
package enum AuditCheck {
    /// `head` is one that was written down before, and must be on the way.
    package static func run(_ store: any RunStore, through head: String? = nil) throws(RunError) -> (lines: Int, head: Digest) {
        var isMet = head == nil
        var expected = AuditLine.origin
        var number: Int64 = 0
        try store.audit(of: nil) { line in
            number += 1
            guard line.number == number else { throw RunError.damaged("the audit trail lacks line \(number)") }
            guard line.previous == expected else {
                throw RunError.damaged("line \(number) of the audit trail does not follow the one before it")
            }
            guard line.isWhole else { throw RunError.damaged("line \(number) of the audit trail was changed") }
            expected = line.hash
            if head == line.hash.description { isMet = true }
        }
        guard isMet else {
            throw .damaged("the audit trail does not go through the head that was written down: it is another trail")
        }
        return (Int(number), expected)
    }
}
