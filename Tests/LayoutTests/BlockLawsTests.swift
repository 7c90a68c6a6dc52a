import Fonts
import Pages
import Symbols
import TestKit
import Testing

@testable import Layout

/// Every block type is held to the laws of `Block`, over many widths and heights.
@Suite struct BlockLawsTests {
    private static let widths = [40, 61, 100, 180, 300]
    private static let heights = [5, 12, 24, 25, 37, 60, 100, 170, 400]

    @Test(arguments: Sample.all) func laws(_ sample: Sample) throws {
        let broken = try BlockLaws.broken(by: sample.block(), widths: Self.widths, heights: Self.heights)
        #expect(broken.isEmpty, "\(broken.prefix(5).joined(separator: "; "))")
    }

    /// The checker itself sees each law broken.
    @Test func checkerSeesWhatIsWrong() {
        func laws(_ block: any Block) -> [String] { BlockLaws.broken(by: block, widths: [100], heights: [30]) }
        #expect(laws(Rogue(.tooLarge)).contains { $0.contains("larger than its region") })
        #expect(laws(Rogue(.stray)).contains { $0.contains("lies outside") })
        #expect(laws(Rogue(.stuck)).contains { $0.contains("no progress") })
        #expect(laws(Rogue(.loses)).contains { $0.contains("lost") })
        #expect(laws(Rogue(.repeats)).contains { $0.contains("repeated") })
        #expect(laws(Rogue(.fickle)).contains { $0.contains("another answer") })
        #expect(laws(Rogue(.saysFull)).contains { $0.contains("called full") })
        #expect(laws(Lines("A", 9, 10)) == [])
    }

    /// Trees of blocks three deep that nobody thought of.
    @Test(arguments: 0..<12) func randomTreesKeepTheLaws(_ seed: Int) throws {
        var maker = TreeMaker(seed: UInt64(seed) &* 7_919 &+ 17)
        for round in 0..<40 {
            let tree = try maker.tree(depth: 3)
            let broken = BlockLaws.broken(by: tree, widths: [90, 220], heights: [18, 40, 75, 150, 420])
            #expect(broken == [], "seed \(seed), tree \(round): \(maker.story)")
            if !broken.isEmpty { return }
        }
    }
}

/// One block of each type, and some within others.
struct Sample: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let block: @Sendable () throws -> any Block

    init(_ name: String, _ block: @escaping @Sendable () throws -> any Block) {
        testDescription = name
        self.block = block
    }

    private static let long =
        "The quick brown fox jumps over the lazy dog near the river-bank at noon, and/or later, for a fee of 12.50 dollars."

    private static func apart(_ gap: Int) -> any Block {
        Stack((1...5).map { Stack.Item(Rigid("A\($0)", 30, 9), after: .points(gap)) })
    }

    static let all: [Sample] = leaves + wholes + tables + nests

    private static let leaves: [Sample] = [
        Sample("rigid") { Rigid("A", 40, 30) },
        Sample("lines") { Lines("A", 9, 12) },
        Sample("space") { Space(.points(30)) },
        Sample("rule") { Rule(Stroke(width: .points(6), tint: .black)) },
        Sample("page break") { PageBreak() },
        Sample("paragraph") { try TestParagraphs.paragraph(long) },
        Sample("paragraph, right") { try TestParagraphs.paragraph(long, align: .right) },
        Sample("paragraph, center, no orphans asked") {
            try TestParagraphs.paragraph(long, align: .center, orphans: 1, widows: 1)
        },
        Sample("paragraph, many orphans") { try TestParagraphs.paragraph(long, orphans: 4, widows: 3) },
        Sample("paragraph, empty") { try TestParagraphs.paragraph("") },
        Sample("paragraph, soft hyphens") {
            try TestParagraphs.paragraph("Un\u{AD}be\u{AD}liev\u{AD}able re\u{AD}im\u{AD}burse\u{AD}ment", align: .right)
        },
        Sample("paragraph, odd spaces") {
            try TestParagraphs.paragraph("one \u{200B}two \u{AD}three \u{200B} four- five\u{200B}", align: .right)
        },
        Sample("paragraph, mixed") { try mixed() },
        Sample("paragraph, tabs") { try tabbed() },
        Sample("code line") {
            try CodeLine(Array("0123456789".utf8), style: TestStyles.scan, pitch: Length(hundredths: 720), align: .right)
        },
        Sample("code line, empty") { try CodeLine([], style: TestStyles.scan, pitch: Length(hundredths: 720), align: .left) },
        Sample("matrix") { Matrix(try grid(), side: .points(50), quiet: 4, align: .center, alt: "code") },
        Sample("code line in its band") {
            try CodeLine(
                Array("0123456789".utf8), style: TestStyles.scan, pitch: Length(hundredths: 720), align: .center, hasBand: true)
        },
        Sample("intelligent mail") { BarSymbol(try mail(), flush: false, align: .left, alt: "") },
        Sample("intelligent mail, flush") { BarSymbol(try mail(), flush: true, align: .right, alt: "mail") },
        Sample("code 128") {
            BarSymbol(
                row: try Code128.modules(of: Array("11-000001".utf8)), module: Length(hundredths: 72), height: .points(30),
                quiet: 10,
                caption: nil, align: .center, alt: "account")
        },
        Sample("code 128, its text below") {
            BarSymbol(
                row: try Code128.modules(of: Array("47".utf8)), module: Length(hundredths: 72), height: .points(20), quiet: 0,
                caption: BarSymbol.Caption(
                    try Shaper().word("47, and more than the bars", chain: TestFonts.chain), style: TestStyles.body),
                align: .right, alt: "account")
        },
        Sample("data matrix") {
            Matrix(try DataMatrix.modules(of: Array("11-000001".utf8)), side: .points(40), quiet: 1, align: .right, alt: "piece")
        },
        Sample("picture") {
            PictureBlock(try TestPictures.grey(), size: Size(width: .points(50), height: .points(20)), align: .right, alt: "seal")
        },
        Sample("chart") { try chart(values: [12, 400, 0, 733, -5, 90], caption: "733 gallons") },
        Sample("chart, nothing in it") { try chart(values: [], caption: nil) },
        Sample("chart, only zeros") { try chart(values: [0, 0, 0], caption: "0") },
    ]

    private static let wholes: [Sample] = [
        Sample("stack") {
            Stack([
                .init(Lines("A", 4, 10), before: .points(5), after: .points(8)), .init(Rigid("B", 20, 15), before: .points(3)),
                .init(Space(.points(20))), .init(try TestParagraphs.paragraph(long), before: .points(30), after: .points(2)),
                .init(Lines("C", 3, 10)),
            ])
        },
        Sample("stack, breaks") {
            Stack([
                PageBreak(), Lines("A", 2, 10), PageBreak(), PageBreak(), Lines("B", 3, 10), Space(.points(10)), PageBreak(),
                Rigid("C", 9, 9),
            ])
        },
        Sample("stack, empty") { Stack([any Block]()) },
        Sample("keep") { Keep(Lines("A", 3, 12)) },
        Sample("keep, tall") { Keep(Lines("A", 12, 12)) },
        Sample("keep with next") { KeepWithNext(Rigid("A", 30, 12), gap: .points(3), Lines("B", 8, 12)) },
        Sample("keep with next, head of several lines") { KeepWithNext(Lines("A", 4, 12), gap: .points(3), Lines("B", 5, 12)) },
        Sample("keep with next, no head") {
            KeepWithNext(try TestParagraphs.paragraph(""), gap: .points(3), try TestParagraphs.paragraph(long))
        },
        Sample("keep with next, kept body") { KeepWithNext(Rigid("A", 30, 12), gap: .points(3), Keep(Lines("B", 3, 12))) },
        Sample("box") {
            Box(
                Lines("A", 7, 10), pad: Edges(all: .points(4)), fill: Named.repeated,
                border: Stroke(width: .points(1), tint: Named.repeated),
                minHeight: .points(20))
        },
        Sample("box around nothing") { Box(Space(.zero), border: Stroke(width: .points(1), tint: Named.repeated)) },
        // The same marks in each option, farther apart or closer.
        Sample("first that fits") { FirstFit([apart(20), apart(7), apart(2)]) },
        Sample("first that fits, kept") { FirstFit([Keep(apart(15)), Keep(apart(1))]) },
        Sample("columns") { Columns(Lines("A", 11, 10), count: 2, gap: .points(8)) },
        Sample("columns of text") { Columns(try TestParagraphs.paragraph(long), count: 3, gap: .points(6)) },
        Sample("columns, kept") {
            Columns(Stack([Lines("A", 2, 10), Keep(Lines("B", 3, 10)), Keep(Lines("C", 4, 10))]), count: 2, gap: .zero)
        },
        Sample("roled") { Roled(Lines("A", 5, 10), role: .listItem) },
    ]

    private static let tables: [Sample] = [
        Sample("table") { Table(columns: [.share(1000)], rows: rows(9)) },
        Sample("table, no rows") { Table(columns: [.share(1000)], head: [head], rows: [], foot: [foot]) },
        Sample("table, head and foot") { Table(columns: [.share(1000)], head: [head], rows: rows(9), foot: [foot]) },
        Sample("table, head once") { Table(columns: [.share(1000)], head: [head], rows: rows(9), repeatsHead: false) },
        Sample("table, carry") { Table(columns: [.share(1000)], head: [head], rows: rows(14), foot: [foot], carry: carry) },
        Sample("table, groups") {
            Table(columns: [.share(1000)], head: [head], rows: rows(14) { $0.keepNext = $1 % 4 < 2 }, foot: [foot], carry: carry)
        },
        Sample("table, all kept with next") { Table(columns: [.share(1000)], rows: rows(6) { row, _ in row.keepNext = true }) },
        Sample("table, rows that are cut") {
            Table(columns: [.share(1000), .share(2000)], head: [head], rows: splittable, foot: [foot])
        },
        Sample("table, rows that are cut, carry") {
            Table(columns: [.share(1000), .share(2000)], head: [head], rows: splittable, foot: [foot], carry: carry)
        },
        Sample("table, one row that is cut and a foot") {
            Table(columns: [.share(1000)], rows: [TableRow([Cell(Lines("A", 5, 12))], keep: false)], foot: [foot])
        },
        Sample("table, lines and fills") {
            let line = Stroke(width: .points(1), tint: Named.repeated)
            return Table(
                columns: [.share(1000), .auto, .fixed(.points(20))], gap: .points(2),
                rows: (0..<6).map {
                    TableRow(
                        [
                            Cell(Lines("A\($0)", 2, 6), pad: Edges(all: .points(1)), stand: .bottom),
                            Cell(Rigid("B\($0)", 8, 18), stand: .middle),
                            Cell(Rigid("C\($0)", 4, 4)),
                        ], above: line, below: line, fill: Named.repeated)
                })
        },
        Sample("table, spans") {
            Table(
                columns: [.share(1000), .share(1000), .share(1000)],
                rows: [
                    TableRow([Cell(Rigid("A", 5, 10), span: 2), Cell(Rigid("B", 5, 10))]),
                    TableRow([Cell(Rigid("C", 5, 10), span: 9)]),
                    TableRow([Cell(Rigid("D", 5, 10), span: 0), Cell(Rigid("E", 5, 10)), Cell(Rigid("F", 5, 10))]),
                ])
        },
    ]

    private static let nests: [Sample] = [
        Sample("box in table in columns") {
            Columns(
                Table(
                    columns: [.share(1000)], head: [head],
                    rows: (0..<6).map {
                        TableRow([Cell(Box(Lines("A\($0)", 3, 6), pad: Edges(all: .points(2))))], keep: $0 % 2 == 0)
                    }), count: 2,
                gap: .points(4))
        },
        Sample("table in table") {
            Table(
                columns: [.share(1000), .share(1000)],
                rows: [
                    TableRow(
                        [Cell(Table(columns: [.share(1000)], head: [head], rows: rows(7))), Cell(Lines("X", 4, 12))], keep: false),
                    TableRow([Cell(Lines("Y", 2, 12)), Cell(Rigid("Z", 10, 12))]),
                ])
        },
        Sample("heading, box, stack") {
            Stack([
                KeepWithNext(
                    try TestParagraphs.paragraph("Charges", TestStyles.large), gap: .points(4),
                    Box(Stack([Lines("A", 4, 10), Keep(Lines("B", 2, 10))]), pad: Edges(all: .points(3)))),
                Roled(
                    Columns(Box(Lines("C", 5, 9), minHeight: .points(20)), count: 2, gap: .points(2)),
                    role: .list(isOrdered: false)),
            ])
        },
        Sample("heading of headings") {
            KeepWithNext(
                Rigid("A", 9, 14), gap: .points(2), KeepWithNext(Rigid("B", 9, 10), gap: .points(2), Keep(Lines("C", 3, 10))))
        },
    ]

    private static let head = TableRow([Cell(Rigid("_H", 10, 10))])
    private static let foot = TableRow([Cell(Rigid("F", 10, 8))])
    private static let carry = Carry(
        out: { _ in TableRow([Cell(Rigid("_O", 10, 6))]) }, into: { _ in TableRow([Cell(Rigid("_I", 10, 7))]) })

    private static func rows(_ count: Int, _ change: (inout TableRow, Int) -> Void = { _, _ in }) -> [TableRow] {
        (0..<count).map {
            var row = TableRow([Cell(Rigid("R\($0)", 10, 9 + $0 % 3))])
            change(&row, $0)
            return row
        }
    }

    private static let splittable = (0..<5).map { index in
        TableRow([Cell(Lines("A\(index)", 1 + index, 7)), Cell(Lines("B\(index)", 6 - index, 8))], keep: index == 2)
    }

    private static func mixed() throws -> Paragraph {
        var builder = ParagraphBuilder(shaper: Shaper())
        try builder.add("Pay ", style: TestStyles.body)
        try builder.add("1,234.50 ", style: TestStyles.large)
        try builder.add("by the 3rd, or call the office at Cedar Bluff ", style: TestStyles.bold)
        builder.addLineBreak(style: TestStyles.body)
        builder.addLineBreak(style: TestStyles.body)
        try builder.add("Ωmega office", style: TestStyles.body)
        return builder.paragraph(ParagraphStyle(align: .center), base: TestStyles.body, role: nil)
    }

    private static func tabbed() throws -> Paragraph {
        var builder = ParagraphBuilder(shaper: Shaper())
        for (label, amount) in [("Water", "12.50"), ("Sewer service", "1,208.10"), ("Tax", "3")] {
            try builder.add(label, style: TestStyles.body)
            builder.addTab(TabStop(align: .right, at: nil), style: TestStyles.body)
            try builder.add(amount, style: TestStyles.body)
            builder.addLineBreak(style: TestStyles.body)
        }
        return builder.paragraph(ParagraphStyle(), base: TestStyles.body, role: nil)
    }

    static func grid() throws -> BitGrid { try QREncoder().encode(Array("HTTPS://EXAMPLE.COM".utf8), level: .m) }

    static func mail() throws -> [IntelligentMail.Bar] {
        try IntelligentMail(Array("0123456709498765432101234567891".utf8)).bars()
    }

    static func chart(values: [Int], caption: String?) throws -> Chart {
        let shaper = Shaper()
        func word(_ text: String) throws -> Word { try shaper.word(text, chain: TestFonts.chain) }
        let columns = try values.enumerated().map { index, value in
            Chart.Column(
                value: value, label: try word("M\(index)"), caption: try caption.map(word),
                emphasis: [.plain, .accent, .outlined][index % 3])
        }
        let line = Stroke(width: Length(hundredths: 25), tint: Tint(rgb: 0xCCCCCC))
        return try Chart(
            columns: columns, height: .points(80), style: TestStyles.style(TestFonts.chain, 5, leading: 6),
            colors: .init(bar: Tint(rgb: 0x808080), accent: .black, line: line), alt: "use", showsLines: true
        ) { try word("\($0)") }
    }
}

/// Blocks that break one law each, so that the checker is checked.
private struct Rogue: Block {
    enum Fault { case tooLarge, stray, stuck, loses, repeats, fickle, saysFull }
    let fault: Fault

    init(_ fault: Fault) { self.fault = fault }

    var naturalWidth: Length { .zero }

    func fit(into region: Region) -> Fit {
        let isEndless = region.height == .endless
        let size = Size(width: .points(10), height: .points(10))
        func frame(_ count: Int) -> Frame {
            Frame(
                size: Size(width: .points(10), height: .points(20)),
                marks: (0..<count).map { _ in Placed(.fill(size, .black), at: .zero) })
        }
        switch fault {
        case .tooLarge: return .whole(Frame(size: Size(width: region.width + .points(1), height: .points(1))))
        case .stray: return .whole(Frame(size: .zero, marks: [Placed(.fill(size, .black), at: .zero)]))
        case .stuck: return isEndless ? .whole(frame(1)) : .part(frame(0), rest: self)
        case .loses: return .whole(frame(isEndless ? 3 : 1))
        case .repeats: return .whole(frame(isEndless ? 1 : 2))
        case .fickle: return .whole(frame(Fickle.next()))
        case .saysFull: return .none(.full)
        }
    }

    private enum Fickle {
        nonisolated(unsafe) private static var count = 0
        static func next() -> Int {
            count += 1
            return count
        }
    }
}
