import TestKit
import Testing

@testable import Templating

/// What expressions are worth when a record is merged.
@Suite struct ExpressionTests {
    private func say(_ text: String, words: String = "{}") throws -> String { try Draft.say(text, words: words) }

    @Test func fieldsAreWrittenAsTheTemplatesFormatsSay() throws {
        #expect(try say("{account.name}") == "Ana Ruiz")
        #expect(try say("{bill.total_due} {bill.past_due}") == "$95.91 $0.00")
        #expect(try say("{bill.due_date} {bill.month}") == "12/15/2026 November 2026")
        #expect(try say("{bill.count} {bill.rate} {bill.big}") == "3 4.410 9223372036854775807")
        #expect(try say("{nested.inner.deep}") == "down")
        #expect(try say("{{{bill.count}}} }}{{") == "{3} }{", "doubled braces are braces")
        #expect(try say("&lt;{account.name | upper}&gt;") == "<ANA RUIZ>")
    }

    @Test func arithmeticIsExact() throws {
        #expect(try say("{1 + 2 * 3 - 4}") == "3")
        #expect(try say("{0.1 + 0.2}") == "0.3")
        #expect(try say("{0.10 + 0.2}") == "0.30")
        #expect(try say("{2 * 0.25}") == "0.50")
        #expect(try say("{bill.rate * 2}") == "8.820")
        #expect(try say("{bill.total_due - bill.past_due}") == "$95.91")
        #expect(try say("{bill.total_due * 3} {3 * bill.total_due}") == "$287.73 $287.73")
        #expect(
            try say("{-bill.total_due} {-(-bill.total_due)} {-bill.count}") == "−$95.91 $95.91 −3",
            "an amount has the minus sign of its format")
        #expect(try say("{bill.count - -2}") == "5")
    }

    @Test func aNumberOfTheTemplateTakesTheTypeOfTheOtherSide() throws {
        #expect(try say("{bill.total_due + 5} {5 - bill.past_due}") == "$100.91 $5.00")
        #expect(try say("{bill.total_due + 0.09} {bill.total_due - 0.9}") == "$96.00 $95.01")
        #expect(try holds("bill.past_due == 0"))
        #expect(try holds("bill.total_due gt 95.90"))
        #expect(try holds("95.91 == bill.total_due"))
        #expect(try holds("bill.total_due gt -10000 and -95.91 == -bill.total_due"), "a literal with a sign")
        #expect(!(try holds("bill.total_due le -0.5")))
        #expect(try holds("bill.rate == 4.41"))
        #expect(try holds("bill.rate gt 4"))
        #expect(try holds("bill.due_date == '2026-12-15'"))
        #expect(try holds("'2026-12-14' lt bill.due_date"))
        #expect(try !holds("bill.due_date lt '2026-12-15'"))
        #expect(try say("{bill.late ?? 0} {bill.late ?? 1.5} {bill.drawn ?? '2027-01-02'}") == "$0.00 $1.50 01/02/2027")
    }

    private func holds(_ test: String) throws -> Bool {
        var draft = Draft.flow("<if test=\"\(test)\"><p>yes</p><else/><p>no</p></if>")
        draft.words = ["en": "{}"]
        return try draft.lines() == [["yes"]]
    }

    @Test func comparisonsAndTheirNearMisses() throws {
        #expect(try holds("bill.count == 3"))
        #expect(try !holds("bill.count != 3"))
        #expect(try holds("bill.count le 3 and bill.count ge 3"))
        #expect(try !holds("bill.count lt 3 or bill.count gt 3"))
        #expect(try holds("account.name == 'Ana Ruiz'"))
        #expect(try holds("account.name != 'ana ruiz'"))
        #expect(try holds("not bill.paid"))
        #expect(try holds("bill.paid == false"))
        #expect(try holds("bill.month == bill.month"))
        #expect(try holds("true or bill.big + bill.big gt 0"), "what follows a true or is not worked out")
        #expect(try holds("not (false and bill.big + bill.big gt 0)"))
        #expect(try holds("account.suite is not present and mail is not present"))
        #expect(try !holds("account.suite is present"))
    }

    @Test func overflowStopsTheDocumentAtItsPlace() throws {
        let draft = Draft.flow("\n<p>{bill.big + 1}</p>")
        #expect(try draft.refusal() == "bill/bill.xml:6:5: the result is too large")
        for expression in [
            "bill.big * 2", "-(-bill.big - 1)", "bill.big - -1", "bill.total_due * bill.big", "bill.rate + bill.big",
        ] {
            #expect(try say("{\(expression)}") == "! the result is too large", "\(expression)")
        }
        #expect(try say("{-bill.big - 1}") == "−9223372036854775808", "the least number is no overflow")
        #expect(try say("{0.0000001 * 0.0000001}").hasPrefix("! the product has more than"), "and no digit is dropped")
    }

    @Test func manyMinusSignsAreWorkedOutOnce() throws {
        let deep = String(repeating: "-(", count: 60) + "bill.count" + String(repeating: ")", count: 60)
        #expect(try say("{\(deep)}") == "3")
    }

    @Test func whatMayBeAbsentHasItsStandIn() throws {
        #expect(try say("[{account.suite ?? ''}]") == "[]")
        #expect(try say("[{account.suite ?? account.name}]") == "[Ana Ruiz]")
        #expect(try say("{bill.late ?? 'none'}") == "none", "a text may stand for an amount that is only written")
        #expect(try say("{mail?.imb ?? '-'} {mail?.note ?? '-'}") == "- -")
        #expect(try say("{bill.late ?? bill.total_due}") == "$95.91")
        #expect(try say("{account.suite ?? mail?.note ?? 'neither'}") == "neither")
        #expect(try say("{bill.late | money ?? 'none'}") == "none", "a filter of what is absent is absent")
        #expect(try say("{(bill.extra | number:2 ?? '') | upper}") == "")
        #expect(try say("{account.suite | default:'none'}") == "none")
        #expect(try Draft.say("{bill.late ?? 'none'} {mail?.imb ?? '-'}", fuller) == "$7.00 0123")
        #expect(try Draft.say("{bill.late | money:'0.00' ?? 'none'}", fuller) == "7.00")
    }

    private let fuller = Draft.record.replacing("\"past_due\"", with: "\"late\": \"7.00\", \"past_due\"").replacing(
        "\"charges\"", with: "\"mail\": {\"imb\": \"0123\", \"to\": [\"x\", \"y\"]}, \"charges\"")

    @Test func presenceNarrowsWhereItIsProven() throws {
        func compiles(_ blocks: String) throws -> Bool { try Draft.flow(blocks).messages().isEmpty }
        #expect(try compiles("<if test=\"bill.late is present\"><p>{bill.late}</p></if>"))
        #expect(try compiles("<if test=\"bill.late is present and bill.late gt 0\"><p>{bill.late}</p></if>"))
        #expect(try compiles("<if test=\"bill.late is not present or bill.late gt 0\"><p>x</p></if>"))
        #expect(try compiles("<if test=\"bill.late is not present\"><p>x</p><else/><p>{bill.late}</p></if>"))
        #expect(try compiles("<if test=\"not bill.late is present\"><p>x</p><else/><p>{bill.late}</p></if>"))
        #expect(
            try compiles("<if test=\"bill.late is not present\"><p>x</p><elif test=\"bill.late gt 0\"/><p>{bill.late}</p></if>"))
        #expect(try compiles("<if test=\"mail is present\"><p>{mail.imb} {mail.note ?? ''}</p></if>"))
        #expect(try compiles("<if test=\"mail?.note is present\"><p>{mail?.note}</p></if>"))
        #expect(
            try compiles(
                "<if test=\"bill.late is not present or bill.extra is not present\"><p>x</p><else/><p>{bill.late} {bill.extra}</p></if>"
            ))
        #expect(try compiles("<for each=\"c in charges\"><if test=\"c.rate is present\"><p>{c.rate}</p></if></for>"))
        #expect(try compiles("<p><if test=\"bill.late is present\">{bill.late}</if></p>"), "in running text too")
        #expect(
            try compiles("<table columns=\"1fr\"><if test=\"bill.late is present\"><row><td>{bill.late}</td></row></if></table>"))

        let bare = ["T103: bill.late may be absent"]
        #expect(try Draft.flow("<p>{bill.late}</p>").messages() == bare)
        #expect(
            try Draft.flow("<if test=\"bill.late is present\"><p>x</p></if><p>{bill.late}</p>").messages() == bare, "behind it")
        #expect(try Draft.flow("<if test=\"bill.late is present\"><p>x</p><else/><p>{bill.late}</p></if>").messages() == bare)
        #expect(try Draft.flow("<if test=\"bill.late is present or bill.paid\"><p>{bill.late}</p></if>").messages() == bare)
        #expect(try Draft.flow("<if test=\"bill.late gt 0 and bill.late is present\"><p>x</p></if>").messages() == bare)
        #expect(try Draft.flow("<if test=\"bill.late is present or bill.late gt 0\"><p>x</p></if>").messages() == bare)
        #expect(
            try Draft.flow("<if test=\"bill.late is not present and bill.paid\"><p>x</p><else/><p>{bill.late}</p></if>")
                .messages() == bare)
        #expect(
            try Draft.flow(
                "<if test=\"account.suite is present\"><for each=\"account in charges\"><p>{account.note}</p></for></if>"
            ).messages() == ["T103: account.note may be absent"])
        #expect(
            try Draft.flow(
                "<for each=\"c in charges\"><if test=\"c.rate is present\"><for each=\"c in charges\"><p>{c.rate}</p></for></if></for>"
            )
            .messages() == ["T103: c.rate may be absent"], "an inner name of the same spelling is another")
    }

    @Test func theItemOfALoopIsThere() throws {
        let draft = Draft.flow("<for each=\"c in charges\"><if test=\"c is present\"><p>{c.name}</p></if></for>")
        #expect(try draft.lines() == [["Water", "Sewer", "Trash"]])
    }

    @Test func listFiltersWorkOnFieldsOfTheItems() throws {
        #expect(try say("{charges | count} {lines | count}") == "3 3")
        #expect(try say("{charges | sum:amount}") == "$37.60")
        #expect(try say("{charges | sum:(amount * units)}") == "$63.88")
        #expect(try say("{charges | sum:(rate ?? 0)}") == "4.41")
        #expect(try say("{charges | max:amount ?? 'none'} {charges | min:units ?? 0}") == "$23.14 0")
        #expect(try say("{charges | where:(amount gt 0) | count}") == "2")
        #expect(try say("{charges | where:(rate is present) | sum:units}") == "2")
        #expect(try say("{charges | where:(taxed ?? false) | join:', ',name}") == "Trash")
        #expect(try say("{charges | take:2 | join:'+',name} {charges | skip:2 | join:'+',name}") == "Water+Sewer Trash")
        #expect(try say("{charges | where:(units gt 0) | skip:1 | join:'+',name}") == "Trash")
        #expect(try say("{charges | take:99 | count} {charges | skip:99 | count} {charges | take:0 | count}") == "3 0 0")
        #expect(try say("{lines | join:' / '}") == "Ana Ruiz / 12 Elm St / Windsor CO")
        #expect(try say("{(lines | first) ?? ''}|{lines | last ?? ''}") == "Ana Ruiz|Windsor CO")
        #expect(try say("{(charges | first)?.name ?? ''}") == "Water")
        #expect(try say("{(charges | last)?.note ?? ''}") == "weekly")
        #expect(try say("{(charges | first)?.meter?.id ?? ''}{(charges | last)?.meter?.id ?? '-'}") == "M1-")
        #expect(try say("{charges | where:((steps | count) gt 0) | count}") == "2", "a list within the items")
        #expect(try say("{charges | sum:(steps | count)}") == "3")
        #expect(try say("{charges | where:(name == account.name) | count}") == "0", "names around are still there")
        #expect(try say("{charges | where:(amount gt 99) | sum:amount}") == "$0.00", "the sum of nothing")
        #expect(try say("{charges | where:(amount gt 99) | max:amount ?? 'none'}") == "none")
        #expect(try say("{(charges | where:(amount gt 99) | first)?.name ?? 'none'}") == "none")
        #expect(try say("{lines | where:(item != 'Windsor CO') | join:'-'}") == "Ana Ruiz-12 Elm St")
    }

    @Test func textFiltersAndTheirFormats() throws {
        #expect(
            try say("{bill.total_due | money:'#,##0.00'} {bill.past_due - 5 | credit} {bill.total_due | credit}")
                == "95.91 $5.00 CR $95.91")
        #expect(
            try say("{bill.count | number:2} {bill.rate | number:0} {bill.rate | number:1,4} {bill.rate | number:2}")
                == "3.00 4 4.41 4.41")
        #expect(try say("{12345 | number} {bill.big | number}") == "12,345 9,223,372,036,854,775,807")
        #expect(try say("{bill.rate | percent:1}") == "4.4%")
        #expect(try say("{bill.due_date | date:'MMMM d, yyyy'} {bill.month | date:'MMM yyyy'}") == "December 15, 2026 Nov 2026")
        #expect(try say("{'  x y ' | trim}.") == "x y.")
        #expect(
            try say("{account.number | mask:4}")
                == "•••••••••-42".replacing("-42", with: "1-42").replacing("•••••••••1", with: "••••••••1"))
        #expect(try say("{'abc' | mask:4}{'abc' | mask:0}") == "abc•••")
        #expect(try say("{bill.count | zfill:5} {'7' | zfill:1}") == "00003 7")
        #expect(try say("{account.name | zfill:3}") == "! zfill:3 got 8 characters")
        #expect(try say("{bill.total_due | cents | zfill:10}") == "0000009591")
        #expect(try say("{bill.count} {bill.count | plural:'day','days'} {1 | plural:'day','days'}") == "3 days day")
        #expect(try say("{'straße' | upper}") == "STRASSE")
    }

    @Test func wordsTakeTheirValuesByTheLastNameOfThePath() throws {
        let words =
            #"{"plain": "Hello", "due": "Pay {total_due} by {due_date}", "drawn": "We draw {total_due} on {drawn}", "two": "{1} of {2}", "brace": "{{x}}", "same": "{name} {name}"}"#
        #expect(try say("{t.plain} {t.brace}", words: words) == "Hello {x}")
        #expect(try say("{t.due | with:bill.total_due,bill.due_date}", words: words) == "Pay $95.91 by 12/15/2026")
        #expect(
            try say("{t.due | with:bill.due_date,bill.total_due}", words: words) == "Pay $95.91 by 12/15/2026", "in any order")
        #expect(
            try say("{t.drawn | with:(bill.total_due | money:'0.00'),(bill.drawn ?? bill.due_date)}", words: words)
                == "We draw 95.91 on 12/15/2026", "through filters, and by the first path of a ??")
        #expect(try say("{t.two | with:1,(bill.count + 1)}", words: words) == "1 of 4", "by number where there is no name")
        #expect(try say("{t.same | with:account.name}", words: words) == "Ana Ruiz Ana Ruiz")
        #expect(try say("{t.plain | upper}", words: words) == "HELLO")
    }

    @Test func loopsWithinLoopsStopBeforeTheyTakeHours() throws {
        let many = "[" + (0..<400).map { "\"\($0)\"" }.joined(separator: ",") + "]"
        let json = Draft.record.replacing("[\"Ana Ruiz\", \"12 Elm St\", \"Windsor CO\"]", with: many)
        let loops = (1...5).map { "<for each=\"l\($0) in lines\">" }.joined()
        let ends = String(repeating: "</for>", count: 5)
        #expect(
            try Draft.flow("\(loops)<if test=\"l5 == 'x'\"><p>x</p></if>\(ends)").refusal(json)
                == "bill/bill.xml:5:120: loops and filters go through more than 1000000 items for one document")
        #expect(
            try Draft.say(
                "{lines | where:((lines | where:((lines | where:(item == 'x') | count) gt 0) | count) gt 0) | count}", json)
                == "! loops and filters go through more than 1000000 items for one document")
    }
}
