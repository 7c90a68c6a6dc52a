import Pages

/// Code 128 (ISO/IEC 15417) of printable ASCII, with the code sets chosen so that it is short.
package enum Code128 {
    /// The longest text: what the library encodes whatever is in it (60 symbol characters), which at a module of 0.01 in
    /// is 6.9 in long.
    package static let longest = 60

    /// One row of modules, from the first bar to the last, without the quiet zone of 10 modules at each end.
    package static func modules(of text: [UInt8]) throws(SymbolError) -> BitGrid {
        try PrintableASCII.prove(text, in: "Code 128", most: longest)
        let symbol = try ZintSymbol.encode(text, as: .code128)
        guard symbol.rows == 1 else { throw SymbolError("libzint made a Code 128 of \(symbol.rows) rows") }
        return symbol.grid
    }
}
