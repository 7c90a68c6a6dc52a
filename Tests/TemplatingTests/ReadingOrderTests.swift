import Pages
import TestKit
import Testing

@testable import Templating

/// What a document is to a reader who does not see its pages: what is read and in which order, heads, languages, links and
/// what is said instead of a figure.
@Suite struct ReadingOrderTests {
    // MARK: The order of a page

    /// A page of regions that say their names, one below the other, and a body at the place where `"body"` stands.
    private func page(_ boxes: [(name: String, attributes: String)]) -> Draft {
        let written = boxes.enumerated().map { index, box in
            let rect = "x=\"10pt\" y=\"\(20 + 40 * index)pt\" w=\"200pt\" h=\"30pt\" \(box.attributes)"
            return box.name == "body" ? "<body \(rect)/>" : "<region name=\"\(box.name)\" \(rect)><p>\(box.name)</p></region>"
        }
        return Draft(
            template: """
                <document kind="bill" version="1">
                \(Draft.head())
                <page name="all" use="rest">\(written.joined())</page>
                <flow><p>body</p></flow>
                </document>
                """)
    }

    @Test func aPageIsReadAsItIsWritten() throws {
        #expect(try page([("a", ""), ("body", ""), ("b", "")]).lines() == [["a", "body", "b"]])
        #expect(try page([("body", ""), ("a", ""), ("b", "")]).lines() == [["body", "a", "b"]])
        #expect(try page([("a", ""), ("b", ""), ("body", "")]).lines() == [["a", "b", "body"]])
    }

    @Test func whatHasALowerNumberIsReadBefore() throws {
        #expect(
            try page([("a", "order=\"2\""), ("b", "order=\"1\""), ("body", "")]).lines() == [["body", "b", "a"]],
            "without a number it is 0")
        #expect(try page([("a", ""), ("body", "order=\"-1\""), ("b", "order=\"-99\"")]).lines() == [["b", "body", "a"]])
        #expect(try page([("body", "order=\"99\""), ("a", ""), ("b", "")]).lines() == [["a", "b", "body"]])
        #expect(
            try page([("a", "order=\"5\""), ("b", "order=\"5\""), ("body", "order=\"5\"")]).lines() == [["a", "b", "body"]],
            "of one number in the order of the template")
    }

    @Test func anOrderMovesNothingOnThePage() throws {
        let written = try page([("a", ""), ("body", ""), ("b", "")]).places()[0]
        let ordered = try page([("a", "order=\"9\""), ("body", "order=\"-9\""), ("b", "order=\"none\"")]).places()[0]
        #expect(written == ["10,28.5 a", "10,68.5 body", "10,108.5 b"])
        #expect(ordered == ["10,68.5 body", "10,108.5 b", "10,28.5 a"])
    }

    @Test func whatHasNoOrderIsNotRead() throws {
        let draft = page([("a", "order=\"none\""), ("body", "")])
        #expect(
            try draft.outline() == """
                region a
                  artifact
                    p
                      "a"
                p
                  "body"
                """)
        #expect(ReadingTree(try draft.pages()).plainText == "body\n")
        #expect(ReadingTree(try page([("a", ""), ("body", "")]).pages()).plainText == "a\nbody\n")
    }

    @Test func anOrderIsANumberOrNone() throws {
        for order in ["x", "100", "-100", "+1", "1.5", ""] {
            #expect(
                try page([("a", "order=\"\(order)\""), ("body", "")]).messages() == [
                    "T005: order is a number from -99 to 99, or none"
                ], "\(order)")
        }
        for order in ["99", "-99", "0", "none"] {
            #expect(try page([("a", "order=\"\(order)\""), ("body", "")]).messages() == [], "\(order)")
        }
        #expect(
            try page([("a", ""), ("body", "order=\"none\"")]).messages() == ["T005: order is a number from -99 to 99"],
            "a body is always read")
    }

    // MARK: Heads

    @Test func headsHeadTheirColumnOrTheirRow() throws {
        #expect(
            try Draft.flow(
                """
                <table columns="1fr 1fr 1fr"><header><th>a</th><th scope="row">b</th><td>c</td></header>\
                <row><th>d</th><th scope="column">e</th><td>f</td></row><row><td span="2">g</td><td>h</td></row>\
                <footer><th span="2">i</th><td>j</td></footer></table>
                """
            ).outline() == """
                table
                  tr
                    th column
                      "a"
                    th row
                      "b"
                    td
                      "c"
                  tr
                    th row
                      "d"
                    th column
                      "e"
                    td
                      "f"
                  tr
                    td span=2
                      "g"
                    td
                      "h"
                  tr
                    th row span=2
                      "i"
                    td
                      "j"
                """)
    }

    @Test func aHeadHeadsAColumnOrARow() throws {
        #expect(
            try Draft.flow("<table columns=\"1fr\"><row><th scope=\"both\">a</th></row></table>").messages() == [
                "T005: scope=\"both\" is not known"
            ])
        #expect(
            try Draft.flow("<table columns=\"1fr\"><row><td scope=\"row\">a</td></row></table>").messages() == [
                "T003: <td> has no attribute scope"
            ])
    }

    @Test func aCellOfAGridIsNoCellToAReader() throws {
        #expect(
            try Draft.flow("<grid columns=\"1fr 1fr\"><cell>a</cell><cell>b</cell></grid>").outline()
                == "p\n  \"a\"\np\n  \"b\"")
    }

    // MARK: Languages

    /// Each element that may say its language, `%` where it says it, and what holds its text.
    private static let speaking = [
        ("<p %>uno dos</p>", "p"), ("<h1 %>uno dos</h1>", "h1"), ("<h2 %>uno dos</h2>", "h2"), ("<h3 %>uno dos</h3>", "h3"),
        ("<p><span %>uno dos</span></p>", "p"), ("<ul><li %>uno dos</li></ul>", "p"),
        ("<box %><p>uno dos</p></box>", "p"), ("<box %>uno dos</box>", "p"), ("<box %><h1>uno dos</h1></box>", "h1"),
        ("<table columns=\"1fr\"><row><td %>uno dos</td></row></table>", "td"),
        ("<table columns=\"1fr\"><row><th %>uno dos</th></row></table>", "th row"),
        ("<grid columns=\"1fr\"><cell %>uno dos</cell></grid>", "p"),
    ]

    /// The last lines of what a draft is to a reader, without their indents.
    private func last(_ count: Int, _ draft: Draft) throws -> [String] {
        try draft.outline().split(separator: "\n").suffix(count).map { String($0.drop { $0 == " " }) }
    }

    @Test func textInAnotherLanguageSaysSo() throws {
        for (element, role) in Self.speaking {
            let draft = Draft.flow(element.replacing("%", with: "lang=\"es\""))
            #expect(try last(3, draft) == [role, "language es", "\"uno dos\""], "\(element)")
        }
    }

    @Test func textInTheDocumentsOwnLanguageSaysNothing() throws {
        for (element, role) in Self.speaking {
            let english = Draft.flow(element.replacing("%", with: "lang=\"en\""))
            #expect(try last(2, english) == [role, "\"uno dos\""], "\(element)")
            #expect(try !english.outline().contains("language"), "\(element)")
            let spanish = Draft.flow(element.replacing("%", with: "lang=\"es\"")).document("lang=\"es\"")
            #expect(try !spanish.outline().contains("language"), "\(element)")
        }
    }

    @Test func aLanguageEndsWhereAnotherBegins() throws {
        #expect(
            try Draft.flow("<p lang=\"es\">uno dos <span lang=\"en\">three four</span> <span lang=\"vi\">ba bon</span></p>")
                .outline() == """
                    p
                      language es
                        "uno dos "
                      "three four "
                      language vi
                        "ba bon"
                    """)
    }

    @Test func aWordAloneHasItsLanguageToo() throws {
        #expect(try Draft.flow("<p lang=\"es\">hola</p>").outline() == "p\n  language es\n    \"hola\"")
    }

    @Test func aHeadingOfAStyleHasTheLanguageAroundIt() throws {
        #expect(
            try Draft.flow("<box lang=\"es\"><h1>uno dos</h1></box>", styles: "<style name=\"h1\" size=\"14pt\"/>").outline()
                == "h1\n  language es\n    \"uno dos\"")
    }

    @Test func aLanguageIsATag() throws {
        for tag in ["ES", "e", "español", "es_MX", "es-mx", ""] {
            #expect(
                try Draft.flow("<p lang=\"\(tag)\">x</p>").messages() == ["T005: lang=\"\(tag)\" cannot be read"], "\(tag)")
        }
        #expect(try Draft.flow("<p lang=\"es-MX\">uno dos</p>").outline() == "p\n  language es-MX\n    \"uno dos\"")
    }

    @Test func aSpanHasAClassOrALanguage() throws {
        #expect(
            try Draft.flow("\n<p>a <span>b</span></p>").faults() == [
                """
                bill/bill.xml:6:6: error T005: <span> has a class, a lang or states
                    <p>a <span>b</span></p></flow>
                         ^
                """
            ])
        #expect(try Draft.flow("<p>a <span lang=\"es\">b</span> <span class=\"ocr\">C</span></p>").messages() == [])
    }

    // MARK: Links

    @Test func aLinkHasItsAddressAndItsText() throws {
        #expect(
            try Draft.flow("<p>see <a href=\"https://x.example/1\">our page</a> now</p>").outline() == """
                p
                  "see "
                  link "https://x.example/1" "our page"
                    "our page "
                  "now"
                """)
    }

    @Test func aLinkOfOneWordIsALinkToo() throws {
        #expect(
            try Draft.flow("<p><a href=\"https://x.example/1\">here</a></p>").outline()
                == "p\n  link \"https://x.example/1\" \"here\"\n    \"here\"")
    }

    @Test func theDataMayNameTheAddress() throws {
        let draft = Draft.flow("<p>pay <a href=\"https://x.example/{account.number}\">{account.name}</a></p>")
        for (number, name) in [("11-000001-42", "Ana Ruiz"), ("7", "Bo")] {
            let record = Draft.record.replacing("11-000001-42", with: number).replacing(
                "\"name\": \"Ana Ruiz\"", with: "\"name\": \"\(name)\"")
            #expect(
                try draft.outline(record) == """
                    p
                      "pay "
                      link "https://x.example/\(number)" "\(name)"
                        "\(name)"
                    """)
        }
    }

    @Test func aLinkLooksLikeTheTextAroundIt() throws {
        func places(_ element: String, _ attributes: String) throws -> [[String]] {
            try Draft.flow(
                "<p>see <\(element) \(attributes)>our page</\(element)> now</p>", styles: "<style name=\"big\" size=\"14pt\"/>"
            ).places()
        }
        let plain = try places("span", "class=\"big\"")
        #expect(plain[0].count == 3)
        #expect(try places("a", "class=\"big\" href=\"https://x.example\"") == plain)
    }

    @Test func aLinkGoesOnOverALineBreak() throws {
        #expect(
            try Draft.flow("<p>see <a href=\"tel:+19705550100\">one<br/>two</a></p>").outline() == """
                p
                  "see "
                  link "tel:+19705550100" "one two"
                    "one "
                  link "tel:+19705550100" "one two"+
                    "two"
                """)
        let wide = String(repeating: "W", count: 15)
        #expect(
            try Draft.flow("<p><a href=\"https://x.example\">\(wide) \(wide)</a></p>").outline() == """
                p
                  link "https://x.example" "\(wide) \(wide)"
                    "\(wide) "
                  link "https://x.example" "\(wide) \(wide)"+
                    "\(wide)"
                """)
    }

    @Test func anAddressIsOneThatALinkCanLeadTo() throws {
        #expect(
            try Draft.flow("\n<p><a href=\"www.example.com\">x</a></p>").faults() == [
                """
                bill/bill.xml:6:13: error T005: href is no address that a link can lead to
                    <p><a href="www.example.com">x</a></p></flow>
                                ^
                    it begins with https://, http://, mailto: or tel:
                """
            ])
        for address in ["https://", "ftp://x.example", "https://x y", "https://ü.example", "/bill", "javascript:x", "tel:"] {
            #expect(
                try Draft.flow("<p><a href=\"\(address)\">x</a></p>").messages() == [
                    "T005: href is no address that a link can lead to"
                ], "\(address)")
        }
        for address in ["https://x.example", "http://x.example/a?b=c", "mailto:a@x.example", "tel:911", "HTTPS://X.EXAMPLE"] {
            #expect(try Draft.flow("<p><a href=\"\(address)\">x</a></p>").messages() == [], "\(address)")
        }
        #expect(try Draft.flow("<p><a>x</a></p>").messages() == ["T004: <a> needs the attribute href"])
    }

    @Test func anAddressOfTheDataThatIsNoneSetsTheRecordAside() throws {
        let draft = Draft.flow("\n<p>x <a href=\"{account.name}\">y</a></p>")
        let reason = "bill/bill.xml:6:6: a link's address begins with https://, http://, mailto: or tel:"
        #expect(try draft.refusal() == reason, "the address is not told, which may be private")
        #expect(try draft.refusal(Draft.record.replacing("\"name\": \"Ana Ruiz\"", with: "\"name\": \"\"")) == reason)
        let good = Draft.record.replacing("\"name\": \"Ana Ruiz\"", with: "\"name\": \"mailto:a@x.example\"")
        #expect(try draft.refusal(good) == "nothing")
        #expect(try Draft.flow("\n<p>x <a href=\"ftp://{account.number}\">y</a></p>").refusal() == reason)
    }

    // MARK: Symbols, boxes and charts

    private func code(_ value: String, alt: String = "Pay here", type: String = "qr") throws -> String {
        try Draft.flow("<barcode type=\"\(type)\" value=\"\(value)\" size=\"60pt\" alt=\"\(alt)\"/>").outline()
    }

    @Test func aCodeOfAnAddressIsALink() throws {
        #expect(try code("https://x.example/1") == "link \"https://x.example/1\" \"Pay here\"\n  figure \"Pay here\"")
        #expect(
            try code("HTTPS://X.EXAMPLE/{account.number}", alt: "")
                == "link \"HTTPS://X.EXAMPLE/11-000001-42\" \"HTTPS://X.EXAMPLE/11-000001-42\"\n  artifact")
        #expect(try code("{account.number}") == "figure \"Pay here\"", "what is no address leads nowhere")
        #expect(try code("www.example.com") == "figure \"Pay here\"")
        #expect(try code("HTTPS://X.EXAMPLE", type: "datamatrix") == "figure \"Pay here\"", "a code for machines")
    }

    @Test func aBoxToBeFilledInSaysWhatBelongsThere() throws {
        #expect(
            try Draft.flow("<box label=\"Signature of {account.name}\" border=\"1pt #000000\" h=\"20pt\"/>").outline()
                == "form \"Signature of Ana Ruiz\"")
        #expect(
            try Draft.flow("<box label=\"Amount\" border=\"1pt #000000\"><p>$</p></box><p>x</p>").outline() == """
                form "Amount"
                  p
                    "$"
                p
                  "x"
                """)
        #expect(try Draft.flow("<box border=\"1pt #000000\"><p>x</p></box>").outline() == "p\n  \"x\"")
    }

    private func chart(_ attributes: String, _ record: String = Draft.record) throws -> String {
        let draft = Draft.flow("<chart of=\"charges\" as=\"c\" x=\"{c.name}\" y=\"{c.units}\" h=\"60pt\" \(attributes)/>")
        return try String(draft.outline(record).prefix { $0 != "\n" })
    }

    @Test func aChartIsReadBarByBar() throws {
        #expect(try chart("alt=\"Units.\"") == "figure \"Units. Water: 2; Sewer: 0; Trash: 1.\"")
        #expect(
            try chart("alt=\"Units.\" say=\"{c.name} used {c.units}\"")
                == "figure \"Units. Water used 2; Sewer used 0; Trash used 1.\"")
        #expect(try chart("alt=\"\" say=\"{c.name}\"") == "artifact", "decoration says nothing")
        let many = Draft.record.replacing("\"units\": 2", with: "\"units\": 12345")
        #expect(try chart("alt=\"Units.\"", many) == "figure \"Units. Water: 12,345; Sewer: 0; Trash: 1.\"")
    }

    // MARK: The title

    @Test func aTitleIsWordsAndData() throws {
        var draft = Draft.flow("<h1>Heading</h1><p>x</p>").document("title=\"{t.bill} {account.number}\"")
        draft.words = ["en": "{\"bill\": \"Bill of\"}", "es": "{\"bill\": \"Factura de\"}"]
        let merger = Merger(try draft.compile())
        _ = try merger.pages(of: draft.record())
        #expect(merger.title == "Bill of 11-000001-42" && merger.language == "en")
        _ = try merger.pages(of: draft.record(Draft.record.replacing("11-000001-42", with: "7")))
        #expect(merger.title == "Bill of 7", "each document has its own")
        let spanish = Merger(try draft.compile(language: "es"))
        _ = try spanish.pages(of: draft.record())
        #expect(spanish.title == "Factura de 11-000001-42" && spanish.language == "es")
    }

    @Test func withoutATitleADocumentIsCalledByItsFirstHeading() throws {
        let draft = Draft.flow("<p>x</p><h2>Your <b>bill</b></h2><p>y</p>")
        let merger = Merger(try draft.compile())
        let pages = try merger.pages(of: draft.record())
        #expect(merger.title == "")
        #expect(pages.firstHeading == "Your bill")
    }

    @Test func aTitleIsCheckedAsAnyText() throws {
        #expect(
            try Draft.flow("<p>x</p>").document("title=\"{account.suite}\"").messages() == ["T103: account.suite may be absent"])
    }
}
