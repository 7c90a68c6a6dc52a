import Foundation
import TestKit
import Testing

@testable import Records

/// Our reader of records and Python's `jsonschema` are two readings of JSON Schema 2020-12; they must say the same of every
/// record.
///
/// Not asked: what the specification leaves open and we refuse (U+0000, half a surrogate pair, more than 64 levels).
@Suite struct AgreementTests {
    /// A kind's contract and its samples.
    private struct Kind {
        let schema: Tree
        let samples: [Tree]
    }

    private static func kinds() throws -> [Kind] {
        let files = FileManager.default
        return try ["Templates", "Benchmarks"].flatMap { place in
            try files.contentsOfDirectory(atPath: "\(Scratch.root)/\(place)").sorted().compactMap { name -> Kind? in
                let folder = "\(Scratch.root)/\(place)/\(name)"
                guard files.fileExists(atPath: "\(folder)/data.schema.json") else { return nil }
                let samples = try files.contentsOfDirectory(atPath: "\(folder)/samples").sorted()
                return Kind(
                    schema: try Tree(file: "\(folder)/data.schema.json"),
                    samples: try samples.map { try Tree(file: "\(folder)/samples/\($0)") })
            }
        }
    }

    /// Records to be judged by one schema.
    private struct Case {
        let schema: String
        var records: [String]
    }

    @Test func everySampleIsGoodForBoth() throws {
        let cases = try Self.kinds().map { Case(schema: $0.schema.written(), records: $0.samples.map { $0.written() }) }
        let counts = try agree(on: cases)
        #expect(counts.valid >= 20 && counts.invalid == 0)
    }

    @Test func thousandsOfSpoiltSamplesAreJudgedAlike() throws {
        let kinds = try Self.kinds()
        let each = 2_600 / kinds.reduce(0) { $0 + $1.samples.count } + 1
        var spoiler = Spoiler(seed: 2_026)
        let cases = kinds.map { kind in
            Case(
                schema: kind.schema.written(),
                records: kind.samples.flatMap { sample in (0..<each).map { _ in spoiler.spoilt(sample) } })
        }
        let counts = try agree(on: cases)
        #expect(counts.valid + counts.invalid >= 2_000)
        #expect(counts.valid >= 500 && counts.invalid >= 1_000, "\(counts)")
    }

    @Test func changedContractsAreReadAlike() throws {
        var spoiler = Spoiler(seed: 612)
        var cases: [Case] = []
        for kind in try Self.kinds() {
            let small = kind.samples.sorted { $0.written().utf8.count < $1.written().utf8.count }.prefix(5)
            for _ in 0..<240 {
                let schema = spoiler.changed(kind.schema)
                // What contracts leave out of JSON Schema is refused when a contract is read: see ContractTests.
                guard (try? Contract(parsing: Array(schema.utf8), file: "")) != nil else { continue }
                let sample = spoiler.noise.pick(Array(small))
                cases.append(Case(schema: schema, records: [sample.written(), spoiler.spoilt(sample)]))
            }
        }
        let counts = try agree(on: cases)
        #expect(cases.count >= 150)
        #expect(counts.valid >= 60 && counts.invalid >= 150, "\(counts)")
    }

    /// The patterns of ECMA-262, where Swift's and Python's own mean something else.
    @Test func patternsMeanTheSame() throws {
        let patterns = [
            #"^.$"#, #"^a.b$"#, #"^.{2}$"#, #"^[.]+$"#, #"^\.$"#, #"^\s$"#, #"^\S+$"#, #"\s\S"#, #"^[a\s]$"#, #"^[^a\s]$"#,
            #"^\v$"#,
            #"^[\v]$"#, #"^\d+$"#, #"^[0-9]{3}$"#, #"^\w+$"#, #"^[^a]$"#, #"^[ -~]*$"#, #"[\]a]"#, #"^\u00e9$"#, #"^é?$"#, #"b$"#,
            #"^$"#,
            #"^(?:a|b)+$"#, #"a{2,3}?b"#, #"^(?=.*[0-9]).{2,4}$"#,
        ]
        let texts = [
            "", "a", "b", "ab", "aab", "aaab", "a\nb", "a\r", "a\r\nb", "a\u{B}b", "a\u{2028}b", "a.b", "x-a", ".", "]", "_", "~",
            "1a", "123",
            "123\n", "\u{661}", "é", "e\u{301}", "\u{1F4A7}", "K", "\u{212A}", "ſ", " ", "\t", "\r\n", "\u{B}", "\u{C}", "\u{1C}",
            "\u{1F}",
            "\u{7F}", "\u{85}", "\u{A0}", "\u{1680}", "\u{180E}", "\u{2000}", "\u{2001}", "\u{2002}", "\u{200A}", "\u{200B}",
            "\u{2028}",
            "\u{2029}", "\u{3000}", "\u{FEFF}",
        ]
        let cases = patterns.map { pattern in
            Case(
                schema:
                    "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"type\": \"string\", \"pattern\": \(Tree.string(pattern).written())}}}",
                records: texts.map { Tree.object([("a", .string($0))]).written() })
        }
        let counts = try agree(on: cases)
        #expect(counts.valid > 150 && counts.invalid > 300, "\(counts)")
    }

    /// Hundreds of patterns made at random, each with texts made of the same characters.
    @Test func patternsMadeAtRandomMeanTheSame() throws {
        var noise = Noise(seed: 614)
        let atoms = [
            "a", "b", "1", "-", ".", #"\d"#, #"\w"#, #"\W"#, #"\D"#, #"\s"#, "[ab]", "[^a]", "[a-c]", #"[\d-]"#, #"[^\w]"#, "é",
            #"\u00e9"#, "[é-ü]", #"\."#, "^", "$", "[_]", "\u{1F4A7}",
        ]
        func made(_ depth: Int) -> String {
            switch noise.next(below: depth > 0 ? 11 : 4) {
            case 0..<4: return noise.pick(atoms)
            case 4, 5: return made(depth - 1) + made(depth - 1)
            case 6: return "(?:\(made(depth - 1))|\(made(depth - 1)))"
            case 7: return "(\(made(depth - 1)))\(noise.pick(["*", "+", "?", "+?", "{2}", "{0,2}", "{1,}", "{0}"]))"
            case 8: return "\(noise.pick(["(?=", "(?!"]))\(made(depth - 1)))"
            case 9: return "^\(made(depth - 1))"
            default: return "\(made(depth - 1))$"
            }
        }
        let characters = ["a", "b", "c", "1", "-", ".", " ", "é", "_", "A", "\u{1F4A7}", "\n", "\u{2028}"]
        let cases = (0..<500).map { _ in
            let pattern = Tree.string(made(4)).written()
            return Case(
                schema:
                    "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"type\": \"string\", \"pattern\": \(pattern)}}}",
                records: (0..<10).map { _ in
                    let text = (0..<noise.next(below: 7)).map { _ in noise.pick(characters) }.joined()
                    return Tree.object([("a", .string(text))]).written()
                })
        }
        let counts = try agree(on: cases)
        #expect(counts.valid > 1_000 && counts.invalid > 1_000, "\(counts)")
    }

    /// Numbers at the edges of what we keep.
    @Test func numbersMeanTheSame() throws {
        let numbers = (Spoiler.numbers + Spoiler.amounts).filter { !$0.contains("\n") }
        let types = [
            "\"type\": \"integer\"", "\"type\": \"number\"", "\"type\": \"number\", \"format\": \"money\"",
            "\"type\": [\"string\", \"number\"], \"format\": \"money\"", "\"type\": \"string\", \"format\": \"money\"",
            "\"type\": \"integer\", \"minimum\": 1.5, \"maximum\": 100.0",
            "\"type\": \"number\", \"minimum\": -0.001, \"maximum\": 1.999",
            "\"type\": \"number\", \"enum\": [1.0, 2.50, 0]", "\"type\": \"integer\", \"const\": 100.0",
        ]
        let cases = types.map { type in
            Case(
                schema: "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\(type)}}}",
                records: numbers.flatMap { [Tree.object([("a", .number($0))]), .object([("a", .string($0))])] }.map {
                    $0.written()
                })
        }
        let counts = try agree(on: cases)
        #expect(counts.valid > 150 && counts.invalid > 300, "\(counts)")
    }

    /// Our verdicts beside those of one run of the judge; where they differ the test fails with both reasons.
    private func agree(on cases: [Case]) throws -> (valid: Int, invalid: Int) {
        var input = ""
        for item in cases {
            input += "schema\t\(item.schema)\n"
            for record in item.records { input += "record\t\(record)\n" }
        }
        // Debian's own Python, which has Debian's jsonschema.
        let judge = try Tool.run("/usr/bin/python3", ["\(Scratch.root)/Tests/Judges/agree.py"], input: Array(input.utf8))
        #expect(judge.status == 0, "python3-jsonschema (Scripts/install-missing): \(judge.errors.suffix(500))")
        var verdicts = judge.text.split(separator: "\n")[...]
        try #require(verdicts.count == cases.reduce(0) { $0 + $1.records.count })
        var valid = 0
        var invalid = 0
        for item in cases {
            let reader = RecordReader(try contract(item.schema))
            reader.isSchemaOnly = true
            var read = Record()
            for record in item.records {
                let theirs = verdicts.removeFirst()
                let ours = reader.read(Array(record.utf8), line: 1, into: &read)
                if (theirs == "valid") != ours.isEmpty {
                    Issue.record(
                        "ours: \(ours.first.map { "invalid \($0)" } ?? "valid"); jsonschema: \(theirs)\n\(record.prefix(300))\n\(item.schema.prefix(300))"
                    )
                }
                if ours.isEmpty { valid += 1 } else { invalid += 1 }
            }
        }
        return (valid, invalid)
    }
}
