/// Finds the end of one JSON value byte by byte, and where a broken value must have ended.
///
/// It only counts brackets and quotes; whether the value is good JSON is for the record reader to say. Three rules keep one
/// broken value from swallowing those behind it: a closing bracket closes back to its like, a line feed ends a text
/// (RFC 8259 section 7 allows none in it), and `{` where a brace-enclosed record needs a name begins the next value.
struct ElementScanner {
    enum Step {
        /// The byte belongs to the value.
        case inside
        /// The byte is a comma or `]` behind the value.
        case boundary
        /// The byte is a `{` that cannot stand here: the next value begins.
        case restart
    }

    private(set) var depth = 0
    private(set) var isInText = false
    private var isEscaped = false
    /// The last byte that was not space, outside of texts.
    private var last: UInt8 = 0
    /// Whether each open bracket, innermost lowest, is a brace. Deeper than 64 the reader refuses the value anyway.
    private var braces: UInt64 = 0

    @inline(__always)
    mutating func step(_ byte: UInt8) -> Step {
        if isInText {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInText = false
            }
            if byte == UInt8(ascii: "\n") { (isInText, isEscaped) = (false, false) }
            return .inside
        }
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D:
            return .inside
        case UInt8(ascii: "\""):
            isInText = true
        case UInt8(ascii: "{"):
            if depth > 0 ? braces & 1 == 1 && last != UInt8(ascii: ":") : last != 0 { return .restart }
            open(brace: true)
        case UInt8(ascii: "["):
            open(brace: false)
        case UInt8(ascii: "}"):
            close(brace: true)
        case UInt8(ascii: "]"):
            if depth == 0 { return .boundary }
            close(brace: false)
        case UInt8(ascii: ","):
            if depth == 0 { return .boundary }
        default:
            break
        }
        last = byte
        return .inside
    }

    @inline(__always)
    private mutating func open(brace: Bool) {
        depth += 1
        braces = braces << 1 | (brace ? 1 : 0)
    }

    /// Closes back to the bracket of the same kind; one that opens nothing is left for the reader to refuse.
    private mutating func close(brace: Bool) {
        let wanted: UInt64 = brace ? 1 : 0
        var levels = 1
        while levels <= min(depth, 64) {
            if (braces >> UInt64(levels - 1)) & 1 == wanted {
                depth -= levels
                braces = levels == 64 ? 0 : braces >> UInt64(levels)
                return
            }
            levels += 1
        }
    }
}
