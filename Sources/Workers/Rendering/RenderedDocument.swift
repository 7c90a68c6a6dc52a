import Platform
import Runs

/// A document as a render child made it: the file, and what is needed to keep it.
package struct RenderedDocument: Sendable {
    package var pdf: [UInt8]
    package var pageCount: Int
    package var sheets: Int
    /// The amount that its pages state, in cents; nil where its kind states none.
    package var printedCents: Int64?
    /// The amount of the record, in cents.
    package var cents: Int64?
    /// Of its pages' display lists.
    package var pageDigest: Digest
    package var title: String
    package var number: String?
    /// The last characters of the account, as messages may have it.
    package var maskedAccount: String?
    package var language: String
    /// What is written down of the record, where documents are found again.
    package var entry: NewDocument
    /// How long the kind's contract has its documents kept.
    package var retentionYears: Int
    package internal(set) var child = RenderChildStatistics()
}

/// What is printed of a document has nothing of its content.
extension RenderedDocument: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "a document of \(pageCount) pages" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What a child says of itself with each answer.
package struct RenderChildStatistics: Equatable, Sendable {
    package var process: Int32 = 0
    /// Requests that it has answered, this one too.
    package var requests = 0
    /// Kinds that it has loaded and compiled since it was started.
    package var kindLoads = 0
    /// Bytes in memory.
    package var resident = 0
}
