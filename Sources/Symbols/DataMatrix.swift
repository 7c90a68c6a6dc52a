import Pages

/// Data Matrix ECC 200 (ISO/IEC 16022) of printable ASCII, square, in the smallest size that holds the text.
package enum DataMatrix {
    /// The longest text: any of this length fits into 132 × 132 modules (1,304 codewords). libzint 2.11 lays the error
    /// correction of the one larger size out in an order that not every reader shares.
    package static let longest = 1_304

    /// The modules, without the quiet zone of one module.
    package static func modules(of text: [UInt8]) throws(SymbolError) -> BitGrid {
        try PrintableASCII.prove(text, in: "a Data Matrix symbol", most: longest)
        let symbol = try ZintSymbol.encode(text, as: .dataMatrix)
        guard symbol.rows == symbol.width, symbol.width <= 132 else {
            throw SymbolError("libzint made a Data Matrix symbol of \(symbol.width) × \(symbol.rows) modules")
        }
        return symbol.grid
    }
}

/// What every reader reads back as it was written: beyond ASCII they do not agree on the character set.
enum PrintableASCII {
    static func prove(_ text: [UInt8], in symbology: String, most: Int) throws(SymbolError) {
        guard !text.isEmpty else { throw SymbolError("\(symbology) needs a text of at least one character") }
        guard text.count <= most else {
            throw SymbolError("a text of \(text.count) bytes is too long for \(symbology): \(most) at most")
        }
        for (index, byte) in text.enumerated() where !(0x20...0x7E).contains(byte) {
            throw SymbolError("\(symbology) holds the printable characters of ASCII; byte \(index + 1) is of another")
        }
    }
}
