/// The rows of one list, in a file of their own, each with the key of its record.
///
/// The file is read once from its start to its end for the places of the rows; the rows of a record are read again when the
/// record is written. A class because it owns the index and the rows that are loaded.
final class CSVDetailTable {
    /// A row of the record at hand.
    struct Loaded {
        var cells: Int
        var count: Int
        var line: Int
        /// The numbers of the items around, from the outermost; 0 where there are no more.
        var outer: SIMD4<Int32>
        var isWritten = false
    }

    /// What the rows of a record are asked for.
    enum Purpose {
        case load
        /// The record is refused.
        case drop
        /// The record may be one that is bad, so that the rows are not told as if they belonged to nothing.
        case excuse
    }

    /// A row that is bad and belongs to a record: that record must not go out without it.
    struct Spoilt {
        var table: Int
        var line: Int
    }

    let path: String
    let name: String
    let file: CSVDetailFile
    private let number: Int
    private let key: Int
    private let keyKind: CSVCellKind
    private let outer: [Int]
    private let writer: CSVCellWriter
    private let splitter: CSVSplitter
    var index = CSVDetailIndex()
    private(set) var loaded: [Loaded] = []
    private var text = Growing<UInt8>()
    private var cells = Growing<CSVCell>()
    private var scratch = Growing<UInt8>()

    /// Lists around a list at most.
    static let deepest = 4

    init(
        _ file: CSVDetailFile, number: Int, path: String, key: Int, keyKind: CSVCellKind, outer: [Int], mapping: CSVMapping
    ) {
        (self.file, self.number, self.path, self.key, self.keyKind, self.outer) = (file, number, path, key, keyKind, outer)
        name = String(file.reader.name.split(separator: "/").last ?? "details")
        writer = mapping.writer
        splitter = CSVSplitter(delimiter: mapping.dialect.delimiter, encoding: mapping.dialect.encoding)
    }

    deinit {
        index.deallocate()
        text.deallocate()
        cells.deallocate()
        scratch.deallocate()
    }

    var columns: [String] { file.reader.columns }

    // MARK: The first reading

    /// Goes on to the next fault of the file, or to its end.
    func readOn(_ spoilt: inout [UInt64: Spoilt]) throws(SourceError) -> RecordFault? {
        let reader = file.reader
        while true {
            switch try reader.next() {
            case .row(let line, _):
                let row = reader.row
                guard !CSVCellWriter.isEmpty(row[key]) else {
                    return fault(line, "the key of the record that the row belongs to, \(columns[key]); it is empty")
                }
                let hash = hash(row[key])
                if numbers(row) == nil {
                    spoilt[hash] = spoilt[hash] ?? Spoilt(table: number, line: line)
                    let names = outer.map { columns[$0] }.joined(separator: ", ")
                    return fault(line, "the number of the item that holds the row, from 1, in \(names)")
                }
                index.append(hash: hash, offset: reader.offset, length: reader.length, line: line)
            case .trailer(let line):
                do throws(TrailerFault) {
                    let trailer = try Trailer.read(reader.row, line: line)
                    guard let count = trailer.count, count != reader.ordinal else { continue }
                    return fault(line, "as many rows as the trailer says, \(count); there are \(reader.ordinal)")
                } catch { return fault(line, error.wanted) }
            case .fault(var fault):
                try reader.eachCell(thatMayBe: key) { cell in
                    let hash = hash(cell)
                    spoilt[hash] = spoilt[hash] ?? Spoilt(table: number, line: fault.line)
                }
                fault.file = name
                return fault
            case .end:
                index.finish()
                return nil
            }
        }
    }

    private func fault(_ line: Int, _ wanted: String) -> RecordFault {
        var fault = RecordFault(line: line, column: 1, wanted: wanted)
        fault.file = name
        return fault
    }

    private func numbers(_ row: CSVRow) -> SIMD4<Int32>? {
        var numbers = SIMD4<Int32>.zero
        for (i, column) in outer.enumerated() {
            let cell = CSVCellWriter.withoutSpaces(row[column])
            guard !cell.isEmpty, cell.count <= 9, cell.allSatisfy({ $0 &- 48 < 10 }) else { return nil }
            numbers[i] = cell.reduce(0) { $0 * 10 + Int32($1 - 48) }
            guard numbers[i] > 0 else { return nil }
        }
        return numbers
    }

    // MARK: The rows of one record

    /// The key as it is compared: as the contract's type writes it, so that `007` is 7 where it is an integer.
    private func hash(_ cell: UnsafeBufferPointer<UInt8>) -> UInt64 {
        scratch.cut(to: 0)
        writer.write(cell, as: keyKind, to: &scratch)
        return CSVDetailIndex.hash(UnsafeBufferPointer(start: scratch.start, count: scratch.count))
    }

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
            var fault = fault(Int(entry.line), "the key of a record; there is none of this key")
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
        fault.outline = "a key of \(key.count) \(key.count == 1 ? "byte" : "bytes")"
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
