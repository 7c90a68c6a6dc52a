import Testing

@testable import Records

@Suite struct CSVReaderTests {
    /// What comes out of a reader: `line:ordinal:a|b` of a row, `T line:a|b` of a trailer, `! sentence` of a fault.
    static func steps(_ reader: CSVReader) throws -> [String] {
        var steps: [String] = []
        func cells() -> String { (0..<reader.row.count).map { reader.row.text($0) }.joined(separator: "|") }
        while true {
            switch try reader.next() {
            case .row(let line, let ordinal): steps.append("\(line):\(ordinal):\(cells())")
            case .trailer(let line): steps.append("T \(line):\(cells())")
            case .fault(let fault): steps.append("! \(fault)")
            case .end: return steps
            }
        }
    }

    /// The same for pieces of every size, which is a claim of its own.
    static func steps(_ bytes: [UInt8], _ dialect: CSVDialect = CSVDialect(), limit: Int = 1000) throws -> [String] {
        let whole = try steps(CSVReader(bytes: bytes, dialect: dialect, rowLimit: limit))
        for piece in [1, 2, 3, 7, 64] {
            let pieces = try steps(CSVReader(bytes: bytes, piece: piece, dialect: dialect, rowLimit: limit))
            #expect(pieces == whole, "in pieces of \(piece)")
        }
        return whole
    }

    static func steps(_ text: String, _ dialect: CSVDialect = CSVDialect()) throws -> [String] {
        try steps(Array(text.utf8), dialect)
    }

    static func dialect(_ encoding: CSVEncoding = .utf8, delimiter: Character = ",") -> CSVDialect {
        var dialect = CSVDialect()
        dialect.encoding = encoding
        dialect.delimiter = delimiter.asciiValue!
        return dialect
    }

    /// RFC 4180, section 2, by its numbers.
    @Test(arguments: [
        ("a,b\r\n1,2\r\n3,4\r\n", ["2:1:1|2", "3:2:3|4"]),
        ("a,b\r\n1,2\r\n3,4", ["2:1:1|2", "3:2:3|4"]),
        ("a,b\n1,2\n3,4\n", ["2:1:1|2", "3:2:3|4"]),
        ("a,b\n 1 , 2 \n", ["2:1: 1 | 2 "]),
        ("a,b\n\"1\",\"2\"\n", ["2:1:1|2"]),
        ("a,b\n\"1,\r\n2\",x\r\n3,4", ["2:1:1,\r\n2|x", "4:2:3|4"]),
        ("a,b\n\"say \"\"1\"\"\",\"\"\"\"\n", ["2:1:say \"1\"|\""]),
        ("a,b\n,\n\"\",\"\"\n", ["2:1:|", "3:2:|"]),
        ("a,b\n1,\"2\"", ["2:1:1|2"]), ("a,b\n1,\"2\"\r\n", ["2:1:1|2"]), ("a,b\n1,\"2\"\r", ["2:1:1|2"]),
        ("a,b\n1,", ["2:1:1|"]),
        ("a,b\n1,2\r", ["2:1:1|2"]), ("a,b\n\"\t\",x", ["2:1:\t|x"]),
        ("a\n1\n\n\"\"\n \n", ["2:1:1", "4:2:", "5:3: "]),
    ])
    func rowsAreTakenApart(_ text: String, _ wanted: [String]) throws { #expect(try Self.steps(text) == wanted) }

    @Test func blankLinesMarksAndTheEndOfDOSArePassed() throws {
        #expect(try Self.steps("\u{FEFF}\r\n\n  \na,b\n\n1,2\r\n\r\n   \n3,4\n\n\u{1A}") == ["6:1:1|2", "9:2:3|4"])
        let reader = CSVReader(bytes: Array("\u{FEFF}\"a\", b \n".utf8))
        #expect(try reader.readHeader() == [] && reader.columns == ["a", "b"])
        for text in ["", "\u{FEFF}", "\n \r\n"] {
            let reader = CSVReader(bytes: Array(text.utf8))
            #expect(try Self.steps(reader) == [])
            #expect(reader.isEmpty)
        }
    }

    @Test(arguments: [";", "\t", "|"] as [Character]) func delimitersAreDeclared(_ delimiter: Character) throws {
        let text = "a\(delimiter)b\n1,5\(delimiter)\"2\(delimiter)\"\n"
        #expect(try Self.steps(text, Self.dialect(delimiter: delimiter)) == ["2:1:1,5|2\(delimiter)"])
    }

    @Test func windows1252IsDecoded() throws {
        let bytes = Array("a,b\nCaf".utf8) + [0xE9, 0x2C, 0x80, 0x0A, 0x22, 0x93, 0x22, 0x22, 0x94, 0x22, 0x2C, 0x32, 0x0A]
        #expect(try Self.steps(bytes, Self.dialect(.windows1252)) == ["2:1:Café|€", "3:2:“\"”|2"])
        for byte in [0x81, 0x8D, 0x8F, 0x90, 0x9D] as [UInt8] {
            let hex = String(byte, radix: 16, uppercase: true)
            let steps = try Self.steps(
                Array("a,b\n1,\u{7E}".utf8) + [byte, 0x0A] + Array("3,4".utf8), Self.dialect(.windows1252))
            #expect(
                steps == [
                    "! line 2, column 4: found the byte 0x\(hex); wanted text in windows-1252, which has no such byte", "3:2:3|4",
                ])
        }
        let marked = try Self.steps("\u{FEFF}a,b\n1,2", Self.dialect(.windows1252))
        #expect(
            marked == ["! line 1, column 1: found the mark of UTF-8; wanted a file in windows-1252, as extract.json says"])
    }

    /// Each between two rows that are good.
    @Test(arguments: [
        ("x", "line 3, column 1: found 1 field; wanted 2, as the header has", 4),
        ("x,y,z", "line 3, column 1: found 3 fields; wanted 2, as the header has", 4),
        ("x,\"y\nz\",w", "line 3, column 1: found 3 fields; wanted 2, as the header has; the row goes to line 4", 5),
        ("x,y\u{0}z", "line 3, column 4: found U+0000; wanted no control character within a field", 4),
        ("x,\"y\n\u{1}z\"", "line 3, column 1: found U+0001; wanted no control character within a field (line 4, column 1)", 5),
        ("é,y\u{7F}", "line 3, column 4: found U+007F; wanted no control character within a field", 4),
        ("x,\u{85}", "line 3, column 3: found U+0085; wanted no control character within a field", 4),
        ("x,y\tz", "line 3, column 4: found a tab; wanted no tab within a field that is not in quotes", 4),
        ("x,y\rz", "line 3, column 4: found a carriage return alone; wanted lines that end with a line feed, or with both", 4),
        (
            "x,\"y\"z",
            "line 3, column 6: found z; wanted a delimiter or the end of the line after the quote that closes a field; a quote within quotes is doubled",
            4
        ),
        (
            "x,\"y\" ",
            "line 3, column 6: found  ; wanted a delimiter or the end of the line after the quote that closes a field; a quote within quotes is doubled",
            4
        ),
        (
            "x,y\"z",
            "line 3, column 4: found \"; wanted no quote within a field that does not begin with one; put the field in quotes, and double this one",
            4
        ),
        ("x,\"y", "line 3, column 3: found \"; wanted a second quote that closes the field; it is never closed", 4),
        (
            String(repeating: "x", count: 1200), "line 3, column 1: a row is longer than 1000 bytes and is left out", 4
        ),
    ])
    func aBadRowIsNamedAndTheOthersAreWhole(_ bad: String, _ fault: String, _ next: Int) throws {
        for end in ["\n", "\r\n"] {
            let text = ["a,b", "1,2", bad, "3,4", "5,6", ""].joined(separator: end).replacing("\r\n", with: end)
            #expect(try Self.steps(text) == ["2:1:1|2", "! \(fault)", "\(next):3:3|4", "\(next + 1):4:5|6"])
        }
    }

    @Test func bytesThatAreNotUTF8NameTheRow() throws {
        let steps = try Self.steps(Array("a,b\n1,2\nx,Caf".utf8) + [0xE9, 0x0A] + Array("\"é\"\"\",4".utf8))
        #expect(
            steps == [
                "2:1:1|2",
                "! line 3, column 6: found the byte 0xE9; wanted text in UTF-8; where a file is in windows-1252, extract.json says so with \"encoding\"",
                "4:3:é\"|4",
            ])
    }

    /// The quote of a row that is never closed meets the first quote behind it; reading goes on at the row's second line.
    @Test func aQuoteThatIsNeverClosedDoesNotSwallowTheFile() throws {
        let steps = try Self.steps("a,b\n1,2\nx,\"y\n3,4\n\"5\",6\n7,8\n")
        #expect(steps.count == 5 && steps[1].hasPrefix("! line 3, column 1: found 5; wanted a delimiter"))
        #expect(steps[1].hasSuffix("(line 5, column 2)"))
        #expect(steps[2...] == ["4:3:3|4", "5:4:5|6", "6:5:7|8"])
    }

    @Test func aLongRowOfManyLinesIsLeftAtItsFirst() throws {
        let text = "a,b\n1,2\nx,\"" + String(repeating: "3,4\n", count: 400)
        let steps = try Self.steps(text)
        #expect(steps[1] == "! line 3, column 1: a row is longer than 1000 bytes and is left out")
        #expect(steps.count == 401 && steps[2] == "4:3:3|4")
        let long = String(repeating: "x", count: 5000)
        #expect(
            try Self.steps("a,b\n1,\(long)") == ["! line 2, column 1: a row is longer than 1000 bytes and is left out"])
    }

    @Test func theLimitOfARowIsExact() throws {
        for (count, isGood) in [(996, true), (997, true), (998, false)] {
            let steps = try Self.steps("a,b\n1," + String(repeating: "x", count: count) + "\n3,4\n")
            #expect(steps[0].hasPrefix(isGood ? "2:1:1|" : "! "), "\(count)")
            #expect(steps[1] == "3:2:3|4")
        }
    }

    @Test(arguments: [
        ("a,b,a\n1,2,3", ["columns 1 and 3 are both named a"]), ("a,,b, \n", ["column 2 has no name", "column 4 has no name"]),
        ("123456-789,Jane Doe\n", ["the first row names the columns, and column 1 of it holds a value"]),
        (
            "a\"b,c\n",
            [
                "found \"; wanted no quote within a field that does not begin with one; put the field in quotes, and double this one"
            ]
        ),
        ("a,b\u{0}c\n", ["found U+0000; wanted no control character within a field"]),
    ])
    func faultsOfTheHeaderEndTheFile(_ text: String, _ wanted: [String]) throws {
        let reader = CSVReader(bytes: Array(text.utf8))
        let faults = try reader.readHeader()
        #expect(faults.map { $0.description.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? "" } == wanted)
        guard case .end = try reader.next() else { return #expect(Bool(false), "rows follow") }
        #expect(try Self.steps(text).count == 1)
    }

    @Test(arguments: [[0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61], [0x61, 0x00, 0x2C, 0x00]] as [[UInt8]])
    func utf16IsNamed(_ bytes: [UInt8]) throws {
        #expect(
            try Self.steps(bytes) == [
                "! line 1, column 1: found UTF-16; wanted a file in UTF-8 or windows-1252; save it with one of those"
            ])
    }

    @Test func aTrailerIsNoRow() throws {
        #expect(try Self.steps("a,b\n1,2\nTRAILER,1,2.00\n") == ["2:1:1|2", "T 3:TRAILER|1|2.00"])
        var dialect = CSVDialect()
        dialect.trailer = "END"
        #expect(try Self.steps("a,b\nTRAILER,2\n\"END\"\n", dialect) == ["2:1:TRAILER|2", "T 3:END"])
    }

    @Test func whatCannotBeReadIsAnErrorWithTheSystemsWords() throws {
        do {
            _ = try CSVReader(path: "/nonexistent/bills.csv")
            Issue.record("it was opened")
        } catch { #expect(error.description == "/nonexistent/bills.csv: cannot be opened: No such file or directory") }
    }
}
