/// A colour of the device RGB space, eight bits a channel.
package struct Tint: Hashable, Sendable {
    package let rgb: UInt32

    package init(rgb: UInt32) { self.rgb = rgb & 0xFF_FFFF }

    package static let black = Tint(rgb: 0)
    package static let white = Tint(rgb: 0xFF_FFFF)

    package var red: Int { Int(rgb >> 16) }
    package var green: Int { Int(rgb >> 8 & 0xFF) }
    package var blue: Int { Int(rgb & 0xFF) }
}

extension Tint: CustomStringConvertible {
    /// `#1B4F72`
    package var description: String {
        let digits = Array("0123456789ABCDEF")
        return "#" + String((0..<6).reversed().map { digits[Int(rgb >> (4 * UInt32($0)) & 15)] })
    }
}

/// A line's thickness, colour and dash; `dash` is the length of both ink and gap, zero for a solid line.
package struct Stroke: Hashable, Sendable {
    package var width: Length
    package var tint: Tint
    package var dash: Length

    package init(width: Length, tint: Tint, dash: Length = .zero) {
        self.width = width
        self.tint = tint
        self.dash = dash
    }
}
