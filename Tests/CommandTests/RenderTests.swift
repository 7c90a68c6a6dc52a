import Foundation
import TestKit
import Testing

/// `billpress render`: what it reads, writes and says, and the status that it ends with.
@Suite struct RenderTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func render(_ arguments: String..., input: String? = nil) throws -> Tool.Result {
        try Program.run(["render", "bill"] + arguments + Program.bench, input: input.map { Array($0.utf8) }, in: scratch.path)
    }

    private func pages(_ name: String) throws -> String {
        try Tool.run("qpdf", ["--show-npages", scratch.path(name)]).text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test func oneRecordOfAFileBecomesThePDFOfTheKind() throws {
        let result = try render("--data", Program.sampleFile)
        #expect(result.status == 0 && result.errors == "")
        #expect(result.text.wholeMatch(of: /bill\.pdf: 1 document, 1 page, \d+ bytes\n/) != nil, "\(result.text)")
        #expect(scratch.files == ["bill.pdf"])
        #expect(try pages("bill.pdf") == "1")
    }

    @Test func linesArraysAndOneRecordAreRead() throws {
        let inputs = [
            Program.lines(3), "[" + (0..<3).map(Program.record).joined(separator: ",\n") + "]",
            "[\n" + (0..<3).map(Program.record).joined(separator: ",") + "\n]\n",
            "\u{FEFF}" + Program.lines(3), Program.lines(3).replacing("\n", with: "\r\n\r\n"),
            String(Program.lines(3).dropLast()),
        ]
        var files: Set<[UInt8]> = []
        for (number, input) in inputs.enumerated() {
            let result = try render("--data", "-", "-o", "\(number).pdf", input: input)
            #expect(result.status == 0 && result.errors == "", "\(number): \(result.errors)")
            #expect(result.text.hasPrefix("\(number).pdf: 3 documents, 3 pages, "))
            #expect(result.text.hasSuffix("\n3 documents, 0 set aside, total $266.91\n"), "\(result.text)")
            files.insert(try scratch.bytes("\(number).pdf"))
        }
        #expect(files.count == 1, "the same records make the same bytes")
    }

    @Test func threadsDoNotChangeTheBytes() throws {
        try scratch.write(Program.lines(200), "in.ndjson")
        for threads in ["1", "2", "5"] {
            #expect(try render("--data", "in.ndjson", "-o", "\(threads).pdf", "--threads", threads).status == 0)
        }
        #expect(try scratch.bytes("1.pdf") == scratch.bytes("2.pdf"))
        #expect(try scratch.bytes("1.pdf") == scratch.bytes("5.pdf"))
    }

    @Test func eachRecordHasAFileNamedByItsNumber() throws {
        let result = try render(
            "--data", "-", "-o", "out", "--each", input: Program.record(0) + "\n{}\n" + Program.record(2) + "\n")
        #expect(result.status == 3)
        #expect(scratch.files == ["out/bill-000001.pdf", "out/bill-000003.pdf"])
        #expect(result.errors.hasPrefix("set aside: line 2, "))
        let folder = try FileManager.default.attributesOfItem(atPath: scratch.path("out"))[.posixPermissions] as? Int
        #expect(folder == 0o700)
        #expect(
            try render("--data", Program.sampleFile, "-o", "out/bill-000001.pdf", "--each").status == 5, "a file is no folder")
    }

    @Test func dumpIsTheDisplayListAndNoPDF() throws {
        let result = try render("--data", Program.sampleFile, "--dump")
        #expect(result.status == 0 && result.errors == "" && scratch.files == [])
        #expect(result.text.hasPrefix("page 1 612 × 792\n  region band 36,36 540 × 36\n"))
        let golden = "\(Scratch.root)/Tests/RenderingTests/Goldens/bench/one.txt"
        #expect(try result.text == String(contentsOfFile: golden, encoding: .utf8))
        let bad = try render("--data", "-", "--dump", input: "{}\n" + Program.record(1))
        #expect(bad.status == 3 && bad.text.hasPrefix("page 1 ") && bad.errors.hasPrefix("set aside: line 1, "))
        #expect(try render("--data", "-", "--dump", input: "").status == 1)
        #expect(try render("--data", Program.sampleFile, "--dump", "--each").status == 1)
    }

    @Test func resultAsJSON() throws {
        let result = try render(
            "--data", "-", "-o", "a \"b\".pdf", "--json", input: Program.record(0) + "\n{\"x\n" + Program.record(2) + "\n")
        #expect(result.status == 3 && result.errors == "")
        let lines = result.text.split(separator: "\n")
        #expect(lines.count == 2)
        let aside = try #require(try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: [String: Any]])[
            "set_aside"]
        #expect(aside?["line"] as? Int == 2)
        #expect(((aside?["reasons"] as? [[String: Any]])?.first?["message"] as? String)?.hasPrefix("line 2") == true)
        let summary = try #require(try JSONSerialization.jsonObject(with: Data(lines[1].utf8)) as? [String: Any])
        #expect(summary["documents"] as? Int == 2 && summary["pages"] as? Int == 2 && summary["set_aside"] as? Int == 1)
        #expect(summary["cents"] as? Int == 17794 && summary["file_count"] as? Int == 1)
        let file = try #require((summary["files"] as? [[String: Any]])?.first)
        #expect(file["path"] as? String == "a \"b\".pdf" && file["documents"] as? Int == 2 && file["pages"] as? Int == 2)
        #expect(file["bytes"] as? Int == (try scratch.bytes("a \"b\".pdf").count))
    }

    @Test func recordsThatAreSetAsideAreNamedAndTheOthersRendered() throws {
        var lines = (0..<20).map(Program.record)
        lines[4] = "{\"account\": 1}"
        lines[9] = lines[9].replacing("\"message\": \"", with: "\"message\": \"\(String(repeating: "too much ", count: 200))")
        let result = try render("--data", "-", "-o", "out.pdf", input: lines.joined(separator: "\n"))
        #expect(result.status == 3)
        let told = result.errors.split(separator: "\n")
        #expect(told.allSatisfy { $0.hasPrefix("set aside: ") })
        #expect(
            told.first
                == "set aside: line 5, /account: found 1; wanted an object in braces { } (first used at bill/bill.xml:33:26)")
        #expect(
            told.last
                == "set aside: account …09-23, line 10: bill/bill.xml:68:5: page 1, region message: the content does not fit: room 540 × 48 pt, needs a height of 204 pt (part of it is left over)"
        )
        #expect(try pages("out.pdf") == "18")
        #expect(result.text.hasSuffix("18 documents, 2 set aside, total $1,601.46\n"), "\(result.text)")
    }

    @Test func usageErrorsEndWithOne() throws {
        #expect(try Program.run([]).status == 0, "help")
        for arguments in [
            ["render"], ["render", "bill"], ["rendr"], ["render", "bill", "--data", "x", "--threads", "0"],
            ["render", "bill", "--data", "x", "--threads", "two"],
            ["render", "bill", "--data", "x", "--profile", "tagged"], ["render", "bill", "--data", "x", "--nope"],
            ["check", "--format", "xml"],
        ] {
            let result = try Program.run(arguments, in: scratch.path)
            #expect(result.status == 1 && result.errors.contains("Error: "), "\(arguments): \(result)")
        }
        for arguments in [["--help"], ["render", "--help"], ["--version"]] { #expect(try Program.run(arguments).status == 0) }
        #expect(scratch.files == [])
    }

    @Test func inputThatCannotBeReadEndsWithOne() throws {
        let absent = try render("--data", "nope.json")
        #expect(
            absent.status == 1 && absent.errors == "nope.json: cannot be opened: No such file or directory\n", "\(absent.errors)")
        #expect(try render("--data", ".").status != 0)
        let unknown = try Program.run(["render", "bil", "--data", Program.sampleFile] + Program.bench)
        #expect(unknown.status == 1 && unknown.errors == "there is no kind bil; did you mean bill?\n")
        #expect(scratch.files == [])
    }

    @Test func emptyInputEndsWithOneAndWritesNothing() throws {
        for input in ["", "\n\n  \n", "\u{FEFF}"] {
            let result = try render("--data", "-", input: input)
            #expect(result.status == 1 && result.errors == "standard input holds no record\n")
            #expect(scratch.files == [])
        }
        try scratch.write("", "empty.json")
        #expect(try render("--data", "empty.json").errors == "empty.json holds no record\n")
    }

    @Test func whereAllAreSetAsideNothingIsWritten() throws {
        #expect(try render("--data", "-", input: "{}\n{}\n").status == 3)
        #expect(scratch.files == [])
    }

    @Test func foldersComeFromOptionsTheEnvironmentOrTheWorkingFolder() throws {
        let bench = "\(Scratch.root)/Benchmarks"
        let environment = ["BILLPRESS_TEMPLATES": bench, "BILLPRESS_FONTS": "\(bench)/fonts"]
        #expect(
            try Program.run(["render", "bill", "--data", Program.sampleFile], in: scratch.path, environment: environment).status
                == 0)
        let elsewhere = ["BILLPRESS_TEMPLATES": "/nowhere", "BILLPRESS_FONTS": "/nowhere"]
        #expect(
            try Program.run(
                ["render", "bill", "--data", Program.sampleFile] + Program.bench, in: scratch.path, environment: elsewhere
            ).status == 0)
        try FileManager.default.createSymbolicLink(atPath: scratch.path("Templates"), withDestinationPath: bench)
        try FileManager.default.createSymbolicLink(atPath: scratch.path("Fonts"), withDestinationPath: "\(bench)/fonts")
        #expect(try Program.run(["render", "bill", "--data", Program.sampleFile], in: scratch.path).status == 0)
    }

    // MARK: What is written

    @Test func fileIsItsOwnersAloneAndTakesTheOldOnesPlace() throws {
        try scratch.write("old", "bill.pdf")
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: scratch.path("bill.pdf"))
        #expect(try render("--data", Program.sampleFile).status == 0)
        #expect(try FileManager.default.attributesOfItem(atPath: scratch.path("bill.pdf"))[.posixPermissions] as? Int == 0o600)
        #expect(try scratch.bytes("bill.pdf").starts(with: Array("%PDF-".utf8)))
    }

    @Test func fullDiskEndsWithFiveAndLeavesNothing() throws {
        try scratch.write(Program.lines(400), "in.ndjson")
        try scratch.write("old", "out.pdf")
        let result = try Program.run(
            limit: 300, ["render", "bill", "--data", "in.ndjson", "-o", "out.pdf"] + Program.bench, in: scratch.path)
        #expect(result.status == 5 && result.signal == 0)
        #expect(result.errors == "cannot write out.pdf: File too large\n", "\(result.errors)")
        #expect(scratch.files == ["in.ndjson", "out.pdf"])
        #expect(try scratch.text("out.pdf") == "old", "what stood there stays")
        let full = try render("--data", Program.sampleFile, "-o", "/dev/full")
        #expect(full.status == 5 && full.errors == "cannot write /dev/full: No space left on device\n", "\(full.errors)")
        var status = stat()
        #expect(stat("/dev/full", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR, "the device is still one")
    }

    @Test func theInputIsNeverWrittenOver() throws {
        let scratch = try Scratch()
        try scratch.write(Program.lines(1), "same.jsonl")
        let made = try Program.run(
            ["render", "bill", "--data", "same.jsonl", "-o", "same.jsonl"] + Program.bench, in: scratch.path)
        #expect(made.status == 1 && made.errors == "--output is the file that --data reads; name another\n")
        #expect(try String(contentsOfFile: scratch.path("same.jsonl"), encoding: .utf8) == Program.lines(1))
    }

    @Test func aPartOfAnEarlierPrintIsNamed() throws {
        let scratch = try Scratch()
        try scratch.write(Program.lines(1), "in.jsonl")
        try scratch.write("an older part", "out-2.pdf")
        let made = try Program.run(["render", "bill", "--data", "in.jsonl", "-o", "out.pdf"] + Program.bench, in: scratch.path)
        #expect(made.status == 0 && made.errors == "note: out-2.pdf is there from an earlier print and is not part of this one\n")
    }

    @Test func whatMayBeAnAccountOrATelephoneIsNotShown() throws {
        let scratch = try Scratch()
        let json = "{\"104217-003 Ruth Kowalski\": {}, \"phone\": \"970-555-0134\", \"ssn\": 123456789}\n"
        let made = try Program.run(
            ["render", "bill", "--data", "-", "-o", "out.pdf"] + Program.bench, input: Array(json.utf8), in: scratch.path)
        #expect(made.status == 3)
        for secret in ["104217", "Ruth", "0134", "123456789"] { #expect(!made.errors.contains(secret), "\(made.errors)") }
        #expect(made.errors.contains("/phone"))
    }

    @Test func folderThatCannotBeWrittenEndsWithFive() throws {
        let absent = try render("--data", Program.sampleFile, "-o", "no/such/bill.pdf")
        #expect(
            absent.status == 5 && absent.errors == "cannot write no/such/bill.pdf: its folder does not exist\n",
            "\(absent.errors)")
        #expect(try render("--data", Program.sampleFile, "-o", "/proc/bill.pdf").status == 5)
        let folder = try render("--data", Program.sampleFile, "-o", ".")
        #expect(folder.status == 1 && folder.errors.hasPrefix(". is a folder; name a file"))
        #expect(try render("--data", Program.sampleFile, "-o", "/dev/null").status == 0)
        #expect(scratch.files == [])
    }

    @Test func standardOutputThatIsFullEndsWithFive() throws {
        let dump = ["render", "bill", "--data", Program.sampleFile, "--dump"] + Program.bench
        let result = try Tool.run("/bin/sh", ["-c", "exec \"$0\" \"$@\" > /dev/full", Program.path] + dump)
        #expect(result.status == 5 && result.errors == "standard output could not be written in full\n", "\(result)")
    }

    @Test(arguments: [SIGINT, SIGTERM]) func stoppedRunLeavesNothingHalfDone(_ signal: Int32) throws {
        try scratch.write(String(repeating: Program.lines(100), count: 200), "in.ndjson")
        try scratch.write("old", "out.pdf")
        let run = try Program.start(["render", "bill", "--data", "in.ndjson", "-o", "out.pdf"] + Program.bench, in: scratch.path)
        while run.isRunning, !scratch.files.contains(where: { $0.hasSuffix(".partial") }) { usleep(5000) }
        kill(run.id, signal)
        let result = try run.finish()
        #expect(result.status == 130 && result.signal == 0)
        #expect(result.errors == "stopped; nothing was written under out.pdf\n", "\(result.errors)")
        #expect(scratch.files == ["in.ndjson", "out.pdf"])
        #expect(try scratch.text("out.pdf") == "old")
    }

    @Test func askedTwiceItDoesNotWaitForInput() throws {
        let fifo = scratch.path("fifo")
        #expect(mkfifo(fifo, 0o600) == 0)
        let run = try Tool(
            "/bin/sh",
            ["-c", "exec 0<>\"\(fifo)\"; exec \"$0\" \"$@\"", Program.path, "render", "bill", "--data", "-"] + Program.bench,
            in: scratch.path)
        usleep(1_500_000)
        kill(run.id, SIGINT)
        usleep(200_000)
        kill(run.id, SIGINT)
        #expect(try run.finish().signal == SIGINT)
        #expect(!FileManager.default.fileExists(atPath: scratch.path("bill.pdf")))
    }
}
