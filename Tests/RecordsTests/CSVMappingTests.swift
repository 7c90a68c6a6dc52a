import Testing

@testable import Records

@Suite struct CSVMappingTests {
    private func faults(_ json: String) throws -> [String] {
        do throws(ContractFaults) {
            _ = try CSVMapping(parsing: Array(json.utf8), file: "extract.json", contract: try! contract(CSVBill.schema))
            return []
        } catch { return error.faults.map { "\($0.line):\($0.column): \($0.message)" } }
    }

    @Test func everythingMayBeLeftOut() throws {
        #expect(try faults("{}") == [])
        let mapping = try CSVBill.mapping("{}")
        #expect(mapping.dialect.encoding == .utf8 && mapping.dialect.delimiter == 0x2C && mapping.dialect.trailer == "TRAILER")
    }

    @Test func everythingMayBeSaid() throws {
        let found = try faults(
            #"""
            {"encoding": "windows-1252", "delimiter": ";", "columns": {"ACCT_NO": "account.number", "ADDR1": "mail.lines.1"},
             "constants": {"bill.kind": "normal", "bill.date": "11/20/2026", "bill.total": "$1,000.00", "account.sequence": 7},
             "dates": "MM/DD/YYYY", "months": "MM/YYYY", "true": ["Y"], "false": ["N"], "ignore": ["SPARE1"], "trailer": "END",
             "key": "account.number", "details": {"services.charges": {"columns": {"A": "account.number", "S": "services", "D": "description"}, "ignore": []},
             "messages": {"columns": {"M": "messages"}}}}
            """#)
        #expect(found == [])
    }

    @Test(arguments: [
        ("{\"colums\": {}}", "1:2: a mapping has no colums; did you mean columns?"),
        ("[]", "1:1: a mapping is an object in braces, and this is an array"),
        ("{\"encoding\": \"utf8\"}", "1:14: encoding is one of utf-8, windows-1252; did you mean utf-8?"),
        ("{\"encoding\": 8}", "1:14: encoding is one of utf-8, windows-1252"),
        ("{\"delimiter\": \":\"}", "1:15: delimiter is one of \",\", \";\", \"\\t\", \"|\""),
        ("{\"dates\": \"MM/DD/YY\"}", "1:11: YY does not say the century; a date needs YYYY"),
        ("{\"dates\": \"MM/YYYY\"}", "1:11: MM/YYYY does not say year, month and day once each"),
        ("{\"dates\": \"MM/DD/MM/YYYY\"}", "1:11: MM/DD/MM/YYYY does not say year, month and day once each"),
        ("{\"dates\": \"DD-MON-YYYY\"}", "1:11: DD-MON-YYYY is not a pattern of YYYY, MM, M, DD and D"),
        ("{\"dates\": \"MDYYYY\"}", "1:11: in MDYYYY the figures of M or D run into the next; write MM or DD"),
        ("{\"months\": \"MM/DD/YYYY\"}", "1:12: MM/DD/YYYY does not say year and month once each"),
        ("{\"dates\": 5}", "1:11: dates is a string, and this is a number"),
        ("{\"true\": \"Y\"}", "1:10: true is an array of strings, and this is a string"),
        ("{\"true\": [1]}", "1:11: true is an array of strings, and this is a number"),
        ("{\"false\": [\"\"]}", "1:12: an empty cell leaves its field out; it is not false"),
        ("{\"true\": [\"X\"], \"false\": [\"X\"]}", "1:26: X is both true and false"),
        ("{\"columns\": []}", "1:13: columns are an object in braces, and this is an array"),
        ("{\"columns\": {\"A\": 1}}", "1:19: a column leads to a field path such as account.number, and this is a number"),
        ("{\"columns\": {\"A\": \"acount.number\"}}", "1:19: acount.number is not in the contract; did you mean account.number?"),
        ("{\"columns\": {\"A\": \"account\"}}", "1:19: account is a record; name a field of it, such as account.number"),
        ("{\"columns\": {\"A\": \"mail.lines\"}}", "1:19: mail.lines is a list; its items are numbered, as in mail.lines.1"),
        (
            "{\"columns\": {\"A\": \"mail.lines.x\"}}",
            "1:19: mail.lines.x needs the number of an item, from 1, behind mail.lines, which is a list"
        ),
        (
            "{\"columns\": {\"A\": \"account.number\",\n\"B\": \"account.number\"}}",
            "2:6: account.number is filled twice; first at line 1"
        ),
        (
            "{\"columns\": {\"A\": \"bill.kind\"}, \"constants\": {\"bill.kind\": \"x\"}}",
            "1:47: bill.kind is filled twice; first at line 1"
        ),
        ("{\"constants\": {\"bill.knd\": \"x\"}}", "1:16: bill.knd is not in the contract; did you mean bill.kind?"),
        ("{\"constants\": {\"bill.date\": \"soon\"}}", "1:29: bill.date is a date, and this is none"),
        ("{\"constants\": {\"account.autopay\": \"maybe\"}}", "1:35: account.autopay is true or false, and this is none"),
        ("{\"constants\": {\"bill.kind\": null}}", "1:29: a constant is one value, and this is null"),
        ("{\"key\": \"acount.number\"}", "1:9: acount.number is not in the contract; did you mean account.number?"),
        ("{\"details\": {\"bill\": {}}}", "1:14: bill is a record, and details are the items of a list"),
        (
            "{\"details\": {\"payments\": {\"INV\": \"account.number\", \"A\": \"amount\", \"B\": \"date\", \"C\": \"x\", \"D\": \"y\"}}}",
            "1:27: details of a list have \"columns\" and \"ignore\", and no INV, A, B and 2 more; the names of columns stand within \"columns\""
        ),
        ("{\"details\": {\"payments\": {\"colums\": {}}}}", "1:27: details of a list have no colums; did you mean columns?"),
        (
            "{\"details\": {\"payments\": {\"columns\": {\"A\": \"amuont\"}}}}",
            "1:44: amuont is not in the contract; did you mean amount?"
        ),
        ("{\"trailer\": \"\"}", "1:13: the trailer's word is empty"), ("{", "1:2: "),
    ])
    func everyFaultHasItsPlace(_ json: String, _ wanted: String) throws {
        let found = try faults(json)
        #expect(found.count == 1 && found[0].hasPrefix(wanted), "\(found)")
    }

    @Test func allFaultsAreToldAtOnce() throws {
        #expect(try faults(#"{"encoding": 1, "delimiter": 2, "key": 3, "columns": {"A": "x"}, "details": {"y": {}}}"#).count == 5)
    }
}
