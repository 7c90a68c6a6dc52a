import CQREncode

/// How much of a QR symbol may be spoilt and still be read: about 7, 15, 25 and 30 of 100 codewords.
package enum QRLevel: String, CaseIterable, Sendable {
    case l = "L"
    case m = "M"
    case q = "Q"
    case h = "H"

    var library: QRecLevel {
        switch self {
        case .l: QR_ECLEVEL_L
        case .m: QR_ECLEVEL_M
        case .q: QR_ECLEVEL_Q
        case .h: QR_ECLEVEL_H
        }
    }

    /// The level's two bits in the format information (ISO/IEC 18004 table 12).
    var formatBits: UInt32 {
        switch self {
        case .l: 1
        case .m: 0
        case .q: 3
        case .h: 2
        }
    }
}

/// Versions that share the length of their character counts (ISO/IEC 18004 table 3): 1–9, 10–26, 27–40.
enum QRVersionGroup: CaseIterable {
    case small, middle, large

    /// Bits before a segment's data: the mode indicator and the character count.
    func head(_ mode: QRSegments.Mode) -> Int {
        switch (self, mode) {
        case (.small, .numeric): 4 + 10
        case (.middle, .numeric): 4 + 12
        case (.large, .numeric): 4 + 14
        case (.small, .alphanumeric): 4 + 9
        case (.middle, .alphanumeric): 4 + 11
        case (.large, .alphanumeric): 4 + 13
        case (.small, .byte): 4 + 8
        case (.middle, .byte), (.large, .byte): 4 + 16
        }
    }

    /// Data bits of the group's largest version, 9, 26 or 40 (ISO/IEC 18004 table 7).
    func capacity(_ level: QRLevel) -> Int {
        switch (self, level) {
        case (.small, .l): 8 * 232
        case (.small, .m): 8 * 182
        case (.small, .q): 8 * 132
        case (.small, .h): 8 * 100
        case (.middle, .l): 8 * 1370
        case (.middle, .m): 8 * 1062
        case (.middle, .q): 8 * 754
        case (.middle, .h): 8 * 596
        case (.large, .l): 8 * 2956
        case (.large, .m): 8 * 2334
        case (.large, .q): 8 * 1666
        case (.large, .h): 8 * 1276
        }
    }
}
