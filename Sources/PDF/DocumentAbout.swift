/// What a file says of a document that it holds.
package struct DocumentAbout: Sendable {
    /// What a reader's window calls it.
    package var title: String
    /// What tells it from others of its title, such as its number; empty where there is nothing.
    package var name: String
    /// The language of its words (BCP 47).
    package var language: String
    package var attachment: Attachment?

    package init(title: String = "", name: String = "", language: String = "en", attachment: Attachment? = nil) {
        self.title = title
        self.name = name
        self.language = language
        self.attachment = attachment
    }
}

/// A file within a file: the data that a document was made of (ISO 19005-3, 6.8).
package struct Attachment: Sendable {
    /// The name of the file: `bill-2026-001.json`.
    package let name: String
    /// `application/json`
    package let type: String
    package let about: String
    /// The day that the data are of, `20261120`.
    package let day: String
    package let bytes: [UInt8]

    package init(name: String, type: String, about: String, day: String, bytes: [UInt8]) {
        self.name = name
        self.type = type
        self.about = about
        self.day = day
        self.bytes = bytes
    }
}
