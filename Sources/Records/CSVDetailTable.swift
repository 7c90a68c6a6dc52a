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
    let key: Int
    let keyKind: CSVCellKind
    let outer: [Int]
    let writer: CSVCellWriter
    let splitter: CSVSplitter
    var index = CSVDetailIndex()
    var loaded: [Loaded] = []
    var text = Growing<UInt8>()
    var cells = Growing<CSVCell>()
    var scratch = Growing<UInt8>()

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
                    return fault(line, .detailWithoutKey(column: columns[key]))
                }
                let hash = hash(row[key])
                if numbers(row) == nil {
                    spoilt[hash] = spoilt[hash] ?? Spoilt(table: number, line: line)
                    let names = outer.map { columns[$0] }.joined(separator: ", ")
                    return fault(line, .detailWithoutNumber(columns: names))
                }
                index.append(hash: hash, offset: reader.offset, length: reader.length, line: line)
            case .trailer(let line):
                do throws(TrailerFault) {
                    let trailer = try Trailer.read(reader.row, line: line)
                    guard let count = trailer.count, count != reader.ordinal else { continue }
                    return fault(line, .detailCount(wanted: count, found: reader.ordinal))
                } catch { return fault(line, .trailer(error)) }
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

    func fault(_ line: Int, _ problem: RecordProblem) -> RecordFault {
        var fault = RecordFault(line: line, column: 1, problem)
        fault.file = name
        return fault
    }

    func numbers(_ row: CSVRow) -> SIMD4<Int32>? {
        var numbers = SIMD4<Int32>.zero
        for (i, column) in outer.enumerated() {
            let cell = CSVCellWriter.withoutSpaces(row[column])
            guard !cell.isEmpty, cell.count <= 9, cell.allSatisfy({ $0 &- 48 < 10 }) else { return nil }
            numbers[i] = cell.reduce(0) { $0 * 10 + Int32($1 - 48) }
            guard numbers[i] > 0 else { return nil }
        }
        return numbers
    }

    /// The key as it is compared: as the contract's type writes it, so that `007` is 7 where it is an integer.
    private func hash(_ cell: UnsafeBufferPointer<UInt8>) -> UInt64 {
        scratch.cut(to: 0)
        writer.write(cell, as: keyKind, to: &scratch)
        return CSVDetailIndex.hash(UnsafeBufferPointer(start: scratch.start, count: scratch.count))
    }
}
