import Testing

@testable import Records

@Suite struct DayTests {
    @Test func everyDayOfElevenCenturiesGoesThereAndBack() {
        var day = Day.parse("1900-01-01")!
        var weekday = 1  // a Monday
        var (year, month, number) = (1900, 1, 1)
        while year < 3000 {
            let civil = day.civil
            guard civil == (year, month, number), day.weekday == weekday, Day(year: year, month: month, day: number) == day else {
                Issue.record("\(civil) is not \(year)-\(month)-\(number)")
                return
            }
            number += 1
            if number > Day.length(ofMonth: month, year: year) { (month, number) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
            weekday = (weekday + 1) % 7
            day = day.adding(days: 1)!
        }
    }

    @Test func theEpochIsAThursday() {
        #expect(Day.parse("1970-01-01") == Day(days: 0))
        #expect(Day(days: 0).weekday == 4)
        #expect(Day.parse("2026-11-20")?.days == 20777)
        #expect(Day.parse("2026-11-20")?.monthOfYear == Month(year: 2026, month: 11))
    }

    @Test(arguments: ["2024-02-29", "2000-02-29", "1900-01-01", "2999-12-31"])
    func realDaysAreRead(_ text: String) { #expect(Day.parse(text) != nil) }

    @Test(arguments: [
        "2023-02-29", "1900-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00", "1899-12-31",
        "3000-01-01",
        "2026-1-1", "26-01-01", "2026/01/01", "2026-01-01T00:00:00", " 2026-01-01", "2026-01-0١", "20260101", "", "2026-01-1a",
    ])
    func daysThatAreNoneAreRefused(_ text: String) { #expect(Day.parse(text) == nil) }

    @Test func arithmeticStaysWithinTheCalendar() {
        #expect(Day(days: 0).adding(days: .max) == nil)
        #expect(Day(days: 0).adding(days: -719_163) == nil)
        #expect(Day(days: 0).adding(days: -719_162)?.year == 1)
        #expect(Day.parse("2026-11-20")!.adding(days: 25) == Day.parse("2026-12-15"))
        #expect(Day.parse("2026-12-15")!.days(since: Day.parse("2026-11-20")!) == 25)
    }

    @Test func monthsAreReadAndCounted() {
        #expect(Month.parse("2026-11")?.month == 11)
        #expect(Month.parse("2026-12")?.year == 2026)
        #expect(Month.parse("2026-11")?.adding(months: 2) == Month.parse("2027-01"))
        #expect(Month.parse("2026-01")?.adding(months: -1) == Month.parse("2025-12"))
        for text in ["2026-13", "2026-00", "2026-1", "2026-11-20", "1899-12", "3000-01", ""] { #expect(Month.parse(text) == nil) }
    }
}
