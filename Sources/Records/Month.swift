/// A month of a year, held as `year * 12 + (month - 1)` so that months can be counted.
package struct Month: Sendable, Hashable, Comparable {
    package var index: Int32

    package init(index: Int32) { self.index = index }

    /// The month is 1 to 12.
    package init(year: Int, month: Int) { index = Int32(year * 12 + month - 1) }

    package static func < (a: Month, b: Month) -> Bool { a.index < b.index }

    /// Reads `YYYY-MM` of the years 1900 to 2999, and nothing else.
    package static func parse(_ bytes: UnsafeRawBufferPointer) -> Month? {
        guard bytes.count == 7, bytes[4] == UInt8(ascii: "-"),
            let year = CalendarDigits.four(bytes, 0), 1900...2999 ~= year,
            let month = CalendarDigits.two(bytes, 5), 1...12 ~= month
        else { return nil }
        return Month(year: year, month: month)
    }

    package static func parse(_ text: String) -> Month? { Array(text.utf8).withUnsafeBytes { parse($0) } }

    package var year: Int { Int(index) / 12 }
    package var month: Int { Int(index) % 12 + 1 }

    /// The month so many months later (earlier if negative), or nil outside the years 1 to 9999.
    package func adding(months count: Int) -> Month? {
        let (sum, overflow) = Int(index).addingReportingOverflow(count)
        guard !overflow, 12..<120_000 ~= sum else { return nil }
        return Month(index: Int32(sum))
    }
}
