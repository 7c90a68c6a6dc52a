/// Where the content of one cell lies, without its quotes.
struct CSVCell: BitwiseCopyable {
    var start: Int32
    var end: Int32
}

/// The cells of one row as UTF-8, valid until the next row is asked for.
package struct CSVRow {
    let base: UnsafePointer<UInt8>
    let cells: UnsafePointer<CSVCell>
    package let count: Int

    package subscript(_ i: Int) -> UnsafeBufferPointer<UInt8> {
        precondition(i >= 0 && i < count, "a row has no such cell")
        let cell = cells[i]
        return UnsafeBufferPointer(start: base + Int(cell.start), count: Int(cell.end - cell.start))
    }

    package func text(_ i: Int) -> String { String(decoding: self[i], as: UTF8.self) }
}

/// Why the text of a row is no row.
package enum CSVTrouble: Hashable, Sendable {
    /// Something other than a delimiter behind the quote that closes a cell (RFC 4180, section 2, rules 5 to 7).
    case textAfterQuote
    case quoteInside
    case neverClosed
    case control(UInt8)
    case notUTF8(UInt8)
    case notWindows1252(UInt8)

    /// The end of the row is known in spite of it.
    var isInCell: Bool {
        switch self {
        case .textAfterQuote, .quoteInside, .neverClosed: false
        case .control, .notUTF8, .notWindows1252: true
        }
    }

    /// What was wanted there.
    var wanted: String {
        switch self {
        case .textAfterQuote:
            "a delimiter or the end of the line after the quote that closes a field; a quote within quotes is doubled"
        case .quoteInside:
            "no quote within a field that does not begin with one; put the field in quotes, and double this one"
        case .neverClosed: "a second quote that closes the field; it is never closed"
        case .control(0x0D): "lines that end with a line feed, or with both"
        case .control(0x09): "no tab within a field that is not in quotes"
        case .control: "no control character within a field"
        case .notUTF8: "text in UTF-8; where a file is in windows-1252, extract.json says so with \"encoding\""
        case .notWindows1252: "text in windows-1252, which has no such byte"
        }
    }
}
