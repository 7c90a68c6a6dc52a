/// Texts of a PDF file outside of its pages: titles, alternative texts, addresses.
enum PDFText {
    /// A text string (ISO 32000-1, 7.9.2.2): ASCII as it is, anything else as UTF-16.
    static func string(_ text: String) -> [UInt8] {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return literal(Array(text.utf8)) }
        return literal([0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] })
    }

    /// A literal string of bytes, with what PDF takes for something else escaped (ISO 32000-1, 7.3.4.2).
    private static func literal(_ bytes: [UInt8]) -> [UInt8] {
        var out = [UInt8(ascii: "(")]
        out.reserveCapacity(bytes.count + 8)
        for byte in bytes {
            switch byte {
            case 0x28, 0x29, 0x5C: out += [0x5C, byte]
            case 0x0D: out += [0x5C, 0x72]
            case 0x0A: out += [0x5C, 0x6E]
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: ")"))
        return out
    }

    /// A name, with what is no regular character written by its number (ISO 32000-1, 7.3.5).
    static func name(_ text: String) -> String {
        text.utf8.reduce(into: "/") { name, byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            name += isPlain || byte == 0x2D || byte == 0x2E ? String(Unicode.Scalar(byte)) : "#" + hex(byte)
        }
    }

    static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
}
