import Fonts
import Pages

/// A bar chart: one bar a value, three light lines with their numbers, labels below, values on the bars that ask for it.
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
        package var emphasis: Emphasis

        package init(value: Int, label: Word, caption: Word? = nil, emphasis: Emphasis = .plain) {
            self.value = value
            self.label = label
            self.caption = caption
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

    /// A bar of few stays a bar, not a block.
    static let widestBar = Length.points(30)

    private var gutter: Length {
        ticks.isEmpty ? .zero : ticks.reduce(.zero) { max($0, $1.label.width(at: style.size)) } + .points(5)
    }

    package func fit(into region: Region) -> Fit {
        guard height <= region.height else {
            return .none(region.isFresh ? Misfit("a chart is taller than its room") : .full)
        }
        let left = gutter
        let labels = style.leading
        let captions = columns.contains { $0.caption != nil } ? style.leading : .zero
        let plot = height - labels - captions
        guard plot > .zero, region.width > left, !columns.isEmpty else {
            return columns.isEmpty ? .whole(Frame(size: .zero)) : .none(Misfit("a chart's region is too small for its labels"))
        }
        let top = max(1, ticks.last?.value ?? columns.reduce(0) { max($0, $1.value) })
        let floor = captions + plot
        var frame = Frame(
            size: Size(width: region.width, height: height), role: alt.isEmpty ? .artifact : .figure(Label(alt)))
        frame.marks.reserveCapacity(columns.count + 12)
        for tick in ticks {
            let y = floor - Chart.share(plot, tick.value, of: top)
            frame.place(.rule(to: Point(x: region.width - left, y: .zero), colors.line), at: Point(x: left, y: y))
            put(tick.label, at: Point(x: left - .points(4) - tick.label.width(at: style.size), y: y + style.size / 3), in: &frame)
        }
        let room = region.width - left
        var bars: [Bar] = []
        bars.reserveCapacity(columns.count)
        var plain: [Bar] = []
        var accent: [Bar] = []
        var outlined: [Bar] = []
        for (index, column) in columns.enumerated() {
            let start = left + room.scaled(by: index, of: columns.count)
            let slot = left + room.scaled(by: index + 1, of: columns.count) - start
            let wide = min(slot * 2 / 3, Chart.widestBar)
            let x = start + (slot - wide) / 2
            let tall = Chart.share(plot, max(0, min(column.value, top)), of: top)
            let bar = Bar(origin: Point(x: x, y: floor - tall), size: Size(width: wide, height: tall))
            bars.append(bar)
            switch column.emphasis {
            case .plain: plain.append(bar)
            case .accent: accent.append(bar)
            case .outlined: outlined.append(bar)
            }
            let middle = start + slot / 2
            put(
                column.label, at: Point(x: middle - column.label.width(at: style.size) / 2, y: floor + style.baseline), in: &frame
            )
        }
        // A caption stands above every bar that it reaches over, and clear of the numbers at the left.
        for (index, column) in columns.enumerated() {
            guard let caption = column.caption else { continue }
            let width = caption.width(at: style.size)
            let middle = left + room.scaled(by: 2 * index + 1, of: 2 * columns.count)
            let x = max(left, min(middle - width / 2, region.width - width))
            let under = bars.filter { $0.origin.x < x + width && x < $0.origin.x + $0.size.width }
            let tall = under.reduce(Length.zero) { max($0, $1.size.height) }
            let foot = floor - tall - .points(2)
            // The lines stop short of the figures.
            let ground = style.size.scaled(by: 3, of: 4)
            if !ticks.isEmpty {
                frame.place(.fill(Size(width: width, height: ground), .white), at: Point(x: x, y: foot - ground))
            }
            put(caption, at: Point(x: x, y: foot), in: &frame)
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
        frame.place(.rule(to: Point(x: region.width - left, y: .zero), base), at: Point(x: left, y: floor))
        return .whole(frame)
    }

    /// `plot × value / top`, also where the product has more than 64 bits.
    private static func share(_ plot: Length, _ value: Int, of top: Int) -> Length {
        let product = Int(plot.hundredths).multipliedFullWidth(by: value)
        return Length(hundredths: top.dividingFullWidth(product).quotient)
    }

    private func put(_ word: Word, at point: Point, in frame: inout Frame) {
        // A wide label stays within the frame.
        var x = max(.zero, min(point.x, frame.size.width - word.width(at: style.size)))
        for run in word.runs {
            frame.place(.glyphs(GlyphRun(run, size: style.size, tint: style.tint)), at: Point(x: x, y: point.y))
            x = x + run.width(at: style.size)
        }
    }
}
