import Fonts
import Pages
import TestKit
import Testing

@testable import Layout

/// The texts of a chart: none touches another, and none leaves the chart.
@Suite struct ChartTests {
    private static let style = TestStyles.body
    private static let colors = Chart.Colors(bar: .black, accent: .black, line: Stroke(width: .points(1), tint: .black))

    private func column(
        _ value: Int, _ label: String, _ caption: String? = nil, isTold: Bool = true, _ emphasis: Chart.Emphasis = .plain
    ) throws -> Chart.Column {
        Chart.Column(
            value: value, label: try TestParagraphs.word(label), caption: try caption.map { try TestParagraphs.word($0) },
            isCaptionTold: isTold, emphasis: emphasis)
    }

    private func chart(_ columns: [Chart.Column], height: Int = 90, alt: String = "Use", lines: Bool = true) throws -> Chart {
        try Chart(
            columns: columns, height: .points(height), style: Self.style, colors: Self.colors, alt: alt, showsLines: lines
        ) { try TestParagraphs.word("\($0)") }
    }

    private func frame(_ chart: Chart, _ width: Int) -> Frame? {
        if case .whole(let frame) = chart.fit(into: Region(size: Size(width: .points(width), height: .points(400)))) {
            frame
        } else {
            nil
        }
    }

    /// The texts of a chart with their room, from the highest figure to below the line. Runs side by side are one text.
    private func texts(_ frame: Frame) -> [(text: String, box: Rect)] {
        Places.runs(of: frame).map { placed in
            let size = placed.run.size
            let top = Point(x: placed.at.x, y: placed.at.y - size.scaled(by: 7, of: 10))
            return (
                String(decoding: placed.run.shaped.text, as: UTF8.self),
                Rect(origin: top, size: Size(width: placed.run.width, height: size.scaled(by: 9, of: 10)))
            )
        }
    }

    @Test(arguments: 0..<60) func noTwoTextsTouch(_ seed: Int) throws {
        var noise = Noise(seed: UInt64(seed) * 104_729 + 3)
        var laid = 0
        for _ in 0..<10 {
            let most = noise.pick([5, 900, 20_000, 4_000_000])
            let longest = noise.pick([1, 3, 9, 30])
            let columns = try (0..<1 + noise.next(below: noise.pick([4, 13, 60]))).map { index in
                let value = noise.next(below: most) - noise.next(below: 4) * most / 20
                let label = String(repeating: "Meter ", count: 6).prefix(1 + noise.next(below: longest))
                let emphasis: Chart.Emphasis = noise.pick([.plain, .plain, .accent, .outlined])
                return try column(
                    value, String(label).replacing(" ", with: "-"), emphasis == .plain && value >= 0 ? nil : "\(value) gal",
                    emphasis)
            }
            let chart = try chart(
                columns, height: 20 + noise.next(below: 120), lines: noise.next(below: 3) > 0)
            let width = 100 + noise.next(below: 440)
            guard let frame = frame(chart, width) else { continue }
            laid += 1
            let texts = texts(frame)
            for (index, one) in texts.enumerated() {
                #expect(
                    Rect(origin: .zero, size: frame.size).holds(one.box), "\(one.text) at \(one.box) leaves \(frame.size)")
                for other in texts[..<index] where other.box.meets(one.box) {
                    Issue.record("\(one.text) at \(one.box) touches \(other.text) at \(other.box), \(width) pt")
                }
            }
        }
        #expect(laid > 2, "most charts can be set")
    }

    @Test func labelsAreThinnedEvenlyAndTheFirstAndLastStay() throws {
        func shown(_ count: Int, _ width: Int) throws -> [String] {
            let chart = try chart((0..<count).map { try column(1, "Item\($0 + 1)") }, lines: false)
            return texts(try #require(frame(chart, width))).map(\.text)
        }
        #expect(try shown(4, 400) == ["Item1", "Item2", "Item3", "Item4"])
        #expect(try shown(9, 180) == ["Item1", "Item3", "Item5", "Item7", "Item9"])
        let many = try shown(60, 300)
        #expect(many.first == "Item1" && many.last == "Item60" && many.count > 5, "\(many)")
        #expect(try shown(2, 30) == ["Item1"], "two that touch in all the room there is")
    }

    @Test func ofTwoCaptionsThatMeetTheAccentedStaysOrElseTheLater() throws {
        let told = [
            try column(10, "a", "10,000 gallons", .outlined), try column(10, "b", "20,000 gallons", .accent),
            try column(10, "c", "30,000 gallons", .outlined),
        ]
        let frame = try #require(self.frame(try chart(told, lines: false), 100))
        #expect(texts(frame).map(\.text).filter { $0.hasSuffix("gallons") } == ["20,000 gallons"])
        var last = told
        last[1].emphasis = .outlined
        #expect(
            texts(try #require(self.frame(try chart(last, lines: false), 100))).map(\.text).filter { $0.hasSuffix("gallons") }
                == ["30,000 gallons"])
    }

    @Test func aCaptionThatNobodyElseSaysIsNotLeftOut() throws {
        let untold = [
            try column(10, "a", "10,000 gallons", isTold: false, .outlined), try column(10, "b", "20,000 gallons", .accent),
        ]
        func reason(_ chart: Chart, _ width: Int) -> String? { Flow(chart, width, 400).failure?.description }
        #expect(
            reason(try chart(untold, lines: false), 100)
                == "the text above bar 1 of a chart has no room, and neither say nor alt repeats it")
        #expect(reason(try chart(untold, lines: false), 400) == nil)
        var told = untold
        told[0].isCaptionTold = true
        #expect(reason(try chart(told, lines: false), 100) == nil)
        #expect(
            reason(try chart(told, alt: "", lines: false), 100)
                == "the text above bar 1 of a chart has no room, and neither say nor alt repeats it",
            "nothing is read of decoration")
    }

    @Test func aLabelWiderThanTheChartSetsItAside() throws {
        let wide = try chart([try column(1, String(repeating: "W", count: 20))], lines: false)
        let failure = try #require(Flow(wide, 100, 400).failure)
        #expect(failure.description.wholeMatch(of: /a label of a chart is [\d.]+ pt wide; its room has 100 pt/) != nil)
        #expect(failure.isTooWide && failure.text == String(repeating: "W", count: 20))
    }

    @Test func belowZeroThereIsNoBarAndTheNumberStandsOnTheLine() throws {
        let chart = try chart([try column(10, "a"), try column(-5, "b", "−5"), try column(20, "c")], lines: false)
        let frame = try #require(self.frame(chart, 200))
        let bars = Places.marks(of: frame).flatMap { placed -> [Rect] in
            if case .bars(let bars, _) = placed.mark { bars } else { [] }
        }
        #expect(bars.map { $0.size.height > .zero } == [true, false, true])
        #expect(texts(frame).map(\.text) == ["a", "b", "c", "−5"])
        #expect(texts(frame)[3].box.bottom <= bars[1].origin.y)
    }

    @Test func aNumberBelowZeroIsNotLiftedOverItsNeighbor() throws {
        func shown(isTold: Bool, _ width: Int) throws -> [String] {
            let columns = [try column(10, "a"), try column(20, "b"), try column(-5750, "c", "−5,750", isTold: isTold, .accent)]
            return texts(try #require(self.frame(try chart(columns, lines: false), width))).map(\.text)
        }
        #expect(try shown(isTold: true, 60) == ["a", "b", "c"], "over the bar of b it would be read as b's")
        #expect(try shown(isTold: true, 200) == ["a", "b", "c", "−5,750"])
        #expect(try shown(isTold: false, 60) == ["a", "b", "c", "−5,750"], "nothing else says it")
    }
}
