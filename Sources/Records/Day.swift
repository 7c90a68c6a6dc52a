/// A civil date without a time or a zone, held as the number of days since 1970-01-01.
package struct Day: Sendable, Hashable, Comparable {
    package var days: Int32

    /// 0001-01-01 and 9999-12-31: the days that arithmetic may reach.
    package static let reach: ClosedRange<Int32> = -719_162...2_932_896

    package init(days: Int32) { self.days = days }

    /// The day of this year, month (1 to 12) and day (1 to 31), or nil where the calendar has no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard 1...9999 ~= year, 1...12 ~= month, day >= 1, day <= Day.length(ofMonth: month, year: year) else { return nil }
        days = Day.count(year: year, month: month, day: day)
    }

    package static func < (a: Day, b: Day) -> Bool { a.days < b.days }

    /// Reads `YYYY-MM-DD` (RFC 3339 full-date) of the years 1900 to 2999, and nothing else.
    package static func parse(_ bytes: UnsafeRawBufferPointer) -> Day? {
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = CalendarDigits.four(bytes, 0), 1900...2999 ~= year,
            let month = CalendarDigits.two(bytes, 5), let day = CalendarDigits.two(bytes, 8)
        else { return nil }
        return Day(year: year, month: month, day: day)
    }

    package static func parse(_ text: String) -> Day? { Array(text.utf8).withUnsafeBytes { parse($0) } }

    package var year: Int { civil.year }
    package var month: Int { civil.month }
    package var day: Int { civil.day }

    /// 0 is Sunday and 6 is Saturday; 1970-01-01 was a Thursday.
    package var weekday: Int { ((Int(days) + 4) % 7 + 7) % 7 }

    package var monthOfYear: Month { Month(year: civil.year, month: civil.month) }

    /// The day so many days later (earlier if negative), or nil outside the years 1 to 9999.
    package func adding(days count: Int) -> Day? {
        let (sum, overflow) = Int(days).addingReportingOverflow(count)
        guard !overflow, let days = Int32(exactly: sum), Day.reach ~= days else { return nil }
        return Day(days: days)
    }

    /// Days from another day to this one.
    package func days(since other: Day) -> Int { Int(days) - Int(other.days) }

    package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Year, month and day, counted in eras of 400 years that begin on March 1 (Hinnant, “chrono-Compatible Low-Level Date Algorithms”).
    package var civil: (year: Int, month: Int, day: Int) {
        let z = Int(days) + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func count(year: Int, month: Int, day: Int) -> Int32 {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }
}

/// Digits of a date at a fixed place.
enum CalendarDigits {
    static func two(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int? {
        let (tens, ones) = (bytes[at] &- 48, bytes[at + 1] &- 48)
        return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
    }

    static func four(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int? {
        guard let high = two(bytes, at), let low = two(bytes, at + 2) else { return nil }
        return high * 100 + low
    }
}

extension Day: CustomStringConvertible {
    /// `2026-11-20` (ISO 8601).
    package var description: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}
