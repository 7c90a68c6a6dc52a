import Testing

@testable import Records

/// What a contract asks of a record beyond the single value.
@Suite struct RuleTests {
    /// The sentences about a record, without its line.
    private func faults(_ record: String, _ contract: Contract, on day: String? = nil) -> [String] {
        let reader = RecordReader(contract)
        reader.day = day.flatMap { Day.parse($0) }
        var read = Record()
        return reader.read(Array(record.utf8), line: 1, into: &read).map { $0.description.replacing("line 1, ", with: "") }
    }

    private static let dates = object(
        #"""
        "date": {"type": "string", "format": "date", "x-minimum": "run - 60", "x-maximum": "run + 60"},
        "due": {"type": "string", "format": "date", "x-minimum": "date", "x-maximum": "date + 90"},
        "mailed": {"type": "string", "format": "date"},
        "items": {"type": "array", "items": {"type": "object", "properties": {
          "from": {"type": "string", "format": "date", "x-minimum": ["date - 400", "2026-01-01"]},
          "to": {"type": "string", "format": "date", "x-minimum": ".from", "x-maximum": "date"}}}}
        """#,
        rest: #""x-document": {"account": "account", "dates": {"minimum": "run - 800", "maximum": "run + 400"}}, "#
    ).replacing("\"properties\": {", with: #""properties": {"account": {"type": "string", "maxLength": 9}, "#, maxReplacements: 1)

    @Test func datesAreBoundByTheRunsDayAndByOneAnother() throws {
        let contract = try contract(Self.dates)
        #expect(contract.unbounded.isEmpty)
        let good =
            #"{"account": "1", "date": "2026-11-20", "due": "2026-12-15", "items": [{"from": "2026-01-01", "to": "2026-11-20"}]}"#
        #expect(faults(good, contract, on: "2026-11-20") == [])
        #expect(faults(good, contract, on: "2027-01-19") == [], "sixty days later")
        #expect(
            faults(good, contract, on: "2027-01-20") == [
                "/date: found 2026-11-20; wanted at least 2026-11-21 (run - 60, the day that the documents are made for)"
            ])
        #expect(
            faults(good.replacing("2026-12-15", with: "2026-11-19"), contract, on: "2026-11-20") == [
                "/due: found 2026-11-19; wanted at least 2026-11-20 (date)"
            ])
        #expect(
            faults(good.replacing("2026-12-15", with: "2027-02-19"), contract, on: "2026-11-20") == [
                "/due: found 2027-02-19; wanted at most 2027-02-18 (date + 90)"
            ])
        #expect(
            faults(good.replacing("\"2026-01-01\"", with: "\"2025-12-31\""), contract, on: "2026-11-20") == [
                "/items/0/from: found 2025-12-31; wanted at least 2026-01-01"
            ])
        #expect(
            faults(good.replacing("\"to\": \"2026-11-20\"", with: "\"to\": \"2025-12-30\""), contract, on: "2026-11-20") == [
                "/items/0/to: found 2025-12-30; wanted at least 2026-01-01 (from)"
            ])
        // A date with no bounds of its own has those of all dates; a day that nobody knows bounds nothing.
        let mailed = good.replacing("\"due\"", with: "\"mailed\": \"1900-01-01\", \"due\"")
        #expect(faults(mailed, contract, on: "2026-11-20").count == 1)
        #expect(faults(mailed, contract).isEmpty)
    }

    @Test func amountsAndNumbersHaveSignsAndBounds() throws {
        let contract = try contract(
            object(
                #"""
                "paid": {"type": "string", "format": "money", "x-maximum": "0.00"}, "due": {"type": ["string", "number"], "format": "money"},
                "late": {"type": "string", "format": "money", "x-minimum": "due"}, "rate": {"type": "number", "x-decimals": 4}
                """#))
        #expect(faults(#"{"paid": "-10.00", "due": "5.00", "late": "5.00", "rate": 4.1234}"#, contract) == [])
        #expect(faults(#"{"paid": "0.01"}"#, contract) == ["/paid: found 0.01; wanted at most 0.00"])
        #expect(faults(#"{"due": 5.01, "late": "5.00"}"#, contract) == ["/late: found 5.00; wanted at least 5.01 (due)"])
        #expect(faults(#"{"late": "-5.00"}"#, contract) == [], "what the record has not bounds nothing")
        #expect(faults(#"{"rate": 4.12345}"#, contract) == ["/rate: found 4.12345; wanted at most 4 decimals"])
        #expect(faults(#"{"rate": 9223372036854775807}"#, contract) == [])
        #expect(faults(#"{"rate": 4.10000}"#, contract) == [], "zeros say nothing")
    }

    @Test func unitsBelongTogetherAndMonthsRiseByOne() throws {
        let contract = try contract(
            object(
                #"""
                "unit": {"type": "string", "maxLength": 9},
                "meters": {"type": "array", "items": {"type": "object", "properties": {"unit": {"type": "string", "maxLength": 9, "x-equals": "unit"}}}},
                "months": {"type": "array", "x-consecutive": "month", "items": {"type": "object", "required": ["month"], "properties": {"month": {"type": "string", "format": "month"}}}}
                """#))
        #expect(faults(#"{"unit": "gal", "meters": [{"unit": "gal"}, {}]}"#, contract) == [])
        #expect(faults(#"{"meters": [{"unit": "CCF"}]}"#, contract) == [])
        #expect(
            faults(#"{"unit": "gal", "meters": [{"unit": "gal"}, {"unit": "CCF"}]}"#, contract) == [
                "/meters/1/unit: found text of 3 characters; wanted the same as unit"
            ])
        func months(_ list: String...) -> String {
            "{\"months\": [\(list.map { "{\"month\": \"\($0)\"}" }.joined(separator: ","))]}"
        }
        #expect(faults(months("2026-11", "2026-12", "2027-01"), contract) == [])
        let wanted = "/months: found a list of 3 items; wanted items whose month rises by one; "
        #expect(faults(months("2026-11", "2027-01", "2027-02"), contract) == ["\(wanted)item 1 has 2026-11 and item 2 2027-01"])
        #expect(faults(months("2026-11", "2026-12", "2026-12"), contract) == ["\(wanted)item 2 has 2026-12 and item 3 2026-12"])
        #expect(faults(months("2026-12", "2026-11", "2026-12"), contract) == ["\(wanted)item 1 has 2026-12 and item 2 2026-11"])
    }

    @Test func whatGoesWithWhat() throws {
        let contract = try contract(
            object(
                #"""
                "autopay": {"type": "boolean"}, "kind": {"type": "string", "enum": ["first", "normal"]}, "due": {"type": "string", "format": "money"},
                "draft": {"type": "string", "format": "date", "x-only-if": "autopay", "x-needed-if": "autopay and due > 0"},
                "payments": {"type": "array", "x-only-if": "not kind = first", "items": {"type": "integer"}}
                """#))
        #expect(
            faults(#"{"autopay": true, "due": "1.00", "draft": "2026-12-10", "kind": "normal", "payments": [1]}"#, contract) == []
        )
        #expect(faults(#"{"autopay": true, "due": "0.00"}"#, contract) == [])
        #expect(
            faults(#"{"autopay": true, "due": "1.00"}"#, contract) == [
                "/draft: the field is missing; wanted the field, since autopay and due > 0"
            ])
        #expect(
            faults(#"{"autopay": false, "draft": "2026-12-10"}"#, contract) == [
                "/draft: found 2026-12-10; wanted no such field unless autopay"
            ])
        #expect(faults(#"{"kind": "first", "payments": []}"#, contract) == [], "an empty list is none")
        #expect(
            faults(#"{"kind": "first", "payments": [1]}"#, contract) == [
                "/payments: found a list of 1 item; wanted no such field unless not kind = first"
            ])
    }

    @Test func textsThatCannotBeSeenAreMissing() throws {
        let contract = try contract(object(#""name": {"type": "string", "maxLength": 40}"#))
        for blank in [
            " ", "\u{200B}", "\u{A0}\u{3000}", "\u{2060}\u{FEFF}", "\u{AD}", "\u{202E}", "\u{3164}", "\u{2800}", "\u{301}",
        ] {
            let found = faults("{\"name\": \"\(blank)\"}", contract)
            #expect(found.count == 1 && found[0].hasSuffix("wanted text with something to see, or no field"), "\(found)")
        }
        for text in ["", ".", "ñ", "\u{200B}x", "李"] { #expect(faults("{\"name\": \"\(text)\"}", contract) == [], "\(text)") }
    }

    @Test func whatTellsOneDocumentFromAnotherIsPlain() throws {
        let contract = try contract(
            object(
                #""account": {"type": "string", "maxLength": 40}, "number": {"type": "string", "maxLength": 40}, "name": {"type": "string", "maxLength": 40}"#,
                rest: #""x-document": {"account": "account", "number": "number"}, "#))
        func wanted(_ number: String) -> String? {
            faults("{\"account\": \"1\", \"number\": \"\(number)\", \"name\": \" \(number)\"}", contract).first.map {
                String($0.split(separator: "; wanted ", maxSplits: 1)[1])
            }
        }
        for good in ["2026-118842", "A 12/3", "Ñ-7", "#1"] { #expect(wanted(good) == nil, "\(good)") }
        #expect(wanted("7 ") == "no space at its start or end")
        #expect(wanted(" 7") == "no space at its start or end")
        #expect(wanted("7  8") == "no two spaces in a row")
        #expect(wanted("7\u{A0}") == "no character that cannot be seen; character 2 is U+00A0 (NO-BREAK SPACE)")
        #expect(wanted("7\u{200B}8") == "no character that cannot be seen; character 2 is U+200B (ZERO WIDTH SPACE)")
        #expect(wanted("\u{202E}7") == "no character that cannot be seen; character 1 is U+202E (RIGHT-TO-LEFT OVERRIDE)")
        #expect(
            wanted("\u{410}-7") == "Latin letters; character 1 is U+0410 (CYRILLIC CAPITAL LETTER A), which looks like another")
        #expect(wanted("\u{FF17}") == "the digits 0 to 9; character 1 is U+FF17 (FULLWIDTH DIGIT SEVEN)")
    }

    @Test func theBarcodesZIPIsTheAddresss() throws {
        let contract = try contract(
            object(
                #"""
                "account": {"type": "string", "maxLength": 9},
                "mail": {"type": "object", "properties": {"imb": {"type": "string", "maxLength": 31}, "lines": {"type": "array", "items": {"type": "string", "maxLength": 40}}}}
                """#, rest: #""x-document": {"account": "account", "recipient": "mail", "barcode": "mail.imb"}, "#))
        func told(_ routing: String, _ lines: String...) -> [String] {
            faults(
                "{\"account\": \"1\", \"mail\": {\"imb\": \"00270123456000417001\(routing)\", \"lines\": [\(lines.map { "\"\($0)\"" }.joined(separator: ","))]}}",
                contract)
        }
        let other = ["/mail/imb: the routing code of the barcode is not the ZIP Code of the address"]
        #expect(told("", "A", "B").isEmpty)
        #expect(told("80599", "A", "CEDAR BLUFF CO 80599").isEmpty)
        #expect(told("80599123401", "A", "CEDAR BLUFF CO 80599").isEmpty)
        #expect(told("80599123401", "A", "CEDAR BLUFF CO 80599-1234").isEmpty)
        #expect(told("80599123401", "A", "CEDAR BLUFF CO 80599-1235") == other)
        #expect(told("90210", "A", "CEDAR BLUFF CO 80599") == other)
        #expect(told("80599", "PO BOX 90210", "CEDAR BLUFF CO 80599").isEmpty, "the last ZIP Code counts")
        for joint in [" ", "-", "\u{2010}", "\u{2013}"] {
            #expect(told("805991418", "CEDAR BLUFF CO 80599\(joint)1418 ").isEmpty, "\(joint)")
            #expect(told("805991418", "CEDAR BLUFF CO 80599\(joint)1419") == other, "\(joint)")
        }
        #expect(told("80599", "12 CALLE MAYOR", "MADRID", "SPAIN").count == 1)
    }

    @Test func aContractsOwnSlipsAreTold() {
        func told(_ properties: String, _ rest: String = "") -> [String] {
            RecordsTests.faults(ofContract: object(properties, rest: rest)).map { String($0.drop { $0 != " " }.dropFirst()) }
        }
        let date = #""due": {"type": "string", "format": "date""#
        #expect(told(date + #", "x-minimum": "dew"}"#) == ["dew is not in the contract"])
        #expect(
            told(date + #", "x-minimum": "due + 5 weeks"}"#) == [
                "due + 5 weeks is no bound; write such as bill.date + 90, or run - 30"
            ])
        #expect(told(date + #", "x-minimum": 5}"#) == ["5 is no bound of a date"])
        #expect(told(#""n": {"type": "integer", "x-minimum": "run"}"#) == ["run is a day, and this is an integer"])
        #expect(told(#""n": {"type": "string", "x-minimum": "1"}"#) == ["x-minimum says nothing about text; leave it out"])
        #expect(told(date + #", "x-equals": "n"}, "n": {"type": "integer"}"#) == ["n is an integer, and this is a date"])
        #expect(
            told(#""l": {"type": "array", "items": {"type": "integer"}, "x-consecutive": "month"}"#) == [
                "x-consecutive names a date, a month or an integer of the items of a list"
            ])
        #expect(
            told(date + #", "x-only-if": "n = many"}, "n": {"type": "integer"}"#) == [
                "n is an integer and cannot be compared with many"
            ])
        #expect(told(#""n": {"type": "number", "x-decimals": -1}"#) == ["x-decimals is a whole number from 0, and this is not"])
        let account = #""a": {"type": "string"}, "m": {"type": "string", "format": "money"}"#
        #expect(
            told(account, #""x-document": {"account": "a", "facts": {"due": "b"}}, "#) == [
                "b is not in the contract"
            ])
        #expect(
            told(account, #""x-document": {"account": "a", "facts": {"due": ["a", "m"]}}, "#) == [
                "the fields of the fact due are of one type"
            ])
        #expect(
            told(account, #""x-document": {"account": "a", "dates": {"first": "run"}}, "#) == [
                "dates has minimum and maximum, not first"
            ])
    }

    @Test func fieldsWithoutBoundsAreNamed() throws {
        let contract = try contract(
            object(
                #""a": {"type": "string"}, "d": {"type": "string", "format": "date", "x-minimum": "run"}, "n": {"type": "number"}, "e": {"type": "string", "enum": ["x"]}"#
            ))
        #expect(
            contract.unbounded.map { "\($0.pointer) \($0.fault)" } == [
                "/a may be as long as it likes", "/d has no last day", "/n may have more decimals than are printed",
            ])
    }
}
