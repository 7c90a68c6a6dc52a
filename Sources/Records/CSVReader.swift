#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Streams the rows of a CSV file (RFC 4180), one at a time and in flat memory.
///
/// The first row is the header. A row that is none is a fault, and the rows around it come as they are: behind a quote that
/// is wrong, reading goes on at the line after the one on which the row began, so that a quote that is never closed does not
/// swallow the file. A class because it owns a buffer and a file descriptor.
package final class CSVReader {
    package enum Step {
        /// `row` holds the cells, as many as the header; the line it begins on; its number from 1, faults counted too.
        case row(line: Int, ordinal: Int)
        /// `row` holds control totals, and any number of cells.
        case trailer(line: Int)
        /// A row that cannot be handed out; `row` holds the cells before what is wrong.
        case fault(RecordFault)
        case end
    }

    package let name: String
    package let dialect: CSVDialect
    let rowLimit: Int
    /// The names of the header, known after `readHeader`.
    package internal(set) var columns: [String] = []
    /// Rows and faults of rows handed out so far.
    package private(set) var ordinal = 0
    /// Nothing but blank lines was before the end of the file; known after `readHeader`.
    package internal(set) var isEmpty = false
    /// Bytes of the file before the row that was handed out last, and the bytes of that row.
    package private(set) var offset: Int64 = 0
    package private(set) var length = 0

    let window: ByteWindow
    let splitter: CSVSplitter
    private let trailer: [UInt8]?
    /// The line on which the window's first byte stands.
    private(set) var line = 1
    private var hasHeader = false
    private var isDone = false
    /// What is passed with the next call: a row, or the line on which a fault's row began.
    private var due = Due.nothing

    private enum Due {
        case nothing, row, line
    }

    private enum Found {
        case row, end
        case fault(RecordFault)
    }

    package static let rowLimit = 16 << 20

    private init(_ window: ByteWindow, _ name: String, _ dialect: CSVDialect, _ rowLimit: Int) {
        (self.window, self.name, self.dialect, self.rowLimit) = (window, name, dialect, rowLimit)
        splitter = CSVSplitter(delimiter: dialect.delimiter, encoding: dialect.encoding)
        trailer = dialect.trailer.map { Array($0.utf8) }
    }

    /// Reads a descriptor that stays open.
    package convenience init(
        descriptor: Int32, name: String = "standard input", dialect: CSVDialect = CSVDialect(),
        rowLimit: Int = CSVReader.rowLimit
    ) {
        self.init(ByteWindow(descriptor: descriptor, name: name), name, dialect, rowLimit)
    }

    package convenience init(
        path: String, dialect: CSVDialect = CSVDialect(), rowLimit: Int = CSVReader.rowLimit
    ) throws(SourceError) {
        self.init(try ByteWindow(path: path), path, dialect, rowLimit)
    }

    /// Reads bytes in memory as if they came in pieces of this size.
    package convenience init(
        bytes: [UInt8], name: String = "bytes in memory", piece: Int = 1 << 18, dialect: CSVDialect = CSVDialect(),
        rowLimit: Int = CSVReader.rowLimit
    ) {
        self.init(ByteWindow(bytes: bytes, piece: piece), name, dialect, rowLimit)
    }

    /// The cells of what was handed out last.
    package var row: CSVRow { splitter.row }

    /// All cells of the row at hand are there, though they may be too many or too few.
    var isWhole: Bool { due == .row }

    /// Bytes of the file that were passed so far, for progress.
    package var bytesRead: Int64 { offset + Int64(length) }

    package func next() throws(SourceError) -> Step {
        if !hasHeader, let fault = try readHeader().first { return .fault(fault) }
        while !isDone {
            switch try find() {
            case .end:
                isDone = true
            case .fault(let fault):
                ordinal += 1
                return .fault(fault)
            case .row:
                let row = splitter.row
                if row.count == 1, isBlank(row[0]) { continue }
                if let trailer, row[0].count == trailer.count, row[0].elementsEqual(trailer) {
                    _ = splitter.finish(window.start, length: length)
                    return .trailer(line: line)
                }
                ordinal += 1
                if let trouble = splitter.finish(window.start, length: length) {
                    return .fault(fault(trouble.trouble, at: trouble.at))
                }
                guard row.count == columns.count else { return .fault(ragged(row.count)) }
                return .row(line: line, ordinal: ordinal)
            }
        }
        return .end
    }

    /// Reads the first row that is not blank, and says what is wrong with it; then no rows follow.
    package func readHeader() throws(SourceError) -> [RecordFault] {
        hasHeader = true
        while window.count < 4, try window.fill() {}
        var faults: [RecordFault] = []
        if let fault = encodingFault() {
            faults = [fault]
        } else {
            if hasMark {
                window.pass(3)
                offset = 3
            }
            faults = try header()
        }
        isDone = !faults.isEmpty || isEmpty
        return faults
    }

    private func header() throws(SourceError) -> [RecordFault] {
        while true {
            switch try find() {
            case .end:
                isEmpty = true
                return []
            case .fault(let fault):
                return [fault]
            case .row:
                if splitter.row.count == 1, isBlank(splitter.row[0]) { continue }
                if let trouble = splitter.finish(window.start, length: length) {
                    return [fault(trouble.trouble, at: trouble.at)]
                }
                return takeHeader()
            }
        }
    }

    /// U+FEFF at the start of the file.
    var hasMark: Bool { window.count >= 3 && window[0] == 0xEF && window[1] == 0xBB && window[2] == 0xBF }

    // MARK: Rows

    /// Finds the end of the next row, or why there is none.
    private func find() throws(SourceError) -> Found {
        try passWhatIsDue()
        if window.count == 0, try !window.fill() { return .end }
        if try isEndMark() { return .end }
        splitter.begin()
        while true {
            // the same for pieces of every size: never more than the limit is looked at
            let room = min(window.count, rowLimit)
            switch splitter.run(window.start, room, isAtEnd: window.isAtEnd && room == window.count) {
            case .more:
                if window.count > rowLimit {
                    due = .line
                    _ = splitter.finish(window.start, length: room)
                    return .fault(tooLong())
                }
                _ = try window.fill()
            case .row(let length):
                due = .row
                self.length = length
                splitter.base = UnsafePointer(window.start)
                return .row
            case .trouble(let trouble, let at):
                // the whole character that is shown
                while window.count < at + 4, try window.fill() {}
                due = .line
                _ = splitter.finish(window.start, length: at)
                return .fault(fault(trouble, at: at))
            }
        }
    }

    /// 0x1A alone at the end, as DOS marked the end of a text.
    private func isEndMark() throws(SourceError) -> Bool {
        guard window[0] == 0x1A else { return false }
        while window.count < 2, try window.fill() {}
        return window.count == 1
    }

    private func passWhatIsDue() throws(SourceError) {
        offset += Int64(length)
        switch due {
        case .nothing: break
        case .row:
            line += splitter.lineFeeds + 1
            window.pass(length)
        case .line: try passLine()
        }
        due = .nothing
        length = 0
    }

    private func passLine() throws(SourceError) {
        while window.count > 0 {
            if let feed = memchr(window.start, 0x0A, window.count) {
                let length = UnsafeRawPointer(feed) - UnsafeRawPointer(window.start) + 1
                offset += Int64(length)
                window.pass(length)
                line += 1
                return
            }
            offset += Int64(window.count)
            window.pass(window.count)
            _ = try window.fill()
        }
    }

    /// A line of nothing, or of spaces where one cell cannot be a row; not a pair of quotes with nothing in it.
    private func isBlank(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        if cell.isEmpty { return window[0] != CSVSplitter.quote }
        return columns.count != 1 && cell.allSatisfy { $0 == 0x20 }
    }
}
