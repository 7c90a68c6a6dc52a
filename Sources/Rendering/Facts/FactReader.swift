import Pages
import Records

/// Reads the facts of a document back from its finished pages and holds each against the record: the second of the two
/// paths on which a run's totals are counted, the first being the records.
package struct FactReader: Sendable {
    private let facts: [DocumentFact]

    package init(_ facts: [DocumentFact]) { self.facts = facts }

    /// Every place that states a fact says what the record does, sign and unit included. Answers the amount that the pages
    /// state, in cents; nil where they state none. `names`: of months and weekdays in the document's language.
    package func read(_ pages: [Page], of record: Record, names: DateNames) throws(FactError) -> Int64? {
        var amount: Int64?
        for place in StatedText.gather(from: pages) {
            try check(place, record, names)
            guard amount == nil, let stated = place.statement.facts.first(where: { $0.name == DocumentFact.amount }),
                case .money(let cents)? = facts[stated.index].slot(in: record)
            else { continue }
            amount = cents
        }
        return amount
    }

    private func check(_ place: StatedText, _ record: Record, _ names: DateNames) throws(FactError) {
        var amounts: [StatedCents] = []
        var dates: [StatedDate] = []
        for stated in place.statement.facts {
            let fact = facts[stated.index]
            // What the record has not cannot be stated; what is printed instead is held against the other facts.
            guard let slot = fact.slot(in: record) else { continue }
            let isSaid: Bool
            switch slot {
            case .money(let cents):
                let wanted = stated.isNegated ? 0 - cents : cents
                if place.statement.payload != nil {
                    isSaid = place.saysInSymbol(wanted)
                    break
                }
                guard place.statement.range == nil else {
                    isSaid = wanted >= 0 && place.digits == UInt64(wanted)
                    break
                }
                amounts.append(StatedCents(name: stated.name, cents: wanted))
                continue
            case .day(let days):
                guard place.statement.range == nil else {
                    isSaid = place.compactDates(Day(days: days))
                    break
                }
                dates.append(StatedDate(name: stated.name, date: .day(Day(days: days))))
                continue
            case .month(let index):
                dates.append(StatedDate(name: stated.name, date: .month(Month(index: index))))
                continue
            case .integer(let value): isSaid = place.says(Scaled(units: stated.isNegated ? 0 - value : value))
            case .scaled(let value):
                isSaid = place.says(stated.isNegated ? Scaled(units: 0 - value.units, scale: value.scale) : value)
            case .text:
                let text = Array(record.text(slot))
                let others = fact.wordings[String(decoding: text, as: UTF8.self)] ?? []
                isSaid = place.says(text) || others.contains { place.says(Array($0.utf8)) }
            case .absent, .flag, .present, .list: continue
            }
            guard isSaid else {
                throw FactError(.notSaid(stated.name), at: place.statement.place)
            }
        }
        if !amounts.isEmpty { try check(amounts, place) }
        if !dates.isEmpty { try check(dates, place, names) }
    }

    /// Each fact that is stated there is printed there, with its sign. A sentence may hold other amounts beside them; where
    /// it has no more than it states, each must be one of those.
    private func check(_ stated: [StatedCents], _ place: StatedText) throws(FactError) {
        let printed = PrintedAmount.read(place.text)
        func fault(_ problem: FactError.Problem) -> FactError { FactError(problem, at: place.statement.place) }
        let spelled = SpelledAmount(in: place.text, of: stated.map(\.cents))
        guard !spelled.isOther else {
            throw fault(.otherWords(stated.map(\.name).joined(separator: " or ")))
        }
        guard !printed.isEmpty || !spelled.said.isEmpty else {
            throw fault(.noAmount(stated[0].name))
        }
        let isWhole = printed.count <= stated.count || Set(printed.map(\.cents.magnitude)).count <= stated.count
        for amount in printed where isWhole && !stated.contains(where: { amount.says($0.cents) }) {
            let name = stated.map(\.name).joined(separator: " or ")
            if stated.contains(where: { $0.cents.magnitude == amount.cents.magnitude }) {
                throw fault(.otherSign(name))
            }
            guard stated.count == 1 else { throw fault(.otherAmount(name)) }
            let (difference, _) = amount.cents.subtractingReportingOverflow(stated[0].cents)
            throw fault(.otherAmount(name, by: Scaled(units: Int64(clamping: difference.magnitude), scale: 2)))
        }
        for fact in stated where !printed.contains(where: { $0.says(fact.cents) }) && !spelled.said.contains(fact.cents) {
            throw fault(.notPrinted(fact.name))
        }
    }

    private func check(_ stated: [StatedDate], _ place: StatedText, _ names: DateNames) throws(FactError) {
        func fault(_ problem: FactError.Problem) -> FactError { FactError(problem, at: place.statement.place) }
        /// Dates of one language, which say no other day where they are no more than what is stated.
        func hold(_ dates: [PrintedDate]) throws(FactError) {
            for date in dates where dates.count <= stated.count && !stated.contains(where: { $0.isSaid(by: date) }) {
                throw fault(.otherDay(stated.map(\.name).joined(separator: " or ")))
            }
        }
        var printed = PrintedDate.read(place.text, names: names)
        try hold(printed)
        // A line may be in another language than its document, or in two.
        for other in DateNames.all where PrintedDate.hasMonth(place.text, of: other, besides: names) {
            let dates = PrintedDate.read(place.text, names: other, besides: names)
            try hold(dates)
            printed += dates
        }
        if printed.isEmpty {
            printed = PrintedDate.short(place.text, names: names)
            try hold(printed)
        }
        guard !printed.isEmpty else { throw fault(.noDate(stated[0].name)) }
        for fact in stated where !printed.contains(where: { fact.isSaid(by: $0) }) {
            throw fault(.notPrinted(fact.name))
        }
    }
}

/// An amount that a place states, with the sign that it prints.
private struct StatedCents {
    let name: String
    let cents: Int64
}

/// A day or a month that a place states.
private struct StatedDate {
    enum Date {
        case day(Day)
        case month(Month)
    }

    let name: String
    let date: Date

    func isSaid(by printed: PrintedDate) -> Bool {
        switch date {
        case .day(let day): printed.says(day)
        case .month(let month): printed.says(month)
        }
    }
}

extension StatedText {
    /// The characters that count: all, or of a scan line those of its field.
    private var characters: [UInt8] {
        guard let range = statement.range else { return text }
        return range.upperBound <= text.count ? Array(text[range]) : []
    }

    /// The digits of a field of a scan line as a number; nil where it holds something else.
    fileprivate var digits: UInt64? {
        let digits = characters.filter { $0 != 0x20 }
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return UInt64(String(decoding: digits, as: UTF8.self))
    }

    /// A field of a scan line says a day, in one of the orders in which banks have it.
    fileprivate func compactDates(_ day: Day) -> Bool {
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let (year, month, date) = day.civil
        let (y, m, d) = (two(year % 100), two(month), two(date))
        let said = String(decoding: characters.filter { $0 != 0x20 }, as: UTF8.self)
        return [m + d + y, y + m + d, m + d + String(year), String(year) + m + d]
            .contains(said)
    }

    /// A number is printed, with or without marks between its groups.
    fileprivate func says(_ value: Scaled) -> Bool {
        if statement.range != nil || statement.payload != nil { return says(Array(value.description.utf8)) }
        return PrintedNumber.says(value, in: text)
    }

    /// An amount in a symbol, in cents or in dollars: `amount=13765`, `137.65`.
    fileprivate func saysInSymbol(_ cents: Int64) -> Bool {
        says(Array("\(cents)".utf8)) || says(Array(Scaled(units: cents, scale: 2).description.utf8))
    }

    /// A text is printed as words of its own, whatever spaces the ends of lines have put into it. A field of a scan line says
    /// its letters and digits, behind zeros.
    fileprivate func says(_ wanted: [UInt8]) -> Bool {
        if statement.range != nil {
            func core(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.filter(StatedText.isWord).drop { $0 == 0x30 }) }
            return core(characters) == core(wanted)
        }
        // A symbol that states one fact says it and nothing else.
        if let payload = statement.payload, statement.facts.count == 1 { return payload == wanted }
        let wanted = wanted.filter { $0 != 0x20 }
        guard let first = wanted.first else { return false }
        for start in text.indices where text[start] == first && !isWithinWord(start - 1, -1) {
            var at = start
            var matched = 0
            while matched < wanted.count, at < text.count {
                if text[at] == wanted[matched] {
                    matched += 1
                } else if text[at] != 0x20 {
                    break
                }
                at += 1
            }
            if matched == wanted.count, !isWithinWord(at, 1) { return true }
        }
        return false
    }

    /// A letter or digit, or a hyphen, a period or a slash with one behind it: the word goes on there.
    private func isWithinWord(_ index: Int, _ step: Int) -> Bool {
        guard text.indices.contains(index) else { return false }
        if StatedText.isWord(text[index]) { return true }
        // In a symbol a slash parts what stands beside it: it is an address of the web.
        let joints: [UInt8] = statement.payload == nil ? [0x2D, 0x2E, 0x2F] : [0x2D, 0x2E]
        return joints.contains(text[index]) && text.indices.contains(index + step)
            && StatedText.isWord(text[index + step])
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80
    }
}
