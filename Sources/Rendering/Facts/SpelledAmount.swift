import Records

/// Amounts in words, as legal documents and checks have them: `two hundred three and 00/100 dollars`.
struct SpelledAmount {
    /// Which of the amounts are said in words.
    private(set) var said: Set<Int64> = []
    /// An amount is said in words that is none of them.
    private(set) var isOther = false

    /// Looks for amounts in words, in cents, in every language that writes them.
    init(in text: [UInt8], of amounts: @autoclosure () -> [Int64]) {
        guard SpelledAmount.hasHundredths(text) else { return }
        let amounts = amounts()
        let text = String(decoding: text, as: UTF8.self).lowercased().split(separator: " ").joined(separator: " ")
        var ends: Set<String.Index> = []
        for language in ["en", "es"] {
            guard let words = NumberWords.of(language: language) else { continue }
            for cents in amounts {
                var bytes: [UInt8] = []
                words.append(Money(cents: cents), to: &bytes)
                let spelled = String(decoding: bytes, as: UTF8.self)
                for range in text.ranges(of: spelled) where SpelledAmount.begins(text, at: range.lowerBound) {
                    said.insert(cents)
                    for cut in text[range].ranges(of: "/100") { ends.insert(cut.lowerBound) }
                }
            }
        }
        for cut in text.ranges(of: "/100") where !ends.contains(cut.lowerBound) {
            let digits = text[..<cut.lowerBound].suffix(2)
            let before = text[..<cut.lowerBound].dropLast(2)
            guard digits.count == 2, digits.allSatisfy(\.isWholeNumber) else { continue }
            if text[cut.upperBound...].hasPrefix(" dollar") || before.hasSuffix("dólares con ") || before.hasSuffix("dólar con ")
            {
                isOther = true
            }
        }
    }

    /// `/100` stands somewhere, as it seldom does.
    private static func hasHundredths(_ text: [UInt8]) -> Bool {
        for slash in text.indices where text[slash] == UInt8(ascii: "/") && text[(slash + 1)...].starts(with: [0x31, 0x30, 0x30])
        {
            return true
        }
        return false
    }

    /// No word of a number stands before: `two hundred` is not said by `one thousand two hundred`.
    private static func begins(_ text: String, at start: String.Index) -> Bool {
        guard let before = text[..<start].last else { return true }
        guard before == " " || !before.isLetter && before != "-" else { return false }
        let word = text[..<start].split(whereSeparator: { !$0.isLetter }).last.map(String.init) ?? ""
        return before != " " || !NumberWords.isWord(word)
    }
}
