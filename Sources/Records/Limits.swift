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

    /// What is wrong with a value of the field's kind; nil when it is allowed.
    @inline(__always) func problem(number value: Scaled) -> RecordProblem? {
        if let numbers, !numbers.contains(value) { return .notListed(numbers.map(\.description)) }
        if let minimum, value < minimum { return .minimum(minimum.description) }
        if let maximum, value > maximum { return .maximum(maximum.description) }
        if let decimals, value.decimals > decimals { return .decimals(decimals) }
        return nil
    }

    @inline(__always) func problem(flag: Bool) -> RecordProblem? {
        guard let flags, !flags.contains(flag) else { return nil }
        return .notListed(flags.map(\.description))
    }

    @inline(__always) func problem(count: Int) -> RecordProblem? {
        if let minimumItems, count < minimumItems { return .minimumItems(minimumItems) }
        if let maximumItems, count > maximumItems { return .maximumItems(maximumItems) }
        return nil
    }

    /// The matcher of `pattern` is the reader's own.
    @inline(__always) func problem(text: UnsafeBufferPointer<UInt8>, pattern matcher: PatternMatcher?) -> RecordProblem? {
        if let texts, !texts.contains(where: { $0.count == text.count && $0.elementsEqual(text) }) {
            return .notListed(texts.map { String(decoding: $0, as: UTF8.self) })
        }
        if minimumLength != nil || maximumLength != nil {
            // JSON Schema 2020-12 validation 6.3.1: characters are code points
            var length = 0
            for byte in text where byte & 0xC0 != 0x80 { length += 1 }
            if let minimumLength, length < minimumLength { return .minimumLength(minimumLength) }
            if let maximumLength, length > maximumLength { return .maximumLength(maximumLength) }
        }
        if let pattern, matcher?.matches(text) != true { return .pattern(pattern.source) }
        return nil
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
