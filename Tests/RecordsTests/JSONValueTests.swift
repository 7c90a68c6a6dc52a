import Testing

@testable import Records

@Suite struct JSONValueTests {
    func parse(_ text: String) throws -> JSONValue { try JSONValue.parse(Array(text.utf8), file: "en.json") }

    @Test func everythingKnowsItsPlaceAndOrder() throws {
        let value = try parse("\u{FEFF}{\n  \"é\": [1.50, true, null],\n  \"a\": {\"b\": \"x\\n\"}\n}")
        #expect(value.members?.map(\.key) == ["é", "a"])
        #expect(value.members?.map(\.place.description) == ["2:3", "3:3"])
        #expect(value["é"]?.items?.map(\.place.description) == ["2:9", "2:15", "2:21"])
        guard case .number("1.50") = value["é"]?.items?.first?.content else {
            Issue.record("the digits are lost")
            return
        }
        #expect(value["a"]?["b"]?.string == "x\n")
        #expect(value["a"]?["c"] == nil)
    }

    @Test func namesAreComparedByTheirBytes() throws {
        let value = try parse("{\"\u{E9}\": 1, \"e\u{301}\": 2}")
        #expect(value.members?.count == 2)
        guard case .number("2") = value["e\u{301}"]?.content else {
            Issue.record("the composed letter was taken for the other")
            return
        }
    }

    @Test(arguments: [
        ("", "en.json:1:1: the file is empty"), (" \n", "en.json:2:1: the file is empty"),
        ("{\"a\": 1,\n \"a\": 2}", "en.json:2:2: the name a is here a second time; the first is on line 1"),
        ("{\"a\": 1,}", "en.json:1:9: found }; wanted a field name in double quotes"),
        ("[1 2]", "en.json:1:4: found 2; wanted a comma or ]"),
        ("{\"a\" 1}", "en.json:1:6: found 1; wanted a colon after the field name"), ("{} x", "nothing more"),
        ("[01]", "wanted a number as JSON"),
        ("\"a", "the end of the file; wanted the double quote"), ("\"\\ud800\"", "surrogate"), ("{ \u{0}", "wanted a field name"),
        ("nul", "wanted true"),
    ])
    func brokenFilesAreRefusedWithAPlace(_ text: String, _ sentence: String) {
        do {
            _ = try parse(text)
            Issue.record("\(text) was read")
        } catch { #expect("\(error)".contains(sentence), "\(error)") }
    }

    @Test func otherEncodingsAndDepthsAreRefused() {
        for bytes: [UInt8] in [[0xFF, 0xFE, 0x7B, 0], [0x7B, 0, 0x7D, 0], [0, 0x7B]] {
            #expect(throws: JSONSyntaxError.self) { try JSONValue.parse(bytes, file: "x") }
        }
        #expect(throws: JSONSyntaxError.self) { try parse(String(repeating: "[", count: 1_000_000)) }
        #expect(throws: JSONSyntaxError.self) { try JSONValue.parse([0x22, 0xC0, 0x80, 0x22], file: "x") }
    }
}
