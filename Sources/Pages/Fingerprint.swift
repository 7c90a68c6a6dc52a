/// A running 64-bit FNV-1a hash: the same bytes give the same number on any machine (no seed, unlike `Hasher`).
package struct Fingerprint: Sendable {
    package private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    package init() {}

    package mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }

    package mutating func add(_ bytes: Span<UInt8>) {
        for index in bytes.indices { add(bytes[unchecked: index]) }
    }

    /// Sixteen lower-case hexadecimal digits.
    package var hex: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
