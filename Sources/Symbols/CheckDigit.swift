/// A rule that closes a scan line or a part of it with one or two check digits.
package enum CheckDigit: String, CaseIterable, Sendable {
    /// ISO/IEC 7812-1 annex B: every second digit doubled, beginning with the rightmost; digits of the products summed.
    case luhn
    /// Lockbox "21 from the left": the first, third, fifth … digit doubled; digits of the products summed.
    case leftToRight21 = "left-2-1"
    /// Weights 7, 3, 1 repeated from the right; the products summed, modulo 10.
    case rightToLeft731 = "7-3-1"
    /// 98 − n·100 mod 97, two digits, after ISO/IEC 7064 (as in an IBAN, ISO 13616).
    case mod97 = "mod-97"

    /// How many digits the rule adds.
    package var length: Int { self == .mod97 ? 2 : 1 }

    /// The check digits, in ASCII, of a payload of ASCII digits.
    package func digits(of payload: some Collection<UInt8>) throws(SymbolError) -> [UInt8] {
        guard !payload.isEmpty else { throw SymbolError("a check digit needs at least one digit to check") }
        for (index, byte) in payload.enumerated() where byte < 0x30 || byte > 0x39 {
            throw SymbolError("a check digit covers digits 0 to 9 only; character \(index + 1) is not one")
        }
        switch self {
        case .luhn: return [ascii(complement(luhnSum(payload)))]
        case .leftToRight21: return [ascii(complement(leftSum(payload)))]
        case .rightToLeft731: return [ascii(complement(weightedSum(payload)))]
        case .mod97:
            let check = 98 - payload.reduce(0) { ($0 * 10 + Int($1 - 0x30)) % 97 } * 100 % 97
            return [ascii(check / 10), ascii(check % 10)]
        }
    }

    /// The check digits of a text of digits.
    package func digits(of payload: String) throws(SymbolError) -> String {
        String(decoding: try digits(of: Array(payload.utf8)), as: UTF8.self)
    }

    private func luhnSum(_ payload: some Collection<UInt8>) -> Int {
        // Parity from the right is parity from the left, turned over when the count is even.
        let doubled = (payload.count - 1) & 1
        return payload.enumerated().reduce(0) { $0 + digitSum($1.element, doubled: $1.offset & 1 == doubled) }
    }

    private func leftSum(_ payload: some Collection<UInt8>) -> Int {
        payload.enumerated().reduce(0) { $0 + digitSum($1.element, doubled: $1.offset & 1 == 0) }
    }

    private func weightedSum(_ payload: some Collection<UInt8>) -> Int {
        let count = payload.count
        return payload.enumerated().reduce(0) { sum, digit in
            let weight =
                switch (count - 1 - digit.offset) % 3 {
                case 0: 7
                case 1: 3
                default: 1
                }
            return sum + weight * Int(digit.element - 0x30)
        }
    }

    private func digitSum(_ byte: UInt8, doubled: Bool) -> Int {
        let digit = Int(byte - 0x30)
        guard doubled else { return digit }
        return digit < 5 ? digit * 2 : digit * 2 - 9
    }

    private func complement(_ sum: Int) -> Int { (10 - sum % 10) % 10 }

    private func ascii(_ digit: Int) -> UInt8 { 0x30 + UInt8(digit) }
}
