import TestKit
import Testing

@testable import Templating

/// What an author is told of an expression that cannot be compiled: column in the expression, code, message and way out.
@Suite struct ExpressionFaultTests {
    private func complaint(_ text: String, words: String = "{}") throws -> String {
        try Draft.complaint(text, words: words).joined(separator: " / ")
    }

    @Test func unknownNamesAreToldWithTheNearest() throws {
        #expect(try complaint("acount.name") == "0 T101: acount is not in the contract (did you mean account?)")
        #expect(try complaint("account.numbr") == "0 T101: account.numbr is not in the contract (did you mean account.number?)")
        #expect(
            try complaint("1 + bill.totaldue") == "4 T101: bill.totaldue is not in the contract (did you mean bill.total_due?)")
        #expect(
            try complaint("nested.inner.depe")
                == "0 T101: nested.inner.depe is not in the contract (did you mean nested.inner.deep?)")
        #expect(try complaint("xyzzy") == "0 T101: xyzzy is not in the contract", "nothing is near")
        #expect(try complaint("charges | sum:amuont") == "14 T101: amuont is not in the contract (did you mean amount?)")
        #expect(try complaint("carried") == "0 T101: carried is not in the contract", "carried stands in carry rows only")
        #expect(try complaint("item") == "0 T101: item is not in the contract")
        #expect(try complaint("t") == "0 T101: t needs a name after a point, as in t.amount_due")
        #expect(try complaint("page") == "0 T101: page needs a name after a point, as in page.number")
        #expect(try complaint("page.number") == "0 T006: page numbers are known in regions of a page, not in the flow")
    }

    @Test func typesThatDoNotJoinAreToldByTheirNames() throws {
        let cases = [
            ("bill.total_due + account.name", "0 T102: + does not join an amount of money and text"),
            ("account.name + account.name", "0 T102: + does not join text and text"),
            ("bill.total_due * bill.total_due", "0 T102: * does not join an amount of money and an amount of money"),
            (
                "bill.total_due * bill.rate",
                "0 T102: * does not join an amount of money and a number (round the product to cents: a * b | round)"
            ),
            ("bill.total_due + bill.count", "0 T102: + does not join an amount of money and an integer"),
            ("bill.total_due + 0.001", "0 T102: + does not join an amount of money and a number"),
            ("bill.due_date - bill.due_date", "0 T102: - does not join a date and a date"),
            (
                "bill.total_due / 2",
                "0 T102: division loses cents unless it is rounded (round it: a / b | round:2)"
            ),
            ("-account.name", "1 T102: only numbers and money can be negated; this is text"),
            ("-bill.paid", "1 T102: only numbers and money can be negated; this is true or false"),
            ("charges", "0 T102: a list cannot be written as text"),
            ("account", "0 T102: a record cannot be written as text"),
            ("bill.paid", "0 T102: true or false cannot be written as text"),
            ("account.name.first", "0 T102: account.name is text and has no first"),
            ("3.x", "0 T102: this is an integer and has no x"),
            ("charges.amount", "0 T102: charges is a list and has no amount"),
        ]
        for (expression, wanted) in cases { #expect(try complaint(expression) == wanted, "\(expression)") }
    }

    @Test func conditionsCompareLikeWithLike() throws {
        func test(_ text: String) throws -> String {
            try Draft.flow("<if test=\"\(text)\"><p>x</p></if>").messages().joined(separator: " / ")
        }
        #expect(try test("bill.count") == "T102: a condition is expected; this is an integer")
        #expect(try test("bill.paid and bill.count") == "T102: a condition is expected; this is an integer")
        #expect(try test("not account.name") == "T102: a condition is expected; this is text")
        #expect(try test("bill.count == account.name") == "T102: == does not join an integer and text")
        #expect(try test("bill.due_date gt bill.month") == "T102: > does not join a date and a month")
        #expect(
            try test("bill.total_due gt 900000000000000000.5") == "T102: > does not join an amount of money and a number",
            "more cents than an amount holds")
        #expect(try test("bill.due_date gt '12/15/2026'") == "T102: > does not join a date and text", "no day in that form")
        #expect(try test("bill.due_date gt '2026-02-30'") == "T102: > does not join a date and text", "no such day")
        #expect(
            try test("bill.due_date == account.name") == "T102: == does not join a date and text", "a text that is no literal")
        #expect(try test("account.name gt 'a'") == "T102: text can be compared with == and != only")
        #expect(try test("bill.paid gt false") == "T102: true or false can be compared with == and != only")
        #expect(try test("charges == charges") == "T102: == does not join a list and a list")
        #expect(try test("bill.held") == "T103: bill.held may be absent")
        #expect(try test("bill.total_due gt bill.late") == "T103: bill.late may be absent")
    }

    @Test func whatMayBeAbsentIsNotUsedBare() throws {
        #expect(
            try complaint("account.suite")
                == "0 T103: account.suite may be absent (write {account.suite ?? \"\"} for what stands instead, or put it within <if test=\"account.suite is present\">)"
        )
        let hint = "(write bill.late ?? \"\" for what stands instead, or put it within <if test=\"bill.late is present\">)"
        #expect(try complaint("bill.total_due + bill.late") == "17 T103: bill.late may be absent \(hint)")
        #expect(try complaint("bill.late | money") == "0 T103: bill.late may be absent \(hint)")
        #expect(try complaint("-bill.late") == "1 T103: bill.late may be absent \(hint)")
        #expect(
            try complaint("mail.imb")
                == "0 T103: mail may be absent (write mail?.imb, or put it within <if test=\"mail is present\">)")
        #expect(try complaint("mail?.imb").hasPrefix("0 T103: mail.imb may be absent"))
        #expect(try complaint("charges | max:amount").contains("T103: it may be absent"))
        #expect(try complaint("charges | sum:rate").hasPrefix("14 T103: rate may be absent"))
        #expect(
            try complaint("charges | where:taxed | count").hasPrefix("16 T103: taxed may be absent"),
            "absent is neither true nor false")
        #expect(try complaint("charges | join:', ',note").hasPrefix("20 T103: note may be absent"))
        #expect(try complaint("bill.count | plural:account.suite,'x'").hasPrefix("20 T103: account.suite may be absent"))
        #expect(try complaint("others | count").hasPrefix("0 T103: others may be absent"))
        #expect(try Draft.flow("<for each=\"o in others\"><p>{o}</p></for>").messages() == ["T103: this list may be absent"])
        #expect(try complaint("account.name ?? ''") == "0 T102: account.name is always there; ?? is not needed")
        #expect(
            try complaint("bill.late ?? bill.due_date") == "13 T102: an amount of money and a date cannot stand for one another")
        #expect(try complaint("account.suite ?? 3") == "17 T102: text and an integer cannot stand for one another")
    }

    @Test func whatIsShownOfAnOuterNameSaysNothingOfAnItemsField() throws {
        // Within the filter, meter is the item's own, whose presence nobody has shown.
        let contract = Draft.contract.replacing(
            "\"lines\":",
            with:
                "\"meter\": {\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\"}, \"note\": {\"type\": \"string\"}}}, \"lines\":"
        )
        var draft = Draft.flow("<if test=\"meter is present and meter?.id is present\"><p>{charges | join:' ',meter.id}</p></if>")
        draft.contract = contract
        #expect(try draft.messages() == ["T103: meter may be absent"])
    }

    @Test func filtersSayWhatTheyTake() throws {
        let cases = [
            ("bill.count | mony", "13 T104: there is no filter mony (did you mean money?)"),
            (
                "bill.count | money",
                "13 T102: money takes an amount of money; this is an integer (money | money, or money:'pattern' → text)"
            ),
            ("account.name | credit", "15 T102: credit takes an amount of money; this is text (money | credit → text)"),
            (
                "account.name | number",
                "15 T102: number takes a number; this is text (number | number, number:decimals or number:fewest,most → text)"
            ),
            (
                "account.name | date:'d'",
                "15 T102: date takes a date or a month; this is text (date or month | date:'pattern' or date:'pattern','es' → text)"
            ),
            ("bill.count | upper", "13 T102: upper takes a text; this is an integer (text | upper → text)"),
            ("bill.count | mask:4", "13 T102: mask takes a text; this is an integer (text | mask:kept → text)"),
            (
                "bill.total_due | zfill:3",
                "17 T102: zfill takes a text or an integer; this is an amount of money (text or integer | zfill:width → text)"
            ),
            ("bill.count | cents", "13 T102: cents takes an amount of money; this is an integer (money | cents → integer)"),
            (
                "account.name | plural:'a','b'",
                "15 T102: plural takes an integer; this is text (integer | plural:one,many → text)"
            ),
            ("account.name | count", "15 T102: count takes a list; this is text"),
            ("account | count", "10 T102: count takes a list; this is a record"),
            ("bill.count | sum:x", "13 T102: sum takes a list; this is an integer"),
            ("charges | sum:name", "10 T102: sum cannot add up text"),
            ("charges | where:units", "10 T102: where takes a condition; this is an integer"),
            (
                "charges | join:', '",
                "10 T102: join writes texts and numbers; this is a record (join:', ',name takes a field of each item)"
            ),
            (
                "bill.due_date | date",
                "16 T105: date takes 1 to 2 arguments, not 0 (date or month | date:'pattern' or date:'pattern','es' → text)"
            ),
            (
                "bill.count | number:1,2,3",
                "13 T105: number takes 0 to 2 arguments, not 3 (number | number, number:decimals or number:fewest,most → text)"
            ),
            ("bill.count | number:4,2", "22 T105: number takes the fewest decimals first, then the most"),
            ("bill.count | number:99", "20 T105: number takes a number from 0 to 9 here"),
            ("bill.count | number:bill.count", "20 T105: number takes a number from 0 to 9 here"),
            ("bill.total_due | money:'abc'", ""),
            ("bill.total_due | money:account.name", "23 T105: money takes a text in quotes here, or a word such as t.long_date"),
            ("bill.due_date | date:'qq'", ""),
            ("bill.month | date:'d'", ""),
            ("bill.count | plural:1,2", "20 T105: plural takes a text here"),
            ("charges | take:'x'", "15 T105: take takes an integer; this is text"),
            ("account.name | default:'x'", "15 T105: default:… gives what stands instead of a value that may be absent"),
            ("account.name | with:bill.count", "15 T105: with gives a word its values: t.word | with:…"),
        ]
        for (expression, wanted) in cases {
            let got = try complaint(expression)
            if wanted.isEmpty {
                #expect(got.contains("T105"), "\(expression): \(got)")
            } else {
                #expect(got == wanted, "\(expression)")
            }
        }
        #expect(try complaint("bill.count | zzzzz").hasPrefix("13 T104: there is no filter zzzzz (there are: bit, cents, count,"))
    }

    @Test func wordsMustBeThereWithTheirPlaceholders() throws {
        let words = #"{"due": "Pay {total_due} by {due_date}", "plain": "Hello"}"#
        #expect(try complaint("t.plan", words: words) == "0 T204: t.plan is not in bill/en.json (did you mean t.plain?)")
        #expect(
            try complaint("t.due", words: words)
                == "0 T204: t.due has the placeholder {total_due}, which is not given here (write t.due | with:… and a value whose path ends in total_due)"
        )
        #expect(
            try complaint("t.due | with:bill.total_due", words: words).hasPrefix("0 T204: t.due has the placeholder {due_date}"))
        #expect(
            try complaint("t.plain | with:bill.count", words: words).hasPrefix("0 T204: t.plain has no placeholder {count}"))
        #expect(try complaint("t.due | with:bill.total_due,bill.drawn", words: words).contains("bill.drawn may be absent"))
        #expect(
            try complaint("t.due | with:bill.total_due,charges", words: words).hasPrefix(
                "28 T102: a list cannot be written as text"))
        #expect(try complaint("t.x") == "0 T204: t.x is not in bill/en.json")
    }

    @Test func anExpressionThatCannotBeReadIsToldAtItsPlaceInTheFile() throws {
        #expect(try complaint("bill.count +") == "12 T106: a value is expected before the end")
        #expect(
            try Draft.flow("\n<p>\n  &amp; é {bill.count = 3}</p>").faults() == [
                """
                bill/bill.xml:7:23: error T106: = is not part of an expression; write ==
                      &amp; é {bill.count = 3}</p></flow>
                                          ^
                """
            ])
    }
}
