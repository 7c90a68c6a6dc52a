import Foundation
import Pages
import TestKit
import Testing

@testable import Rendering

/// The display list of every sample of every kind, beside these sources: a moved line is a changed line in the diff; and, in
/// the folders `read`, what is read of it, in the order of reading.
///
/// `RECORD_GOLDENS=1 swift test --filter Golden` writes what differs, and fails, so that recording is seen.
@Suite struct GoldenTests {
    @Test func benchSampleLooksAsRecorded() throws {
        try compare(Bench.kind(), samples: Bench.library, "bill", goldens: "bench")
    }

    @Test func samplesOfEveryKindLookAsRecorded() throws {
        let library = Library(templates: "\(Scratch.root)/Templates", fonts: TestFonts.folder)
        for name in library.kinds {
            let kind = try library.load(name)
            try compare(kind, samples: library, name, goldens: name)
            let own = kind.template.language.prefix { $0 != "-" }
            for language in library.languages(of: name) where language != own {
                try compare(library.load(name, language: language), samples: library, name, goldens: "\(name)/\(language)")
            }
        }
    }

    private static let folder = "\(Scratch.root)/Tests/RenderingTests/Goldens"

    private func compare(_ kind: Kind, samples library: Library, _ name: String, goldens: String) throws {
        try compare(kind, samples: library, name, goldens: goldens) {
            $0.map { $0.dump(faces: kind.template.book.names) }.joined()
        }
        try compare(kind, samples: library, name, goldens: "\(goldens)/read") { ReadingTree($0).plainText }
    }

    private func compare(
        _ kind: Kind, samples library: Library, _ name: String, goldens: String, as form: ([Page]) -> String
    ) throws {
        let folder = "\(Self.folder)/\(goldens)"
        let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1"
        var left = Set(((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".txt") })
        for sample in library.samples(of: name) {
            left.remove("\(sample).txt")
            let got = try told(kind, try library.sample(sample, of: name), form)
            let path = "\(folder)/\(sample).txt"
            let wanted = (try? String(contentsOfFile: path, encoding: .utf8))
            if wanted == got { continue }
            if isRecording {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                try got.write(toFile: path, atomically: true, encoding: .utf8)
                Issue.record("recorded \(goldens)/\(sample).txt")
            } else if let wanted {
                Issue.record(
                    "\(goldens)/\(sample).txt differs (RECORD_GOLDENS=1 writes it anew)\n\(Difference.told(from: wanted, to: got))"
                )
            } else {
                Issue.record("\(goldens)/\(sample).txt is not recorded: RECORD_GOLDENS=1 writes it")
            }
        }
        for name in left.sorted() {
            if isRecording { try FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
            Issue.record("\(goldens)/\(name) belongs to no sample")
        }
    }

    /// The pages as text, or why there are none.
    private func told(_ kind: Kind, _ record: [UInt8], _ form: ([Page]) -> String) throws -> String {
        let typesetter = Typesetter(kind, profile: .print, issue: .test)
        return record.withUnsafeBytes { bytes in
            do throws(Refusal) {
                return form(try typesetter.pages(of: bytes, line: 1))
            } catch { return "set aside\n" + error.reasons.map { "\($0.message)\n" }.joined() }
        }
    }
}

/// Two texts line by line, with what went and what came.
enum Difference {
    static func told(from old: String, to new: String, most: Int = 60) -> String {
        let (before, after) = (lines(old), lines(new))
        let changes = after.difference(from: before)
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in changes {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var told: [String] = []
        var (i, j) = (0, 0)
        var isGap = false
        while i < before.count || j < after.count {
            if i < before.count, removed.contains(i) {
                told.append("- \(i + 1): \(before[i])")
                i += 1
                isGap = false
            } else if j < after.count, inserted.contains(j) {
                told.append("+ \(j + 1): \(after[j])")
                j += 1
                isGap = false
            } else {
                if !isGap && !told.isEmpty { told.append("  …") }
                isGap = true
                (i, j) = (i + 1, j + 1)
            }
        }
        if told.last == "  …" { told.removeLast() }
        let more = told.count - most
        return told.prefix(most).joined(separator: "\n") + (more > 0 ? "\nand \(more) lines more" : "")
    }

    private static func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
}

@Suite struct DifferenceTests {
    @Test func showsWhatWentAndWhatCame() {
        #expect(Difference.told(from: "a\nb\nc\nd\ne", to: "a\nB\nc\nd\ne\nf") == "- 2: b\n+ 2: B\n  …\n+ 6: f")
        #expect(Difference.told(from: "a", to: "a") == "")
        let many = (0..<100).map(String.init).joined(separator: "\n")
        #expect(Difference.told(from: "", to: many, most: 2) == "- 1: \n+ 1: 0\nand 99 lines more")
    }
}
