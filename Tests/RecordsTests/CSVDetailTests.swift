import TestKit
import Testing

@testable import Records

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct CSVDetailTests {
    private static func parts(_ step: String) -> String {
        step.replacing("\"", with: "").replacing("{account:{number:", with: "").replacing("},bill:{}", with: "")
            .replacing(",messages:[]}", with: "")
    }

    private func steps(
        _ csv: String, _ details: [(String, String)], mapping: String = "{}", key: String? = nil
    ) throws -> [String] {
        let whole = try CSVBill.steps(CSVBill.records(csv, details, mapping: mapping, key: key))
        for piece in [1, 3, 64] {
            #expect(try CSVBill.steps(CSVBill.records(csv, details, mapping: mapping, key: key, piece: piece)) == whole)
        }
        return whole.map(Self.parts)
    }

    @Test func rowsJoinTheirRecordInTheOrderOfTheirFile() throws {
        let payments = """
            amount,account.number,date
            1.00,2-B,2026-01-01

            2.00,1-A,2026-01-02
            "3,000.00",2-B,
            4.00,1-A,2026-01-04
            """
        #expect(
            try steps("account.number\n1-A\n3-C\n2-B\n", [("payments", payments)]) == [
                "1-A,services:[],payments:[{date:2026-01-02,amount:2.00},{date:2026-01-04,amount:4.00}]", "3-C,services:[]",
                "2-B,services:[],payments:[{date:2026-01-01,amount:1.00},{amount:3000.00}]",
            ])
    }

    @Test func aListOfValuesHasOneColumn() throws {
        let found = try steps("account.number\n1\n", [("messages", "account.number,messages\n1,Hello\n1,\n1,you")])
        #expect(found == ["1,services:[],messages:[Hello,you]}"])
    }

    /// Charges find their service by its number in the columns, or in the file of services.
    @Test func listsWithinListsHaveTheNumberOfTheItem() throws {
        let charges = """
            account.number,services,description,amount
            1,2,Basic,5.00
            2,1,Sewer,9.00
            1,1,Use,1.00
            1,2,Late,2.00
            """
        let byColumns = try steps(
            "account.number,services.1.name,services.2.name\n1,Water,\n2,Water,Sewer\n", [("services.charges", charges)])
        #expect(
            byColumns == [
                "1,services:[{name:Water,charges:[{description:Use,amount:1.00}]},{charges:[{description:Basic,amount:5.00},{description:Late,amount:2.00}]}]",
                "2,services:[{name:Water,charges:[{description:Sewer,amount:9.00}]},{name:Sewer,charges:[]}]",
            ])
        let services = "account.number,name\n2,Water\n1,Water\n2,Trash\n1,Sewer\n"
        let byDetails = try steps("account.number\n1\n2\n", [("services.charges", charges), ("services", services)])
        #expect(
            byDetails == [
                "1,services:[{name:Water,charges:[{description:Use,amount:1.00}]},{name:Sewer,charges:[{description:Basic,amount:5.00},{description:Late,amount:2.00}]}]",
                "2,services:[{name:Water,charges:[{description:Sewer,amount:9.00}]},{name:Trash,charges:[]}]",
            ])
    }

    @Test func aDetailOfAnItemThatIsNotThereStopsItsRecord() throws {
        let charges = "account.number,services,description\n1,3,Basic\n2,1,Basic\n"
        #expect(
            try steps("account.number,services.1.name\n1,Water\n2,Water\n", [("services.charges", charges)]) == [
                "! line 2, column 1: an item for each detail; line 2 of services.charges.csv belongs to one that the record does not have",
                "2,services:[{name:Water,charges:[{description:Basic}]}]",
            ])
        for number in ["0", "", "x", "-1", "12345678901"] {
            let found = try steps(
                "account.number,services.1.name\n1,Water\n",
                [("services.charges", "account.number,services,description\n1,\(number),x")])
            #expect(
                found[0]
                    == "! line 2 of services.charges.csv, column 1: the number of the item that holds the row, from 1, in services"
            )
            #expect(
                found.count == 2 && found[1].hasPrefix("! line 2, column 1: found 1; wanted a record whose details are all good"))
        }
    }

    @Test func rowsOfNoRecordAreToldAtTheEnd() throws {
        let payments = "account.number,amount\n9-Z,1.00\n1-A,2.00\n\"8\n-Y\",3.00\n9-Z,4.00\n"
        let found = try steps("account.number\n1-A\n", [("payments", payments)])
        #expect(
            found == [
                "1-A,services:[],payments:[{amount:2.00}]",
                "! line 2 of payments.csv, column 1: found 9-Z; wanted the key of a record (column account.number); no record has this one",
                "! line 4 of payments.csv, column 1: found 8\\u{A}-Y; wanted the key of a record (column account.number); no record has this one",
                "! line 6 of payments.csv, column 1: found 9-Z; wanted the key of a record (column account.number); no record has this one",
            ])
        let records = try CSVBill.records("account.number\n1-A\n", [("payments", payments)])
        _ = try records.next()
        guard case .fault(let fault) = try records.next() else { return #expect(Bool(false), "no fault") }
        #expect(fault.isPrivate && !fault.redacted.contains("9-Z"))
    }

    /// A bill does not go out without one of its charges.
    @Test(arguments: [
        ("1,5.00,", "line 3 of payments.csv, column 1: found 3 fields; wanted 2, as the header has"),
        ("1", "line 3 of payments.csv, column 1: found 1 field; wanted 2, as the header has"),
        ("1,5\u{1}", "line 3 of payments.csv, column 4: found U+0001; wanted no control character within a field"),
        ("1,\"5\"x", "line 3 of payments.csv, column 6: found x; wanted a delimiter"),
        ("1,\"5", "line 3 of payments.csv, column 3: found \"; wanted a second quote"),
    ])
    func aBadRowStopsItsRecord(_ bad: String, _ fault: String) throws {
        let found = try steps("account.number\n1\n2\n", [("payments", "account.number,amount\n2,1.00\n\(bad)\n1,2.00\n")])
        #expect(found[0].hasPrefix("! \(fault)".replacing("\"", with: "")), "\(found)")
        #expect(
            found[1...] == [
                "! line 2, column 1: found 1; wanted a record whose details are all good; line 3 of payments.csv, which belongs to it, is not",
                "2,services:[],payments:[{amount:1.00}]",
            ])
    }

    /// A delimiter too many moves the key, if it stands before it: whoever the row may belong to is stopped.
    @Test func aKeyThatMayHaveMovedIsLookedForWhereItMayBe() throws {
        let header = "date,amount,account.number\n"
        for bad in ["2026-01-01,1,000.00,1\n", "1.00,1\n"] {
            let found = try steps("account.number\n1\n2\n", [("payments", header + bad + "2026-01-01,5.00,2\n")])
            #expect(
                found.count == 3 && found[1].hasPrefix("! line 2, column 1: found 1; wanted a record whose details"), "\(found)")
            #expect(found[2] == "2,services:[],payments:[{date:2026-01-01,amount:5.00}]")
        }
        // behind what is no field, on the same line, in every part that may be the key
        for bad in ["2026-01-01,\"1\"x,1\n", "2026-01-01,\"1\"x,\"1\"\r\n", "2026\"01,\"5,00\",1\n", "2026-01-01,\"5.00,1\n"] {
            let found = try steps("account.number\n2\n1\n", [("payments", header + bad + "2026-01-01,5.00,2\n")])
            #expect(found.count == 3 && found[1] == "2,services:[],payments:[{date:2026-01-01,amount:5.00}]", "\(found)")
            #expect(found[2].hasPrefix("! line 3, column 1: found 1; wanted a record whose details"))
        }
        // what cannot be read is a fault of its own
        let found = try steps("account.number\n1\n", [("payments", header + "2026-01-01,5.00,1\"x\n2026-01-01,5.00,1\n")])
        #expect(found.count == 2 && found[1] == "1,services:[],payments:[{date:2026-01-01,amount:5.00}]")
    }

    /// A number beside the key of a bad record may be the key of a good one, which is not refused for it.
    @Test func aBadRecordTakesNoDetailsFromAnother() throws {
        let found = try steps(
            "account.holder,account.number\n2,x,1\nJane,2\n", [("payments", "account.number,amount\n1,1.00\n2,2.00\n3,3.00")])
        #expect(found.count == 3 && found[1].contains("payments:[{amount:2.00}]"))
        #expect(found[2].hasPrefix("! line 4 of payments.csv, column 1: found 3;"))
    }

    @Test func aRowWithoutAKeyIsAFaultOfItsOwn() throws {
        let found = try steps("account.number\n1\n", [("payments", "account.number,amount\n ,1.00\n1,2.00\n")])
        #expect(
            found == [
                "! line 2 of payments.csv, column 1: the key of the record that the row belongs to, account.number; it is empty",
                "1,services:[],payments:[{amount:2.00}]",
            ])
    }

    @Test func aSecondRecordOfAKeyDoesNotTakeTheDetailsAgain() throws {
        let found = try steps("account.number\n1\n1\n2\n2\n", [("payments", "account.number,amount\n1,1.00\n")])
        #expect(
            found == [
                "1,services:[],payments:[{amount:1.00}]",
                "! line 3, column 1: found 1; wanted a key of its own; a record before has it, and its rows of payments.csv",
                "2,services:[]", "2,services:[]",
            ])
    }

    @Test func detailsOfABadRecordAreNotToldAgain() throws {
        let found = try steps("account.number,bill.kind\n1,a,b\n2,a\n", [("payments", "account.number,amount\n1,1.00\n2,2.00\n")])
        #expect(
            found == [
                "! line 2, column 1: found 3 fields; wanted 2, as the header has",
                "2},bill:{kind:a},services:[],payments:[{amount:2.00}]",
            ])
    }

    @Test func anotherKeyIsNamedByTheMappingOrTheCaller() throws {
        let csv = "account.sequence\n007\n8\n"
        let payments = ("payments", "SEQ,amount\n8,1.00\n7,2.00\n")
        let mapping = #"{"key": "account.sequence", "details": {"payments": {"columns": {"SEQ": "account.sequence"}}}}"#
        let found = try CSVBill.steps(CSVBill.records(csv, [payments], mapping: mapping))
        #expect(found.count == 2 && found[0].contains("\"sequence\":7") && found[0].contains("2.00") && found[1].contains("1.00"))
        let named = try CSVBill.steps(
            CSVBill.records(csv, [("payments", "account.sequence,amount\n8,1.00\n7,2.00\n")], key: "account.sequence"))
        #expect(named == found)
    }

    @Test func columnsOfDetailsAreMappedAndIgnored() throws {
        let mapping = #"""
            {"delimiter": "|", "details": {"services.charges": {"columns": {"ACCT": "account.number", "SVC": "services", "TXT": "description"}, "ignore": ["SSN", "X"]}}}
            """#
        let found = try steps(
            "account.number|services.1.name\n1|Water\n",
            [("services.charges", "X|SSN|TXT|SVC|ACCT|amount\n1|2|Basic|1|1|\"1|2\"\n")],
            mapping: mapping)
        #expect(found == ["1,services:[{name:Water,charges:[{description:Basic,amount:1|2}]}]"])
    }

    @Test(arguments: [
        (
            "account.number\n", [("payments", "amount\n")],
            "in/payments.csv:1:1: no column is account.number, by which details find their record"
        ),
        (
            "bill.kind\n", [("payments", "account.number,amount\n")],
            "bills.csv:1:1: no column is account.number, by which details find their record"
        ),
        (
            "account.number\n", [("payments", "account.number,amuont\n")],
            "in/payments.csv:1:1: column amuont is in no mapping and is no path of the contract; did you mean amount?"
        ),
        (
            "account.number,payments.1.amount\n", [("payments", "account.number,amount\n")],
            "in/payments.csv:1:1: payments has columns in another file too"
        ),
        (
            "account.number\n", [("services.charges", "account.number,services,amount\n")],
            "in/services.charges.csv:1:1: services.charges is within services, which has no columns and no details"
        ),
        (
            "account.number,services.1.name\n", [("services.charges", "account.number,amount\n")],
            "in/services.charges.csv:1:1: no column is services, which has the number of the item that holds the row, from 1"
        ),
        (
            "account.number\n", [("bill", "account.number\n")],
            "in/bill.csv:1:1: bill is a record, and details are the items of a list"
        ),
        ("account.number\n", [("paymnts", "account.number\n")], "in/paymnts.csv:1:1: paymnts is not in the contract"),
        (
            "account.number\n", [("payments", "account.number\n"), ("payments", "account.number\n")],
            "in/payments.csv:1:1: payments has two files of details"
        ),
    ])
    func filesThatDoNotFitAreRefused(_ csv: String, _ details: [(String, String)], _ wanted: String) throws {
        #expect(try CSVBill.outcome(csv, details) == [wanted])
    }

    @Test func detailsNeedAFileThatIsReadByPlaces() throws {
        let scratch = try Scratch()
        try scratch.write("account.number,amount\n2,1.00\n1,\"2\n.00\"\n2,3.00\n", "payments.csv")
        try scratch.write("account.number\n1\n2\n", "bills.csv")
        func records(_ details: CSVInput) throws -> CSVRecords {
            try CSVRecords(
                .path(scratch.path("bills.csv")), details: [.init(path: "payments", input: details)],
                contract: try contract(CSVBill.schema))
        }
        let found = try CSVBill.steps(records(.path(scratch.path("payments.csv"))))
        #expect(found.count == 2 && found[0].contains("2\\n.00") && found[1].contains("1.00") && found[1].contains("3.00"))
        #expect(throws: CSVFailure.self) { try records(.path(scratch.path)) }
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        do {
            _ = try records(.descriptor(ends[0], name: "standard input"))
            Issue.record("a pipe was taken")
        } catch let failure as CSVFailure {
            #expect(
                failure.description
                    == "standard input: details are read by their places and need a file; this is a pipe or a folder")
        }
    }

    @Test func aTrailerOfDetailsCountsTheirRows() throws {
        let good = try steps("account.number\n1\n", [("payments", "account.number,amount\n1,1.00\nTRAILER,1,1.00\n")])
        #expect(good.count == 1)
        let bad = try steps("account.number\n1\n", [("payments", "account.number,amount\n1,1.00\nTRAILER,2\n")])
        #expect(bad[0] == "! line 3 of payments.csv, column 1: as many rows as the trailer says, 2; there are 1")
    }
}
