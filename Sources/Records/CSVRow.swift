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
enum CSVTrouble: Equatable {
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
}
