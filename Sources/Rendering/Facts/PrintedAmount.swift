/// An amount as a page prints it, read without knowing the format that wrote it.
struct PrintedAmount: Equatable {
    /// In cents.
    var cents: Int64
    /// It stands in parentheses: a bookkeeper's minus, or the figures behind an amount in words.
    var isInParentheses = false
    /// What touches it, or stands behind it, makes another amount of it: a digit, a letter, a fraction, `thousand`.
    var isOdd = false

    func says(_ amount: Int64) -> Bool { !isOdd && (cents == amount || isInParentheses && amount == 0 - cents) }

    /// Digits with a period or comma before the last two: `1,234.56`, `1.234,56`, `0.00`; dates and counts are none. An amount
    /// is negative behind a minus sign or a dash that touches it or its currency (`$`, `USD`, `Bal.`), behind a minus sign and
    /// a space, and before a minus sign, `CR` or `credit`.
    static func read(_ text: [UInt8]) -> [PrintedAmount] {
        let signs = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
        var found: [PrintedAmount] = []
        var at = 0
        while let figures = signs.figures(from: at) {
            at = figures.upperBound
            guard let cents = cents(signs[figures]) else { continue }
            var amount = PrintedAmount(cents: cents)
            judgeBefore(signs, figures.lowerBound, &amount)
            judgeAfter(signs, figures.upperBound, &amount)
            found.append(amount)
        }
        return found
    }

    private static func cents(_ word: ArraySlice<Unicode.Scalar>) -> Int64? {
        guard word.count >= 4, isMark(word[word.endIndex - 3]) else { return nil }
        var cents: Int64 = 0
        for sign in word where isDigit(sign) {
            let (ten, over) = cents.multipliedReportingOverflow(by: 10)
            let (sum, overSum) = ten.addingReportingOverflow(Int64(sign.value - 0x30))
            guard !over, !overSum else { return nil }
            cents = sum
        }
        return cents
    }

    /// The sign and the currency before the digits, and what touches them.
    private static func judgeBefore(_ signs: [Unicode.Scalar], _ start: Int, _ amount: inout PrintedAmount) {
        var at = start
        func before() -> Unicode.Scalar? { at > 0 ? signs[at - 1] : nil }
        if let sign = before(), isDash(sign) {
            amount.cents = -amount.cents
            at -= 1
        }
        let currency = currencyStart(signs, at)
        let hasCurrency = currency < at
        at = currency
        if let sign = before(), isDash(sign) {
            // `9-10.00` is no sign.
            amount.isOdd = amount.cents < 0 || at > 1 && isWord(signs[at - 2])
            amount.cents = -amount.cents
            at -= 1
        } else if !hasCurrency, hasSignBeforeWord(signs, at) {
            amount.cents = -amount.cents
            return
        } else if isSpace(before()), at > 1, ["-", "\u{2212}"].contains(signs[at - 2]), at == 2 || isSpace(signs[at - 3]) {
            amount.cents = -amount.cents
            return
        }
        if before() == "(" { amount.isInParentheses = true }
        if let sign = before(), isWord(sign) { amount.isOdd = true }
        // `1 000.00`: groups parted by spaces, where no currency stands between.
        if at == start, isSpace(before()), at > 1, isDigit(signs[at - 2]) { amount.isOdd = true }
    }

    /// Where the currency before an amount begins (`$`, `US$`, `USD `, `€`, `***` of checks); the amount itself where it has
    /// none.
    private static func currencyStart(_ signs: [Unicode.Scalar], _ amount: Int) -> Int {
        var end = amount
        if end > 0, isSpace(signs[end - 1]) { end -= 1 }
        var start = end
        while start > 0, isCurrency(signs[start - 1]) || signs[start - 1] == "*" { start -= 1 }
        var letters = start
        while letters > 0, start - letters < 4, ("A"..."Z").contains(signs[letters - 1]) { letters -= 1 }
        if letters < start, letters == 0 || !isWord(signs[letters - 1]) {
            let code = String(String.UnicodeScalarView(signs[letters..<start]))
            if start < end ? dollars.contains(code) : currencies.contains(code) { start = letters }
        }
        return start < end ? start : amount
    }

    /// A dash at the beginning of the word before an amount is the sign of the amount: `−Bal. 5.00`.
    private static func hasSignBeforeWord(_ signs: [Unicode.Scalar], _ amount: Int) -> Bool {
        var at = amount
        if at > 0, isSpace(signs[at - 1]) { at -= 1 }
        let end = at
        while at > 0, end - at < 12, !isSpace(signs[at - 1]), !isDigit(signs[at - 1]), !isDash(signs[at - 1]) { at -= 1 }
        return at < end && at > 0 && isDash(signs[at - 1]) && (at == 1 || isSpace(signs[at - 2]) || signs[at - 2] == "(")
    }

    /// What stands before a sign of currency: `US$`, `C$`.
    private static let dollars: Set<String> = ["US", "USD", "C", "CA", "CAD", "MX", "A", "AU", "NZ"]
    private static let currencies: Set<String> = ["USD", "US", "CAD", "MXN", "EUR"]
    private static func isCurrency(_ sign: Unicode.Scalar) -> Bool {
        sign.isASCII ? sign == "$" : sign.properties.generalCategory == .currencySymbol
    }

    /// What stands behind the digits.
    private static func judgeAfter(_ signs: [Unicode.Scalar], _ end: Int, _ amount: inout PrintedAmount) {
        guard end < signs.count else {
            amount.isInParentheses = false
            return
        }
        amount.isInParentheses = amount.isInParentheses && signs[end] == ")"
        var at = end
        if isDash(signs[at]), at + 1 == signs.count || isSpace(signs[at + 1]) {
            amount.cents = -amount.cents
            at += 1
        } else if isWord(signs[at]), !isCredit(signs[at...]) {
            let code = String(String.UnicodeScalarView(signs[at...].prefix(while: isWord)))
            if currencies.contains(code) { at += code.unicodeScalars.count } else { amount.isOdd = true }
        }
        while at < signs.count, isSpace(signs[at]) { at += 1 }
        let rest = signs[at...]
        if isCredit(rest) { amount.cents = -amount.cents }
        if rest.first == "\u{2212}", rest.count == 1 || isSpace(rest[at + 1]) { amount.cents = -amount.cents }
        let word = String(String.UnicodeScalarView(rest.prefix { $0.properties.isAlphabetic })).lowercased()
        if multiples.contains(word) { amount.isOdd = true }
        let digits = rest.prefix(while: isDigit)
        if digits.count == 3, rest.dropFirst(3).first.map({ !isMark($0) && !isWord($0) }) ?? true { amount.isOdd = true }
    }

    private static let multiples: Set<String> = [
        "hundred", "thousand", "million", "k", "cien", "cientos", "mil", "millón", "millones",
    ]

    /// `CR`, `Cr.`, `credit`, `crédito`.
    private static func isCredit(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
        let word = String(String.UnicodeScalarView(rest.prefix { $0.properties.isAlphabetic })).lowercased()
        return ["cr", "credit", "crédito"].contains(word)
    }

    private static func isDigit(_ sign: Unicode.Scalar) -> Bool { sign.isFigure }
    private static func isMark(_ sign: Unicode.Scalar) -> Bool { sign.isGroupMark }
    private static func isSpace(_ sign: Unicode.Scalar?) -> Bool { sign?.isBlank ?? false }
    private static func isDash(_ sign: Unicode.Scalar) -> Bool { sign.isDash }
    private static func isWord(_ sign: Unicode.Scalar) -> Bool { sign.isPartOfWord }
}
