/// Takes one row apart into cells (RFC 4180, section 2), going on where it stopped when more bytes have come.
///
/// A class because it owns the list of cells and a buffer, which are used again for every row.
final class CSVSplitter {
    enum Outcome {
        /// A row of so many bytes, with the end of its line.
        case row(length: Int)
        /// The row goes on behind these bytes.
        case more
        /// No row, and the byte at which that is seen.
        case trouble(CSVTrouble, at: Int)
    }

    private enum State {
        case start, plain, quoted
    }

    /// What a byte means outside of quotes, and at 256 and above within them.
    private enum Meaning {
        static let text: UInt8 = 0
        static let delimiter: UInt8 = 1
        static let lineFeed: UInt8 = 2
        static let carriageReturn: UInt8 = 3
        static let quote: UInt8 = 4
        static let control: UInt8 = 5
    }

    static let quote = UInt8(ascii: "\"")

    let encoding: CSVEncoding
    private let meanings: UnsafeMutablePointer<UInt8>
    var cells = Growing<CSVCell>()
    /// Cells that could not stay where they lie: decoded, or with doubled quotes made single.
    var text = Growing<UInt8>()
    var base: UnsafePointer<UInt8>

    private var state = State.start
    /// The byte to look at next, and where the cell begins; both from the row's first byte.
    private var at = 0
    private(set) var cellStart = 0
    /// All bytes of the cells, joined by or: 0x80 and above where one of them is not ASCII.
    private(set) var high: UInt8 = 0
    private(set) var hasDoubledQuotes = false
    /// Line feeds within quotes.
    private(set) var lineFeeds = 0
    /// The first control character that may not be in a cell.
    private(set) var control: Int?

    init(delimiter: UInt8, encoding: CSVEncoding) {
        self.encoding = encoding
        meanings = .allocate(capacity: 512)
        meanings.initialize(repeating: Meaning.text, count: 512)
        for control in [Int](0..<0x20) + [0x7F] {
            meanings[control] = Meaning.control
            // line breaks are content within quotes, and a tab does no harm there
            if control != 0x09 && control != 0x0A && control != 0x0D { meanings[256 + control] = Meaning.control }
        }
        meanings[0x0A] = Meaning.lineFeed
        meanings[0x0D] = Meaning.carriageReturn
        meanings[256 + 0x0A] = Meaning.lineFeed
        meanings[Int(CSVSplitter.quote)] = Meaning.quote
        meanings[256 + Int(CSVSplitter.quote)] = Meaning.quote
        meanings[Int(delimiter)] = Meaning.delimiter
        meanings[256 + Int(delimiter)] = Meaning.text
        base = UnsafePointer(text.start)
    }

    deinit {
        meanings.deallocate()
        cells.deallocate()
        text.deallocate()
    }

    var row: CSVRow { CSVRow(base: base, cells: UnsafePointer(cells.start), count: cells.count) }

    func begin() {
        cells.cut(to: 0)
        (state, at, cellStart, high, lineFeeds) = (.start, 0, 0, 0, 0)
        hasDoubledQuotes = false
        control = nil
    }

    /// Goes on with the row that begins at `bytes`.
    func run(_ bytes: UnsafePointer<UInt8>, _ count: Int, isAtEnd: Bool) -> Outcome {
        var i = at
        var high = self.high
        let meanings = UnsafePointer(meanings)
        defer { (at, self.high) = (i, high) }
        while true {
            switch state {
            case .start:
                guard i < count else { return isAtEnd ? end(i, i) : .more }
                cellStart = i
                state = .plain
                if bytes[i] == CSVSplitter.quote {
                    i += 1
                    (cellStart, state) = (i, .quoted)
                }
            case .plain:
                var meaning = Meaning.text
                while i < count {
                    meaning = meanings[Int(bytes[i])]
                    if meaning != Meaning.text { break }
                    high |= bytes[i]
                    i += 1
                }
                guard i < count else { return isAtEnd ? end(i, i) : .more }
                switch meaning {
                case Meaning.delimiter: delimiter(i, &i)
                case Meaning.lineFeed: return end(i, i + 1)
                case Meaning.carriageReturn:
                    guard i + 1 < count || isAtEnd else { return .more }
                    if i + 1 == count || bytes[i + 1] == 0x0A { return end(i, min(i + 2, count)) }
                    note(i, &i)
                case Meaning.quote: return .trouble(.quoteInside, at: i)
                default: note(i, &i)
                }
            case .quoted:
                var meaning = Meaning.text
                while i < count {
                    meaning = meanings[256 + Int(bytes[i])]
                    if meaning != Meaning.text { break }
                    high |= bytes[i]
                    i += 1
                }
                guard i < count else { return isAtEnd ? .trouble(.neverClosed, at: cellStart - 1) : .more }
                switch meaning {
                case Meaning.lineFeed:
                    lineFeeds += 1
                    i += 1
                case Meaning.quote:
                    // a line's end is two bytes behind the quote
                    guard i + 2 < count || isAtEnd else { return .more }
                    let next = i + 1 < count ? bytes[i + 1] : 0x0A
                    if next == CSVSplitter.quote {
                        hasDoubledQuotes = true
                        i += 2
                        continue
                    }
                    switch meanings[Int(next)] {
                    case Meaning.delimiter: delimiter(i, &i, quotes: 1)
                    case Meaning.lineFeed: return end(i, min(i + 2, count))
                    case Meaning.carriageReturn where i + 2 >= count || bytes[i + 2] == 0x0A: return end(i, min(i + 3, count))
                    default: return .trouble(.textAfterQuote, at: i + 1)
                    }
                default: note(i, &i)
                }
            }
        }
    }

    @inline(__always)
    private func delimiter(_ end: Int, _ i: inout Int, quotes: Int = 0) {
        cells.append(CSVCell(start: Int32(truncatingIfNeeded: cellStart), end: Int32(truncatingIfNeeded: end)))
        state = .start
        i = end + quotes + 1
    }

    private func end(_ end: Int, _ length: Int) -> Outcome {
        if state == .start { cellStart = end }
        cells.append(CSVCell(start: Int32(truncatingIfNeeded: cellStart), end: Int32(truncatingIfNeeded: end)))
        return .row(length: length)
    }

    private func note(_ found: Int, _ i: inout Int) {
        if control == nil { control = found }
        i += 1
    }
}
