import Records

/// Numbers as a page prints them: `7,060`, `7060`, `0.5`, `−12`.
///
/// What something touches that makes another number of it is none: `7,060k`, `A7060`, `17-7060`, `$7,060`, `7,060%`, `7,060½`,
/// and so `7,060 thousand`; `1 060` is one number.
enum PrintedNumber {
    static func says(_ value: Scaled, in text: [UInt8]) -> Bool {
        let first = value.description.unicodeScalars.first { $0 != "-" }
        let signs = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
        var index = 0
        while index < signs.count {
            guard isDigit(signs[index]) else {
                index += 1
                continue
            }
            let start = index
            while index < signs.count,
                isDigit(signs[index])
                    || (signs[index] == "," || signs[index] == ".") && index + 1 < signs.count && isDigit(signs[index + 1])
            {
                index += 1
            }
            guard signs[start] == first, !isOddBehind(signs[index...]),
                let isNegative = sign(signs[..<start], isGroup: index - start == 3)
            else { continue }
            let digits = String(String.UnicodeScalarView(signs[start..<index].filter { $0 != "," }))
            if let read = try? Scaled.parse((isNegative ? "-" : "") + digits), read == value { return true }
        }
        return false
    }

    /// Whether the number is below zero by what stands before it; nil where that makes something else of it. `isGroup`: it has
    /// three figures, and may be the end of a longer number.
    private static func sign(_ before: ArraySlice<Unicode.Scalar>, isGroup: Bool) -> Bool? {
        guard let last = before.last else { return false }
        let rest = before.dropLast()
        func isFree(_ signs: ArraySlice<Unicode.Scalar>) -> Bool { signs.last.map { isSpace($0) || $0 == "(" } ?? true }
        if isDash(last) { return isFree(rest) ? true : nil }
        if isSpace(last) {
            guard let other = rest.last else { return false }
            if isDigit(other) { return isGroup ? nil : false }
            return (other == "-" || other == "\u{2212}") && isFree(rest.dropLast())
        }
        // `×10`, `(10`: marks that are no part of a number.
        return isWord(last) || last == "." || last == "," || last == "$"
            || !last.isASCII && last.properties.generalCategory == .currencySymbol
            ? nil : false
    }

    private static func isOddBehind(_ after: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let next = after.first else { return false }
        if isWord(next) || next == "%" || isDash(next) && after.dropFirst().first.map(isWord) ?? false { return true }
        guard isSpace(next) else { return false }
        // Few words make another number of it; the others are not even read.
        guard let first = after.dropFirst().first, "tTmMkKcCpP".unicodeScalars.contains(first) else { return false }
        let word = String(String.UnicodeScalarView(after.dropFirst().prefix(while: isWord))).lowercased()
        return ["thousand", "million", "k", "mil", "millones", "cr", "credit", "percent"].contains(word)
    }

    private static func isDigit(_ sign: Unicode.Scalar) -> Bool { ("0"..."9").contains(sign) }
    private static func isSpace(_ sign: Unicode.Scalar) -> Bool { sign.properties.isWhitespace }
    private static func isWord(_ sign: Unicode.Scalar) -> Bool { sign.isPartOfWord }
    private static func isDash(_ sign: Unicode.Scalar) -> Bool {
        sign == "-" || sign.value == 0x2212 || (0x2010...0x2015).contains(sign.value)
    }
}
