import TestKit
import Testing

@testable import Templating

/// Tables of templates: loops, choices, headers, footers, and what is carried over a cut.
@Suite struct TableTests {
    /// A record with this many charges of 1, 2, 3, … dollars.
    private func charges(_ count: Int) -> String {
        let list = (1...max(1, count)).prefix(count).map {
            "{\"name\": \"C\($0)\", \"amount\": \"\($0).00\", \"units\": \($0), \"steps\": []}"
        }
        let start = Draft.record.range(of: "\"charges\": [")!.upperBound
        let end = Draft.record.range(of: "],\n \"lines\"")!.lowerBound
        return Draft.record.replacingCharacters(start..<end, with: list.joined(separator: ", "))
    }

    private let carried = """
        <table columns="1fr auto" of="charges" as="c">
          <header><th>Name</th><th>Amount</th></header>
          <row carry="c.amount"><td>{c.name}</td><td>{c.amount}</td></row>
          <carry-out><td>carried to</td><td>{carried}</td></carry-out>
          <carry-in><td>from before</td><td>{carried}</td></carry-in>
          <footer><td>Total</td><td>{charges | sum:amount}</td></footer>
        </table>
        """

    @Test func whatIsCarriedIsTheSumOfTheRowsAbove() throws {
        // Seven lines a page: head, rows, and what is carried.
        let pages = try Draft.flow(carried, height: 84).lines(charges(14))
        #expect(
            pages == [
                ["NameAmount", "C1$1.00", "C2$2.00", "C3$3.00", "C4$4.00", "C5$5.00", "carried to$15.00"],
                ["NameAmount", "from before$15.00", "C6$6.00", "C7$7.00", "C8$8.00", "C9$9.00", "carried to$45.00"],
                ["NameAmount", "from before$45.00", "C10$10.00", "C11$11.00", "C12$12.00", "C13$13.00", "carried to$91.00"],
                ["NameAmount", "from before$91.00", "C14$14.00", "Total$105.00"],
            ])
        for count in 1...40 {
            for page in try Draft.flow(carried, height: 84).lines(charges(count)) {
                let rows = page.compactMap { $0.wholeMatch(of: /C(\d+)\$\d+\.00/).flatMap { Int($0.output.1) } }
                let last = rows.last ?? 0
                if let out = page.first(where: { $0.hasPrefix("carried to") }) {
                    #expect(out == "carried to$\(last * (last + 1) / 2).00")
                }
                if let into = page.first(where: { $0.hasPrefix("from before") }), let first = rows.first {
                    #expect(into == "from before$\((first - 1) * first / 2).00")
                }
            }
        }
    }

    @Test func carriedTotalThatOverflowsStopsTheDocument() throws {
        let large = carried.replacing("carry=\"c.amount\"", with: "carry=\"c.amount * 40000000000000000\"")
        #expect(try Draft.flow(large).refusal(charges(2)) == "bill/bill.xml:7:15: the carried total is too large")
        #expect(try Draft.flow(large).refusal(charges(1)) == "nothing")
    }

    @Test func headerStandsOnceWhereItDoesNotRepeat() throws {
        let table =
            "<table columns=\"1fr\" of=\"charges\" as=\"c\"><header repeat=\"first-page\"><th>H</th></header><row><td>{c.name}</td></row></table>"
        #expect(try Draft.flow(table, height: 36).lines(charges(5)) == [["H", "C1", "C2"], ["C3", "C4", "C5"]])
        let repeated = table.replacing("first-page", with: "every-page")
        #expect(try Draft.flow(repeated, height: 36).lines(charges(5)) == [["H", "C1", "C2"], ["H", "C3", "C4"], ["H", "C5"]])
    }

    @Test func rowsComeFromLoopsAndChoices() throws {
        let table = """
            <table columns="1fr">
              <row><td>{account.name}</td></row>
              <for each="c in charges"><if test="c.units gt 1"><row><td>{c.name} many</td></row><elif test="c.units == 1"/><row><td>{c.name} one</td></row></if></for>
              <for each="l in lines"><row><td>{l}</td></row></for>
            </table>
            """
        #expect(
            try Draft.flow(table).lines() == [["Ana Ruiz", "Water many", "Trash one", "Ana Ruiz", "12 Elm St", "Windsor CO"]])
    }

    @Test func emptyTableIsAnErrorHiddenOrShownAsItSays() throws {
        func table(_ empty: String) -> Draft {
            Draft.flow(
                "<p>a</p>\n<table columns=\"1fr\" of=\"charges\" as=\"c\" \(empty)><header><th>H</th></header><row><td>{c.name}</td></row></table><p>b</p>"
            )
        }
        let none = charges(0)
        #expect(try table("empty=\"error\"").refusal(none) == "bill/bill.xml:6:1: the table has no rows (empty=\"error\")")
        #expect(try table("empty=\"hide\"").lines(none) == [["a", "b"]])
        #expect(try table("empty=\"show\"").lines(none) == [["a", "H", "b"]])
        #expect(try table("").lines(none) == [["a", "H", "b"]])
        #expect(try table("empty=\"error\"").lines(charges(1)) == [["a", "H", "C1", "b"]])
    }

    @Test func checkAmongTheRowsStopsTheDocument() throws {
        let table =
            "<table columns=\"1fr\" of=\"charges\" as=\"c\">\n<check test=\"c.units gt 0\" message=\"{c.name} has {c.units} units\"/><row><td>{c.name}</td></row></table>"
        #expect(try Draft.flow(table).refusal() == "bill/bill.xml:6:1: text of 5 characters has 0 units")
        #expect(try Draft.flow(table).lines(charges(2)) == [["C1", "C2"]])
    }

    @Test func rowsKeepTogetherAndWithTheNext() throws {
        let two = "<p>one</p><p>two</p>"
        let kept = "<table columns=\"1fr\"><row><td>a</td></row><row><td>\(two)</td></row></table>"
        #expect(try Draft.flow(kept, height: 30).lines() == [["a"], ["one", "two"]])
        #expect(
            try Draft.flow(kept.replacing("<row><td><p>", with: "<row keep=\"no\"><td><p>"), height: 30).lines() == [
                ["a", "one"], ["two"],
            ])
        let next =
            "<table columns=\"1fr\"><row><td>a</td></row><row keep-next=\"yes\"><td>head</td></row><row><td>b</td></row></table>"
        #expect(try Draft.flow(next, height: 24).lines() == [["a"], ["head", "b"]])
        #expect(try Draft.flow(next.replacing(" keep-next=\"yes\"", with: ""), height: 24).lines() == [["a", "head"], ["b"]])
    }

    @Test func footerMayHaveRowsOfItsOwn() throws {
        let table =
            "<table columns=\"1fr 1fr\"><row><td>a</td></row><footer><row><td>x</td><td>y</td></row><if test=\"bill.paid\"><row><td>paid</td></row></if><row><td span=\"2\">z</td></row></footer></table>"
        #expect(try Draft.flow(table).lines() == [["a", "xy", "z"]])
    }

    @Test func cellsHaveTheStylesOfTheirKindAndTheirOwn() throws {
        let styles =
            "<style name=\"td\" size=\"8pt\"/><style name=\"th\" size=\"7pt\" weight=\"bold\"/><style name=\"red\" color=\"#F00\"/>"
        let dump = try Draft.flow(
            "<table columns=\"1fr 1fr\"><header><th>h</th></header><row><td class=\"red\">a</td><td>b</td></row></table>",
            styles: styles
        ).dump()
        #expect(
            dump.contains("SourceSansPro-Bold 7 #000000") && dump.contains("SourceSansPro-Regular 8 #FF0000")
                && dump.contains("SourceSansPro-Regular 8 #000000"))
    }
}

extension String {
    func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }

    func replacingCharacters(_ range: Range<String.Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
