/// What a contract allows of a value beyond its type.
struct Limits: Sendable {
    var minimum: Scaled?
    var maximum: Scaled?
    var decimals: Int?
    var minimumLength: Int?
    var maximumLength: Int?
    var pattern: Pattern?
    var texts: [[UInt8]]?
    var numbers: [Scaled]?
    var flags: [Bool]?
    var minimumItems: Int?
    var maximumItems: Int?

    var isEmpty: Bool {
        minimum == nil && maximum == nil && decimals == nil && minimumLength == nil && maximumLength == nil && pattern == nil
            && texts == nil
            && numbers == nil && flags == nil && minimumItems == nil && maximumItems == nil
    }

    // Inlined, so that a field's limits are read where they lie and not copied for each value.

    /// What a value of the field's kind must be, where it broke one of these: nil when `value` is allowed.
    @inline(__always) func wanted(number value: Scaled) -> String? {
        if let numbers, !numbers.contains(value) { return Limits.oneOf(numbers.map(\.description)) }
        if let minimum, value < minimum { return "at least \(minimum)" }
        if let maximum, value > maximum { return "at most \(maximum)" }
        if let decimals, value.decimals > decimals { return "at most \(decimals) \(decimals == 1 ? "decimal" : "decimals")" }
        return nil
    }

    @inline(__always) func wanted(flag: Bool) -> String? {
        guard let flags, !flags.contains(flag) else { return nil }
        return Limits.oneOf(flags.map(\.description))
    }

    @inline(__always) func wanted(count: Int) -> String? {
        if let minimumItems, count < minimumItems { return "at least \(minimumItems) \(minimumItems == 1 ? "item" : "items")" }
        if let maximumItems, count > maximumItems { return "at most \(maximumItems) \(maximumItems == 1 ? "item" : "items")" }
        return nil
    }

    /// The matcher of `pattern` is the reader's own.
    @inline(__always) func wanted(text: UnsafeBufferPointer<UInt8>, pattern matcher: PatternMatcher?) -> String? {
        if let texts, !texts.contains(where: { $0.count == text.count && $0.elementsEqual(text) }) {
            return Limits.oneOf(texts.map { String(decoding: $0, as: UTF8.self) })
        }
        if minimumLength != nil || maximumLength != nil {
            // JSON Schema 2020-12 validation 6.3.1: characters are code points
            var length = 0
            for byte in text where byte & 0xC0 != 0x80 { length += 1 }
            if let minimumLength, length < minimumLength { return "at least \(Limits.characters(minimumLength))" }
            if let maximumLength, length > maximumLength {
                return "at most \(Limits.characters(maximumLength))"
            }
        }
        if let pattern, matcher?.matches(text) != true { return "text that matches \(pattern.source)" }
        return nil
    }

    private static func characters(_ count: Int) -> String { count == 1 ? "1 character" : "\(count) characters" }

    private static func oneOf(_ names: [String]) -> String {
        if names.count == 1 { return names[0] }
        let shown = names.prefix(12).joined(separator: ", ")
        return "one of \(shown)\(names.count > 12 ? " and \(names.count - 12) others" : "")"
    }
}

extension Scaled: CustomStringConvertible {
    package var description: String {
        guard scale > 0 else { return "\(units)" }
        let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: UInt64(Scaled.power(Int(scale))))
        let digits = String(rest)
        return "\(units < 0 ? "-" : "")\(whole).\(String(repeating: "0", count: Int(scale) - digits.count))\(digits)"
    }
}
