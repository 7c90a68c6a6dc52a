import Fonts
import Layout
import Pages
import Records
import Symbols

/// `<chart>`: a bar for each item of a list.
struct ChartPlan: Plan {
    let list: Expression
    let variable: Int
    let label: [Inline]
    let amount: Expression
    let caption: [Inline]?
    let accent: Expression?
    let outline: Expression?
    let height: Length
    let style: TextStyle
    let colors: Chart.Colors
    let showsLines: Bool
    let alt: [Inline]
    let place: SourcePlace
    let isStatic = false

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        guard let items = try merge.items(list) else { return }
        let style = merge.style(style)
        var columns: [Chart.Column] = []
        columns.reserveCapacity(items.size)
        for index in 0..<items.size {
            merge.bases[variable] = items.base(index)
            guard case .integer(let value) = try merge.value(amount) else {
                throw MergeFault(.value, at: amount.place, "a chart's bar has no value")
            }
            guard value >= 0, value < 1_000_000_000_000 else {
                throw MergeFault(.value, at: amount.place, "a chart's bars are from 0 to 1,000,000,000,000; this one is \(value)")
            }
            var column = Chart.Column(value: Int(value), label: try word(label, style, merge))
            var emphasis = Chart.Emphasis.plain
            if let outline, try merge.flag(outline) { emphasis = .outlined }
            if let accent, try merge.flag(accent) { emphasis = .accent }
            column.emphasis = emphasis
            if let caption, emphasis != .plain { column.caption = try word(caption, style, merge) }
            columns.append(column)
        }
        let words: [UInt8] = try text(alt, merge)
        do {
            let chart = try Chart(
                columns: columns, height: height, style: style, colors: colors, alt: String(decoding: words, as: UTF8.self),
                showsLines: showsLines
            ) { value in
                var digits: [UInt8] = []
                ChartPlan.numbers.append(Int64(value), to: &digits)
                return try word(digits, style, merge)
            }
            out.append(Stack.Item(chart))
        } catch let fault as MergeFault { throw fault } catch { throw MergeFault(.value, at: place, "\(error)") }
    }

    private static let numbers = try! NumberFormat(decimals: 0)

    private func text(_ parts: [Inline], _ merge: Merge) throws(MergeFault) -> [UInt8] {
        var out: [UInt8] = []
        for part in parts { try part.append(to: &out, merge) }
        return out
    }

    private func word(_ parts: [Inline], _ style: TextStyle, _ merge: Merge) throws(MergeFault) -> Fonts.Word {
        try word(try text(parts, merge), style, merge)
    }

    private func word(_ bytes: [UInt8], _ style: TextStyle, _ merge: Merge) throws(MergeFault) -> Fonts.Word {
        let result: Result<Fonts.Word, MissingGlyph> = bytes.withUnsafeBufferPointer { pointer in
            do throws(MissingGlyph) {
                return .success(try merge.shaper.word(pointer, chain: style.chain, features: style.features))
            } catch { return .failure(error) }
        }
        switch result {
        case .success(let word): return word
        case .failure(let missing): throw MergeFault(.glyph, at: place, missing.description)
        }
    }
}

/// `<barcode>`: a QR symbol of a text.
struct QRPlan: Plan {
    let value: [Inline]
    let level: QRLevel
    /// How large the symbol is drawn, without its quiet zone.
    enum Measure: Sendable {
        case side(Length)
        /// The width of one module; the side then depends on how much the symbol holds.
        case module(Length)
    }

    let measure: Measure
    let quiet: Int
    let align: Alignment
    let alt: [Inline]
    let place: SourcePlace
    let isStatic = false

    /// A module narrower than this is not read reliably from office paper: 0.25 mm.
    static let narrowest = Length(hundredths: Int32(71))

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        var text: [UInt8] = []
        for part in value { try part.append(to: &text, merge) }
        let grid: BitGrid
        do throws(SymbolError) { grid = try merge.codes.grid(text, level: level) } catch {
            throw MergeFault(.symbol, at: place, "\(error)")
        }
        let side: Length
        switch measure {
        case .side(let length): side = length
        case .module(let length): side = length * grid.width
        }
        let module = side / max(1, grid.width)
        guard module >= QRPlan.narrowest else {
            throw MergeFault(
                .symbol, at: place,
                "the QR symbol has \(grid.width) modules a side and each would be \(module) pt wide; \(QRPlan.narrowest) pt (0.25 mm) is the least: give it a larger size or a shorter text"
            )
        }
        var words: [UInt8] = []
        for part in alt { try part.append(to: &words, merge) }
        out.append(Stack.Item(Matrix(grid, side: side, quiet: quiet, align: align, alt: String(decoding: words, as: UTF8.self))))
    }
}

/// `<image>`.
struct PicturePlan: Plan {
    let picture: Picture
    let size: Size
    let align: Alignment
    let alt: [Inline]
    var isStatic: Bool { alt.allSatisfy(\.isStatic) }

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        var words: [UInt8] = []
        for part in alt { try part.append(to: &words, merge) }
        out.append(Stack.Item(PictureBlock(picture, size: size, align: align, alt: String(decoding: words, as: UTF8.self))))
    }
}
