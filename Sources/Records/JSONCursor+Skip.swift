/// Passing over a value without keeping it, with its syntax checked.
extension JSONCursor {
    /// Passes one value. `level` counts the objects and arrays around it; `room` is where texts may be unescaped.
    ///
    /// The first problem inside any text stays in `problem`.
    mutating func skipValue(level: Int, room: UnsafeMutablePointer<UInt8>) throws(JSONHalt) {
        var first: TextProblem?
        defer { problem = first }
        try skip(level: level, room: room, first: &first)
    }

    private mutating func skip(
        level: Int, room: UnsafeMutablePointer<UInt8>, first: inout TextProblem?
    ) throws(JSONHalt) {
        switch next {
        case UInt8(ascii: "\""):
            try skipText(room, &first)
        case UInt8(ascii: "{"):
            guard level < JSONCursor.deepest else { throw .depth }
            at += 1
            skipSpace()
            if take(UInt8(ascii: "}")) { return }
            while true {
                guard next == UInt8(ascii: "\"") else { throw .key }
                try skipText(room, &first)
                skipSpace()
                guard take(UInt8(ascii: ":")) else { throw .colon }
                skipSpace()
                try skip(level: level + 1, room: room, first: &first)
                skipSpace()
                if take(UInt8(ascii: "}")) { return }
                guard take(UInt8(ascii: ",")) else { throw .commaOrBrace }
                skipSpace()
            }
        case UInt8(ascii: "["):
            guard level < JSONCursor.deepest else { throw .depth }
            at += 1
            skipSpace()
            if take(UInt8(ascii: "]")) { return }
            while true {
                try skip(level: level + 1, room: room, first: &first)
                skipSpace()
                if take(UInt8(ascii: "]")) { return }
                guard take(UInt8(ascii: ",")) else { throw .commaOrBracket }
                skipSpace()
            }
        case UInt8(ascii: "-"), 0x30...0x39:
            _ = try number()
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            _ = try literal()
        default:
            throw .value
        }
    }

    private mutating func skipText(_ room: UnsafeMutablePointer<UInt8>, _ first: inout TextProblem?) throws(JSONHalt) {
        at += 1
        _ = try text(into: room)
        if first == nil { first = problem }
    }
}
