import TestKit
import Testing

@testable import Templating

/// What a notice must hold, and what is read through an envelope's window.
@Suite struct PromiseTests {
    // MARK: require

    private func notice(_ requires: String, _ flow: String, styles: String = "") -> Draft {
        var draft = Draft.flow(flow, styles: styles)
        draft.template = draft.template.replacing("<page ", with: "\(requires)\n<page ")
        return draft
    }

    @Test func anElementThatIsRequiredMustBePrinted() throws {
        let draft = notice(
            "<require element=\"hearing\"/>",
            "<if test=\"bill.paid\"><p id=\"hearing\">You may ask for a hearing.</p></if><p>x</p>")
        #expect(try draft.refusal() == "bill/bill.xml:4:19: the document must have hearing, and it is not printed")
        #expect(try draft.pages(Draft.record.replacing("\"paid\": false", with: "\"paid\": true")).count == 1)
    }

    @Test func anElementThatIsRequiredMustSaySomething() throws {
        let draft = notice(
            "<require element=\"contact\"/>",
            "<box id=\"contact\" border=\"1pt black\" h=\"20pt\"><p>{account.suite ?? ''}</p></box>")
        #expect(try draft.refusal() == "bill/bill.xml:4:19: the document must have contact, and no text is in it")
        #expect(
            try draft.pages(Draft.record.replacing("\"name\": \"Ana Ruiz\"", with: "\"name\": \"A\", \"suite\": \"4\"")).count
                == 1)
    }

    @Test func anElementThatIsRequiredMustStandInTheTemplate() throws {
        #expect(
            try notice("<require element=\"hearing\"/>", "<p id=\"haering\">x</p>").faults() == [
                "bill/bill.xml:4:19: error T305: no element has id=\"hearing\"\n    <require element=\"hearing\"/>\n                      ^\n    did you mean haering?"
            ])
    }

    @Test(arguments: ["p", "h1", "h2", "h3", "ul", "ol", "table", "grid", "columns", "box", "keep"])
    func everyElementThatMayHaveAnIdIsFound(_ name: String) throws {
        let inner = [
            "ul": "<li>{account.name}</li>", "ol": "<li>{account.name}</li>", "table": "<row><td>{account.name}</td></row>",
            "grid": "<cell>{account.name}</cell>", "columns": "<p>{account.name}</p>", "box": "<p>{account.name}</p>",
            "keep": "<p>{account.name}</p>",
        ]
        let attributes = ["table": " columns=\"1fr\"", "grid": " columns=\"1fr\"", "columns": " count=\"2\""]
        let element = "<\(name) id=\"it\"\(attributes[name] ?? "")>\(inner[name] ?? "{account.name}")</\(name)>"
        let draft = notice("<require element=\"it\" size=\"9pt\"/>", element)
        #expect(try draft.pages().count == 1)
        #expect(
            try draft.refusal(Draft.record.replacing("Ana Ruiz", with: "")).contains("the document must have it, and "),
            "an empty \(name)")
    }

    @Test func typeInARequiredElementIsLargeEnough() throws {
        let small = "<style name=\"fine\" size=\"7pt\"/>"
        #expect(
            try notice(
                "<require element=\"a\" size=\"9.5pt\"/>", "<p id=\"a\">x <span class=\"fine\">y</span></p>", styles: small
            )
            .messages() == ["T305: type of 7 pt stands in a required element that asks for 9.5 pt at least"])
        #expect(
            try notice("<require element=\"a\" size=\"9.5pt\"/>", "<p id=\"a\">x</p><p class=\"fine\">y</p>", styles: small)
                .messages()
                == [], "elsewhere it may be smaller")
    }

    @Test func typeThatShrinksInItsRegionIsLookedAtOnThePage() throws {
        var draft = Draft.region("<p id=\"a\">{account.name}</p><p>a</p><p>b</p><p>c</p><p>d</p>", attributes: "shrink=\"6pt\"")
        #expect(try draft.pages().count == 1)
        draft.template = draft.template.replacing("<page ", with: "<require element=\"a\" size=\"9.5pt\"/><page ")
        #expect(try draft.refusal() == "bill/bill.xml:4:19: a is set in type of 8.2 pt; 9.5 pt is the least")
    }

    @Test func dataThatIsRequiredMustSaySomething() throws {
        let draft = notice(
            "<require data=\"account.suite\"/>\n<require data=\"lines\"/>", "<p>{account.suite}</p><p>{lines | count}</p>")
        #expect(try draft.faults() == [], "what is required is present in the whole template")
        #expect(try draft.refusal() == "bill/bill.xml:4:16: the document must have account.suite, and it is empty")
        let there = Draft.record.replacing("\"name\": \"Ana Ruiz\"", with: "\"name\": \"A\", \"suite\": \"%\"")
        #expect(try draft.lines(there.replacing("%", with: "12B")) == [["12B", "3"]])
        #expect(
            try draft.refusal(
                there.replacing("%", with: "1").replacing("[\"Ana Ruiz\", \"12 Elm St\", \"Windsor CO\"]", with: "[]"))
                == "bill/bill.xml:5:16: the document must have lines, and it is empty")
    }

    @Test func requirementsAreSaidInOneWay() throws {
        #expect(try notice("<require/>", "<p>x</p>").messages() == ["T004: <require> names an element or data, and not both"])
        #expect(
            try notice("<require data=\"bill.paid\"/>", "<p>x</p>").messages() == ["T102: true or false is never empty"])
        #expect(
            try notice("<require data=\"account.name\" size=\"9pt\"/>", "<p>x</p>").messages() == [
                "T006: size stands beside element, not beside data"
            ])
        #expect(
            try notice("<require element=\"a\"/><require element=\"a\"/>", "<p id=\"a\">x</p>").messages() == [
                "T006: a is required already"
            ])
    }

    @Test func whatIsRequiredIsNeverCutShort() throws {
        var draft = Draft.region("<box><p id=\"a\">x</p></box>", attributes: "truncate=\"…\"")
        #expect(try draft.messages() == [])
        draft.template = draft.template.replacing("<page ", with: "<require element=\"a\"/><page ")
        #expect(try draft.messages() == ["T006: what <require> asks for is never cut short: this region has no truncate"])
    }

    // MARK: windows

    private static let number10 =
        "<windows><window name=\"no10\" envelope=\"9.5in 4.125in\" left=\"0.875in\" bottom=\"0.5in\" w=\"4.5in\" h=\"1.125in\" panel=\"3.875in\"/></windows>"

    private func letter(_ regions: String, windows: String = PromiseTests.number10, recipient: String = "mail") -> Draft {
        var draft = Draft(
            template: """
                <document kind="bill" version="1">
                \(Draft.head())
                \(windows)
                <page name="first" use="first">
                \(regions)
                </page>
                <flow/>
                </document>
                """)
        draft.contract = draft.contract.replacing(
            "\"amount\": \"bill.total_due\"",
            with: "\"amount\": \"bill.total_due\"" + (recipient.isEmpty ? "" : ", \"recipient\": \"\(recipient)\""))
        return draft
    }

    private static let address =
        "<region name=\"address\" x=\"0.875in\" y=\"2.5in\" w=\"3.5in\" h=\"0.875in\" window=\"no10\"><if test=\"mail is present\"><p>{mail.imb}</p></if></region>"

    @Test func anAddressStandsWhereTheWindowAlwaysShowsIt() throws {
        #expect(try letter(Self.address).faults() == [])
        #expect(
            try letter(Self.address.replacing("y=\"2.5in\"", with: "y=\"2.4in\"")).faults() == [
                "bill/bill.xml:6:76: error T303: address stands at x 0.875–4.375, y 2.4–3.275 in and can leave the window no10\n    "
                    + Self.address.replacing("y=\"2.5in\"", with: "y=\"2.4in\"")
                    + "\n    \(String(repeating: " ", count: 75))^\n    wherever the page lies in the envelope, this much is seen: x 0.875–4.375, y 2.5–3.375 in"
            ])
        #expect(
            try letter(Self.address.replacing("w=\"3.5in\"", with: "w=\"3.51in\"")).messages() == [
                "T303: address stands at x 0.875–4.385, y 2.5–3.375 in and can leave the window no10"
            ])
    }

    @Test func anUnknownWindowIsToldWithTheNearest() throws {
        let draft = letter(Self.address.replacing("no10", with: "no1O"))
        #expect(try draft.faults().first?.hasPrefix("bill/bill.xml:6:76: error T303: there is no window no1O\n") == true)
        #expect(try draft.faults().first?.hasSuffix("did you mean no10?") == true)
        #expect(try letter(Self.address, windows: "").faults().first?.hasSuffix("<windows> names none") == true)
        #expect(
            try letter(Self.address, windows: Self.number10.replacing("panel=\"3.875in\"", with: "panel=\"5in\"")).messages()
                .first
                == "T303: window no10: the panel is taller than its envelope")
    }

    @Test func onlyTheRecipientIsReadThroughTheWindow() throws {
        let told = try letter(Self.address.replacing("<p>{mail.imb}</p>", with: "<p>{mail.imb} {bill.total_due}</p>")).messages()
        #expect(told == ["T304: bill.total_due would be read through the window no10"])
        #expect(
            try letter(Self.address, recipient: "").faults().first?.hasSuffix(
                "the contract's x-document names in \"recipient\" what may be read there") == true)
        #expect(
            try letter(Self.address.replacing("mail is present", with: "mail is present and bill.past_due == 0")).messages()
                == [],
            "what is only asked about is not read")
    }

    /// A #9 envelope with a window for the sender and one for the address: each has its zones, and both are kept free.
    @Test func aDoubleWindowIsTwoWindows() throws {
        let windows = """
            <windows><window name="from" envelope="8.875in 3.875in" left="0.5625in" bottom="2.0875in" w="3.125in" h="1in" panel="3.625in"/>\
            <window name="to" envelope="8.875in 3.875in" left="0.5625in" bottom="0.8625in" w="3.625in" h="0.8in" panel="3.625in"/></windows>
            """
        let from =
            "<region name=\"sender\" x=\"0.5625in\" y=\"0.7875in\" w=\"2.75in\" h=\"0.75in\" window=\"from\"><p>Town</p></region>"
        let to =
            "<region name=\"address\" x=\"0.5625in\" y=\"2.2125in\" w=\"3.25in\" h=\"0.55in\" window=\"to\"><if test=\"mail is present\"><p>{mail.imb}</p></if></region>"
        #expect(try letter(from + to, windows: windows).messages() == [])
        let low = try letter(from.replacing("y=\"0.7875in\"", with: "y=\"0.8in\"") + to, windows: windows).messages()
        #expect(low.count == 1 && low[0].hasPrefix("T303: sender") && low[0].hasSuffix("can leave the window from"), "\(low)")
        let high = try letter(from + to.replacing("y=\"2.2125in\"", with: "y=\"2.2in\""), windows: windows).messages()
        #expect(high.count == 1 && high[0].hasPrefix("T303: address") && high[0].hasSuffix("can leave the window to"), "\(high)")
        for (y, window) in [("0.6in", "from"), ("2.1in", "to")] {
            let facts = "<region name=\"facts\" x=\"3.4in\" y=\"\(y)\" w=\"3in\" h=\"0.1in\"><p>{account.number}</p></region>"
            let told = try letter(from + to + facts, windows: windows).messages().filter { $0.hasPrefix("T304: facts") }
            #expect(told.count == 1 && told[0].contains("can show through the window \(window) "), "\(told)")
        }
    }

    @Test func nothingElseShowsThroughTheWindow() throws {
        let near = "<region name=\"facts\" x=\"5in\" y=\"2.5in\" w=\"3in\" h=\"0.5in\"><p>{account.number}</p></region>"
        #expect(
            try letter(Self.address + "\n" + near).messages() == [
                "T304: facts at x 5–8, y 2.5–3 in can show through the window no10 of line 6"
            ])
        #expect(
            try letter(Self.address + "\n" + near.replacing("x=\"5in\"", with: "x=\"5.375in\"")).messages() == [],
            "beside the zone")
        #expect(
            try letter(Self.address + "\n" + near.replacing("y=\"2.5in\"", with: "y=\"2.5in\" public=\"yes\"")).messages() == [
                "T304: account.number stands in facts, which anybody may read"
            ], "what a record says is not public")
        #expect(
            try letter(
                Self.address + "\n"
                    + near.replacing("y=\"2.5in\"", with: "y=\"2.5in\" public=\"yes\"").replacing(
                        "{account.number}", with: "Town hall")
            ).messages() == [])
        #expect(
            try letter(Self.address + "\n<body x=\"0.5in\" y=\"3.6in\" w=\"7in\" h=\"5in\"/>").messages() == [
                "T304: body at x 0.5–7.5, y 3.6–8.6 in can show through the window no10 of line 6"
            ])
        #expect(try letter(Self.address + "\n<body x=\"0.5in\" y=\"3.625in\" w=\"7in\" h=\"5in\"/>").messages() == [])
    }

    @Test func anAddressIsNeverCutShort() throws {
        #expect(
            try letter(Self.address.replacing("window=", with: "truncate=\"…\" window=")).messages() == [
                "T006: an address is never cut short: a region with window has no truncate"
            ])
    }

    @Test func aNameHidesNoPrivateFieldFromTheWindow() throws {
        var draft = letter(Self.address.replacing("<p>{mail.imb}</p>", with: "<p>{who}</p>"))
        draft.template = draft.template.replacing("<page ", with: "<let name=\"who\" value=\"account.number\"/><page ")
        #expect(try draft.messages() == ["T304: account.number would be read through the window no10"])
        draft.template = draft.template.replacing("value=\"account.number\"", with: "value=\"charges | sum:amount\"")
        #expect(try draft.messages().contains("T304: charges.amount would be read through the window no10"))
        draft.template = draft.template.replacing("{who}", with: "{document.number ?? 'x'}")
        #expect(try draft.messages() == ["T304: document.number would be read through the window no10"])
    }

    @Test func aWindowThatNoRegionUsesIsANote() throws {
        let notes = try letter(Self.address.replacing(" window=\"no10\"", with: "")).compile().notes
        #expect(notes.contains { $0.message == "no region has window=\"no10\": nothing is checked against it" })
        #expect(try !letter(Self.address).compile().notes.contains { $0.code == .window })
    }

    // MARK: What anybody may read, and where nothing may stand

    @Test func aPublicRegionShowsOnlyWhatTheContractCallsPublic() throws {
        var draft = Draft.region("<p>{account.name} {bill.due_date}</p>", attributes: "public=\"yes\"")
        #expect(
            try draft.messages() == [
                "T304: account.name stands in box, which anybody may read",
                "T304: bill.due_date stands in box, which anybody may read",
            ])
        draft.contract = draft.contract.replacing(
            "\"amount\": \"bill.total_due\"", with: "\"amount\": \"bill.total_due\", \"public\": [\"bill.due_date\", \"account\"]"
        )
        #expect(try draft.messages() == [], "a field, or a record with all that is in it")
    }

    @Test func nothingStandsInTheMarginOrInAKeepOut() throws {
        func page(_ attributes: String, _ rest: String) throws -> [String] {
            var draft = Draft.region("<p>x</p>", rest: rest)
            draft.template = draft.template.replacing("use=\"only\">", with: "use=\"only\" \(attributes)>")
            return try draft.faults().map { String($0.split(separator: "\n")[0].drop { $0 != " " }.dropFirst()) }
        }
        #expect(try page("margin=\"20pt 10pt\"", "") == [], "a box that begins at the margin")
        #expect(try page("margin=\"20.01pt 10pt\"", "") == ["error T301: box stands in the margin of the page"])
        #expect(
            try page("margin=\"1in 0.5in\"", "<body x=\"36pt\" y=\"72pt\" w=\"541pt\" h=\"100pt\"/>") == [
                "error T301: box stands in the margin of the page", "error T301: body stands in the margin of the page",
            ])
        let hole = "<keep-out name=\"hole\" x=\"%\" y=\"0pt\" w=\"50pt\" h=\"40pt\"/>"
        #expect(try page("", hole.replacing("%", with: "210pt")) == [], "beside it")
        #expect(try page("", hole.replacing("%", with: "209pt")) == ["error T301: box stands in hole of line 4"])
        #expect(try page("", hole.replacing("%", with: "600pt")) == ["error T301: hole reaches off the page (612 × 792 pt)"])
    }
}
