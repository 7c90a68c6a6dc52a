/// The way of one document through its template: which tests were true and which false, which lists had items and which none.
///
/// A run chooses by it the documents that somebody looks at before all are released.
package struct Way: Sendable, Hashable {
    /// Two bits for each turn: the test was false, or the list empty; the test was true, or the list had items.
    package private(set) var bits: [UInt8]

    init(turns: Int) { bits = [UInt8](repeating: 0, count: (turns * 2 + 7) / 8) }

    mutating func begin() { for index in bits.indices { bits[index] = 0 } }

    @inline(__always)
    mutating func take(_ turn: Int, _ isSo: Bool) {
        let bit = turn * 2 + (isSo ? 1 : 0)
        if bit >> 3 < bits.count { bits[bit >> 3] |= 1 << UInt8(bit & 7) }
    }
}
