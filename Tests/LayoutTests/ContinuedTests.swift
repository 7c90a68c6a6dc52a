import Fonts
import Pages
import TestKit
import Testing

@testable import Layout

/// What a page end cuts is one to a reader: the second part says that it goes on.
@Suite struct ContinuedTests {
    private func paragraph(_ text: String) throws -> Paragraph {
        try TestParagraphs.paragraph(text, orphans: 1, widows: 1)
    }

    /// As wide as two of the words of these tests, and so many lines of 12 pt a page.
    private func pages(_ block: any Block, lines: Int) throws -> [String] {
        let width = try TestParagraphs.paragraph("water bill").naturalWidth
        let flow = Flow(block, through: Size(width: width, height: .points(12 * lines)))
        #expect(flow.isWhole, "\(flow)")
        return flow.frames.map { Outline.of($0) }
    }

    // MARK: Paragraphs, boxes and lists

    @Test func aParagraphGoesOn() throws {
        #expect(try pages(try paragraph("water bill due"), lines: 1) == ["p\n  \"water bill \"", "p+\n  \"due\""])
        #expect(
            try pages(try paragraph("water bill due now or later"), lines: 2) == [
                "p\n  \"water bill \"\n  \"due now \"", "p+\n  \"or later\"",
            ])
        #expect(try pages(try paragraph("water bill due"), lines: 2) == ["p\n  \"water bill \"\n  \"due\""])
    }

    @Test func textThatIsNothingByItselfDoesNotGoOn() throws {
        var builder = ParagraphBuilder(shaper: Shaper())
        try builder.add("water bill due now or", style: TestStyles.body)
        let text = builder.paragraph(ParagraphStyle(align: .left, orphans: 1, widows: 1), base: TestStyles.body, role: nil)
        let width = try TestParagraphs.paragraph("water bill").naturalWidth
        let flow = Flow(text, through: Size(width: width, height: .points(12)))
        #expect(flow.frames.map(\.isContinued) == [false, false, false])
    }

    @Test func aHeadingGoesOn() throws {
        var builder = ParagraphBuilder(shaper: Shaper())
        try builder.add("water bill due", style: TestStyles.body)
        let heading = builder.paragraph(
            ParagraphStyle(align: .left, orphans: 1, widows: 1), base: TestStyles.body, role: .heading(1))
        #expect(try pages(heading, lines: 1) == ["h1\n  \"water bill \"", "h1+\n  \"due\""])
    }

    @Test func aListGoesOnWithTheItemThatWasCut() throws {
        let items = [try paragraph("a"), try paragraph("water bill due")].map { Roled($0, role: .listItem) }
        #expect(
            try pages(Roled(Stack(items), role: .list(isOrdered: true)), lines: 2) == [
                """
                ol
                  li
                    p
                      "a"
                  li
                    p
                      "water bill "
                """,
                """
                ol+
                  li+
                    p+
                      "due"
                """,
            ])
    }

    @Test func anItemThatBeginsOnANewPageDoesNotGoOn() throws {
        let items = [try paragraph("a"), try paragraph("b")].map { Roled($0, role: .listItem) }
        #expect(
            try pages(Roled(Stack(items), role: .list(isOrdered: false)), lines: 1) == [
                "ul\n  li\n    p\n      \"a\"", "ul+\n  li\n    p\n      \"b\"",
            ])
    }

    @Test func whatIsLeftOfABoxToBeFilledInIsNoOther() throws {
        let box = Box(try paragraph("water bill due"), role: .form(Label("Amount")))
        #expect(try pages(box, lines: 1) == ["form \"Amount\"\n  p\n    \"water bill \"", "p+\n  \"due\""])
    }

    // MARK: Tables

    private func head(_ text: String) throws -> TableRow {
        TableRow([Cell(try paragraph(text), role: .headerCell(.column, span: 1))])
    }

    private func rows(_ texts: String...) throws -> [TableRow] { try texts.map { TableRow([Cell(try paragraph($0))]) } }

    @Test func aTableGoesOnAndItsHeadHasBeenRead() throws {
        let table = Table(columns: [.share(1000)], head: [try head("Name")], rows: try rows("a", "b", "c"))
        #expect(
            try pages(table, lines: 3) == [
                """
                table
                  tr
                    th column
                      "Name"
                  tr
                    td
                      "a"
                  tr
                    td
                      "b"
                """,
                """
                table+
                  artifact
                    tr
                      th column
                        "Name"
                  tr
                    td
                      "c"
                """,
            ])
    }

    @Test func aTableWhoseHeadStandsOnceGoesOnWithoutIt() throws {
        let table = Table(columns: [.share(1000)], head: [try head("Name")], rows: try rows("a", "b"), repeatsHead: false)
        #expect(
            try pages(table, lines: 2) == [
                "table\n  tr\n    th column\n      \"Name\"\n  tr\n    td\n      \"a\"", "table+\n  tr\n    td\n      \"b\"",
            ])
    }

    @Test func aRowThatIsCutGoesOnWithAllItsCells() throws {
        let row = TableRow([Cell(try paragraph("water bill due")), Cell(try paragraph("x"))], keep: false)
        let width = try TestParagraphs.paragraph("water bill").naturalWidth
        let table = Table(columns: [.fixed(width), .fixed(.points(50))], rows: [row] + (try rows("y")))
        let flow = Flow(table, through: Size(width: width + .points(50), height: .points(12)))
        #expect(
            flow.frames.map { Outline.of($0) } == [
                """
                table
                  tr
                    td
                      "water bill "
                    td
                      "x"
                """,
                """
                table+
                  tr+
                    td+
                      "due"
                    td+
                """,
                """
                table+
                  tr
                    td
                      "y"
                    td
                """,
            ])
    }

    // MARK: Cells without text

    /// The table of one row, in four columns of 20 pt.
    private func table(_ cells: [Cell], role: Role? = .table) -> String {
        let table = Table(columns: Array(repeating: .fixed(.points(20)), count: 4), rows: [TableRow(cells)], role: role)
        return Outline.of(Flow(table, 100, 100).frames[0])
    }

    @Test func anEmptyCellIsThere() throws {
        let (a, b) = (Cell(try paragraph("a")), Cell(try paragraph("b")))
        #expect(
            table([a, Cell(Space(.zero)), Cell(Space(.zero), role: .headerCell(.row, span: 1)), b]) == """
                table
                  tr
                    td
                      "a"
                    td
                    th row
                    td
                      "b"
                """)
    }

    @Test func cellsThatARowLacksAreThere() throws {
        #expect(table([Cell(try paragraph("a"))]) == "table\n  tr\n    td\n      \"a\"\n    td\n    td\n    td")
        #expect(
            table([Cell(try paragraph("a"), span: 3, role: .cell(span: 3))])
                == "table\n  tr\n    td span=3\n      \"a\"\n    td")
        #expect(
            table([Cell(try paragraph("a"), span: 4, role: .headerCell(.row, span: 4))])
                == "table\n  tr\n    th row span=4\n      \"a\"")
    }

    @Test func aGridLacksNoCells() throws {
        #expect(table([Cell(try paragraph("a"), role: nil), Cell(Space(.zero), role: nil)], role: nil) == "p\n  \"a\"")
    }

    @Test func aTableWithinACellStaysOne() throws {
        let inner = Table(columns: [.share(1000)], rows: try rows("a"))
        #expect(
            table([Cell(inner, span: 4, role: .cell(span: 4))]) == """
                table
                  tr
                    td span=4
                      table
                        tr
                          td
                            "a"
                """)
    }

    // MARK: The page

    @Test func aRunningHeadIsNotReadAndAPageHasItsOrder() throws {
        func region(_ name: String, _ y: Int, isUnread: Bool = false) -> FixedRegion {
            FixedRegion(
                name: Label(name), rect: rect(y), overflow: .error, isUnread: isUnread)
        }
        func rect(_ y: Int) -> Rect {
            Rect(origin: Point(x: .zero, y: .points(y)), size: Size(width: .points(80), height: .points(12)))
        }
        let size = Size(width: .points(100), height: .points(100))
        let regions = [region("head", 0, isUnread: true), region("foot", 80)]
        func outline(_ reading: [Int?]?) throws -> String {
            let master = Master(name: "all", use: .rest, size: size, body: rect(20), regions: regions, reading: reading)
            let pages = try Paginator(masters: [master], maxPages: 1, book: TestFonts.book).pages(flow: try paragraph("text")) {
                _, region, _, _ in try paragraph(regions[region].name.text)
            }
            return Outline.of(pages[0])
        }
        let (head, foot, body) = (
            "region head\n  artifact\n    p\n      \"head\"", "region foot\n  p\n    \"foot\"", "p\n  \"text\""
        )
        #expect(try outline(nil) == [head, foot, body].joined(separator: "\n"), "the body last where nothing is said")
        #expect(try outline([nil, 1, 0]) == [body, foot, head].joined(separator: "\n"))
    }
}
