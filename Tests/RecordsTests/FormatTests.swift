import Testing

@testable import Records

@Suite struct FormatTests {
    @Test(arguments: [
        ("$#,##0.00", 123_456, "$1,234.56"), ("$#,##0.00", -5, "\u{2212}$0.05"), ("$#,##0.00", 0, "$0.00"),
        ("$#,##0.00", 99_999, "$999.99"), ("$#,##0.00", 100_000_000_000, "$1,000,000,000.00"),
        ("$#,##0.00;\u{2212}$#,##0.00", -123_456, "\u{2212}$1,234.56"), ("$#,##0.00;$#,##0.00 CR", -123_456, "$1,234.56 CR"),
        ("$#,##0.00;($#,##0.00)", -1, "($0.01)"), ("$#,##0.00;$#,##0.00 CR", 123, "$1.23"), ("0.00", 123_456, "1234.56"),
        ("#.##0,00 €", 123_456, "1.234,56 €"), ("#\u{A0}##0,00", 123_456, "1\u{A0}234,56"), ("'#'0.00", 1, "#0.01"),
        ("'it''s' 0.00", 1, "it's 0.01"), ("''0.00", 1, "'0.01"), ("$#,##0.00", Int64.min, "\u{2212}$92,233,720,368,547,758.08"),
    ])
    func moneyIsWrittenByItsPattern(_ pattern: String, _ cents: Int64, _ text: String) throws {
        let format = try MoneyFormat(pattern)
        #expect(written { format.append(Money(cents: cents), to: &$0) } == text)
    }

    @Test(arguments: [
        "", "$", "$#,##0", "$0", "#,##0.000", "$#,##0.00;", "$#,##0.00;#.##0,00", "$#,##0.00;$#,##0.00", "a;b;c", "0.00 0.00",
        "#,#0.00",
        "$'0.00", "#,##0,00", "##,##0.00",
    ])
    func moneyPatternsThatCannotBeUsedSaySo(_ pattern: String) {
        do {
            _ = try MoneyFormat(pattern)
            Issue.record("\(pattern) was taken")
        } catch { #expect(error.description.contains(" ")) }
    }

    @Test(arguments: [
        (0, "2.5", "3"), (0, "-2.5", "\u{2212}3"), (0, "2.4999", "2"), (0, "-0.4", "0"), (2, "1234567.005", "1,234,567.01"),
        (2, "0.995", "1.00"), (4, "5.57", "5.5700"), (0, "999.5", "1,000"), (9, "0.123456789", "0.123456789"),
        (1, "-0.05", "\u{2212}0.1"),
        (3, "12", "12.000"), (0, "9223372036854775807", "9,223,372,036,854,775,807"),
        (9, "-9223372036854775808", "\u{2212}9,223,372,036,854,775,808.000000000"),
    ])
    func numbersRoundHalfUp(_ decimals: Int, _ digits: String, _ text: String) throws {
        let format = try NumberFormat(decimals: decimals)
        let value = try Scaled.parse(digits)
        #expect(written { format.append(value, to: &$0) } == text)
    }

    @Test func numberSeparatorsCanBeOthersOrNone() throws {
        let spanish = try NumberFormat(decimals: 1, group: ".", point: ",")
        #expect(written { spanish.append(Scaled(units: 12345, scale: 1), to: &$0) } == "1.234,5")
        let plain = try NumberFormat(decimals: 0, group: "")
        #expect(written { plain.append(12345, to: &$0) } == "12345")
        let long = try NumberFormat(decimals: 0, group: "<thousand>", point: "<point>")
        #expect(written { long.append(Int64.min, to: &$0) }.hasSuffix("<thousand>775<thousand>808"))
        #expect(throws: FormatError.self) { try NumberFormat(decimals: 10) }
        #expect(throws: FormatError.self) { try NumberFormat(decimals: -1) }
        #expect(throws: FormatError.self) { try NumberFormat(decimals: 2, group: ".", point: ".") }
    }

    @Test(arguments: [
        ("MM/dd/yyyy", "11/05/2026"), ("M/d/yy", "11/5/26"), ("EEEE, MMMM d, yyyy", "Thursday, November 5, 2026"),
        ("EEE d MMM", "Thu 5 Nov"), ("yyyy-MM-dd", "2026-11-05"), ("d'th of' MMMM", "5th of November"), ("d '' M", "5 ' 11"),
    ])
    func daysAreWrittenByTheirPattern(_ pattern: String, _ text: String) throws {
        let format = try DateFormat(pattern, names: .english)
        let day = try #require(Day.parse("2026-11-05"))
        #expect(written { format.append(day, to: &$0) } == text)
    }

    @Test func spanishDaysHaveTheirOwnNames() throws {
        let format = try DateFormat("EEEE d 'de' MMMM 'de' yyyy", names: .spanish)
        let day = try #require(Day.parse("2026-01-07"))
        #expect(written { format.append(day, to: &$0) } == "miércoles 7 de enero de 2026")
        let short = try DateFormat("EEE d-MMM-yy", names: #require(DateNames.of(language: "es-US")))
        #expect(written { short.append(day, to: &$0) } == "mié 7-ene-26")
        #expect(DateNames.of(language: "tlh") == nil)
    }

    @Test func aMonthHasNoDayToWrite() throws {
        let format = try DateFormat("MMM yyyy", names: .english, for: .month)
        #expect(written { format.append(Month(year: 2026, month: 2), to: &$0) } == "Feb 2026")
        let letter = try DateFormat("MMMMM", names: .spanish, for: .month)
        #expect(written { letter.append(Month(year: 2026, month: 1), to: &$0) } == "E")
        for pattern in ["MMM d", "dd", "EEEE MMM", "EEE"] {
            #expect(throws: FormatError.self) { try DateFormat(pattern, names: .english, for: .month) }
        }
    }

    @Test(arguments: ["", "YYYY", "yyy", "MMMMMM", "D", "hh:mm", "de MMMM", "'open", "ddd", "EE"])
    func datePatternsThatCannotBeUsedSaySo(_ pattern: String) {
        #expect(throws: FormatError.self) { try DateFormat(pattern, names: .english) }
    }

    @Test func namesComeInTwelvesAndSevens() {
        #expect(throws: FormatError.self) { try DateNames(months: ["a"], shortMonths: [], weekdays: [], shortWeekdays: []) }
    }
}
