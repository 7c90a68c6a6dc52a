/// A `pattern` of a contract: a regular expression as JSON Schema 2020-12 section 6.4 has them (ECMA-262, code points, unanchored).
struct Pattern: Sendable, Hashable {
    /// As the contract writes it.
    let source: String
    /// As Swift's regex reads the same.
    private let translated: String

    init(_ source: String) throws(FormatError) {
        self.source = source
        translated = try Pattern.translate(source)
        _ = try compiled()
    }

    /// A regex is not Sendable, so each reader compiles its own.
    func compiled() throws(FormatError) -> Regex<AnyRegexOutput> {
        do {
            return try Regex(translated).matchingSemantics(.unicodeScalar).asciiOnlyDigits().asciiOnlyWordCharacters()
        } catch {
            throw FormatError(message: "the pattern \(source) is not a regular expression: \(error)")
        }
    }

    /// ECMA-262's white space (its line ends among it), which is the `\s` of Unicode and a byte order mark, without U+0085.
    /// U+2000 and U+2001 are equivalent to U+2002 and U+2003, so that Swift takes them for no bounds of a range.
    private static let space =
        "\\t\\n\\x0B\\f\\r \\u00A0\\u1680\\u2000\\u2001\\u2002-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF"
    private static let lineEnd = "\\n\\r\\u2028\\u2029"

    /// Swift reads some things otherwise than ECMA-262: `$` before a last line feed, what `.`, `\s` and `\v` stand for, sets
    /// inside `[]`, and its own groups.
    private static func translate(_ source: String) throws(FormatError) -> String {
        var out = String.UnicodeScalarView()
        var inClass = false
        let scalars = Array(source.unicodeScalars)
        var i = 0
        while i < scalars.count {
            let scalar = scalars[i]
            let following = i + 1 < scalars.count ? scalars[i + 1] : nil
            switch scalar {
            case "\\":
                guard let following else { throw FormatError(message: "the pattern \(source) ends with a lone \\") }
                if isLetterOrDigit(following), !"dDwWsSbBtnrfv0123456789ukpPxc".unicodeScalars.contains(following) {
                    throw FormatError(
                        message: "the pattern \(source) has \\\(following), which JSON Schema's patterns do not have")
                }
                switch following {
                case "s": out.append(contentsOf: (inClass ? space : "[\(space)]").unicodeScalars)
                case "S": out.append(contentsOf: "[^\(space)]".unicodeScalars)
                case "v": out.append(contentsOf: "\\x0B".unicodeScalars)
                case "b" where !inClass, "B":
                    // Swift 6.3 finds an edge of a word between a figure and a letter.
                    throw FormatError(message: "the pattern \(source) has \\\(following); say what may stand beside the word")
                default:
                    out.append(scalar)
                    out.append(following)
                }
                i += 2
                continue
            case "[" where inClass:
                out.append("\\")
                out.append(scalar)
            case "[":
                inClass = true
                out.append(scalar)
                if following == "^" {
                    out.append("^")
                    i += 1
                }
            case "]" where inClass:
                inClass = false
                out.append(scalar)
            case "&", "~", "#":
                out.append("\\")
                out.append(scalar)
            case "-" where inClass && following == "-":
                throw FormatError(message: "the pattern \(source) has -- in a set; write \\- for a hyphen")
            case "." where !inClass:
                out.append(contentsOf: "[^\(lineEnd)]".unicodeScalars)
            case "$" where !inClass:
                out.append(contentsOf: "\\z".unicodeScalars)
            case "^" where !inClass:
                out.append(contentsOf: "\\A".unicodeScalars)
            case "(" where !inClass && following == "?":
                let third = i + 2 < scalars.count ? scalars[i + 2] : nil
                guard let third, ":=!<".unicodeScalars.contains(third) else {
                    throw FormatError(
                        message: "the pattern \(source) has a group that JSON Schema's patterns do not have; use (?: )")
                }
                out.append(scalar)
            case "(" where !inClass && following == "*":
                throw FormatError(message: "the pattern \(source) has (*, which repeats nothing")
            default:
                out.append(scalar)
            }
            i += 1
        }
        return String(out)
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        "a"..."z" ~= scalar || "A"..."Z" ~= scalar || "0"..."9" ~= scalar
    }
}
