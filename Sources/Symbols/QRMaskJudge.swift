import Pages

/// Chooses the mask of a QR symbol as libqrencode 4.1.1 does (ISO/IEC 18004 7.8), on whole lines of modules at a time.
///
/// `Line` is an unsigned integer at least as wide as the symbol; column 0 is its most significant bit. Columns are
/// kept beside rows, so that the rules for lines are written once.
struct QRMaskJudge<Line: FixedWidthInteger & UnsignedInteger & Sendable> {
    /// Eight masks of twelve lines, after which each repeats: first as rows, then as columns.
    private let rowMasks: [Line]
    private let columnMasks: [Line]

    init() {
        var rows: [Line] = []
        var columns: [Line] = []
        for mask in 0..<8 {
            for line in 0..<12 {
                rows.append(Self.line { Self.isTurned(mask, x: $0, y: line) })
                columns.append(Self.line { Self.isTurned(mask, x: line, y: $0) })
            }
        }
        rowMasks = rows
        columnMasks = columns
    }

    /// The symbol under the best mask, from the same symbol under mask 0.
    func grid(of symbol: borrowing QRSymbol, level: QRLevel) -> BitGrid {
        let width = symbol.width
        return withUnsafeTemporaryAllocation(of: Line.self, capacity: 6 * width) { lines in
            lines.initialize(repeating: 0)
            let rows = lines.extracting(0..<width)
            let columns = lines.extracting(width..<2 * width)
            let data = lines.extracting(2 * width..<3 * width)
            read(symbol, rows, columns, data)
            let trial = Trial(
                rows: lines.extracting(3 * width..<4 * width), columns: lines.extracting(4 * width..<5 * width), width: width)
            var best = (demerit: Int.max, mask: 0)
            for mask in 0..<8 {
                apply(mask, rows, columns, data, to: trial, level)
                let demerit = trial.demerit(below: best.demerit)
                if demerit < best.demerit { best = (demerit, mask) }
            }
            apply(best.mask, rows, columns, data, to: trial, level)
            return pack(trial.rows, width)
        }
    }

    /// Unpacks the library's bytes (bit 0 dark, bit 7 function module) into lines, and takes mask 0 off again.
    private func read(
        _ symbol: borrowing QRSymbol, _ rows: UnsafeMutableBufferPointer<Line>, _ columns: UnsafeMutableBufferPointer<Line>,
        _ data: UnsafeMutableBufferPointer<Line>
    ) {
        let width = symbol.width
        let spare = Line.bitWidth - width
        for y in 0..<width {
            let modules = symbol.row(y)
            var dark: Line = 0
            var function: Line = 0
            for x in 0..<width {
                let module = modules[x]
                dark = dark << 1 | Line(truncatingIfNeeded: module & 1)
                function = function << 1 | Line(truncatingIfNeeded: module >> 7)
                columns[x] = columns[x] << 1 | Line(truncatingIfNeeded: module & 1)
            }
            rows[y] = dark << spare
            // Function patterns are their own mirror image over the diagonal, so this serves columns as well.
            data[y] = ~function << spare
        }
        for line in 0..<width {
            rows[line] ^= rowMasks[line % 12] & data[line]
            columns[line] = (columns[line] << spare) ^ (columnMasks[line % 12] & data[line])
        }
    }

    private func apply(
        _ mask: Int, _ rows: UnsafeMutableBufferPointer<Line>, _ columns: UnsafeMutableBufferPointer<Line>,
        _ data: UnsafeMutableBufferPointer<Line>, to trial: Trial, _ level: QRLevel
    ) {
        var pattern = 12 * mask
        for line in 0..<trial.width {
            trial.rows[line] = rows[line] ^ (rowMasks[pattern] & data[line])
            trial.columns[line] = columns[line] ^ (columnMasks[pattern] & data[line])
            pattern = pattern == 12 * mask + 11 ? 12 * mask : pattern + 1
        }
        trial.write(format: Self.format(level, mask))
    }

    private func pack(_ rows: UnsafeMutableBufferPointer<Line>, _ width: Int) -> BitGrid {
        let stride = (width + 7) / 8
        let bytes = [UInt8](unsafeUninitializedCapacity: stride * width) { buffer, count in
            for y in 0..<width {
                for byte in 0..<stride {
                    let bits = UInt8(truncatingIfNeeded: rows[y] >> (Line.bitWidth - 8 - 8 * byte))
                    buffer.initializeElement(at: y * stride + byte, to: bits)
                }
            }
            count = stride * width
        }
        return BitGrid(width: width, height: width, bytes: bytes)
    }

    private static func line(_ isSet: (Int) -> Bool) -> Line {
        (0..<Line.bitWidth).reduce(0) { $0 << 1 | (isSet($1) ? 1 : 0) }
    }

    /// The mask conditions of ISO/IEC 18004 table 10.
    private static func isTurned(_ mask: Int, x: Int, y: Int) -> Bool {
        switch mask {
        case 0: (x + y) % 2 == 0
        case 1: y % 2 == 0
        case 2: x % 3 == 0
        case 3: (x + y) % 3 == 0
        case 4: (y / 2 + x / 3) % 2 == 0
        case 5: x * y % 2 + x * y % 3 == 0
        case 6: (x * y % 2 + x * y % 3) % 2 == 0
        default: (x * y % 3 + (x + y) % 2) % 2 == 0
        }
    }

    /// Format information: level and mask with their BCH(15, 5) remainder (ISO/IEC 18004 7.9 and annex C).
    private static func format(_ level: QRLevel, _ mask: Int) -> UInt32 {
        let data = level.formatBits << 3 | UInt32(mask)
        var remainder = data << 10
        for bit in stride(from: UInt32(14), through: 10, by: -1) where remainder & 1 << bit != 0 {
            remainder ^= 0b101_0011_0111 << (bit - 10)
        }
        return (data << 10 | remainder) ^ 0b101_0100_0001_0010
    }
}
