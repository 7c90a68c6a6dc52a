import Fonts
import Pages

/// Cuts text into words and the places where a line may break, and shapes the words.
///
/// A line may break at spaces, after hyphens and slashes (not before a figure: UAX #14, LB25), at soft hyphens and zero
/// width spaces, and between ideographs; white space runs together into one space, as in HTML.
package struct ParagraphBuilder: ~Copyable {
    private let shaper: Shaper
    private var items: [Item] = []
    /// The line breaks of values are line breaks.
    private let keepsLines: Bool
    /// A break was asked for between the last word and the next, or a space stands there.
    private var endsInSpace = true

    package init(shaper: Shaper, keepsLines: Bool = false) {
        self.shaper = shaper
        self.keepsLines = keepsLines
    }

    package var isEmpty: Bool { items.isEmpty }

    /// Adds text, UTF-8.
    package mutating func add(_ text: UnsafeBufferPointer<UInt8>, style: TextStyle) throws(MissingGlyph) {
        var start = 0
        var at = 0
        let count = text.count
        while at < count {
            let byte = text[at]
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D:
                try flush(text, start..<at, style)
                if !endsInSpace {
                    guard style.spaceGlyph != 0 else { throw MissingGlyph(scalar: " ", faces: [style.chain.first.name]) }
                    items.append(.space(style))
                }
                endsInSpace = true
                at += 1
                start = at
            case UInt8(ascii: "-"), UInt8(ascii: "/"):
                at += 1
                if at < count, at - 1 > start, mayFollowBreak(text, at) {
                    try flush(text, start..<at, style)
                    items.append(.mayBreak)
                    start = at
                }
            case 0xC2 where at + 1 < count && text[at + 1] == 0xAD:
                try flush(text, start..<at, style)
                // After a space the line may break anyway.
                if !endsInSpace { items.append(.mayHyphenate(try hyphen(style), style)) }
                at += 2
                start = at
            case 0xE2 where at + 2 < count && text[at + 1] == 0x80 && text[at + 2] == 0x8B:
                try flush(text, start..<at, style)
                if !endsInSpace { items.append(.mayBreak) }
                at += 3
                start = at
            case 0xE2 where at + 2 < count && text[at + 1] == 0x80 && (text[at + 2] == 0x93 || text[at + 2] == 0x94):
                at += 3
                if at < count, mayFollowBreak(text, at) {
                    try flush(text, start..<at, style)
                    items.append(.mayBreak)
                    start = at
                }
            case 0xE3...0xF4:
                let length = byte < 0xF0 ? 3 : 4
                if at > start, Ideograph.mayBreak(before: text, at: at) {
                    try flush(text, start..<at, style)
                    items.append(.mayBreak)
                    start = at
                }
                at += length
            default:
                at += 1
            }
        }
        try flush(text, start..<count, style)
    }

    /// Adds a value, UTF-8: its lines, where they are kept, and without breaks before the first and behind the last.
    package mutating func addValue(_ text: UnsafeBufferPointer<UInt8>, style: TextStyle) throws(MissingGlyph) {
        guard keepsLines else { return try add(text, style: style) }
        var lines = LineSplitter(text)
        var isFirst = true
        while let line = lines.next() {
            if !isFirst { addLineBreak(style: style) }
            isFirst = false
            try add(UnsafeBufferPointer(rebasing: text[line]), style: style)
        }
    }

    /// Adds a Swift string, for static text and tests.
    package mutating func add(_ text: String, style: TextStyle) throws(MissingGlyph) {
        let bytes = Array(text.utf8)
        try add(bytes, style: style)
    }

    package mutating func add(_ bytes: [UInt8], style: TextStyle) throws(MissingGlyph) {
        var failure: MissingGlyph?
        bytes.withUnsafeBufferPointer { pointer in
            do throws(MissingGlyph) { try add(pointer, style: style) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    package mutating func addLineBreak(style: TextStyle) {
        dropTrailingSpace()
        items.append(.newLine(style))
        endsInSpace = true
    }

    package mutating func addTab(_ stop: TabStop, style: TextStyle) {
        dropTrailingSpace()
        items.append(.tab(stop, style))
        endsInSpace = true
    }

    /// The paragraph of all that was added; `base` gives the line height of lines without text.
    package consuming func paragraph(_ style: ParagraphStyle, base: TextStyle, role: Role?) -> Paragraph {
        dropTrailingSpace()
        return Paragraph(items: items, start: 0, style: style, base: base, role: role)
    }

    private mutating func flush(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ style: TextStyle) throws(MissingGlyph)
    {
        guard !range.isEmpty else { return }
        let word = try shaper.word(UnsafeBufferPointer(rebasing: text[range]), chain: style.chain, features: style.features)
        items.append(.word(word, style))
        endsInSpace = false
    }

    private func hyphen(_ style: TextStyle) throws(MissingGlyph) -> Word {
        // What is drawn is a hyphen; to a reader the word goes on.
        let drawn = try shaper.word("-", chain: style.chain, features: style.features)
        return Word(
            runs: drawn.runs.map { run in
                Shaped(
                    face: run.face, unitsPerEm: run.unitsPerEm,
                    glyphs: run.glyphs.map { glyph in
                        var glyph = glyph
                        glyph.textLength = 2
                        return glyph
                    }, advance: run.advance, text: [0xC2, 0xAD], pattern: .intricate, isStatic: run.isStatic)
            })
    }

    private mutating func dropTrailingSpace() {
        if case .space? = items.last { items.removeLast() }
    }

    /// Whether a line may begin at a byte that follows a hyphen or slash: not with a figure, nor with what closes, nor
    /// with another hyphen or slash, nor within a character (UAX #14: LB25, LB13, LB21, LB9).
    private func mayFollowBreak(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        switch text[at] {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), 0x09, 0x0A, 0x0D, 0x20: false
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","),
            UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "\""),
            UInt8(ascii: "'"):
            false
        case 0xCC...0xF4: !clings(text, at)
        default: true
        }
    }

    /// Whether a character stays with the one before it: a mark, a joiner (LB9), a word joiner (LB11).
    private func clings(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        guard let value = Ideograph.scalar(text, at), let scalar = Unicode.Scalar(value) else { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return true
        default: return value == 0x200D || value == 0x2060 || value == 0xFEFF
        }
    }
}

/// A piece of a paragraph between and around the places where its lines may break.
enum Item: Sendable {
    case word(Word, TextStyle)
    case space(TextStyle)
    case mayBreak
    /// A soft hyphen: the line may end here with the word given.
    case mayHyphenate(Word, TextStyle)
    case tab(TabStop, TextStyle)
    case newLine(TextStyle)
}

/// Where a line of Chinese or Japanese may break: between ideographs, not before what closes nor after what opens.
enum Ideograph {
    static func mayBreak(before text: UnsafeBufferPointer<UInt8>, at: Int) -> Bool {
        guard let next = scalar(text, at), isWide(next), !isClosing(next) else { return false }
        var back = at - 1
        while back > 0 && text[back] & 0xC0 == 0x80 { back -= 1 }
        guard let last = scalar(text, back), isWide(last) else { return false }
        return !isOpening(last)
    }

    private static func isWide(_ s: UInt32) -> Bool {
        (0x3000...0x30FF).contains(s) || (0x3400...0x4DBF).contains(s) || (0x4E00...0x9FFF).contains(s)
            || (0xAC00...0xD7A3).contains(s)
            || (0xF900...0xFAFF).contains(s) || (0xFF01...0xFF60).contains(s) || (0x20000...0x3FFFF).contains(s)
    }

    private static func isClosing(_ s: UInt32) -> Bool {
        switch s {
        case 0x3000, 0x3001, 0x3002, 0x3099, 0x309A, 0x309B, 0x309C, 0x309D, 0x309E, 0x30FD, 0x30FE, 0x3009, 0x300B, 0x300D,
            0x300F, 0x3011, 0x3015, 0x3017, 0x3019, 0x301B, 0x30FB, 0x30FC, 0x3005, 0xFF01,
            0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D:
            true
        default: false
        }
    }

    private static func isOpening(_ s: UInt32) -> Bool {
        switch s {
        case 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0x3018, 0x301A, 0xFF08, 0xFF3B, 0xFF5B: true
        default: false
        }
    }

    static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32? {
        let lead = text[at]
        let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard at + length <= text.count else { return nil }
        var value = UInt32(lead) & (length == 1 ? 0x7F : length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
        for k in 1..<max(length, 1) where length > 1 { value = value << 6 | UInt32(text[at + k] & 0x3F) }
        return value
    }
}
