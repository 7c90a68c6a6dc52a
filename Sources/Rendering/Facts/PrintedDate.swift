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

    /// All dates of a text. `besides`: names that are another language's, whose dates are left out here, as those in figures
    /// alone.
    static func read(_ text: [UInt8], names: DateNames, besides own: DateNames? = nil) -> [PrintedDate] {
        let tokens = resolved(tokens(of: text, names, besides: own))
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
                // `15-Dec-2026`, `Dec-15-2026`.
                if case .separator? = tokens.at(next), case .number? = tokens.at(next + 1) { next += 1 }
                // The day follows the month or stands before it, as the language has it; then comes the year.
                let earlier = before(index, tokens)
                if !names.isMonthFirst || earlier == nil { date.day = earlier }
                if date.day == nil, case .number(let value, let count)? = tokens.at(next), count <= 2, (1...31).contains(value) {
                    date.day = value
                    next += 1
                    // `December 12–20` is more than a day.
                    if case .separator? = tokens.at(next), case .number(_, 1...2)? = tokens.at(next + 1) { date.isOdd = true }
                }
                if date.day == nil { date.day = earlier }
                var behind = next
                if let year = year(&next, tokens) {
                    date.year = year
                    index = next
                    behind = next + 1
                } else if case .number(_, let count)? = tokens.at(next), count > 2, !(tokens.at(next + 1)?.isWord ?? false) {
                    date.isOdd = true
                } else if case .number(let value, 4)? = tokens.at(start(of: index, tokens) - 1), years.contains(value) {
                    date.year = value
                }
                weekdayBehind(behind, tokens, &date)
                // A name alone is a word: water may be shut off, children march.
                if date.day != nil || date.year != nil { found.append(date) }
            case .number:
                if own == nil, var date = inFigures(index, tokens, isMonthFirst: names.isMonthFirst) {
                    date.weekday = weekday
                    weekday = nil
                    weekdayBehind(index + 5, tokens, &date)
                    found.append(date)
                    index += 4
                }
            // A weekday is of the date that follows it, and not of one in another sentence.
            case .other, .separator: weekday = nil
            // `SUN of November 20` is a number or a name.
            case .filler(isOf: true): if index > 0, case .weekday = tokens[index - 1] { weekday = nil }
            case .filler, .comma, .apostrophe, .mark, .monthOrWeekday: break
            }
            index += 1
        }
        return found
    }

    /// A month is named in a text by a word of one language that is none of another's.
    static func hasMonth(_ text: [UInt8], of names: DateNames, besides own: DateNames) -> Bool {
        var index = 0
        while index < text.count {
            let start = index
            while index < text.count, isLetter(text[index]) { index += 1 }
            let word = text[start..<index]
            if names.mayName(word), names.month(word) != nil, own.month(word) == nil { return true }
            index += 1
        }
        return false
    }

    /// Dates that other things are written like, too, for where there are no others: `12/15`, `20261215`, and of months
    /// `12/2026`, `2026-12`, `2026 diciembre`, `December`.
    static func short(_ text: [UInt8], names: DateNames) -> [PrintedDate] {
        let tokens = resolved(tokens(of: text, names))
        var found: [PrintedDate] = []
        for index in tokens.indices {
            switch (tokens[index], tokens.at(index + 1), tokens.at(index + 2)) {
            case (.number(let first, let width), .separator?, .number(let second, let other)?) where width <= 2 && other <= 2:
                if (1...12).contains(first), (1...31).contains(second) {
                    found.append(PrintedDate(month: first, day: second, year: nil, isOrderUnknown: !names.isMonthFirst))
                } else if (1...31).contains(first), (1...12).contains(second) {
                    found.append(PrintedDate(month: second, day: first, year: nil))
                }
            case (.number(let month, let width), .separator?, .number(let year, 4)?)
            where width <= 2 && (1...12).contains(month) && years.contains(year):
                found.append(PrintedDate(month: month, day: nil, year: year))
            case (.number(let year, 4), .separator?, .number(let month, 2)?)
            where (1...12).contains(month) && years.contains(year):
                found.append(PrintedDate(month: month, day: nil, year: year))
            case (.number(let value, 8), _, _):
                let (high, low) = (value / 10_000, value % 10_000)
                if years.contains(high), (1...12).contains(low / 100) {
                    found.append(PrintedDate(month: low / 100, day: low % 100, year: high))
                } else if years.contains(low), (1...12).contains(high / 100) {
                    found.append(PrintedDate(month: high / 100, day: high % 100, year: low))
                }
            case (.month(let month), _, _):
                var year: Int?
                if case .number(let value, 4)? = tokens.at(index - 1), years.contains(value) { year = value }
                found.append(PrintedDate(month: month, day: nil, year: year))
            default: break
            }
        }
        return found
    }

    /// What a document may tell a year by.
    private static let years = 1900...2199

    /// The year behind a day and a month, and where it stands: of four figures, or of two behind an apostrophe or a comma.
    private static func year(_ next: inout Int, _ tokens: [Token]) -> Int? {
        var at = next
        if case .separator? = tokens.at(at), case .number(_, 4)? = tokens.at(at + 1) { at += 1 }
        while tokens.at(at)?.isBetween ?? false { at += 1 }
        next = at
        guard case .number(let value, let count)? = tokens.at(at) else { return nil }
        if count == 4, years.contains(value) { return value }
        guard count == 2 else { return nil }
        switch tokens.at(at - 1) {
        case .apostrophe?: return value
        // `December 15, 27`, and not `December 15, 27 gallons`.
        case .comma?:
            if let behind = tokens.at(at + 1), behind.isWord || behind.isNumber || behind.isMonth { return nil }
            return value
        default: return nil
        }
    }

    /// Where a date begins whose month stands at an index: at its day, where that is before it.
    private static func start(of index: Int, _ tokens: [Token]) -> Int {
        if case .number(_, let count)? = tokens.at(index - 1), count <= 2 { index - 1 } else { index }
    }

    /// A weekday that is said behind its date: `December 15 (Tuesday)`, `15 de diciembre, martes`.
    private static func weekdayBehind(_ index: Int, _ tokens: [Token], _ date: inout PrintedDate) {
        var at = index
        while let token = tokens.at(at), token.isCommaOrMark { at += 1 }
        guard at > index, case .weekday(let weekday)? = tokens.at(at) else { return }
        var behind = at + 1
        while let token = tokens.at(behind), token.isCommaOrMark { behind += 1 }
        // It may be the next date's, or the first of several days.
        if behind == at + 1, let next = tokens.at(behind), next.isWord || next.isNumber || next.isMonth || next.isFiller {
            return
        }
        if let next = tokens.at(behind), next.isNumber || next.isMonth { return }
        if date.weekday != nil, date.weekday != weekday { date.isOdd = true }
        date.weekday = weekday
    }

    /// `mar` is a month and a weekday in Spanish: before a day and a month it is the weekday.
    private static func resolved(_ tokens: [Token]) -> [Token] {
        tokens.enumerated().map { index, token in
            guard case .monthOrWeekday(let month, let weekday) = token else { return token }
            let rest = tokens[(index + 1)...].filter { !$0.isFiller }.prefix(2)
            if case .number(_, let digits)? = rest.first, digits <= 2, let last = rest.last, last.isMonth {
                return .weekday(weekday)
            }
            return .month(month)
        }
    }

    /// The day that stands before a month: `15 de diciembre`, `15 Dec`.
    private static func before(_ index: Int, _ tokens: [Token]) -> Int? {
        var at = index - 1
        if at >= 1, case .separator = tokens[at], case .number = tokens[at - 1] { at -= 1 }
        while at >= 0, tokens[at].isFiller { at -= 1 }
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

        /// A word between the parts of one date: `de`, `the`; `of` and `in`.
        case filler(isOf: Bool)
        case comma
        case separator(UInt8)
        /// Stands before a year of two digits.
        case apostrophe
        /// A parenthesis, a colon, a dot between two things.
        case mark
        /// Another word.
        case other

        var isName: Bool {
            switch self {
            case .month, .weekday, .monthOrWeekday: true
            case .number, .filler, .comma, .separator, .apostrophe, .mark, .other: false
            }
        }

        /// Between a day and its year.
        var isBetween: Bool {
            switch self {
            case .filler, .comma, .apostrophe, .mark: true
            case .number, .month, .weekday, .monthOrWeekday, .separator, .other: false
            }
        }

        var isFiller: Bool {
            switch self {
            case .filler, .comma: true
            case .number, .month, .weekday, .monthOrWeekday, .separator, .apostrophe, .mark, .other: false
            }
        }

        var isCommaOrMark: Bool {
            switch self {
            case .comma, .mark: true
            case .number, .month, .weekday, .monthOrWeekday, .filler, .separator, .apostrophe, .other: false
            }
        }

        var isMonth: Bool {
            switch self {
            case .month, .monthOrWeekday: true
            case .weekday, .number, .filler, .comma, .separator, .apostrophe, .mark, .other: false
            }
        }

        var isNumber: Bool { if case .number = self { true } else { false } }
        var isWord: Bool { if case .other = self { true } else { false } }
    }

    private static func tokens(of text: [UInt8], _ names: DateNames, besides own: DateNames? = nil) -> [Token] {
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
                guard names.mayName(word) else {
                    tokens.append(filler(word) ?? .other)
                    continue
                }
                if let own, own.month(word) != nil || own.weekday(word) != nil {
                    tokens.append(.other)
                    continue
                }
                // `2611-SUN` and `7SAT` are numbers of something.
                let isJoined = start > 0 && (isDigit(text[start - 1]) || [0x2D, 0x2E, 0x2F].contains(text[start - 1]))
                switch (names.month(word), isJoined ? nil : names.weekday(word)) {
                case (let month?, let weekday?): tokens.append(.monthOrWeekday(month, weekday))
                case (let month?, nil): tokens.append(.month(month))
                case (nil, let weekday?): tokens.append(.weekday(weekday))
                case (nil, nil): tokens.append(filler(word) ?? .other)
                }
            } else {
                index += length(of: byte)
                switch byte {
                // A space, or in UTF-8 one that does not break.
                case 0x20, 0xC2: break
                case UInt8(ascii: ","): tokens.append(.comma)
                case UInt8(ascii: "'"): tokens.append(.apostrophe)
                // Punctuation of three bytes: dashes between two days, apostrophes, others.
                case 0xE2 where index <= text.count && text[index - 2] == 0x80:
                    switch text[index - 1] {
                    case 0x90...0x95: tokens.append(.separator(UInt8(ascii: "-")))
                    case 0x98, 0x99: tokens.append(.apostrophe)
                    default: tokens.append(.mark)
                    }
                case UInt8(ascii: "/") where index < text.count && text[index] == 0x20 && start > 0 && text[start - 1] == 0x20:
                    tokens.append(.mark)
                case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."):
                    // A period behind a short name is the name's.
                    if byte == UInt8(ascii: "."), let last = tokens.last, last.isName { break }
                    tokens.append(.separator(byte))
                default: tokens.append(.mark)
                }
            }
        }
        return tokens
    }

    /// Words between the parts of one date, and the ends of ordinals.
    private static let fillers: [UInt32] = ["de", "del", "el", "of", "in", "on", "the", "th", "st", "nd", "rd"].map { word in
        word.utf8.reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func filler(_ word: ArraySlice<UInt8>) -> Token? {
        guard word.count == 2 || word.count == 3 else { return nil }
        // In small letters, as one number.
        let small = word.reduce(0) { $0 << 8 | UInt32($1 | 0x20) }
        guard fillers.contains(small) else { return nil }
        return .filler(isOf: small == 0x6F66 || small == 0x696E)
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
