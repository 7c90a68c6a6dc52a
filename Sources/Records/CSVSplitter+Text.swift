/// The cells of a row as UTF-8.
extension CSVSplitter {
    /// Makes `row` readable when all cells that there will be are found, and says what in them is no text.
    func finish(_ bytes: UnsafeMutablePointer<UInt8>, length: Int) -> (trouble: CSVTrouble, at: Int)? {
        base = UnsafePointer(bytes)
        var trouble = control.map { (trouble: CSVTrouble.control(bytes[$0]), at: $0) }
        let isWide = high >= 0x80
        if isWide, encoding == .utf8, let found = CSVSplitter.notUTF8(bytes, length), found.at < trouble?.at ?? length {
            trouble = found
        }
        guard hasDoubledQuotes || (isWide && encoding == .windows1252) else { return trouble }
        text.cut(to: 0)
        text.reserve(length)
        for i in 0..<cells.count {
            let cell = cells[i]
            let start = text.count
            if let found = copy(bytes, cell), found.at < trouble?.at ?? length { trouble = found }
            cells[i] = CSVCell(start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: text.count))
        }
        base = UnsafePointer(text.start)
        return trouble
    }

    /// Copies one cell into `text`, and says which byte stands for nothing.
    private func copy(_ bytes: UnsafePointer<UInt8>, _ cell: CSVCell) -> (trouble: CSVTrouble, at: Int)? {
        let isQuoted = cell.start > 0 && bytes[Int(cell.start) - 1] == CSVSplitter.quote
        var trouble: (trouble: CSVTrouble, at: Int)?
        var i = Int(cell.start)
        while i < Int(cell.end) {
            let byte = bytes[i]
            if encoding == .utf8 {
                text.append(byte)
            } else if !Windows1252.append(byte, to: &text), trouble == nil {
                trouble = (.notWindows1252(byte), i)
            }
            i += isQuoted && byte == CSVSplitter.quote ? 2 : 1
        }
        return trouble
    }

    /// The first byte that is not UTF-8, or a control character of two bytes (U+0080 to U+009F).
    private static func notUTF8(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> (trouble: CSVTrouble, at: Int)? {
        var p = bytes
        let end = bytes + length
        while p < end {
            if end - p >= 8, UnsafeRawPointer(p).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                p += 8
            } else if p.pointee < 0x80 {
                p += 1
            } else {
                let count = UTF8Sequence.length(p, end)
                if count == 0 { return (.notUTF8(p.pointee), p - bytes) }
                if p[0] == 0xC2, p[1] < 0xA0 { return (.control(p[1]), p - bytes) }
                p += count
            }
        }
        return nil
    }
}
