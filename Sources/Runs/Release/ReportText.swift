/// Texts as a control report can print them, whatever a run holds.
enum ReportText {
    /// Text of at most so many characters, in which no piece without a place to break a line is wider than so many ems.
    /// There is always something to be seen.
    static func fitted(_ text: String, to most: Int, ems: Double) -> String {
        var out = String.UnicodeScalarView()
        var width = 0.0
        for scalar in printable(text).unicodeScalars {
            let own = self.width(scalar)
            width = scalar == " " ? 0 : width + own
            if width > ems {
                guard out.count < most - 1 else { break }
                out.append("\u{200B}")
                width = own
            }
            guard out.count < most else { break }
            out.append(scalar)
        }
        return String(out)
    }

    /// What the report's fonts can print: a reason may name a character that no font has, beside its number.
    static func printable(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isPlain = (0x20..<0x250).contains(scalar.value) || (0x2010...0x2027).contains(scalar.value)
            let isControl = (0x7F..<0xA0).contains(scalar.value)
            out.append(isPlain && !isControl ? scalar : "?")
        }
        let isSeen = out.contains { !$0.properties.isWhitespace && $0.value != 0xAD }
        return isSeen ? String(out) : "none"
    }

    /// The beginning of a text, where it is wider than so many ems.
    static func cut(_ text: String, ems: Double) -> String {
        var width = 0.0
        var out = String.UnicodeScalarView()
        for scalar in printable(text).unicodeScalars {
            width += self.width(scalar)
            guard width <= ems - 1 else { return String(out) + "…" }
            out.append(scalar)
        }
        return String(out)
    }

    /// Beginning and end of a name that is longer.
    static func shortened(_ name: String, to most: Int) -> String {
        let scalars = Array(printable(name).unicodeScalars)
        guard scalars.count > most else { return printable(name) }
        let half = (most - 1) / 2
        var out = String.UnicodeScalarView(scalars.prefix(half))
        out.append("…")
        out.append(contentsOf: scalars.suffix(most - 1 - half))
        return String(out)
    }

    /// In ems, and rather more than less.
    private static func width(_ scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case " ", "i", "j", "l", "I", "t", "f", "r", ".", ",", ":", ";", "!", "'", "|", "-", "/", "(", ")", "[", "]": 0.4
        case "a"..."z" where scalar != "m" && scalar != "w": 0.58
        case "0"..."9", "_", "#", "$", "\"", "*", "+", "=", "?": 0.6
        case "A"..."Z" where scalar != "M" && scalar != "W": 0.76
        default: 1.02
        }
    }
}
