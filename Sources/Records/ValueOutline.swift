/// What a value is without what it says, for logs: `text of 23 characters`.
struct ValueOutline: CustomStringConvertible {
    let description: String
    /// The value is free text, or holds some.
    let isPrivate: Bool

    init(_ source: UnsafeBufferPointer<UInt8>) {
        switch source.first {
        case UInt8(ascii: "\""):
            let inside = source.dropFirst().dropLast()
            description = ValueOutline.text(inside)
            isPrivate = !ValueOutline.isHarmless(inside)
        case UInt8(ascii: "{"):
            description = "an object"
            isPrivate = true
        case UInt8(ascii: "["):
            description = "a list"
            isPrivate = true
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            description = String(decoding: source.prefix(5), as: UTF8.self)
            isPrivate = !["true", "false", "null"].contains { $0.utf8.elementsEqual(source) }
        default:
            description = ValueOutline.number(source.count)
            isPrivate = !ValueOutline.isHarmless(source[source.startIndex...])
        }
    }

    /// The outline of a text in UTF-8, whose characters are code points.
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var count = 0
        for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
        return "text of \(count) \(count == 1 ? "character" : "characters")"
    }

    static func number(_ count: Int) -> String { "a number of \(count) \(count == 1 ? "character" : "characters")" }

    /// Whether a value may be shown: a date, or an amount or a number of up to five digits. What has more may be an account,
    /// a telephone, a social security or a card number, whatever stands between its digits.
    private static func isHarmless(_ source: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard source.count <= 24, source.allSatisfy({ "0123456789.,:+-/$eE ".utf8.contains($0) }) else { return false }
        let digits = source.reduce(0) { $0 + ((0x30...0x39).contains($1) ? 1 : 0) }
        return digits <= 5 || isDate(source)
    }

    /// `2026-02-30`, `2026-13`, `11/20/2026`: a year of four digits from 1900 to 2999 and one or two short numbers.
    private static func isDate(_ source: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let parts = source.split(omittingEmptySubsequences: false) { $0 == 0x2D || $0 == 0x2F }
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } }) else {
            return false
        }
        let isYear = parts.map { $0.count == 4 && ($0.first == 0x31 || $0.first == 0x32) }
        let isShort = parts.map { (1...2).contains($0.count) }
        return isYear[0] && isShort.dropFirst().allSatisfy { $0 }
            || isYear[parts.count - 1] && isShort.dropLast().allSatisfy { $0 }
    }
}
