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
            return try Regex(translated).matchingSemantics(.unicodeScalar).wordBoundaryKind(.simple).asciiOnlyDigits()
                .asciiOnlyWordCharacters()
        } catch {
            throw FormatError(message: "the pattern \(source) is not a regular expression: \(error)")
        }
    }

    /// Swift reads some things otherwise than ECMA-262: `$` before a last line feed, sets inside `[]`, and its own groups.
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
                out.append(scalar)
                out.append(following)
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
