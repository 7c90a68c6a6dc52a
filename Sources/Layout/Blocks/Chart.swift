import Fonts
import Pages

/// A bar chart: one bar a value, three light lines with their numbers, labels below, values on the bars that ask for it.
/// A value below zero has no bar. No two texts of a chart touch (`Chart+Texts`).
package struct Chart: Block {
    /// How a bar stands out.
    package enum Emphasis: Hashable, Sendable {
        case plain, accent, outlined
    }

    /// One value with its label.
    package struct Column: Sendable {
        package var value: Int
        package var label: Word
        /// Shown above the bar.
        package var caption: Word?
        /// What the caption says is said in the alternative text, too: where there is no room for it, it may be left out.
        package var isCaptionTold: Bool
        package var emphasis: Emphasis

        package init(
            value: Int, label: Word, caption: Word? = nil, isCaptionTold: Bool = false, emphasis: Emphasis = .plain
        ) {
            self.value = value
            self.label = label
            self.caption = caption
            self.isCaptionTold = isCaptionTold
            self.emphasis = emphasis
        }
    }

    /// The colours of a chart; they differ in lightness too, so that print in black and white shows the same.
    package struct Colors: Hashable, Sendable {
        package var bar: Tint
        package var accent: Tint
        package var line: Stroke

        package init(bar: Tint, accent: Tint, line: Stroke) {
            self.bar = bar
            self.accent = accent
            self.line = line
        }
    }

    let columns: [Column]
    let height: Length
    let style: TextStyle
    let colors: Colors
    let ticks: [(value: Int, label: Word)]
    let alt: String

    /// `number` writes a tick's value as the page writes numbers.
    package init(
        columns: [Column], height: Length, style: TextStyle, colors: Colors, alt: String, showsLines: Bool,
        number: (Int) throws -> Word
    ) rethrows {
        self.columns = columns
        self.height = height
        self.style = style
        self.colors = colors
        self.alt = alt
        let top = columns.reduce(0) { max($0, $1.value) }
        ticks = showsLines ? try Chart.ticks(upTo: top).map { (value: $0, label: try number($0)) } : []
    }

    package var naturalWidth: Length {
        let widest = columns.reduce(Length.zero) { max($0, $1.label.width(at: style.size)) }
        return (widest + .points(2)) * columns.count + gutter
    }

    /// Three round steps that reach the highest value: 1, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten.
    static func ticks(upTo top: Int) -> [Int] {
        guard top > 0 else { return [] }
        let least = top / 3 + (top % 3 == 0 ? 0 : 1)
        // Beyond any meter; three round steps of such a number would not fit into 64 bits.
        guard least <= 1 << 55 else { return [top] }
        var power = 1
        while power <= least / 10 { power *= 10 }
        for tenths in [10, 15, 20, 25, 30, 40, 50, 60, 80, 100] where power * tenths % 10 == 0 && power * tenths / 10 >= least {
            let step = power * tenths / 10
            return [step, 2 * step, 3 * step]
        }
        return [least, 2 * least, 3 * least]
    }

    private var gutter: Length {
        ticks.isEmpty ? .zero : ticks.reduce(.zero) { max($0, $1.label.width(at: style.size)) } + .points(5)
    }

    package func fit(into region: Region) -> Fit {
        guard height <= region.height else {
            return .none(region.isFresh ? .tooTall(.chart) : .full)
        }
        if columns.isEmpty { return .whole(Frame(size: .zero)) }
        let left = gutter
        let captions = columns.contains { $0.caption != nil } ? style.leading : .zero
        let plot = height - style.leading - captions
        guard plot > .zero, region.width > left else {
            return .none(
                .chartTooSmall(
                    Size(width: region.width, height: height), need: Size(width: left, height: style.leading + captions)))
        }
        let top = max(1, ticks.last?.value ?? columns.reduce(0) { max($0, $1.value) })
        let scale = Scale(
            left: left, room: region.width - left, plot: plot, floor: captions + plot, top: top, count: columns.count)
        let bars = columns.indices.map { scale.bar($0, columns[$0].value) }
        let texts: Texts
        switch place(scale, bars, width: region.width) {
        case .success(let placed): texts = placed
        case .failure(let failure): return .none(failure)
        }
        var frame = Frame(
            size: Size(width: region.width, height: height), role: alt.isEmpty ? .artifact : .figure(Label(alt)))
        frame.marks.reserveCapacity(columns.count + 12)
        for (index, tick) in ticks.enumerated() {
            frame.place(
                .rule(to: Point(x: scale.room, y: .zero), colors.line), at: Point(x: left, y: scale.y(of: tick.value)))
            if let at = texts.ticks[index] { put(tick.label, at: at, in: &frame) }
        }
        var plain: [Bar] = []
        var accent: [Bar] = []
        var outlined: [Bar] = []
        for (index, column) in columns.enumerated() {
            let bar = bars[index]
            switch column.emphasis {
            case .plain: plain.append(bar)
            case .accent: accent.append(bar)
            case .outlined: outlined.append(bar)
            }
            if let at = texts.labels[index] { put(column.label, at: at, in: &frame) }
        }
        for (index, column) in columns.enumerated() {
            guard let caption = column.caption, let at = texts.captions[index] else { continue }
            // The lines stop short of the figures.
            let ground = style.size.scaled(by: 3, of: 4)
            if !ticks.isEmpty {
                let size = Size(width: caption.width(at: style.size), height: ground)
                frame.place(.fill(size, .white), at: Point(x: at.x, y: at.y - ground))
            }
            put(caption, at: at, in: &frame)
        }
        if !plain.isEmpty { frame.place(.bars(plain, colors.bar), at: .zero) }
        if !accent.isEmpty { frame.place(.bars(accent, colors.accent), at: .zero) }
        for bar in outlined {
            let line = Stroke(width: Length(hundredths: 80), tint: colors.accent)
            let inset = line.width / 2
            let size = Size(width: bar.size.width - line.width, height: max(.zero, bar.size.height - inset))
            frame.place(.outline(size, line), at: bar.origin + Point(x: inset, y: min(inset, bar.size.height)))
        }
        let base = Stroke(width: Length(hundredths: 75), tint: style.tint)
        frame.place(.rule(to: Point(x: scale.room, y: .zero), base), at: Point(x: left, y: scale.floor))
        return .whole(frame)
    }

    private func put(_ word: Word, at point: Point, in frame: inout Frame) {
        var x = point.x
        for run in word.runs {
            frame.place(.glyphs(GlyphRun(run, size: style.size, tint: style.tint)), at: Point(x: x, y: point.y))
            x = x + run.width(at: style.size)
        }
    }
}
