import Foundation
import TestKit
import Testing

/// Sheets as the program prints them, cut by the marks that are on them.
@Suite struct ImposeTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write(
            """
            <document kind="tag" version="1">
              <fonts><font name="body" files="SourceSansPro-Regular"/></fonts>
              <styles><style name="p" font="body" size="14pt"/></styles>
              <page name="tag" use="only" size="SIZE"><body x="0.5in" y="2in" w="2.5in" h="1in"/></page>
              <flow><p>TAG{number}</p></flow>
            </document>
            """, "tag.xml")
        try scratch.write(
            #"{"type": "object", "additionalProperties": false, "required": ["number"], "x-document": {"account": "number"}, "properties": {"number": {"type": "integer"}}}"#,
            "t/tag/data.schema.json")
    }

    private func impose(_ size: String, on sheet: String, _ count: Int, _ more: [String] = []) throws -> Tool.Result {
        try scratch.write(try scratch.text("tag.xml").replacing("SIZE", with: size), "t/tag/tag.xml")
        let records = (0..<count).map { "{\"number\": \($0)}" }.joined(separator: "\n")
        return try Program.run(
            [
                "render", "tag", "--templates", scratch.path("t"), "--fonts", "\(Scratch.root)/Fonts", "--data", "-", "-o",
                scratch.path("out.pdf"), "--impose", sheet,
            ] + more, input: Array(records.utf8))
    }

    /// The pieces of each sheet, from left to right and from top to bottom, cut where the marks say: the tag's number, or nil.
    private func cut() throws -> [[Int?]] {
        let trace = try Tool.run("mutool", ["trace", scratch.path("out.pdf")]).text
        let words = try Tool.run("pdftotext", ["-bbox", scratch.path("out.pdf"), "-"]).text
        let traced = trace.components(separatedBy: "<page ").dropFirst()
        let bounded = words.components(separatedBy: "<page ").dropFirst()
        #expect(traced.count == bounded.count)
        return try zip(traced, bounded).map { page, text in
            let box = try #require(text.firstMatch(of: #/width="([\d.]+)" height="([\d.]+)"/#))
            let (width, height) = (try #require(Double(box.1)), try #require(Double(box.2)))
            // The marks are lines of two points; in the trace y grows upwards or the matrix turns it: only x and y as cuts count.
            var xs: Set<Double> = [0, width]
            var ys: Set<Double> = [0, height]
            for path in page.components(separatedBy: "<stroke_path").dropFirst() {
                let matrix = try #require(
                    path.firstMatch(of: #/transform="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"/#))
                let (sy, oy) = (try #require(Double(matrix.4)), try #require(Double(matrix.6)))
                let points = path.matches(of: #/<(?:move|line)to x="([-\d.]+)" y="([-\d.]+)"/#).map {
                    (x: Double($0.1) ?? 0, y: (Double($0.2) ?? 0) * sy + oy)
                }
                guard points.count == 2 else { continue }
                if points[0].x == points[1].x { xs.insert((points[0].x * 100).rounded() / 100) }
                if abs(points[0].y - points[1].y) < 0.001 { ys.insert((points[0].y * 100).rounded() / 100) }
            }
            let found = text.matches(of: #/<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>TAG(\d+)</#).map {
                (x: Double($0.1) ?? 0, y: Double($0.2) ?? 0, number: Int($0.3))
            }
            let (columns, rows) = (xs.sorted(), ys.sorted())
            return zip(rows, rows.dropFirst()).flatMap { top, bottom in
                zip(columns, columns.dropFirst()).map { left, right in
                    let here = found.filter { $0.x > left && $0.x < right && $0.y > top && $0.y < bottom }
                    #expect(here.count <= 1, "a piece holds one tag")
                    return here.first?.number
                }
            }
        }
    }

    /// Sizes of pages and sheets, with how many pages a sheet holds and how many pieces the cuts make of it.
    private static let jobs: [(page: String, sheet: String, slots: Int)] = [
        ("4.25in 11in", "letter", 2), ("3.5in 8.5in", "letter", 3), ("4.25in 14in", "legal", 2), ("4.25in 11in", "tabloid", 4),
        ("3.5in 8.5in", "tabloid", 6),
    ]

    @Test(arguments: 1...50) func cutAndStackedTheyLieInOrder(_ count: Int) throws {
        for (page, sheet, slots) in Self.jobs {
            let result = try impose(page, on: sheet, count)
            #expect(result.status == 0, "\(result.errors)")
            let sheets = try cut()
            #expect(sheets.count == (count + slots - 1) / slots, "\(count) of \(page) on \(sheet)")
            // Pieces that hold a tag on the first sheet are the slots; waste at the edges holds none.
            let pieces = sheets[0].indices.filter { index in sheets.contains { $0[index] != nil } }
            let stacked = pieces.flatMap { piece in sheets.map { $0[piece] } }
            #expect(stacked.prefix(count).map { $0 ?? -1 } == Array(0..<count), "\(count) of \(page) on \(sheet)")
            #expect(stacked.dropFirst(count).allSatisfy { $0 == nil }, "blanks come last")
        }
    }

    @Test func whatDoesNotGoOnTheSheetIsSetAside() throws {
        let large = try impose("9in 12in", on: "letter", 2)
        #expect(
            large.status == 3 && large.errors.contains("a page of 648 × 864 pt does not go on a sheet of 612 × 792 pt"),
            "\(large)")
        #expect(!scratch.files.contains("out.pdf"))
        let unknown = try impose("4.25in 11in", on: "leter", 1)
        #expect(unknown.status == 1 && unknown.errors.contains("--impose"))
        let each = try impose("4.25in 11in", on: "letter", 1, ["--each"])
        #expect(each.status == 1 && each.errors.contains("--impose puts the pages of all records on sheets"))
    }

    @Test func sheetsAreNoDocuments() throws {
        let json = try impose("4.25in 11in", on: "letter", 5, ["--json"])
        #expect(json.text.hasPrefix("{\"documents\":5,\"pages\":5,") && json.text.contains("\"documents\":0,\"pages\":3,"))
        let dump = try impose("4.25in 11in", on: "letter", 1, ["--dump"])
        #expect(dump.status == 1 && dump.errors.contains("--dump writes the pages as they are"))
    }

    @Test func theSummaryTellsHowToStack() throws {
        let result = try impose("4.25in 11in", on: "letter", 5)
        #expect(result.text.contains("out.pdf: 3 sheets, "), "\(result.text)")
        #expect(
            result.text.hasSuffix(
                "5 pages, 2 a sheet, 3 sheets: cut, and lay the piles one below the other, from the first slot on\n"),
            "\(result.text)")
    }
}
