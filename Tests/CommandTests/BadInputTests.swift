import Foundation
import TestKit
import Testing

/// Wrong data, templates, fonts and pictures: each a message that a person can act on, and the rest of the run goes on.
@Suite struct BadInputTests {
    private let notes: Notes

    init() throws { notes = try Notes() }

    /// The only thing said of the middle one of three records; the other two are rendered.
    private func aside(_ record: [UInt8]) throws -> String {
        let good = Array((Notes.record(1) + "\n").utf8)
        let result = try notes.render(good + record + [0x0A] + Array(Notes.record(3).utf8))
        #expect(result.status == 3 && result.signal == 0)
        #expect(result.text.hasSuffix("2 documents, 1 set aside, total $2.00\n"), "\(result.text)")
        return result.errors
    }

    private func aside(_ record: String) throws -> String { try aside(Array(record.utf8)) }

    @Test func wrongFieldsAreToldByPlaceAndWhatIsWanted() throws {
        let cases = [
            (#"{"number": "1", "name": "X"}"#, "set aside: line 2, /amount: the field is missing; wanted an amount of money"),
            (#"{"number": "1", "name": "X", "amount": "1.00", "nmae": "Y"}"#, "set aside: line 2, /nmae: "),
            (
                #"{"number": "1", "name": "X", "amount": 1.00}"#,
                "set aside: line 2, /amount: found 1.00; wanted an amount of money in double quotes"
            ),
            (
                #"{"number": "1", "name": "X", "amount": 1e2}"#,
                "set aside: line 2, /amount: found 1e2; wanted an amount of money in double quotes"
            ),
            (
                #"{"number": "1", "name": "X", "amount": "1e2"}"#,
                "set aside: line 2, /amount: found \"1e2\"; wanted an amount of money"
            ),
            (
                #"{"number": "1", "name": "X", "amount": "1.005"}"#,
                "set aside: line 2, /amount: found \"1.005\"; wanted an amount of money"
            ),
            (
                #"{"number": "1", "name": "X", "amount": "123456789012345678901234567890"}"#,
                "set aside: line 2, /amount: found text of 30 characters; wanted an amount of money of at most"
            ),
            (
                #"{"number": "1", "name": "X", "amount": "1.00", "count": 123456789012345678901234567890}"#,
                "set aside: line 2, /count: found a number of 30 characters"
            ),
            (#"{"number": "1", "name": "X", "name": "Y", "amount": "1.00"}"#, "set aside: line 2, /name: "),
            (#"{"number": "1", "name": "X", "amount": "1.00""#, "set aside: line 2, column "),
            (#"{"number": "1", "name": "X", "amount": "1.00"}}"#, "set aside: line 2, column "),
            (#"{"number": "1", "name": "X\ud800", "amount": "1.00"}"#, "set aside: line 2, "),
            (#"not json"#, "set aside: line 2, column 1: "),
            (#"[1]"#, "set aside: line 2"),
            (String(repeating: "[", count: 100_000), "set aside: line 2, "),
            (
                #"{"number": "1", "name": "X", "amount": "1.00", "note": "# + String(repeating: "[", count: 5000),
                "set aside: line 2, column 119: found [; wanted no more than 64 levels of nesting"
            ),
        ]
        for (record, wanted) in cases {
            let told = try aside(record)
            #expect(told.hasPrefix(wanted), "\(record.prefix(80)): \(told)")
            #expect(told.count < 600 && !told.contains("Fatal"))
        }
    }

    @Test func bytesThatAreNotUTF8AreSetAside() throws {
        let told = try aside(Array(#"{"number": "1", "name": ""#.utf8) + [0xFF, 0xFE] + Array(#"", "amount": "1.00"}"#.utf8))
        #expect(told.hasPrefix("set aside: line 2, /name: ") && told.contains("UTF-8"), "\(told)")
    }

    @Test func UTF16IsNamedAsSuch() throws {
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in Notes.record(1).utf16 { bytes += [UInt8(unit & 255), UInt8(unit >> 8)] }
        let result = try notes.render(bytes)
        #expect(
            result.status == 3 && result.errors.contains("UTF-16") && result.errors.contains("save the file with that encoding"),
            "\(result)")
        #expect(notes.made == [])
    }

    @Test func lineOfMoreThanSixteenMegabytesIsLeftOut() throws {
        let long = #"{"number": "1", "amount": "1.00", "name": ""# + String(repeating: "X", count: 17 << 20) + "\"}"
        let told = try aside(long)
        #expect(told == "set aside: line 2, column 1: a line is longer than 16777216 bytes and is left out\n", "\(told)")
        let fits = #"{"number": "1", "amount": "1.00", "name": ""# + String(repeating: "X", count: 15 << 20) + "\"}"
        #expect(try aside(fits).hasPrefix("set aside: account …"), "and one that is only long is a word that is too wide")
    }

    @Test func lastLineThatIsCutOffIsSetAside() throws {
        let whole = (1...3).map { Notes.record($0) }.joined(separator: "\n")
        for cut in [1, 5, 20] {
            let result = try notes.render(String(whole.dropLast(cut)))
            #expect(result.status == 3 && result.errors.hasPrefix("set aside: line 3, "), "\(result.errors)")
            #expect(result.text.contains("2 documents, 1 set aside"))
        }
        let array = "[" + (1...3).map { Notes.record($0) }.joined(separator: ",")
        let result = try notes.render(array)
        #expect(result.status == 3 && result.errors.contains("the array is not closed"), "\(result.errors)")
    }

    @Test func characterThatNoFontHasIsToldByItsFieldAndNumber() throws {
        let told = try aside(Notes.record(2, name: "A\u{4E2D}"))
        #expect(
            told.hasPrefix("set aside: account …002, line 2: note/note.xml:5:13: name: no glyph for U+4E2D \"\u{4E2D}\""),
            "\(told)")
    }

    // MARK: Templates

    private func check(_ template: String) throws -> Tool.Result {
        try notes.write(template)
        return try Program.run(["check", "note"] + notes.arguments)
    }

    @Test func everyKindOfMistakeInATemplateEndsWithTwoAndItsPlace() throws {
        let flows = [
            ("<p>{nmae}</p>", "T101", "did you mean name?"), ("<p>{name + 1}</p>", "T102", "does not join"),
            ("<p>{note}</p>", "T103", "may be absent"),
            ("<p>{name | uper}</p>", "T104", "did you mean upper?"), ("<p>{name | mask}</p>", "T105", "mask takes 1 argument"),
            ("<p>{name +}</p>", "T106", "a value is expected"),
            ("<p>x", "T001", "is never closed"), ("<pp/>", "T002", "did you mean <p>?"),
            ("<p clas=\"x\"/>", "T003", "did you mean class?"), ("<space/>", "T004", "h"),
            ("<space h=\"1\"/>", "T005", "such as 0.5in"), ("<td/>", "T006", "does not stand in <flow>"),
            (String(repeating: "<keep>", count: 70) + String(repeating: "</keep>", count: 70), "T007", "deep"),
            ("<p class=\"x\">a</p>", "T201", "style"),
            ("<p><b>x</b></p>", "T202", "bold"), ("<include part=\"x\"/>", "T203", "shared folder"),
            ("<p>{t.x}</p>", "T204", "en.json"),
            ("<image file=\"x.png\" w=\"1in\" alt=\"\"/>", "T205", "there is no such file beside"),
            ("<p>中</p>", "T206", "U+4E2D"),
        ]
        for (flow, code, words) in flows {
            let result = try check(Notes.template(flow))
            #expect(result.status == 2 && result.signal == 0, "\(flow)")
            #expect(
                result.errors.firstMatch(of: #/note/note\.xml:5:\d+: error /#) != nil && result.errors.contains(" \(code): ")
                    && result.errors.contains(words), "\(result.errors)")
            #expect(result.text == "note: not good\n")
            let render = try notes.render(Notes.record(1))
            #expect(render.status == 2 && render.errors == result.errors && notes.made == [])
        }
        let pages = try check(Notes.template("").replacing("x=\"1in\"", with: "x=\"9in\""))
        #expect(pages.status == 2 && pages.errors.contains("T301"))
        let flow = try check(Notes.template("").replacing("<flow></flow>", with: ""))
        #expect(flow.status == 2 && flow.errors.contains("T302"))
    }

    @Test func templateOfBytesThatAreNoTextEndsWithTwo() throws {
        for bytes: [UInt8] in [
            [], [0xFF], Array("<document".utf8), [0x1F, 0x8B, 8, 0], [UInt8](repeating: 0x20, count: 2 << 20),
            Array("%PDF-1.4".utf8),
        ] {
            try notes.scratch.write(bytes, "templates/note/note.xml")
            let result = try Program.run(["check"] + notes.arguments)
            #expect(result.status == 2 && result.errors.hasPrefix("note/note.xml:1:1: error T0"), "\(result.errors)")
        }
        try FileManager.default.removeItem(atPath: notes.scratch.path("templates/note/note.xml"))
        #expect(try Program.run(["check"] + notes.arguments).status == 2)
        try notes.scratch.write("{\"type\": \"object\", \"propertis\": {}}", "templates/note/data.schema.json")
        let contract = try Program.run(["check"] + notes.arguments)
        #expect(contract.status == 2 && contract.errors.hasPrefix("note/data.schema.json:1:"), "\(contract.errors)")
    }

    @Test func picturesThatAreNotWholeEndWithTwo() throws {
        let template = Notes.template("<image file=\"seal.png\" w=\"10pt\" alt=\"\"/>")
        try notes.scratch.write(TestPictures.greyPNG, "templates/note/seal.png")
        #expect(try check(template).status == 0)
        try notes.scratch.write(Array(TestPictures.greyPNG.prefix(50)), "templates/note/seal.png")
        let cut = try check(template)
        #expect(cut.status == 2 && cut.errors.contains("T205: picture seal.png: "), "\(cut.errors)")
        var huge = TestPictures.greyPNG
        huge.replaceSubrange(16..<24, with: [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60])
        // Its checksum, so that the size is what is wrong.
        huge.replaceSubrange(29..<33, with: PNGMaker.crc(Array(huge[12..<29])))
        try notes.scratch.write(huge, "templates/note/seal.png")
        let claims = try check(template)
        #expect(claims.status == 2 && claims.errors.contains("60000 × 60000"), "\(claims.errors)")
    }

    @Test func missingFontEndsWithFiveAndOneCutShortWithTwo() throws {
        let font = try notes.scratch.bytes("fonts/OCRA.ttf")
        try notes.scratch.write(Array(font.prefix(5000)), "fonts/OCRA.ttf")
        let cut = try notes.render(Notes.record(1))
        #expect(cut.status == 2 && cut.errors.contains("T202: font OCRA: the file is cut short"), "\(cut.errors)")
        #expect(cut.errors.split(separator: "\n").filter { $0.contains(": error ") }.count == 1, "told once")
        try FileManager.default.removeItem(atPath: notes.scratch.path("fonts/OCRA.ttf"))
        let absent = try notes.render(Notes.record(1))
        #expect(
            absent.status == 5 && absent.errors.hasSuffix("missing fonts in \(notes.scratch.path("fonts")): OCRA\n"),
            "\(absent.errors)")
        #expect(try Program.run(["check"] + notes.arguments).status == 5)
    }
}

/// `billpress check`.
@Suite struct CheckTests {
    private let notes: Notes

    init() throws { notes = try Notes("<p>{name} {amount} {number} {count ?? 0} {note ?? ''}</p>") }

    @Test func goodKindsAreCounted() throws {
        let bench = try Program.run(["check"] + Program.bench)
        #expect(bench.status == 0 && bench.text == "bill: 1 of 1 samples are good\n")
        #expect(bench.errors.contains("info T101: /account/name is never used by the template"))
        try notes.scratch.write(Notes.record(1), "templates/note/samples/a.json")
        try notes.scratch.write(Notes.record(2), "templates/note/samples/b.json")
        let result = try Program.run(["check"] + notes.arguments)
        #expect(result.status == 0 && result.text == "note: 2 of 2 samples are good\n" && result.errors == "", "\(result)")
    }

    @Test func badSampleEndsWithThree() throws {
        try notes.scratch.write(Notes.record(1), "templates/note/samples/a.json")
        try notes.scratch.write("{\"number\": 1}", "templates/note/samples/b.json")
        let result = try Program.run(["check", "note"] + notes.arguments)
        #expect(result.status == 3 && result.text == "note: 1 of 2 samples are good\n")
        #expect(result.errors.hasPrefix("note/samples/b.json: line 1, /"), "\(result.errors)")
    }

    @Test func everyLanguageIsChecked() throws {
        try notes.write(Notes.template("<p>{t.due} {name} {amount} {number} {count ?? 0} {note ?? ''}</p>"))
        try notes.scratch.write("{\"due\": \"DUE\"}", "templates/note/en.json")
        try notes.scratch.write("{\"deu\": \"VENCE\"}", "templates/note/es.json")
        let result = try Program.run(["check"] + notes.arguments)
        #expect(
            result.status == 2 && result.text == "note (en): not good\nnote (es): not good\n",
            "no language is good while one lacks a word: \(result.text)")
        #expect(result.errors.contains("note/es.json:1:1: error T204: note/es.json lacks the word due, which note/en.json has"))
        #expect(result.errors.contains("did you mean deu?"))
        #expect(result.errors.contains("T204: t.due is not in note/es.json"))
    }

    @Test func findingsAsJSON() throws {
        try notes.write(Notes.template("<p>{nmae} \"</p>\n<space/>"))
        let result = try Program.run(["check", "--format", "json"] + notes.arguments)
        #expect(result.status == 2 && result.errors == "")
        let findings = try result.text.split(separator: "\n").map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
        #expect(findings.count == 2)
        #expect(
            findings[0]?["file"] as? String == "note/note.xml" && findings[0]?["line"] as? Int == 5
                && findings[0]?["column"] as? Int == 13)
        #expect(
            findings[0]?["code"] as? String == "T101" && findings[0]?["severity"] as? String == "error"
                && findings[0]?["hint"] as? String == "did you mean name?")
        #expect(findings[1]?["code"] as? String == "T004" && findings[1]?["line"] as? Int == 6)
        let unknown = try Program.run(["check", "nope", "--format", "json"] + notes.arguments)
        let told = try JSONSerialization.jsonObject(with: Data(unknown.output)) as? [String: Any]
        #expect(unknown.status == 1 && told?["message"] as? String != nil)
    }

    @Test func unknownKindAndEmptyFolderEndWithOne() throws {
        let unknown = try Program.run(["check", "notes"] + notes.arguments)
        #expect(unknown.status == 1 && unknown.errors == "there is no kind notes; did you mean note?\n")
        let empty = try Program.run(["check", "--templates", "/nowhere"])
        #expect(empty.status == 1 && empty.errors == "there is no document kind in /nowhere\n")
    }
}
