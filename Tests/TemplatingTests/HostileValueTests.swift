import Layout
import TestKit
import Testing

@testable import Templating

/// Values at the ends of what numbers hold, and names that stand for other things than they seem to.
@Suite struct HostileValueTests {
    private func say(_ text: String, _ json: String = Draft.record) throws -> String { try Draft.say(text, json) }

    private let least = Draft.record.replacing("\"big\": 9223372036854775807", with: "\"big\": -9223372036854775808")

    @Test func theLeastOfAllAmountsHasNoOtherSide() throws {
        let cent = least.replacing("\"past_due\": \"0.00\"", with: "\"past_due\": \"0.01\"")
        #expect(try say("{(bill.past_due * bill.big) | credit}", cent) == "! the amount is too large")
        #expect(try say("{1 / (bill.big * bill.big * -2) | round}", least) == "! the result is too large")
        #expect(try say("{1 / (bill.big * bill.big * 2) | round}", least) == "! the result is too large")
    }

    @Test func anItemUnderAnotherNameIsTheItem() throws {
        let draft = Draft.flow(
            "<for each=\"c in charges\"><let name=\"k\" value=\"c\"/><p>{k.name} {k.amount} {k.note ?? \"-\"} {k.meter?.id ?? \"-\"}</p></for>"
        )
        #expect(try draft.lines() == [["Water $23.14 - M1", "Sewer −$3.14 - -", "Trash $17.60 weekly -"]])
        let nested = Draft.flow(
            "<for each=\"c in charges\"><let name=\"k\" value=\"c\"/><for each=\"s in k.steps\"><p>{k.name} {s}</p></for></for>")
        #expect(try nested.lines() == [["Water 1", "Water 2", "Sewer 3"]])
    }

    @Test func anIntegerOrANumberIsANumber() throws {
        #expect(try say("{bill.extra ?? 0.5}") == "0.5")
        #expect(try say("{(bill.extra ?? 0.5) * bill.count}") == "1.5")
        #expect(try say("{bill.extra ?? 2}") == "2")
        let faults = try Draft.complaint("(bill.extra ?? 0.5) | spell")
        #expect(faults.count == 1 && faults[0].contains("T102: spell"), "\(faults)")
    }

    @Test func whatIsShownToBeThereIsThereInAnArgument() throws {
        #expect(try say("{charges | where:(note is present and note == 'weekly') | count}") == "1")
        var draft = Draft.flow(
            "<if test=\"mail is present and mail.note is present\"><p>{charges | where:(note == 'x') | count}</p></if>")
        #expect(try draft.messages() == ["T103: note may be absent"], "of the item, not of the mail")
        draft = Draft.flow("<p>{charges | where:(note is not present) | count}</p>")
        #expect(try draft.lines() == [["2"]])
    }

    /// Copies are counted as steps, and a group does not copy what others hold.
    @Test func groupsAreMadeInTheTimeOfTheirItems() throws {
        let one = "{\"name\": \"Water\", \"amount\": \"1.00\", \"units\": 1, \"steps\": []}"
        let json = Draft.record.replacing(
            "\"charges\": [", with: "\"charges\": [\(String(repeating: one + ", ", count: 20_000))")
        #expect(try say("{charges | group:name | count}", json) == "3")
        let many = Draft.record.replacing(
            "\"charges\": [", with: "\"charges\": [\(String(repeating: one + ", ", count: 700))")
        #expect(
            try Draft.flow("<for each=\"c in charges\"><p>{charges | group:name | count}</p></for>").refusal(many)
                .hasSuffix("loops and filters go through more than 1000000 items for one document"))
    }

    @Test func workdaysOfACenturyAreCounted() throws {
        // 36,525 days from a Tuesday on: 5,217 whole weeks and 6 days, Wednesday to Monday, of which 4 are workdays.
        #expect(try say("{bill.due_date | plus:36525 | workdays:bill.due_date}") == "26089")
        for days in 0...21 {
            let wanted = (0..<days).filter { ![3, 4].contains($0 % 7) }.count
            #expect(try say("{bill.due_date | plus:\(days) | workdays:bill.due_date}") == "\(wanted)", "\(days) days")
        }
    }

    /// What is made late has the subtotal of its row.
    @Test(arguments: ["carry-out", "carry-in"]) func subtotalInALaterOptionIsTheOneOfItsRow(row: String) throws {
        let option = "<td><fit><option><box h=\"20in\"><p>x</p></box></option><option><p>small {carried}</p></option></fit></td>"
        let plain = "<td>p</td>"
        let draft = Draft.flow(
            """
            <table columns="1fr auto" of="charges" as="c"><row carry="c.amount"><td>{c.name}</td><td>{c.amount}</td></row>
            <carry-out>\(row == "carry-out" ? option : plain)<td>{carried}</td></carry-out><carry-in>\(row == "carry-in" ? option : plain)<td>{carried}</td></carry-in><footer><td>F</td></footer></table>
            """, height: 40)
        let lines = try draft.lines().joined()
        let texts = lines.filter { $0.contains("small") }
        #expect(!texts.isEmpty, "\(lines)")
        for text in texts {
            #expect(text == "small $20.00$20.00", "\(text)")
        }
    }

    @Test func aRollHoldsWhatStandsAtFixedPlaces() throws {
        func roll(_ page: String) -> Draft {
            Draft(
                template:
                    "<document kind=\"bill\" version=\"1\">\(Draft.head())<page name=\"p\" use=\"only\" size=\"432pt auto\">\(page)</page><flow><p>x</p></flow></document>"
            )
        }
        let region = "<region name=\"q\" x=\"220pt\" y=\"700pt\" w=\"200pt\" h=\"20pt\"><p>y</p></region>"
        let pages = try roll("<body x=\"0pt\" y=\"20pt\" w=\"200pt\" h=\"15pt\"/>\(region)").pages()
        #expect(pages.map(\.frame.size.height) == [.points(720)])
        #expect(try roll("<body x=\"0pt\" y=\"20pt\" w=\"200pt\" h=\"15pt\"/>").pages()[0].frame.size.height == .points(47))
        #expect(
            try roll(region).messages().contains("T302: a roll is as long as what flows into it, and this one has no <body>"))
    }
}
