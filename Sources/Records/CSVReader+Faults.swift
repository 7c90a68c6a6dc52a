/// What is wrong with a row or with the header, in sentences; none of this runs for a good row.
extension CSVReader {
    /// A fault of the row at hand, seen at this byte of it.
    func fault(_ trouble: CSVTrouble, at byte: Int) -> RecordFault {
        switch trouble {
        case .textAfterQuote:
            let end = UnsafePointer(window.start + window.count)
            return fault(
                at: byte, found: Excerpt.character(at: window.start + byte, end: end),
                "a delimiter or the end of the line after the quote that closes a field; a quote within quotes is doubled")
        case .quoteInside:
            return fault(
                at: byte, found: "\"",
                "no quote within a field that does not begin with one; put the field in quotes, and double this one")
        case .neverClosed:
            return fault(at: byte, found: "\"", "a second quote that closes the field; it is never closed")
        case .control(0x0D):
            return fault(at: byte, found: "a carriage return alone", "lines that end with a line feed, or with both")
        case .control(0x09):
            return fault(at: byte, found: "a tab", "no tab within a field that is not in quotes")
        case .control(let control):
            let hex = String(control, radix: 16, uppercase: true)
            return fault(
                at: byte, found: "U+\(String(repeating: "0", count: 4 - hex.count))\(hex)", "no control character within a field")
        case .notUTF8(let found):
            return fault(
                at: byte, found: CSVReader.name(found),
                "text in UTF-8; where a file is in windows-1252, extract.json says so with \"encoding\"")
        case .notWindows1252(let found):
            return fault(at: byte, found: CSVReader.name(found), "text in windows-1252, which has no such byte")
        }
    }

    func ragged(_ count: Int) -> RecordFault {
        let last = line + splitter.lineFeeds
        let end = last > line ? "; the row goes to line \(last)" : ""
        return RecordFault(
            line: line, column: 1, value: many(count, "field"), wanted: "\(columns.count), as the header has\(end)",
            outline: many(count, "field"))
    }

    func tooLong() -> RecordFault {
        RecordFault(line: line, column: 1, wanted: "a row is longer than \(rowLimit) bytes and is left out")
    }

    /// What the first bytes say that the header cannot be read for.
    func encodingFault() -> RecordFault? {
        guard window.count >= 2 else { return nil }
        if let form = ForeignForm(
            UnsafeRawBufferPointer(start: window.start, count: min(window.count, ForeignForm.seen)), isJSON: false)
        {
            return RecordFault(line: 1, column: 1, value: form.noun, wanted: "a table in CSV; save it as one", outline: form.noun)
        }
        let (a, b) = (window[0], window[1])
        if (a == 0xFF && b == 0xFE) || (a == 0xFE && b == 0xFF) || (a == 0) != (b == 0) {
            return RecordFault(
                line: 1, column: 1, value: "UTF-16", wanted: "a file in UTF-8 or windows-1252; save it with one of those",
                outline: "UTF-16")
        }
        guard hasMark, dialect.encoding != .utf8 else { return nil }
        return RecordFault(
            line: 1, column: 1, value: "the mark of UTF-8",
            wanted: "a file in \(dialect.encoding.rawValue), as extract.json says",
            outline: "the mark of UTF-8")
    }

    /// Takes the names of the row at hand, without spaces around them; each is there, and once.
    func takeHeader() -> [RecordFault] {
        let row = row
        var faults: [RecordFault] = []
        var seen: [String: Int] = [:]
        func fault(_ message: String) { faults.append(RecordFault(line: line, column: 1, wanted: message)) }
        for i in 0..<row.count {
            let name = CSVReader.trimmed(row[i])
            columns.append(name)
            if name.isEmpty {
                fault("column \(i + 1) has no name")
            } else if let first = seen.updateValue(i + 1, forKey: name) {
                fault("columns \(first) and \(i + 1) are both named \(CSVColumnName.shown(name))")
            }
        }
        if let data = columns.firstIndex(where: CSVColumnName.isData) {
            // names are told in messages; what is data must not be
            return [
                RecordFault(
                    line: line, column: 1, wanted: "the first row names the columns, and column \(data + 1) of it holds a value")
            ]
        }
        return faults
    }

    private static func trimmed(_ cell: UnsafeBufferPointer<UInt8>) -> String {
        var (first, last) = (0, cell.count)
        while first < last, cell[first] == 0x20 || cell[first] == 0x09 { first += 1 }
        while last > first, cell[last - 1] == 0x20 || cell[last - 1] == 0x09 { last -= 1 }
        return String(decoding: UnsafeBufferPointer(rebasing: cell[first..<last]), as: UTF8.self)
    }

    private static func name(_ byte: UInt8) -> String { "the byte 0x\(String(byte, radix: 16, uppercase: true))" }

    private func many(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// Line and column of a byte of the row are told where it begins; on a later line the sentence says where.
    private func fault(at byte: Int, found: String, _ wanted: String) -> RecordFault {
        var place = Place(line: line, column: 1)
        for i in 0..<byte {
            // every byte of windows-1252 is one character
            place.pass(dialect.encoding == .utf8 ? window[i] : min(window[i], 0x7F))
        }
        let isHere = place.line == line
        return RecordFault(
            line: line, column: isHere ? place.column : 1, value: found,
            wanted: wanted + (isHere ? "" : " (line \(place.line), column \(place.column))"), outline: found)
    }
}
