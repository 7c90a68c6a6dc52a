import Fonts
import Pages
import Symbols
import TestKit
import Testing

@testable import Layout

/// Where each block puts what it holds.
@Suite struct BlockPlaceTests {
    @Test func theLargerOfTwoSpacesStandsBetween() {
        let stack = Stack([
            .init(Rigid("A", 10, 10), before: .points(9), after: .points(4)),
            .init(Rigid("B", 10, 10), before: .points(6), after: .points(8)),
            .init(Rigid("C", 10, 10), before: .points(2), after: .points(9)),
        ])
        #expect(Flow(stack, 100, 100).places == ["1 A 0,0 10×10", "1 B 0,16 10×10", "1 C 0,34 10×10"])
        #expect(Flow(stack, 100, 100).heights == ["44"], "no space at the top nor at the end")
        #expect(
            Flow(stack, 100, 43).places == ["1 A 0,0 10×10", "1 B 0,16 10×10", "2 C 0,0 10×10"],
            "none at the top of the next page")
    }

    @Test func nothingBetweenTwoBlocksAsksForNoSpaceTwice() throws {
        let stack = Stack([
            .init(Rigid("A", 10, 10), after: .points(4)),
            .init(try TestParagraphs.paragraph(""), before: .points(50), after: .points(50)),
            .init(Rigid("B", 10, 10)),
        ])
        #expect(Flow(stack, 100, 100).places == ["1 A 0,0 10×10", "1 B 0,14 10×10"])
    }

    @Test func keptTogetherGoesToTheNextPage() {
        let stack = Stack([Rigid("R", 9, 30), Keep(Lines("A", 3, 10))])
        #expect(Flow(stack, 100, 60).names == [["R", "A1", "A2", "A3"]])
        #expect(Flow(stack, 100, 59).names == [["R"], ["A1", "A2", "A3"]])
        #expect(Flow(stack, 100, 29).failure != nil)
        #expect(
            Flow(Keep(Lines("A", 3, 10)), 100, 29).failure?.description == "what is kept together is taller than an empty page")
    }

    @Test func aHeadingNeverEndsAPage() {
        let stack = Stack([Rigid("R", 9, 30), KeepWithNext(Rigid("H", 9, 10), gap: .points(2), Lines("A", 3, 10))])
        #expect(Flow(stack, 100, 52).names == [["R", "H", "A1"], ["A2", "A3"]])
        #expect(Flow(stack, 100, 51).names == [["R"], ["H", "A1", "A2", "A3"]])
        #expect(Flow(stack, 100, 51).places.suffix(2) == ["2 A2 0,22 100×10", "2 A3 0,32 100×10"])
    }

    @Test func aHeadTallerThanThePageKeepsItsBody() {
        let next = KeepWithNext(Lines("H", 5, 10), gap: .zero, Lines("A", 2, 10))
        #expect(Flow(next, 100, 30).names == [["H1", "H2", "H3"], ["H4", "H5", "A1"], ["A2"]])
    }

    @Test func anEmptyHeadIsAsIfItWereNotThere() throws {
        let next = KeepWithNext(try TestParagraphs.paragraph(""), gap: .points(5), Rigid("A", 10, 20))
        #expect(Flow(next, 100, 20).places == ["1 A 0,0 10×20"])
        #expect(Flow(next, 100, 19).failure?.description == "a rigid block is taller than its room")
    }

    @Test func aBoxPadsGroundsAndBorders() {
        let pad = Edges(top: .points(1), right: .points(2), bottom: .points(3), left: .points(4))
        let box = Box(
            Rigid("A", 10, 10), pad: pad, fill: Named.tint("G"), border: Stroke(width: .points(2), tint: .black),
            minHeight: .points(30))
        #expect(Flow(box, 50, 100).places == ["1 G 0,0 50×30", "1 outline 1,1 48×28", "1 A 4,1 10×10"])
        #expect(box.naturalWidth == .points(16))
    }

    @Test func aCutBoxHasItsGroundOnBothPages() {
        let box = Box(Lines("A", 5, 10), pad: Edges(all: .points(5)), fill: Named.tint("G"), minHeight: .points(40))
        #expect(Flow(box, 50, 40).names == [["G", "A1", "A2", "A3"], ["G", "A4", "A5"]])
        #expect(Flow(box, 50, 40).heights == ["40", "30"], "the least height is the first piece's")
        #expect(Flow(box, 50, 39).failure != nil)
    }

    @Test func columnsFillFromLeftToRight() {
        let columns = Columns(Lines("A", 5, 10), count: 2, gap: .points(10))
        #expect(
            Flow(columns, 110, 20).places == [
                "1 A1 0,0 50×10", "1 A2 0,10 50×10", "1 A3 60,0 50×10", "1 A4 60,10 50×10", "2 A5 0,0 50×10",
            ])
        #expect(Flow(columns, 10, 20).failure?.description == "the gaps between columns are wider than the region")
    }

    @Test func columnsLowOnAPageTearNothingApartThatANewPageWouldHold() {
        // 25 pt are left: the second column must not take the heading alone.
        let flow = Stack([Lines("A", 2, 10), KeepWithNext(Rigid("H", 5, 20), gap: .zero, Rigid("B", 5, 20))])
        let stack = Stack([Rigid("R", 9, 75), Columns(flow, count: 2, gap: .zero)])
        #expect(Flow(stack, 100, 100).names == [["R", "A1", "A2"], ["H", "B"]])
    }

    @Test func codeStandsAtAnExactPitch() throws {
        let pitch = Length(hundredths: 720)
        let line = try CodeLine(
            Array("0123456789012345678901234567890123456789".utf8), style: TestStyles.scan, pitch: pitch, align: .left)
        let face = TestFonts.face(TestFonts.scanLine)
        var reached = 0
        for (index, glyph) in line.shaped.glyphs.enumerated() {
            reached += Int(glyph.advance)
            let wanted = Double(pitch.hundredths) * Double(index + 1)
            let got = Double(reached) * 1_000 / Double(face.unitsPerEm)
            #expect(abs(got - wanted) < 1, "no rounding adds up")
        }
        #expect(line.naturalWidth == pitch * 40)
        #expect(Flow(line, 287, 50).failure?.description == "a code of 40 characters is 288 pt wide; its room has 287 pt")
        #expect(throws: MissingGlyph.self) { try CodeLine(Array("水".utf8), style: TestStyles.scan, pitch: pitch, align: .left) }
    }

    @Test func aSymbolHasItsQuietZone() {
        let grid = BitGrid(width: 25, height: 25) { x, y in (x + y) % 2 == 0 }
        let matrix = Matrix(grid, side: .points(50), quiet: 4, alt: "code")
        #expect(matrix.outerSide == .points(66))
        #expect(Flow(matrix, 66, 66).isWhole)
        #expect(Flow(matrix, 65, 66).failure?.description == "a barcode with its quiet zone is 66 pt wide; its room has 65 pt")
        #expect(Flow(matrix, 66, 65).failure?.description == "a barcode with its quiet zone is taller than its room")
        guard case .modules(_, let side)? = Places.marks(of: Flow(matrix, 66, 66).frames[0]).first?.mark else {
            Issue.record("no modules")
            return
        }
        #expect(side == .points(50))
    }

    // MARK: Bars

    private static func bars(of block: any Block, in width: Int = 400) -> (frame: Frame, bars: [Bar]) {
        let frame = Flow(block, width, 100).frames[0]
        let bars = Places.marks(of: frame).flatMap { placed -> [Bar] in
            guard case .bars(let bars, _) = placed.mark else { return [] }
            return bars.map { Bar(origin: $0.origin + placed.at, size: $0.size) }
        }
        return (frame, bars)
    }

    /// Thousandths of an inch, rounded.
    private static func mils(_ length: Length) -> Int { (Int(length.hundredths) * 1000 + 3600) / 7200 }

    @Test func intelligentMailIsDrawnToTheSpecification() throws {
        let mail = try Sample.mail()
        #expect(String(mail.map(\.rawValue)) == "AADTFFDFTDADTAADAATFDTDDAAADDTDTTDAFADADDDTFFFDDTTTADFAAADFTDAADA")
        let (frame, bars) = Self.bars(of: BarSymbol(mail, flush: false, align: .left, alt: ""))
        try #require(bars.count == 65)
        // 9 + 210.89 + 9 by 2.02 + 10.44 + 2.02 pt.
        #expect(frame.size == Size(width: .points(400), height: Length(hundredths: 1448)))
        #expect(bars[0].origin.x == .points(9) && bars[64].right == Length(hundredths: 21_989))
        let top = Length(hundredths: 202)
        for (bar, extent) in zip(bars, mail) {
            #expect(bar.size.width == Length(hundredths: 144))
            let (y, height): (Int, Int)
            switch extent {
            case .full: (y, height) = (0, 1044)
            case .ascender: (y, height) = (0, 695)
            case .descender: (y, height) = (349, 695)
            case .tracker: (y, height) = (349, 346)
            }
            #expect(bar.origin.y == top + Length(hundredths: y) && bar.size.height == Length(hundredths: height))
        }
        // USPS-B-3200, 2.3.1, in thousandths of an inch.
        #expect([144, 1044, 346, 695].map { Self.mils(Length(hundredths: $0)) } == [20, 145, 48, 97])
        // From every bar to every other: 22 bars an inch, and no rounding adds up.
        for (one, first) in bars.enumerated() {
            for (other, second) in bars.enumerated() where other > one {
                let got = Int(second.origin.x.hundredths - first.origin.x.hundredths) * 22
                #expect(abs(got - 7200 * (other - one)) <= 22, "\(one) to \(other)")
            }
        }
    }

    @Test func intelligentMailStandsFlushWhereItIsAsked() throws {
        let (frame, bars) = Self.bars(of: BarSymbol(try Sample.mail(), flush: true, align: .left, alt: ""))
        #expect(bars[0].origin == Point(x: .zero, y: Length(hundredths: 202)), "above and below the zone is always its own")
        #expect(frame.size.height == Length(hundredths: 1448))
        let right = Self.bars(of: BarSymbol(try Sample.mail(), flush: true, align: .right, alt: "")).bars
        #expect(right[64].right == .points(400))
        #expect(Flow(BarSymbol(try Sample.mail(), flush: true, align: .left, alt: ""), 211, 15).isWhole)
        let clear = BarSymbol(try Sample.mail(), flush: false, align: .left, alt: "")
        #expect(
            Flow(clear, 228, 15).failure?.description == "a barcode with its clear zone is 228.89 pt wide; its room has 228 pt")
        #expect(Flow(clear, 229, 15).isWhole && !Flow(clear, 229, 14).isWhole)
        #expect(Flow(clear, 229, 14).failure?.description == "a barcode with its clear zone is taller than its room")
    }

    @Test func code128IsItsModulesWithTheirQuietZone() throws {
        let grid = try Code128.modules(of: Array("11-000001".utf8))
        let module = Length(hundredths: 72)
        let symbol = BarSymbol(row: grid, module: module, height: .points(30), quiet: 10, caption: nil, align: .left, alt: "x")
        let (frame, bars) = Self.bars(of: symbol)
        #expect(
            symbol.outerSize == Size(width: module * (grid.width + 20), height: .points(30)) && frame.size.height == .points(30))
        #expect(bars.first?.origin.x == module * 10 && bars.last?.right == module * (grid.width + 10))
        // Every dark module lies in one bar, and no light one does.
        for x in 0..<grid.width {
            let middle = module * (x + 10) + module / 2
            #expect(bars.filter { $0.origin.x < middle && middle < $0.right }.count == (grid[x, 0] ? 1 : 0))
        }
    }

    @Test func aScanLineStandsInTheMiddleOfItsBand() throws {
        let style = TestStyles.style(TestFonts.scanChain, 10, leading: 12)
        let face = TestFonts.face(TestFonts.scanLine)
        let line = try CodeLine(Array("0123".utf8), style: style, pitch: Length(hundredths: 720), align: .right, hasBand: true)
        let frame = Flow(line, 200, 100).frames[0]
        #expect(frame.size.height == .points(45), "5/8 in")
        guard let placed = Places.marks(of: frame).first else {
            Issue.record("nothing is drawn")
            return
        }
        let ink = face.scaled(face.capHeight, at: .points(10))
        #expect(ink > .points(6) && ink < .points(9), "\(ink)")
        #expect(placed.at.y - ink >= .points(18) && frame.size.height - placed.at.y >= .points(18), "1/4 in above and below")
        #expect(Flow(line, 200, 45).isWhole)
        #expect(Flow(line, 200, 44).failure?.description == "a code line with its clear band is taller than its room")
        // Type so large that 1/4 in on both sides are more than 5/8 in.
        let large = try CodeLine(
            Array("0".utf8), style: TestStyles.style(TestFonts.scanChain, 20, leading: 24), pitch: .points(15), align: .left,
            hasBand: true)
        #expect(Flow(large, 200, 100).frames[0].size.height == face.scaled(face.capHeight, at: .points(20)) + .points(36))
    }

    @Test(arguments: [1, 2, 3, 4, 7, 10, 99, 100, 101, 999, 4_312, 123_456, 1 << 40, Int.max - 1, Int.max])
    func ticksAreThreeEvenStepsThatReachTheTop(_ top: Int) {
        let ticks = Chart.ticks(upTo: top)
        #expect(ticks.last! >= top)
        guard top < 1 << 50 else { return }
        #expect(ticks.count == 3 && ticks[1] == 2 * ticks[0] && ticks[2] == 3 * ticks[0])
        #expect(ticks[0] <= 4 * max(1, top / 3 + 1), "the chart is not mostly empty")
    }

    @Test func barsStandInProportionEvenForHugeValues() throws {
        for top in [400, 400_000_000_000_000_000] {
            let chart = try Sample.chart(values: [top, top / 2, 0], caption: nil)
            let flow = Flow(chart, 200, 100)
            let heights = Places.marks(of: flow.frames[0]).flatMap { placed -> [Int] in
                switch placed.mark {
                case .bars(let bars, _): bars.map { Int($0.size.height.hundredths) }
                default: []
                }
            }
            #expect(heights.count == 2 && abs(heights[0] - 2 * heights[1]) <= 2, "\(heights)")
        }
    }

    @Test func aChartInTooSmallARegionSaysSo() throws {
        let chart = try Sample.chart(values: [1, 2], caption: nil)
        #expect(Flow(chart, 200, 79).failure?.description == "a chart is taller than its room")
        #expect(
            Flow(chart, 3, 100).failure?.description == "a chart of 3 × 80 pt is too small for its labels, which take 7.49 × 6 pt"
        )
    }
}
