import Foundation
import TestKit
import Testing

/// Inputs that hold nothing, or something else than records.
@Suite struct EmptyInputTests {
    private let notes: Notes

    init() throws { notes = try Notes() }

    private func render(_ bytes: [UInt8], _ more: [String]) throws -> Tool.Result {
        try notes.scratch.write(bytes, "data.json")
        return try Program.run(
            ["render", "note", "--data", notes.scratch.path("data.json"), "-o", notes.scratch.path("out")] + notes.arguments
                + more,
            environment: ["BILLPRESS_HOME": notes.scratch.path("home")])
    }

    @Test(arguments: [[], ["--each"], ["--impose", "letter"], ["--dump"], ["--dump", "text"], ["--json"]])
    func aListWithoutARecordIsToldLikeAnEmptyFile(options: [String]) throws {
        for text in ["", "\n \n", "[]", "[ ]", " [\n]\n", "\u{FEFF}[]"] {
            let done = try render(Array(text.utf8), options)
            #expect(
                done.status == 1 && done.errors.hasSuffix("data.json holds no record\n"), "\(options) \(text): \(done.errors)")
            #expect(!FileManager.default.fileExists(atPath: notes.scratch.path("out")) || options == ["--each"])
        }
    }

    @Test func keptDocumentsToo() throws {
        for text in ["[]", " [ ]\n", ""] {
            let done = try Program.run(
                ["render", "receipt", "--data", "-", "-o", notes.scratch.path("r.pdf"), "--keep"], input: Array(text.utf8),
                in: Scratch.root, environment: ["BILLPRESS_HOME": notes.scratch.path("home")])
            #expect(done.status == 1 && done.errors.hasSuffix("standard input holds no record\n"), "\(done.errors)")
        }
    }

    @Test func whatIsNoJSONIsToldInOneSentence() throws {
        for (bytes, sentence) in [
            (
                [0x50, 0x4B, 3, 4] + Array("\n\n\nrows\n".utf8),
                "is a spreadsheet (XLSX) or another ZIP file, and render takes JSON: a record, an array of records, or JSON lines"
            ),
            (
                Array("<bills>\n<bill/>\n</bills>\n".utf8),
                "is XML or HTML, and render takes JSON: a record, an array of records, or JSON lines"
            ),
            (
                Array("ACCT,NAME\n1,Ana\n2,Bo\n".utf8),
                "is a table with , between its cells, and render takes JSON: a record, an array of records, or JSON lines; a table in CSV is taken in by billpress run submit"
            ),
            (
                Array("0100 1\n0200 2\n".utf8),
                "is text that is no JSON, and render takes JSON: a record, an array of records, or JSON lines"
            ),
        ] as [([UInt8], String)] {
            for options in [[], ["--each"], ["--dump"], ["--impose", "letter"]] {
                let done = try render(bytes, options)
                #expect(done.status == 1 && done.text == "", "\(done)")
                #expect(done.errors == "\(notes.scratch.path("data.json")) \(sentence)\n")
            }
        }
    }

    @Test func aRunIsNotMadeOfWhatIsNoExtract() throws {
        func submit(_ bytes: [UInt8], _ name: String, _ more: [String] = []) throws -> Tool.Result {
            try notes.scratch.write(bytes, name)
            return try Program.run(
                ["run", "submit", "bill", notes.scratch.path(name)] + more, in: Scratch.root,
                environment: ["BILLPRESS_HOME": notes.scratch.path("home")])
        }
        let zip: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, 6, 0] + Array("xl/workbook.xml".utf8)
        for (bytes, name, message) in [
            (zip, "bills.xlsx", "is a spreadsheet (XLSX) or another ZIP file; save it as CSV"),
            (zip, "bills.csv", "found a spreadsheet (XLSX) or another ZIP file; wanted a table in CSV; save it as one"),
            (Array("<bills/>".utf8), "bills.xml", "is XML or HTML; an extract is JSON, JSON lines or CSV"),
            (
                Array("A,B\n1,2\n".utf8), "bills.txt",
                "is a table with , between its cells; a table in CSV is read with --format csv"
            ),
            (Array("".utf8), "bills.json", "bills.json holds no record"),
            (Array("[]".utf8), "bills.json", "bills.json holds no record"),
        ] as [([UInt8], String, String)] {
            let done = try submit(bytes, name)
            #expect(done.status == 1 && done.errors.contains(message) && done.errors.split(separator: "\n").count == 1, "\(done)")
        }
        // Rows of details alone are no extract.
        try notes.scratch.write("account.number,id\n1,a\n", "meters.csv")
        let done = try submit([], "bills.csv", ["--detail", "meters=\(notes.scratch.path("meters.csv"))"])
        #expect(done.status == 1 && done.errors.contains("bills.csv holds no record"), "\(done)")
        let listed = try Program.run(["run", "list", "--home", notes.scratch.path("home")])
        #expect(listed.text == "", "no run was made")
    }
}

/// Files as an editor of Windows saves them, with a byte order mark.
@Suite struct ByteOrderMarkTests {
    private let scratch: Scratch
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    init() throws { scratch = try Scratch() }

    private func run(_ arguments: [String]) throws -> Tool.Result {
        try Program.run(
            arguments, in: scratch.path,
            environment: [
                "BILLPRESS_HOME": scratch.path("home"), "BILLPRESS_TEMPLATES": scratch.path("Templates"),
                "BILLPRESS_FONTS": "\(Scratch.root)/Fonts",
            ])
    }

    private func markAll(in folder: String) throws {
        for file in scratch.files where file.hasPrefix(folder) && !file.hasSuffix(".png") && !file.hasSuffix(".rng") {
            let bytes = try scratch.bytes(file)
            if !bytes.starts(with: Self.mark) { try scratch.write(Self.mark + bytes, file) }
        }
    }

    /// Templates, parts, contracts, words, samples, mapping, extract, details, stop list and list of pieces: each with its mark.
    @Test func everyReaderReadsTheMarkOrSaysWhatItIs() throws {
        #expect(try run(["new", "letter"]).status == 0)
        for kind in ["control-report", "shared"] {
            try? FileManager.default.removeItem(atPath: scratch.path("Templates/\(kind)"))
            try scratch.copy("\(Scratch.root)/Templates/\(kind)", to: "Templates/\(kind)")
        }
        try scratch.write(
            #"{"columns": {"ACCT": "account.number", "SERV": "account.service_address", "ADDR": "mail.lines.1", "DAY": "date", "TOTAL": "total"}, "details": {"lines": {"columns": {"ACCT": "account.number", "TEXT": "description", "AMT": "amount"}}}}"#,
            "Templates/letter/extract.json")
        try markAll(in: "Templates/")
        let checked = try run(["check", "letter", "control-report"])
        #expect(checked.status == 0 && checked.text.contains("letter (en): 1 of 1 samples are good"), "\(checked)")
        let sample = scratch.path("Templates/letter/samples/example.json")
        #expect(try run(["render", "letter", "--data", sample, "-o", scratch.path("letter.pdf")]).status == 0)
        let preview = try run(["preview", "letter", "-o", scratch.path("pictures")])
        #expect(preview.status == 0 && !preview.errors.contains("error"), "\(preview)")

        try scratch.write(
            Self.mark
                + Array(
                    "ACCT,SERV,ADDR,DAY,TOTAL\r\n1001,1 Elm St,ANA,2026-11-20,2.00\r\n1002,2 Elm St,BO,2026-11-20,3.00\r\n".utf8),
            "in/letters.csv")
        try scratch.write(Self.mark + Array("ACCT,TEXT,AMT\r\n1001,Water,2.00\r\n1002,Water,3.00\r\n".utf8), "in/lines.csv")
        let submit = ["run", "submit", "letter", scratch.path("in/letters.csv"), "--name", "nov", "--as-of", "2026-11-20"]
        let forgotten = try run(submit)
        #expect(forgotten.status == 1 && forgotten.errors.contains("--no-detail lines"), "\(forgotten)")
        let taken = try run(submit + ["--detail", "lines=\(scratch.path("in/lines.csv"))"])
        #expect(taken.status == 0 && taken.text == "nov (1): 2 records, $5.00\n", "\(taken)")
        #expect(try run(["work", "--drain", "--workers", "1"]).status == 0)
        #expect(try run(["run", "approve", "nov", "--by", "Ana Ruiz"]).status == 0)
        try scratch.write(Self.mark + Array("1002\r\n".utf8), "stop.csv")
        let released = try run(
            ["run", "release", "nov", "-o", scratch.path("out"), "--stop", scratch.path("stop.csv"), "--workers", "1"])
        #expect(released.status == 0 && released.errors == "stop list: 1 document not printed\n", "\(released)")
        try scratch.write(Self.mark + Array("1\r\n".utf8), "pieces.csv")
        let again = try run(
            ["run", "reprint", "nov", "--list", scratch.path("pieces.csv"), "-o", scratch.path("again.pdf")])
        #expect(again.status == 0 && again.text.contains("1 piece"), "\(again)")
        // A mark would be part of the password.
        try scratch.write(Self.mark + Array("secret\n".utf8), "password")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: scratch.path("password"))
        let locked = try run(
            ["render", "letter", "--data", sample, "-o", scratch.path("locked.pdf"), "--password-file", scratch.path("password")])
        #expect(locked.status == 1 && locked.errors.contains("byte order mark"), "\(locked)")
        // JSON lines and corrections.
        try scratch.write(
            Self.mark
                + Array(
                    #"{"account": {"number": "1003", "service_address": "3 Elm St"}, "mail": {"lines": ["CY"]}, "date": "2026-11-20", "lines": [], "total": "1.00"}"#
                        .utf8), "bad.jsonl")
        #expect(try run(["run", "submit", "letter", scratch.path("bad.jsonl"), "--name", "dec"]).status == 3)
        try scratch.write(
            Self.mark
                + Array(
                    #"{"account": {"number": "1003", "service_address": "3 Elm St"}, "mail": {"lines": ["CY"]}, "date": "2026-11-20", "lines": [{"description": "Water", "amount": "1.00"}], "total": "1.00"}"#
                        .utf8), "good.jsonl")
        let corrected = try run(["run", "submit", "letter", scratch.path("good.jsonl"), "--into", "dec"])
        #expect(corrected.status == 0, "\(corrected)")
    }
}
