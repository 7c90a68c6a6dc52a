/// Texts in quotes (RFC 8259 section 7), checked as UTF-8 (RFC 3629) while they are unescaped.
extension JSONCursor {
    /// Room that `text(into:)` may write behind the unescaped bytes.
    static let slack = 16

    /// Reads the text behind an opening quote into `out` and says how long it became, which is never longer than it was.
    ///
    /// `out` has room for what is left of the input and `slack`. What is wrong inside the text is left in `problem`.
    mutating func text(into out: UnsafeMutablePointer<UInt8>) throws(JSONHalt) -> Int {
        problem = nil
        var p = at
        var o = out
        while true {
            if end - p >= 8 {
                // Eight bytes at a time: a byte that needs care has its high bit set in `care`; the lowest such bit is exact.
                let word = UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
                let quote = word ^ 0x2222_2222_2222_2222
                let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
                let ones: UInt64 = 0x0101_0101_0101_0101
                let high: UInt64 = 0x8080_8080_8080_8080
                let care =
                    (((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | ((word &- (ones &* 0x20)) & ~word) | word) & high
                UnsafeMutableRawPointer(o).storeBytes(of: word.littleEndian, as: UInt64.self)
                if care == 0 {
                    p += 8
                    o += 8
                    continue
                }
                let plain = care.trailingZeroBitCount >> 3
                p += plain
                o += plain
            }
            guard p < end else {
                at = p
                throw .quote
            }
            let byte = p.pointee
            if byte == UInt8(ascii: "\"") {
                at = p + 1
                return o - out
            } else if byte == UInt8(ascii: "\\") {
                try escape(&p, &o)
            } else if byte >= 0x80 {
                sequence(&p, &o)
            } else {
                if byte < 0x20 { note(.control, p) }
                o.pointee = byte
                p += 1
                o += 1
            }
        }
    }

    private mutating func note(_ kind: TextProblem.Kind, _ at: UnsafePointer<UInt8>) {
        if problem == nil { problem = TextProblem(kind: kind, at: at) }
    }

    private mutating func escape(_ p: inout UnsafePointer<UInt8>, _ o: inout UnsafeMutablePointer<UInt8>) throws(JSONHalt) {
        guard end - p >= 2 else {
            at = end
            throw .quote
        }
        let plain: UInt8
        switch p[1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = p[1]
        case UInt8(ascii: "b"): plain = 0x08
        case UInt8(ascii: "f"): plain = 0x0C
        case UInt8(ascii: "n"): plain = 0x0A
        case UInt8(ascii: "r"): plain = 0x0D
        case UInt8(ascii: "t"): plain = 0x09
        case UInt8(ascii: "u"): return unicodeEscape(&p, &o)
        default:
            note(.escape, p)
            p += 1
            return
        }
        o.pointee = plain
        p += 2
        o += 1
    }

    private mutating func unicodeEscape(_ p: inout UnsafePointer<UInt8>, _ o: inout UnsafeMutablePointer<UInt8>) {
        guard let unit = hex(p) else {
            note(.escape, p)
            p += 2
            return
        }
        var code = unit
        if unit & 0xF800 == 0xD800 {
            guard unit < 0xDC00, let low = hex(p + 6), low & 0xFC00 == 0xDC00 else {
                note(.surrogate, p)
                p += 6
                return
            }
            code = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
        }
        if code == 0 { note(.null, p) }
        p += code >= 0x10000 ? 12 : 6
        switch code {
        case ..<0x80:
            o[0] = UInt8(code)
            o += 1
        case ..<0x800:
            o[0] = UInt8(0xC0 | code >> 6)
            o[1] = UInt8(0x80 | code & 0x3F)
            o += 2
        case ..<0x10000:
            o[0] = UInt8(0xE0 | code >> 12)
            o[1] = UInt8(0x80 | code >> 6 & 0x3F)
            o[2] = UInt8(0x80 | code & 0x3F)
            o += 3
        default:
            o[0] = UInt8(0xF0 | code >> 18)
            o[1] = UInt8(0x80 | code >> 12 & 0x3F)
            o[2] = UInt8(0x80 | code >> 6 & 0x3F)
            o[3] = UInt8(0x80 | code & 0x3F)
            o += 4
        }
    }

    /// The four digits of `\uXXXX` at `p`, or nil.
    private func hex(_ p: UnsafePointer<UInt8>) -> UInt32? {
        guard end - p >= 6, p[0] == UInt8(ascii: "\\"), p[1] == UInt8(ascii: "u") else { return nil }
        var value: UInt32 = 0
        for i in 2..<6 {
            let digit: UInt8
            switch p[i] {
            case 0x30...0x39: digit = p[i] - 0x30
            case 0x41...0x46: digit = p[i] - 0x41 + 10
            case 0x61...0x66: digit = p[i] - 0x61 + 10
            default: return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// One sequence of two to four bytes (RFC 3629 section 4); a wrong one is noted and its first byte passed.
    private mutating func sequence(_ p: inout UnsafePointer<UInt8>, _ o: inout UnsafeMutablePointer<UInt8>) {
        let length = UTF8Sequence.length(p, end)
        if length == 0 { note(.notUTF8, p) }
        for _ in 0..<max(length, 1) {
            o.pointee = p.pointee
            o += 1
            p += 1
        }
    }
}

/// The well-formed byte sequences of UTF-8 (RFC 3629 section 4).
enum UTF8Sequence {
    /// Bytes of the sequence of two or more that begins at `p`, or 0 where it is not well formed.
    @inline(__always)
    static func length(_ p: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int {
        let room = end - p
        let first = p[0]
        switch first {
        case 0xC2...0xDF:
            return room >= 2 && p[1] & 0xC0 == 0x80 ? 2 : 0
        case 0xE0...0xEF:
            guard room >= 3, p[1] & 0xC0 == 0x80, p[2] & 0xC0 == 0x80 else { return 0 }
            if first == 0xE0, p[1] < 0xA0 { return 0 }
            return first == 0xED && p[1] > 0x9F ? 0 : 3
        case 0xF0...0xF4:
            guard room >= 4, p[1] & 0xC0 == 0x80, p[2] & 0xC0 == 0x80, p[3] & 0xC0 == 0x80 else { return 0 }
            if first == 0xF0, p[1] < 0x90 { return 0 }
            return first == 0xF4 && p[1] > 0x8F ? 0 : 4
        default:
            return 0
        }
    }
}
