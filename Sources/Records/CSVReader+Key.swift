#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Whose a bad row may be.
extension CSVReader {
    /// Parts of a broken line that are looked at.
    private static let mostParts = 256

    /// Hands over the cells of the bad row at hand that may be the cell of this column. The row is not readable any more then.
    ///
    /// A row with too many or too few cells may have moved by as many. Behind what is no field, each part of the line that
    /// may be the cell is taken as it stands, without quotes.
    func eachCell(
        thatMayBe column: Int, _ take: (UnsafeBufferPointer<UInt8>) -> Void
    ) throws(SourceError) {
        let found = row.count
        let moved = isWhole ? found - columns.count : 0
        let first = max(0, column + min(0, moved))
        for i in first..<max(first, min(found, column + max(0, moved) + 1)) where !CSVCellWriter.isEmpty(row[i]) { take(row[i]) }
        guard !isWhole, column >= found else { return }
        var length = 0
        while length == 0 {
            if let feed = memchr(window.start, 0x0A, window.count) {
                length = UnsafeRawPointer(feed) - UnsafeRawPointer(window.start)
                break
            }
            let isMore = window.count <= rowLimit ? try window.fill() : false
            if !isMore { length = window.count }
        }
        splitter.cells.cut(to: 0)
        let line = UnsafeBufferPointer(start: window.start, count: length)
        var start = splitter.cellStart
        var part = found
        while start < length, part < found + CSVReader.mostParts {
            var end = start
            while end < length, line[end] != dialect.delimiter { end += 1 }
            let cell = CSVReader.bare(line, start, end)
            if part >= column, !cell.isEmpty { take(cell) }
            (start, part) = (end + 1, part + 1)
        }
    }

    /// A part of a line without spaces, quotes and the end of the line around it.
    private static func bare(_ line: UnsafeBufferPointer<UInt8>, _ first: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
        func isBare(_ byte: UInt8) -> Bool { byte != 0x20 && byte != CSVSplitter.quote && byte != 0x0D }
        var (first, last) = (first, end)
        while first < last, !isBare(line[first]) { first += 1 }
        while last > first, !isBare(line[last - 1]) { last -= 1 }
        return UnsafeBufferPointer(rebasing: line[first..<last])
    }
}
