import Testing

@testable import Records

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct SourceTests {
    /// What comes out of a source: `line:ordinal:bytes` of a record, `! sentence` of a fault.
    static func steps(_ source: RecordSource) throws -> [String] {
        var steps: [String] = []
        while true {
            switch try source.next() {
            case .record(let bytes, let line, let ordinal):
                steps.append("\(line):\(ordinal):\(String(decoding: bytes, as: UTF8.self))")
            case .fault(let fault): steps.append("! \(fault)")
            case .end: return steps
            }
        }
    }

    /// The same for pieces of every size, which is a claim of its own.
    static func steps(_ text: String, line: Int = 1000, element: Int = 1000) throws -> [String] {
        let bytes = Array(text.utf8)
        let whole = try steps(RecordSource(bytes: bytes, lineLimit: line, elementLimit: element))
        for piece in [1, 2, 3, 7, 64] {
            let pieces = try steps(RecordSource(bytes: bytes, piece: piece, lineLimit: line, elementLimit: element))
            #expect(pieces == whole, "in pieces of \(piece)")
        }
        return whole
    }

    @Test(arguments: [
        ("{\"a\":1}\n{\"a\":2}\n", ["1:1:{\"a\":1}", "2:2:{\"a\":2}"]), ("{\"a\":1}", ["1:1:{\"a\":1}"]),
        ("{}\r\n\r\n \t\n{}", ["1:1:{}", "4:2:{}"]),
        ("\u{FEFF}\n\n{}\n{}\n", ["3:1:{}", "4:2:{}"]), ("{}\n\u{FEFF}{}\n", ["1:1:{}", "2:2:\u{FEFF}{}"]),
        ("{\"a\":1\n{\"a\":2}\n{\"a\":3}", ["1:1:{\"a\":1", "2:2:{\"a\":2}", "3:3:{\"a\":3}"]),
        ("{\"a\":\"x\n{\"a\":2}\n", ["1:1:{\"a\":\"x", "2:2:{\"a\":2}"]), ("hello\n{}\n", ["1:1:hello", "2:2:{}"]),
        ("{\"a\":1,\n{\"a\":2}", ["1:1:{\"a\":1,", "2:2:{\"a\":2}"]), ("{} x\n{}", ["1:1:{} x", "2:2:{}"]),
        ("{\"a\":\"}\\\"{\"}\n{\"b\"", ["1:1:{\"a\":\"}\\\"{\"}", "2:2:{\"b\""]),
    ])
    func linesAreRecords(_ text: String, _ wanted: [String]) throws { #expect(try SourceTests.steps(text) == wanted) }

    @Test(arguments: [
        ("{\n\"a\":1\n}\n", ["1:1:{\n\"a\":1\n}\n"]), ("\n {\"a\":\n1}", ["2:1:{\"a\":\n1}"]),
        ("{\"a\":[\n{\"b\":1}\n]}", ["1:1:{\"a\":[\n{\"b\":1}\n]}"]),
        ("{\"a\":\n{\"b\":1}}", ["1:1:{\"a\":\n{\"b\":1}}"]), ("{\"a\":1\n,\"b\":2}", ["1:1:{\"a\":1\n,\"b\":2}"]),
        ("[{\"a\":1},\n {\"a\":[2,3]} , {}]", ["1:1:{\"a\":1}", "2:2:{\"a\":[2,3]}", "2:3:{}"]), ("[]", []), (" [ ] \n", []),
        ("[1,\"x]\\\",\",[2]]", ["1:1:1", "1:2:\"x]\\\",\"", "1:3:[2]"]),
    ])
    func wholeDocumentsAreTakenApart(_ text: String, _ wanted: [String]) throws { #expect(try SourceTests.steps(text) == wanted) }

    @Test(arguments: [
        ("[{},]", ["1:1:{}", "! line 1, column 5: found ]; wanted an element after the comma"]),
        ("[,{}]", ["! line 1, column 2: found ,; wanted an element of the array", "1:1:{}"]),
        ("[{},,{}]", ["1:1:{}", "! line 1, column 5: found ,; wanted an element of the array", "1:2:{}"]),
        (
            "[{}\n",
            [
                "1:1:{}",
                "! line 2, column 1: found the end of the input; wanted ] after the last element; the array is not closed",
            ]
        ),
        ("[{} {}]", ["1:1:{}", "! line 1, column 5: found {; wanted a comma between two elements", "1:2:{}"]),
        ("[{}] {}", ["1:1:{}", "! line 1, column 6: found more text; wanted nothing after the end of the array"]),
        ("[{\"a\":[1}, {\"b\":2}]", ["1:1:{\"a\":[1}", "1:2:{\"b\":2}"]),
        ("[{\"a\":1, {\"b\":2}]", ["1:1:{\"a\":1", "1:2:{\"b\":2}"]),
        ("[{\"a\":\"x},\n{\"b\":2}]", ["1:1:{\"a\":\"x}", "2:2:{\"b\":2}"]),
        ("[{\"a\":1]},{\"b\":2}]", ["1:1:{\"a\":1]}", "1:2:{\"b\":2}"]),
        (
            "[{\"a\":1},{\"b\":",
            [
                "1:1:{\"a\":1}", "1:2:{\"b\":",
                "! line 1, column 15: found the end of the input; wanted ] after the last element; the array is not closed",
            ]
        ),
    ])
    func oneBadElementDoesNotLoseTheOthers(_ text: String, _ wanted: [String]) throws {
        #expect(try SourceTests.steps(text) == wanted)
    }

    @Test func aLineTooLongIsOneFaultAndIsPassed() throws {
        let long = "{\"a\":\"" + String(repeating: "x", count: 5000) + "\"}"
        let fault = "! line 2, column 1: a line is longer than 1000 bytes and is left out"
        #expect(try SourceTests.steps("{}\n\(long)\n{}") == ["1:1:{}", fault, "3:3:{}"])
        #expect(try SourceTests.steps("{}\n\(long)") == ["1:1:{}", fault])
        let exact = "{\"a\":\"" + String(repeating: "x", count: 992) + "\"}"
        #expect(try SourceTests.steps("\(exact)\r\n{}").count == 2)
        #expect(try SourceTests.steps("\(exact)\r\n{}")[0].hasPrefix("1:1:{"))
        #expect(try SourceTests.steps("{}\n\(exact)x\n")[1] == fault)
    }

    /// Found by the fuzzer: a first line longer than the limit was taken for a document or for lines by the size of the reads.
    @Test func whatTheInputIsDoesNotHangOnTheSizeOfTheReads() throws {
        let long = "{[" + String(repeating: "x", count: 1100) + "\n\"a\":1\n}\n"
        #expect(try SourceTests.steps(long).first == "! line 1, column 1: a line is longer than 1000 bytes and is left out")
        #expect(try SourceTests.steps("{\"a\":1," + String(repeating: " \n", count: 600) + "\"b\":2}", element: 2000).count == 1)
    }

    @Test func anElementTooLongIsOneFaultAndIsPassed() throws {
        let long = "{\"a\":\"" + String(repeating: "x", count: 5000) + "\"}"
        let wanted = ["1:1:{}", "! line 1, column 5: an element is longer than 1000 bytes and is left out", "1:3:{}"]
        #expect(try SourceTests.steps("[{},\(long),{}]") == wanted)
        #expect(try SourceTests.steps("{\n\"a\":\(long)}").first?.contains("a record is longer than 1000 bytes") == true)
    }

    @Test func anInputWithoutRecordsSaysSo() throws {
        for text in ["", " \n\r\n", "\u{FEFF}", "[]", " [ ]"] {
            let source = RecordSource(bytes: Array(text.utf8))
            #expect(try SourceTests.steps(source) == [])
            #expect(source.isEmpty)
        }
        for text in ["[", "{}", "x"] {
            let source = RecordSource(bytes: Array(text.utf8))
            _ = try SourceTests.steps(source)
            #expect(!source.isEmpty)
        }
    }

    @Test(
        arguments: [
            [0xFF, 0xFE, 0x7B, 0x00], [0xFE, 0xFF, 0x00, 0x7B], [0x7B, 0x00, 0x7D, 0x00], [0x00, 0x7B, 0x00, 0x7D],
        ] as [[UInt8]])
    func utf16IsNamed(_ bytes: [UInt8]) throws {
        let steps = try SourceTests.steps(RecordSource(bytes: bytes))
        #expect(steps == ["! line 1, column 1: found UTF-16; wanted JSON in UTF-8; save the file with that encoding"])
    }

    @Test func theColumnOfAnElementIsKnown() throws {
        let source = RecordSource(bytes: Array("[{\"é\":1}, {}]".utf8))
        _ = try source.next()
        #expect(source.column == 2)
        _ = try source.next()
        #expect(source.column == 11)
    }

    @Test func inputThatCannotBeReadIsAnErrorWithTheSystemsWords() throws {
        do {
            _ = try RecordSource(path: "/nonexistent/bills.ndjson")
            Issue.record("it was opened")
        } catch {
            #expect(error.description == "/nonexistent/bills.ndjson: cannot be opened: No such file or directory")
            #expect(error.code == ENOENT)
        }
        #expect(throws: SourceError.self) { try SourceTests.steps(RecordSource(path: "/")) }
        #expect(throws: SourceError.self) { try SourceTests.steps(RecordSource(descriptor: -1)) }
    }

    @Test func aDescriptorIsReadToItsEndAndStaysOpen() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let text = "{\"a\":1}\n{\"a\":2}"
        #expect(write(ends[1], text, text.utf8.count) == text.utf8.count)
        close(ends[1])
        #expect(try SourceTests.steps(RecordSource(descriptor: ends[0])).count == 2)
        #expect(close(ends[0]) == 0)
    }
}
