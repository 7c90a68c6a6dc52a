/// What a file is for, and so what it holds beside its pages. Templates and frames are the same for all.
package enum Profile: String, Sendable, CaseIterable {
    /// For a printer: untagged, many documents in one file, a classic cross-reference table.
    case print
    /// For keeping: PDF/A-2u (ISO 19005-2), or PDF/A-3u with an attachment.
    case archive
    /// For reading by everybody: tagged, PDF/A-2a and PDF/UA-1 (ISO 14289-1), or PDF/A-3a with an attachment.
    case accessible
    /// Tagged as `accessible` is, without its claim to be archival: what is encrypted can make none (ISO 19005-2, 6.1.3).
    case tagged

    /// It claims to be PDF/A.
    package var isArchival: Bool { self == .archive || self == .accessible }
    /// It has a structure for readers.
    package var isTagged: Bool { self == .accessible || self == .tagged }

    /// The nearest that does not claim to be PDF/A.
    package var withoutClaim: Profile {
        switch self {
        case .print, .archive: .print
        case .accessible, .tagged: .tagged
        }
    }

    /// It describes itself (XMP), and small objects are packed.
    var isDescribed: Bool { self != .print }

    /// The version of PDF that the file says it is: 1.4 is all that print asks for; PDF/A-2 and PDF/UA-1 are of 1.7.
    var version: String { self == .print ? "1.4" : "1.7" }
}

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
