/// What a value is without what it says, for logs: `text of 23 characters`.
struct ValueOutline: CustomStringConvertible {
    let description: String
    /// The value is free text, or holds some.
    let isPrivate: Bool

    init(_ source: UnsafeBufferPointer<UInt8>) {
        switch source.first {
        case UInt8(ascii: "\""):
            let inside = source.dropFirst().dropLast()
            var count = 0
            for byte in inside where byte & 0xC0 != 0x80 { count += 1 }
            description = "text of \(count) \(count == 1 ? "character" : "characters")"
            isPrivate =
                count > 32 || !inside.allSatisfy { "0123456789.,:+-/$eE ".utf8.contains($0) } || ValueOutline.mayIdentify(source)
        case UInt8(ascii: "{"):
            description = "an object"
            isPrivate = true
        case UInt8(ascii: "["):
            description = "a list"
            isPrivate = true
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            description = String(decoding: source.prefix(5), as: UTF8.self)
            isPrivate = false
        default:
            description = "a number of \(source.count) characters"
            isPrivate = ValueOutline.mayIdentify(source)
        }
    }

    /// Nine to sixteen figures may be an account, a telephone, a social security or a card number.
    private static func mayIdentify(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
        let figures = source.reduce(0) { $0 + ((0x30...0x39).contains($1) ? 1 : 0) }
        return (9...16).contains(figures)
    }
}
