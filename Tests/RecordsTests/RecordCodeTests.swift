import Errors
import Testing

@testable import Records

/// Each R1xx code comes of a record or an extract that is wrong in that way.
@Suite struct RecordCodeTests {
    private static let schema = object(
        #"""
        "n": {"type": "integer", "minimum": 2, "maximum": 9}, "big": {"type": "integer"}, "d": {"type": "number", "x-decimals": 2},
        "e": {"type": "string", "enum": ["x", "y"]}, "s": {"type": "string", "minLength": 2, "maxLength": 3, "pattern": "^[a-z]+$"},
        "l": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 2}, "account": {"type": "string"},
        "date": {"type": "string", "format": "date", "x-minimum": "run - 60", "x-maximum": "run + 60"}, "same": {"type": "integer", "x-equals": "big"},
        "months": {"type": "array", "x-consecutive": "month", "items": {"type": "object", "required": ["month"], "properties": {"month": {"type": "string", "format": "month"}}}},
        "pay": {"type": "boolean"}, "draft": {"type": "integer", "x-only-if": "pay", "x-needed-if": "pay"}, "text": {"type": "string"},
        "deep": {"type": "object", "properties": {}},
        "mail": {"type": "object", "properties": {"imb": {"type": "string"}, "lines": {"type": "array", "items": {"type": "string"}}}}
        """#, required: "\"account\"",
        rest:
            #""additionalProperties": false, "x-document": {"account": "account", "recipient": "mail", "barcode": "mail.imb"}, "#)

    private static let records: [(code: ErrorCode, fields: String)] = [
        (.wrongType, #""n": "x""#), (.belowMinimum, #""n": 1"#), (.aboveMaximum, #""n": 10"#), (.tooManyDecimals, #""d": 1.234"#),
        (.valueNotListed, #""e": "z""#), (.textTooShort, #""s": "a""#), (.textTooLong, #""s": "abcd""#),
        (.patternMismatch, #""s": "A1""#), (.tooFewItems, #""l": []"#), (.tooManyItems, #""l": [1, 2, 3]"#),
        (.exponent, #""big": 1e3"#), (.numberTooLarge, #""big": 99999999999999999999"#),
        (.duplicateField, #""big": 1, "big": 1"#), (.unknownField, #""bigg": 1"#), (.invisibleText, #""text": " ""#),
        (.jsonSyntax, #""big" 1"#), (.invalidCharacter, #""text": "\x""#),
        (.nestingTooDeep, "\"deep\": {\"x\": \(String(repeating: "[", count: 70))"),
        (.belowBound, #""date": "2026-01-01""#), (.aboveBound, #""date": "2027-06-01""#), (.notEqual, #""big": 1, "same": 2"#),
        (.notConsecutive, #""months": [{"month": "2026-01"}, {"month": "2026-03"}]"#),
        (.fieldNotAllowed, #""pay": false, "draft": 1"#), (.fieldNeeded, #""pay": true"#),
        (.routingWithoutZIP, #""mail": {"imb": "0027012345600041700180599", "lines": ["A"]}"#),
        (.routingDiffers, #""mail": {"imb": "0027012345600041700180599", "lines": ["A CO 90210"]}"#),
    ]

    private static func codes(_ json: String, of contract: Contract) -> [ErrorCode] { codes(Array(json.utf8), of: contract) }

    private static func codes(_ bytes: [UInt8], of contract: Contract) -> [ErrorCode] {
        let reader = RecordReader(contract)
        reader.day = Day.parse("2026-11-20")
        var record = Record()
        return reader.read(bytes, line: 1, into: &record).map(\.errorCode)
    }

    private static func codes(of stream: some RecordStream) throws -> [ErrorCode] {
        var codes: [ErrorCode] = []
        while true {
            switch try stream.next() {
            case .fault(let fault): codes.append(fault.errorCode)
            case .record: continue
            case .end: return codes
            }
        }
    }

    private static func codes(source bytes: [UInt8], limit: Int = 1000) throws -> [ErrorCode] {
        try codes(of: RecordSource(bytes: bytes, lineLimit: limit, elementLimit: limit))
    }

    private static func codes(
        table: String, _ details: [(String, String)] = [], mapping: String = "{}", bytes: [UInt8]? = nil
    ) throws -> [ErrorCode] {
        let dialect = try CSVBill.mapping(mapping).dialect
        if details.isEmpty {
            let reader = CSVReader(bytes: bytes ?? Array(table.utf8), dialect: dialect)
            var codes: [ErrorCode] = []
            while true {
                switch try reader.next() {
                case .fault(let fault): codes.append(fault.errorCode)
                case .row, .trailer: continue
                case .end: return codes
                }
            }
        }
        return try codes(of: CSVBill.records(table, details, mapping: mapping))
    }

    @Test func eachKindOfFaultOfARecordHasItsCode() throws {
        let contract = try contract(Self.schema)
        #expect(Self.codes(#"{"account": "1", "n": 2}"#, of: contract) == [])
        for (code, fields) in Self.records {
            #expect(Self.codes("{\"account\": \"1\", \(fields)}", of: contract).first == code, "\(code.name): \(fields)")
        }
    }

    @Test func everyCodeIsMade() throws {
        let whole = try contract(Self.schema)
        var made = Set(Self.records.flatMap { Self.codes("{\"account\": \"1\", \($0.fields)}", of: whole) })
        func add(_ code: ErrorCode, _ codes: [ErrorCode]) {
            #expect(codes.contains(code), "\(code) \(code.name): \(codes)")
            made.formUnion(codes)
        }
        add(.missingField, Self.codes("{}", of: whole))
        add(.ambiguousIdentity, Self.codes(#"{"account": "7  8"}"#, of: whole))
        add(.invalidUTF8, Self.codes([0x7B, 0x22, 0x61, 0xFF, 0x22, 0x3A, 0x31, 0x7D], of: whole))
        add(.emptyRecord, Self.codes("", of: whole))
        add(.misplacedMark, Self.codes("\u{FEFF}{}", of: whole))
        let many = (0..<200).map { "\"x\($0)\": 1" }.joined(separator: ",")
        add(.moreFaults, Self.codes("{\(many)}", of: whole))
        add(
            .recordTooLarge,
            try Self.codes(source: Array("{}\n{\"a\": \"0123456789\"}\n".utf8), limit: 9))
        add(.arrayStructure, try Self.codes(source: Array("[{},,{}]".utf8)))
        add(.wrongEncoding, try Self.codes(source: [0xFF, 0xFE, 0x7B, 0]))
        add(
            .repeatedTrailer, try Self.codes(source: Array("{\"trailer\":{\"records\":0}}\n{\"trailer\":{\"records\":0}}\n".utf8))
        )
        add(.badTrailer, try Self.codes(source: Array("{\"trailer\":{\"records\":-1}}\n".utf8)))
        add(.recordBehindTrailer, try Self.codes(source: Array("{\"trailer\":{\"records\":0}}\n{}\n".utf8)))

        add(.foreignFormat, try Self.codes(table: "", bytes: [0x50, 0x4B, 0x03, 0x04, 0, 0]))
        add(.malformedRow, try Self.codes(table: "a,b\n1,\"2\"x\n"))
        add(.controlCharacter, try Self.codes(table: "a,b\n1,\u{1}\n"))
        add(.undecodableByte, try Self.codes(table: "", bytes: Array("a,b\n1,".utf8) + [0xFF, 0x0A]))
        add(.fieldCount, try Self.codes(table: "a,b\n1\n"))
        add(.unnamedColumn, try Self.codes(table: "a,\n"))
        add(.duplicateColumn, try Self.codes(table: "a,a\n"))
        add(.missingHeader, try Self.codes(table: "11-000001-23,4711081547110815\n"))

        let charges = "account.number,services,description\n"
        func details(_ rows: String, _ records: String = "account.number,services.1.name\n1,Water\n") throws -> [ErrorCode] {
            try Self.codes(table: records, [("services.charges", charges + rows)])
        }
        add(.detailWithoutKey, try details(",1,x\n"))
        add(.detailWithoutNumber, try details("1,0,x\n"))
        add(.badDetail, try details("1,0,x\n"))
        add(.detailWithoutRecord, try details("9,1,x\n"))
        add(.detailWithoutItem, try details("1,3,x\n"))
        add(.repeatedKey, try details("1,1,x\n", "account.number,services.1.name\n1,Water\n1,Water\n"))
        add(
            .detailCount,
            try Self.codes(
                table: "account.number\n1\n", [("payments", "account.number,amount\n1,1.00\nEND,7\n")],
                mapping: #"{"trailer": "END"}"#))

        func failure(_ code: ErrorCode, _ open: () throws -> Void) {
            do {
                try open()
                Issue.record("\(code) \(code.name) is not made")
            } catch { add(code, [(error as? any CodedError)?.errorCode ?? .uncoded]) }
        }
        failure(.unreadableInput) { _ = try RecordSource(path: "/nowhere/bills.jsonl") }
        failure(.extractRefused) { _ = try CSVBill.records("a,a\n") }
        let mapping = try CSVBill.mapping(
            #"{"columns": {"ACCT": "account.number"}, "details": {"payments": {"columns": {"ACCT": "account.number", "AMT": "amount"}}}}"#
        )
        func open(_ details: [String], without: [String]) throws {
            _ = try CSVRecords(
                .bytes(Array("ACCT\n1\n".utf8)),
                details: details.map { .init(path: $0, input: .bytes(Array("ACCT,AMT\n".utf8))) },
                without: without, contract: try contract(CSVBill.schema), mapping: mapping)
        }
        failure(.detailsMissing) { try open([], without: []) }
        failure(.unknownDetails) { try open([], without: ["paymets"]) }
        failure(.detailsContradict) { try open(["payments"], without: ["payments"]) }

        #expect(Set(ErrorCode.records).subtracting(made).map(\.name).sorted() == [])
    }
}
