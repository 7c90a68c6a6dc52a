import Records
import TestKit
import Testing

@testable import Templating

/// What is wrong is told once, where it is, and not what follows from it: each test holds all that its author is told.
@Suite struct CauseTests {
    private func told(_ draft: Draft) throws -> [String] {
        do {
            _ = try draft.compile()
            return []
        } catch let diagnostics as Diagnostics {
            return diagnostics.list.map {
                "\($0.place.line) \($0.code.rawValue): \($0.message)" + ($0.hint.map { " (\($0))" } ?? "")
            }
        }
    }

    private func document(_ sections: String, page: Bool = true) -> Draft {
        let pages = page ? "<page name=\"all\" use=\"rest\"><body x=\"10pt\" y=\"20pt\" w=\"200pt\" h=\"100pt\"/></page>" : ""
        return Draft(template: "<document kind=\"bill\" version=\"1\">\n\(sections)\n\(pages)\n</document>")
    }

    // MARK: Tags

    @Test func anOpenTableIsToldAndNotWhatItSwallowed() throws {
        let flow = """
            <if test="bill.count gt 0">
            <table columns="1fr"><row><td>a</td></row>
            <space h="6pt"/>
            <p>b</p>
            </if>
            <p clas="x">c</p>
            """
        #expect(
            try told(document("\(Draft.head())\n<flow>\n\(flow)\n</flow>")) == [
                "6 T001: <table> is never closed (</if> of line 9 comes before </table>)",
                "10 T003: <p> has no attribute clas (did you mean class?)",
            ])
    }

    @Test func anOpenFlowHidesThePagesBehindIt() throws {
        #expect(
            try told(document("\(Draft.head())\n<flow>\n<p>a</p>")) == [
                "4 T001: <flow> is never closed (</document> of line 7 comes before </flow>)"
            ])
    }

    @Test func openStylesHideTheirPages() throws {
        let head = Draft.head().replacing("</styles>", with: "")
        #expect(
            try told(document("\(head)\n<flow>\n<p class=\"strong\">a</p>\n</flow>")) == [
                "3 T001: <styles> is never closed (</document> of line 8 comes before </styles>)"
            ])
    }

    @Test func anOpenParagraphIsOneError() throws {
        #expect(
            try told(document("\(Draft.head())\n<flow>\n<box><p>a\n<p>b</p></box>\n</flow>")) == [
                "5 T001: <p> is never closed (</box> of line 6 comes before </p>)"
            ])
    }

    // MARK: Lengths, parts, lists

    @Test func aLengthThatCannotBeReadIsToldAlone() throws {
        let page = "<page name=\"all\" use=\"rest\"><body x=\"10pt\" y=\"20pt\" w=\"100%\" h=\"100pt\"/></page>"
        #expect(
            try told(document("\(Draft.head())\n\(page)\n<flow><p>a</p></flow>", page: false)) == [
                "4 T005: w=\"100%\" is no length (such as 0.5in, 9.5pt, 3mm)"
            ])
        let regions =
            "<page name=\"all\" use=\"only\"><region name=\"a\" x=\"10pt\" y=\"20pt\" w=\"200pt\" h=\"10pt\" continue=\"b\"/><region name=\"b\" x=\"10pt\" y=\"40pt\" w=\"50%\" h=\"10pt\"/></page>"
        #expect(
            try told(document("\(Draft.head())\n\(regions)\n<flow/>", page: false)) == [
                "4 T005: w=\"50%\" is no length (such as 0.5in, 9.5pt, 3mm)"
            ])
        let use = "<page name=\"all\" use=\"every\"><body x=\"10pt\" y=\"20pt\" w=\"200pt\" h=\"100pt\"/></page>"
        #expect(
            try told(document("\(Draft.head())\n\(use)\n<flow><p>a</p></flow>", page: false)) == [
                "4 T005: use=\"every\" is not known (it is one of: first rest last only)"
            ])
        let missing = "<page name=\"all\" use=\"rest\"><body x=\"10pt\" y=\"20pt\" w=\"200pt\"/></page>"
        #expect(
            try told(document("\(Draft.head())\n\(missing)\n<flow><p>a</p></flow>", page: false)) == [
                "4 T004: <body> needs the attribute h (height)"
            ])
    }

    @Test func aPartThatIsNotThereIsToldAloneOfFontsAndStyles() throws {
        var draft = document("<include part=\"stiles\"/>\n<flow><p class=\"strong\">a <b>b</b></p></flow>")
        draft.parts["styles"] = "<part/>"
        #expect(
            try told(draft) == [
                "2 T203: there is no part stiles beside the template or in the shared folder (did you mean styles?)"
            ])
    }

    @Test func whatAMissingPartMayHoldIsNotAskedFor() throws {
        let draft = document("\(Draft.head())\n<require element=\"rights\"/>\n<flow>\n<include part=\"rights\"/>\n</flow>")
        #expect(try told(draft) == ["6 T203: there is no part rights beside the template or in the shared folder"])
    }

    @Test func anUnknownListIsOneErrorAndNotOneForEachUse() throws {
        func flow(_ blocks: String) -> Draft { Draft.flow("\n\(blocks)") }
        let unknown = "T101: items is not in the contract"
        #expect(
            try told(
                flow(
                    "<table columns=\"1fr 1fr\" of=\"items\" as=\"i\" number=\"n\"><row><td>{i.name} {n}</td><td>{i.amount}</td></row></table>"
                )
            ) == ["6 \(unknown)"])
        #expect(try told(flow("<for each=\"i in items\"><p>{i.name}: {i.amount | money}</p></for>")) == ["6 \(unknown)"])
        #expect(try told(flow("<p><for each=\"i in items\">{i.name}, </for></p>")) == ["6 \(unknown)"])
        #expect(try told(flow("<ul><for each=\"i in items\"><li>{i.name}</li></for></ul>")) == ["6 \(unknown)"])
        #expect(
            try told(flow("<for each=\"i in items\">\n<p>{i.name} {account.nam}</p></for>")) == [
                "6 \(unknown)", "7 T101: account.nam is not in the contract (did you mean account.name?)",
            ], "what is wrong besides is told")
    }

    // MARK: Hints that are true

    @Test(arguments: [
        ("u", "write <b> or <i>: text is not underlined"),
        ("sup", "write the character itself, such as ² or ³: text is not raised"),
        ("sub", "write the character itself, such as ₂: text is not lowered"),
    ]) func wordsOfHTMLThatTheLanguageHasNoOther(_ name: String, _ hint: String) throws {
        #expect(
            try told(Draft.flow("\n<p>a<\(name)>2</\(name)></p>")) == [
                "6 T002: <\(name)> is not an element of the language (\(hint))"
            ])
    }

    @Test func thereIsNoRemainder() throws {
        #expect(
            try told(Draft.flow("\n<if test=\"bill.count % 2 == 0\"><p>a</p></if>")) == [
                "6 T106: % is not part of an expression; k | bit:0 is true for every odd k, and 5 % of a number is * 0.05"
            ])
        #expect(
            try Draft.flow("<for each=\"c in charges\" number=\"k\"><if test=\"k | bit:0\"><p>{c.name}</p></if></for>").lines()
                == [
                    ["Water", "Trash"]
                ], "as the hint says")
        #expect(try Draft.say("{200 * 0.05 | round:2}") == "10.00")
    }

    // MARK: The contract

    @Test func aFormatThatIsNoneIsToldAlone() throws {
        func told(_ field: String) throws -> [String] {
            let contract = """
                {"type": "object", "required": ["number", "total"], "x-document": {"account": "number", "amount": "total"},
                 "properties": {"number": {"type": "string"},
                 "total": \(field)}}
                """
            do {
                _ = try Contract(parsing: Array(contract.utf8), file: "c")
                return []
            } catch { return error.faults.map { "\($0.line): \($0.message)" } }
        }
        let currency = "3: currency is not a format that contracts know; money is: write \"format\": \"money\""
        #expect(try told(#"{"type": ["string", "number"], "format": "currency"}"#) == [currency])
        #expect(try told(#"{"type": "string", "format": "currency"}"#) == [currency])
        #expect(try told(#"{"type": "number", "format": "currency"}"#) == [currency])
        #expect(
            try told(#"{"type": "string", "format": "mony"}"#) == [
                "3: mony is not a format that contracts know; did you mean money?"
            ])
        #expect(try told(#"{"type": ["string", "number"], "format": "money"}"#) == [])
    }
}
