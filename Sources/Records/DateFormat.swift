/// How a day or a month is written, compiled from a pattern such as `MM/dd/yyyy` or `d 'de' MMMM 'de' yyyy`.
package struct DateFormat: Sendable {
    /// What the format is for: a month has no day to write.
    package enum Kind: Sendable { case day, month }

    package let kind: Kind
    private let pieces: [Piece]
    private let names: DateNames

    private enum Piece: Sendable {
        case year, shortYear, monthLetter, monthName, shortMonthName, paddedMonth, month
        case weekdayName, shortWeekdayName, paddedDay, day
        case text([UInt8])

        var needsDay: Bool {
            switch self {
            case .weekdayName, .shortWeekdayName, .paddedDay, .day: true
            case .year, .shortYear, .monthLetter, .monthName, .shortMonthName, .paddedMonth, .month, .text: false
            }
        }
    }

    private static let tokens: [(String, Piece)] = [
        ("yyyy", .year), ("yy", .shortYear), ("MMMMM", .monthLetter), ("MMMM", .monthName), ("MMM", .shortMonthName),
        ("MM", .paddedMonth),
        ("M", .month), ("EEEE", .weekdayName), ("EEE", .shortWeekdayName), ("dd", .paddedDay), ("d", .day),
    ]

    package init(_ pattern: String, names: DateNames, for kind: Kind = .day) throws(FormatError) {
        let signs = try PatternQuotes.unquote(pattern)
        var pieces: [Piece] = []
        var text: [UInt8] = []
        var i = 0
        while i < signs.count {
            let sign = signs[i]
            guard !sign.isQuoted, DateFormat.isLetter(sign.scalar) else {
                text.append(contentsOf: UTF8.encode(sign.scalar)!)
                i += 1
                continue
            }
            var run = ""
            while i < signs.count, signs[i].scalar == sign.scalar, !signs[i].isQuoted {
                run.unicodeScalars.append(sign.scalar)
                i += 1
            }
            guard let piece = DateFormat.tokens.first(where: { $0.0 == run })?.1 else {
                let known = DateFormat.tokens.map(\.0).joined(separator: " ")
                throw FormatError(
                    message: "the date format \(pattern) has \(run), which is none of \(known); put words in quotes")
            }
            if kind == .month, piece.needsDay {
                throw FormatError(message: "the date format \(pattern) asks for the day with \(run), and a month has none")
            }
            if !text.isEmpty { pieces.append(.text(text)) }
            text = []
            pieces.append(piece)
        }
        if !text.isEmpty { pieces.append(.text(text)) }
        guard !pieces.isEmpty else { throw FormatError(message: "a date format is empty; write one such as MM/dd/yyyy") }
        (self.kind, self.pieces, self.names) = (kind, pieces, names)
    }

    package func append(_ day: Day, to out: inout [UInt8]) {
        let (year, month, dayOfMonth) = day.civil
        append(year: year, month: month, day: dayOfMonth, weekday: day.weekday, to: &out)
    }

    /// Only for a format that was compiled for months.
    package func append(_ month: Month, to out: inout [UInt8]) {
        precondition(kind == .month, "this date format was compiled for days")
        append(year: month.year, month: month.month, day: 0, weekday: 0, to: &out)
    }

    private func append(year: Int, month: Int, day: Int, weekday: Int, to out: inout [UInt8]) {
        for piece in pieces {
            switch piece {
            case .year:
                DateFormat.append(year / 100, to: &out)
                DateFormat.append(year % 100, to: &out)
            case .shortYear: DateFormat.append(year % 100, to: &out)
            case .monthLetter: out.append(contentsOf: names.monthLetters[month - 1])
            case .monthName: out.append(contentsOf: names.months[month - 1])
            case .shortMonthName: out.append(contentsOf: names.shortMonths[month - 1])
            case .paddedMonth: DateFormat.append(month, to: &out)
            case .month: DateFormat.append(month, to: &out, isPadded: false)
            case .weekdayName: out.append(contentsOf: names.weekdays[weekday])
            case .shortWeekdayName: out.append(contentsOf: names.shortWeekdays[weekday])
            case .paddedDay: DateFormat.append(day, to: &out)
            case .day: DateFormat.append(day, to: &out, isPadded: false)
            case .text(let bytes): out.append(contentsOf: bytes)
            }
        }
    }

    /// A number of at most two digits.
    @inline(__always)
    private static func append(_ value: Int, to out: inout [UInt8], isPadded: Bool = true) {
        if isPadded || value >= 10 { out.append(UInt8(truncatingIfNeeded: 48 + value / 10)) }
        out.append(UInt8(truncatingIfNeeded: 48 + value % 10))
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { "a"..."z" ~= scalar || "A"..."Z" ~= scalar }
}
