import CQREncode

/// How a text is cut into numeric, alphanumeric and byte segments so that its QR symbol takes the fewest bits
/// (ISO/IEC 18004 7.4; annex J asks for this optimum, found here exactly by one pass over the bytes).
struct QRSegments {
    enum Mode: Int {
        case numeric, alphanumeric, byte

        var library: QRencodeMode {
            switch self {
            case .numeric: QR_MODE_NUM
            case .alphanumeric: QR_MODE_AN
            case .byte: QR_MODE_8
            }
        }
    }

    private(set) var runs: [(mode: Mode, range: Range<Int>)] = []
    /// The text has characters beyond ASCII, and the symbol says first that its bytes are UTF-8: without that, a reader
    /// guesses (ISO/IEC 18004 7.4.2).
    let hasECI: Bool
    /// The assignment of UTF-8 among extended channel interpretations.
    static let utf8: UInt32 = 26
    /// Mode indicator and assignment.
    static let headOfECI = 4 + 8
    /// Bits of all segments, mode indicators and counts included, terminator not.
    private(set) var bits = 0

    /// The cheapest cut for a symbol whose character counts are as long as in `group`.
    init(_ text: Span<UInt8>, group: QRVersionGroup) {
        hasECI = text.indices.contains { text[$0] >= 0x80 }
        // Costs in sixths of a bit: 20 a digit (10 bits for 3), 33 an alphanumeric (11 for 2), 48 a byte (7.4.3–7.4.5).
        var cost = (0, 0, 0)
        var from = [UInt8](repeating: 0, count: text.count)  // two bits for each mode: the mode of the byte before
        for index in text.indices {
            let kind = Self.kind(of: text[index])
            // A segment ends on a whole bit.
            let (best, cheapest) = Self.least(whole(cost.0), whole(cost.1), whole(cost.2))
            func step(_ mode: Mode, _ going: Int, _ price: Int, allowed: Bool) -> (Int, UInt8) {
                guard allowed else { return (Int.max / 4, 0) }
                let fresh = cheapest + 6 * group.head(mode)
                if index > 0, going <= fresh { return (going + price, UInt8(mode.rawValue)) }
                return (fresh + price, UInt8(best))
            }
            let (numeric, n) = step(.numeric, cost.0, 20, allowed: kind == 0)
            let (alpha, a) = step(.alphanumeric, cost.1, 33, allowed: kind <= 1)
            let (byte, b) = step(.byte, cost.2, 48, allowed: true)
            cost = (numeric, alpha, byte)
            from[index] = n | a << 2 | b << 4
        }
        trace(from, ending: Self.least(whole(cost.0), whole(cost.1), whole(cost.2)).mode)
        bits = runs.reduce(hasECI ? Self.headOfECI : 0) { $0 + group.head($1.mode) + Self.payload($1.mode, $1.range.count) }
    }

    /// Walks back from the last byte, cutting where the mode changes.
    private mutating func trace(_ from: [UInt8], ending last: Int) {
        var mode = last
        var end = from.count
        for index in stride(from: from.count - 1, through: 0, by: -1) {
            let before = Int(from[index] >> UInt8(2 * mode)) & 3
            if index == 0 || before != mode {
                runs.append((Mode(rawValue: mode)!, index..<end))
                end = index
            }
            mode = before
        }
        runs.reverse()
    }

    private static func payload(_ mode: Mode, _ count: Int) -> Int {
        switch mode {
        case .numeric: (count * 10 + 2) / 3
        case .alphanumeric: (count * 11 + 1) / 2
        case .byte: count * 8
        }
    }

    private static func least(_ a: Int, _ b: Int, _ c: Int) -> (mode: Int, cost: Int) {
        if c <= a && c <= b { return (2, c) }
        return b <= a ? (1, b) : (0, a)
    }

    /// 0 for a digit, 1 for the rest of the alphanumeric set (table 5), 2 for anything else.
    private static func kind(of byte: UInt8) -> Int {
        switch byte {
        case 0x30...0x39: 0
        case 0x41...0x5A, 0x20, 0x24, 0x25, 0x2A, 0x2B, 0x2D, 0x2E, 0x2F, 0x3A: 1
        default: 2
        }
    }
}

/// Rounds a cost in sixths of a bit up to whole bits.
private func whole(_ sixths: Int) -> Int { (sixths + 5) / 6 * 6 }
