/// A place in JSON text that is being read, strictly by RFC 8259; it owns nothing and copies nothing.
struct JSONCursor {
    let start: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    var at: UnsafePointer<UInt8>
    /// The first thing wrong in the text read last.
    var problem: TextProblem?

    /// Levels of objects and arrays that a record may have.
    static let deepest = 64

    init(_ start: UnsafePointer<UInt8>, count: Int) {
        self.start = start
        end = start + count
        at = start
    }

    /// The byte at the cursor; 0 at the end, which no rule of the grammar accepts.
    @inline(__always)
    var next: UInt8 { at < end ? at.pointee : 0 }

    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard at < end, at.pointee == byte else { return false }
        at += 1
        return true
    }

    /// RFC 8259 section 2: space, tab, line feed, carriage return.
    @inline(__always)
    mutating func skipSpace() {
        while at < end {
            let byte = at.pointee
            if byte > 0x20 { return }
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            at += 1
        }
    }

    /// Section 6. The cursor stands behind the number, or where it stops being one.
    @inline(__always)
    mutating func number() throws(JSONHalt) -> Digits {
        let digits = Digits(at: at, end: end, leadingZeros: false)
        guard digits.isWellFormed else { throw .number }
        at = digits.last
        return digits
    }

    /// Section 3: one of the three literal names, from its first letter.
    mutating func literal() throws(JSONHalt) -> JSONLiteral {
        switch next {
        case UInt8(ascii: "t") where takes("true"): return .yes
        case UInt8(ascii: "f") where takes("false"): return .no
        case UInt8(ascii: "n") where takes("null"): return .null
        default: throw .literal
        }
    }

    private mutating func takes(_ word: StaticString) -> Bool {
        guard end - at >= word.utf8CodeUnitCount else { return false }
        for i in 0..<word.utf8CodeUnitCount where at[i] != word.utf8Start[i] { return false }
        at += word.utf8CodeUnitCount
        return true
    }
}

/// The three names of RFC 8259 section 3.
enum JSONLiteral { case yes, no, null }
