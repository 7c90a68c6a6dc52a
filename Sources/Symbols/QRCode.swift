import Pages

/// Makes QR symbols (ISO/IEC 18004, model 2) of UTF-8 text: the same text and level give the same modules each time.
///
/// libqrencode encodes and places the codewords; the choice among the eight masks, which is most of its time, is made
/// by `QRMaskJudge` with the same result. A class because the mask patterns are kept; one for each thread.
package final class QREncoder {
    private let small = QRMaskJudge<UInt64>()
    private lazy var middle = QRMaskJudge<UInt128>()

    package init() {}

    /// The symbol of a text, in the smallest version that holds it, without the quiet zone of four modules.
    package func encode(_ text: Span<UInt8>, level: QRLevel) throws(SymbolError) -> BitGrid {
        let input = try QRInput(text, level: level)
        switch input.group {
        case .small: return small.grid(of: try input.symbol(mask: 0), level: level)
        case .middle: return middle.grid(of: try input.symbol(mask: 0), level: level)
        // More than a bill asks for, and wider than our lines: the library chooses.
        case .large: return try input.symbol().grid
        }
    }

    package func encode(_ text: [UInt8], level: QRLevel) throws(SymbolError) -> BitGrid {
        try encode(text.span, level: level)
    }
}
