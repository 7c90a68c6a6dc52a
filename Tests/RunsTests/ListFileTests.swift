import Runs
import TestKit
import Testing

/// Lists that an office keeps, however they were saved.
@Suite struct ListFileTests {
    private func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
        (isLittle ? [0xFF, 0xFE] : [0xFE, 0xFF])
            + text.utf16.flatMap { isLittle ? [UInt8($0 & 255), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 255)] }
    }

    @Test func everyWayOfSavingAListIsRead() throws {
        let scratch = try Scratch()
        let plain = "Account,Why\r\n\"1001\",moved\r\n 1002 ;paid\r\n\r\n1003\tx\r\n"
        let forms = [
            Array(plain.utf8), [0xEF, 0xBB, 0xBF] + Array(plain.utf8), utf16(plain, isLittle: true),
            utf16(plain, isLittle: false),
            Array(plain.replacing("\r\n", with: "\n").utf8), Array(plain.replacing("\r\n", with: "\r").utf8),
        ]
        for bytes in forms {
            try scratch.write(bytes, "list.csv")
            #expect(try StopList(path: scratch.path("list.csv")).names == ["1001", "1002", "1003"])
            #expect(try StopList.pieces(path: scratch.path("list.csv")) == [1001, 1002, 1003])
        }
    }

    @Test func whatIsNoListIsRefusedInASentence() throws {
        let scratch = try Scratch()
        for (bytes, message) in [
            ([0x50, 0x4B, 3, 4, 0, 0], "is a spreadsheet (XLSX) or another ZIP file; a list is text or CSV"),
            (Array("1\u{0}0\u{0}".utf8), "is no text in UTF-8 (it looks like UTF-16); save it as UTF-8 or as Unicode text"),
            ([0xFF, 0xFE, 0x31], "ends within a character of UTF-16; save it as UTF-8"),
        ] as [([UInt8], String)] {
            try scratch.write(bytes, "list.csv")
            let error = #expect(throws: RunError.self) { try StopList(path: scratch.path("list.csv")) }
            #expect(error?.message == "\(scratch.path("list.csv")) \(message)")
        }
        for (text, message) in [("", "names no piece"), ("Piece\n", "names no piece")] {
            try scratch.write(text, "list.csv")
            let error = #expect(throws: RunError.self) { try StopList.pieces(path: scratch.path("list.csv")) }
            #expect(error?.message == "\(scratch.path("list.csv")) \(message)")
        }
        try scratch.write("1\n11-000001-23\n", "list.csv")
        let error = #expect(throws: RunError.self) { try StopList.pieces(path: scratch.path("list.csv")) }
        #expect(error?.message == "\(scratch.path("list.csv")): entry 2, …01-23, is no number of a piece; nothing was written")
    }

    /// As an export that failed leaves it.
    @Test(arguments: ["", "\n\n", "Account\n", "\u{FEFF}"]) func anEmptyStopListStopsTheRelease(text: String) throws {
        let office = try Office()
        try office.submit(Office.slips(3))
        try office.work()
        try office.approve()
        try office.scratch.write(text, "stop.csv")
        let list = try StopList(path: office.scratch.path("stop.csv"))
        let error = #expect(throws: RunError.self) { try office.release { $0.stopList = list } }
        #expect(error?.cause == .usage && error?.message.contains("the stop list names nothing") == true)
        #expect(try office.run().state == .approved)
        try office.release {
            $0.stopList = list
            $0.allowsUnmatched = true
        }
        #expect(try office.run().state == .released)
    }
}
