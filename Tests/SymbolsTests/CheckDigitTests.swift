import Symbols
import Testing

@Suite struct CheckDigitTests {
    @Test(arguments: [
        (CheckDigit.luhn, "00123400100000007453", "7"), (.rightToLeft731, "00123400100000007453", "8"),
        (.mod97, "00123400100000007453", "59"), (.luhn, "00123400100000007453000000947", "3"),
        (.rightToLeft731, "00123400100000007453000000947", "8"), (.mod97, "00123400100000007453000000947", "05"),
        (.luhn, "7992739871", "3"), (.leftToRight21, "76543210", "4"), (.luhn, "76543210", "9"),
        (.luhn, "00345678901110196000000000010000000001000", "0"),
    ])
    func publishedVectors(rule: CheckDigit, payload: String, digits: String) throws {
        #expect(try rule.digits(of: payload) == digits)
        #expect(digits.utf8.count == rule.length)
    }

    /// ISO/IEC 7064 mod 97-10: payload and check digits together leave 1.
    @Test func mod97LeavesOne() throws {
        for payload in ["0", "7", "96", "97", "98", "123456789012345678901234567890"] {
            let whole = try payload + CheckDigit.mod97.digits(of: payload)
            #expect(whole.utf8.reduce(0) { ($0 * 10 + Int($1 - 48)) % 97 } == 1)
        }
    }

    /// Doubling with digit sums, and weights 7, 3 and 1, permute the digits; 97 is prime.
    @Test(arguments: CheckDigit.allCases)
    func oneWrongDigitIsFound(rule: CheckDigit) throws {
        let payload = Array("4711081500192837465".utf8)
        let digits = try rule.digits(of: payload)
        for place in payload.indices {
            for wrong in UInt8(48)...57 where wrong != payload[place] {
                var other = payload
                other[place] = wrong
                #expect(try rule.digits(of: other) != digits)
            }
        }
    }

    @Test(arguments: CheckDigit.allCases)
    func onlyDigits(rule: CheckDigit) {
        #expect(throws: SymbolError("a check digit needs at least one digit to check")) { try rule.digits(of: "") }
        #expect(throws: SymbolError("a check digit covers digits 0 to 9 only; character 3 is not one")) {
            try rule.digits(of: "12 4")
        }
    }
}
