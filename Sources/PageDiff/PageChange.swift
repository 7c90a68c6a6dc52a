import Pages

/// One difference between two documents of one account, as a person would tell it.
///
/// Texts are told as patterns: what is a figure, a month or a sign of the data is a placeholder, the words stand.
package struct PageChange: Sendable, Equatable {
    package enum Kind: Int, Sendable {
        /// Another number of pages; `was` and `now` are the numbers.
        case pages
        /// A page of another size.
        case paper
        /// Only the later document has it.
        case appeared
        /// Only the earlier document has it.
        case vanished
        /// Other words in the same place.
        case reworded
        /// Another picture in the same place.
        case redrawn
        /// The same in another place.
        case moved
        /// The same in the same place, in another face, size or colour.
        case restyled
    }

    /// What it is that changed.
    package enum Subject: Int, Sendable {
        case page, region, text, rule, fill, outline, picture
        /// Modules or bars that a machine reads.
        case symbol
        /// A chart, or another figure that is not a picture.
        case figure
    }

    package var kind: Kind
    package var subject: Subject
    /// The region of the page by its name in the template, `body`, or nothing for a change of the pages themselves.
    package var region: String
    /// The number of the page it is on: of the later document, or of the earlier for what vanished.
    package var page: Int
    /// The pattern in the earlier and in the later document; empty where it has none.
    package var was = ""
    package var now = ""
    /// How far it moved; nothing for what went to another page.
    package var shift: Point?
    /// Face, size and colour in the earlier and the later document, of what was restyled.
    package var styles: Styles?
    /// How many lines changed in just this way; the change tells the first of them.
    package var lines = 1
    /// Texts that differ in no more than figures and spaces have one identity; what is restyled has that of its styles.
    var wasIdentity: UInt64 = 0
    var nowIdentity: UInt64 = 0

    package struct Styles: Sendable, Equatable {
        package var was: String
        package var now: String
    }

    init(_ kind: Kind, _ subject: Subject, region: String, page: Int, was: String = "", now: String = "") {
        self.kind = kind
        self.subject = subject
        self.region = region
        self.page = page
        self.was = was
        self.now = now
    }

    /// The name of what no fixed region of the page holds.
    package static let body = "body"

    /// What is one change for the reader of a summary, whichever document shows it.
    package struct Key: Hashable, Sendable {
        let kind: Kind
        let subject: Subject
        let region: String
        let was: UInt64
        let now: UInt64
    }

    package var key: Key { Key(kind: kind, subject: subject, region: region, was: wasIdentity, now: nowIdentity) }

    /// Whether it shows a text of the pages, which could be one person's.
    var showsText: Bool { subject == .text }
}
