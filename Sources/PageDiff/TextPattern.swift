import Pages

/// What stays of a text when the data of a month are taken out of it: `Due December 15: −$1,234.56` and
/// `Due March 2: $98.10` are both `Due Month 9: $9.99`.
///
/// A figure becomes a `9`, money with cents `9.99`; its sign, ordinal ending and the half of the day go with it. A month
/// becomes `Month` or `mes`, and so does a weekday before a date. Everything else stands, with single spaces.
struct TextPattern {
    /// Whether there is a word in it, of three bytes or more, and not only figures, dates, units and signs.
    private(set) var hasWords = false
    /// FNV-1a of the pattern without its spaces, so that where a line ends says nothing.
    private(set) var identity = Fingerprint()

    /// Appends the pattern of a text to `out`.
    static func append(_ text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) -> TextPattern {
        var pattern = TextPattern()
        var scan = PatternScan(text)
        let start = out.count
        while scan.at < text.count {
            let byte = text[scan.at]
            if scan.skipSpaces() {
                if out.count > start, out[out.count - 1] != 0x20 { out.append(0x20) }
            } else if byte &- 0x30 < 10 {
                dropSign(from: start, of: &out)
                let isMoney = out.count > start && out[out.count - 1] == 0x24
                let hasCents = scan.skipFigure()
                out.append(contentsOf: isMoney && hasCents ? money : figure)
                scan.finishFigure(into: &out)
            } else if let length = scan.punctuation {
                out.append(contentsOf: text[scan.at..<scan.at + length])
                scan.at += length
            } else {
                let end = scan.wordEnd
                if let name = scan.dateWord(to: end, after: out, from: start) {
                    out.append(contentsOf: name)
                    scan.at = end
                    scan.finishDateWord()
                } else {
                    pattern.hasWords = pattern.hasWords || end - scan.at > 2
                    out.append(contentsOf: text[scan.at..<end])
                    scan.at = end
                }
            }
        }
        if out.count > start, out[out.count - 1] == 0x20 { out.removeLast() }
        pattern.identity.add(out.span.extracting(start..<out.count), skipping: 0x20)
        return pattern
    }

    private static let figure = Array("9".utf8)
    private static let money = Array("9.99".utf8)

    /// Takes away the minus before a figure or its `$`, unless it joins the figure to what is before it.
    private static func dropSign(from start: Int, of out: inout [UInt8]) {
        var end = out.count
        if end > start, out[end - 1] == 0x24 { end -= 1 }
        let length: Int
        if end > start, out[end - 1] == 0x2D {
            length = 1
        } else if end - start >= 3, out[end - 3] == 0xE2, out[end - 2] == 0x88, out[end - 1] == 0x92 {
            length = 3
        } else {
            return
        }
        let before = end - length
        guard before == start || out[before - 1] == 0x20 || out[before - 1] == 0x28 else { return }
        out.removeSubrange(before..<end)
    }
}

extension Fingerprint {
    init(of text: String) {
        self.init()
        for byte in text.utf8 { add(byte) }
    }

    /// All bytes but those of one kind.
    mutating func add(_ bytes: Span<UInt8>, skipping skipped: UInt8) {
        for index in bytes.indices where bytes[unchecked: index] != skipped { add(bytes[unchecked: index]) }
    }
}
