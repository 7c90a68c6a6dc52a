/// The names of months and weekdays in one language, as UTF-8.
package struct DateNames: Sendable {
    let months: [[UInt8]]
    let shortMonths: [[UInt8]]
    /// The first letter of each month, for charts.
    let monthLetters: [[UInt8]]
    let weekdays: [[UInt8]]
    let shortWeekdays: [[UInt8]]
    /// The first letters of the names of each length, as bits: most words are no names.
    private let initials: [UInt32]
    /// In a date of figures alone the month stands before the day.
    package var isMonthFirst: Bool { months == DateNames.english.months }

    /// Twelve months from January, seven weekdays from Sunday.
    package init(months: [String], shortMonths: [String], weekdays: [String], shortWeekdays: [String]) throws(FormatError) {
        guard months.count == 12, shortMonths.count == 12, weekdays.count == 7, shortWeekdays.count == 7 else {
            throw FormatError(
                message: "the names of dates are 12 months from January and 7 weekdays from Sunday, each long and short")
        }
        self.init(months, shortMonths, weekdays, shortWeekdays)
    }

    private init(_ months: [String], _ shortMonths: [String], _ weekdays: [String], _ shortWeekdays: [String]) {
        self.months = months.map { Array($0.utf8) }
        self.shortMonths = shortMonths.map { Array($0.utf8) }
        monthLetters = months.map { Array($0.prefix(1).uppercased().utf8) }
        self.weekdays = weekdays.map { Array($0.utf8) }
        self.shortWeekdays = shortWeekdays.map { Array($0.utf8) }
        var initials = [UInt32](repeating: 0, count: 32)
        for name in (months + shortMonths + weekdays + shortWeekdays).map({ Array($0.utf8) }) where name.count < initials.count {
            initials[name.count] |= 1 << UInt32((name.first ?? 0) & 31)
        }
        self.initials = initials
    }

    /// Whether a word may be one of the names: by its length and first letter.
    package func mayName(_ word: ArraySlice<UInt8>) -> Bool {
        guard let first = word.first, word.count < initials.count else { return false }
        return initials[word.count] & 1 << UInt32(first & 31) != 0
    }

    /// The month, 1 to 12, that a word names, long or short, whatever its capitals; nil where it names none.
    package func month(_ word: ArraySlice<UInt8>) -> Int? { DateNames.index(of: word, in: months, shortMonths).map { $0 + 1 } }

    /// The weekday that a word names, from 0 for Sunday; nil where it names none.
    package func weekday(_ word: ArraySlice<UInt8>) -> Int? { DateNames.index(of: word, in: weekdays, shortWeekdays) }

    private static func index(of word: ArraySlice<UInt8>, in long: [[UInt8]], _ short: [[UInt8]]) -> Int? {
        for (index, name) in long.enumerated() where name.count == word.count && isSame(name, word) { return index }
        for (index, name) in short.enumerated() where name.count == word.count && isSame(name, word) { return index }
        return nil
    }

    /// Of as many bytes; letters of ASCII and Latin-1 in either case; no name of a month or a weekday begins with another.
    private static func isSame(_ name: [UInt8], _ word: ArraySlice<UInt8>) -> Bool {
        zip(name, word).allSatisfy { one, other in
            one == other || one ^ other == 0x20 && ((0x61...0x7A).contains(one | 0x20) || one >= 0x80)
        }
    }

    /// The names of a language tag such as `en-US` or `es`, or nil where there is no table.
    package static func of(language tag: String) -> DateNames? {
        switch tag.split(separator: "-").first?.lowercased() {
        case "en": english
        case "es": spanish
        default: nil
        }
    }

    package static let all = [english, spanish]

    package static let english = DateNames(
        [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
            "December",
        ],
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"])

    /// As Unicode CLDR has them for es-US.
    package static let spanish = DateNames(
        [
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
            "diciembre",
        ],
        ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
        ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"],
        ["dom", "lun", "mar", "mié", "jue", "vie", "sáb"])
}
