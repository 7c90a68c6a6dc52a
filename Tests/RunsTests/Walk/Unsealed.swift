import Foundation
import TestKit

/// What of the store no seal holds, each with the reason why nothing comes of it (`Walk/unsealed.txt`).
///
/// An entry is of one column of a table, or of whole rows. It begins at the left edge: `table.column`, `table.*`, `table.(deleted)` or `table.(added)`, and `WHERE` with a
/// condition where it is of some rows only. The indented lines below are the reason.
final class Unsealed {
    final class Entry {
        let head: String
        let table: String
        let column: String
        let condition: String?
        fileprivate(set) var reason = ""
        /// A change of it went unnoticed, so that it stands here rightly.
        var isProved = false

        fileprivate init(_ head: String) {
            self.head = head
            let parts = head.split(separator: " WHERE ", maxSplits: 1)
            let names = parts[0].split(separator: ".", maxSplits: 1)
            (table, column) = (String(names[0]), String(names[1]))
            condition = parts.count > 1 ? String(parts[1]) : nil
        }
    }

    let entries: [Entry]

    init() throws {
        let text = String(decoding: try FileBytes.read("\(Scratch.root)/Tests/RunsTests/Walk/unsealed.txt"), as: UTF8.self)
        var entries: [Entry] = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix(" ") {
                entries.last?.reason += line.trimmingCharacters(in: .whitespaces) + " "
            } else {
                entries.append(Entry(String(line)))
            }
        }
        self.entries = entries
    }

    /// The entry that a change falls under.
    func entry(of change: WalkStore.Change, _ bench: WalkStore.Bench) throws -> Entry? {
        try entries.first { entry in
            guard entry.table == change.table,
                entry.column == change.column || (entry.column == "*" && !change.column.hasPrefix("("))
            else { return false }
            guard let condition = entry.condition else { return true }
            // Of a row that is added it is the new one that counts.
            return try (change.added.map { [$0] } ?? change.rows).contains {
                try bench.isTrue(condition, in: change.table, where: $0)
            }
        }
    }
}
