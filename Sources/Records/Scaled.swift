/// An exact decimal: a number of units of the `scale`-th decimal place, as in 5.57 = 557 units of scale 2.
package struct Scaled: Sendable, Comparable {
    package var units: Int64
    /// Decimals kept, 0 to 9.
    package var scale: UInt8

    package static let maximumScale = 9

    package init(units: Int64, scale: UInt8 = 0) {
        precondition(Int(scale) <= Scaled.maximumScale, "a scaled number has at most 9 decimals")
        self.units = units
        self.scale = scale
    }

    /// 10 to the power of 0 to 9.
    package static func power(_ exponent: Int) -> Int64 {
        var product: Int64 = 1
        for _ in 0..<exponent { product *= 10 }
        return product
    }

    /// Decimals that the value needs: 1.50 needs one.
    package var decimals: Int {
        var (units, scale) = (units, Int(scale))
        while scale > 0, units % 10 == 0 { (units, scale) = (units / 10, scale - 1) }
        return scale
    }

    /// Equal by value: 1.5 is 1.50.
    package static func == (a: Scaled, b: Scaled) -> Bool { a.scale == b.scale ? a.units == b.units : compare(a, b) == 0 }

    package static func < (a: Scaled, b: Scaled) -> Bool { a.scale == b.scale ? a.units < b.units : compare(a, b) < 0 }

    /// Compares by whole part and then by the fraction brought to nine decimals, so that nothing can overflow.
    private static func compare(_ a: Scaled, _ b: Scaled) -> Int {
        let (wholeA, restA) = a.units.quotientAndRemainder(dividingBy: power(Int(a.scale)))
        let (wholeB, restB) = b.units.quotientAndRemainder(dividingBy: power(Int(b.scale)))
        if wholeA != wholeB { return wholeA < wholeB ? -1 : 1 }
        let fractionA = restA * power(maximumScale - Int(a.scale))
        let fractionB = restB * power(maximumScale - Int(b.scale))
        return fractionA == fractionB ? 0 : fractionA < fractionB ? -1 : 1
    }

    /// Reads `-12`, `12.5`, `0.123456789`: exact, at most nine decimals, never an exponent.
    package static func parse(_ bytes: UnsafeRawBufferPointer) throws(DigitsFault) -> Scaled {
        try Digits(whole: bytes).scaled()
    }

    package static func parse(_ bytes: [UInt8]) throws(DigitsFault) -> Scaled {
        try Digits.reading(bytes) { digits throws(DigitsFault) in try digits.scaled() }
    }

    package static func parse(_ text: String) throws(DigitsFault) -> Scaled { try parse(Array(text.utf8)) }
}

extension Scaled: Hashable {
    /// Hashes the value without its trailing zeros, because 1.5 equals 1.50.
    package func hash(into hasher: inout Hasher) {
        var (units, scale) = (units, scale)
        while scale > 0, units % 10 == 0 { (units, scale) = (units / 10, scale - 1) }
        hasher.combine(units)
        hasher.combine(scale)
    }
}
