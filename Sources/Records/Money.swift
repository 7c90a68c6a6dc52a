/// An amount of money in whole cents, exact, of one currency that the format names.
package struct Money: Sendable, Hashable, Comparable {
    package var cents: Int64

    /// The largest amount read from data: ten trillion. Sums may go beyond it, up to what 64 bits hold.
    package static let limit: Int64 = 1_000_000_000_000_000
    /// The largest sum of many amounts read from data, such as a run's: forty quadrillion. Two of them can be added.
    package static let totalLimit: Int64 = 4_000_000_000_000_000_000
    package static let zero = Money(cents: 0)

    package init(cents: Int64) { self.cents = cents }

    package static func < (a: Money, b: Money) -> Bool { a.cents < b.cents }

    /// The sum, or nil where it does not fit.
    package func adding(_ other: Money) -> Money? {
        let (sum, overflow) = cents.addingReportingOverflow(other.cents)
        return overflow ? nil : Money(cents: sum)
    }

    /// The difference, or nil where it does not fit.
    package func subtracting(_ other: Money) -> Money? {
        let (difference, overflow) = cents.subtractingReportingOverflow(other.cents)
        return overflow ? nil : Money(cents: difference)
    }

    /// The product, or nil where it does not fit.
    package func multiplied(by factor: Int64) -> Money? {
        let (product, overflow) = cents.multipliedReportingOverflow(by: factor)
        return overflow ? nil : Money(cents: product)
    }

    /// Reads `-12`, `12.5`, `12.50`: digits, then at most two decimals; never an exponent, a sign `+` or a space.
    package static func parse(_ bytes: UnsafeRawBufferPointer, limit: Int64 = Money.limit) throws(DigitsFault) -> Money {
        try Digits(whole: bytes).money(limit: limit)
    }

    package static func parse(_ bytes: [UInt8], limit: Int64 = Money.limit) throws(DigitsFault) -> Money {
        try Digits.reading(bytes) { digits throws(DigitsFault) in try digits.money(limit: limit) }
    }

    package static func parse(_ text: String, limit: Int64 = Money.limit) throws(DigitsFault) -> Money {
        try parse(Array(text.utf8), limit: limit)
    }
}
