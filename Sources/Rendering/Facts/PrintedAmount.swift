/// An amount as a page prints it, read without knowing the format that wrote it.
struct PrintedAmount: Equatable {
    /// In cents.
    var cents: Int64
    /// It stands in parentheses: a bookkeeper's minus, or the figures behind an amount in words.
    var isInParentheses = false

    func says(_ amount: Int64) -> Bool { cents == amount || isInParentheses && amount == 0 - cents }

    /// Digits with a period or comma before the last two: `1,234.56`, `1.234,56`, `0.00`; dates and counts are none. An amount
    /// is negative behind a minus sign (ASCII or U+2212), or before `CR` or a minus sign.
    static func read(_ text: [UInt8]) -> [PrintedAmount] {
        var found: [PrintedAmount] = []
        var index = 0
        while index < text.count {
            guard isDigit(text[index]) else {
                index += 1
                continue
            }
            let start = index
            while index < text.count,
                isDigit(text[index]) || (isMark(text[index]) && index + 1 < text.count && isDigit(text[index + 1]))
            {
                index += 1
            }
            guard let cents = cents(text[start..<index]) else { continue }
            found.append(
                PrintedAmount(
                    cents: isNegative(text, start, index) ? -cents : cents, isInParentheses: isInParentheses(text, start, index)))
        }
        return found
    }

    private static func cents(_ word: ArraySlice<UInt8>) -> Int64? {
        guard word.count >= 4, isMark(word[word.endIndex - 3]) else { return nil }
        var cents: Int64 = 0
        for byte in word where isDigit(byte) {
            let (ten, over) = cents.multipliedReportingOverflow(by: 10)
            let (sum, overSum) = ten.addingReportingOverflow(Int64(byte - 0x30))
            guard !over, !overSum else { return nil }
            cents = sum
        }
        return cents
    }

    private static func isNegative(_ text: [UInt8], _ start: Int, _ end: Int) -> Bool {
        // What follows: CR and a minus sign stand alone.
        var after = end
        while after < text.count, text[after] == 0x20 { after += 1 }
        if text[after...].starts(with: Array("CR".utf8)), after + 2 >= text.count || !isLetter(text[after + 2]) { return true }
        if end < text.count, text[end] == UInt8(ascii: "-") || minus(endingAt: end + 3, text) {
            let next = end + (text[end] == UInt8(ascii: "-") ? 1 : 3)
            if next >= text.count || text[next] == 0x20 { return true }
        }
        // What stands before: a sign beside the digits or beside the currency.
        var before = start
        while before > 0 {
            let byte = text[before - 1]
            if byte == UInt8(ascii: "-") { return before < 2 || !isDigit(text[before - 2]) }
            if minus(endingAt: before, text) { return true }
            // One currency sign, and a space between it and the digits.
            guard byte == UInt8(ascii: "$") || (byte == 0x20 && before >= 2 && text[before - 2] == UInt8(ascii: "$")) else {
                return false
            }
            before -= 1
        }
        return false
    }

    private static func isInParentheses(_ text: [UInt8], _ start: Int, _ end: Int) -> Bool {
        var before = start
        while before > 0, text[before - 1] == UInt8(ascii: "$") || text[before - 1] == 0x20 { before -= 1 }
        return before > 0 && text[before - 1] == UInt8(ascii: "(") && end < text.count && text[end] == UInt8(ascii: ")")
    }

    /// U+2212 in UTF-8.
    private static func minus(endingAt end: Int, _ text: [UInt8]) -> Bool {
        end >= 3 && end <= text.count && text[end - 3] == 0xE2 && text[end - 2] == 0x88 && text[end - 1] == 0x92
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
    private static func isMark(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") }
}
