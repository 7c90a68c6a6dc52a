import Fonts
import TestKit
import Testing

@testable import Templating

/// Every code that a diagnostic can have, with the whole text that its author reads.
@Suite struct DiagnosticTests {
    /// The faults one below the other, as they are printed.
    private func told(_ draft: Draft) throws -> String { try draft.faults().joined(separator: "\n") }

    private func whole(
        _ sections: String, attributes: String = "version=\"1\"", head: String = Draft.head(),
        page: String = "<page name=\"all\" use=\"rest\"><body x=\"10pt\" y=\"20pt\" w=\"200pt\" h=\"100pt\"/></page>\n",
        font: ((String) throws -> [UInt8])? = nil
    ) -> Draft {
        var draft = Draft(template: "<document kind=\"bill\" \(attributes)>\n\(head)\n\(page)\(sections)\n</document>")
        draft.font = font
        return draft
    }

    private func with(_ blocks: String, words: String) -> Draft {
        var draft = Draft.flow(blocks)
        draft.words = ["en": words]
        return draft
    }

    @Test func unsoundMarkup() throws {
        #expect(
            try told(Draft(template: "<document kind=\"bill\" version=\"1\">\n\t<flow></flw>\n</document>")) == #"""
                bill/bill.xml:2:8: error T001: </flw> closes nothing: <flow> of line 2 is open
                     <flow></flw>
                           ^
                """#)
    }

    @Test func unknownElementWithTheNearest() throws {
        #expect(
            try told(Draft.flow("\n  <pp>x</pp>")) == #"""
                bill/bill.xml:6:3: error T002: <pp> is not an element of the language
                      <pp>x</pp></flow>
                      ^
                    did you mean <p>?
                """#)
    }

    @Test func unknownElementThatIsNearNothing() throws {
        #expect(
            try told(Draft.flow("\n  <zzzzzz/>")) == #"""
                bill/bill.xml:6:3: error T002: <zzzzzz> is not an element of the language
                      <zzzzzz/></flow>
                      ^
                """#)
    }

    @Test func unknownAttributeWithTheNearest() throws {
        #expect(
            try told(Draft.flow("\n<p clas=\"x\">x</p>")) == #"""
                bill/bill.xml:6:4: error T003: <p> has no attribute clas
                    <p clas="x">x</p></flow>
                       ^
                    did you mean class?
                """#)
    }

    @Test func unknownAttributeOfAnElementWithout() throws {
        #expect(
            try told(Draft.flow("\n<keep h=\"1pt\"/>")) == #"""
                bill/bill.xml:6:7: error T003: <keep> has no attribute h
                    <keep h="1pt"/></flow>
                          ^
                    it has: id
                """#)
    }

    @Test func unknownAttributeThatIsNearNothing() throws {
        #expect(
            try told(Draft.flow("\n<rule zzzzzzz=\"1pt\"/>")) == #"""
                bill/bill.xml:6:7: error T003: <rule> has no attribute zzzzzzz
                    <rule zzzzzzz="1pt"/></flow>
                          ^
                    it has: stroke dash
                """#)
    }

    @Test func missingAttributes() throws {
        #expect(
            try told(Draft.flow("\n<image w=\"10pt\"/>")) == #"""
                bill/bill.xml:6:1: error T004: <image> needs the attribute file
                    <image w="10pt"/></flow>
                    ^
                    a PNG or JPEG beside the template or in shared
                bill/bill.xml:6:1: error T004: <image> needs the attribute alt
                    <image w="10pt"/></flow>
                    ^
                    the text for people who do not see it; empty: decoration
                """#)
    }

    @Test func leftTabWithoutPlace() throws {
        #expect(
            try told(Draft.flow("\n<p>a<tab align=\"left\"/>b</p>")) == #"""
                bill/bill.xml:6:5: error T004: a left tab needs at="…"
                    <p>a<tab align="left"/>b</p></flow>
                        ^
                """#)
    }

    @Test func valuesThatCannotBeRead() throws {
        #expect(
            try told(
                Draft.flow(
                    "\n<space h=\"10px\"/><box fill=\"red\"><p>x</p></box><table columns=\"1fr 0fr\"/><columns count=\"0\"/>"))
                    == #"""
                    bill/bill.xml:6:11: error T005: h="10px" is no length
                        <space h="10px"/><box fill="red"><p>x</p></box><table columns="1fr 0fr"/><columns count="0"/></flow>
                                  ^
                        such as 0.5in, 9.5pt, 3mm
                    bill/bill.xml:6:29: error T005: fill="red" cannot be read
                        <space h="10px"/><box fill="red"><p>x</p></box><table columns="1fr 0fr"/><columns count="0"/></flow>
                                                    ^
                        such as #1B4F72
                    bill/bill.xml:6:64: error T005: columns="1fr 0fr" cannot be read
                        <space h="10px"/><box fill="red"><p>x</p></box><table columns="1fr 0fr"/><columns count="0"/></flow>
                                                                                       ^
                        such as 3fr 1fr 80pt auto
                    bill/bill.xml:6:90: error T005: count is a number from 1 to 12
                        <space h="10px"/><box fill="red"><p>x</p></box><table columns="1fr 0fr"/><columns count="0"/></flow>
                                                                                                                 ^
                    """#)
    }

    @Test func wordThatIsNoneOfTheChoices() throws {
        #expect(
            try told(Draft.flow("\n<p align=\"middle\">x</p><barcode type=\"ean\" value=\"x\" alt=\"\"/>")) == #"""
                bill/bill.xml:6:11: error T005: align="middle" is not known
                    <p align="middle">x</p><barcode type="ean" value="x" alt=""/></flow>
                              ^
                    it is one of: left right center
                bill/bill.xml:6:39: error T005: type="ean" is not known
                    <p align="middle">x</p><barcode type="ean" value="x" alt=""/></flow>
                                                          ^
                    it is one of: qr imb code128 datamatrix
                """#)
    }

    @Test func versionAndPagesOutOfRange() throws {
        #expect(
            try told(whole("<flow/>", attributes: "version=\"2\" max-pages=\"0\"")) == #"""
                bill/bill.xml:1:32: error T005: this Billpress reads version 1 of the template language
                    <document kind="bill" version="2" max-pages="0">
                                                   ^
                bill/bill.xml:1:46: error T005: max-pages is a number from 1 to 500
                    <document kind="bill" version="2" max-pages="0">
                                                                 ^
                """#)
    }

    @Test func formatsThatCannotBeRead() throws {
        #expect(
            try told(whole("<formats money=\"abc\" date=\"qq\"/>\n<flow/>")) == #"""
                bill/bill.xml:5:17: error T005: money: the money format abc has no digits; write them as #,##0.00 or 0.00
                    <formats money="abc" date="qq"/>
                                    ^
                bill/bill.xml:5:28: error T005: date: the date format qq has qq, which is none of yyyy yy MMMMM MMMM MMM MM M EEEE EEE dd d; put words in quotes
                    <formats money="abc" date="qq"/>
                                               ^
                """#)
    }

    @Test func staticSumThatIsTooLarge() throws {
        #expect(
            try told(Draft.flow("\n<p>{9223372036854775807 + 1}</p>")) == #"""
                bill/bill.xml:6:1: error T005: the result is too large
                    <p>{9223372036854775807 + 1}</p></flow>
                    ^
                """#)
    }

    @Test func twoWaysToOverflow() throws {
        #expect(
            try told(Draft.region("<p>x</p>", attributes: "shrink=\"7pt\" truncate=\"…\"")) == #"""
                bill/bill.xml:4:29: error T005: a region has one way to overflow, not shrink and truncate
                    <page name="all" use="only"><region name="box" x="10pt" y="20pt" w="200pt" h="50pt" shrink="7pt" truncate="…"><p>x</p></region></page>
                                                ^
                """#)
    }

    @Test func listsOfLoops() throws {
        #expect(
            try told(
                Draft.flow(
                    "\n<for each=\"c of charges\"/>\n<for each=\"t in charges\"/>\n<for each=\"c in account\"/>\n<for each=\"c in lines | count\"/>"
                )) == #"""
                    bill/bill.xml:6:12: error T005: each="…" is a name, in, and a list
                        <for each="c of charges"/>
                                   ^
                        such as each="line in mail.lines"
                    bill/bill.xml:7:1: error T005: "t" cannot be a loop's name
                        <for each="t in charges"/>
                        ^
                    bill/bill.xml:8:17: error T102: a list is expected here; this is a record
                        <for each="c in account"/>
                                        ^
                    bill/bill.xml:9:25: error T102: a list is expected here; this is an integer
                        <for each="c in lines | count"/></flow>
                                                ^
                    """#)
    }

    @Test func textAndElementsOutOfPlace() throws {
        #expect(
            try told(Draft.flow("\nstray\n<li>x</li><td/>")) == #"""
                bill/bill.xml:6:1: error T006: text does not stand in <flow>
                    stray
                    ^
                    put it in <p>…</p>
                bill/bill.xml:7:1: error T006: <li> does not stand in <flow>
                    <li>x</li><td/></flow>
                    ^
                    there stand: p h1 h2 h3 ul ol table grid columns box keep fit space rule page-break image chart barcode scanline omr check let if for include; <li> stands in ul ol
                bill/bill.xml:7:11: error T006: <td> does not stand in <flow>
                    <li>x</li><td/></flow>
                              ^
                    there stand: p h1 h2 h3 ul ol table grid columns box keep fit space rule page-break image chart barcode scanline omr check let if for include; <td> stands in header row footer carry-out carry-in
                """#)
    }

    @Test func blocksOutOfPlace() throws {
        #expect(
            try told(
                Draft.flow(
                    "\n<ul><p>x</p></ul>\n<p><p>y</p></p>\n<grid columns=\"1fr\"><p>x</p></grid>\n<table columns=\"1fr\"><p>x</p></table>\n<table columns=\"1fr\"><row><p>x</p></row></table>"
                )) == #"""
                    bill/bill.xml:6:5: error T006: <p> does not stand in <ul>
                        <ul><p>x</p></ul>
                            ^
                        there stand: li if for include
                    bill/bill.xml:7:4: error T006: <p> does not stand in <p>
                        <p><p>y</p></p>
                           ^
                        there stand: b i span a br tab if for include
                    bill/bill.xml:8:21: error T006: <p> does not stand in <grid>
                        <grid columns="1fr"><p>x</p></grid>
                                            ^
                        there stand: cell if for include
                    bill/bill.xml:9:22: error T006: <p> does not stand in <table>
                        <table columns="1fr"><p>x</p></table>
                                             ^
                        there stand: header row footer carry-out carry-in check if for include
                    bill/bill.xml:10:27: error T006: <p> does not stand in <row>
                        <table columns="1fr"><row><p>x</p></row></table></flow>
                                                  ^
                        there stand: td th if for include
                    """#)
    }

    @Test func branchesOutOfPlace() throws {
        #expect(
            try told(
                Draft.flow("\n<if test=\"bill.paid\"><p>a</p><elif test=\"bill.paid\"><p>b</p></elif><else/><p>c</p><else/></if>")
            ) == #"""
                bill/bill.xml:6:30: error T006: <elif/> stands empty
                    <if test="bill.paid"><p>a</p><elif test="bill.paid"><p>b</p></elif><else/><p>c</p><else/></if></flow>
                                                 ^
                    <if test="…">… <elif test="…"/>… <else/>…</if>
                bill/bill.xml:6:83: error T006: nothing may follow <else/>
                    <if test="bill.paid"><p>a</p><elif test="bill.paid"><p>b</p></elif><else/><p>c</p><else/></if></flow>
                                                                                                      ^
                """#)
    }

    @Test func sectionsOutOfPlace() throws {
        #expect(
            try told(whole("<flow/>\n<flow/>\n<body/>")) == #"""
                bill/bill.xml:6:1: error T006: a template has one <flow>
                    <flow/>
                    ^
                bill/bill.xml:7:1: error T006: <body> does not stand in <document>
                    <body/>
                    ^
                    there stand: formats fonts styles windows let require page flow include; <body> stands in page
                """#)
    }

    @Test func rootThatIsNoDocument() throws {
        #expect(
            try told(Draft(template: "<bill/>")) == #"""
                bill/bill.xml:1:1: error T006: a template is a <document>, not <bill>
                    <bill/>
                    ^
                """#)
    }

    @Test func elementsTooDeep() throws {
        #expect(
            try told(
                Draft.flow("\n" + String(repeating: "<keep>", count: 62) + "<p>x</p>" + String(repeating: "</keep>", count: 62)))
                    == #"""
                    bill/bill.xml:6:373: error T007: elements stand at most 64 deep
                        …ep><keep><keep><keep><keep><keep><keep><keep><keep><keep><keep><keep><keep><keep><keep><keep><keep><p>x</p></keep></keep></keep></keep></keep></keep></keep></ke
                                                                                                                            ^
                    """#)
    }

    @Test func unknownField() throws {
        #expect(
            try told(Draft.flow("\n<p>\n  {account.name} é {account.numbr}\n</p>")) == #"""
                bill/bill.xml:7:21: error T101: account.numbr is not in the contract
                      {account.name} é {account.numbr}
                                        ^
                    did you mean account.number?
                """#)
    }

    @Test func unknownFieldFarOutOnALine() throws {
        #expect(
            try told(Draft.flow("\n<p>" + String(repeating: "é", count: 200) + "{x}</p>")) == #"""
                bill/bill.xml:6:205: error T101: x is not in the contract
                    …éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé{x}</p></flow>
                                                                                                                        ^
                """#)
    }

    @Test func wrongType() throws {
        #expect(
            try told(Draft.flow("\n<if test=\"bill.count\"><p>x</p></if>")) == #"""
                bill/bill.xml:6:11: error T102: a condition is expected; this is an integer
                    <if test="bill.count"><p>x</p></if></flow>
                              ^
                    compare it, or write … is present
                """#)
    }

    @Test func chartAndCarryOfWrongTypes() throws {
        #expect(
            try told(
                Draft.flow(
                    "\n<chart of=\"charges\" as=\"c\" x=\"{c.name}\" y=\"{c.amount}\" h=\"50pt\" alt=\"\"/>\n<table columns=\"1fr\" of=\"charges\" as=\"c\"><row carry=\"c.units\"><td>{c.name}</td></row></table>"
                )) == #"""
                    bill/bill.xml:6:45: error T102: a bar's height is an integer that is always there; this is an amount of money
                        <chart of="charges" as="c" x="{c.name}" y="{c.amount}" h="50pt" alt=""/>
                                                                    ^
                    bill/bill.xml:7:54: error T102: carry adds up amounts of money; this is an integer
                        <table columns="1fr" of="charges" as="c"><row carry="c.units"><td>{c.name}</td></row></table></flow>
                                                                             ^
                    """#)
    }

    @Test func optionalFieldUsedBare() throws {
        #expect(
            try told(Draft.flow("\n<p>Suite {account.suite}</p>")) == #"""
                bill/bill.xml:6:11: error T103: account.suite may be absent
                    <p>Suite {account.suite}</p></flow>
                              ^
                    write {account.suite ?? ""} for what stands instead, or put it within <if test="account.suite is present">
                """#)
    }

    @Test func unknownFilter() throws {
        #expect(
            try told(Draft.flow("\n<p>{bill.count | nmber}</p>")) == #"""
                bill/bill.xml:6:18: error T104: there is no filter nmber
                    <p>{bill.count | nmber}</p></flow>
                                     ^
                    did you mean number?
                """#)
    }

    @Test func filterWithWrongArguments() throws {
        #expect(
            try told(Draft.flow("\n<p>{bill.due_date | date}</p>")) == #"""
                bill/bill.xml:6:21: error T105: date takes 1 to 2 arguments, not 0
                    <p>{bill.due_date | date}</p></flow>
                                        ^
                    date or month | date:'pattern' or date:'pattern','es' → text
                """#)
    }

    @Test func expressionThatCannotBeRead() throws {
        #expect(
            try told(Draft.flow("\n<p>{bill.count = 3} a } b { c</p>")) == #"""
                bill/bill.xml:6:16: error T106: = is not part of an expression; write ==
                    <p>{bill.count = 3} a } b { c</p></flow>
                                   ^
                bill/bill.xml:6:23: error T106: } has no {
                    <p>{bill.count = 3} a } b { c</p></flow>
                                          ^
                    write }} for the character
                bill/bill.xml:6:27: error T106: { has no }
                    <p>{bill.count = 3} a } b { c</p></flow>
                                              ^
                    write {{ for the character
                """#)
    }

    @Test func unknownStyle() throws {
        #expect(
            try told(
                Draft.flow(
                    "\n<p class=\"p strng\">x</p>",
                    styles:
                        "\n<style name=\"strong\" weight=\"bold\"/><style name=\"x\" based-on=\"later\"/><style name=\"later\"/>")
            ) == #"""
                bill/bill.xml:4:63: error T201: there is no style later before here
                    <style name="strong" weight="bold"/><style name="x" based-on="later"/><style name="later"/></styles>
                                                                                  ^
                bill/bill.xml:7:11: error T201: there is no style strng before here
                    <p class="p strng">x</p></flow>
                              ^
                    did you mean strong?
                """#)
    }

    @Test func fontThatIsNotThere() throws {
        #expect(
            try told(
                whole(
                    "<flow/>",
                    head:
                        "<fonts><font name=\"body\" files=\"SourceSansPro-Regular\" fallback=\"Nope\"/></fonts>\n<styles><style name=\"p\" font=\"bdy\"/></styles>",
                    font: { _ in throw FontError(font: "Nope", message: "there is no such file") })) == #"""
                    bill/bill.xml:2:66: error T202: font Nope: there is no such file
                        <fonts><font name="body" files="SourceSansPro-Regular" fallback="Nope"/></fonts>
                                                                                         ^
                    bill/bill.xml:3:31: error T202: there is no font bdy
                        <styles><style name="p" font="bdy"/></styles>
                                                      ^
                        <fonts> has: body
                    """#)
    }

    @Test func templateWithoutFonts() throws {
        #expect(
            try told(whole("<flow/>", head: "")) == #"""
                bill/bill.xml:1:1: error T202: the template names no fonts
                    <document kind="bill" version="1">
                    ^
                    <fonts><font name="body" files="…"/></fonts>
                """#)
    }

    @Test func fontWithoutTheFace() throws {
        #expect(
            try told(Draft.flow("\n<p>a <b><i>x</i></b></p>")) == #"""
                bill/bill.xml:6:12: error T202: font body has no bold italic face among its files
                    <p>a <b><i>x</i></b></p></flow>
                               ^
                """#)
    }

    @Test func unknownParts() throws {
        #expect(
            try told(Draft.flow("\n<include part=\"nope\"/><include part=\"../x\"/>")) == #"""
                bill/bill.xml:6:16: error T203: there is no part nope beside the template or in the shared folder
                    <include part="nope"/><include part="../x"/></flow>
                                   ^
                bill/bill.xml:6:38: error T203: there is no part ../x beside the template or in the shared folder
                    <include part="nope"/><include part="../x"/></flow>
                                                         ^
                """#)
    }

    @Test func unknownWord() throws {
        #expect(
            try told(with("\n<p>{t.dew}</p>", words: "{\"due\": \"x\"}")) == #"""
                bill/bill.xml:6:5: error T204: t.dew is not in bill/en.json
                    <p>{t.dew}</p></flow>
                        ^
                """#)
    }

    @Test func languageFileThatIsNotThere() throws {
        #expect(
            try told(Draft.flow("\n<p>{t.due}</p>")) == #"""
                bill/bill.xml:6:5: error T204: t.due is not in en.json (there is no such file)
                    <p>{t.due}</p></flow>
                        ^
                """#)
    }

    @Test func wordsThatCannotBeRead() throws {
        #expect(
            try told(with("", words: "{\n \"due\": \"x {\",\n \"n\": 3, \"b\": \"}\", \"c\": \"{a b}\"}")) == #"""
                bill/en.json:2:9: error T204: due: { has no }
                     "due": "x {",
                            ^
                bill/en.json:3:7: error T204: n is a number, not a text
                     "n": 3, "b": "}", "c": "{a b}"}
                          ^
                bill/en.json:3:15: error T204: b: } has no {
                     "n": 3, "b": "}", "c": "{a b}"}
                                  ^
                bill/en.json:3:25: error T204: c: {a b} is no placeholder: letters, figures and _ only
                     "n": 3, "b": "}", "c": "{a b}"}
                                            ^
                """#)
    }

    @Test func wordThatIsThereTwice() throws {
        #expect(
            try told(with("", words: "{\n \"due\": \"x\",\n \"due\": \"y\"}")) == #"""
                bill/en.json:3:2: error T204: the name due is here a second time; the first is on line 2
                     "due": "y"}
                     ^
                """#)
    }

    @Test func languageFileThatIsNoObject() throws {
        #expect(
            try told(with("", words: "[1]")) == #"""
                bill/en.json:1:1: error T204: a language file is an object of texts
                    [1]
                    ^
                """#)
    }

    @Test func languageFileThatIsCutOff() throws {
        #expect(
            try told(with("", words: "{\"a\": \"b\"")) == #"""
                bill/en.json:1:10: error T204: found the end of the file; wanted a comma or }
                    {"a": "b"
                             ^
                """#)
    }

    @Test func pictureThatIsNotThere() throws {
        #expect(
            try told(Draft.flow("\n<image file=\"x.png\" w=\"1in\" alt=\"\"/>")) == #"""
                bill/bill.xml:6:14: error T205: picture x.png: there is no such file
                    <image file="x.png" w="1in" alt=""/></flow>
                                 ^
                """#)
    }

    @Test func characterThatNoFontHas() throws {
        #expect(
            try told(Draft.flow("\n<p>a \u{4E2D} b</p>")) == #"""
                bill/bill.xml:6:4: error T206: no glyph for U+4E2D "中" (CJK UNIFIED IDEOGRAPH-4E2D) in SourceSansPro-Regular, NotoSans-Regular
                    <p>a 中 b</p></flow>
                       ^
                """#)
    }

    @Test func characterOfAWordThatNoFontHas() throws {
        #expect(
            try told(with("\n<p>{t.a | with:bill.count}</p>", words: "{\"a\": \"\u{4E2D} {count}\"}")) == #"""
                bill/bill.xml:6:5: error T206: no glyph for U+4E2D "中" (CJK UNIFIED IDEOGRAPH-4E2D) in SourceSansPro-Regular, NotoSans-Regular
                    <p>{t.a | with:bill.count}</p></flow>
                        ^
                """#)
    }

    @Test func regionsThatDoNotLieWell() throws {
        #expect(
            try told(
                whole(
                    "<page name=\"a\" use=\"only\">\n<region name=\"x\" x=\"0in\" y=\"0in\" w=\"2in\" h=\"1in\"/>\n<region name=\"y\" x=\"1in\" y=\"0.5in\" w=\"8in\" h=\"1in\"/>\n<region name=\"x\" x=\"0in\" y=\"5in\" w=\"1in\" h=\"1in\" continue=\"x\"/>\n</page>\n<flow/>",
                    page: "")) == #"""
                    bill/bill.xml:6:1: error T301: y reaches off the page (612 × 792 pt)
                        <region name="y" x="1in" y="0.5in" w="8in" h="1in"/>
                        ^
                    bill/bill.xml:6:1: error T301: y overlaps x of line 5
                        <region name="y" x="1in" y="0.5in" w="8in" h="1in"/>
                        ^
                        y stands at x 1–9, y 0.5–1.5 in, x at x 0–2, y 0–1 in
                    bill/bill.xml:7:1: error T301: this page has another region x at line 5
                        <region name="x" x="0in" y="5in" w="1in" h="1in" continue="x"/>
                        ^
                    bill/bill.xml:7:60: error T301: continue="x" names no later region of this page
                        <region name="x" x="0in" y="5in" w="1in" h="1in" continue="x"/>
                                                                                   ^
                    """#)
    }

    @Test func bodyOverARegionAndOffThePage() throws {
        #expect(
            try told(
                whole(
                    "<page name=\"a\" use=\"only\">\n<region name=\"x\" x=\"0in\" y=\"0in\" w=\"2in\" h=\"1in\"/>\n<body x=\"1in\" y=\"0.9in\" w=\"7in\" h=\"11in\"/>\n</page>\n<flow/>",
                    page: "")) == #"""
                    bill/bill.xml:6:1: error T301: body reaches off the page (612 × 792 pt)
                        <body x="1in" y="0.9in" w="7in" h="11in"/>
                        ^
                    bill/bill.xml:6:1: error T301: body overlaps x of line 5
                        <body x="1in" y="0.9in" w="7in" h="11in"/>
                        ^
                        body stands at x 1–8, y 0.9–11.9 in, x at x 0–2, y 0–1 in
                    """#)
    }

    @Test func rowsAndCellsWiderThanTheirTable() throws {
        #expect(
            try told(
                Draft.flow(
                    "\n<table columns=\"1fr 1fr\"><row><td>a</td><td span=\"2\">b</td></row></table>\n<grid columns=\"1fr 1fr\"><cell span=\"3\">x</cell></grid>"
                )) == #"""
                    bill/bill.xml:6:26: error T301: the row has 3 columns; the table has 2
                        <table columns="1fr 1fr"><row><td>a</td><td span="2">b</td></row></table>
                                                 ^
                    bill/bill.xml:7:25: error T301: the cell spans 3 columns; the grid has 2
                        <grid columns="1fr 1fr"><cell span="3">x</cell></grid></flow>
                                                ^
                    """#)
    }

    @Test func templateWithoutPages() throws {
        #expect(
            try told(whole("<flow/>", page: "")) == #"""
                bill/bill.xml:1:1: error T302: the template has no <page>
                    <document kind="bill" version="1">
                    ^
                """#)
    }

    @Test func templateWithoutFlow() throws {
        #expect(
            try told(whole("")) == #"""
                bill/bill.xml:1:1: error T302: the template has no <flow>
                    <document kind="bill" version="1">
                    ^
                    an empty <flow/> if all stands in regions
                """#)
    }

    @Test func pagesThatCannotHoldTheFlow() throws {
        #expect(
            try told(whole("<page name=\"z\" use=\"last\"/>\n<flow><p>x</p></flow>", page: "")) == #"""
                bill/bill.xml:1:1: error T302: page z has no <body> for the flow
                    <document kind="bill" version="1">
                    ^
                bill/bill.xml:1:1: error T302: no page has use="first", "only" or "rest"
                    <document kind="bill" version="1">
                    ^
                """#)
    }

    @Test func twoPagesOfOneUse() throws {
        #expect(
            try told(whole("<page name=\"z\" use=\"rest\"><body x=\"10pt\" y=\"20pt\" w=\"200pt\" h=\"100pt\"/></page><flow/>"))
                == #"""
                bill/bill.xml:1:1: error T302: two pages have use="rest"
                    <document kind="bill" version="1">
                    ^
                """#)
    }

    @Test func everythingInOnePass() throws {
        #expect(
            try told(
                Draft.flow("\n<p>{acount.name}</p>\n<pp/>\n<p class=\"x\">{bill.count +}</p>\n<p>{t.due}</p>\n<space h=\"1\"/>"))
                    == #"""
                    bill/bill.xml:6:5: error T101: acount is not in the contract
                        <p>{acount.name}</p>
                            ^
                        did you mean account?
                    bill/bill.xml:7:1: error T002: <pp> is not an element of the language
                        <pp/>
                        ^
                        did you mean <p>?
                    bill/bill.xml:8:11: error T201: there is no style x before here
                        <p class="x">{bill.count +}</p>
                                  ^
                    bill/bill.xml:8:27: error T106: a value is expected before the end
                        <p class="x">{bill.count +}</p>
                                                  ^
                    bill/bill.xml:9:5: error T204: t.due is not in en.json (there is no such file)
                        <p>{t.due}</p>
                            ^
                    bill/bill.xml:10:11: error T005: h="1" is no length
                        <space h="1"/></flow>
                                  ^
                        such as 0.5in, 9.5pt, 3mm
                    """#)
    }

    @Test func everyCodeHasATest() {
        // A code that is new needs a test above and a line here; `notes` below are its other uses.
        let codes: [Diagnostic.Code] = [
            .syntax, .unknownElement, .unknownAttribute, .missingAttribute, .badValue, .misplaced, .limit, .unknownField,
            .wrongType,
            .optionalBare, .unknownFilter, .filterArguments, .expression, .unknownStyle, .font, .unknownPart, .word, .picture,
            .missingGlyph, .geometry, .pages, .window, .showThrough, .required, .access, .fact, .bounds,
        ]
        for code in codes {
            switch code {
            case .syntax, .unknownElement, .unknownAttribute, .missingAttribute, .badValue, .misplaced, .limit, .unknownField,
                .wrongType, .optionalBare, .unknownFilter, .filterArguments, .expression, .unknownStyle, .font, .unknownPart,
                .word,
                .picture, .missingGlyph, .geometry, .pages, .window, .showThrough, .required, .access, .fact, .bounds:
                #expect(code.rawValue.wholeMatch(of: /T[0-3]0[0-9]/) != nil)
            }
        }
        #expect(Set(codes.map(\.rawValue)).count == codes.count)
    }

    @Test func whatIsNeverUsedIsANoteAndNoError() throws {
        var draft = Draft.flow(
            "<p>{account.name} {charges | sum:amount} {lines | count} {nested.inner.deep} {mail?.imb ?? ''} {t.due}</p>")
        draft.words = ["en": "{\"due\": \"x\", \"dew\": \"y\"}"]
        let notes = try draft.compile().notes
        #expect(notes.allSatisfy { $0.severity == .information })
        let told = notes.map { "\($0.code.rawValue) \($0.message)" }
        let unused = [
            "/account/suite", "/bill/past_due", "/bill/late", "/bill/due_date", "/bill/month", "/bill/drawn", "/bill/count",
            "/bill/extra", "/bill/rate", "/bill/paid", "/bill/held", "/bill/big", "/mail/note", "/mail/to", "/charges/*/name",
            "/charges/*/units", "/charges/*/rate", "/charges/*/note", "/charges/*/taxed", "/charges/*/meter", "/charges/*/steps",
            "/others", "/nested/inner/bare",
        ]
        #expect(
            told.filter { !$0.hasPrefix("T30") } == unused.map { "T101 \($0) is never used by the template" } + [
                "T204 the word dew is never used"
            ])
        for bound in [
            "/account/number may be as long as it likes", "/bill/due_date has no first day", "/bill/month has no last day",
            "/bill/rate may have more decimals than are printed", "/mail/to/* may be as long as it likes",
        ] { #expect(told.contains("T308 \(bound)"), "\(bound)") }
        #expect(notes[0].description == "bill/data.schema.json:5:64: info T101: /account/suite is never used by the template")
    }

    @Test func coarsePictureIsANote() throws {
        var draft = Draft.flow("<image file=\"grey.png\" w=\"1in\" alt=\"\"/>")
        draft.pictures = ["grey.png": TestPictures.greyPNG]
        #expect(try draft.compile().notes.contains { $0.message == "grey.png has 2 dots an inch at this size; print wants 150" })
        draft.template = draft.template.replacing("w=\"1in\"", with: "w=\"1pt\"")
        #expect(try draft.compile().notes.contains { $0.code == .picture } == true, "144 dots are few")
        draft.template = draft.template.replacing("w=\"1pt\"", with: "h=\"0.5in\" w=\"0.1mm\"")
        #expect(try draft.messages() == ["T005: w=\"0.1mm\" is too little"], "thinner than a point")
    }

    @Test func faultsWithoutEndAreCutAtTwoHundred() throws {
        #expect(try Draft.flow(String(repeating: "<pp/>", count: 500)).faults().count == 200)
    }
}
