import Fonts
import Layout
import Pages
import Symbols

/// `<barcode>`: a symbol of a text.
struct BarcodePlan: Plan {
    /// What is drawn of the text, and how large.
    enum Look: Sendable {
        case qr(QRLevel, Side)
        case dataMatrix(Side)
        /// An Intelligent Mail barcode has one size.
        case mail(isFlush: Bool)
        /// With a style, the text stands below in it.
        case code128(module: Length, height: Length, quiet: Int, text: TextStyle?)

        /// No symbol that says anything is narrower, its clear zone included.
        var leastWidth: Length {
            switch self {
            case .qr(_, let side): side.leastWidth(modules: 21)
            case .dataMatrix(let side): side.leastWidth(modules: 10)
            case .mail(let isFlush): BarSymbol.MailMeasure.length + (isFlush ? .zero : BarSymbol.MailMeasure.side * 2)
            case .code128(let module, _, let quiet, _): module * quiet * 2
            }
        }
    }

    /// How large a square symbol is, without its quiet zone of so many modules.
    struct Side: Sendable {
        enum Measure: Sendable {
            case side(Length)
            /// The width of one module; the side then depends on how much the symbol holds.
            case module(Length)
        }

        let measure: Measure
        let quiet: Int

        /// With the smallest symbol of so many modules; of a given size the quiet zone is narrower for larger ones.
        func leastWidth(modules: Int) -> Length {
            switch measure {
            case .side(let side): side
            case .module(let module): module * (modules + 2 * quiet)
            }
        }
    }

    let look: Look
    let value: [Inline]
    /// Nothing is drawn of an empty value.
    let hidesEmpty: Bool
    let align: Alignment
    var alt: [Inline]
    /// The facts that the symbol states.
    let statement: Statement?
    let place: SourcePlace
    let site: Site

    /// A module narrower than this is not read reliably from office paper: 0.25 mm.
    static let narrowest = Length(hundredths: Int32(71))

    var isStatic: Bool { value.allSatisfy(\.isStatic) && alt.allSatisfy(\.isStatic) }

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        let text = try merge.code(of: value)
        guard !text.isEmpty else {
            if hidesEmpty { return }
            throw MergeFault(.emptyBarcode, at: place)
        }
        let alt = String(decoding: try merge.text(of: alt), as: UTF8.self)
        let symbol = try block(text, alt, merge)
        out.append(Stack.Item(statement.map { Roled(symbol, role: .statement($0.encoded(as: text))) } ?? symbol))
    }

    private func block(_ text: [UInt8], _ alt: String, _ merge: Merge) throws(MergeFault) -> any Block {
        switch look {
        case .qr(let level, let side):
            let grid = try encoded(text) { () throws(SymbolError) in try merge.codes.grid(text, level: level) }
            let symbol = try matrix(grid, side, "QR", alt)
            let address = String(decoding: text, as: UTF8.self)
            return Address.isOne(address)
                ? Roled(symbol, role: .link(Label(address), says: Label(alt.isEmpty ? address : alt))) : symbol
        case .dataMatrix(let side):
            let grid = try encoded(text) { () throws(SymbolError) in try DataMatrix.modules(of: text) }
            return try matrix(grid, side, "Data Matrix", alt)
        case .mail(let isFlush):
            let mail: IntelligentMail
            do throws(IntelligentMail.Fault) { mail = try IntelligentMail(text) } catch { throw refusal(error.description, text) }
            let bars = try encoded(text) { () throws(SymbolError) in try mail.bars() }
            return BarSymbol(bars, flush: isFlush, align: align, alt: alt)
        case .code128(let module, let height, let quiet, let style):
            let row = try encoded(text) { () throws(SymbolError) in try Code128.modules(of: text) }
            return BarSymbol(
                row: row, module: module, height: height, quiet: quiet,
                caption: try style.map { style throws(MergeFault) in try caption(text, style, merge) }, align: align, alt: alt)
        }
    }

    private func matrix(_ grid: BitGrid, _ size: Side, _ name: String, _ alt: String) throws(MergeFault) -> any Block {
        let side: Length
        switch size.measure {
        case .side(let length): side = length
        case .module(let length): side = length * grid.width
        }
        let module = side / max(1, grid.width)
        guard module >= BarcodePlan.narrowest else {
            throw MergeFault(.symbolTooFine(name, modules: grid.width, module: module), at: place)
        }
        return Matrix(grid, side: side, quiet: size.quiet, align: align, alt: alt)
    }

    /// The text for people below the bars.
    private func caption(_ text: [UInt8], _ style: TextStyle, _ merge: Merge) throws(MergeFault) -> BarSymbol.Caption {
        let style = merge.style(style)
        do throws(MissingGlyph) {
            let text = String(decoding: text, as: UTF8.self)
            return BarSymbol.Caption(
                try merge.shaper.word(text, chain: style.chain, features: style.features), style: style)
        } catch { throw MergeFault(.glyph(error), at: place) }
    }

    private func encoded<T>(_ text: [UInt8], _ make: () throws(SymbolError) -> T) throws(MergeFault) -> T {
        do throws(SymbolError) { return try make() } catch { throw refusal(error.description, text) }
    }

    private func refusal(_ reason: String, _ text: [UInt8]) -> MergeFault {
        MergeFault(.symbol(reason), at: place, text: String(decoding: text, as: UTF8.self))
    }
}
