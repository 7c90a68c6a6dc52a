/// Writes a number from its end to its start, so that digits need not be counted first, and hands it over in one piece.
struct DigitWriter {
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private var start: Int

    /// Digits of 64 bits with a separator of up to three bytes in each group, a point and nine decimals.
    private static let room = 20 + 6 * 4 + 16

    /// `affixes` is the number of bytes that `prepend` adds.
    @inline(__always)
    static func write(to out: inout [UInt8], affixes: Int, _ body: (inout DigitWriter) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room + affixes) { buffer in
            var writer = DigitWriter(buffer: buffer, start: buffer.count)
            body(&writer)
            out.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[writer.start...]))
        }
    }

    @inline(__always)
    mutating func prepend(_ bytes: [UInt8]) {
        var i = bytes.count
        while i > 0 {
            i -= 1
            start -= 1
            buffer[start] = bytes[i]
        }
    }

    /// The digits, with zeros before them up to `width`.
    @inline(__always)
    mutating func prepend(_ value: UInt64, width: Int) {
        var rest = value
        let stop = start - width
        while rest > 0 || start > stop {
            start -= 1
            buffer[start] = UInt8(truncatingIfNeeded: 48 &+ rest % 10)
            rest /= 10
        }
    }

    /// The digits in groups of three, without leading zeros.
    @inline(__always)
    mutating func prepend(_ value: UInt64, group: [UInt8]) {
        var rest = value
        if !group.isEmpty {
            while rest >= 1000 {
                prepend(rest % 1000, width: 3)
                prepend(group)
                rest /= 1000
            }
        }
        prepend(rest, width: 1)
    }
}
