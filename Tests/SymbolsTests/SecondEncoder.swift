/// An Intelligent Mail encoder written a second time, from the steps of USPS-B-3200 (section 2.2) and nothing else: no
/// table is typed in that can be counted out. It judges the one that bills are made with, which is libzint's.
enum SecondEncoder {
    /// The bars of digits that keep the input rules.
    static func bars(tracking: String, routing: String) -> String {
        let digits = tracking.utf8.map { UInt128($0 - 0x30) }
        var value = UInt128(routing) ?? 0
        switch routing.utf8.count {
        case 5: value += 1
        case 9: value += 100_001
        case 11: value += 1_000_100_001
        default: break
        }
        value = value * 10 + digits[0]
        value = value * 5 + digits[1]
        for digit in digits[2...] { value = value * 10 + digit }

        let check = check(value)
        var words = [Int](repeating: 0, count: 10)
        words[9] = Int(value % 636) * 2
        value /= 636
        for index in stride(from: 8, through: 1, by: -1) {
            words[index] = Int(value % 1365)
            value /= 1365
        }
        words[0] = Int(value) + (check & 0x400 != 0 ? 659 : 0)

        let characters = words.enumerated().map { index, word in
            let character = word < 1287 ? fiveOf13[word] : twoOf13[word - 1287]
            return check >> index & 1 != 0 ? character ^ 0x1FFF : character
        }
        func isSet(_ name: Substring) -> Bool {
            let index = Int(name.utf8.first! - 0x41)
            return characters[index] >> Int(name.dropFirst())! & 1 != 0
        }
        return String(
            map.split(whereSeparator: \.isWhitespace).map { pair -> Character in
                let parts = pair.split(separator: "/")
                if isSet(parts[0]) { return isSet(parts[1]) ? "F" : "D" }
                return isSet(parts[1]) ? "A" : "T"
            })
    }

    /// CRC-11 of the 102 bits, most significant first.
    private static func check(_ value: UInt128) -> Int {
        var remainder = 0x7FF
        for bit in stride(from: 101, through: 0, by: -1) {
            let turns = (remainder >> 10 & 1) != Int(value >> UInt128(bit) & 1)
            remainder = remainder << 1 & 0x7FF
            if turns { remainder ^= 0xF35 & 0x7FF }
        }
        return remainder
    }

    static let fiveOf13 = characters(ones: 5, count: 1287)
    static let twoOf13 = characters(ones: 2, count: 78)

    /// Numbers of 13 bits with so many ones: each with its mirror image from the front, symmetric ones from the end.
    private static func characters(ones: Int, count: Int) -> [Int] {
        var table = [Int](repeating: 0, count: count)
        var front = 0
        var end = count - 1
        for number in 0..<8192 where number.nonzeroBitCount == ones {
            let mirror = (0..<13).reduce(0) { $0 << 1 | number >> $1 & 1 }
            if mirror < number { continue }
            if mirror == number {
                table[end] = number
                end -= 1
            } else {
                table[front] = number
                table[front + 1] = mirror
                front += 2
            }
        }
        return table
    }

    /// Bars 1 to 65: the character and bit that makes it descend, and that makes it ascend (table IV of appendix D).
    private static let map = """
        H2/E3 B10/A0 J12/C8 F5/G11 I9/D1 A1/F12 C5/B8 E4/J11 G3/I10 D9/H6 F11/B4 I5/C12 J10/A2
        H1/G7 D6/E9 A3/I6 G4/C7 B1/J9 H10/F2 E0/D8 G2/A4 I11/B0 J8/D12 C6/H7 F1/E10 B12/G9
        H3/I0 F8/J7 E6/C10 D4/A5 I4/F7 H11/B9 G0/J6 A6/E8 C1/D2 F9/I12 E11/G1 J5/H4 D3/B2
        A7/C0 B3/E1 G10/D5 I7/J4 C11/F6 A8/H12 E2/I1 F10/D0 J3/A9 G5/C4 H8/B7 F0/E5 C3/A10
        G12/J2 D11/B6 I8/H9 F4/A11 B5/C2 J1/E12 I3/G6 H0/D7 E7/H5 A12/B11 C9/J0 G8/F3 D10/I2
        """
}
