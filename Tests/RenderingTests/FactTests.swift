import Errors
import Foundation
import Pages
import Records
import Templating
import TestKit
import Testing

@testable import Rendering

/// Facts are read back from the finished page and held against the record.
@Suite struct FactTests {
    private static let library = Library(templates: "\(Scratch.root)/Templates", fonts: TestFonts.folder)

    // MARK: Reading

    @Test func amountsAreReadWithTheirSigns() {
        func read(_ text: String) -> [Int64] { PrintedAmount.read(Array(text.utf8)).map(\.cents) }
        #expect(read("Amount due $1,234.56 by Dec 15, 2026, bill 118842") == [123_456])
        #expect(read("1.234,56 $ and 0.05") == [123_456, 5])
        #expect(
            read("\u{2212}$12.00 -$3.00 $-4.00 $ 5.00 6.00 CR 7.00- 8.00\u{2212}") == [-1200, -300, -400, 500, -600, -700, -800])
        #expect(read("8.00 CREDIT, 3.5, 12, 1234567890123456789012.00") == [-800])
        #expect(read("\u{2212} 5.00, \u{2013}6.00, Past due \u{2013} $7.00") == [-500, -600, 700])
        for odd in ["9$1.00", "1 000.00", "1.00\u{B2}", "1.00x", "1.00 000", "1.00 thousand", "9-10.00", "BUS$1.00"] {
            #expect(PrintedAmount.read(Array(odd.utf8)).allSatisfy { $0.isOdd }, "\(odd)")
        }
        #expect(
            read("US$1.00 USD 2.00 \u{2212}USD 3.00 \u{2212}\u{20AC}4.00 5.00USD ***6.00 \u{2212}Bal. 7.00 -C$8.00 see 9.00")
                == [100, 200, -300, -400, 500, 600, -700, -800, 900])
        #expect(PrintedAmount.read(Array("US$1.00, 2.00USD, USD 3.00".utf8)).allSatisfy { !$0.isOdd })
        #expect(PrintedAmount.read(Array("($12.00) and (12.00".utf8)).map(\.isInParentheses) == [true, false])
    }

    @Test func amountsInWordsAreHeldToo() {
        func words(_ text: String, _ cents: Int64) -> (said: Bool, isOther: Bool) {
            let read = SpelledAmount(in: Array(text.utf8), of: [cents])
            return (read.said.contains(cents), read.isOther)
        }
        #expect(words("two hundred three and 00/100  dollars ($203.00) is due", 20_300) == (true, false))
        #expect(words("TWO HUNDRED THREE AND 00/100 DOLLARS", 20_300) == (true, false))
        #expect(words("two hundred three and 00/100 dollars ($751.52)", 75_152) == (false, true))
        #expect(words("one thousand two hundred three and 00/100 dollars", 20_300) == (false, true))
        #expect(words("eighty-two and 50/100 dollars", 250) == (false, true))
        #expect(words("dos mil trescientos veintiséis dólares con 96/100", 232_696) == (true, false))
        #expect(words("mil dos dólares con 00/100", 200) == (false, true))
        #expect(words("minus five and 10/100 dollars", 510) == (false, true))
        #expect(words("on 50/100 of the lots, $5.00", 500) == (false, false))
    }

    @Test func numbersAreReadAlone() throws {
        func says(_ text: String, _ number: String) throws -> Bool {
            PrintedNumber.says(try Scaled.parse(number), in: Array(text.utf8))
        }
        for number in ["7060", "235", "0.5"] {
            #expect(try says("You used 7,060 gallons, 235 a day, 0.5 of it", number), "\(number)")
        }
        for number in ["-7060", "-12", "-5", "10"] { #expect(try says("\u{2212}7,060 -12 \u{2212} 5 ×10", number), "\(number)") }
        #expect(try says("201,455 7,060", "7060") && says("1 060", "60") == false)
        for number in ["7060", "12"] { #expect(try says("7,060\u{A0}gal (12)", number), "\(number)") }
        for (text, number) in [("7,060", "706"), ("7,060", "-7060"), ("\u{2212}7,060", "7060")] {
            #expect(try says(text, number) == false, "\(text), \(number)")
        }
        for odd in [
            "7,060k", "7,060 thousand", "7,060 CR", "7,060%", "7,060\u{BD}", "17-7060", "A7060B", "7060-12",
            "$7,060.00",
        ] { #expect(try says(odd, "7060") == false, "\(odd)") }
    }

    @Test func weekdaysYearsAndTwoLanguagesAreHeld() throws {
        let day = try #require(Day.parse("2026-12-15"))
        func says(_ text: String, _ names: DateNames = .english) -> [Bool] {
            PrintedDate.read(Array(text.utf8), names: names).map { $0.says(day) }
        }
        for text in [
            "December 15 (Tuesday)", "December 15, Tuesday", "Tuesday: December 15, 2026", "Tuesday, on December 15",
            "2026 Dec 15", "December 15 (2026)", "Dec 15, 26", "December 15, \u{2019}26", "15-Dec-2026", "Dec-15-2026",
            "December 15, 1030 hours", "December 15, 27 gallons", "bill 2611-SUN of December 15", "R-26 SUN of December 15",
            "December 15, Monday through Friday", "December 15. Monday is a holiday", "DECEMBER 15TH",
        ] { #expect(says(text) == [true], "\(text)") }
        for text in [
            "December 15 (Monday)", "December 15, Monday", "Monday: December 15, 2026", "Monday, on December 15, 2026",
            "2027 Dec 15", "December 15 (2027)", "Dec 15, 27", "December 15, \u{2019}27", "15-Dec-2027", "December 15, 20267",
        ] { #expect(says(text) == [false], "\(text)") }
        for text in ["15 DE DICIEMBRE DE 2026", "MARTES, 15 DE DICIEMBRE", "15 de diciembre (martes)"] {
            #expect(says(text, .spanish) == [true], "\(text)")
        }
        let saturday = try #require(Day.parse("2026-12-12"))
        #expect(PrintedDate.read(Array("SÁBADO, 12 DE DICIEMBRE".utf8), names: .spanish).map { $0.says(saturday) } == [true])
        let both = Array("December 15 / 14 de enero".utf8)
        #expect(PrintedDate.read(both, names: .english).map { $0.says(day) } == [true])
        #expect(PrintedDate.read(both, names: .spanish, besides: .english).map { $0.says(day) } == [false])
        #expect(PrintedDate.read(Array("Dec 15, 2026".utf8), names: .spanish, besides: .english).isEmpty)
        func short(_ text: String) -> [Bool] {
            PrintedDate.short(Array(text.utf8), names: .english).map {
                $0.says(day) || $0.says(Month(year: 2026, month: 12)) && $0.day == nil
            }
        }
        for text in ["12/15", "20261215", "12152026", "12/2026", "2026-12", "2026 December", "December"] {
            #expect(short(text) == [true], "\(text)")
        }
        for text in ["12/16", "20261216", "11/2026", "2025 December"] { #expect(short(text) == [false], "\(text)") }
    }

    /// Cells beside each other that the same element makes are one place where one of them is cut.
    @Test func whatIsCutInOneOfTwoCellsIsFoundAgain() throws {
        func frame(_ text: String) throws -> Frame {
            try #require(Flow(try TestParagraphs.paragraph(text), 200, 100).frames.first)
        }
        let statement = Statement(
            facts: [Statement.Fact(name: "amount", index: 0, isNegated: false)],
            place: SourceLocation(file: "a", line: 1, column: 1))
        func cell(_ text: String, isContinued: Bool = false) throws -> Placed {
            var cell = try frame(text)
            cell.role = .statement(statement)
            cell.isContinued = isContinued
            return Placed(.group(cell), at: .zero)
        }
        func page(_ number: Int, _ cells: [Placed]) -> Page {
            Page(number: number, frame: Frame(size: .letter, marks: cells))
        }
        let cut = [
            page(1, [try cell("Water"), try cell("Sewer $12.00")]), page(2, [try cell("$12.00", isContinued: true)]),
        ]
        let found = StatedText.gather(from: cut)
        #expect(found.count == 1)
        #expect(PrintedAmount.read(found.first?.text ?? []).map(\.cents) == [1200, 1200])
        #expect(StatedText.gather(from: [page(1, [try cell("$1.00"), try cell("$1.00")])]).count == 2)
    }

    @Test func datesAreReadInEveryForm() throws {
        let day = try #require(Day.parse("2026-12-15"))
        func says(_ text: String, _ names: DateNames = .english) -> [Bool] {
            PrintedDate.read(Array(text.utf8), names: names).map { $0.says(day) }
        }
        for text in [
            "December 15, 2026", "Dec 15", "Tuesday, December 15", "Tue, Dec. 15, 2026", "12/15/2026", "12/15/26", "2026-12-15",
            "15 Dec 2026",
            "DEC 15", "December\u{A0}15",
        ] { #expect(says(text) == [true], "\(text)") }
        for text in ["15 de diciembre de 2026", "martes, 15 de diciembre", "mar, 15 dic 2026", "el 15 dic"] {
            #expect(says(text, .spanish) == [true], "\(text)")
        }
        for text in ["December 16, 2026", "Dec 15, 2025", "Monday, December 15", "12/16/2026", "2026-12-16", "November 15"] {
            #expect(says(text) == [false], "\(text)")
        }
        #expect(says("Your water may be shut off in March.") == [], "words that are names of months, too")
        #expect(says("$1,234.56 on 3/4 of 10-20") == [])
        #expect(says("15/12/2026") == [true], "no month has the number 15")
        let fifth = try #require(Day.parse("2026-12-05"))
        func saysFifth(_ names: DateNames) -> [Bool] {
            PrintedDate.read(Array("05/12/2026".utf8), names: names).map { $0.says(fifth) }
        }
        #expect(saysFifth(.english) == [false] && saysFifth(.spanish) == [true], "the order of a language")
        let march = try #require(Day.parse("2027-03-16"))
        #expect(PrintedDate.read(Array("mar, 16 de mar de 2027".utf8), names: .spanish).map { $0.says(march) } == [true])
        let month = Month(year: 2026, month: 12)
        #expect(PrintedDate.read(Array("December 2026".utf8), names: .english).map { $0.says(month) } == [true])
        #expect(PrintedDate.read(Array("December 2025".utf8), names: .english).map { $0.says(month) } == [false])
    }

    // MARK: Shipped kinds

    /// Each fact that a sample's pages state, changed in the record by the least there is, is no longer what they state: every
    /// place of every kind, in each language.
    @Test func everyFactOfEverySampleIsHeldAgainstTheRecord() throws {
        var tried = 0
        for name in Self.library.kinds {
            for language in Self.library.languages(of: name) {
                let kind = try Self.library.load(name, language: language)
                #expect(kind.template.statesFacts, "\(name) states facts")
                let facts = kind.contract.document?.facts ?? []
                let reader = FactReader(facts)
                for sample in Self.library.samples(of: name) {
                    let typesetter = Typesetter(kind, profile: .print, issue: .test)
                    let bytes = try Self.library.sample(sample, of: name)
                    let pages: [Page]
                    do { pages = try bytes.withUnsafeBytes { try typesetter.pages(of: $0, line: 1) } } catch { continue }
                    let stated = Set(StatedText.gather(from: pages).flatMap { $0.statement.facts.map(\.name) })
                    let names = try #require(DateNames.of(language: language))
                    for fact in facts where stated.contains(fact.name) {
                        for (what, record) in changes(of: fact, in: typesetter.record) {
                            tried += 1
                            #expect(throws: FactError.self, "\(name)/\(sample) \(language): \(fact.name) \(what)") {
                                _ = try reader.read(pages, of: record, names: names)
                            }
                        }
                    }
                }
            }
        }
        #expect(tried > 3500, "\(tried)")
    }

    /// The least changes of a fact, each as the record would be with it.
    private func changes(of fact: DocumentFact, in record: Record) -> [(String, Record)] {
        guard let field = fact.fields.first(where: { !record.slots[$0.slot].isAbsent }) else { return [] }
        func with(_ slot: Slot) -> Record {
            var record = record
            record.slots[field.slot] = slot
            return record
        }
        switch record.slots[field.slot] {
        case .money(let cents):
            return [("a cent up", with(.money(cents + 1))), ("a cent down", with(.money(cents - 1)))]
                + (cents == 0 ? [] : [("the other sign", with(.money(-cents)))])
        case .day(let days): return [("a day later", with(.day(days + 1))), ("a day earlier", with(.day(days - 1)))]
        case .month(let index): return [("a month later", with(.month(index + 1)))]
        case .integer(let value): return [("one up", with(.integer(value + 1)))]
        case .scaled(let value): return [("one up", with(.scaled(Scaled(units: value.units + 1, scale: value.scale))))]
        case .text(let offset, let length) where length > 1:
            var other = record
            let last = Int(offset) + Int(length) - 1
            other.bytes[last] = other.bytes[last] == UInt8(ascii: "7") ? UInt8(ascii: "8") : UInt8(ascii: "7")
            return [("another last character", other), ("cut", with(.text(offset: offset, length: length - 1)))]
        default: return []
        }
    }

    /// No shipped kind prints a fact that it does not state, or leaves a field without bounds.
    @Test func shippedKindsStateWhatTheyPrint() throws {
        for name in Self.library.kinds {
            let kind = try Self.library.load(name)
            let told = kind.template.notes.filter { $0.code == .fact || $0.code == .bounds }
            #expect(told.isEmpty, "\(told)")
            #expect(kind.contract.document?.facts.contains { $0.isRequired } == true || name == "control-report", "\(name)")
        }
    }

    // MARK: Templates that say another thing

    /// A copy of the bill in which one text of one file is another.
    private func bill(_ file: String, _ text: String, _ other: String, sample: String = "normal") throws -> String? {
        let scratch = try Scratch()
        for folder in ["bill", "shared"] { try scratch.copy("\(Scratch.root)/Templates/\(folder)", to: "t/\(folder)") }
        let whole = try scratch.text("t/\(file)")
        try #require(whole.contains(text), "\(file) has no \(text)")
        try scratch.write(whole.replacing(text, with: other), "t/\(file)")
        let library = Library(templates: scratch.path("t"), fonts: TestFonts.folder)
        let kind = try library.load("bill")
        let typesetter = Typesetter(kind, profile: .print, issue: .test)
        let bytes = try library.sample(sample, of: "bill")
        do {
            _ = try bytes.withUnsafeBytes { try typesetter.pages(of: $0, line: 1) }
            return nil
        } catch let refusal as Refusal { return refusal.reasons.first?.message }
    }

    @Test func everyPlaceThatAsksForAnotherAmountStopsTheBill() throws {
        let other = "the fact amount is another amount than in the record: they differ by $"
        for file in ["bill/answer.xml", "bill/account.xml", "shared/remittance.xml"] {
            let told = try bill(file, "{bill.total_due}", "{bill.previous_balance}")
            #expect(told?.contains(other) == true && told?.hasPrefix(file) == true, "\(file): \(told ?? "made")")
        }
        let changes: [(file: String, text: String, other: String, sample: String, told: String)] = [
            (
                "bill/bill.xml", "name=\"scan_amount\" value=\"bill.total_due\"",
                "name=\"scan_amount\" value=\"bill.previous_balance\"",
                "normal", "the fact amount is not what the record says"
            ),
            (
                "bill/bill.xml", "name=\"scan_due\" value=\"bill.due_date\"", "name=\"scan_due\" value=\"bill.date\"", "normal",
                "the fact due is not what the record says"
            ),
            (
                "shared/scan-line.xml", "value=\"{account.number}\"", "value=\"{bill.number}\"", "normal",
                "the fact account is not what the record says"
            ),
            (
                "shared/remittance.xml", "value=\"{pay_url}\"", "value=\"https://example.com/\"", "normal",
                "the fact address-to-pay is not what the record says"
            ),
            (
                "bill/answer.xml", "{-bill.total_due}", "{bill.total_due}", "credit",
                "the fact amount has the other sign than in the record; where its negative is printed, write states=\"-amount\""
            ),
            (
                "bill/answer.xml", "<p class=\"date\" states=\"due\">{bill.due_date",
                "<p class=\"date\" states=\"due\">{bill.date", "normal",
                "the fact due is another day than in the record"
            ),
            (
                "bill/en.json", "\"gallons_said\": \"gallons\"", "\"gallons_said\": \"liters\"", "normal",
                "the fact unit is not what the record says"
            ),
        ]
        for change in changes {
            let told = try bill(change.file, change.text, change.other, sample: change.sample)
            #expect(told?.hasSuffix(change.told) == true, "\(change.file), \(change.other): \(told ?? "made")")
        }
    }

    /// What an attacker wrote into copies of the shipped templates.
    @Test(arguments: [
        (
            "lien-notice", "lien-notice/lien-notice.xml", "(lien.amount | spell)", "((costs | sum:amount) | spell)", "one-owner",
            "is another amount in words than in the record"
        ),
        (
            "lien-certification", "lien-certification/lien-certification.xml", "(list.amount | spell),list.amount",
            "(list.charges | spell),list.amount", "three-parcels", "is another amount in words than in the record"
        ),
        (
            "bill", "bill/answer.xml", "{bill.total_due}", "{-bill.total_due | money:'USD #,##0.00'}", "normal",
            "has the other sign than in the record"
        ),
        (
            "door-tag", "door-tag/face.xml", "{tag.day | date:'EEEE'},<br/>{tag.day | date:'MMMM d'}",
            "{tag.day | date:'MMMM d'} ({tag.posted | date:'EEEE'})", "notice", "is another day than in the record"
        ),
    ])
    func otherWordsSignsAndWeekdaysAreHeld(
        kind: String, file: String, text: String, other: String, sample: String, told: String
    ) throws {
        let scratch = try Scratch()
        for folder in [kind, "shared"] { try scratch.copy("\(Scratch.root)/Templates/\(folder)", to: "t/\(folder)") }
        let whole = try scratch.text("t/\(file)")
        try #require(whole.contains(text), "\(file) has no \(text)")
        try scratch.write(whole.replacing(text, with: other), "t/\(file)")
        let library = Library(templates: scratch.path("t"), fonts: TestFonts.folder)
        let typesetter = Typesetter(try library.load(kind), profile: .print, issue: .test)
        let refusal = #expect(throws: Refusal.self) {
            _ = try library.sample(sample, of: kind).withUnsafeBytes { try typesetter.pages(of: $0, line: 1) }
        }
        #expect(refusal?.reasons.first?.message.hasSuffix(told) == true || refusal?.reasons.first?.message.contains(told) == true)
    }

    @Test func aStatementSaysWhereItStandsAndNoValue() throws {
        let kind = try Self.library.load("bill")
        let typesetter = Typesetter(kind, profile: .print, issue: .test)
        let bytes = try Self.library.sample("normal", of: "bill")
        let pages = try bytes.withUnsafeBytes { try typesetter.pages(of: $0, line: 1) }
        let places = StatedText.gather(from: pages).map { "\($0.statement) at \($0.statement.place.file)" }
        for wanted in [
            "amount at bill/answer.xml", "amount at bill/account.xml", "amount at shared/remittance.xml",
            "amount at shared/scan-line.xml",
            "due at bill/answer.xml", "due at shared/remittance.xml", "due at shared/scan-line.xml", "account at bill/front.xml",
            "account at shared/remittance.xml", "account at shared/scan-line.xml", "barcode at shared/window-imb.xml",
            "address-to-pay at shared/remittance.xml", "use unit at bill/use.xml", "number date at bill/title.xml",
        ] { #expect(places.contains(wanted), "\(wanted) is not among \(places)") }
    }
}
