/// The rows of one record, read again.
extension CSVDetailTable {
    /// Takes the rows of a key. Says whether a record before had them already.
    func take(_ key: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ purpose: Purpose) throws(SourceError) -> Bool {
        loaded.removeAll(keepingCapacity: true)
        text.cut(to: 0)
        cells.cut(to: 0)
        var wasTaken = false
        var number = index.first(hash)
        while number >= 0 {
            let entry = index.entries[number]
            if let row = try row(entry), isKey(row[self.key], key) {
                wasTaken = wasTaken || entry.isUsed
                switch purpose {
                case .excuse: index.excuse(number)
                case .drop: index.use(number)
                case .load:
                    index.use(number)
                    load(row, Int(entry.line))
                }
            }
            number = index.next(after: number, hash)
        }
        // each item of the list around asks for its own rows
        if !outer.isEmpty, zip(loaded, loaded.dropFirst()).contains(where: { CSVDetailTable.isBefore($1.outer, $0.outer) }) {
            loaded = loaded.enumerated().sorted {
                $0.element.outer == $1.element.outer
                    ? $0.offset < $1.offset : CSVDetailTable.isBefore($0.element.outer, $1.element.outer)
            }.map(\.element)
        }
        return wasTaken
    }

    /// The first row that no record has taken, with its key, at or behind a row's number.
    func orphan(from first: Int) throws(SourceError) -> (number: Int, fault: RecordFault)? {
        for number in first..<max(first, index.entries.count) {
            let entry = index.entries[number]
            if entry.isUsed || entry.isExcused { continue }
            var fault = fault(Int(entry.line), .detailWithoutRecord(column: columns[key]))
            if let row = try row(entry) {
                hide(row[key], in: &fault)
            }
            return (number, fault)
        }
        return nil
    }

    /// Shows a key, which a log must not.
    func hide(_ key: UnsafeBufferPointer<UInt8>, in fault: inout RecordFault) {
        fault.value = Excerpt.cut(key)
        fault.isPrivate = true
        fault.outline = "the key \(MaskedAccount.tail(of: String(decoding: CSVCellWriter.withoutSpaces(key), as: UTF8.self)))"
    }

    /// Bytes of loaded rows.
    var size: Int { text.count }

    func row(_ loaded: Loaded) -> CSVRow {
        CSVRow(base: UnsafePointer(text.start), cells: UnsafePointer(cells.start + loaded.cells), count: loaded.count)
    }

    func setWritten(_ i: Int) { loaded[i].isWritten = true }

    /// The loaded rows within these items.
    func rows(within outer: SIMD4<Int32>) -> Range<Int> {
        guard !self.outer.isEmpty else { return 0..<loaded.count }
        var (low, high) = (0, loaded.count)
        while low < high {
            let middle = (low + high) / 2
            if CSVDetailTable.isBefore(loaded[middle].outer, outer) { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < loaded.count, loaded[end].outer == outer { end += 1 }
        return low..<end
    }

    private static func isBefore(_ a: SIMD4<Int32>, _ b: SIMD4<Int32>) -> Bool {
        for i in 0..<deepest where a[i] != b[i] { return a[i] < b[i] }
        return false
    }

    private func isKey(_ cell: UnsafeBufferPointer<UInt8>, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
        scratch.cut(to: 0)
        writer.write(cell, as: keyKind, to: &scratch)
        return scratch.count == key.count && key.elementsEqual(UnsafeBufferPointer(start: scratch.start, count: scratch.count))
    }

    /// A row again; nil where the file is not as it was.
    private func row(_ entry: CSVDetailIndex.Entry) throws(SourceError) -> CSVRow? {
        let bytes = try file.bytes(at: entry.offset, entry.length)
        splitter.begin()
        guard case .row = splitter.run(bytes, entry.length, isAtEnd: true), splitter.finish(bytes, length: entry.length) == nil,
            splitter.cells.count == columns.count
        else {
            throw SourceError(name: file.reader.name, code: 0, message: "has changed while it was read")
        }
        return splitter.row
    }

    private func load(_ row: CSVRow, _ line: Int) {
        loaded.append(Loaded(cells: cells.count, count: row.count, line: line, outer: numbers(row) ?? .zero))
        for i in 0..<row.count {
            let cell = row[i]
            let start = text.count
            if let base = cell.baseAddress { text.append(base, cell.count) }
            cells.append(CSVCell(start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: text.count)))
        }
    }
}
