/// A place in a text: line and column, both from 1; a column is one Unicode scalar.
package struct Place: Sendable, Hashable, CustomStringConvertible {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package var description: String { "\(line):\(column)" }
}

/// Finds the place of a byte; asking in ascending order costs one pass over the text in all.
struct PlaceFinder {
    private let start: UnsafePointer<UInt8>
    private let first: Place
    private var known: UnsafePointer<UInt8>
    private var place: Place

    init(start: UnsafePointer<UInt8>, first: Place = Place(line: 1, column: 1)) {
        (self.start, self.first) = (start, first)
        (known, place) = (start, first)
    }

    mutating func place(of byte: UnsafePointer<UInt8>) -> Place {
        if byte < known { (known, place) = (start, first) }
        while known < byte {
            place.pass(known.pointee)
            known += 1
        }
        return place
    }
}

extension Place {
    /// Goes over one byte of UTF-8.
    @inline(__always)
    mutating func pass(_ byte: UInt8) {
        if byte == UInt8(ascii: "\n") {
            line += 1
            column = 1
        } else if byte & 0xC0 != 0x80 {
            column += 1
        }
    }
}
