/// A rectangle of dark and light modules, as a two-dimensional symbol is made of: immutable and shared by reference,
/// so that a page, its dump and the PDF writer pass it around for the price of a pointer.
package final class BitGrid: Sendable {
    /// Modules across and down.
    package let width: Int
    package let height: Int
    /// Rows from the top, each padded to a whole byte, most significant bit leftmost; 1 is dark, padding is 0.
    package let bytes: [UInt8]

    package var bytesPerRow: Int { (width + 7) / 8 }

    /// Takes rows that are already packed. Padding bits must be 0, because equality compares the bytes.
    package init(width: Int, height: Int, bytes: [UInt8]) {
        precondition(width >= 0 && height >= 0 && bytes.count == (width + 7) / 8 * height, "rows do not fill the grid")
        self.width = width
        self.height = height
        self.bytes = bytes
    }

    /// Asks for each module; for tests and small symbols.
    package convenience init(width: Int, height: Int, isDark: (_ x: Int, _ y: Int) -> Bool) {
        let stride = (width + 7) / 8
        var bytes = [UInt8](repeating: 0, count: stride * height)
        for y in 0..<height {
            for x in 0..<width where isDark(x, y) { bytes[y * stride + x >> 3] |= 0x80 >> UInt8(x & 7) }
        }
        self.init(width: width, height: height, bytes: bytes)
    }

    /// Whether the module in column `x` of row `y` is dark.
    package subscript(x: Int, y: Int) -> Bool {
        precondition(x >= 0 && x < width && y >= 0 && y < height, "no such module")
        return bytes[y * bytesPerRow + x >> 3] & (0x80 >> UInt8(x & 7)) != 0
    }

    /// One line for a display list: the size and a fingerprint of the modules, such as `25x25 0f3a…`.
    package var dump: String {
        var print = Fingerprint()
        let bytes = bytes
        print.add(bytes.span)
        return "\(width)x\(height) \(print.hex)"
    }
}

extension BitGrid: Equatable {
    package static func == (one: BitGrid, other: BitGrid) -> Bool {
        one === other || (one.width == other.width && one.height == other.height && one.bytes == other.bytes)
    }
}
