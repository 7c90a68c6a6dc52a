import Records
import TestKit
import Testing

@testable import Templating

/// Names given with `<let>`, options that fit, choices in every place, and what a document is told of its issue.
@Suite struct LanguageTests {
    // MARK: let

    @Test func aNameStandsForItsExpressionFromThereOn() throws {
        #expect(
            try Draft.flow(
                "<let name=\"total\" value=\"charges | sum:amount\"/><p>{total} {total * 2}</p><if test=\"total gt 30\"><p>much</p></if>"
            ).lines() == [["$37.60 $75.20", "much"]])
        #expect(
            try Draft.flow("<p>{total}</p><let name=\"total\" value=\"charges | sum:amount\"/>").messages() == [
                "T101: total is not in the contract"
            ], "not before it")
    }

    @Test func aNameOfTheDocumentStandsInRegionsAndTheFlow() throws {
        var draft = Draft.region("<p>{due} {n}</p>")
        draft.template = draft.template.replacing(
            "<page ",
            with:
                "<let name=\"due\" value=\"bill.total_due + bill.past_due\"/><let name=\"n\" value=\"(charges | count) + 1\"/><page "
        )
        #expect(try draft.lines() == [["$95.91 4"]])
    }

    @Test func aNameWithinALoopIsOfItsItem() throws {
        #expect(
            try Draft.flow(
                "<for each=\"c in charges\"><let name=\"twice\" value=\"c.amount * 2\"/><p>{twice}</p></for>"
            ).lines() == [["$46.28", "−$6.28", "$35.20"]])
        #expect(
            try Draft.flow("<for each=\"c in charges\"><let name=\"x\" value=\"c.name\"/></for><p>{x}</p>").messages() == [
                "T101: x is not in the contract"
            ], "not outside of it")
    }

    @Test func whatMayBeAbsentMayHaveANameAndIsNarrowedByIt() throws {
        #expect(
            try Draft.flow(
                "<let name=\"note\" value=\"mail?.note\"/><if test=\"note is present\"><p>{note}</p><else/><p>none</p></if>"
            ).lines() == [["none"]])
        #expect(
            try Draft.flow("<let name=\"note\" value=\"mail?.note\"/><p>{note}</p>").messages() == ["T103: note may be absent"])
    }

    @Test func aNameHidesNothing() throws {
        #expect(
            try Draft.flow("<let name=\"bill\" value=\"1\"/><p>{bill.count}</p>").messages() == ["T005: bill is a name already"])
        #expect(
            try Draft.flow("<let name=\"a\" value=\"1\"/><let name=\"a\" value=\"2\"/><p>{a}</p>").messages() == [
                "T005: a is a name already"
            ])
        #expect(
            try Draft.flow("<let name=\"a\" value=\"1\"/><for each=\"a in charges\"><p>{a.name}</p></for><p>{a}</p>").messages()
                == ["T005: a is a name already, given by <let>"])
        for name in ["t", "page", "run", "document", "carried", "2nd", "a-b", "is", "or"] {
            #expect(
                try Draft.flow("<let name=\"\(name)\" value=\"1\"/>").messages() == ["T005: \"\(name)\" cannot be a name"],
                "\(name)")
        }
    }

    @Test func aNameThatNothingUsesIsANote() throws {
        let notes = try Draft.flow("<let name=\"idle\" value=\"1\"/><let name=\"busy\" value=\"2\"/><p>{busy}</p>").compile()
            .notes
        #expect(notes.filter { $0.message.contains("idle") }.map(\.message) == ["the value idle is never used"])
        #expect(!notes.contains { $0.message.contains("busy") })
    }

    // MARK: fit

    private static let options =
        "<fit><option><p class=\"big\">{account.name}</p></option><option><p>{account.name}</p></option><option><p>{account.name}</p><p>b</p></option></fit>"

    @Test func theFirstOptionThatGoesWholeIsSet() throws {
        let style = "<style name=\"big\" size=\"30pt\" leading=\"40pt\"/>"
        func places(_ height: Int, before: String = "") throws -> [[String]] {
            try Draft.flow(before + Self.options, styles: style, height: height).places()
        }
        #expect(try places(100).map { $0.map { $0.split(separator: " ")[0] } } == [["10,47.5"]], "large type where there is room")
        #expect(try places(39) == [["10,28.5 Ana Ruiz"]], "small where there is not")
        #expect(
            try places(60, before: "<p>a</p><p>b</p>") == [["10,28.5 a", "10,40.5 b", "10,52.5 Ana Ruiz"]], "room that is left")
        #expect(try places(18, before: "<p>a</p>") == [["10,28.5 a"], ["10,28.5 Ana Ruiz"]], "or a page of its own")
    }

    @Test func whereNothingGoesWholeTheLastIsCut() throws {
        let many = String(repeating: "<p>x</p>", count: 6)
        #expect(
            try Draft.flow("<fit><option>\(many)<p>one</p></option><option>\(many)<p>two</p></option></fit>", height: 40).lines()
                == [["x", "x", "x"], ["x", "x", "x"], ["two"]])
    }

    @Test func whatStandsInAnOptionIsAskedWhereItIsSet() throws {
        let check = "<check test=\"bill.paid\" message=\"not paid\"/>"
        func draft(_ height: Int) -> Draft {
            Draft.flow(
                "<fit><option><p>{account.name}</p><p>b</p></option><option>\(check)<p>{account.name}</p></option></fit>",
                height: height)
        }
        #expect(try draft(30).lines() == [["Ana Ruiz", "b"]], "the first fits: the other is not even made")
        #expect(try draft(15).refusal() == "bill/bill.xml:5:66: not paid", "and never shipped where it is needed")
        #expect(
            try Draft.flow(
                "<for each=\"c in charges\"><fit><option><box h=\"90pt\"><p>tall</p></box></option><option><p>{c.name}</p></option></fit></for>",
                height: 50
            ).lines() == [["Water", "Sewer", "Trash"]], "each is of its own item")
    }

    @Test func aFitHoldsOptionsAlone() throws {
        #expect(
            try Draft.flow("<fit><p>x</p></fit>").messages() == [
                "T006: <fit> has no <option>", "T006: <p> does not stand in <fit>",
            ])
        #expect(try Draft.flow("<option><p>x</p></option>").messages() == ["T006: <option> does not stand in <flow>"])
    }

    // MARK: Choices and loops among items and cells

    @Test func itemsOfAListComeFromTheDataAndAreNumberedThrough() throws {
        #expect(
            try Draft.flow(
                "<ol><li>first</li><for each=\"c in charges\"><if test=\"c.amount gt 0\"><li>{c.name}</li><else/><li>less {c.name}</li></if></for><li>last</li></ol>"
            ).lines() == [["1.first", "2.Water", "3.less Sewer", "4.Trash", "5.last"]])
        #expect(try Draft.flow("<ul><if test=\"bill.paid\"><li>paid</li></if></ul><p>end</p>").lines() == [["end"]])
        #expect(
            try Draft.flow("<ul><if test=\"bill.paid\"><p>x</p></if></ul>").messages() == ["T006: <p> does not stand in <if>"])
    }

    @Test func cellsOfARowComeFromTheData() throws {
        let table = "<table columns=\"50pt 50pt 50pt\" gap=\"0pt\"><row>%</row></table>"
        func lines(_ cells: String) throws -> [[String]] { try Draft.flow(table.replacing("%", with: cells)).places() }
        #expect(
            try lines("<for each=\"c in charges\"><td>{c.name}</td></for>") == [
                ["10,28.5 Water", "60,28.5 Sewer", "110,28.5 Trash"]
            ])
        #expect(
            try lines("<if test=\"bill.paid\"><td span=\"2\">paid</td><else/><td>open</td><td>due</td></if><td>z</td>") == [
                ["10,28.5 open", "60,28.5 due", "110,28.5 z"]
            ])
        #expect(
            try Draft.flow(table.replacing("%", with: "<td>a</td><if test=\"bill.paid\"><td span=\"3\">b</td></if>")).messages()
                == [
                    "T301: the row has 4 columns; the table has 3"
                ], "the widest way through counts")
    }

    @Test func cellsOfALoopThatAreTooManyStopTheDocument() throws {
        let refusal = try Draft.flow(
            "\n<table columns=\"50pt 50pt\">\n<row><for each=\"c in charges\"><td>{c.name}</td></for></row></table>"
        ).refusal()
        #expect(
            refusal.hasSuffix("a row has more cells than the table has columns; the body of the page has 200 × 100 pt"),
            "\(refusal)")
        #expect(refusal.hasPrefix("bill/bill.xml:7:1: page 1: row 1 of a table: "), "the row, not the table: \(refusal)")
    }

    // MARK: The issue

    @Test func theDocumentIsToldItsDayItsNumberAndItsCopy() throws {
        let draft = Draft.region(
            "<p>{run.date | date:'MMMM d, yyyy'} {document.number ?? 'none'} {document.copy ?? 'original'}</p>")
        let merger = Merger(try draft.compile())
        func lines(_ issue: Issuance) throws -> [String] {
            try merger.pages(of: draft.record(), issue: issue).flatMap(\.frame.lines)
        }
        let day = try #require(Day(year: 2027, month: 2, day: 1))
        #expect(try lines(Issuance(date: day)) == ["February 1, 2027 none original"])
        #expect(try lines(Issuance(date: day, number: "A-7", copy: "tenant")) == ["February 1, 2027 A-7 tenant"])
        #expect(
            try Draft.complaint("document.number") == [
                "0 T103: document.number may be absent (write {document.number ?? \"\"} for what stands instead, or put it within <if test=\"document.number is present\">)"
            ])
        #expect(try Draft.complaint("run.day") == ["0 T101: run has date and sequence, not day"])
        #expect(try Draft.complaint("document.date ?? 1") == ["0 T101: document has number and copy, not date"])
        #expect(try Draft.complaint("run") == ["0 T101: run needs a name after a point, as in run.date"])
    }

    // MARK: Pictures that data choose

    @Test func dataChooseAmongThePicturesOfTheTemplate() throws {
        var draft = Draft.flow("<image file=\"{account.name}.png\" w=\"10pt\" alt=\"\"/><p>x</p>")
        draft.pictures = ["Ana Ruiz.png": TestPictures.greyPNG, "other.png": TestPictures.greyPNG]
        #expect(try draft.dump().contains("picture"))
        draft.pictures["Ana Ruiz.png"] = nil
        #expect(
            try draft.refusal()
                == "bill/bill.xml:5:7: the data name a picture that is not beside the template or in the shared folder",
            "without the name, which may be private")
        draft.template = draft.template.replacing("w=\"10pt\"", with: "w=\"10pt\" missing=\"hide\"")
        #expect(try draft.places() == [["10,28.5 x"]])
    }

    @Test func aPictureThatMayBeChosenMustBeWhole() throws {
        var draft = Draft.flow("<image file=\"{account.name}\" w=\"10pt\" alt=\"\"/>")
        draft.pictures = ["bad.png": Array(TestPictures.greyPNG.prefix(30))]
        #expect(try draft.messages().first?.hasPrefix("T205: bad.png: ") == true)
        #expect(
            try Draft.flow("<image file=\"x.png\" w=\"10pt\" alt=\"\" missing=\"hide\"/>").messages().last
                == "T006: missing is for pictures that the data name; this one is always the same")
    }

    // MARK: Languages

    @Test func everyLanguageHasTheWordsThatTheTemplateUses() throws {
        var draft = Draft.flow("<p>{t.due | with:bill.total_due}</p>")
        draft.words = ["en": "{\"due\": \"Pay {total_due}\", \"idle\": \"x\"}", "es": "{\"due\": \"Pague {total_due}\"}"]
        #expect(try draft.faults() == [], "a word that is never used may be missing")
        draft.words["es"] = "{\n  \"deu\": \"Pague {total_due}\"\n}"
        #expect(
            try draft.faults() == [
                "bill/es.json:1:1: error T204: bill/es.json lacks the word due, which bill/en.json has and the template uses\n    {\n    ^\n    did you mean deu?"
            ])
        draft.words["es"] = "{\n  \"due\": \"Pague {amount}\"\n}"
        #expect(
            try draft.messages() == [
                "T204: due has other placeholders here than in bill/en.json: {amount}, {total_due} is not in both"
            ])
    }

    // MARK: Several slips of XML in one pass

    @Test func slipsOfMarkupDoNotHideWhatComesAfter() throws {
        #expect(
            try Draft.flow("\n<p>Water & sewer</p>\n<p class=\"a\" class=\"b\">{nope}</p>\n<box><p>x</box>\n<pp/>").faults().map {
                String($0.prefix { $0 != "\n" })
            } == [
                "bill/bill.xml:6:10: error T001: & begins an entity; write &amp; for the character",
                "bill/bill.xml:7:11: error T201: there is no style a before here",
                "bill/bill.xml:7:14: error T001: attribute class stands twice",
                "bill/bill.xml:7:25: error T101: nope is not in the contract",
                "bill/bill.xml:8:6: error T001: <p> is never closed",
                "bill/bill.xml:9:1: error T002: <pp> is not an element of the language",
            ])
    }

    // MARK: What a first author tripped over

    @Test func wordsOfHTMLAreTurnedIntoOurs() throws {
        for (html, ours) in [
            ("tr", "<row>"), ("strong", "<b>"), ("div", "<box>"), ("img", "<image>"), ("em", "<i>"), ("thead", "<header>"),
        ] {
            #expect(try Draft.flow("<\(html)/>").faults().first?.hasSuffix("write \(ours)") == true, "\(html)")
        }
    }

    @Test func whatFollowsFromOneSlipIsNotTold() throws {
        #expect(
            try Draft.flow("<let name=\"late\" value=\"bill.laet\"/><p>{late} {late * 2}</p><if test=\"late gt 0\"><p>x</p></if>")
                .messages()
                == ["T101: bill.laet is not in the contract"], "a name whose expression is wrong")
        var draft = Draft.flow("<p>x</p>")
        draft.template = draft.template.replacing("<body ", with: "<bdoy ")
        #expect(try draft.messages() == ["T002: <bdoy> is not an element of the language"], "and not that a body is missing")
        draft = Draft.flow("<p>x</p><p>y</p><h1>z</h1>", styles: "<style name=\"p\" font=\"bdy\" size=\"9pt\"/>")
        #expect(try draft.messages() == ["T202: there is no font bdy"])
    }

    @Test func aLanguageThatSlipsIsToldAtItsWord() throws {
        var draft = Draft.flow("<p>{t.due | with:bill.total_due}</p>")
        draft.words = ["en": "{\"due\": \"Pay {total_due}\"}", "es": "{\"due\": \"Pague {totl_due}\"}"]
        let told = "T204: due has other placeholders here than in bill/en.json: {total_due}, {totl_due} is not in both"
        #expect(try draft.messages() == [told])
        do {
            _ = try draft.compile(language: "es")
            Issue.record("it compiles")
        } catch let diagnostics as Diagnostics {
            #expect(
                diagnostics.list.map { "\($0.code.rawValue): \($0.message)" } == [told], "the same, and nothing of the template")
            #expect(diagnostics.list[0].file == "bill/es.json")
        }
    }

    private static func listed(_ flow: String) -> Draft {
        var draft = Draft.flow(flow)
        draft.contract = draft.contract.replacing(
            "\"suite\": {\"type\": \"string\"}", with: "\"suite\": {\"type\": \"string\", \"enum\": [\"open\", \"late\"]}")
        return draft
    }

    @Test func aTextThatAFieldNeverIsIsRefused() throws {
        #expect(
            try Self.listed("\n<if test=\"account.suite is present and account.suite == 'laet'\"><p>x</p></if>").faults().first?
                .split(
                    separator: "\n"
                ).map { String($0.drop { $0 == " " }) }.filter { $0 != "^" } == [
                    "bill/bill.xml:6:57: error T102: account.suite is never 'laet'",
                    "<if test=\"account.suite is present and account.suite == 'laet'\"><p>x</p></if></flow>",
                    "did you mean 'late'?",
                ])
        #expect(
            try Self.listed("<if test=\"account.suite is present and 'late' != account.suite\"><p>x</p></if>").messages() == [])
        #expect(try Draft.flow("<if test=\"account.name == 'laet'\"><p>x</p></if>").messages() == [], "where nothing is listed")
    }

    @Test func aListedValueChoosesItsWord() throws {
        var draft = Self.listed("<p><if test=\"account.suite is present\">{account.suite | word:'is_'}<else/>none</if></p>")
        draft.words = ["en": "{\"is_open\": \"Open\", \"is_late\": \"Past due\"}"]
        #expect(try draft.lines() == [["none"]])
        #expect(
            try draft.lines(Draft.record.replacing("\"Ana Ruiz\"}", with: "\"Ana Ruiz\", \"suite\": \"late\"}")) == [["Past due"]]
        )
        draft.words = ["en": "{\"is_open\": \"Open\"}"]
        #expect(try draft.messages() == ["T204: t.is_late is not in bill/en.json"])
        #expect(
            try Draft.complaint("account.name | word:'is_'") == [
                "15 T105: word needs a field whose values the contract lists (enum) (text of an enum | word:'lead_' → text, the word t.lead_… of the value)"
            ])
    }

    @Test func eachLanguageHasItsOwnPatternOfDates() throws {
        var draft = Draft.region("<p>{bill.due_date | date:t.long}</p>")
        draft.words = ["en": "{\"long\": \"MMMM d, yyyy\"}", "es": "{\"long\": \"d 'de' MMMM 'de' yyyy\"}"]
        #expect(try draft.lines() == [["December 15, 2026"]])
        let pages = try Merger(draft.compile(language: "es")).pages(of: draft.record())
        #expect(pages[0].frame.lines == ["15 de diciembre de 2026"])
        draft.words = ["en": "{\"long\": \"qq\"}"]
        #expect(try draft.messages().first?.hasPrefix("T105: the date format qq has qq") == true)
    }

    @Test func aListIsHalvedByItsOwnLength() throws {
        #expect(try Draft.say("{charges | take:((charges | count) - 1) | join:' ',name}") == "Water Sewer")
        #expect(try Draft.say("{charges | skip:bill.count | count} {charges | take:(0 - 2) | count}") == "0 0")
    }

    @Test func whatIsTooWideIsToldSoWithinWhatIsKept() throws {
        let wide = "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"
        for flow in [
            "<keep><p>x</p><p>\(wide)</p></keep>", "<box keep=\"together\"><p>x</p><p>\(wide)</p></box>",
            "<keep><p>x</p><grid columns=\"1fr 30pt\"><cell>a</cell><cell><p>b</p><p>WWWWWW</p></cell></grid></keep>",
        ] {
            let told = try Draft.flow(flow).refusal()
            #expect(told.contains(" pt wider than its line of "), "\(told)")
        }
    }

    @Test func textAtATabNeverRunsIntoTheTextBefore() throws {
        let places = try Draft.flow("<p>nnnn<tab align=\"right\" at=\"10pt\"/>mm</p>").places()
        #expect(places == [["10,28.5 nnnn ", "33.88,28.5 mm"]], "a space's width stands between them")
    }

    @Test func itemsAreNumbered() throws {
        #expect(
            try Draft.flow(
                "<for each=\"c in charges\" number=\"n\"><p>{n}. {c.name}<for each=\"s in c.steps\" number=\"m\"> {n}.{m}</for></p></for>"
            ).lines() == [["1. Water 1.1 1.2", "2. Sewer 2.1", "3. Trash"]])
        #expect(
            try Draft.flow(
                "<table columns=\"20pt 1fr\" of=\"charges | where:(amount gt 0)\" as=\"c\" number=\"n\"><row><td>{n}</td><td>{c.name}</td></row></table>"
            ).lines() == [["1Water", "2Trash"]], "of those that are chosen")
        #expect(
            try Draft.flow("<for each=\"c in charges\" number=\"bill\"><p>{c.name}</p></for>").messages() == [
                "T005: bill is a name already"
            ])
        #expect(
            try Draft.flow("<table columns=\"1fr\" number=\"n\"><row><td>x</td></row></table>").messages().first
                == "T006: number numbers the items of a list, and the table has no of")
    }

    @Test func twoValuesOfOneNameAreToldApartByNumber() throws {
        var draft = Draft.flow("<p>{t.due | with:(bill.total_due | spell),bill.total_due}</p>")
        draft.words = ["en": "{\"due\": \"{total_due} ({total_due})\"}"]
        #expect(try draft.messages() == ["T204: t.due has {total_due}, and two values are called so"])
        draft.words = ["en": "{\"due\": \"{1} ({2})\"}"]
        #expect(try draft.lines() == [["ninety-five and 91/100 dollars ($95.91)"]])
    }

    @Test func itemsOfAListedTextChooseTheirWords() throws {
        var draft = Draft.flow("<for each=\"l in lines\"><p>{l | word:'to_'}</p></for>")
        draft.contract = draft.contract.replacing(
            "\"lines\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}",
            with: "\"lines\": {\"type\": \"array\", \"items\": {\"type\": \"string\", \"enum\": [\"owner\", \"tenant\"]}}")
        draft.words = ["en": "{\"to_owner\": \"The owner\", \"to_tenant\": \"You\"}"]
        let json = Draft.record.replacing("[\"Ana Ruiz\", \"12 Elm St\", \"Windsor CO\"]", with: "[\"tenant\", \"owner\"]")
        #expect(try draft.lines(json) == [["You", "The owner"]])
    }
}
