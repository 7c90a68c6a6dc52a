import Testing

@testable import Records

@Suite struct FaultTests {
    static let schema = object(
        """
        "money": {"type": "string", "format": "money"}, "cash": {"type": "number", "format": "money", "minimum": 0},
        "both": {"type": ["string", "number"], "format": "money"}, "name": {"type": "string", "maxLength": 5, "minLength": 2},
        "count": {"type": "integer", "minimum": 1, "maximum": 9}, "rate": {"type": "number"},
        "day": {"type": "string", "format": "date"}, "month": {"type": "string", "format": "month"}, "flag": {"type": "boolean"},
        "unit": {"type": "string", "enum": ["kgal", "ccf"]}, "zip": {"type": "string", "pattern": "^[0-9]{5}$"},
        "list": {"type": "array", "items": {"type": ["string", "number"], "format": "money"}, "minItems": 1, "maxItems": 3},
        "kind": {"type": "string", "const": "bill"}, "level": {"type": "integer", "enum": [1, 2], "maximum": 1}, "on": {"type": "boolean", "const": true},
        "at": \(object("\"x\": {\"type\": \"integer\"}", required: "\"x\"", rest: "\"additionalProperties\": false, ")),
        "rows": {"type": "array", "items": \(object("\"amount\": {\"type\": \"string\", \"format\": \"money\"}", required: "\"amount\""))}
        """, rest: "\"additionalProperties\": false, ")

    @Test(arguments: [
        ("{\"both\": 12.345}", "line 17, /both: found 12.345; wanted an amount of money with at most two decimals"),
        ("{\"both\": \"12.345\"}", "line 17, /both: found \"12.345\"; wanted an amount of money with at most two decimals"),
        ("{\"money\": 12}", "line 17, /money: found 12; wanted an amount of money in double quotes, such as \"12.50\""),
        (
            "{\"cash\": \"12\"}",
            "line 17, /cash: found \"12\"; wanted an amount of money as a number without quotes, such as 12.50"
        ),
        ("{\"both\": 1e2}", "line 17, /both: found 1e2; wanted an amount of money written without an exponent"),
        ("{\"count\": 1e0}", "line 17, /count: found 1e0; wanted an integer written without an exponent"),
        ("{\"rate\": 1E-2}", "line 17, /rate: found 1E-2; wanted a number written without an exponent"),
        ("{\"both\": 123456789012345678901234567890}", "this is too large"),
        ("{\"rate\": 123456789012345678901234567890}", "too large"),
        ("{\"count\": 123456789012345678901234567890}", "too large"),
        ("{\"both\": \"123456789012345678901234567890\"}", "too large"),
        ("{\"rate\": 0.1234567891}", "a number of at most 9 decimals"),
        ("{\"cash\": -0.01}", "/cash: found -0.01; wanted at least 0"),
        ("{\"level\": 3}", "line 17, /level: found 3; wanted one of 1, 2"),
        ("{\"level\": 2}", "line 17, /level: found 2; wanted at most 1"),
        ("{\"name\": 5}", "line 17, /name: found 5; wanted text in double quotes"),
        ("{\"name\": null}", "/name: found null; wanted text"),
        ("{\"name\": \"toolong\"}", "wanted at most 5 characters"),
        ("{\"name\": \"é\"}", "wanted at least 2 characters"),
        ("{\"count\": \"5\"}", "/count: found \"5\"; wanted an integer, without quotes"),
        ("{\"count\": 5.5}", "found 5.5; wanted an integer"),
        ("{\"count\": 0}", "wanted at least 1"), ("{\"count\": 10.0}", "wanted at most 9"),
        ("{\"day\": \"2026-02-30\"}", "/day: found \"2026-02-30\"; wanted a date such as \"2026-11-20\""),
        ("{\"day\": 20261120}", "wanted a date"),
        ("{\"month\": \"2026-13\"}", "wanted a month"), ("{\"flag\": \"true\"}", "wanted true or false"),
        ("{\"flag\": 1}", "wanted true or false"),
        ("{\"unit\": \"gal\"}", "/unit: found \"gal\"; wanted one of kgal, ccf"),
        ("{\"zip\": \"8055\"}", "wanted text that matches ^[0-9]{5}$"),
        ("{\"kind\": \"Bill\"}", "/kind: found \"Bill\"; wanted bill"), ("{\"level\": 3}", "wanted one of 1, 2"),
        ("{\"on\": false}", "wanted true"),
        ("{\"list\": []}", "/list: found a list of 0 items; wanted at least 1 item"),
        ("{\"list\": [1,2,3,4]}", "wanted at most 3 items"),
        ("{\"list\": {}}", "/list: found {}; wanted a list in brackets [ ]"),
        ("{\"list\": [1, 2.345]}", "line 17, /list/1: found 2.345"),
        ("{\"at\": []}", "/at: found []; wanted an object in braces"),
        ("{\"at\": {}}", "line 17, /at/x: the field is missing; wanted an integer"),
        ("{\"at\": {\"y\": 1}}", "/at/y: found 1; wanted no field of this name, which is not in the contract"),
        (
            "{\"nmae\": \"x\"}",
            "/nmae: found \"x\"; wanted no field of this name, which is not in the contract; did you mean name?"
        ),
        ("{\"a/b~c\": 1}", "/(a name of 5 characters): found"),
        ("{\"rows\": [{\"amount\": \"1\"}, {}, {\"amount\": \"x\"}]}", "line 17, /rows/1/amount: the field is missing"),
        (
            "{\"rows\": [{\"amount\": \"1\"}, {}, {\"amount\": \"x\"}]}",
            "line 17, /rows/2/amount: found \"x\"; wanted an amount of money"
        ),
        (
            "{\"name\": \"ab\", \"name\": \"cd\"}",
            "/name: found \"cd\"; wanted each field once, and this one is here a second time"
        ),
        ("{\"name\": \"a\\ud800b\"}", "/name: found \"a\\ud800b\"; wanted a whole pair of surrogate escapes"),
        ("{\"name\": \"a\\udc00\"}", "surrogate"), ("{\"name\": \"a\\ud800\\u0041\"}", "surrogate"),
        ("{\"name\": \"a\\u0000\"}", "no NUL"),
        ("{\"name\": \"a\tb\"}", "control characters written as escapes"), ("{\"name\": \"a\nb\"}", "control characters"),
        ("{\"name\": \"\\x41\"}", "one of the escapes"), ("{\"name\": \"\\u12G4\"}", "one of the escapes"),
        ("{\"name\": {\"deep\": [\"\\ud800\"]}}", "wanted text in double quotes"),
        ("{\"name\": \"ab\"", "line 17, column 14: found the end of the record; wanted a comma or }"),
        ("{\"name\": \"ab", "found the end of the record; wanted the double quote that ends this text"),
        ("{\"name\": ", "wanted"),
        ("{\"name\"", "wanted a colon"), ("{", "wanted a field name"), ("", "here is nothing"),
        ("   ", "wanted an object in braces"),
        ("{} x", "line 17, column 4: found x; wanted nothing more after the end"), ("{}{}", "nothing more after"),
        ("{} \u{0}", "nothing more after"),
        ("{\"name\": \"ab\",}", "wanted a field name in double quotes"), ("{,}", "wanted a field name"),
        ("{name: 1}", "wanted a field name"),
        ("{'name': 1}", "wanted a field name"), ("{\"name\" \"ab\"}", "wanted a colon"), ("{\"list\": [1,]}", "found ]; wanted"),
        ("{\"list\": [1 2]}", "wanted a comma or ]"), ("{\"count\": 05}", "found 05; wanted a number as JSON writes it"),
        ("{\"count\": 5.}", "found 5.; wanted a number as JSON writes it"),
        ("{\"count\": -}", "wanted a number as JSON writes it"),
        ("{\"count\": .5}", "wanted"), ("{\"count\": +5}", "wanted"), ("{\"count\": NaN}", "wanted"),
        ("{\"flag\": tru}", "wanted true, false or null"),
        ("{\"flag\": truely}", "wanted a comma or }"), ("{\"count\": 5 // note\n}", "wanted a comma or }"),
        ("[{\"name\": \"ab\"}]", "line 17, column 1: found [{\"name\": \"ab\"}]; wanted an object in braces { }"),
        ("\"ab\"", "wanted an object"),
        ("null", "wanted an object"), ("\u{FEFF}{}", "found a byte order mark; wanted one only at the very start of a file"),
    ])
    func badRecordsAreExplained(_ json: String, _ sentence: String) throws {
        let found = read(json, try contract(FaultTests.schema), line: 17).faults
        #expect(found.contains { $0.contains(sentence) }, "\(found)")
    }

    @Test func goodNeighboursAreTaken() throws {
        let good = """
            {"money": "-12.5", "cash": 0, "both": 12.34, "name": "éé", "count": 5.0, "rate": -0.000000001, "day": "2024-02-29",
             "month": "2026-12", "flag": true, "unit": "ccf", "zip": "80550", "list": ["1", 2, 3.5], "kind": "bill", "level": 1.0,
             "on": true, "at": {"x": -0}, "rows": []}
            """
        let (record, faults) = read(good, try contract(FaultTests.schema))
        #expect(faults == [])
        #expect(record.slots[4] == .integer(5))
        #expect(record.slots[5] == .scaled(Scaled(units: -1, scale: 9)))
    }

    @Test func allFaultsOfARecordAreCollected() throws {
        let json = "{\"money\": 1,\n \"count\": \"x\",\n \"at\": {\"x\": [{\"a\": 1}], \"z\": {}},\n \"day\": \"no\"}"
        let found = read(json, try contract(FaultTests.schema), line: 3).faults
        #expect(
            found.map { String($0.prefix(while: { $0 != ":" })) } == [
                "line 3, /money", "line 4, /count", "line 5, /at/x", "line 5, /at/z", "line 6, /day",
            ])
    }

    @Test func placesCountCharactersAndBeginWhereTheRecordBegins() throws {
        let contract = try contract(object("\"é\": {\"type\": \"string\"}, \"b\": {\"type\": \"integer\"}"))
        let bytes = Array("{\"é\":\"é😀\",\"b\":\"x\"}".utf8)
        var record = Record()
        let reader = RecordReader(contract)
        let faults = bytes.withUnsafeBytes { reader.read($0, line: 4, column: 10, into: &record) }
        #expect(faults.map(\.line) == [4])
        #expect(faults.map(\.column) == [24])
    }

    @Test func bytesThatAreNotUTF8AreNamedByTheirOffset() throws {
        let contract = try contract(object("\"n\": {\"type\": \"string\"}"))
        let wrong: [[UInt8]] = [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xE2, 0x82], [0xC3],
        ]
        for sequence in wrong {
            let (_, faults) = read(Array("{\"n\":\"ab".utf8) + sequence + Array("\"}".utf8), contract)
            #expect(faults.map(\.wanted) == ["valid UTF-8, which ends at byte 8"], "\(sequence)")
            #expect(faults.first?.pointer == "/n")
            #expect(faults.first?.isPrivate == true)
        }
        let inKey = read(Array("{\"".utf8) + [0xFF] + Array("\":1}".utf8), contract).faults
        #expect(inKey.map(\.wanted) == ["valid UTF-8, which ends at byte 2"])
        for good in ["\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}"] {
            #expect(read("{\"n\":\"x\(good)\"}", contract).faults == [])
        }
    }

    @Test func nestingEndsAtSixtyFour() throws {
        let contract = try contract(object("\"n\": {\"type\": \"string\"}"))
        func nested(_ levels: Int) -> String {
            "{\"x\":" + String(repeating: "[", count: levels) + String(repeating: "]", count: levels) + "}"
        }
        #expect(read(nested(63), contract).faults == [])
        #expect(read(nested(64), contract).faults.first?.contains("no more than 64 levels") == true)
        #expect(read("{\"x\":" + String(repeating: "{\"a\":[", count: 100_000), contract).faults.count == 1)
        #expect(read(String(repeating: "[", count: 1_000_000), contract).faults.count == 1)
    }

    @Test func unknownFieldsOfAnOpenContractAreOnlyCheckedForSyntax() throws {
        let contract = try contract(object("\"n\": {\"type\": \"string\"}"))
        #expect(read("{\"x\":{\"a\":[1e5,true,null,\"\\u00e9\"]},\"n\":\"a\"}", contract).faults == [])
        #expect(read("{\"x\":{\"a\":[01]},\"n\":\"a\"}", contract).faults.count == 1)
    }

    @Test func freeTextStaysOutOfLogs() throws {
        let contract = try contract(FaultTests.schema)
        let reader = RecordReader(contract)
        var record = Record()
        func fault(_ json: String) throws -> RecordFault {
            try #require(reader.read(Array(json.utf8), line: 1, into: &record).first)
        }
        let name = try fault("{\"name\": \"Renée O'Brien\"}")
        #expect(name.isPrivate)
        #expect(name.redacted == "line 1, /name: found text of 13 characters; wanted at most 5 characters")
        #expect(!name.redacted.contains("Ren"))
        #expect(try fault("{\"money\": \"Renée\"}").isPrivate)
        #expect(try fault("{\"name\": 78512}").isPrivate)
        #expect(try fault("{\"at\": {\"x\": 1, \"y\": {\"n\": \"Renée\"}}}").isPrivate)
        let amount = try fault("{\"money\": \"12.345\"}")
        #expect(!amount.isPrivate)
        #expect(amount.redacted == amount.description)
    }

    @Test func longValuesAndLongListsOfFaultsAreCut() throws {
        let contract = try contract(FaultTests.schema)
        let long = read("{\"name\": \"\(String(repeating: "é", count: 5000))\"}", contract).faults[0]
        #expect(long.contains("\"\(String(repeating: "é", count: 59))…; wanted"))
        let many = repeatElement("{\"amount\": 5}", count: 5000).joined(separator: ",")
        let found = read("{\"rows\": [\(many)]}", contract).faults
        #expect(found.count == 101)
        #expect(found.last?.contains("more faults") == true)
    }

    @Test func messagesShowNoControlCharacters() throws {
        let found = read("{\"unit\": \"a\u{1b}[31m\u{202E}\r\"}", try contract(FaultTests.schema)).faults
        #expect(found.first?.contains("\"a\\u{1B}[31m\\u{202E}\\u{D}\"") == true, "\(found)")
    }

    /// A good record cut anywhere, or with one byte changed, never crashes and, cut, is never good.
    @Test func brokenBillsAreFaultsAndNeverMore() throws {
        let contract = try contract(BenchBill.contract)
        let reader = RecordReader(contract)
        var record = Record()
        let bill = Array(BenchBill.bill.utf8)
        for length in 0..<bill.count {
            #expect(!reader.read(Array(bill[..<length]), line: 1, into: &record).isEmpty)
        }
        var dice = Dice()
        for _ in 0..<3000 {
            var broken = bill
            broken[.random(in: 0..<bill.count, using: &dice)] = .random(in: 0...255, using: &dice)
            for fault in reader.read(broken, line: 1, into: &record) {
                #expect(!fault.description.isEmpty && !fault.redacted.isEmpty)
            }
        }
    }
}
