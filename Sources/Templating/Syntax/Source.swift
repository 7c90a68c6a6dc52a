import Errors
import Records

/// A text that an author wrote (a template, a part, a language file), with the way from an offset to a line and column.
package final class Source: Sendable {
    /// As a message names it: `bill/bill.xml`.
    package let name: String
    package let bytes: [UInt8]
    private let lineStarts: [Int]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        // A byte order mark is no character of the first line.
        var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
        for (index, byte) in bytes.enumerated() where byte == 0x0A { starts.append(index + 1) }
        lineStarts = starts
    }

    /// Line and column, both from 1; columns count characters, not bytes.
    package func place(at offset: Int) -> Place {
        var low = 0
        var high = lineStarts.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
        }
        let start = lineStarts[low]
        let end = max(start, min(offset, bytes.count))
        return Place(line: low + 1, column: String(decoding: bytes[start..<end], as: UTF8.self).count + 1)
    }

    /// The text of a line, without its end.
    package func line(_ number: Int) -> String {
        guard lineStarts.indices.contains(number - 1) else { return "" }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
    }
}

/// A place in a source: what every element, attribute and expression keeps for the messages about it.
package struct SourcePlace: Sendable, CustomStringConvertible {
    package let source: Source
    package let offset: Int

    package var place: Place { source.place(at: offset) }
    package var location: SourceLocation {
        let place = place
        return SourceLocation(file: source.name, line: place.line, column: place.column)
    }
    /// `bill/bill.xml:24:54`
    package var description: String { location.description }
}
