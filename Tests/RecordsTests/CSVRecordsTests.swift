import Testing

@testable import Records

/// A contract with lists in lists, and what runs through extracts of it.
enum CSVBill {
    static let schema = #"""
        {"type": "object", "additionalProperties": false, "required": ["account", "bill", "services", "messages"],
         "x-document": {"account": "account.number"},
         "properties": {
           "account": {"type": "object", "additionalProperties": false, "required": ["number"], "properties": {
             "number": {"type": "string"}, "holder": {"type": "string"}, "autopay": {"type": "boolean"}, "sequence": {"type": "integer"}}},
           "mail": {"type": "object", "properties": {"lines": {"type": "array", "items": {"type": "string"}}, "country": {"type": "string"}}},
           "bill": {"type": "object", "required": ["date"], "properties": {
             "kind": {"type": "string"}, "date": {"type": "string", "format": "date"}, "month": {"type": "string", "format": "month"},
             "total": {"type": ["string", "number"], "format": "money"}, "plain": {"type": "number", "format": "money"},
             "use": {"type": "number"}}},
           "services": {"type": "array", "items": {"type": "object", "required": ["name", "charges"], "properties": {
             "name": {"type": "string"},
             "charges": {"type": "array", "items": {"type": "object", "required": ["description"], "properties": {
               "description": {"type": "string"}, "amount": {"type": "string", "format": "money"}}}}}}},
           "payments": {"type": "array", "items": {"type": "object", "properties": {
             "date": {"type": "string", "format": "date"}, "amount": {"type": "string", "format": "money"}}}},
           "messages": {"type": "array", "items": {"type": "string"}}}}
        """#

    static func mapping(_ json: String) throws -> CSVMapping {
        do {
            return try CSVMapping(parsing: Array(json.utf8), file: "kinds/bill/extract.json", contract: try contract(schema))
        } catch {
            Issue.record("\(error)")
            throw error
        }
    }

    /// What comes out of an extract: a record's JSON, or `! sentence` of a fault.
    static func steps(_ stream: some RecordStream) throws -> [String] {
        var steps: [String] = []
        while true {
            switch try stream.next() {
            case .record(let bytes, _, _): steps.append(String(decoding: bytes, as: UTF8.self))
            case .fault(let fault): steps.append("! \(fault)")
            case .end: return steps
            }
        }
    }

    static func records(
        _ csv: String, _ details: [(String, String)] = [], mapping: String = "{}", key: String? = nil, piece: Int = 1 << 18
    ) throws -> CSVRecords {
        try CSVRecords(
            .bytes(Array(csv.utf8), name: "bills.csv", piece: piece),
            details: details.map {
                .init(path: $0.0, input: .bytes(Array($0.1.utf8), name: "in/\($0.0).csv", piece: piece))
            }, contract: try contract(schema), mapping: try CSVBill.mapping(mapping), key: key)
    }

    /// The faults of files that do not fit, or what comes out.
    static func outcome(
        _ csv: String, _ details: [(String, String)] = [], mapping: String = "{}", key: String? = nil
    ) throws -> [String] {
        do throws(CSVFailure) {
            let records: CSVRecords
            do { records = try CSVBill.records(csv, details, mapping: mapping, key: key) } catch let failure as CSVFailure {
                throw failure
            } catch { return ["\(error)"] }
            return (try? steps(records)) ?? ["unreadable"]
        } catch { return error.description.split(separator: "\n").map(String.init) }
    }
}

@Suite struct CSVRecordsTests {
    private static let rest = #","services":[],"messages":[]}"#

    private func record(_ csv: String, mapping: String = "{}") throws -> [String] {
        try CSVBill.steps(CSVBill.records(csv, mapping: mapping))
    }

    @Test func aHeaderOfPathsNeedsNoMapping() throws {
        let csv = """
            bill.date,messages.1,account.number,mail.lines.1,mail.lines.2,mail.lines.3,services.2.charges.1.amount,services.1.name
            2026-11-20,"Hello, ""you""
            there",1-A,JANE DOE,,12 ELM ST,"$1,234.50",Water
            2026-11-21,,2-B,,,,,
            """
        #expect(
            try record(csv) == [
                #"{"account":{"number":"1-A"},"mail":{"lines":["JANE DOE","12 ELM ST"]},"bill":{"date":"2026-11-20"},"services":[{"name":"Water","charges":[]},{"charges":[{"amount":"1234.50"}]}],"messages":["Hello, \"you\"\nthere"]}"#,
                #"{"account":{"number":"2-B"},"bill":{"date":"2026-11-21"},"services":[],"messages":[]}"#,
            ])
    }

    @Test(arguments: [
        ("account.sequence", "007", "7"), ("account.sequence", "-0012", "-12"), ("account.sequence", " 5 ", "5"),
        ("account.sequence", "x", "\"x\""), ("account.sequence", "1,234", "\"1,234\""), ("account.sequence", "+5", "\"+5\""),
        ("account.sequence", "1e3", "1e3"), ("account.sequence", "000", "0"), ("account.sequence", "-", "\"-\""),
        ("account.autopay", "true", "true"), ("account.autopay", "FALSE", "false"), ("account.autopay", "Y", "true"),
        ("account.autopay", "N", "false"), ("account.autopay", "y", "\"y\""), ("account.autopay", "1", "\"1\""),
        ("account.holder", " a\\b ", #"" a\\b ""#), ("account.holder", "O'Brien / Søn", "\"O'Brien / Søn\""),
        ("account.holder", "007", "\"007\""),
    ])
    func cellsBecomeValues(_ path: String, _ cell: String, _ wanted: String) throws {
        let found = try record("\(path)\n\"\(cell)\"\n", mapping: #"{"true": ["Y"], "false": ["N"]}"#)
        let name = path.split(separator: ".")[1]
        #expect(found == ["{\"account\":{\"\(name)\":\(wanted)},\"bill\":{}\(Self.rest)"])
    }

    @Test(arguments: [
        ("1,234.56", "1234.56"), ("$1,234.56", "1234.56"), ("(12.34)", "-12.34"), ("12.34-", "-12.34"), ("-12.34", "-12.34"),
        ("-$12.34", "-12.34"), ("$-12.34", "-12.34"), ("($1,000.00)", "-1000.00"), ("0012.50", "12.50"), (".50", "0.50"),
        ("0", "0"), ("1,234,567", "1234567"), ("12.345", "12.345"), ("12.34 ", "12.34"),
        // not amounts, which the record reader says
        ("12.34CR", "12.34CR"), ("12.34 DR", "12.34 DR"), ("1,23", "1,23"), ("1.234,56", "1.234,56"), ("(-5.00)", "(-5.00)"),
        ("-5.00-", "-5.00-"), ("1234,567.00", "1234,567.00"), ("$", "$"), ("()", "()"), ("12.", "12."), ("€5", "€5"),
        ("--5", "--5"),
        (",123", ",123"), ("1,,234", "1,,234"), ("1e2", "1e2"),
    ])
    func moneyIsBroughtToPlainFigures(_ cell: String, _ wanted: String) throws {
        #expect(try record("bill.total\n\"\(cell)\"\n") == ["{\"account\":{},\"bill\":{\"total\":\"\(wanted)\"}\(Self.rest)"])
        let isAmount = (try? Money.parse(wanted)) != nil || wanted == "12.345"
        let plain = isAmount ? wanted : "\"\(wanted)\""
        #expect(try record("bill.plain\n\"\(cell)\"\n") == ["{\"account\":{},\"bill\":{\"plain\":\(plain)}\(Self.rest)"])
    }

    @Test(arguments: [
        ("MM/DD/YYYY", "11/20/2026", "2026-11-20"), ("MM/DD/YYYY", "1/2/2026", "1/2/2026"),
        ("M/D/YYYY", "1/12/2026", "2026-01-12"),
        ("M/D/YYYY", "01/02/2026", "2026-01-02"), ("YYYYMMDD", "20261120", "2026-11-20"),
        ("DD.MM.YYYY", "20.11.2026", "2026-11-20"),
        ("MM/DD/YYYY", "02/30/2026", "02/30/2026"), ("MM/DD/YYYY", "20/11/2026", "20/11/2026"),
        // what another order would be is not taken for ISO 8601
        ("YYYY-DD-MM", "2026-05-13", "2026-05-13 (not YYYY-DD-MM)"), ("YYYY-DD-MM", "2026-13-05", "2026-05-13"),
        ("MM/DD/YYYY", "2026-11-20", "2026-11-20 (not MM/DD/YYYY)"), ("YYYY-MM-DD", "2026-11-20", "2026-11-20"),
        ("YYYY-MM-DD", "00/00/0000", "00/00/0000"),
    ])
    func daysFollowTheirPattern(_ pattern: String, _ cell: String, _ wanted: String) throws {
        let found = try record("bill.date\n\(cell)\n", mapping: "{\"dates\": \"\(pattern)\"}")
        #expect(found == ["{\"account\":{},\"bill\":{\"date\":\"\(wanted)\"}\(Self.rest)"])
    }

    @Test func monthsFollowTheirPattern() throws {
        let found = try record("bill.month\n11/2026\n2026-11\n", mapping: #"{"months": "MM/YYYY"}"#)
        #expect(found[0].contains(#""month":"2026-11""#) && found[1].contains(#""month":"2026-11 (not MM/YYYY)""#))
        #expect(try record("bill.month\n2026-11\n")[0].contains(#""month":"2026-11""#))
    }

    @Test func aMappingNamesColumnsAndConstants() throws {
        let mapping = #"""
            {"encoding": "windows-1252", "delimiter": ";", "dates": "MM/DD/YYYY",
             "columns": {"ACCT_NO": "account.number", "ADDR1": "mail.lines.1", "ADDR2": "mail.lines.2"},
             "constants": {"bill.kind": "normal", "account.autopay": false, "mail.country": "US", "bill.use": 1.5}, "ignore": ["SPARE1"]}
            """#
        let csv = Array("ACCT_NO;ADDR1;SPARE1;ADDR2;bill.date\n1-A;CAF".utf8) + [0xC9] + Array(";x;;11/20/2026\n2-B;;;;\n".utf8)
        let records = try CSVRecords(
            .bytes(csv), contract: try contract(CSVBill.schema), mapping: try CSVBill.mapping(mapping))
        #expect(
            try CSVBill.steps(records) == [
                #"{"account":{"number":"1-A","autopay":false},"mail":{"lines":["CAFÉ"],"country":"US"},"bill":{"kind":"normal","date":"2026-11-20","use":1.5},"services":[],"messages":[]}"#,
                // a record with constants alone is no record of the extract
                #"{"account":{"number":"2-B","autopay":false},"bill":{"kind":"normal","use":1.5},"services":[],"messages":[]}"#,
            ])
    }

    @Test func theRecordReaderTakesWhatComesOut() throws {
        let contract = try contract(CSVBill.schema)
        let records = try CSVBill.records(
            "account.number,account.sequence,bill.date,bill.total\n1-A,7,2026-11-20,\"1,234.56\"\n2-B,x7,2026-11-31,12.34CR\n")
        let reader = RecordReader(contract)
        var record = Record()
        var sentences: [String] = []
        while case .record(let bytes, let line, _) = try records.next() {
            sentences += reader.read(bytes, line: line, into: &record).map {
                "\($0.line) \(records.sourceColumn(of: $0.pointer) ?? "?"): \($0.value)"
            }
        }
        #expect(sentences == ["3 account.sequence: \"x7\"", "3 bill.date: \"2026-11-31\"", "3 bill.total: \"12.34CR\""])
    }

    @Test func aColumnIsFoundAgainByThePointer() throws {
        let mapping =
            #"{"columns": {"ADDR1": "mail.lines.1", "ADDR2": "mail.lines.2", "ADDR3": "mail.lines.3", "ADDR4": "mail.lines.4"}}"#
        let records = try CSVBill.records(
            "account.number,ADDR1,ADDR2,ADDR3,ADDR4\n1,a,b,c,\n2,a,,c,d\n", [("payments", "account.number,amount\n1,5.00")],
            mapping: mapping)
        _ = try records.next()
        #expect(records.sourceColumn(of: "/mail/lines/0") == "ADDR1")
        #expect(records.sourceColumn(of: "/mail/lines/1") == "ADDR2")
        #expect(records.sourceColumn(of: "/account/number") == "account.number")
        #expect(records.sourceColumn(of: "/payments/0/amount") == "amount of payments.csv")
        for pointer in ["", "/", "/mail", "/mail/lines", "/mail/lines/9", "/mail/lines/x", "/account/name", "/account/number/0"] {
            #expect(records.sourceColumn(of: pointer) == nil, "\(pointer)")
        }
        _ = try records.next()
        #expect(records.sourceColumn(of: "/mail/lines/1") == "ADDR2 to ADDR4")
        #expect(records.sourceColumn(of: "/mail/lines/2") == "ADDR3 or ADDR4")
    }

    @Test(arguments: [
        ("acount.number\n", "column acount.number is in no mapping and is no path of the contract; did you mean account.number?"),
        ("mail.line.2\n", "column mail.line.2 is in no mapping and is no path of the contract; did you mean mail.lines.2?"),
        ("ACCTNO,SPARE\n", "column ACCTNO is in no mapping and is no path of the contract; did you mean ACCT_NO?"),
        ("ACCT_NO,account.number\n", "column account.number fills account.number, and so does column ACCT_NO"),
        ("ACCT_NO,bill.kind\n", "column bill.kind fills bill.kind, and so does a constant"),
        ("ACCT_N\n", "there is no column ACCT_NO, which extract.json has for account.number; did you mean ACCT_N?"),
        ("ACCT_NO,mail.lines\n", "column mail.lines: mail.lines is a list; its items are numbered, as in mail.lines.1"),
        (
            "ACCT_NO,mail.lines.0\n",
            "column mail.lines.0: mail.lines.0 needs the number of an item, from 1, behind mail.lines, which is a list"
        ),
        ("ACCT_NO,mail\n", "column mail: mail is a record; name a field of it, such as mail.lines"),
        ("ACCT_NO,bill.date.year\n", "column bill.date.year: bill.date.year goes into bill.date, which is a date"),
        (
            "ACCT_NO,Tax-Id No\n",
            "column Tax-Id No is data that must not be in a bill extract; leave it out of the extract, or list it under \"ignore\" in extract.json"
        ),
        (
            "ACCT_NO;bill.date\n",
            "the header is one column with ; in it; extract.json says what else than a comma stands between fields, with \"delimiter\""
        ),
        ("ACCT_NO,Jane Doe 5551234567\n", "column (a name of 19 characters) is in no mapping and is no path of the contract"),
    ])
    func columnsThatDoNotFitAreFaultsOfTheFile(_ csv: String, _ wanted: String) throws {
        let mapping =
            #"{"columns": {"ACCT_NO": "account.number"}, "constants": {"bill.kind": "normal"}, "ignore": ["SPARE", "SSN"]}"#
        let found = try CSVBill.outcome(csv, mapping: mapping)
        #expect(found.contains("bills.csv:1:1: \(wanted)"), "\(found)")
    }

    @Test func numbersOfPersonsAreRefusedByTheColumnsName() {
        for name in [
            "SSN", "ssn", "S_S_N", "CUST_SSN", "CUSTSSN", "SSN4", "SSN-LAST4", "Social Security", "SOCIAL_SEC_NO", "TAXID",
            "tax_id_no",
        ] {
            #expect(CSVColumnName.isForbidden(name), "\(name)")
        }
        for name in ["BUSINESS_NAME", "CLASSNAME", "ACCESS_NO", "account.number", "TAX_AMT", "PASSNO"] {
            #expect(!CSVColumnName.isForbidden(name), "\(name)")
        }
    }

    @Test func aFileOfNothingIsEmpty() throws {
        let records = try CSVBill.records("")
        #expect(try CSVBill.steps(records) == [] && records.isEmpty)
        #expect(try CSVBill.steps(CSVBill.records("account.number\n")) == [])
    }

    @Test func aBadRowIsAFaultAmongTheRecords() throws {
        let records = try CSVBill.records("account.number,bill.date\n1,2026-11-20\n2\n3,2026-11-20\n")
        let steps = try CSVBill.steps(records)
        #expect(steps.count == 3 && steps[1] == "! line 3, column 1: found 1 field; wanted 2, as the header has")
        #expect(records.ordinal == 3 && records.bytesRead == 53)
    }
}
