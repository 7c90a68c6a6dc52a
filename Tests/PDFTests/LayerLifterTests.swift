import Foundation
import Fonts
import Layout
import Pages
import TestKit
import Testing

@testable import PDF

@Suite struct LayerLifterTests {
    private static let line = Stroke(width: .points(3), tint: Tint(rgb: 0xCC2200))

    /// A region with static and bound text, lines, grounds, bars that lines lie on, and a picture with text and ground on it.
    private func region() throws -> Frame {
        let head = TableRow(
            [Cell(try Draft.staticText("Service")), Cell(try Draft.staticText("Amount"))], below: Self.line,
            fill: Tint(rgb: 0xDDDDEE))
        let rows = try ["Water", "Sewer", "Tax"].map {
            TableRow(
                [Cell(try Draft.staticText($0)), Cell(try TestParagraphs.paragraph("12.50"))],
                below: Stroke(width: .points(1), tint: .black))
        }
        let chart = try Chart(
            columns: [12, 30, 21].map { Chart.Column(value: $0, label: try TestParagraphs.word("M"), emphasis: .accent) },
            height: .points(90),
            style: TestStyles.body, colors: .init(bar: .black, accent: Tint(rgb: 0x22AAEE), line: Self.line), alt: "use",
            showsLines: true
        ) { try TestParagraphs.word("\($0)") }
        let stack = Stack([
            .init(try Draft.staticText("Account number", TestStyles.large), after: .points(5)),
            .init(Table(columns: [.share(1000), .share(1000)], head: [head], rows: rows), after: .points(5)),
            .init(Box(chart, pad: Edges(all: .points(3)), border: Self.line)),
        ])
        var frame = Draft.frame(stack)
        let at = Point(x: .points(100), y: .points(300))
        let size = Size(width: .points(80), height: .points(60))
        frame.place(.picture(try TestPictures.grey(), size), at: at)
        frame.place(
            .fill(Size(width: .points(40), height: .points(100)), Tint(rgb: 0xFFEE88)),
            at: at + Point(x: .points(20), y: .points(20)))
        for mark in Places.marks(of: Draft.frame(try Draft.staticText("on the ground"))) {
            frame.place(mark.mark, at: mark.at + at + Point(x: .points(25), y: .points(90)))
        }
        frame.place(.rule(to: Point(x: .points(90), y: .points(70)), Self.line), at: at)
        frame.size.height = .points(500)
        return frame
    }

    private func page(_ role: Role?) throws -> Page {
        var frame = try region()
        frame.role = role
        return Draft.page(frame)
    }

    @Test func aLiftedLayerLooksAsIfItWereNotLifted() throws {
        let lifted = try Draft.bytes([page(.region(Label("bill")))])
        let plain = try Draft.bytes([page(nil)])
        #expect(Draft.content(try page(.region(Label("bill")))).contains(" Do\n"))
        #expect(!String(decoding: plain, as: UTF8.self).contains("/Subtype/Form"))
        #expect(String(decoding: lifted, as: UTF8.self).contains("/Subtype/Form"))
        #expect(try OutsideTool.pictures(of: lifted, dpi: 150) == OutsideTool.pictures(of: plain, dpi: 150))
    }

    private func stamp(_ frame: Frame) -> Stamp? {
        for placed in LayerLifter().lift(frame).marks {
            if case .stamp(let stamp) = placed.mark { return stamp }
        }
        return nil
    }

    @Test func theIdDependsOnWhatIsShownAlone() throws {
        let one = try #require(stamp(region()))
        let other = try #require(stamp(region()))
        #expect(one !== other && one.id == other.id)
        var moved = try region()
        moved.marks[0].at.x = moved.marks[0].at.x + Length(hundredths: 1)
        #expect(stamp(moved)?.id != one.id)
        var wider = try region()
        wider.size.width = wider.size.width + .points(1)
        #expect(stamp(wider)?.id != one.id)
    }

    @Test func otherGlyphsForOneTextAreAnotherStamp() throws {
        func frame(_ glyph: Character) throws -> Frame {
            var frame = Frame(size: .letter)
            for row in 0..<5 {
                let shaped = try TestParagraphs.word("\(glyph)").runs[0]
                let named = Shaped(
                    face: shaped.face, unitsPerEm: shaped.unitsPerEm, glyphs: shaped.glyphs, advance: 497, text: Array("7".utf8),
                    pattern: .plain,
                    isStatic: true)
                frame.place(.glyphs(GlyphRun(named, size: .points(10), tint: .black)), at: Point(x: .zero, y: .points(20 * row)))
            }
            return frame
        }
        #expect(try stamp(frame("7"))?.id != stamp(frame("8"))?.id)
    }

    @Test func oneLifterKnowsALayerAgain() throws {
        let lifter = LayerLifter()
        let region = try region()
        func stamp() -> Stamp? {
            if case .stamp(let stamp)? = lifter.lift(region).marks.first?.mark { return stamp }
            return nil
        }
        #expect(stamp() != nil && stamp() === stamp())
    }

    @Test func boundTextIsNotLifted() throws {
        let layer = try #require(stamp(region()))
        #expect(!Places.texts(of: layer.frame).contains("12.50"))
        #expect(Places.texts(of: layer.frame).contains("Account number"))
    }

    @Test func aFewMarksAreNotWorthAStamp() {
        var frame = Frame(size: .letter)
        for row in 0..<3 {
            frame.place(.fill(Size(width: .points(5), height: .points(5)), .black), at: Point(x: .zero, y: .points(10 * row)))
        }
        #expect(stamp(frame) == nil)
        frame.place(.fill(Size(width: .points(5), height: .points(5)), .black), at: Point(x: .zero, y: .points(50)))
        #expect(stamp(frame) != nil)
    }

    @Test func aStampIsWrittenOnceAFile() throws {
        let pages = try (1...5).map { _ in try page(.region(Label("bill"))) }
        let text = String(decoding: try Draft.bytes(pages), as: UTF8.self)
        #expect(text.components(separatedBy: "/Subtype/Form").count == 2)
        #expect(text.components(separatedBy: "/Subtype/Image").count == 2)
    }
}
