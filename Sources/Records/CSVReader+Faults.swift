/// What is wrong with a row or with the header; none of this runs for a good row.
extension CSVReader {
    /// A fault of the row at hand, seen at this byte of it.
    func fault(_ trouble: CSVTrouble, at byte: Int) -> RecordFault {
        let found: String
        switch trouble {
        case .textAfterQuote:
            found = Excerpt.character(at: window.start + byte, end: UnsafePointer(window.start + window.count))
        case .quoteInside, .neverClosed: found = "\""
        case .control(0x0D): found = "a carriage return alone"
        case .control(0x09): found = "a tab"
        case .control(let control):
            let hex = String(control, radix: 16, uppercase: true)
            found = "U+\(String(repeating: "0", count: 4 - hex.count))\(hex)"
        case .notUTF8(let byte), .notWindows1252(let byte): found = "the byte 0x\(String(byte, radix: 16, uppercase: true))"
        }
        // Line and column are told where the row begins; on a later line the sentence says where.
        var place = Place(line: line, column: 1)
        for i in 0..<byte {
            // every byte of windows-1252 is one character
            place.pass(dialect.encoding == .utf8 ? window[i] : min(window[i], 0x7F))
        }
        let isHere = place.line == line
        return RecordFault(
            line: line, column: isHere ? place.column : 1, value: found, .row(trouble), outline: found,
            inner: isHere ? nil : place)
    }

    func ragged(_ count: Int) -> RecordFault {
        let last = line + splitter.lineFeeds
        let found = "\(count) field\(count == 1 ? "" : "s")"
        return RecordFault(
            line: line, column: 1, value: found, .fieldCount(wanted: columns.count, lastLine: last > line ? last : nil),
            outline: found)
    }

    func tooLong() -> RecordFault {
        RecordFault(line: line, column: 1, .tooLong(what: "a row", limit: rowLimit))
    }

    /// What the first bytes say that the header cannot be read for.
    func encodingFault() -> RecordFault? {
        guard window.count >= 2 else { return nil }
        if let form = ForeignForm(
            UnsafeRawBufferPointer(start: window.start, count: min(window.count, ForeignForm.seen)), isJSON: false)
        {
            return RecordFault(line: 1, column: 1, value: form.noun, .foreign, outline: form.noun)
        }
        let (a, b) = (window[0], window[1])
        if (a == 0xFF && b == 0xFE) || (a == 0xFE && b == 0xFF) || (a == 0) != (b == 0) {
            return RecordFault(
                line: 1, column: 1, value: "UTF-16", .encoding(.utf8OrWindows1252),
                outline: "UTF-16")
        }
        guard hasMark, dialect.encoding != .utf8 else { return nil }
        return RecordFault(
            line: 1, column: 1, value: "the mark of UTF-8",
            .encoding(.named(dialect.encoding.rawValue)),
            outline: "the mark of UTF-8")
    }

    /// Takes the names of the row at hand, without spaces around them; each is there, and once.
    func takeHeader() -> [RecordFault] {
        let row = row
        var faults: [RecordFault] = []
        var seen: [String: Int] = [:]
        func fault(_ problem: RecordProblem) { faults.append(RecordFault(line: line, column: 1, problem)) }
        for i in 0..<row.count {
            let name = CSVReader.trimmed(row[i])
            columns.append(name)
            if name.isEmpty {
                fault(.unnamedColumn(i + 1))
            } else if let first = seen.updateValue(i + 1, forKey: name) {
                fault(.duplicateColumn(first, i + 1, name: CSVColumnName.shown(name)))
            }
        }
        if let data = columns.firstIndex(where: CSVColumnName.isData) {
            // names are told in messages; what is data must not be
            return [RecordFault(line: line, column: 1, .dataInHeader(column: data + 1))]
        }
        return faults
    }

    private static func trimmed(_ cell: UnsafeBufferPointer<UInt8>) -> String {
        var (first, last) = (0, cell.count)
        while first < last, cell[first] == 0x20 || cell[first] == 0x09 { first += 1 }
        while last > first, cell[last - 1] == 0x20 || cell[last - 1] == 0x09 { last -= 1 }
        return String(decoding: UnsafeBufferPointer(rebasing: cell[first..<last]), as: UTF8.self)
    }
}
