import Pages

/// A name of up to three characters, kept in a colour, so that a filled rectangle tells which mock block it came from.
///
/// What begins with `_` stands on several pages on purpose (heads, carried rows, grounds of boxes) and is not counted.
package enum Named {
    package static func tint(_ name: String) -> Tint {
        let bytes = Array(name.utf8.prefix(3)) + [0, 0, 0]
        return Tint(rgb: UInt32(bytes[0]) << 16 | UInt32(bytes[1]) << 8 | UInt32(bytes[2]))
    }

    package static func name(_ tint: Tint) -> String {
        String(decoding: [tint.red, tint.green, tint.blue].filter { $0 > 0 }.map { UInt8($0) }, as: UTF8.self)
    }

    /// The colour of what repeats.
    package static let repeated = tint("_")

    package static func isRepeated(_ tint: Tint) -> Bool { tint.red == 0x5F }
}
