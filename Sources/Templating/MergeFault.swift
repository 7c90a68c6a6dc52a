import Fonts
import Layout
import Records

/// Why one document cannot be made of its record: what failed, where in the template, and why.
package struct MergeFault: Error, Sendable {
    package enum Kind: String, Sendable {
        case value
        case check
        case glyph
        case symbol
        case layout
        case picture
        case required
    }

    package let kind: Kind
    /// `bill/bill.xml:24:54`, or empty where the fault has no place in the template.
    package let place: String
    /// A sentence without private text, fit for a log.
    package let message: String
    /// The text that is the trouble, for the person at the screen; it may be private.
    package let text: String

    init(_ kind: Kind, at place: SourcePlace?, _ message: String, text: String = "") {
        self.kind = kind
        self.place = place?.description ?? ""
        self.message = message
        self.text = text
    }
}

extension MergeFault: CustomStringConvertible {
    package var description: String { place.isEmpty ? message : "\(place): \(message)" }
}
