/// Characters (Unicode scalars) that one place of a pattern takes: ranges, and properties as `\p{L}` names them.
struct ScalarSet: Sendable, Hashable {
    /// A property by its name, or all that is without it.
    struct Property: Sendable, Hashable {
        /// As a pattern writes it, `\p{L}` or `\P{L}`.
        let source: String
        let isNegated: Bool
    }

    var ranges: [ClosedRange<UInt32>] = []
    var properties: [Property] = []
    var isNegated = false

    init(ranges: [ClosedRange<UInt32>] = [], isNegated: Bool = false) {
        self.ranges = ranges
        self.isNegated = isNegated
    }

    init(_ scalar: Unicode.Scalar) { ranges = [scalar.value...scalar.value] }

    static let digits = ScalarSet(ranges: [0x30...0x39])
    static let wordCharacters = ScalarSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    /// ECMA-262's white space (its line ends among it), which is the `\s` of Unicode and a byte order mark, without U+0085.
    static let spaces = ScalarSet(ranges: [
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ])
    static let anyButLineEnds = ScalarSet(ranges: [0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029], isNegated: true)

    /// What is not in these ranges; a set of properties is never turned over so.
    var complement: [ClosedRange<UInt32>] {
        var rest: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { rest.append(next...(range.lowerBound - 1)) }
            next = max(next, range.upperBound + 1)
        }
        if next <= 0x10FFFF { rest.append(next...0x10FFFF) }
        return rest
    }

    /// `has` answers whether a scalar has the property of a number in `properties`.
    func contains(_ scalar: UInt32, has: (Property) -> Bool) -> Bool {
        let isIn = ranges.contains { $0.contains(scalar) } || properties.contains { has($0) != $0.isNegated }
        return isIn != isNegated
    }
}
