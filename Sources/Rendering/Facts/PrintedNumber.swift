import Records

/// Numbers as a page prints them: `7,060`, `7060`, `0.5`, `−12`.
///
/// What something touches that makes another number of it is none: `7,060k`, `A7060`, `17-7060`, `$7,060`, `7,060%`, `7,060½`,
/// and so `7,060 thousand`; `1 060` is one number.
enum PrintedNumber {
    static func says(_ value: Scaled, in text: [UInt8]) -> Bool {
        let first = value.description.unicodeScalars.first { $0 != "-" }
        let signs = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
        var at = 0
        while let figures = signs.figures(from: at) {
            at = figures.upperBound
            guard signs[figures.lowerBound] == first, !isOddBehind(signs[figures.upperBound...]),
                let isNegative = sign(signs[..<figures.lowerBound], isGroup: figures.count == 3)
            else { continue }
            let digits = String(String.UnicodeScalarView(signs[figures].filter { $0 != "," }))
            if let read = try? Scaled.parse((isNegative ? "-" : "") + digits), read == value { return true }
        }
        return false
    }

    /// Whether the number is below zero by what stands before it; nil where that makes something else of it. `isGroup`: it has
    /// three figures, and may be the end of a longer number.
    private static func sign(_ before: ArraySlice<Unicode.Scalar>, isGroup: Bool) -> Bool? {
        guard let last = before.last else { return false }
        let rest = before.dropLast()
        func isFree(_ signs: ArraySlice<Unicode.Scalar>) -> Bool { signs.last.map { $0.isBlank || $0 == "(" } ?? true }
        if last.isDash { return isFree(rest) ? true : nil }
        if last.isBlank {
            guard let other = rest.last else { return false }
            if other.isFigure { return isGroup ? nil : false }
            return (other == "-" || other == "\u{2212}") && isFree(rest.dropLast())
        }
        // `×10`, `(10`: marks that are no part of a number.
        return last.isPartOfWord || last.isGroupMark || last == "$"
            || !last.isASCII && last.properties.generalCategory == .currencySymbol
            ? nil : false
    }

    private static func isOddBehind(_ after: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let next = after.first else { return false }
        if next.isPartOfWord || next == "%" || next.isDash && after.dropFirst().first.map(\.isPartOfWord) ?? false { return true }
        guard next.isBlank else { return false }
        // Few words make another number of it; the others are not even read.
        guard let first = after.dropFirst().first, "tTmMkKcCpP".unicodeScalars.contains(first) else { return false }
        let word = String(String.UnicodeScalarView(after.dropFirst().prefix(while: \.isPartOfWord))).lowercased()
        return ["thousand", "million", "k", "mil", "millones", "cr", "credit", "percent"].contains(word)
    }
}
