/// The stable name of one kind of error: `R105`, `too-many-decimals`. Programs and people go by it; the sentence beside it may
/// be worded anew. A code that was given out keeps its meaning and is never used for another.
///
/// The codes of each room stand in a table of their own, in an extension like the ones beside this file; `docs/errors.md`
/// has a row for each (`Scripts/check-docs`).
///
/// - R1xx: records and extracts
/// - R2xx: pages: layout, merge, facts, kinds
/// - R3xx: files: PDF, extraction, encryption, passwords
/// - R4xx to R9xx: kept for runs (intake, review, release, archive, store, system)
package struct ErrorCode: Sendable, Hashable, CustomStringConvertible {
    /// `R105`
    package let id: String
    /// `too-many-decimals`
    package let name: String
    /// What is wrong, for the table of all codes.
    package let summary: String
    /// What to do about it.
    package let remedy: String

    package init(_ id: String, _ name: String, _ summary: String, fix remedy: String) {
        self.id = id
        self.name = name
        self.summary = summary
        self.remedy = remedy
    }

    package var description: String { id }
    package static func == (one: ErrorCode, other: ErrorCode) -> Bool { one.id == other.id }
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension ErrorCode {
    /// What a room that has no codes yet says.
    package static let uncoded = ErrorCode(
        "R999", "uncoded", "An error that has no code of its own yet.",
        fix: "Read its message.")

    /// Every code of the rooms that make documents, in order.
    package static let engine = records + pages + files + [uncoded]
}
