import Records

/// Dates as a page prints them, read without knowing the format that wrote them: `December 15, 2026`,
/// `martes, 15 de diciembre de 2026`, `Dec 15`, `12/15/26`, `2026-12-15`.
struct PrintedDate {
    /// 1 to 12. Of a date in figures alone, day and month may stand in either order where the language has both.
    var month: Int
    /// Nil where a month and a year stand without a day.
    var day: Int?
    var year: Int?
    /// 0 is Sunday.
    var weekday: Int?
    var isOrderUnknown = false
    /// It is more than one day, or what stands for its year is none.
    var isOdd = false

    func says(_ date: Day) -> Bool {
        let civil = date.civil
        guard let day, !isOdd else { return false }
        let isSame = (month, day) == (civil.month, civil.day) || isOrderUnknown && (day, month) == (civil.month, civil.day)
        return isSame && (year.map { $0 == civil.year || $0 < 100 && $0 == civil.year % 100 } ?? true)
            && (weekday.map { $0 == date.weekday } ?? true)
    }

    func says(_ other: Month) -> Bool {
        month == other.month && (year.map { $0 == other.year || $0 < 100 && $0 == other.year % 100 } ?? true)
    }

    /// All dates of a text.
    static func read(_ text: [UInt8], names: DateNames) -> [PrintedDate] {
        let tokens = resolved(tokens(of: text, names))
        var found: [PrintedDate] = []
        var weekday: Int?
        var index = 0
        while index < tokens.count {
            switch tokens[index] {
            case .weekday(let number): weekday = number
            case .month(let month):
                var date = PrintedDate(month: month, day: nil, year: nil, weekday: weekday)
                weekday = nil
                var next = index + 1
                // The day follows the month or stands before it, as the language has it; then comes the year.
                let earlier = before(index, tokens)
                if !names.isMonthFirst || earlier == nil { date.day = earlier }
                if date.day == nil, case .number(let value, let count)? = tokens.at(next), count <= 2, (1...31).contains(value) {
                    date.day = value
                    next += 1
                    // `December 12–20` is more than a day.
                    if case .separator? = tokens.at(next), case .number? = tokens.at(next + 1) { date.isOdd = true }
                }
                if date.day == nil { date.day = earlier }
                while tokens.at(next)?.isBetween ?? false { next += 1 }
                if case .number(let value, let count)? = tokens.at(next) {
                    if count == 4 || count == 2 && isAfterApostrophe(next, tokens) {
                        date.year = value
                        index = next
                    } else if count > 2 {
                        date.isOdd = true
                    }
                }
                // A name alone is a word: water may be shut off, children march.
                if date.day != nil || date.year != nil { found.append(date) }
            case .number:
                if var date = inFigures(index, tokens, isMonthFirst: names.isMonthFirst) {
                    date.weekday = weekday
                    weekday = nil
                    found.append(date)
                    index += 4
                }
            // A weekday is of the date that follows it, and not of one in another sentence.
            case .other, .separator: weekday = nil
            case .filler, .apostrophe, .monthOrWeekday: break
            }
            index += 1
        }
        return found
    }

    /// `mar` is a month and a weekday in Spanish: before a day and a month it is the weekday.
    private static func resolved(_ tokens: [Token]) -> [Token] {
        tokens.enumerated().map { index, token in
            guard case .monthOrWeekday(let month, let weekday) = token else { return token }
            let rest = tokens[(index + 1)...].filter { if case .filler = $0 { false } else { true } }.prefix(2)
            if case .number(_, let digits)? = rest.first, digits <= 2, let last = rest.last, last.isMonth {
                return .weekday(weekday)
            }
            return .month(month)
        }
    }

    /// The day that stands before a month: `15 de diciembre`, `15 Dec`.
    private static func before(_ index: Int, _ tokens: [Token]) -> Int? {
        var at = index - 1
        while at >= 0, case .filler = tokens[at] { at -= 1 }
        guard at >= 0, case .number(let value, let count) = tokens[at], count <= 2, (1...31).contains(value) else { return nil }
        // The last figures of an amount or of a number are none.
        if at > 0, case .separator = tokens[at - 1] { return nil }
        return value
    }

    /// `12/15/2026`, `12/15/26`, `15.12.2026`, `2026-12-15`.
    private static func inFigures(_ index: Int, _ tokens: [Token], isMonthFirst isEnglish: Bool) -> PrintedDate? {
        guard case .number(let first, let width) = tokens[index], case .separator(let sign)? = tokens.at(index + 1),
            case .number(let second, let secondWidth)? = tokens.at(index + 2), secondWidth <= 2,
            case .separator(sign)? = tokens.at(index + 3), case .number(let third, let thirdWidth)? = tokens.at(index + 4)
        else { return nil }
        if width == 4, thirdWidth <= 2, (1...12).contains(second), (1...31).contains(third) {
            return PrintedDate(month: second, day: third, year: first)
        }
        guard width <= 2, thirdWidth == 2 || thirdWidth == 4, (1...31).contains(first), (1...31).contains(second),
            first <= 12 || second <= 12
        else { return nil }
        let isMonthFirst = first <= 12
        return PrintedDate(
            month: isMonthFirst ? first : second, day: isMonthFirst ? second : first, year: third, isOrderUnknown: !isEnglish)
    }

    private enum Token {
        case number(Int, digits: Int)
        case month(Int)
        case weekday(Int)
        case monthOrWeekday(Int, Int)

        var isName: Bool {
            switch self {
            case .month, .weekday, .monthOrWeekday: true
            case .number, .filler, .separator, .apostrophe, .other: false
            }
        }

        /// Between a day and its year.
        var isBetween: Bool {
            switch self {
            case .filler, .apostrophe: true
            case .number, .month, .weekday, .monthOrWeekday, .separator, .other: false
            }
        }

        var isMonth: Bool {
            switch self {
            case .month, .monthOrWeekday: true
            case .weekday, .number, .filler, .separator, .apostrophe, .other: false
            }
        }

        /// Stands between the parts of one date: `de`, a comma.
        case filler
        case separator(UInt8)
        /// Stands before a year of two digits.
        case apostrophe
        case other
    }

    private static func tokens(of text: [UInt8], _ names: DateNames) -> [Token] {
        var tokens: [Token] = []
        var index = 0
        while index < text.count {
            let start = index
            let byte = text[index]
            if isDigit(byte) {
                var value = 0
                while index < text.count, isDigit(text[index]) {
                    if index - start < 9 { value = value * 10 + Int(text[index] - 0x30) }
                    index += 1
                }
                tokens.append(.number(value, digits: index - start))
            } else if isLetter(byte) {
                while index < text.count, isLetter(text[index]) { index += 1 }
                let word = text[start..<index]
                switch (names.month(word), names.weekday(word)) {
                case (let month?, let weekday?): tokens.append(.monthOrWeekday(month, weekday))
                case (let month?, nil): tokens.append(.month(month))
                case (nil, let weekday?): tokens.append(.weekday(weekday))
                case (nil, nil):
                    tokens.append(fillers.contains { word.elementsEqual($0.utf8) } ? .filler : .other)
                }
            } else {
                index += length(of: byte)
                switch byte {
                // A space, or in UTF-8 one that does not break.
                case 0x20, 0xC2: break
                case UInt8(ascii: ","): tokens.append(.filler)
                case UInt8(ascii: "'"): tokens.append(.apostrophe)
                // A dash of three bytes between two days.
                case 0xE2 where index - 2 < text.count && text[index - 2] == 0x80: tokens.append(.separator(UInt8(ascii: "-")))
                case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."):
                    // A period behind a short name is the name's.
                    if byte == UInt8(ascii: "."), let last = tokens.last, last.isName { break }
                    tokens.append(.separator(byte))
                default: tokens.append(.other)
                }
            }
        }
        return tokens
    }

    /// Words between the parts of one date, and the ends of ordinals.
    private static let fillers = ["de", "del", "of", "in", "the", "th", "st", "nd", "rd"]

    private static func isAfterApostrophe(_ index: Int, _ tokens: [Token]) -> Bool {
        if case .apostrophe? = tokens.at(index - 1) { true } else { false }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    /// ASCII letters, and of UTF-8 the letters of Latin-1 and its extensions with the bytes that follow.
    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte & 0xDF) || (0x80...0xBF).contains(byte) || (0xC3...0xC9).contains(byte)
    }

    /// Bytes of the character that a byte begins, in UTF-8.
    private static func length(of byte: UInt8) -> Int { byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4 }
}

extension Array {
    fileprivate func at(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
