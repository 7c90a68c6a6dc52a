import Pages
import TestKit
import Testing

@testable import Templating

/// Breaks make no blank page, and what is too wide for its page says so there.
@Suite struct PageBreakTests {
    private func lines(_ blocks: String, _ record: String = Draft.record) throws -> [[String]] {
        try Draft.flow(blocks).lines(record)
    }

    // MARK: Blank pages

    @Test(arguments: [
        "<p>a</p><page-break/>",
        "<p>a</p><page-break/><page-break/>",
        "<p>a</p><page-break/><space h=\"12pt\"/>",
        "<p>a</p><page-break/><p>{account.suite ?? ''}</p>",
        "<p>a</p><page-break/><keep><space h=\"12pt\"/></keep>",
        "<if test=\"bill.count gt 0\"><p>a</p><page-break/></if>",
        "<box><p>a</p><page-break/></box>",
        "<box border=\"1pt black\" pad=\"3pt\"><p>a</p><page-break/></box>",
        "<keep><p>a</p><page-break/></keep>",
        "<fit><option><p>a</p><page-break/></option></fit>",
        "<fit><option><p>a</p><page-break/></option><option><p>b</p></option></fit>",
        "<columns count=\"2\"><p>a</p><page-break/></columns>",
        "<ul><li><p>a</p><page-break/></li></ul>",
        "<grid columns=\"1fr\"><cell><p>a</p><page-break/></cell></grid>",
        "<table columns=\"1fr\"><row keep=\"no\"><td><p>a</p><page-break/></td></row></table>",
        "<page-break/><p>a</p>",
        "<page-break/><page-break/><p>a</p>",
        "<space h=\"5pt\"/><page-break/><p>a</p>",
        "<box pad=\"2pt\" border=\"1pt black\"><page-break/><p>a</p></box>",
    ]) func aBreakWithNothingOnOneSideMakesNoPage(_ blocks: String) throws {
        let pages = try lines(blocks)
        #expect(pages.count == 1, "\(pages)")
        #expect(pages.first?.last?.hasSuffix("a") == true, "\(pages)")
    }

    @Test func aBreakBehindEachItemIsOneBetweenTwo() throws {
        #expect(
            try lines("<for each=\"c in charges\"><p>{c.name}</p><page-break/></for>") == [["Water"], ["Sewer"], ["Trash"]])
        #expect(
            try lines("<for each=\"c in charges\"><keep><p>{c.name}</p><page-break/></keep></for>") == [
                ["Water"], ["Sewer"], ["Trash"],
            ])
        #expect(
            try lines("<for each=\"c in charges\"><page-break/><h2>{c.name}</h2><page-break/></for>") == [
                ["Water"], ["Sewer"], ["Trash"],
            ])
    }

    @Test func aBreakBetweenTwoIsOneWhateverStandsAroundIt() throws {
        #expect(try lines("<p>a</p><page-break/><page-break/><p>b</p>") == [["a"], ["b"]])
        #expect(try lines("<p>a</p><page-break/><space h=\"9pt\"/><page-break/><p>b</p>") == [["a"], ["b"]])
        #expect(try lines("<box><p>a</p><page-break/></box><p>b</p>") == [["a"], ["b"]])
        #expect(try lines("<keep><p>a</p><page-break/></keep><p>b</p>") == [["a"], ["b"]])
        #expect(try lines("<h2>a</h2><page-break/><p>b</p>") == [["a"], ["b"]], "a heading holds on to no break")
        #expect(try lines("<fit><option><p>a</p><page-break/></option></fit><p>b</p>") == [["a"], ["b"]])
    }

    @Test func aBoxThatABreakEndsOrBeginsIsDrawnOnce() throws {
        func outlines(_ blocks: String) throws -> [Int] {
            try Draft.flow(blocks).pages().map { page in
                Places.marks(of: page.frame).count { if case .outline = $0.mark { true } else { false } }
            }
        }
        #expect(try outlines("<box border=\"1pt black\"><p>a</p><page-break/></box><p>b</p>") == [1, 0])
        #expect(try outlines("<p>a</p><box border=\"1pt black\"><page-break/><p>b</p></box>") == [0, 1])
        #expect(try outlines("<box border=\"1pt black\"><p>a</p><page-break/><p>b</p></box>") == [1, 1])
        #expect(
            try outlines("<p>a</p><page-break/><box border=\"1pt black\" h=\"20pt\"></box>") == [0, 1],
            "an empty box is seen")
    }

    // MARK: Width

    private static let narrow = """
        <page name="one" use="first" size="300pt 200pt"><body x="10pt" y="10pt" w="60pt" h="100pt"/></page>
        <page name="two" use="rest" size="300pt 200pt"><body x="10pt" y="10pt" w="250pt" h="100pt"/></page>
        """
    private static let word = String(repeating: "W", count: 12)

    private func wide(_ blocks: String, pages: Int = 20) -> Draft {
        Draft(
            template:
                "<document kind=\"bill\" version=\"1\" max-pages=\"\(pages)\">\(Draft.head())\n\(Self.narrow)\n<flow>\n\(blocks)</flow></document>"
        )
    }

    @Test(arguments: [
        ("<p>\(word)</p>", 6), ("<p>a</p>\n<p>\(word)</p>", 7), ("<p>a</p>\n<p>b \(word)</p>\n<p>c</p>", 7),
        ("<p>a</p>\n<h2>b</h2>\n<p>\(word)</p>", 8), ("<p>a</p>\n<box>\n<p>\(word)</p></box>", 8),
        ("<p>a</p>\n<keep>\n<p>\(word)</p></keep>", 8),
        ("<p>a</p>\n<ul><li>\n<p>\(word)</p></li></ul>", 7),
    ]) func aWordWiderThanItsBodyStopsTheDocumentThere(_ blocks: String, line: Int) throws {
        let refusal = try wide(blocks).refusal()
        let match = try #require(
            refusal.wholeMatch(
                of:
                    /bill\/bill\.xml:(\d+):\d+: page 1: (.*)a word of 12 characters is [\d.]+ pt wider than its line of [\d.]+ pt(.*); the body of the page has 60 × 100 pt/
            ), "\(refusal)")
        #expect(Int(match.output.1) ?? 0 >= min(line, 6))
    }

    @Test func rowsHeadsAndFootsOfTablesAreNoOtherThanWords() throws {
        func refused(_ table: String) throws -> Bool {
            try wide("<p>a</p><table columns=\"1fr\">\(table)</table>").refusal().contains("a word of 12 characters is ")
        }
        #expect(try refused("<row><td>b</td></row><row><td>\(Self.word)</td></row>"))
        #expect(try refused("<header><th>\(Self.word)</th></header><row><td>b</td></row>"))
        #expect(try refused("<row><td>b</td></row><footer><td>\(Self.word)</td></footer>"))
    }

    @Test func whatIsTooTallHereStillGoesOn() throws {
        let filler = (0..<8).map { "<p>l\($0)</p>" }.joined()
        #expect(try wide("\(filler)<p>\(Self.word)</p>").lines().map(\.count) == [8, 1], "no line of the narrow page is left")
        #expect(
            try wide("\(filler)<barcode type=\"qr\" value=\"a\" size=\"70pt\" alt=\"\"/>").pages().count == 2,
            "what is too tall as well goes on first")
        #expect(
            try wide("<p>a</p><barcode type=\"qr\" value=\"a\" size=\"61pt\" alt=\"\"/>").refusal().contains(
                "pt wide; its room has 60 pt"))
        #expect(try Draft.flow("<p>x</p><keep><p>a</p><p>b</p></keep>", height: 30).lines() == [["x"], ["a", "b"]])
    }

    @Test func aRegionSaysWhichWordAndByHowMuchWhereverItStands() throws {
        let refusal = try Draft.region("<p>a</p><p>b</p><p>" + String(repeating: "W", count: 60) + "</p>").refusal()
        #expect(
            refusal.wholeMatch(
                of:
                    /bill\/bill\.xml:4:29: page 1, region box: the content does not fit: room 200 × 50 pt \(a word of 60 characters is [\d.]+ pt wider than its line of 200 pt\)/
            ) != nil, "\(refusal)")
    }

    @Test func theHeightThatARegionOfColumnsNeedsIsTheLeastThatHoldsIt() throws {
        let blocks = "<columns count=\"2\">" + (0..<10).map { "<p>l\($0)</p>" }.joined() + "</columns>"
        #expect(
            try Draft.region(blocks).refusal()
                == "bill/bill.xml:4:29: page 1, region box: the content does not fit: room 200 × 50 pt, needs a height of 60 pt (part of it is left over)"
        )
    }

    @Test func tooManyPagesSayWhatEachBeganWith() throws {
        /// Without the columns.
        func lines(_ text: String) -> String { text.replacing(/(xml:\d+):\d+/) { "\($0.output.1)" } }
        let draft = wide((0..<3).map { "<keep>\n<p>l\($0)</p><space h=\"80pt\"/></keep>" }.joined(), pages: 2)
        #expect(
            try lines(draft.refusal()).contains(
                "the document has more than 2 pages (max-pages): page 2 begins with bill/bill.xml:8, page 3 would begin with bill/bill.xml:9"
            )
        )
        let long = Draft(
            template:
                "<document kind=\"bill\" version=\"1\" max-pages=\"8\">\(Draft.head())<page name=\"a\" use=\"rest\"><body x=\"10pt\" y=\"20pt\" w=\"200pt\" h=\"12pt\"/></page><flow>"
                + (0..<9).map { "\n<p>l\($0)</p>" }.joined() + "</flow></document>")
        #expect(
            try lines(long.refusal()).contains(
                "the document has more than 8 pages (max-pages): page 2 begins with bill/bill.xml:4, page 3 begins with bill/bill.xml:5, page 4 begins with bill/bill.xml:6, …, page 9 would begin with bill/bill.xml:11"
            )
        )
    }

    // MARK: What is never printed

    @Test func aSymbolThatIsAlwaysWiderThanItsRegionIsAnErrorOfTheTemplate() throws {
        func told(_ blocks: String) throws -> [String] { try Draft.region(blocks).messages() }
        func narrow(_ block: String) -> Draft {
            var draft = Draft.region(block)
            draft.template = draft.template.replacing("w=\"200pt\"", with: "w=\"150pt\"")
            return draft
        }
        #expect(
            try narrow("<barcode type=\"imb\" value=\"{mail?.imb ?? ''}\" empty=\"hide\" flush=\"yes\" alt=\"\"/>").messages()
                == [
                    "T301: this barcode with its clear zone is 210.89 pt wide, and there are 150 pt where it stands"
                ])
        #expect(
            try told("<barcode type=\"qr\" value=\"{lines | first ?? ''}\" size=\"210pt\" alt=\"\"/>") == [
                "T301: this barcode with its clear zone is 210 pt wide, and there are 200 pt where it stands"
            ])
        #expect(
            try told("<box pad=\"0pt 50pt\"><barcode type=\"qr\" value=\"pay\" size=\"90pt\" alt=\"\"/></box>") == [
                "T301: this barcode with its clear zone is 124.28 pt wide, and there are 100 pt where it stands"
            ])
        #expect(try told("<barcode type=\"qr\" value=\"pay\" size=\"40pt\" alt=\"\"/>") == [])
        #expect(
            try wide("<image file=\"a.png\" w=\"251pt\" alt=\"\"/>").withPicture.messages() == [
                "T301: this picture is 251 pt wide, and there are 250 pt where it stands"
            ])
        #expect(try wide("<image file=\"a.png\" w=\"61pt\" alt=\"\"/>").withPicture.messages() == [], "page 2 has the room")
    }

    @Test func aSymbolInAColumnSaysBothWidths() throws {
        let grid =
            "<grid columns=\"1fr 66pt\" gap=\"0pt\"><cell>a</cell><cell><barcode type=\"qr\" value=\"{account.name}\" size=\"54pt\" alt=\"\"/></cell></grid>"
        let refusal = try Draft.flow(grid).refusal()
        #expect(
            refusal.contains("a barcode with its quiet zone is 74.58 pt wide; its room has 66 pt, column 2"), "\(refusal)")
    }
}

extension Draft {
    fileprivate var withPicture: Draft {
        var draft = self
        draft.pictures["a.png"] = TestPictures.greyPNG
        return draft
    }
}
