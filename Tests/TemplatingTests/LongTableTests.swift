import Records
import TestKit
import Testing

@testable import Templating

/// Tables of every length over the ends of pages, through templates: what stands on each page is what the reference says.
@Suite struct LongTableTests {
    /// A template that is compiled once, for records with any number of charges of 1, 2, 3, … dollars.
    private final class Press {
        private let merger: Merger
        private let reader: RecordReader
        private static let before = Draft.record[..<Draft.record.range(of: "\"charges\": [")!.upperBound]
        private static let after = Draft.record[Draft.record.range(of: "],\n \"lines\"")!.lowerBound...]

        init(_ draft: Draft) throws {
            merger = Merger(try draft.compile())
            reader = RecordReader(try Contract(parsing: Array(draft.contract.utf8), file: ""))
        }

        /// A record with so many charges; `note` is the text of one, `isTaxed` its flag.
        static func record(
            _ count: Int, note: (Int) -> String = { _ in "" }, isTaxed: (Int) -> Bool = { _ in false }
        ) -> String {
            let charges = (1...max(1, count)).prefix(count).map {
                "{\"name\": \"C\($0)\", \"amount\": \"\($0).00\", \"units\": \($0), \"note\": \"\(note($0))\", \"taxed\": \(isTaxed($0)), \"steps\": []}"
            }
            return before + charges.joined(separator: ",") + after
        }

        /// The lines of each page, or why there are none.
        func lines(_ count: Int, note: (Int) -> String = { _ in "" }, isTaxed: (Int) -> Bool = { _ in false }) throws
            -> [[String]]
        {
            var record = Record()
            let json = Self.record(count, note: note, isTaxed: isTaxed)
            let faults = reader.read(Array(json.utf8), line: 1, into: &record)
            try #require(faults.isEmpty, "\(faults)")
            // Line by line from the top, each from left to right, in whatever order the cells were set.
            do { return try merger.pages(of: record).map { Self.lines(of: $0.frame.texts) } } catch {
                return [["set aside: \(error)"]]
            }
        }

        private static func lines(of texts: [String]) -> [String] {
            let placed = texts.map { text in
                let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
                let at = parts[0].split(separator: ",").map { Double($0)! }
                return (x: at[0], y: at[1], text: parts[1])
            }.sorted { ($0.y, $0.x) < ($1.y, $1.x) }
            var lines: [(y: Double, text: String)] = []
            for item in placed {
                if lines.last?.y == item.y {
                    lines[lines.count - 1].text += item.text
                } else {
                    lines.append((item.y, String(item.text)))
                }
            }
            return lines.map(\.text)
        }
    }

    /// What the reference says of a table of rows of one height.
    private struct Plan {
        /// Lines of a page, and lines of text above the table.
        var room: Int
        var above = 0
        var heads = 1
        var feet = 1
        var repeats = true
        var carries = false

        func pages(_ count: Int) -> [[String]] {
            var pages: [[String]] = []
            var page = (0..<above).map { "above \($0)" }
            var done = 0
            while true {
                var top = done == 0 || repeats ? (0..<heads).map { "H\($0)" } : []
                if carries && done > 0 { top.append("from before\(sum(done))") }
                let room = room - page.count - top.count
                let left = count - done
                if left + feet <= room {
                    let rows = (done..<count).map { "C\($0 + 1)$\($0 + 1).00" }
                    return pages + [page + top + rows + (0..<feet).map { "F\($0)\(sum(count))" }]
                }
                // The foot never stands alone: at least one row goes over with it.
                let fitting = min(room - (carries ? 1 : 0), left - 1)
                if fitting > 0 {
                    page += top + (done..<done + fitting).map { "C\($0 + 1)$\($0 + 1).00" }
                    done += fitting
                    if carries { page.append("carried to\(sum(done))") }
                } else {
                    precondition(!page.isEmpty, "a page of the test is too small for the table")
                }
                pages.append(page)
                page = []
            }
        }

        private func sum(_ count: Int) -> String {
            let digits = Array(String(count * (count + 1) / 2))
            let head = digits.count > 3 ? "\(String(digits.dropLast(3)))," : ""
            return "$\(head)\(String(digits.suffix(3))).00"
        }

        var draft: Draft {
            let texts = (0..<above).map { "<p>above \($0)</p>" }.joined()
            let head = (0..<heads).map {
                "<header\(repeats ? "" : " repeat=\"first-page\"")><th>H\($0)</th></header>"
            }.joined()
            let carry =
                carries
                ? "<carry-out><td>carried to</td><td>{carried}</td></carry-out><carry-in><td>from before</td><td>{carried}</td></carry-in>"
                : ""
            let foot = (0..<feet).map { "<row><td>F\($0)</td><td>{charges | sum:amount}</td></row>" }.joined()
            return Draft.flow(
                """
                \(texts)<table columns="1fr auto" of="charges" as="c">\(head)
                <row carry="c.amount"><td>{c.name}</td><td>{c.amount}</td></row>\(carry)
                \(feet > 0 ? "<footer>\(foot)</footer>" : "")</table>
                """, height: room * 12
            ).longest
        }
    }

    @Test(arguments: [5, 7, 11, 40])
    func everyNumberOfRowsIsCutWithTheTrueSumOnBothSides(_ room: Int) throws {
        let plan = Plan(room: room, carries: true)
        let press = try Press(plan.draft)
        for count in 1...200 { #expect(try press.lines(count) == plan.pages(count), "\(count) rows on pages of \(room) lines") }
    }

    @Test func headersAndFootersOfSeveralRowsStandWhereTheyShould() throws {
        for heads in 0...3 {
            for feet in 0...3 {
                for repeats in [true, false] where heads > 0 || repeats {
                    let plan = Plan(room: heads + feet + 3, heads: heads, feet: feet, repeats: repeats, carries: feet == 2)
                    let press = try Press(plan.draft)
                    for count in 1...24 {
                        #expect(
                            try press.lines(count) == plan.pages(count), "\(count) rows, \(heads) heads, \(feet) feet, \(repeats)"
                        )
                    }
                }
            }
        }
    }

    @Test func noHeadStandsAloneBelowWhatIsAbove() throws {
        for above in 0...8 {
            for carries in [false, true] {
                let plan = Plan(room: 8, above: above, carries: carries)
                let press = try Press(plan.draft)
                for count in 1...20 { #expect(try press.lines(count) == plan.pages(count), "\(count) rows below \(above) lines") }
            }
        }
    }

    /// Rows of one to four lines, some kept and some not: no row is cut that is kept, none is lost, and sums are true.
    @Test func rowsOfSeveralHeightsKeepTheirOrderAndTheirSums() throws {
        let table = """
            <table columns="1fr 60pt" of="charges" as="c">
              <header><th>H</th></header>
              <row carry="c.amount"><td><p>{c.name}</p><p>{c.note ?? ""}</p></td><td>{c.amount}</td></row>
              <carry-out><td>out</td><td>{carried}</td></carry-out><carry-in><td>in</td><td>{carried}</td></carry-in>
              <footer><td>F</td></footer>
            </table>
            """
        for (room, most) in [(7, 200), (9, 50), (13, 50)] {
            let press = try Press(Draft.flow(table, height: room * 12).longest)
            for count in 1...most {
                // A note of n words of which each fills a line.
                let note: (Int) -> String = {
                    Array(repeating: String(repeating: "m", count: 12), count: $0 * 7 % 4).joined(separator: " ")
                }
                let pages = try press.lines(count, note: note)
                var seen = 0
                for (number, page) in pages.enumerated() {
                    #expect(page.first == "H" && page.count <= room)
                    let isLast = number == pages.count - 1
                    #expect(page.contains("F") == isLast && page.filter { $0 == "F" }.count <= 1)
                    if number > 0 { #expect(page.dropFirst().first == "in\(money(seen))") }
                    let before = seen
                    for line in page where line.hasPrefix("C") {
                        seen += 1
                        #expect(line == "C\(seen)$\(seen).00")
                    }
                    #expect(seen > before, "\(count) rows: page \(number + 1) has no row")
                    #expect(page.filter { $0.hasPrefix("m") }.count == ((before + 1)..<(seen + 1)).reduce(0) { $0 + $1 * 7 % 4 })
                    if !isLast { #expect(page.last == "out\(money(seen))") }
                }
                #expect(seen == count)
            }
        }
    }

    private func money(_ count: Int) -> String {
        let dollars = count * (count + 1) / 2
        let thousands = dollars >= 1000 ? "\(dollars / 1000)," : ""
        let rest = String(dollars % 1000)
        return "$\(thousands)\(String(repeating: "0", count: dollars >= 1000 ? 3 - rest.count : 0))\(rest).00"
    }

    /// Heads of groups, and heads of heads: none is the last row before a cut, unless the chain is taller than a page.
    @Test func chainsOfRowsStayWithTheNext() throws {
        let table = """
            <table columns="1fr" of="charges" as="c"><header><th>T</th></header>
              <if test="c.taxed ?? false"><row keep-next="yes"><td>k{c.units}</td></row><else/><row><td>r{c.units}</td></row></if>
            </table>
            """
        for room in 4...12 {
            let press = try Press(Draft.flow(table, height: room * 12).longest)
            for (period, heads) in [(2, 1), (3, 1), (3, 2), (5, 1), (5, 3), (9, 2)] {
                for count in 1...60 {
                    // The last row is never a head.
                    let isHead: (Int) -> Bool = { ($0 - 1) % period < heads && $0 < count }
                    let pages = try press.lines(count, isTaxed: isHead)
                    #expect(pages.flatMap { $0.dropFirst() } == (1...count).map { "\(isHead($0) ? "k" : "r")\($0)" })
                    #expect(pages.allSatisfy { $0.first == "T" && $0.count <= room && $0.count > 1 })
                    if heads < room - 1 {
                        for page in pages {
                            #expect(page.last?.hasPrefix("r") == true, "\(count) rows on \(room) lines: \(page)")
                        }
                    }
                }
            }
            // All kept with the next, which no page can hold: it is cut all the same, and comes to its end.
            for count in 1...40 {
                let pages = try press.lines(count, isTaxed: { _ in true })
                #expect(pages.flatMap { $0.dropFirst() } == (1...count).map { "k\($0)" })
                #expect(pages.count == (count + room - 2) / (room - 1))
            }
        }
    }

    @Test func aRowAsTallAsThePageFitsAndOneTallerIsNamed() throws {
        let table = """
            <table columns="1fr" of="charges" as="c"><header><th>H</th></header>
              <row><td><p>{c.name}</p><p>{c.note ?? ""}</p></td></row></table>
            """
        func note(_ lines: Int) -> String { Array(repeating: "mmmmmmmmmmmmmmmmmmmmm", count: lines).joined(separator: " ") }
        let press = try Press(Draft.flow(table, height: 60))
        for tall in 1...4 {
            let fits = try press.lines(4, note: { $0 == tall ? note(3) : "" })
            #expect(fits.flatMap { $0 }.filter { $0.hasPrefix("C") } == ["C1", "C2", "C3", "C4"])
            #expect(fits.first { $0.contains("C\(tall)") }?.count == 5, "the row has a page of its own")
            #expect(
                try press.lines(4, note: { $0 == tall ? note(4) : "" }) == [
                    [
                        "set aside: bill/bill.xml:6:3: fits on no page: row \(tall) of a table: a row that is kept together is taller than an empty page; an empty page has 200 × 60 pt"
                    ]
                ])
        }
        // The same row may be cut where it says so: nothing of it is lost.
        let loose = try Press(Draft.flow(table.replacing("<row>", with: "<row keep=\"no\">"), height: 60))
        for lines in 0...40 {
            let pages = try loose.lines(3, note: { $0 == 2 ? note(lines) : "" })
            #expect(pages.flatMap { $0 }.filter { $0.hasPrefix("m") }.count == lines)
            #expect(pages.flatMap { $0 }.filter { $0.hasPrefix("C") } == ["C1", "C2", "C3"])
            #expect(pages.allSatisfy { $0.first == "H" && $0.count > 1 && $0.count <= 5 })
        }
    }

    /// The four kinds of pages, each of its own height: every page is the one that the reference asks for, and the table is whole.
    @Test func aTableGoesThroughAllKindsOfPages() throws {
        func page(_ use: String, _ lines: Int) -> String {
            "<page name=\"\(use)\" use=\"\(use)\"><region name=\"top\" x=\"0pt\" y=\"0pt\" w=\"200pt\" h=\"12pt\"><p>\(use)</p></region><body x=\"0pt\" y=\"20pt\" w=\"200pt\" h=\"\(lines * 12)pt\"/></page>"
        }
        let table = """
            <table columns="1fr auto" of="charges" as="c"><header><th>H</th></header>
            <row carry="c.amount"><td>{c.name}</td><td>{c.amount}</td></row>
            <carry-out><td>out</td><td>{carried}</td></carry-out><carry-in><td>in</td><td>{carried}</td></carry-in>
            <footer><td>F</td></footer></table>
            """
        for (first, rest, last, only, most) in [(6, 9, 7, 5, 200), (9, 6, 5, 12, 60), (5, 5, 5, 5, 60), (7, 12, 20, 6, 60)] {
            let pages = [page("first", first), page("rest", rest), page("last", last), page("only", only)].joined()
            let press = try Press(
                Draft(
                    template:
                        "<document kind=\"bill\" version=\"1\" max-pages=\"500\">\(Draft.head())\(pages)<flow>\(table)</flow></document>"
                ))
            for count in 1...most {
                let pages = try press.lines(count)
                let uses = pages.map { $0.first ?? "" }
                if count + 2 <= only {
                    #expect(uses == ["only"], "\(count) rows")
                } else {
                    let middle = Array(repeating: "rest", count: max(0, uses.count - 2))
                    #expect(uses == ["first"] + middle + ["last"], "\(count) rows: \(uses)")
                }
                var seen = 0
                for (number, page) in pages.enumerated() where page.count > 1 {
                    #expect(page[1] == "H")
                    let rows = page.filter { $0.hasPrefix("C") }
                    #expect(rows == (seen..<seen + rows.count).map { "C\($0 + 1)$\($0 + 1).00" } && !rows.isEmpty)
                    if number > 0 { #expect(page[2] == "in\(money(seen))") }
                    seen += rows.count
                    #expect(page.last == (seen == count ? "F" : "out\(money(seen))"))
                }
                #expect(seen == count && pages.joined().filter { $0 == "F" }.count == 1)
                // Only the last page may be left without the table, where the one before holds its end but is no last page.
                #expect(pages.dropLast().allSatisfy { $0.count > 1 })
            }
        }
    }

    /// Seeded tables with rows of all kinds in any order: kept, cut and heads of groups, with notes of none to sixteen lines.
    @Test func rowsOfAllKindsAreSetOnceAndInOrder() throws {
        var noise = Noise(seed: 77)
        for _ in 0..<30 {
            let heads = noise.next(below: 3)
            let feet = noise.next(below: 3)
            let carries = noise.next(below: 2) == 0
            let head = (0..<heads).map { "<header><th>H\($0)</th></header>" }.joined()
            let foot = (0..<feet).map { "<row><td>F\($0)</td></row>" }.joined()
            let table = """
                <p>above</p><table columns="1fr auto" of="charges" as="c">\(head)
                <if test="c.taxed ?? false"><row keep-next="yes" carry="c.amount"><td>{c.name}</td><td>{c.amount}</td></row>
                <else/><row keep="\(carries ? "together" : "no")" carry="c.amount"><td><p>{c.name}</p><p>{c.note ?? ""}</p></td><td>{c.amount}</td></row></if>
                \(carries ? "<carry-out><td>out</td><td>{carried}</td></carry-out><carry-in><td>in</td><td>{carried}</td></carry-in>" : "")
                \(feet > 0 ? "<footer>\(foot)</footer>" : "")</table>
                """
            let room = heads + feet + 9 + noise.next(below: 8)
            let press = try Press(Draft.flow(table, height: room * 12).longest)
            for _ in 0..<6 {
                let count = 1 + noise.next(below: 24)
                let notes = (0...count).map { _ in noise.next(below: carries ? 4 : noise.pick([3, 3, 17])) }
                // At most two in a row: a longer chain may be taller than a page.
                let taxed = (0...count).reduce(into: [Bool]()) { list, row in
                    list.append(row < count && noise.next(below: 3) == 0 && list.suffix(2) != [true, true])
                }
                let pages = try press.lines(
                    count, note: { Array(repeating: String(repeating: "m", count: 12), count: notes[$0]).joined(separator: " ") },
                    isTaxed: { taxed[$0] })
                let what = "\(count) rows, notes \(notes), heads \(taxed), room \(room): \(pages)"
                let body = pages.flatMap { $0 }.filter { $0.hasPrefix("C") || $0.hasPrefix("m") }.map {
                    Places.drawn(Array($0.utf8))
                }
                let wanted = (1...count).flatMap { row in
                    ["C\(row)$\(row).00"] + Array(repeating: "mmmmmmmmmmmm", count: taxed[row] ? 0 : notes[row])
                }
                #expect(body == wanted, "\(what)")
                #expect(pages.flatMap { $0 }.filter { $0.hasPrefix("F") } == (0..<feet).map { "F\($0)" })
                var seen = 0
                for (number, page) in pages.enumerated() {
                    let table = page.drop { $0 == "above" }
                    #expect(page.count <= room && (number == 0 || !table.isEmpty), "\(what)")
                    #expect(table.isEmpty || table.prefix(heads).elementsEqual((0..<heads).map { "H\($0)" }), "\(what)")
                    let rows = table.filter { $0.hasPrefix("C") || $0.hasPrefix("m") }
                    #expect(table.isEmpty || !rows.isEmpty, "no head and no foot stands without a row: \(what)")
                    if carries, seen > 0 { #expect(table.dropFirst(heads).first == "in\(money(seen))", "\(what)") }
                    seen += rows.filter { $0.hasPrefix("C") }.count
                    if carries, number < pages.count - 1, seen > 0 { #expect(table.last == "out\(money(seen))", "\(what)") }
                    if number < pages.count - 1, seen > 0 {
                        #expect(
                            !taxed[seen] || rows.last?.hasPrefix("m") == true, "a head of a group is last on its page: \(what)")
                    }
                }
            }
        }
    }

    @Test func noRowIsCutWhereASubtotalIsCarried() throws {
        let table = """
            <table columns="1fr" of="charges" as="c"><row keep="no" carry="c.amount"><td><p>{c.name}</p><p>{c.note ?? ""}</p></td></row>
            <carry-out><td>{carried}</td></carry-out></table>
            """
        let press = try Press(Draft.flow(table, height: 60))
        func note(_ lines: Int) -> String { Array(repeating: "mmmmmmmmmmmmmmmmmmmmm", count: lines).joined(separator: " ") }
        #expect(try press.lines(2, note: { _ in note(2) }).map(\.count) == [4, 3])
        #expect(
            try press.lines(2, note: { $0 == 2 ? note(5) : "" }) == [
                [
                    "set aside: bill/bill.xml:5:48: fits on no page: row 2 of a table is taller than an empty page, and none is cut where a subtotal is carried; an empty page has 200 × 60 pt"
                ]
            ])
    }

    /// What is carried counts among the widest cells of an `auto` column, and the column is the same on every page.
    @Test func autoColumnsHaveRoomForWhatIsCarried() throws {
        let table = """
            <table columns="1fr auto auto" gap="0pt" of="charges" as="c"><row carry="c.amount"><td>{c.name}</td><td>{c.amount}</td><td>|</td></row>
            <carry-out><td>out</td><td>{carried}</td><td>|</td></carry-out></table>
            """
        let draft = Draft.flow(table, height: 84).longest
        let wide = try Press(draft).lines(9)
        #expect(
            wide == [
                ["C1$1.00|", "C2$2.00|", "C3$3.00|", "C4$4.00|", "C5$5.00|", "C6$6.00|", "out$21.00|"],
                ["C7$7.00|", "C8$8.00|", "C9$9.00|"],
            ])
        let bars = try draft.places(Press.record(30)).map { $0.filter { $0.hasSuffix("|") }.map { $0.split(separator: ",")[0] } }
        #expect(bars.count == 5 && Set(bars.joined()).count == 1, "\(bars)")
        // A width that the template gives is not changed: the reason says what does not fit.
        let narrow = table.replacing("1fr auto auto", with: "1fr 24pt auto")
        #expect(try Press(Draft.flow(narrow, height: 84)).lines(7) == [(1...7).map { "C\($0)$\($0).00|" }])
        let told = try Press(Draft.flow(narrow, height: 84)).lines(8).joined().joined()
        #expect(
            told.hasPrefix("set aside: bill/bill.xml:6:1: ") && told.contains("a table's carried row: a word of 6 characters is ")
                && told.contains("column 2"), "\(told)")
    }

    @Test func twoTablesCountEachForItself() throws {
        func table(_ name: String) -> String {
            """
            <table columns="1fr auto" of="charges" as="c"><header><th>\(name)</th></header>
            <row carry="c.amount"><td>{c.name}</td><td>{c.amount}</td></row>
            <carry-out><td>out</td><td>{carried}</td></carry-out><carry-in><td>in</td><td>{carried}</td></carry-in>
            <footer><td>F</td></footer></table>
            """
        }
        let press = try Press(Draft.flow(table("A") + "<p>between</p>" + table("B"), height: 84).longest)
        for count in 1...100 {
            let pages = try press.lines(count)
            var seen: [String: Int] = ["A": 0, "B": 0]
            var name = "A"
            for line in pages.joined() {
                switch line {
                case "A", "B": name = line
                case "between", "F": #expect(line == "between" || seen[name] == count)
                case _ where line.hasPrefix("C"):
                    seen[name]! += 1
                    #expect(line == "C\(seen[name]!)$\(seen[name]!).00")
                default: #expect(line == "out\(money(seen[name]!))" || line == "in\(money(seen[name]!))", "\(count): \(line)")
                }
            }
            #expect(seen == ["A": count, "B": count])
            #expect(pages.joined().filter { $0 == "F" }.count == 2 && pages.joined().filter { $0 == "between" }.count == 1)
        }
    }
}

extension Draft {
    /// The same with room for as many pages as a document may have.
    fileprivate var longest: Draft {
        var draft = self
        draft.template = template.replacing("version=\"1\">", with: "version=\"1\" max-pages=\"500\">")
        return draft
    }
}
