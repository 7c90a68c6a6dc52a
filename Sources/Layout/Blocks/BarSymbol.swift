import Fonts
import Pages
import Symbols

/// A symbol of upright bars (Intelligent Mail, Code 128) with its clear zone and perhaps its text below; never cut.
package struct BarSymbol: Block {
    /// From the top left corner of the bars together.
    let bars: [Bar]
    let size: Size
    /// Room around the bars that belongs to the symbol, so that nothing of the flow can enter it.
    let clear: Edges
    let align: Alignment
    let alt: String
    let caption: Caption?

    /// The symbol's text for people, centred below the bars.
    package struct Caption: Sendable {
        let word: Word
        let style: TextStyle

        package init(_ word: Word, style: TextStyle) {
            self.word = word
            self.style = style
        }

        var width: Length { word.width(at: style.size) }
    }

    init(bars: [Bar], size: Size, clear: Edges, align: Alignment, alt: String, caption: Caption? = nil) {
        self.bars = bars
        self.size = size
        self.clear = clear
        self.align = align
        self.alt = alt
        self.caption = caption
    }

    /// The bars with their clear zone, and the text if it is wider.
    package var outerSize: Size {
        Size(
            width: max(size.width + clear.across, caption?.width ?? .zero),
            height: size.height + clear.down + (caption?.style.leading ?? .zero))
    }

    package var naturalWidth: Length { outerSize.width }

    package func fit(into region: Region) -> Fit {
        let outer = outerSize
        guard region.isFresh || outer.height <= region.height else { return .none(.full) }
        guard outer.width <= region.width else {
            return .none(.tooWide(.bars, outer.width, room: region.width))
        }
        guard outer.height <= region.height else { return .none(.tooTall(.bars)) }
        return .whole(
            figure(outer, in: region.width, align: align, alt: alt) { frame, at in
                let inset = (outer.width - size.width - clear.across) / 2 + clear.left
                frame.place(.bars(bars, .black), at: at + Point(x: inset, y: clear.top))
                guard let caption else { return }
                var x = at.x + (outer.width - caption.width) / 2
                for run in caption.word.runs {
                    let glyphs = GlyphRun(run, size: caption.style.size, tint: caption.style.tint)
                    frame.place(.glyphs(glyphs), at: Point(x: x, y: size.height + clear.down + caption.style.baseline))
                    x = x + run.width(at: caption.style.size)
                }
            })
    }
}

// MARK: Intelligent Mail

extension BarSymbol {
    /// The measures of an Intelligent Mail barcode as printed, the middle of what USPS-B-3200, 2.3.1 allows.
    package enum MailMeasure {
        /// 22 bars an inch (20 to 24): bar `index` begins at the nearest hundredth of a point, so no rounding adds up.
        static func start(of index: Int) -> Length { Length.points(72).scaled(by: index, of: 22) }
        /// 0.020 in (0.015 to 0.025).
        static let bar = Length(hundredths: 144)
        /// 0.145 in (0.125 to 0.165).
        static let full = Length(hundredths: 1044)
        /// 0.048 in (0.039 to 0.057), in the middle of the full bar.
        static let tracker = Length(hundredths: 346)
        /// From the top of the full bar to the tracker: ascending and descending bars are 0.0965 in (0.082 to 0.111).
        static let arm = (full - tracker) / 2
        /// From the first bar to the end of the last, 2.929 in.
        package static let length = start(of: IntelligentMail.barCount - 1) + bar
        /// Kept clear at each side, 1/8 in (USPS Quick Service Guide 201a).
        package static let side = Length.points(9)
        /// Kept clear above and below, 0.028 in, up to the next hundredth of a point.
        package static let edge = Length(hundredths: 202)
    }

    /// An Intelligent Mail barcode. Where it stands `flush`, its first bar stands on the left edge of its room, as the text of
    /// the address does, and the clear zone at its sides lies outside: whoever places it keeps that free.
    package init(_ mail: [IntelligentMail.Bar], flush: Bool, align: Alignment, alt: String) {
        let bars = mail.enumerated().map { index, bar in
            let rises = bar == .full || bar == .ascender
            let falls = bar == .full || bar == .descender
            let height = MailMeasure.tracker + (rises ? MailMeasure.arm : .zero) + (falls ? MailMeasure.arm : .zero)
            return Bar(
                origin: Point(x: MailMeasure.start(of: index), y: rises ? .zero : MailMeasure.arm),
                size: Size(width: MailMeasure.bar, height: height))
        }
        let side = flush ? Length.zero : MailMeasure.side
        self.init(
            bars: bars, size: Size(width: MailMeasure.length, height: MailMeasure.full),
            clear: Edges(top: MailMeasure.edge, right: side, bottom: MailMeasure.edge, left: side), align: align, alt: alt)
    }
}

// MARK: Code 128

extension BarSymbol {
    /// A row of modules as bars of a height; `quiet` modules are kept clear at each side (ISO/IEC 15417 asks for 10).
    package init(
        row modules: BitGrid, module: Length, height: Length, quiet: Int, caption: Caption?, align: Alignment, alt: String
    ) {
        var bars: [Bar] = []
        var start: Int?
        for x in 0...modules.width {
            let isDark = x < modules.width && modules[x, 0]
            if isDark, start == nil { start = x }
            guard !isDark, let first = start else { continue }
            bars.append(
                Bar(origin: Point(x: module * first, y: .zero), size: Size(width: module * (x - first), height: height)))
            start = nil
        }
        self.init(
            bars: bars, size: Size(width: module * modules.width, height: height),
            clear: Edges(top: .zero, right: module * quiet, bottom: .zero, left: module * quiet), align: align, alt: alt,
            caption: caption)
    }
}

// MARK: Marks of an inserter

extension BarSymbol {
    /// Lines one below the other, of which some are printed. 3 mm at both sides stay clear, as readers ask for (Pitney Bowes
    /// D1600, operator's manual, 5-8).
    package static func marks(
        _ printed: [Bool], pitch: Length, width: Length, stroke: Length, align: Alignment
    ) -> BarSymbol {
        let side = Length(hundredths: 850)
        let bars = printed.enumerated().filter(\.element).map { index, _ in
            Bar(origin: Point(x: .zero, y: pitch * index), size: Size(width: width, height: stroke))
        }
        return BarSymbol(
            bars: bars, size: Size(width: width, height: pitch * max(0, printed.count - 1) + stroke),
            clear: Edges(top: .zero, right: side, bottom: .zero, left: side), align: align, alt: "")
    }
}
