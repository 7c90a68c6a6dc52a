import TestKit
import Testing
import Texts

@testable import Records

/// A large file whose bad rows are known, and Python's reading of small ones.
@Suite struct CSVLargeTests {
    private struct Made {
        var bytes: [UInt8] = []
        var badLines: [Int] = []
        var rows = 0
        var cents = 0
        var characters = 0
    }

    /// Rows of `id,amount,text`, of which some are bad in each way that there is.
    private static func file(rows: Int) -> Made {
        var noise = Noise(seed: 4180)
        var made = Made()
        var line = 2
        made.bytes = Array("id,amount,text\r\n".utf8)
        for row in 0..<rows {
            let cents = noise.next(below: 100_000)
            let amount = "\(cents / 100).\(cents % 100 / 10)\(cents % 10)"
            var text: String
            var lines = 1
            var isGood = false
            switch row % 40_000 == 7 ? -1 : noise.next(below: 200) {
            case -1:
                text =
                    row % 80_000 == 7
                    ? String(repeating: "x", count: 1 << 20) : "\"" + String(repeating: "y\n", count: 1 << 19) + "\""
                if row % 80_000 != 7 { lines += 1 << 19 }
                isGood = true
            case 0: text = "too,many"
            case 1: text = "N\u{0}UL"
            case 2: text = "\"behind\" the quote"
            case 3: text = "with\"in"
            case 4: text = "\"never closed"
            case 5:
                text = "\"ragged, and\non two lines\",x"
                lines += 1
            case 6..<40:
                text = "\"Service, \"\"water\"\"\""
                isGood = true
            case 40..<60:
                text = "\"two\r\nlines\""
                lines += 1
                isGood = true
            case 60..<70:
                text = ""
                isGood = true
            default:
                text = "Basic charge of é \(row)"
                isGood = true
            }
            made.bytes += Array("\(row),\(amount),\(text)\(row % 3 == 0 ? "\r\n" : "\n")".utf8)
            if isGood {
                made.rows += 1
                made.cents += cents
                let content = text.hasPrefix("\"") ? String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"") : text
                made.characters += content.utf8.count
            } else {
                made.badLines.append(line)
            }
            line += lines
        }
        return made
    }

    private func check(_ made: Made, _ reader: CSVReader) throws {
        var rows = 0
        var cents = 0
        var characters = 0
        var badLines: [Int] = []
        reading: while true {
            switch try reader.next() {
            case .row:
                rows += 1
                cents += Int(try Money.parse(UnsafeRawBufferPointer(reader.row[1])).cents)
                characters += reader.row[2].count
            case .fault(let fault): badLines.append(fault.line)
            case .trailer: Issue.record("a trailer")
            case .end: break reading
            }
        }
        #expect(rows == made.rows && cents == made.cents && characters == made.characters)
        #expect(badLines == made.badLines, "\(badLines.count) of \(made.badLines.count)")
        // flat: a row of 1 MB, and not more than doubled twice
        #expect(reader.window.capacity <= 8 << 20)
        #expect(reader.bytesRead == Int64(made.bytes.count))
    }

    @Test func exactlyTheBadRowsOfALargeFileAreNamed() throws {
        let made = Self.file(rows: 200_000)
        #expect(made.badLines.count > 5_000)
        for piece in [1 << 18, 4_093, 65_537] { try check(made, CSVReader(bytes: made.bytes, piece: piece)) }
    }

    /// What would be quadratic: every line opens a quote, or closes one, or is as long as a row can be.
    @Test(arguments: ["\"", "\"x\n", "x,\"\n", "\"\"\"\n", "\"\n\n", "x\"", "\",\"\n", ",\"\"\"\n"])
    func hostileLinesTakeNoLonger(_ line: String) throws {
        let bytes = Array(("a,b\n" + String(repeating: line, count: 400_000 / line.utf8.count)).utf8)
        let reader = CSVReader(bytes: bytes, rowLimit: 100_000)
        var steps = 0
        let clock = ContinuousClock()
        let time = try clock.measure {
            while true {
                if case .end = try reader.next() { break }
                steps += 1
            }
        }
        #expect(steps <= bytes.count && time < .seconds(20), "\(steps) steps in \(time)")
    }

    /// Python's csv module reads the same from files that are well formed.
    @Test func pythonReadsTheSame() throws {
        var noise = Noise(seed: 20)
        let cells = [
            "", "a", "é", "1,5", "\"", "\"\"", "x\ny", "\r\n", "\n", " ", " b ", "a\tb", "'", "“", ";", "\\", "\",\"", "Zürich 8",
        ]
        let delimiters = [",", ";", "|"]
        var files: [(text: String, delimiter: String)] = []
        for _ in 0..<400 {
            let columns = noise.next(below: 4) + 1
            let delimiter = noise.pick(delimiters)
            let end = noise.pick(["\n", "\r\n"])
            var text = noise.next(below: 4) == 0 ? "\u{FEFF}" : ""
            text += (0..<columns).map { "c\($0)" }.joined(separator: delimiter) + end
            for _ in 0..<noise.next(below: 8) {
                let row = (0..<columns).map { _ -> String in
                    let cell = noise.pick(cells) + noise.pick(cells)
                    let mustQuote = cell.utf8.contains { $0 < 0x20 || $0 == 0x22 } || cell.contains(delimiter)
                    guard mustQuote || noise.next(below: 3) == 0 else { return cell }
                    return "\"\(cell.replacing("\"", with: "\"\""))\""
                }
                let line = row.joined(separator: delimiter)
                // which of them are blank is said elsewhere
                if !line.utf8.allSatisfy({ $0 == 0x20 }) { text += line + end }
            }
            if noise.next(below: 3) == 0, text.hasSuffix(end) { text.unicodeScalars.removeLast(end.unicodeScalars.count) }
            files.append((text, delimiter))
        }
        let scratch = try Scratch()
        for (i, file) in files.enumerated() { try scratch.write(file.text, "\(i).csv") }
        let script = """
            import csv, json, sys
            for i, delimiter in enumerate(sys.argv[1]):
                with open(f"{i}.csv", newline="", encoding="utf-8-sig") as file:
                    rows = [row for row in csv.reader(file, delimiter=delimiter, strict=True) if row]
                sys.stdout.buffer.write((json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\\n").encode())
            """
        let judge = try Tool.run("/usr/bin/python3", ["-c", script, files.map(\.delimiter).joined()], in: scratch.path)
        #expect(judge.status == 0, "\(judge.errors)")
        let verdicts = judge.text.split(separator: "\n")
        try #require(verdicts.count == files.count)
        for (file, verdict) in zip(files, verdicts) {
            let reader = CSVReader(
                bytes: Array(file.text.utf8), piece: 5, dialect: CSVReaderTests.dialect(delimiter: Character(file.delimiter)))
            #expect(try reader.readHeader() == [])
            var rows = [json(reader.columns)]
            while case .row = try reader.next() { rows.append(json((0..<reader.row.count).map { reader.row.text($0) })) }
            #expect("[\(rows.joined(separator: ","))]" == verdict, "\(file.text)")
        }
    }

    private func json(_ texts: [String]) -> String { "[\(texts.map(JSONText.quoted).joined(separator: ","))]" }
}
