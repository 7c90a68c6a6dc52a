import Pages
import Templating

/// A record that is to become a document.
package struct RenderRequest: Sendable {
    package var kind: KindReference
    package var profile: OutputProfile
    /// How the record's data go with the document; where nothing is said, as the template says.
    package var attachment: DataFormat?
    package var issue: Issuance
    /// Which of the record's further recipients it is for, from 0; nil for the record's own document.
    package var copy: Int?
    /// The paper; nil for that of the kind.
    package var sides: PrintSides?
    /// JSON.
    package var record: [UInt8]
    /// Where the record begins in what it was read from, for messages.
    package var line: Int
    package var column: Int

    package init(
        _ kind: KindReference, record: [UInt8], issue: Issuance, profile: OutputProfile = .print,
        attachment: DataFormat? = nil, copy: Int? = nil, sides: PrintSides? = nil, line: Int = 1, column: Int = 1
    ) {
        self.kind = kind
        self.record = record
        self.issue = issue
        self.profile = profile
        self.attachment = attachment
        self.copy = copy
        self.sides = sides
        self.line = line
        self.column = column
    }
}

/// What is printed of a request has nothing of its record.
extension RenderRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "a document of the kind \(kind.name)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
