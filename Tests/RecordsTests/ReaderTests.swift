import Testing

@testable import Records

@Suite struct ReaderTests {
    @Test func aSlotTakesSixteenBytes() {
        #expect(MemoryLayout<Slot>.stride == 16)
        #expect(MemoryLayout<Slot>.size <= 16)
    }

    @Test func aBillGoesToItsSlots() throws {
        let contract = try contract(BenchBill.contract)
        let (record, faults) = read(BenchBill.bill, contract, line: 7)
        #expect(faults == [])
        #expect(record.line == 7)
        #expect(record.slots[0] == .present)
        #expect(record.string(record.slots[1]) == "11-000001-42")
        #expect(record.string(record.slots[2]) == "Renée O'Brien")
        #expect(record.slots[contract.document!.amount!.slot] == .money(9591))
        #expect(record.slots[contract.resolve("bill.payments")!.slot] == .money(-10477))
        #expect(record.slots[contract.resolve("bill.date")!.slot] == .day(Day.parse("2026-11-20")!.days))
        #expect(record.slots[contract.resolve("bill.past_due")!.slot] == .flag(false))
        guard case .list(let start, count: 2) = record.slots[contract.resolve("charges")!.slot] else {
            Issue.record("charges is \(record.slots[contract.resolve("charges")!.slot])")
            return
        }
        #expect(record.string(record.slots[Int(start) + 1]) == "Base charge, 3/4\" meter")
        #expect(record.slots[Int(start) + 5 + 4] == .money(1764))
        guard case .list(let lines, count: 3) = record.slots[contract.resolve("account.mailing")!.slot] else {
            Issue.record("mailing is no list of 3")
            return
        }
        #expect(record.string(record.slots[Int(lines) + 2]) == "Windsor CO 80550-1234")
    }

    @Test func fieldsInAnyOrderFindTheirSlots() throws {
        let contract = try contract(
            object("\"a\": {\"type\": \"integer\"}, \"b\": {\"type\": \"integer\"}, \"c\\\"\": {\"type\": \"integer\"}"))
        #expect(read("{\"c\\\"\":3,\"b\":2,\"a\":1}", contract).record.slots == [.integer(1), .integer(2), .integer(3)])
        #expect(read("{\"\\u0062\" : 2}", contract).record.slots == [.absent, .integer(2), .absent])
        #expect(read(" {\r\n\t\"a\" : 1 } ", contract).faults == [])
    }

    @Test func listsInListsStandWholeAndApart() throws {
        let inner = "{\"type\": \"array\", \"items\": {\"type\": \"integer\"}}"
        let item = object("\"n\": {\"type\": \"string\"}, \"l\": \(inner)")
        let contract = try contract(
            object("\"rows\": {\"type\": \"array\", \"items\": \(item)}, \"grid\": {\"type\": \"array\", \"items\": \(inner)}"))
        let (record, faults) = read(
            "{\"rows\":[{\"n\":\"x\",\"l\":[1,2]},{\"l\":[]},{\"n\":\"y\",\"l\":[3]}],\"grid\":[[7],[8,9]]}", contract)
        #expect(faults == [])
        func items(_ slot: Slot) -> [Slot] {
            guard case .list(let start, let count) = slot else { return [] }
            return Array(record.slots[Int(start)..<Int(start + count)])
        }
        guard case .list(let rows, count: 3) = record.slots[0] else {
            Issue.record("rows is \(record.slots[0])")
            return
        }
        let first = Int(rows)
        #expect(record.string(record.slots[first]) == "x")
        #expect(items(record.slots[first + 1]) == [.integer(1), .integer(2)])
        #expect(record.slots[first + 2].isAbsent)
        #expect(items(record.slots[first + 3]) == [])
        #expect(items(record.slots[first + 5]) == [.integer(3)])
        #expect(items(record.slots[1]).map(items) == [[.integer(7)], [.integer(8), .integer(9)]])
    }

    @Test func anOptionalRecordLeavesItsSlotsAbsent() throws {
        let contract = try contract(object("\"r\": \(object("\"a\": {\"type\": \"integer\"}")), \"z\": {\"type\": \"integer\"}"))
        #expect(read("{\"z\":1}", contract).record.slots == [.absent, .absent, .integer(1)])
        #expect(read("{\"r\":{},\"z\":1}", contract).record.slots == [.present, .absent, .integer(1)])
    }

    @Test func aReaderForgetsTheRecordBefore() throws {
        let contract = try contract(BenchBill.contract)
        let reader = RecordReader(contract)
        var record = Record()
        #expect(reader.read(Array(BenchBill.bill.utf8), line: 1, into: &record).isEmpty)
        let once = record
        #expect(!reader.read(Array("{\"charges\":[{\"amount\":".utf8), line: 2, into: &record).isEmpty)
        #expect(reader.read(Array(BenchBill.bill.utf8), line: 1, into: &record).isEmpty)
        #expect(record.slots == once.slots)
        #expect(record.bytes == once.bytes)
    }

    @Test func escapesBecomeTheirCharacters() throws {
        let contract = try contract(object("\"t\": {\"type\": \"string\"}"))
        let record = read(#"{"t":"\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\ude00 plain text of some length é"}"#, contract).record
        #expect(record.string(record.slots[0]) == "\"\\/\u{8}\u{c}\n\r\tAé€😀 plain text of some length é")
    }

    @Test func textsOfEveryLengthAndAlignmentComeBack() throws {
        let contract = try contract(object("\"t\": {\"type\": \"string\"}"))
        for length in 0..<40 {
            for at in 0...length {
                for odd in ["é", "€", "😀", "\\\"", "\\u00e9"] {
                    let text = String(repeating: "x", count: at) + odd + String(repeating: "y", count: length - at)
                    let (record, faults) = read("{\"t\":\"\(text)\"}", contract)
                    let wanted = text.replacing("\\\"", with: "\"").replacing("\\u00e9", with: "é")
                    #expect(faults == [] && record.string(record.slots[0]) == wanted)
                }
            }
        }
    }

    @Test func moreThanSixtyFourFieldsAreAllSeen() throws {
        let names = (0..<200).map { "f\($0)" }
        let contract = try contract(
            object(
                names.map { "\"\($0)\": {\"type\": \"integer\"}" }.joined(separator: ","),
                required: names.map { "\"\($0)\"" }.joined(separator: ",")))
        let all = "{" + names.enumerated().map { "\"\($1)\":\($0)" }.joined(separator: ",") + "}"
        #expect(read(all, contract).record.slots == (0..<200).map { .integer(Int64($0)) })
        let some = "{" + names.filter { $0 != "f64" && $0 != "f199" }.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
        #expect(read(some, contract).faults.map { String($0.prefix(13)) } == ["line 1, /f64:", "line 1, /f199"])
    }

    @Test func patternsAreThoseOfJSONSchema() throws {
        func matches(_ pattern: String, _ text: String) throws -> Bool {
            try Array(text.utf8).withUnsafeBufferPointer { try Pattern(pattern).matcher().matches($0) }
        }
        #expect(try matches("b", "abc"))
        #expect(try matches("^[0-9]{5}(-[0-9]{4})?$", "80550-1234"))
        #expect(try !matches("^[0-9]{5}(-[0-9]{4})?$", "80550-1234\n"))
        #expect(try !matches("^\\d$", "٥"))
        #expect(try !matches("^\\w$", "é"))
        #expect(try matches("^.$", "é"))
        #expect(try !matches("^.$", "e\u{301}"))
        #expect(try matches("^[[a]$", "["))
        #expect(try matches("^[a&&b]+$", "a&b"))
        #expect(try matches("^#1$", "#1"))
        #expect(try matches("^a|b$", "xb"))
        #expect(try matches("^a.b$", "a\u{C}b") && !matches("^a.b$", "a\u{2028}b"))
        #expect(try matches("^\\s$", "\u{FEFF}") && !matches("^\\s$", "\u{85}"))
    }

    @Test func aRecordThatWouldFillTheMemoryIsRefused() throws {
        let wide = object((0..<1000).map { "\"f\($0)\": {\"type\": \"integer\"}" }.joined(separator: ","))
        let contract = try contract(object("\"l\": {\"type\": \"array\", \"items\": \(wide)}"))
        let items = repeatElement("{}", count: 6000).joined(separator: ",")
        #expect(read("{\"l\":[\(items)]}", contract).faults.first?.contains("fewer items") == true)
    }
}
