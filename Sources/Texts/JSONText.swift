/// Texts as JSON has them (RFC 8259, 7); what is not seen as itself is written by its number, so that a terminal that shows
/// the line is not steered by it.
package enum JSONText {
    package static func quoted(_ text: String) -> String {
        var out = ""
        append(text, to: &out)
        return out
    }

    package static func append(_ text: String, to out: inout String) {
        out += "\""
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
            out += text
        } else {
            for scalar in text.unicodeScalars { append(scalar, to: &out) }
        }
        out += "\""
    }

    private static func append(_ scalar: Unicode.Scalar, to out: inout String) {
        switch scalar {
        case "\"": out += "\\\""
        case "\\": out += "\\\\"
        case "\n": out += "\\n"
        case "\r": out += "\\r"
        case "\t": out += "\\t"
        default:
            guard scalar.value < 0x20 || !PrintableText.isPlain(scalar) else { return out.unicodeScalars.append(scalar) }
            for unit in UTF16.encode(scalar)! {
                let hex = String(unit, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            }
        }
    }
}
