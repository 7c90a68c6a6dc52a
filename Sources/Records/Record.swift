/// One record as its contract lays it out: the root's fields from slot 0, nested records inline, list items behind them.
package struct Record: Sendable {
    package var slots: [Slot] = []
    /// The texts of the record, unescaped.
    package var bytes: [UInt8] = []
    /// The line of the source on which the record begins.
    package var line = 0

    package init() {}

    package mutating func removeAll(keepingCapacity: Bool = true) {
        slots.removeAll(keepingCapacity: keepingCapacity)
        bytes.removeAll(keepingCapacity: keepingCapacity)
        line = 0
    }

    /// The UTF-8 of a text slot; nothing for any other slot.
    package func text(_ slot: Slot) -> ArraySlice<UInt8> {
        guard case .text(let offset, let length) = slot else { return [] }
        return bytes[Int(offset)..<Int(offset) + Int(length)]
    }

    /// A text slot as a string, for messages and tests; nil for any other slot.
    package func string(_ slot: Slot) -> String? {
        guard case .text = slot else { return nil }
        return String(decoding: text(slot), as: UTF8.self)
    }
}
