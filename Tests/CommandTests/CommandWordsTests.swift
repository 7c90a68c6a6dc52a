import Foundation
import TestKit
import Testing

/// What a person can do about an error is worded by the command line alone.
@Suite struct CommandWordsTests {
    @Test func theDayOfTheDocumentsIsSaidByAnOption() throws {
        let notes = try Notes()
        try notes.scratch.write(
            Notes.contract.replacing(
                "\"count\":",
                with: "\"on\": {\"type\": \"string\", \"format\": \"date\", \"x-minimum\": \"run - 60\"}, \"count\":"),
            "templates/note/data.schema.json")
        let record = Notes.record(1).replacing("\"name\"", with: "\"on\": \"2026-01-01\", \"name\"")
        let told = try notes.render(record, ["--as-of", "2026-11-20"])
        #expect(
            told.status == 3
                && told.errors.hasPrefix(
                    "set aside: line 1, /on: found 2026-01-01; wanted at least 2026-09-21 (run - 60, the day that the documents are made for; --as-of says which)"
                ), "\(told.errors)")
    }

    @Test func theFolderOfTheKindsIsNamedByAnOption() throws {
        for command in [["render", "bill", "--data", "-"], ["preview", "bill"]] {
            let told = try Program.run(command + ["--templates", "/nowhere"], input: [], in: "/tmp")
            #expect(
                told.errors
                    == "there is no kind bill, and no other; name the folder of the kinds with --templates or BILLPRESS_TEMPLATES\n",
                "\(told)")
        }
    }

    @Test func aListOfDetailsIsGivenOrLeftOutByOptions() throws {
        let notes = try Notes()
        for kind in ["control-report", "shared"] {
            try notes.scratch.copy("\(Scratch.root)/Templates/\(kind)", to: "templates/\(kind)")
        }
        try notes.scratch.write(
            Notes.contract.replacing(
                "\"count\":", with: "\"lines\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}, \"count\":"),
            "templates/note/data.schema.json")
        try notes.scratch.write(
            #"{"details": {"lines": {"columns": {"number": "number", "text": "lines"}}}}"#, "templates/note/extract.json")
        try notes.scratch.write("number,name,amount\n1,A,1.00\n", "in.csv")
        try notes.scratch.write("number,text\n", "lines.csv")
        func submit(_ more: [String]) throws -> String {
            try Program.run(
                ["run", "submit", "note", "in.csv", "--name", "nov"] + more
                    + ["--templates", notes.scratch.path("templates"), "--fonts", "\(Scratch.root)/Fonts"],
                in: notes.scratch.path,
                environment: ["BILLPRESS_HOME": notes.scratch.path("home")]
            ).errors
        }
        #expect(
            try submit([])
                == "extract.json has details of lines, and no file of them is given: --detail lines=FILE.csv, or --no-detail lines where there are none\n"
        )
        #expect(
            try submit(["--detail", "lines=lines.csv", "--no-detail", "lines"])
                == "lines has a file of details, and is left out by --no-detail\n")
    }

    @Test func programsReadCodesAndPlaces() throws {
        let notes = try Notes("<check test=\"amount lt 5\" message=\"too much\"/><p>{name}</p>")
        let input = "{\"number\": 1, \"name\": \"A\", \"amount\": \"1.00\"}\n" + Notes.record(2, amount: "9.00") + "\n"
        let told = try notes.render(input, ["--json"])
        let reasons = try told.text.split(separator: "\n").dropLast().map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: [String: Any]]
            return try #require((object?["set_aside"]?["reasons"] as? [[String: Any]])?.first)
        }
        try #require(reasons.count == 2)
        #expect(reasons[0]["code"] as? String == "R102" && reasons[0]["pointer"] as? String == "/number")
        #expect(reasons[0]["line"] as? Int == 1 && reasons[0]["column"] as? Int == 12 && reasons[0]["file"] == nil)
        #expect(
            reasons[0]["place"] as? String == "/number"
                && (reasons[0]["message"] as? String)?.hasPrefix("line 1, /number: ") == true)
        #expect(reasons[1]["code"] as? String == "R212" && reasons[1]["pointer"] == nil)
        #expect(
            reasons[1]["file"] as? String == "note/note.xml" && reasons[1]["line"] as? Int == 5
                && reasons[1]["column"] as? Int == 9)
        #expect(
            reasons[1]["place"] as? String == "note/note.xml:5:9"
                && reasons[1]["message"] as? String == "note/note.xml:5:9: too much")
    }
}
