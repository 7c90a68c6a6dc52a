import Testing

@testable import Records

@Suite struct TrailerTests {
    /// Steps of a source, and its trailer, the same for pieces of every size.
    private func read(_ text: String) throws -> (steps: [String], trailer: Trailer?, ordinal: Int) {
        let whole = RecordSource(bytes: Array(text.utf8))
        let steps = try SourceTests.steps(whole)
        for piece in [1, 3, 64] {
            let source = RecordSource(bytes: Array(text.utf8), piece: piece)
            #expect(try SourceTests.steps(source) == steps)
            #expect(source.trailer == whole.trailer && source.ordinal == whole.ordinal)
        }
        return (steps, whole.trailer, whole.ordinal)
    }

    private let good = #"{"trailer": {"records": 2, "total": "474705.99"}}"#

    @Test func itIsTakenOutOfLinesAndArrays() throws {
        for text in [
            "{\"a\":1}\n{\"a\":2}\n\(good)\n", "{\"a\":1}\n{\"a\":2}\n\n  \(good)", "[{\"a\":1},{\"a\":2},\n\(good)]\n",
            "{\"a\":1}\r\n{\"a\":2}\r\n\(good)\r\n\r\n",
        ] {
            let (steps, trailer, ordinal) = try read(text)
            #expect(steps.count == 2 && ordinal == 2, "\(steps)")
            #expect(trailer?.count == 2 && trailer?.cents == 47_470_599)
            #expect(trailer?.line == text.split(separator: "trailer")[0].count(where: \.isNewline) + 1)
        }
        let (steps, trailer, _) = try read(#"{"trailer":{"total":5}}"#)
        #expect(steps == [] && trailer == Trailer(count: nil, cents: 500, line: 1))
    }

    @Test func whatOnlyBeginsLikeOneIsARecord() throws {
        for text in [
            #"{"trailer": {"records": 2}, "a": 1}"#, #"{"trailers": 1}"#, #"{"trailer": {"records": 2}"#,
            #"{"a": {"trailer": {}}}"#,
        ] {
            let (steps, trailer, _) = try read(text + "\n{}\n")
            #expect(steps.count == 2 && steps[0] == "1:1:\(text)" && trailer == nil)
        }
    }

    @Test(arguments: [
        (#"{"trailer": {"records": "2"}}"#, "a trailer whose number of records is a whole number"),
        (#"{"trailer": {"records": 2.5}}"#, "a trailer whose number of records is a whole number"),
        (#"{"trailer": {"records": -1}}"#, "a trailer whose number of records is a whole number"),
        (#"{"trailer": {"total": "1,000.00"}}"#, "a trailer whose total is an amount of money such as 474705.99"),
        (#"{"trailer": {"total": null}}"#, "a trailer whose total is an amount of money such as 474705.99"),
        (#"{"trailer": {}}"#, "a trailer that says the number of records or their total"),
        (#"{"trailer": 2}"#, "a trailer that is an object of records and total, and this is a number"),
        (#"{"trailer": {"record": 2}}"#, "a trailer of records and total, and record is neither; did you mean records?"),
    ])
    func aMalformedOneIsAFault(_ text: String, _ wanted: String) throws {
        let (steps, trailer, ordinal) = try read("{}\n" + text)
        #expect(steps == ["1:1:{}", "! line 2, column 1: \(wanted)"] && trailer == nil && ordinal == 1)
    }

    @Test func oneThatIsNotLastIsAFaultAndTheRecordsGoOn() throws {
        let (steps, trailer, ordinal) = try read("{\"a\":1}\n\(good)\n{\"a\":2}\n{\"a\":3}\n")
        #expect(
            steps == [
                "1:1:{\"a\":1}", "! line 2, column 1: the trailer as the last record; there are records behind it",
                "3:2:{\"a\":2}",
                "4:3:{\"a\":3}",
            ])
        #expect(trailer == nil && ordinal == 3)
        let (elements, _, _) = try read("[\(good), {\"a\":1}]")
        #expect(elements.count == 2 && elements[0].hasPrefix("! line 1") && elements[1] == "1:1:{\"a\":1}")
    }

    @Test func twoAreAFault() throws {
        let (steps, trailer, _) = try read("{}\n\(good)\n\(good)\n")
        #expect(steps == ["1:1:{}", "! line 3, column 1: one trailer; another is at line 2"] && trailer == nil)
    }

    @Test func anArrayThatIsNotClosedIsNoRecordBehindIt() throws {
        let (steps, trailer, _) = try read("[{}, \(good)")
        #expect(steps.count == 2 && steps[1].contains("the array is not closed") && trailer?.count == 2)
    }

    // MARK: In CSV

    private func csv(_ rows: String, mapping: String = "{}") throws -> (steps: [String], trailer: Trailer?) {
        let records = try CSVBill.records("account.number,bill.kind,bill.date\n" + rows, mapping: mapping)
        return (try CSVBill.steps(records).map { $0.hasPrefix("{") ? "record" : $0 }, records.trailer)
    }

    @Test func aRowOfCSVIsOne() throws {
        let (steps, trailer) = try csv("1,a,\nTRAILER,1,474705.99\n")
        #expect(steps == ["record"] && trailer == Trailer(count: 1, cents: 47_470_599, line: 3))
        let (_, few) = try csv("1,a,\nEND,0001\n", mapping: #"{"trailer": "END"}"#)
        #expect(few == Trailer(count: 1, cents: nil, line: 3))
        let (_, many) = try csv("1,a,\nTRAILER,,\"$1,000.00\",,,\n\n")
        #expect(many == Trailer(count: nil, cents: 100_000, line: 3))
    }

    @Test(arguments: [
        ("TRAILER", TrailerFault.nothing.wanted), ("TRAILER,,", TrailerFault.nothing.wanted),
        ("TRAILER,x,1", TrailerFault.count.wanted),
        ("TRAILER,-1,1", TrailerFault.count.wanted), ("TRAILER,1,x", TrailerFault.total.wanted),
        ("TRAILER,1,1,1", "a trailer of its word, the number of records and their total, and nothing else"),
    ])
    func aMalformedRowIsAFault(_ row: String, _ wanted: String) throws {
        let (steps, trailer) = try csv("1,a,\n\(row)\n")
        #expect(steps == ["record", "! line 3, column 1: \(wanted)"] && trailer == nil)
    }

    @Test func oneInCSVIsTheLastAndTheOnlyOne() throws {
        let behind = "! line 2, column 1: the trailer as the last record; there are records behind it"
        let (steps, trailer) = try csv("TRAILER,1\n1,a,\n2,a,\n")
        #expect(steps == [behind, "record", "record"] && trailer == nil)
        let (ragged, none) = try csv("TRAILER,1\n1,a\n")
        #expect(ragged == [behind, "! line 3, column 1: found 2 fields; wanted 3, as the header has"] && none == nil)
        let (two, _) = try csv("1,a,\nTRAILER,1\nTRAILER,1\n")
        #expect(two == ["record", "! line 4, column 1: one trailer; another is at line 3"])
    }
}
