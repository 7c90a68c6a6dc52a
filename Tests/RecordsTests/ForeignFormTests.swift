import Records
import Testing

/// What is no extract is seen by its first bytes, and refused once.
@Suite struct ForeignFormTests {
    private func form(_ bytes: [UInt8], piece: Int = 1 << 18) throws -> ForeignForm? {
        try RecordSource(bytes: bytes, piece: piece).foreignForm()
    }

    @Test(
        arguments: [
            ("PK\u{3}\u{4}\u{14}\u{0}", .spreadsheet), ("%PDF-1.7\n", .pdf), ("<?xml version=\"1.0\"?>", .markup),
            ("\u{FEFF}<bills>", .markup), ("\n  <html>", .markup), ("ACCOUNT,NAME\n1,Ana\n", .table(delimiter: ",")),
            ("\u{FEFF}ACCOUNT;NAME\n1;Ana\n", .table(delimiter: ";")), ("A\tB\n", .table(delimiter: "a tab")),
            ("0100|1|2", .table(delimiter: "|")), ("0100000112345\n0200\n", .text), ("\"text\"\n", .text),
        ] as [(String, ForeignForm)]) func whatIsNoJSONIsNamed(text: String, expected: ForeignForm) throws
    {
        for piece in [1, 3, 1 << 18] { #expect(try form(Array(text.utf8), piece: piece) == expected, "\(text)") }
    }

    @Test func compressedFilesAndOldWorkbooks() throws {
        #expect(try form([0x1F, 0x8B, 8, 0]) == .compressed)
        #expect(try form([0xD0, 0xCF, 0x11, 0xE0, 0xA1]) == .oldSpreadsheet)
    }

    /// One bad line is a record that is set aside; the others are wanted.
    @Test(arguments: [
        "", " \n", "[]", "{}", "\u{FEFF}[", "garbage, more\n{\"a\": 1}\n", "\n\n{\"a\":", "[{\"a\": 1}]", "x\n y\n [1]",
    ]) func whatMayBeRecordsIsRead(text: String) throws {
        #expect(try form(Array(text.utf8)) == nil)
    }

    @Test func UTF16IsLeftToTheReaderThatNamesIt() throws {
        #expect(try form([0xFF, 0xFE, 0x7B, 0]) == nil && form([0x7B, 0, 0x7D, 0]) == nil)
    }

    @Test func aTableThatIsASpreadsheetIsRefusedOnce() throws {
        for (bytes, noun) in [
            ([0x50, 0x4B, 3, 4, 1, 2, 3], "a spreadsheet (XLSX) or another ZIP file"), (Array("<rows>\n".utf8), "XML or HTML"),
        ] as [([UInt8], String)] {
            let faults = try CSVReader(bytes: bytes).readHeader()
            #expect(faults.map(\.description) == ["line 1, column 1: found \(noun); wanted a table in CSV; save it as one"])
        }
    }

    @Test(arguments: ["", " \n\n", "[]", " [ ]\n", "\u{FEFF}[\n]", #"{"trailer": {"records": 0}}"#])
    func anInputWithoutARecordIsEmpty(text: String) throws {
        let source = RecordSource(bytes: Array(text.utf8))
        while case .record = try source.next() { Issue.record("\(text) has a record") }
        #expect(source.isEmpty, "\(text)")
    }

    @Test(arguments: ["{}", "[{}]", "[,]", "[", "[] x", "x"]) func anInputWithARecordOrAFaultIsNot(text: String) throws {
        let source = RecordSource(bytes: Array(text.utf8))
        var count = 0
        reading: while true {
            if case .end = try source.next() { break reading }
            count += 1
        }
        #expect(count > 0 && !source.isEmpty, "\(text)")
    }
}

/// A suggestion is never what was written.
@Suite struct SuggestionTests {
    @Test func theNameItselfIsNoSuggestion() {
        #expect(Contract.didYouMean("x.png", in: ["x.png"]) == nil)
        #expect(Contract.didYouMean("My Kind", in: ["My Kind", "bill"]) == nil)
        #expect(Contract.didYouMean("x.png", in: ["x.png", "y.png"]) == "did you mean y.png?")
        #expect(Contract.didYouMean("Bill", in: ["bill"]) == "did you mean bill?")
        for name in ["a", "total", "Überweisung", "x.png"] {
            #expect(Contract.nearest(to: name, in: [name, name + "s"]) == name + "s")
        }
    }
}

/// Sums of many amounts are larger than any amount.
@Suite struct TotalTests {
    private func read(_ format: String, _ value: String) throws -> [String] {
        let contract = try Contract(
            parsing: Array(
                #"{"type": "object", "properties": {"sum": {"type": ["string", "number"], "format": "\#(format)"}}}"#.utf8),
            file: "c.json")
        var record = Record()
        let bytes = Array(#"{"sum": \#(value)}"#.utf8)
        return bytes.withUnsafeBytes { RecordReader(contract).read($0, line: 1, into: &record) }.map(\.wanted)
    }

    @Test func aTotalMayBeLargerThanAnAmount() throws {
        for value in ["10000000000000.01", "1000000000000000.00", "-40000000000000000.00", "40000000000000000"] {
            for value in [value, "\"\(value)\""] {
                #expect(try read("money-total", value) == [], "\(value)")
                #expect(
                    try read("money", value) == ["an amount of money of at most 10,000,000,000,000; this is too large"],
                    "\(value)")
            }
        }
        for value in ["40000000000000000.01", "92233720368547758.08", "99999999999999999999999"] {
            #expect(
                try read("money-total", value) == ["an amount of money of at most 40,000,000,000,000,000; this is too large"],
                "\(value)")
        }
    }
}
