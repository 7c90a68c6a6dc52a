import Testing

@testable import Records

@Suite struct MoneyTests {
    @Test(arguments: [
        ("0", 0), ("-0", 0), ("12", 1200), ("12.5", 1250), ("12.50", 1250), ("-12.05", -1205), ("0.01", 1), ("007.10", 710),
        ("10000000000000", 1_000_000_000_000_000), ("-10000000000000.00", -1_000_000_000_000_000),
    ])
    func digitsAreReadExactly(_ text: String, _ cents: Int64) throws { #expect(try Money.parse(text).cents == cents) }

    @Test(arguments: [
        ("", DigitsFault.notANumber), ("-", .notANumber), (".5", .notANumber), ("5.", .notANumber), ("+5", .notANumber),
        (" 5", .notANumber), ("5 ", .notANumber), ("1,000", .notANumber), ("$5", .notANumber), ("5.0.0", .notANumber),
        ("--5", .notANumber), ("5-", .notANumber), ("٥", .notANumber), ("1e2", .exponent), ("1E2", .exponent),
        ("1e", .notANumber), ("12.345", .tooManyDecimals), ("12.500", .tooManyDecimals), ("10000000000000.01", .tooLarge),
        ("123456789012345678901234567890", .tooLarge), ("-99999999999999999999.99", .tooLarge), ("NaN", .notANumber),
    ])
    func nearMissesAreRefused(_ text: String, _ fault: DigitsFault) {
        #expect(throws: fault) { try Money.parse(text) }
    }

    @Test func everyAmountComesBackFromItsDigits() throws {
        var dice = Dice()
        for _ in 0..<2000 {
            let cents = Int64.random(in: -Money.limit...Money.limit, using: &dice)
            #expect(try Money.parse(Scaled(units: cents, scale: 2).description).cents == cents)
        }
    }

    @Test func sumsThatDoNotFitAreNil() {
        let most = Money(cents: .max)
        #expect(most.adding(Money(cents: 1)) == nil)
        #expect(Money(cents: .min).subtracting(Money(cents: 1)) == nil)
        #expect(most.multiplied(by: 2) == nil)
        #expect(Money(cents: 150).multiplied(by: -3) == Money(cents: -450))
        #expect(Money(cents: 150).adding(Money(cents: -50)) == Money(cents: 100))
        #expect(Money(cents: -1) < Money.zero)
    }
}

@Suite struct ScaledTests {
    @Test(arguments: [
        ("5", 5, 0), ("5.57", 557, 2), ("-0.5", -5, 1), ("0.123456789", 123_456_789, 9), ("1.0000000000000", 1, 0),
        ("9223372036854775807", Int64.max, 0), ("-9223372036854775808", Int64.min, 0),
        ("5.00000000000000000000000000000000", 5, 0), ("0.10000000000", 1, 1),
    ])
    func digitsAreReadExactly(_ text: String, _ units: Int64, _ scale: UInt8) throws {
        let scaled = try Scaled.parse(text)
        #expect(scaled.units == units)
        #expect(scaled.scale == scale)
    }

    @Test(arguments: [
        ("0.1234567891", DigitsFault.tooManyDecimals), ("9223372036854775808", .tooLarge), ("-9223372036854775809", .tooLarge),
        ("922337203685477580.78", .tooLarge), ("1e-3", .exponent), ("0x10", .notANumber), ("", .notANumber),
        ("184467440737095516160", .tooLarge),
    ])
    func nearMissesAreRefused(_ text: String, _ fault: DigitsFault) {
        #expect(throws: fault) { try Scaled.parse(text) }
    }

    @Test func scalesDoNotMatterToOrder() {
        #expect(Scaled(units: 15, scale: 1) == Scaled(units: 150, scale: 2))
        #expect(Scaled(units: 15, scale: 1).hashValue == Scaled(units: 150, scale: 2).hashValue)
        #expect(Scaled(units: -15, scale: 1) < Scaled(units: -149, scale: 2))
        #expect(Scaled(units: .max, scale: 0) > Scaled(units: .max, scale: 9))
        #expect(Scaled(units: .min, scale: 0) < Scaled(units: .min, scale: 1))
        #expect(!(Scaled(units: 0, scale: 3) < Scaled(units: 0, scale: 0)))
    }

    @Test func orderAgreesWithCommonUnits() {
        var dice = Dice()
        for _ in 0..<2000 {
            let a = Scaled(units: .random(in: -9999...9999, using: &dice), scale: .random(in: 0...4, using: &dice))
            let b = Scaled(units: .random(in: -9999...9999, using: &dice), scale: .random(in: 0...4, using: &dice))
            let (x, y) = (a.units * Scaled.power(4 - Int(a.scale)), b.units * Scaled.power(4 - Int(b.scale)))
            #expect((a < b) == (x < y))
            #expect((a == b) == (x == y))
        }
    }
}
