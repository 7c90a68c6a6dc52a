import TestKit
import Testing
import Texts

@testable import Records

/// What is told of records that cannot be used never says whose they are.
@Suite struct PrivacyTests {
    private static let schema = #"""
        {"type": "object", "additionalProperties": false, "required": ["account", "name"],
         "x-document": {"account": "account", "amount": "due"},
         "properties": {
           "account": {"type": "string", "pattern": "^[0-9]{4}$"}, "name": {"type": "string", "maxLength": 3, "minLength": 2},
           "kind": {"type": "string", "enum": ["first", "final"]}, "unit": {"type": "string", "const": "gal"},
           "due": {"type": "string", "format": "money"}, "paid": {"type": "number", "format": "money", "maximum": 5},
           "count": {"type": "integer", "minimum": 2, "maximum": 9}, "rate": {"type": "number", "maximum": 2},
           "day": {"type": "string", "format": "date"}, "month": {"type": "string", "format": "month"}, "flag": {"type": "boolean"},
           "lines": {"type": "array", "maxItems": 2, "minItems": 1, "items": {"type": "string", "maxLength": 4}},
           "mail": {"type": "object", "additionalProperties": false, "properties": {"street": {"type": "string"}}}
         }}
        """#

    private static let fields = [
        "account", "name", "kind", "unit", "due", "paid", "count", "rate", "day", "month", "flag", "lines", "mail",
    ]

    /// Everything that is wrong with an input, as a log holds it.
    private func told(_ input: String, _ contract: Contract) throws -> [String] {
        let source = RecordSource(bytes: Array(input.utf8))
        let reader = RecordReader(contract)
        var record = Record()
        var told: [String] = []
        while true {
            switch try source.next() {
            case .end: return told
            case .fault(let fault): told.append(fault.redacted)
            case .record(let bytes, let line, _):
                told += reader.read(bytes, line: line, column: source.column, into: &record).map(\.redacted)
            }
        }
    }

    /// Text where JSON is wanted, in every shape that an extract comes in.
    private func unreadable(_ person: MadeUpPerson, _ text: String) -> [String] {
        [
            text, "\(text)\n\(text)", "\"\(text)", "\"\(text)\"", "[\(text)]", "[\"\(text)\"]", "{\(text)}", "{\"\(text)\": 1}",
            "{\"\(text)\"}", "{\"name\": \(text)}", "{\"name\": \"\(text)", "{\"name\": \"\(text)\"\"\(text)\"}",
            "{\"name\": \"\(text)\"} \(text)", "{\"name\": \"x\", \(text): 1}", "{'name': '\(text)'}", "0\(text)", "-\(text)",
            "\(person.account),\(person.name),\(person.street)", "0\(person.account)|\(person.name)", "{\"name\": 0\(text)}",
            "\(person.account)\t\(person.phone)\t\(text)", "{\"name\": [\"\(text)\", \(text)]}", "{\"name\": tru\(text)}",
            "{\"name\": \"\\x\(text)\"}", "{\"name\": \"\(text)\\ud800\"}", "[{\"name\": \"\(text)\"}, \(text)]",
            "<name>\(text)</name>",
        ]
    }

    @Test func noFaultOfARecordTellsWhoseItIs() throws {
        let contract = try Contract(parsing: Array(Self.schema.utf8), file: "data.schema.json")
        var noise = Noise(seed: 2_027)
        var count = 0
        for _ in 0..<60 {
            let person = MadeUpPerson(&noise)
            for text in person.texts {
                var inputs = unreadable(person, text)
                let bare = text.filter(\.isNumber)
                for field in Self.fields {
                    inputs += ["\"\(text)\"", "[\"\(text)\"]", "{\"\(text)\": \"\(text)\"}", "{\"street\": [\"\(text)\"]}"].map {
                        "{\"account\": \"1234\", \"name\": \"abc\", \"\(field)\": \($0)}"
                    }
                    if !bare.isEmpty, bare.first != "0" { inputs.append("{\"\(field)\": \(bare), \"\(field)\": \(bare).5}") }
                    inputs.append("{\"\(field)\": \(text)}")
                }
                for input in inputs {
                    let told = try told(input, contract)
                    count += told.count
                    for line in told {
                        let traces = person.traces(in: line)
                        #expect(traces.isEmpty, "\(input)\n\(line)\ntells \(traces)")
                    }
                }
            }
        }
        #expect(count > 10_000)
    }

    @Test func whatIsNotSeenIsWrittenAsANumber() throws {
        #expect(
            PrintableText.of("a\u{1B}[2Jb\u{202E}c\u{200B}\u{85}\u{2028}\n")
                == #"a\u{1B}[2Jb\u{202E}c\u{200B}\u{85}\u{2028}\u{A}"#)
        #expect(PrintableText.of("é 中 e\u{301} \u{A0}") == "é 中 e\u{301} \u{A0}")
        #expect(PrintableText.of("a\nb\r", keepsLines: true) == "a\nb\\u{D}")
        #expect(PrintableText.of("\u{3164}\u{AD}\u{E000}\u{7F}") == #"\u{3164}\u{AD}\u{E000}\u{7F}"#)
        #expect(JSONText.quoted("a\u{9B}\u{202E}\u{1F4A7}\u{E0001}") == "\"a\\u009b\\u202e\u{1F4A7}\\udb40\\udc01\"")
    }

    @Test func harmlessValuesAreShown() throws {
        let contract = try Contract(parsing: Array(Self.schema.utf8), file: "data.schema.json")
        for (field, value, shown) in [
            ("due", "\"12.345\"", "found \"12.345\";"), ("day", "\"2026-02-30\"", "found \"2026-02-30\";"),
            ("day", "\"11/20/2026\"", "found \"11/20/2026\";"), ("month", "\"2026-13\"", "found \"2026-13\";"),
            ("count", "10", "found 10;"), ("count", "123456", "found a number of 6 characters;"),
            ("flag", "null", "found null;"), ("due", "\"970-555-0123\"", "found text of 12 characters;"),
        ] {
            let told = try told("{\"account\": \"1234\", \"name\": \"abc\", \"\(field)\": \(value)}", contract)
            #expect(told.contains { $0.contains(shown) }, "\(field) \(value): \(told)")
        }
        #expect(try told("0104217-003 x", contract).first?.contains("found a number of 11 characters; wanted") == true)
    }
}
