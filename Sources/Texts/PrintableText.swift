/// What people at a terminal, in a list or in a log are shown: every excerpt, name and message goes through here.
///
/// What would steer the terminal, break a line, turn text around or hide in it is written as its number, `\u{1B}`.
package enum PrintableText {
    /// Whether a character is seen as itself and changes nothing around it.
    package static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value >= 0x20 }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return false
        // Marks that join and fill, blanks that are letters: nothing is seen of them.
        default: return !scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// The text with all that is not plain as numbers; line feeds stay where `keepsLines` says so.
    package static func of(_ text: String, keepsLines: Bool = false) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || keepsLines && $0 == 0x0A }) { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            if isPlain(scalar) || keepsLines && scalar == "\n" {
                out.unicodeScalars.append(scalar)
            } else {
                out += escaped(scalar)
            }
        }
        return out
    }

    package static func escaped(_ scalar: Unicode.Scalar) -> String { "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" }
}
