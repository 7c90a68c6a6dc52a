/// How the characters of an extract are written.
package enum CSVEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case windows1252 = "windows-1252"
}

/// The code page that western versions of Windows call ANSI.
enum Windows1252 {
    /// What 0x80 to 0x9F stand for; 0 for the five bytes that stand for nothing (Unicode's mapping CP1252.TXT).
    private static let high: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]

    /// The code point of a byte of 0x80 and above, or nil.
    static func scalar(_ byte: UInt8) -> UInt32? {
        guard byte < 0xA0 else { return UInt32(byte) }
        let scalar = high[Int(byte) - 0x80]
        return scalar == 0 ? nil : UInt32(scalar)
    }

    /// Appends a byte as UTF-8; false where it stands for nothing, and then U+FFFD stands there.
    static func append(_ byte: UInt8, to out: inout Growing<UInt8>) -> Bool {
        guard byte >= 0x80 else {
            out.append(byte)
            return true
        }
        let known = scalar(byte)
        let code = known ?? 0xFFFD
        if code < 0x800 {
            out.append(UInt8(0xC0 | code >> 6))
        } else {
            out.append(UInt8(0xE0 | code >> 12))
            out.append(UInt8(0x80 | code >> 6 & 0x3F))
        }
        out.append(UInt8(0x80 | code & 0x3F))
        return known != nil
    }
}
