import Foundation
import TestKit
import Testing

/// What others say of the files that we write.
@Suite struct JudgeTests {
    private struct Kind {
        let name: String
        let folders: [String]
        let samples: [String]
    }

    private static var kinds: [Kind] {
        func kind(_ name: String, _ templates: String, _ fonts: String) -> Kind {
            let folder = "\(Scratch.root)/\(templates)/\(name)/samples"
            let samples = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".json") }
                .sorted()
            return Kind(
                name: name, folders: ["--templates", "\(Scratch.root)/\(templates)", "--fonts", "\(Scratch.root)/\(fonts)"],
                samples: samples.map { "\(folder)/\($0)" })
        }
        return [kind("bill", "Benchmarks", "Benchmarks/fonts"), kind("bill", "Templates", "Fonts")]
    }

    @Test func judgesAreContentAndEveryTextComesBack() throws {
        for kind in Self.kinds {
            let scratch = try Scratch()
            // All samples in one file, page by page.
            let records = try kind.samples.map { try String(contentsOfFile: $0, encoding: .utf8) }.joined(separator: ",")
            try scratch.write("[\(records)]", "in.json")
            let made = try Program.run(
                ["render", kind.name, "--data", "in.json", "-o", "out.pdf"] + kind.folders, in: scratch.path)
            #expect(made.status == 0, "\(made.errors)")
            let pdf = scratch.path("out.pdf")
            let qpdf = try Tool.run("qpdf", ["--check", pdf])
            #expect(qpdf.status == 0 && qpdf.errors == "" && !qpdf.text.contains("WARNING"), "\(qpdf.text)\(qpdf.errors)")
            let fonts = try Tool.run("pdffonts", [pdf])
            let rows = fonts.text.split(separator: "\n").dropFirst(2)
            #expect(fonts.errors == "" && !rows.isEmpty)
            for row in rows { #expect(row.contains(" yes yes yes "), "embedded, a subset, with its texts: \(row)") }
            // -N: Debian's mutool has no colour management, and says so.
            let mutool = try Tool.run(
                "mutool", ["draw", "-q", "-N", "-F", "png", "-r", "30", "-o", scratch.path("m-%d.png"), pdf])
            #expect(mutool.status == 0 && mutool.errors == "", "\(mutool.errors)")
            let poppler = try Tool.run("pdftoppm", ["-r", "30", "-png", pdf, scratch.path("p")])
            #expect(poppler.status == 0 && poppler.errors == "", "\(poppler.errors)")
            let text = try Tool.run("pdftotext", ["-raw", pdf, "-"])
            #expect(text.status == 0 && text.errors == "")
            let dump = try Program.run(["render", kind.name, "--data", "in.json", "--dump"] + kind.folders, in: scratch.path)
            let wanted = Self.pages(of: dump.text)
            let got = text.text.split(separator: "\u{0C}", omittingEmptySubsequences: false).dropLast().map {
                Self.bare(String($0))
            }
            #expect(wanted.count >= kind.samples.count && got.count == wanted.count)
            for (number, (texts, page)) in zip(wanted, got).enumerated() {
                #expect(texts.count > 5)
                for text in texts where !Self.bare(text).isEmpty && !page.contains(Self.bare(text)) {
                    Issue.record("page \(number + 1): \"\(text)\" does not come back")
                }
            }
        }
    }

    @Test func accentsComeBackAsTheyWereWritten() throws {
        let scratch = try Scratch()
        let json = Program.sample.replacing("Tom García", with: "Zoë Nuñez-Åström").replacing(
            "Leaf drop-off", with: "Ça été reçu œuvre ﬁn")
        let made = try Program.run(
            ["render", "bill", "--data", "-", "-o", "out.pdf"] + Program.bench, input: Array(json.utf8), in: scratch.path)
        #expect(made.status == 0)
        let text = try Tool.run("pdftotext", ["-raw", scratch.path("out.pdf"), "-"]).text
        #expect(text.contains("Zoë Nuñez-Åström") && text.contains("Ça été reçu œuvre"))
    }

    @Test func aScannerReadsTheSymbolOfEverySampleInPrintAndOnAScreen() throws {
        let bill = Self.kinds[1]
        let scratch = try Scratch()
        let records = try bill.samples.map { try String(contentsOfFile: $0, encoding: .utf8) }
        try scratch.write("[\(records.joined(separator: ","))]", "in.json")
        let made = try Program.run(["render", "bill", "--data", "in.json", "-o", "out.pdf"] + bill.folders, in: scratch.path)
        #expect(made.status == 0, "\(made.errors)")
        let wanted = try records.map { record in
            let tree = try JSONSerialization.jsonObject(with: Data(record.utf8)) as? [String: Any]
            return try #require(tree?["pay_url"] as? String)
        }
        for dots in [150, 300] {
            _ = try Tool.run("pdftoppm", ["-gray", "-r", "\(dots)", "-png", scratch.path("out.pdf"), scratch.path("at\(dots)")])
            let pictures = try FileManager.default.contentsOfDirectory(atPath: scratch.path).filter { $0.hasPrefix("at\(dots)") }
            let read = try Tool.run("zbarimg", ["-q", "--raw"] + pictures.sorted().map { scratch.path($0) })
            #expect(read.text.split(separator: "\n").map(String.init) == wanted, "at \(dots) dpi: \(read.errors)")
        }
    }

    @Test func mergedFileIsSound() throws {
        let scratch = try Scratch()
        let made = try Program.run(
            ["render", "bill", "--data", "-", "-o", "out.pdf"] + Program.bench, input: Array(Program.lines(300).utf8),
            in: scratch.path)
        #expect(made.status == 0)
        let qpdf = try Tool.run("qpdf", ["--check", scratch.path("out.pdf")])
        #expect(qpdf.status == 0 && qpdf.errors == "", "\(qpdf.errors)")
        let text = try Tool.run("pdftotext", [scratch.path("out.pdf"), "-"])
        #expect(text.errors == "")
        for number in stride(from: 0, to: 300, by: 37) { #expect(text.text.contains("11-\(100_000 + number)-23")) }
    }

    /// The texts of each page of a display list.
    private static func pages(of dump: String) -> [[String]] {
        var pages: [[String]] = []
        for line in dump.split(separator: "\n") {
            if line.hasPrefix("page ") {
                pages.append([])
            } else if let match = line.firstMatch(of: /^ +text \S+ \S+ \S+ #\S+ w=\S+ "(.*)"$/) {
                pages[pages.count - 1].append(String(match.output.1).replacing("\\\"", with: "\""))
            }
        }
        return pages
    }

    /// Without spaces, which readers set as they see fit, and in one form of accents.
    private static func bare(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.precomposedStringWithCanonicalMapping.unicodeScalars.filter {
                    !$0.properties.isWhitespace && $0.value != 0xAD && $0.value != 0x0C
                }))
    }
}
