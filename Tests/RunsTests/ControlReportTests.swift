import Records
import Rendering
import TestKit
import Testing

@testable import Runs

/// What every step before accepts, the control report can print.
@Suite struct ControlReportTests {
    /// A run of one good slip, from which the reports of other runs are made up.
    private func office() throws -> (Office, Run, KindShelf) {
        let office = try Office()
        let run = try office.submit([Office.slip(1)])
        return (office, run, KindShelf(office.ledger, office.archive))
    }

    /// Books of groups of as many documents and cents, all composed on one sheet each, but for what `change` moves.
    private func books(_ groups: [Books.Group], sheets: Int = 1) -> Books {
        var books = Books()
        books.groups = groups
        books.input.records = books.selected.documents
        books.input.cents = books.selected.cents
        let composed = books.composed
        if composed.documents > 0 {
            books.classes = [(sheets, composed, composed.documents * sheets, composed.documents * sheets)]
        }
        books.creditCents = min(0, groups.map(\.composed.cents).filter { $0 < 0 }.reduce(0, +))
        return books
    }

    private func group(_ cycle: String, _ route: String, documents: Int = 1, cents: Int64 = 100) -> Books.Group {
        var group = Books.Group(cycle: cycle, route: route)
        group.selected = Tally(documents: documents, cents: cents)
        group.composed = group.selected
        return group
    }

    private func print(
        _ office: Office, _ run: Run, _ kinds: KindShelf, title: String = "Slip", _ books: Books, files: [PlannedFile] = [],
        exceptions: [Exception] = [], approvals: [Approval] = []
    ) throws -> String {
        let report = ControlReport(
            run, title: title, books: books, ledger: run.data, files: files, exceptions: exceptions, approvals: approvals, kinds)
        do { try office.scratch.write(try report.pdf(), "report.pdf") } catch {
            Issue.record("\(error)\n\(report.json.prefix(4000))")
            return ""
        }
        return try Tool.run("pdftotext", ["-layout", office.scratch.path("report.pdf"), "-"]).text
    }

    private static let wide = String(repeating: "W", count: 40)
    /// Every character that a report prints as it is.
    private static let every = String(
        String.UnicodeScalarView(
            ((0x20..<0x7F).map { $0 } + (0xA0..<0x250).map { $0 } + (0x2010...0x2027).map { $0 }).map { Unicode.Scalar($0)! }))

    @Test(
        arguments: [
            1, 99_999_999_99, 999_999_999_99, 9_999_999_999_99, 10_000_000_000_00, 99_999_999_999_99, 1_000_000_000_000_00,
            InputTotals.mostCents,
        ] as [Int64])
    func totalsOfAnySizeArePrinted(cents: Int64) throws {
        let (office, run, kinds) = try office()
        for cents in [cents, -cents] {
            var run = run
            run.expected = ExpectedTotals(records: 4, cents: cents &+ 1, from: .asked)
            run.expectedWaived = "Ana: a slip"
            var first = group("01", "1", documents: 2, cents: cents)
            first.selected.cents = cents
            // Every column of a group has the amount; what is suppressed and set aside takes it back and forth.
            first.composed = Tally(documents: 1, cents: cents)
            first.waived = Tally(documents: 1, cents: 0)
            var second = group("02", "2", documents: 2, cents: -cents)
            second.composed = Tally()
            second.suppressed = Tally(documents: 1, cents: -cents)
            second.waived = Tally(documents: 1, cents: 0)
            var books = books([first, second])
            books.suppressedBy = [("paperless", second.suppressed)]
            books.creditCents = min(0, cents)
            let exceptions = [
                Exception(sequence: 1, part: .own, line: 1, state: .waived, reasons: [], waivedBy: "Ana", waivedWhy: "a slip"),
                Exception(sequence: 2, part: .own, line: 2, state: .waived, reasons: [], waivedBy: "Ana", waivedWhy: "a slip"),
                Exception(sequence: 3, part: .own, line: 3, state: .suppressed, reasons: [], suppressed: "paperless"),
            ]
            let text = try print(office, run, kinds, books, exceptions: exceptions)
            #expect(text.contains(Books.dollars(cents).replacing("−", with: "").replacing("$", with: "")), "\(text)")
            #expect(text.contains("Balanced"))
        }
    }

    @Test func theUsualReportIsSetAsItWas() throws {
        let (_, run, kinds) = try office()
        func isWide(_ books: Books) -> Bool {
            ControlReport(
                run, title: "Slip", books: books, ledger: run.data, files: [], exceptions: [], approvals: [], kinds
            ).json.contains(#""wide":true"#)
        }
        #expect(!isWide(books([group("01", "1", documents: 100_000, cents: 28_951_054_98)])))
        #expect(isWide(books([group("01", "1", documents: 100_000, cents: 28_951_054_980_00)])))
    }

    @Test func namesOfAnyLengthArePrinted() throws {
        let (office, run, kinds) = try office()
        for name in [Self.wide, Self.every, String(repeating: "i", count: 300), "\u{4E2D}\u{6587}", " ", "\u{301}a", "a\r\nb"] {
            var run = run
            run.id = RunID(.max)
            run.name = String(name.prefix(40))
            run.kind = String(repeating: "w", count: Library.mostOfName)
            run.source = name
            run.expected = ExpectedTotals(records: 2, cents: 1, from: .trailer)
            run.expectedWaived = "\(name.prefix(40)): \(name.prefix(300))"
            let exceptions = (1...3).map { number in
                Exception(
                    sequence: number, part: .own, line: number, account: MaskedAccount.tail(of: "\(number)-" + name),
                    state: number == 1 ? .suppressed : .waived, reasons: [Reason(name, cause: .contract)],
                    suppressed: number == 1 ? name : nil, waivedBy: String(name.prefix(40)), waivedWhy: String(name.prefix(300)))
            }
            var one = group(name, name, documents: 4)
            one.suppressed = Tally(documents: 1, cents: 0)
            one.waived = Tally(documents: 2, cents: 0)
            one.composed = Tally(documents: 1, cents: 100)
            var books = books([one, group(name + "2", name + "2")])
            books.suppressedBy = [(name, one.suppressed)]
            let approvals = (1...7).map { _ in Approval(by: String(name.prefix(40)), on: Office.day, ledger: run.data) }
            let files = [
                PlannedFile(
                    number: 99_999, isPrinted: true, sheetClass: 1, name: "\(name.prefix(24))_500-sheets_99999.pdf",
                    firstPiece: 1, lastPiece: 2,
                    documents: 2, pages: 2, sheets: 2, cents: 0, piecesDigest: run.data, blob: nil, bytes: 1_900_000_000)
            ]
            let text = try print(
                office, run, kinds, title: name, books, files: files, exceptions: exceptions, approvals: approvals)
            #expect(text.contains("Control report"))
        }
    }

    @Test func asManyAsARunCanHaveArePrinted() throws {
        let (office, run, kinds) = try office()
        var groups = (0..<2000).map { group("cycle \($0)", "route \($0)", documents: 5_000, cents: 1) }
        groups[0].suppressed = Tally(documents: 100_000, cents: 0)
        groups[0].selected.documents += 100_300
        groups[0].waived = Tally(documents: 300, cents: 0)
        var books = books(groups)
        books.suppressedBy = (0..<100_000).prefix(500).map { ("reason \($0)", Tally(documents: 200, cents: 0)) }
        let all = books.composed.documents
        // 10,000,000 documents in 12,500 files.
        let files = (1...12_500).map { number in
            PlannedFile(
                number: number, isPrinted: true, sheetClass: 1, name: "nov_1-sheet_\(number).pdf",
                firstPiece: (number - 1) * 800 + 1,
                lastPiece: number * 800, documents: 800, pages: 800, sheets: 800, cents: 0, piecesDigest: run.data,
                blob: run.data, bytes: 1_900_000_000)
        }
        #expect(all == 10_000_000)
        let exceptions =
            (1...300).map { number in
                Exception(
                    sequence: 9_000_000 + number, part: .own, line: 12_345_678, account: "…4-001", state: .waived,
                    reasons: [Reason(String(repeating: "the reason is long ", count: 20), cause: .contract)], waivedBy: "Ana",
                    waivedWhy: String(repeating: "and so is the answer ", count: 14))
            }
            + (1...100_000).map {
                Exception(sequence: $0, part: .own, line: $0, state: .suppressed, reasons: [], suppressed: "reason \($0 % 500)")
            }
        let text = try print(office, run, kinds, books, files: files, exceptions: exceptions)
        #expect(text.contains("10,000,000") && text.contains("2,000 files and 10,500 more files"), "\(text.prefix(3000))")
        #expect(text.contains("all others") && text.contains("And 100,100 more"))
    }

    @Test func everyNumberOfSheetsIsPrinted() throws {
        let (office, run, kinds) = try office()
        var books = books([group("01", "1", documents: 500, cents: 500)])
        books.classes = (1...500).map { ($0, Tally(documents: 1, cents: 1), $0, $0) }
        let files = (1...500).map { number in
            PlannedFile(
                number: number, isPrinted: true, sheetClass: number, name: "f\(number)", firstPiece: number, lastPiece: number,
                documents: 1,
                pages: number, sheets: number, cents: 0, piecesDigest: run.data, blob: nil, bytes: 1)
        }
        #expect(try print(office, run, kinds, books, files: files).contains("500 sheets"))
    }

    @Test func whatKeepsARunFromBalancingIsPrintedWhateverItIs() throws {
        let office = try Office()
        // A copy alone is set aside: no record is missing, and yet the run does not balance.
        let run = try office.submit([
            Office.slip(1, more: #","copies":[{"for":"tenant","name":"\#(String(repeating: "much too long ", count: 40))"}]"#)
        ])
        try office.work()
        let kinds = KindShelf(office.ledger, office.archive)
        let report = try ControlReport(try office.run(), kinds, office.ledger)
        #expect(
            report.json.contains(#""balanced":false,"others":["1 document set aside: correct or waive it"]"#), "\(report.json)")
        try office.scratch.write(try report.pdf(), "report.pdf")
        let text = try Tool.run("pdftotext", ["-layout", office.scratch.path("report.pdf"), "-"]).text
        #expect(text.contains("NOT BALANCED") && text.contains("1 document set aside"))
        // The report of what was cancelled, too, whose name is longer than any other.
        try office.ledger.cancel(run.id, by: "Ana")
        let cancelled = try office.ledger.run("1")
        #expect(cancelled.name == "nov (cancelled 1)")
        _ = try ControlReport(cancelled, kinds, office.ledger).pdf()
    }

    @Test func peopleWhoseNamesTheFontLacksAreStillTwo() throws {
        let (office, run, kinds) = try office()
        let report = ControlReport(
            run, title: "", books: books([group("01", "1")]), ledger: run.data, files: [], exceptions: [],
            approvals: ["Анна", "Иван"].map { Approval(by: $0, on: Office.day, ledger: run.data) }, kinds)
        #expect(report.json.contains(#""approvals":[{"by":"????","on":"2026-11-20"},{"by":"???? (2)","on":"2026-11-20"}]"#))
        #expect(report.json.contains(#""title":"none""#))
        try office.scratch.write(try report.pdf(), "report.pdf")
    }

    @Test func aRunHoldsNoMoreThanItsSumsCan() throws {
        let office = try Office()
        let most = 10_000_000_000_000_00
        let many = (1...101).map { Office.slip($0, cents: $0 % 2 == 0 ? most : -most) }
        let error = #expect(throws: RunError.self) { try office.submit(many) }
        #expect(
            error?.message
                == "the amounts of slips.jsonl add up to more than $1,000,000,000,000,000.00, which is the most that a run holds")
        let run = try office.submit(
            Array(many.prefix(99)) + [Office.slip(200, cents: most).replacing(#""cycle":"01","#, with: "")])
        #expect(throws: Never.self) { try office.correct(run, [Office.slip(200, cents: most)]) }
        try office.work()
        #expect(try office.books().isBalanced)
        _ = try ControlReport(try office.run(), KindShelf(office.ledger, office.archive), office.ledger).pdf()
    }
}
