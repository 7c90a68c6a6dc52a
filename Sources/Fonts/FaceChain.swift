import Pages

/// A face and those that stand in for it, in order, where it lacks a character.
package final class FaceChain: Sendable {
    package let faces: [Face]
    /// Spreads chains over the shaper's cache; chains of two books may share it.
    let key: UInt64

    package init(_ faces: [Face]) {
        precondition(!faces.isEmpty)
        self.faces = faces
        var key: UInt64 = 0xcbf2_9ce4_8422_2325
        for face in faces { key = (key ^ UInt64(face.id.index &+ 1)) &* 0x100_0000_01b3 }
        self.key = key
    }

    package var first: Face { faces[0] }

    /// Whether both have the very same faces, so that what one shapes is what the other would.
    func isSame(as other: FaceChain) -> Bool {
        self === other || (faces.count == other.faces.count && zip(faces, other.faces).allSatisfy { $0 === $1 })
    }

    /// The place in the chain of the first face that draws all scalars of a character.
    func place(of character: Character) -> Int? {
        faces.firstIndex { face in character.unicodeScalars.allSatisfy { face.covers($0) } }
    }
}

/// A character that cannot be set: no face of a chain has it, or its script runs from right to left.
package struct MissingGlyph: Error, CustomStringConvertible {
    package let scalar: Unicode.Scalar
    package let faces: [String]

    package let isRightToLeft: Bool

    package init(scalar: Unicode.Scalar, faces: [String], isRightToLeft: Bool = false) {
        self.scalar = scalar
        self.faces = faces
        self.isRightToLeft = isRightToLeft
    }

    package var description: String {
        isRightToLeft
            ? "text that runs from right to left cannot be set yet: U+\(hex) \(shown)"
            : "no glyph for U+\(hex) \(shown) in \(faces.joined(separator: ", "))"
    }

    private var hex: String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private var shown: String {
        let name = scalar.properties.name ?? scalar.properties.nameAlias ?? "without a name"
        return scalar.properties.generalCategory == .control ? "(\(name))" : "\"\(scalar)\" (\(name))"
    }
}
