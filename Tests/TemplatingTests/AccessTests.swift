import TestKit
import Testing

@testable import Templating

/// What keeps somebody from reading a document is an error (T306) where the template says so, and nowhere else.
@Suite struct AccessTests {
    private static let styles = """
        <style name="pale" color="#777777"/><style name="faint" color="#767676"/><style name="white" color="#FFFFFF"/>\
        <style name="fine" size="6.9pt"/><style name="red" color="#9B1C1C"/>
        """

    /// A document that must be accessible, of these blocks in line 6; a `^` in them is left out.
    private func draft(_ blocks: String, styles: String = "", _ attributes: String = "title=\"Bill\"") -> Draft {
        Draft.flow("\n" + blocks.filter { $0 != "^" }, styles: Self.styles + styles).document(
            "accessible=\"required\" \(attributes)")
    }

    /// What is told of a draft: code, message and hint, each with its place before it.
    private func told(_ draft: Draft) throws -> [String] {
        do {
            _ = try draft.compile()
            return []
        } catch let diagnostics as Diagnostics {
            return diagnostics.list.map {
                "\($0.place) \($0.code.rawValue): \($0.message)" + ($0.hint.map { " (\($0))" } ?? "")
            }
        }
    }

    /// What is told of blocks, `^` before what has its place where a `^` stands in them.
    private func told(_ blocks: String, styles: String = "", _ attributes: String = "title=\"Bill\"") throws -> [String] {
        let carets = blocks.split(separator: "^", omittingEmptySubsequences: false).dropLast().reduce(into: [Int]()) {
            $0.append(($0.last ?? 1) + $1.count)
        }
        return try told(draft(blocks, styles: styles, attributes)).map { line in
            for column in carets where line.hasPrefix("6:\(column) ") { return "^ \(line.dropFirst("6:\(column) ".count))" }
            return line
        }
    }

    @Test func aFaultIsToldWithItsPlaceAndWhatToDo() throws {
        #expect(
            try draft("<p class=\"pale\">Due</p>").faults() == [
                """
                bill/bill.xml:6:17: error T306: text of #777777 on #FFFFFF has a contrast of 4.4 to 1; people need 4.5 to 1
                    <p class="pale">Due</p></flow>
                                    ^
                    a darker color for the text, or a lighter ground
                """
            ])
    }

    // MARK: Contrast

    private func pale(_ text: String, on ground: String, _ contrast: String) -> String {
        "^ T306: text of \(text) on \(ground) has a contrast of \(contrast) to 1; people need 4.5 to 1 "
            + "(a darker color for the text, or a lighter ground)"
    }

    @Test func textIsDarkEnoughOnItsPage() throws {
        #expect(try told("<p class=\"pale\">^x</p>") == [pale("#777777", on: "#FFFFFF", "4.4")])
        #expect(try told("<p class=\"pale\">^{account.name}</p>") == [pale("#777777", on: "#FFFFFF", "4.4")])
        #expect(try told("<p>x <span class=\"white\">^y</span></p>") == [pale("#FFFFFF", on: "#FFFFFF", "1.0")])
        #expect(try told("<p class=\"faint\">4.54 to 1 is enough</p>") == [])
        #expect(try told("<p>x<span class=\"pale\"> </span>y</p>") == [], "a space is not read by its colour")
    }

    @Test func textIsDarkEnoughOnTheGroundOfItsBox() throws {
        #expect(
            try told("<box fill=\"#1B4F72\"><p>^x</p></box><p>after it the page is white</p>") == [
                pale("#000000", on: "#1B4F72", "2.4")
            ])
        #expect(try told("<box fill=\"#1B4F72\">^x</box>") == [pale("#000000", on: "#1B4F72", "2.4")])
        #expect(
            try told("<box fill=\"#EAF0F5\"><p class=\"faint\">^x</p></box>") == [pale("#767676", on: "#EAF0F5", "3.9")],
            "enough on white, and not here")
        #expect(try told("<box fill=\"#1B4F72\"><p class=\"white\">x</p></box>") == [])
    }

    @Test func aBoxWithinABoxHasItsOwnGroundOrTheOneAround() throws {
        let dark = "<box fill=\"#1B4F72\">"
        #expect(
            try told(
                dark + "<box fill=\"#FFFFFF\"><p>x</p></box><p class=\"white\">y</p></box><p>z</p>") == [])
        #expect(
            try told(dark + "<box pad=\"2pt\"><p>^x</p></box></box>") == [pale("#000000", on: "#1B4F72", "2.4")],
            "a box without a fill shows what lies below it")
        #expect(
            try told(dark + "<box fill=\"#FFFFFF\"><p class=\"white\">^x</p></box></box>") == [
                pale("#FFFFFF", on: "#FFFFFF", "1.0")
            ])
    }

    @Test func textIsDarkEnoughOnTheGroundOfItsRow() throws {
        #expect(
            try told(
                "<table columns=\"1fr\"><row fill=\"#1B4F72\"><th>^x</th></row><row><th>the next has none</th></row></table>")
                == [pale("#000000", on: "#1B4F72", "2.4")])
        #expect(
            try told("<table columns=\"1fr\"><row fill=\"#1B4F72\"><th class=\"white\">x</th></row></table><p>y</p>") == [])
    }

    // MARK: Size

    private func small(_ size: String, than least: String) -> String {
        "^ T306: type of \(size) pt is smaller than this document allows, \(least) pt "
            + "(smallest=\"…\" of <document> says what it allows)"
    }

    @Test func typeIsLargeEnough() throws {
        #expect(try told("<p>x <span class=\"fine\">^y</span></p>") == [small("6.9", than: "7")])
        #expect(
            try told("<p class=\"seven\">x</p>", styles: "<style name=\"seven\" size=\"7pt\"/>") == [],
            "7 pt is what a document allows that says nothing")
        #expect(try told("<p class=\"fine\">x</p>", "title=\"Bill\" smallest=\"6.9pt\"") == [])
        #expect(
            try told("<p class=\"fine\">^x</p><p>y</p>", "title=\"Bill\" smallest=\"10pt\"") == [small("6.9", than: "10")])
    }

    @Test func typeIsNotSetSmallerThanTheDocumentAllows() throws {
        func region(_ attributes: String) throws -> [String] {
            try told(Draft.region("<p>x</p>", attributes: attributes).document("accessible=\"required\" title=\"Bill\""))
        }
        #expect(
            try region("shrink=\"6pt\"") == [
                "4:93 T306: type may be set down to 6 pt, smaller than this document allows, 7 pt"
            ])
        #expect(try region("shrink=\"7pt\"") == [])
    }

    @Test func whatIsSmallestIsSaidOfADocumentThatMustBeAccessible() throws {
        let message = "1:21 T006: smallest is for a document with accessible=\"required\""
        #expect(try told(Draft.flow("<p>x</p>").document("smallest=\"6pt\"")) == [message])
        #expect(try told(Draft.flow("<p>x</p>").document("smallest=\"6pt\" accessible=\"no\"")) == [message])
        #expect(try told(Draft.flow("<p>x</p>").document("smallest=\"6pt\" accessible=\"required\" title=\"Bill\"")) == [])
    }

    // MARK: Colour alone

    private static let colorAlone =
        "^ T306: these words differ from those around them in color alone "
        + "(another weight or size as well, or a word that says it)"

    @Test func wordsDoNotDifferInColorAlone() throws {
        #expect(try told("<p>a ^<span class=\"red\">b</span></p>") == [Self.colorAlone])
        #expect(
            try told(
                "<p>a ^<span class=\"redder\">b</span></p>",
                styles: "<style name=\"redder\" color=\"#9B1C1C\" align=\"right\" before=\"3pt\" widows=\"3\"/>")
                == [Self.colorAlone], "what a paragraph has is not seen in its words")
    }

    @Test(arguments: [
        "color=\"#9B1C1C\" weight=\"bold\"", "color=\"#9B1C1C\" slant=\"italic\"", "color=\"#9B1C1C\" size=\"12pt\"",
        "color=\"#555555\"", "color=\"#000000\"", "weight=\"bold\"",
    ])
    func wordsMayDifferInMoreThanColorOrInGrey(_ style: String) throws {
        #expect(try told("<p>a <span class=\"it\">b</span></p>", styles: "<style name=\"it\" \(style)/>") == [])
    }

    @Test func wordsOfTheColorAroundThemDoNotDiffer() throws {
        #expect(try told("<p class=\"red\">a <span class=\"red\">b</span></p>") == [])
    }

    // MARK: Figures

    @Test(arguments: ["", " "]) func aFigureThatSaysSomethingHasWords(_ alt: String) throws {
        #expect(
            try told("<chart of=\"charges\" as=\"c\" x=\"{c.name}\" y=\"{c.units}\" h=\"60pt\" alt=\"^\(alt)\"/>") == [
                "^ T306: a chart without alt says nothing to people who do not see it"
            ])
        #expect(
            try told("<barcode type=\"qr\" value=\"{account.number}\" size=\"60pt\" alt=\"^\(alt)\"/>") == [
                "^ T306: a QR symbol without alt says nothing to people who do not see it"
            ])
    }

    @Test func aFigureWithWordsAndDecorationAreAllowed() throws {
        var draft = draft(
            """
            <chart of="charges" as="c" x="{c.name}" y="{c.units}" h="60pt" alt="Units"/>\
            <barcode type="qr" value="{account.number}" size="60pt" alt="Pay here"/>\
            <barcode type="code128" value="{account.number}" alt=""/><image file="grey.png" w="20pt" alt=""/>
            """)
        draft.pictures = ["grey.png": TestPictures.greyPNG]
        #expect(try told(draft) == [])
    }

    // MARK: Tables

    private static let headless =
        "^ T306: a table without heads: nobody is told what its cells mean who does not see the columns "
        + "(<header> with <th>, or a <th> in each row; what is only arranged in columns is a <grid>)"

    @Test(arguments: [
        "<row><td>a</td></row>", "<header><td>a</td></header><row><td>b</td></row>",
        "<row><th>a</th></row><row><td>b</td></row>", "<row><td>a</td></row><footer><th>b</th></footer>",
        "<if test=\"bill.paid\"><row><th>a</th></row><else/><row><td>b</td></row></if>",
        "<for each=\"c in charges\"><row><td>{c.name}</td></row></for>", "<include part=\"bare\"/>", "",
    ])
    func aTableHasHeads(_ rows: String) throws {
        var draft = draft("<table columns=\"1fr\">\(rows)</table>")
        draft.parts = ["bare": "<part><row><td>a</td></row></part>"]
        #expect(try told(draft) == [Self.headless.replacing("^ ", with: "6:1 ")])
    }

    @Test(arguments: [
        "<header><th>a</th></header><row><td>b</td></row>", "<row><th>a</th></row><row><th>b</th></row>",
        "<if test=\"bill.paid\"><row><th>a</th></row><else/><row><th>b</th></row></if>",
        "<for each=\"c in charges\"><row><th>{c.name}</th></row></for>",
        "<row><if test=\"bill.paid\"><th>a</th><else/><th>b</th></if></row>",
        "<header><include part=\"cell\"/></header><row><td>b</td></row>", "<include part=\"head\"/><row><td>b</td></row>",
    ])
    func aTableMayHaveItsHeadsAnywhere(_ rows: String) throws {
        var draft = draft("<table columns=\"1fr\">\(rows)</table>")
        draft.parts = ["cell": "<part><th>a</th></part>", "head": "<part><header><th>a</th></header></part>"]
        #expect(try told(draft) == [])
    }

    @Test func whatIsArrangedInColumnsNeedsNoHeads() throws {
        #expect(try told("<grid columns=\"1fr 1fr\"><cell>a</cell><cell>b</cell></grid>") == [])
    }

    // MARK: Boxes to be filled in

    private static let unlabelled =
        "^ T306: a box that is filled in by hand has no label (label=\"…\" says what belongs there)"

    @Test func aBoxToBeFilledInHasALabel() throws {
        for box in [
            "^<box border=\"1pt #000000\" h=\"20pt\"/>", "^<box fill=\"#EEEEEE\" h=\"20pt\"/>",
            "^<box border=\"1pt #000000\"><space h=\"20pt\"/></box>", "^<box border=\"1pt #000000\" h=\"20pt\" label=\" \"/>",
        ] {
            #expect(try told(box) == [Self.unlabelled], "\(box)")
        }
    }

    @Test(arguments: [
        "<box border=\"1pt #000000\" h=\"20pt\" label=\"Amount paid\"/>", "<box border=\"1pt #000000\">text</box>",
        "<box border=\"1pt #000000\"><p>text</p></box>", "<box h=\"20pt\"/>",
    ])
    func aBoxWithALabelOrTextOrNothingToSeeIsAllowed(_ box: String) throws { #expect(try told(box) == []) }

    // MARK: The title

    @Test func aDocumentHasATitleOrAMainHeading() throws {
        let nameless = "1:1 T306: the document has no title and no <h1> (title=\"…\" of <document>, or an <h1>)"
        #expect(try told("<p>x</p>", "") == [nameless])
        #expect(try told("<h2>x</h2><p>y</p>", "") == [nameless])
        #expect(try told("<h1>x</h1><p>y</p>", "") == [])
        #expect(try told("<p>x</p>", "title=\"Bill\"") == [])
        #expect(try told(Draft.region("<h1>x</h1>").document("accessible=\"required\"")) == [], "wherever it stands")
    }

    // MARK: Documents that do not ask for it

    @Test(arguments: ["", "accessible=\"no\""]) func nothingIsToldWhereItIsNotRequired(_ attributes: String) throws {
        let blocks = """
            <p class="pale fine">x <span class="red">y</span></p><box fill="#1B4F72"><p>x</p></box>\
            <chart of="charges" as="c" x="{c.name}" y="{c.units}" h="60pt" alt=""/>\
            <barcode type="qr" value="{account.number}" size="60pt" alt=""/>\
            <table columns="1fr"><row fill="#1B4F72"><td>x</td></row></table><box border="1pt #000000" h="20pt"/>
            """
        #expect(try told(Draft.flow(blocks, styles: Self.styles).document(attributes)) == [])
        #expect(try told(Draft.region("<p>x</p>", attributes: "shrink=\"6pt\"").document(attributes)) == [])
        // Each of them is told where it is required: three colors, two sizes, a span, two figures, a table, a box, the title.
        let all = try told(Draft.flow(blocks, styles: Self.styles).document("accessible=\"required\""))
        #expect(all.count == 11 && all.allSatisfy { $0.contains(" T306: ") }, "\(all)")
    }

    @Test func itIsRequiredOrNot() throws {
        #expect(
            try Draft.flow("<p>x</p>").document("accessible=\"maybe\"").messages() == [
                "T005: accessible=\"maybe\" is not known"
            ])
    }
}
