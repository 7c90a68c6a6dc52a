import Pages
import TestKit
import Testing

@testable import Templating

/// Page masters, fixed regions, and what they do with more content than they have room for.
@Suite struct PageTests {
    private func master(_ use: String, _ height: Int, _ region: String = "") -> String {
        "<page name=\"\(use)\" use=\"\(use)\" size=\"300pt 400pt\"><region name=\"top\" x=\"0in\" y=\"0in\" w=\"200pt\" h=\"12pt\"><p>\(use) {page.number}/{page.count}</p></region><body x=\"0in\" y=\"20pt\" w=\"200pt\" h=\"\(height)pt\"/>\(region)</page>"
    }

    private func document(_ masters: String..., lines: Int, pages: Int = 20) -> Draft {
        let flow = (0..<lines).map { "<p>l\($0)</p>" }.joined()
        return Draft(
            template:
                "<document kind=\"bill\" version=\"1\" max-pages=\"\(pages)\">\(Draft.head())\(masters.joined())<flow>\(flow)</flow></document>"
        )
    }

    @Test func mastersAreChosenByPosition() throws {
        let all = [master("only", 24), master("first", 36), master("rest", 48), master("last", 12)]
        func pages(_ lines: Int) throws -> [String] {
            let draft = document(all[0], all[1], all[2], all[3], lines: lines)
            return try draft.lines().map { "\($0[0]): \($0.count - 1)" }
        }
        #expect(try pages(0) == ["only 1/1: 0"])
        #expect(try pages(2) == ["only 1/1: 2"])
        #expect(try pages(3) == ["first 1/2: 3", "last 2/2: 0"])
        #expect(try pages(4) == ["first 1/2: 3", "last 2/2: 1"])
        #expect(try pages(5) == ["first 1/3: 3", "rest 2/3: 2", "last 3/3: 0"])
        #expect(try pages(8) == ["first 1/3: 3", "rest 2/3: 4", "last 3/3: 1"])
    }

    @Test func firstAndRestAreEnough() throws {
        let draft = document(master("first", 24), master("rest", 36), lines: 6)
        #expect(try draft.lines() == [["first 1/3", "l0", "l1"], ["rest 2/3", "l2", "l3", "l4"], ["rest 3/3", "l5"]])
    }

    @Test func tooManyPagesAreTooMany() throws {
        #expect(try document(master("rest", 12), lines: 3, pages: 3).lines().count == 3)
        #expect(
            try document(master("rest", 12), lines: 4, pages: 3).refusal().contains(
                "the document has more than 3 pages (max-pages): page 2 begins with bill/bill.xml:")
        )
    }

    @Test func pageBreakAndBlocksTallerThanAPage() throws {
        #expect(try Draft.flow("<p>a</p><page-break/><p>b</p>").lines() == [["a"], ["b"]])
        #expect(
            try Draft.flow("<keep><p>a</p><p>b</p><p>c</p></keep>", height: 30).refusal().hasPrefix(
                "bill/bill.xml:5:7: fits on no page: ")
        )
        #expect(try Draft.flow("<p>x</p><keep><p>a</p><p>b</p></keep>", height: 30).lines() == [["x"], ["a", "b"]])
        #expect(try Draft.flow("<p>x</p><p>a</p><p>b</p>", height: 30).lines() == [["x", "a"], ["b"]])
        #expect(
            try Draft.flow("<p>x</p><h1>h</h1><p>a</p>", height: 30).lines() == [["x"], ["h", "a"]],
            "a heading goes with what follows")
    }

    private let four = "<p>a1</p><p>b2</p><p>c3</p><p>d4</p><p>e5</p>"

    @Test func regionThatIsTooSmallStopsTheDocument() throws {
        #expect(
            try Draft.region(four).refusal()
                == "bill/bill.xml:4:29: page 1, region box: the content does not fit: room 200 × 50 pt, needs a height of 60 pt (part of it is left over)"
        )
        #expect(try Draft.region("<p>a</p>").lines() == [["a"]])
        let wide = try Draft.region("<p>" + String(repeating: "W", count: 60) + "</p>").refusal()
        #expect(
            wide
                == "bill/bill.xml:4:29: page 1, region box: the content does not fit: room 200 × 50 pt (a word of 60 characters is 271.6 pt wider than its line of 200 pt)"
        )
    }

    @Test func shrinkingStopsAtItsFloor() throws {
        let draft = Draft.region(four, attributes: "shrink=\"7pt\"")
        #expect(try draft.lines() == [["a1", "b2", "c3", "d4", "e5"]])
        let sizes = try draft.dump().matches(of: /Regular ([\d.]+) #/).map { Double($0.output.1)! }
        #expect(sizes.count == 5 && sizes.allSatisfy { $0 < 10 && $0 >= 7 })
        #expect(
            try Draft.region(four, attributes: "shrink=\"9pt\"").refusal().hasPrefix(
                "bill/bill.xml:4:29: page 1, region box: the content does not fit"))
        #expect(
            try Draft.region("<p>a</p>", attributes: "shrink=\"7pt\"").dump().contains(" 10 #000000"),
            "what fits is not made smaller")
    }

    @Test func truncationSaysSo() throws {
        #expect(try Draft.region(four, attributes: "truncate=\"…\"").lines() == [["a1", "b2", "c3", "d4…"]])
        #expect(try Draft.region("<p>a1</p>", attributes: "truncate=\"…\"").lines() == [["a1"]])
    }

    @Test func aRegionGoesOnInALaterOne() throws {
        let other = "<region name=\"more\" x=\"10pt\" y=\"100pt\" w=\"200pt\" h=\"50pt\"><p>own</p></region>"
        #expect(
            try Draft.region(four, attributes: "continue=\"more\"", rest: other).places() == [
                ["10,28.5 a1", "10,40.5 b2", "10,52.5 c3", "10,64.5 d4", "10,108.5 e5", "10,120.5 own"]
            ])
    }

    @Test func regionsThatTouchDoNotOverlap() throws {
        let near =
            "<region name=\"n\" x=\"10pt\" y=\"70pt\" w=\"200pt\" h=\"20pt\"/><region name=\"e\" x=\"210pt\" y=\"20pt\" w=\"20pt\" h=\"50pt\"/>"
        #expect(try Draft.region("<p>a</p>", rest: near).messages() == [])
        #expect(
            try Draft.region("<p>a</p>", rest: near.replacing("70pt", with: "69.99pt")).messages()
                == ["T301: n overlaps box"].map { "\($0) of line 4" })
        let edge = "<region name=\"s\" x=\"0in\" y=\"10in\" w=\"8.5in\" h=\"1in\"/>"
        #expect(try Draft.region("<p>a</p>", rest: edge).messages() == [])
        #expect(
            try Draft.region("<p>a</p>", rest: edge.replacing("h=\"1in\"", with: "h=\"1.01in\"")).messages() == [
                "T301: s reaches off the page (612 × 792 pt)"
            ])
    }

    @Test func regionsThatNoRecordChangesAreLaidOnce() throws {
        let template = try Draft.region(
            "<p>static</p><rule/>",
            rest: "<region name=\"d\" x=\"10pt\" y=\"100pt\" w=\"200pt\" h=\"50pt\"><p>{account.name}</p></region>"
        ).compile()
        #expect(template.regions[0].map(\.isStatic) == [true, false])
        #expect(try Draft.region("<p>{t.due}</p>").messages() == ["T204: t.due is not in en.json (there is no such file)"])
        #expect(
            try Draft.region("<p>p {page.number}</p>").compile().regions[0][0].isStatic == false, "a page number is not static")
    }

    @Test func numbersOfPagesAreKnownInCarriedRowsOfARegion() throws {
        // A table that goes on in a later region says the page that it is on, also in the rows made at the cut.
        let table =
            "<table columns=\"1fr\" of=\"charges\" as=\"c\"><row><td>{c.name}</td></row><row><td>x</td></row><carry-out><td>page {page.number} of {page.count}</td></carry-out></table>"
        let page =
            "<page name=\"p\" use=\"rest\"><region name=\"a\" x=\"0in\" y=\"0in\" w=\"200pt\" h=\"50pt\" continue=\"b\">\(table)</region><region name=\"b\" x=\"0in\" y=\"1in\" w=\"200pt\" h=\"50pt\"/><body x=\"0in\" y=\"2in\" w=\"200pt\" h=\"12pt\"/></page>"
        let draft = Draft(
            template: "<document kind=\"bill\" version=\"1\">\(Draft.head())\(page)<flow><p>one</p><p>two</p></flow></document>")
        #expect(
            try draft.lines() == [
                ["Water", "x", "Sewer", "page 1 of 2", "x", "Trash", "x", "one"],
                ["Water", "x", "Sewer", "page 2 of 2", "x", "Trash", "x", "two"],
            ])
    }

    @Test func pagesHaveTheSizeOfTheirPaper() throws {
        for (name, size) in [
            ("letter", "612 × 792"), ("legal", "612 × 1008"), ("a4", "595.28 × 841.89"), ("4.25in 11in", "306 × 792"),
        ] {
            let draft = Draft(
                template:
                    "<document kind=\"bill\" version=\"1\">\(Draft.head())<page name=\"p\" use=\"only\" size=\"\(name)\"><body x=\"0in\" y=\"0in\" w=\"1in\" h=\"1in\"/></page><flow/></document>"
            )
            #expect(try draft.dump() == "page 1 \(size)\n")
        }
        let draft = Draft(
            template:
                "<document kind=\"bill\" version=\"1\">\(Draft.head())<page name=\"p\" use=\"only\" size=\"letters\"/><flow/></document>"
        )
        #expect(try draft.messages() == ["T005: size=\"letters\" cannot be read"])
    }

    @Test func aRollIsAsLongAsWhatStandsOnIt() throws {
        func roll(_ flow: String, page: String = "use=\"only\"") -> Draft {
            var draft = Draft.flow(flow)
            draft.template = draft.template.replacing(
                "<page name=\"all\" use=\"rest\">", with: "<page name=\"all\" \(page) size=\"226pt auto\">"
            )
            .replacing("h=\"100pt\"", with: "h=\"15pt\"")
            return draft
        }
        let pages = try roll("<for each=\"c in charges\"><p>{c.name}</p></for>").pages()
        #expect(
            pages.map { "\($0.frame.size.width) \($0.frame.size.height)" } == ["226 71"], "20 pt above, three lines, 15 pt below")
        let long = try roll("<for each=\"c in charges\">\(String(repeating: "<p>{c.name}</p>", count: 300))</for>").pages()
        #expect(long.count == 1 && long[0].frame.size.height == .points(20 + 900 * 12 + 15))
        #expect(
            try roll("<for each=\"c in charges\">\(String(repeating: "<p>{c.name}</p>", count: 500))</for>").refusal()
                == "fits on no page: the roll would be 18035 pt long; an empty page has 226 × 14400 pt")
        #expect(
            try roll("<p>x</p>", page: "use=\"rest\"").messages() == ["T302: a roll is one page: use=\"only\" or use=\"first\""])
    }
}
