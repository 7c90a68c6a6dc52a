/// Texts as XML 1.0 has them, between tags and in attributes with double quotes.
package enum XMLText {
    package static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { out, scalar in
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            // Readers of XML would bring these into another form (2.11, 3.3.3).
            case "\t", "\n", "\r": out += "&#\(scalar.value);"
            // What XML 1.0 has no place for (2.2).
            case let scalar where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
    }
}
