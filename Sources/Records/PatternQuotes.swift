/// Quoting in format patterns: `'de'` is text, and `''` is one apostrophe.
enum PatternQuotes {
    static func unquote(_ pattern: String) throws(FormatError) -> [(scalar: Unicode.Scalar, isQuoted: Bool)] {
        let scalars = Array(pattern.unicodeScalars)
        var signs: [(scalar: Unicode.Scalar, isQuoted: Bool)] = []
        var inQuotes = false
        var i = 0
        while i < scalars.count {
            if scalars[i] != "'" {
                signs.append((scalars[i], inQuotes))
            } else if i + 1 < scalars.count, scalars[i + 1] == "'" {
                signs.append(("'", true))
                i += 1
            } else {
                inQuotes.toggle()
            }
            i += 1
        }
        guard !inQuotes else { throw FormatError(message: "the format \(pattern) opens a quote ' and does not close it") }
        return signs
    }
}
