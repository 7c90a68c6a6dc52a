import Testing

@testable import Records

/// What a mapping has details of is given, or left out by name.
@Suite struct CSVGivenTests {
    private static let mapping = #"""
        {"columns": {"ACCT": "account.number"},
         "details": {"payments": {"columns": {"ACCT": "account.number", "AMT": "amount"}},
           "messages": {"columns": {"ACCT": "account.number", "M": "messages"}}}}
        """#

    private func open(_ details: [String], without: [String] = [], files: [String: String] = [:]) throws -> String? {
        do throws(CSVFailure) {
            _ = try CSVRecords(
                .bytes(Array("ACCT\n1\n".utf8), name: "bills.csv"),
                details: details.map {
                    .init(
                        path: $0,
                        input: .bytes(Array((files[$0] ?? "ACCT,\($0 == "payments" ? "AMT" : "M")\n").utf8), name: "\($0).csv"))
                }, without: without, contract: try! contract(CSVBill.schema), mapping: try! CSVBill.mapping(Self.mapping))
            return nil
        } catch { return "\(error)" }
    }

    @Test func aForgottenFileIsNoticed() throws {
        #expect(try open(["payments", "messages"]) == nil)
        #expect(
            try open(["payments"])
                == "extract.json has details of messages, and no file of them is given"
        )
        #expect(
            try open([])
                == "extract.json has details of payments, messages, and no file of these is given"
        )
    }

    @Test func whatIsLeftOutIsLeftOutByName() throws {
        #expect(try open(["payments"], without: ["messages"]) == nil)
        #expect(try open([], without: ["messages", "payments"]) == nil)
        #expect(
            try open(["payments", "messages"], without: ["messages"])
                == "messages has a file of details, and is left out")
        #expect(try open(["payments"], without: ["mesages"]) == "extract.json has no details of mesages; did you mean messages?")
    }

    @Test func aFileTooManyOrOfNothingIsTold() throws {
        #expect(try open(["payments", "payments", "messages"])?.contains("payments has two files of details") == true)
        #expect(
            try open(["paymets"], without: ["payments", "messages"])
                == "paymets.csv:1:1: paymets is not in the contract; did you mean payments?")
        #expect(
            try open(["payments", "messages"], files: ["payments": ""])
                == "payments.csv:1:1: the file is empty; a file of details has a row that names its columns")
    }

    @Test func anOrphanNamesItsLineItsColumnAndTheEndOfItsKey() throws {
        let records = try CSVBill.records(
            "account.number\n11-000001-23\n", [("payments", "account.number,amount\n11-000099-45,1.00\n")])
        var faults: [RecordFault] = []
        reading: while true {
            switch try records.next() {
            case .fault(let fault): faults.append(fault)
            case .record: continue
            case .end: break reading
            }
        }
        #expect(
            faults.map(\.redacted) == [
                "line 2 of payments.csv, column 1: found the key …99-45; wanted the key of a record (column account.number); no record has this one"
            ])
    }
}
