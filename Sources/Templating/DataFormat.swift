/// How the record's data is attached to its document.
package enum DataFormat: String, Sendable, CaseIterable {
    /// The record as it came (RFC 8259).
    case json
    /// The same names and values as elements (XML 1.0).
    case xml
}
