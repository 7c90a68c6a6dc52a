/// Cuts a text into its lines: at CR LF, LF, CR, U+2028 and U+2029, and without empty lines at its start and end.
struct LineSplitter {
    private let text: UnsafeBufferPointer<UInt8>
    private var at: Int
    private var end: Int
    private var isDone = false

    init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
        at = 0
        end = text.count
        var start = 0
        while start < end {
            let length = breakLength(start)
            if length == 0, text[start] != 0x20, text[start] != 0x09 { break }
            start += max(1, length)
            // White space before the first break belongs to the empty line.
            if length > 0 { at = start }
        }
        if start == end { (at, end) = (end, end) }
        while end > at, isSpaceBefore(end) { end = before(end) }
    }

    /// The next line, as a range of the text.
    mutating func next() -> Range<Int>? {
        guard !isDone else { return nil }
        let start = at
        while at < end {
            let length = breakLength(at)
            if length > 0 {
                let line = start..<at
                at += length
                return line
            }
            at += 1
        }
        isDone = true
        return start..<end
    }

    private func breakLength(_ at: Int) -> Int {
        switch text[at] {
        case 0x0A: 1
        case 0x0D: at + 1 < text.count && text[at + 1] == 0x0A ? 2 : 1
        case 0xE2 where at + 2 < text.count && text[at + 1] == 0x80 && (text[at + 2] == 0xA8 || text[at + 2] == 0xA9): 3
        default: 0
        }
    }

    /// A blank or a break stands before a place.
    private func isSpaceBefore(_ place: Int) -> Bool { before(place) < place }

    private func before(_ place: Int) -> Int {
        switch text[place - 1] {
        case 0x20, 0x09, 0x0A, 0x0D: place - 1
        case 0xA8, 0xA9: place >= 3 && text[place - 2] == 0x80 && text[place - 3] == 0xE2 ? place - 3 : place
        default: place
        }
    }
}
