import Testing

@testable import Records

@Suite struct ContractTests {
    @Test func theBenchBillCompilesWithFixedSlots() throws {
        let bill = try contract(BenchBill.contract)
        #expect(bill.title == "Bench bill")
        #expect(bill.shape.fields.map(\.name).prefix(4) == ["account", "bill", "meters", "charges"])
        #expect(bill.resolve("account")?.slot == 0)
        #expect(bill.resolve("account.number")?.slot == 1)
        #expect(bill.resolve("account.number")?.isRequired == true)
        #expect(bill.resolve("account.zip")?.isRequired == false)
        #expect(bill.resolve("bill")?.slot == 8)
        #expect(bill.resolve("bill.total_due")?.slot == 18)
        #expect(bill.resolve("charges")?.slot == 21)
        #expect(bill.resolve("charges.amount") == nil)
        #expect(bill.document?.amount?.slot == 18)
        #expect(bill.document?.sort.map(\.path) == ["account.zip", "account.route", "account.sequence"])
        guard case .list(of: .record(let charge), let stride) = bill.shape.field(named: "charges")?.type else {
            Issue.record("charges is not a list of records")
            return
        }
        #expect(stride == 5)
        #expect(charge.field(named: "amount")?.slot == 4)
        #expect(charge.field(named: "amount")?.pointer == "/charges/*/amount")
    }

    @Test func aDescriptionBesideAReferenceIsItsOwn() throws {
        let bill = try contract(
            object(
                "\"a\": {\"$ref\": \"#/$defs/m\"}, \"b\": {\"$ref\": \"#/$defs/m\", \"description\": \"mine\"}",
                rest: "\"$defs\": {\"m\": {\"type\": \"string\", \"description\": \"theirs\"}}, "))
        #expect(bill.shape.fields.map(\.description) == ["theirs", "mine"])
    }

    @Test(arguments: [
        (
            "{\"type\": \"object\", \"properies\": {}}",
            "1:20: properies is not a keyword that contracts know; did you mean properties?"
        ),
        (object("\"a\": {\"type\": [\"string\", \"null\"]}"), "null"),
        (object("\"a\": {\"type\": \"strng\"}"), "strng is not a type of JSON Schema; did you mean string?"),
        (object("\"a\": {\"type\": \"string\", \"format\": \"mony\"}"), "did you mean money?"),
        (object("\"a\": {\"type\": [\"string\", \"number\"]}"), "only money"),
        (object("\"a\": {}"), "says no type"), (object("\"a\": true"), "a schema is an object"),
        (object("\"a\": {\"type\": \"array\"}"), "write \"items\""),
        (object("\"a\": {\"$ref\": \"other.json\"}"), "write #/$defs/"),
        (object("\"a\": {\"$ref\": \"#/$defs/x\"}"), "there is no definition x"),
        (object("\"a\": {\"type\": \"string\"}", required: "\"b\""), "b is required and not among"),
        (object("\"name\": {\"type\": \"string\"}", required: "\"nmae\""), "did you mean name?"),
        (object("\"a\": {\"type\": \"string\"}", required: "\"a\", \"a\""), "a is required twice"),
        (object("\"a\": {\"type\": \"integer\", \"minLength\": 1}"), "minLength says nothing about an integer"),
        (object("\"a\": {\"type\": \"string\", \"pattern\": \"(\"}"), "not a regular expression"),
        (
            object("\"a\": {\"type\": \"string\", \"pattern\": \"\\\\bday\"}"),
            "has \\b; say what may stand beside the word"
        ),
        (object("\"a\": {\"type\": \"string\", \"pattern\": \"(?<=a)b\"}"), "lookbehind"),
        (object("\"a\": {\"type\": \"string\", \"pattern\": \"(a)\\\\1\"}"), "refers back to a group with \\1"),
        (object("\"a\": {\"type\": \"string\", \"pattern\": \"a++\"}"), "repeats what is repeated already"),
        (object("\"a\": {\"type\": \"string\", \"pattern\": \"(?:a{1,90}){90}\"}"), "is too large: with its repetitions"),
        (object("\"a\": {\"type\": \"string\", \"pattern\": \"(?i)a\"}"), "a group that JSON Schema's patterns do not have"),
        (object("\"a\": {\"type\": \"string\", \"maxLength\": -1}"), "a whole number from 0"),
        (object("\"a\": {\"type\": \"string\", \"maxLength\": 1.5}"), "a whole number from 0"),
        (object("\"a\": {\"type\": \"integer\", \"minimum\": \"1\"}"), "minimum is a number, and this is a string"),
        (object("\"a\": {\"type\": \"integer\", \"minimum\": 5, \"maximum\": 4}"), "nothing is allowed"),
        (object("\"a\": {\"type\": \"string\", \"enum\": []}"), "nothing is allowed"),
        (object("\"a\": {\"type\": \"string\", \"enum\": [1]}"), "a number is not text"),
        (object("\"a\": {\"type\": \"string\", \"format\": \"date\", \"const\": \"2026-02-30\"}"), "is not a date"),
        (
            object("\"a\": {\"type\": \"string\", \"format\": \"money\", \"minimum\": 0}"),
            "minimum says nothing about money in a string"
        ),
        (object("\"a\": {\"type\": \"number\", \"format\": \"money\", \"pattern\": \"a\"}"), "pattern says nothing"),
        (object("\"a\": {\"type\": \"boolean\", \"format\": \"money\"}"), "money is of type"),
        (object("\"a\": {\"type\": \"string\", \"$defs\": {}}"), "belongs at the top"),
        (
            object("\"a\": {\"type\": \"string\"}", rest: "\"additionalProperties\": {}, "),
            "additionalProperties is true or false"
        ),
        (object("\"a\": {\"type\": \"string\"}", rest: "\"$schema\": \"http://json-schema.org/draft-07/schema#\", "), "2020-12"),
        (object("\"a\": {\"type\": \"string\"}, \"a\": {\"type\": \"string\"}"), "a second time"), ("[]", "and this is an array"),
        ("{\"type\": \"string\"}", "the record of a contract is an object"), ("", "the file is empty"),
        ("{", "the end of the file"),
        (object("\"a\": {\"type\": \"string\"}", rest: "\"$defs\": {\"u\": {\"type\": \"nope\"}}, "), "nope is not a type"),
        (
            object(
                "\"a\": {\"$ref\": \"#/$defs/d\"}", rest: "\"$defs\": {\"d\": \(object("\"a\": {\"$ref\": \"#/$defs/d\"}"))}, "),
            "refers to itself"
        ),
    ])
    func wrongContractsAreRefusedWithAWayOut(_ schema: String, _ sentence: String) {
        let found = faults(ofContract: schema)
        #expect(found.contains { $0.contains(sentence) }, "\(found)")
    }

    @Test func everyFaultIsReportedOnceAndInOrder() {
        let found = faults(
            ofContract: """
                {
                  "type": "object",
                  "required": ["x"],
                  "properties": {
                    "a": { "$ref": "#/$defs/bad" },
                    "b": { "$ref": "#/$defs/bad" },
                    "c": { "type": "text" }
                  },
                  "$defs": { "bad": { "type": "string", "lenght": 3 } }
                }
                """)
        #expect(
            found == [
                "3:16: x is required and not among the properties",
                "7:20: text is not a type of JSON Schema",
                "9:41: lenght is not a keyword that contracts know",
            ])
    }

    @Test func aBombOfReferencesIsRefused() {
        var definitions = ["\"d0\": {\"type\": \"string\"}"]
        for i in 1..<40 {
            definitions.append(
                "\"d\(i)\": " + object("\"a\": {\"$ref\": \"#/$defs/d\(i - 1)\"}, \"b\": {\"$ref\": \"#/$defs/d\(i - 1)\"}"))
        }
        let found = faults(
            ofContract: object("\"a\": {\"$ref\": \"#/$defs/d39\"}", rest: "\"$defs\": {\(definitions.joined(separator: ","))}, ")
        )
        #expect(found.count == 1)
        #expect(found.first?.contains("more than 20000 fields") == true)
    }

    @Test(arguments: [
        ("{\"account\": \"nmae\"}", "nmae is not in the contract; did you mean name?"), ("{}", "x-document names no account"),
        ("{\"account\": \"name\", \"amount\": \"name\"}", "name is text, and here an amount of money is wanted"),
        ("{\"account\": \"name.first\"}", "goes into name, which is text"),
        ("{\"account\": \"name\", \"sort\": \"name\"}", "sort is an array"),
        ("{\"account\": \"name\", \"acount\": \"name\"}", "x-document has no acount; did you mean account?"),
        ("[]", "x-document is an object"),
        ("{\"account\": \"list.name\"}", "goes into list, which is a list"), ("{\"account\": 3}", "a field path is a string"),
    ])
    func documentPathsMustExistAndMakeSense(_ document: String, _ sentence: String) {
        let properties = "\"name\": {\"type\": \"string\"}, \"list\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}"
        let found = faults(ofContract: object(properties, rest: "\"x-document\": \(document), "))
        #expect(found.contains { $0.contains(sentence) }, "\(found)")
    }

    @Test func theNearestNameIsNearOrNone() {
        let names = ["account", "number", "total_due", "name"]
        #expect(Contract.nearest(to: "acount", in: names) == "account")
        #expect(Contract.nearest(to: "nubmer", in: names) == "number")
        #expect(Contract.nearest(to: "TotalDue", in: names) == "total_due")
        #expect(Contract.nearest(to: "xyz", in: names) == nil)
        #expect(Contract.nearest(to: "x", in: ["y"]) == nil)
        #expect(Contract.nearest(to: "", in: names) == nil)
    }
}
