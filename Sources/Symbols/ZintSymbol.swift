import CZint
import Pages

/// A symbol as libzint 2.11 makes it, with its modules still in the library's memory. Freed with the value.
///
/// The library keeps nothing between calls: its data segment holds only names of constants, and of its functions only
/// `ZBarcode_Create`, `ZBarcode_Encode` and `ZBarcode_Delete` are called, each on a symbol of its own. So any number of
/// threads may make symbols at once. Whoever asks for one has already proved that the text is one the symbology takes:
/// what the library refuses all the same is a fault of ours and told with the library's numbers.
struct ZintSymbol: ~Copyable {
    enum Symbology {
        case intelligentMail, code128
        /// ECC 200, square.
        case dataMatrix
    }

    private let symbol: UnsafeMutablePointer<zint_symbol>

    private init() throws(SymbolError) {
        guard let symbol = ZBarcode_Create() else { throw SymbolError("libzint could not set up a symbol") }
        self.symbol = symbol
    }

    /// The symbol of a text of printable ASCII that is not empty.
    static func encode(_ text: [UInt8], as symbology: Symbology) throws(SymbolError) -> ZintSymbol {
        precondition(!text.isEmpty && text.allSatisfy { (0x20...0x7E).contains($0) }, "a text that was not proved")
        let symbol = try ZintSymbol()
        try symbol.encode(text, as: symbology)
        return symbol
    }

    private borrowing func encode(_ text: [UInt8], as symbology: Symbology) throws(SymbolError) {
        symbol.pointee.input_mode = DATA_MODE
        switch symbology {
        case .intelligentMail: symbol.pointee.symbology = BARCODE_USPS_IMAIL
        case .code128: symbol.pointee.symbology = BARCODE_CODE128
        case .dataMatrix:
            symbol.pointee.symbology = BARCODE_DATAMATRIX
            symbol.pointee.option_3 = DM_SQUARE
        }
        let status = ZBarcode_Encode(symbol, text, Int32(text.count))
        // A warning means that something else was made than what was asked for.
        guard status == 0 else { throw SymbolError("libzint could not encode: \(status)\(reason)") }
        guard rows > 0, rows <= ZintSymbol.mostRows, width > 0, width <= ZintSymbol.mostColumns else {
            throw SymbolError("libzint made a symbol of \(width) × \(rows) modules")
        }
    }

    deinit { ZBarcode_Delete(symbol) }

    var rows: Int { Int(symbol.pointee.rows) }
    var width: Int { Int(symbol.pointee.width) }

    /// Rows, and modules of a row, that the library's fields have room for.
    private static let mostRows = 200
    private static let bytesPerRow = 144
    private static let mostColumns = 8 * bytesPerRow
    /// Where the modules begin in the library's symbol.
    private static let modules = MemoryLayout<zint_symbol>.offset(of: \.encoded_data)!

    /// Whether a module is dark. The least significant bit of a byte is leftmost.
    func isDark(x: Int, y: Int) -> Bool {
        precondition(x >= 0 && x < width && y >= 0 && y < rows, "no such module")
        let byte = ZintSymbol.modules + y * ZintSymbol.bytesPerRow + x >> 3
        return UnsafeRawPointer(symbol).load(fromByteOffset: byte, as: UInt8.self) >> UInt8(x & 7) & 1 != 0
    }

    /// All modules.
    var grid: BitGrid { BitGrid(width: width, height: rows) { isDark(x: $0, y: $1) } }

    /// The library's own number of what it holds against a text, ` (451)`; its sentence may quote the text.
    private var reason: String {
        let text = UnsafeRawPointer(symbol.pointer(to: \.errtxt)!).assumingMemoryBound(to: UInt8.self)
        // `Error 451: …` or, in older releases, `451: …`.
        let lead = Array("Error ".utf8)
        let start = (0..<lead.count).allSatisfy { text[$0] == lead[$0] } ? lead.count : 0
        var digits = ""
        for index in start..<start + 4 {
            guard (0x30...0x39).contains(text[index]) else { break }
            digits.unicodeScalars.append(Unicode.Scalar(text[index]))
        }
        return digits.isEmpty ? "" : " (\(digits))"
    }
}
