import Pages

/// Symbols made before, so that a text which repeats (a payment address, a return code) is encoded once.
///
/// Bounded and direct-mapped: a text has one slot, and the newest text in a slot stays. What is kept changes speed
/// only, never modules. A class because it changes while in use; one for each thread.
package final class QRCache {
    private struct Entry {
        let text: [UInt8]
        let level: QRLevel
        let grid: BitGrid
    }

    private let encoder = QREncoder()
    private var slots: [Entry?]

    /// A cache of at least `capacity` symbols, rounded up to a power of two.
    package init(capacity: Int = 256) {
        var count = 1
        while count < capacity { count *= 2 }
        slots = Array(repeating: nil, count: count)
    }

    /// The symbol of a text, from the cache if its bytes and level are the same.
    package func grid(_ text: Span<UInt8>, level: QRLevel) throws(SymbolError) -> BitGrid {
        let slot = self.slot(text, level)
        if let entry = slots[slot], entry.level == level, Self.same(entry.text.span, text) { return entry.grid }
        let grid = try encoder.encode(text, level: level)
        let kept = [UInt8](unsafeUninitializedCapacity: text.count) { buffer, count in
            for index in text.indices { buffer.initializeElement(at: index, to: text[index]) }
            count = text.count
        }
        slots[slot] = Entry(text: kept, level: level, grid: grid)
        return grid
    }

    package func grid(_ text: [UInt8], level: QRLevel) throws(SymbolError) -> BitGrid {
        try grid(text.span, level: level)
    }

    private func slot(_ text: Span<UInt8>, _ level: QRLevel) -> Int {
        var print = Fingerprint()
        print.add(text)
        print.add(UInt8(truncatingIfNeeded: level.formatBits))
        // FNV mixes its high bits better than its low ones.
        let folded = print.value ^ print.value >> 32
        return Int(truncatingIfNeeded: folded) & (slots.count - 1)
    }

    private static func same(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
        guard one.count == other.count else { return false }
        for index in one.indices where one[index] != other[index] { return false }
        return true
    }
}
