import Foundation
import TestKit
import Testing

/// What others say of the files that make a claim, and that they would say it if it were not so.
@Suite struct ProfileJudgeTests {
    @Test func othersFindNothingWrongWithAnySampleInAnyProfile() throws {
        let judged = try Tool.run("\(Scratch.root)/Scripts/judge-profiles", ["--quick", "--billpress", Program.path])
        let last = judged.text.split(separator: "\n").last ?? ""
        #expect(judged.status == 0, "\(judged.text.suffix(4000))\(judged.errors.suffix(2000))")
        let count = last.prefix { $0.isNumber }
        #expect((Int(count) ?? 0) > 500 && last.contains(" 0 faults"), "\(last)")
    }

    /// Each way to spoil a file is tried on the first of the files that has what it spoils.
    @Test func everySeededFaultIsFound() throws {
        let scratch = try Scratch()
        let templates = "\(Scratch.root)/Templates"
        let folders = ["--templates", templates, "--fonts", TestFonts.folder]
        let samples = [("bill", "normal"), ("bill-large-print", ""), ("shut-off-notice", ""), ("welcome", "")]
        var files: [String] = []
        for (kind, wanted) in samples {
            let all = try FileManager.default.contentsOfDirectory(atPath: "\(templates)/\(kind)/samples").sorted()
            let name = all.first { $0 == "\(wanted).json" } ?? all[0]
            let made = try Program.run(
                [
                    "render", kind, "--data", "\(templates)/\(kind)/samples/\(name)", "--profile", "accessible", "--attach",
                    "json",
                    "-o", "\(kind).pdf",
                ] + folders, in: scratch.path)
            #expect(made.status == 0, "\(made.errors)")
            files.append("\(kind).pdf")
        }
        func judge(_ script: String, _ words: [String]) throws -> Tool.Result {
            try Tool.run("/usr/bin/python3", ["\(Scratch.root)/Tests/Judges/\(script)"] + words, in: scratch.path)
        }
        for file in files { #expect(try judge("structure.py", [file]).text == "", "\(file) is good") }
        let faults = try judge("spoil.py", ["--list"]).text.split(separator: "\n").map {
            String($0.prefix { !$0.isWhitespace && $0 != ":" })
        }
        for wanted in ["lang", "alt", "scope", "tounicode", "widths", "mcid", "parenttree", "nothing"] {
            #expect(faults.contains(wanted))
        }
        #expect(faults.count > 35)
        // We write no form elements, which that one spoils.
        for fault in faults where fault != "form" {
            guard let file = try files.first(where: { try judge("spoil.py", [$0, fault, "spoilt.pdf"]).status == 0 }) else {
                Issue.record("no file has what \(fault) spoils")
                continue
            }
            let found = try judge("structure.py", ["spoilt.pdf"])
            if fault == "nothing" {
                #expect(found.status == 0 && found.text == "" && found.errors == "", "\(found)")
            } else {
                #expect(found.status == 1 && !found.text.isEmpty, "\(fault) in \(file) is found: \(found)")
            }
        }
    }
}
