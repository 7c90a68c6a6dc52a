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
    func place(of character: Character) -> Int? { faces.firstIndex { $0.coversAll(of: character) } }
}

/// A character that cannot be set: no face of a chain has it, or setting it one after the other would be wrong.
package struct MissingGlyph: Error, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        case noGlyph(in: [String])
        /// A script that runs from right to left, or a control that turns text around.
        case rightToLeft(String?)
        /// A script whose letters change by what is around them, or whose lines do not break at spaces.
        case script(String)
        /// An accent without a letter, which would fall on whatever stands before.
        case loneMark
        /// An emoji of several, a flag, a sign within a ring.
        case sequence
        case privateUse
        /// What programs write for a character that they could not keep.
        case lost
        case control
        /// The font's own tables lead to a glyph that it does not have.
        case damaged(font: String)
    }

    package let scalar: Unicode.Scalar
    package let reason: Reason

    package init(scalar: Unicode.Scalar, faces: [String]) { self.init(scalar: scalar, reason: .noGlyph(in: faces)) }

    package init(scalar: Unicode.Scalar, reason: Reason) {
        self.scalar = scalar
        self.reason = reason
    }

    package var description: String {
        switch reason {
        case .noGlyph(let faces): "no glyph for \(shown) in \(faces.joined(separator: ", "))"
        case .rightToLeft(let script?): "text in \(script), which runs from right to left, cannot be set: \(shown)"
        case .rightToLeft(nil): "text that is turned from right to left cannot be set: \(shown)"
        case .script(let script): "text in \(script) cannot be set: \(shown)"
        case .loneMark: "a mark without a letter before it cannot be set: \(shown)"
        case .sequence: "a sign that is made of several characters cannot be set: \(shown)"
        case .privateUse: "a character for private use cannot be set: \(shown)"
        case .lost: "the text has lost a character: \(shown)"
        case .control: "a control character cannot be set: \(shown)"
        case .damaged(let font): "font \(font) is damaged: for \(shown) it leads to a glyph that it does not have"
        }
    }

    /// `U+4E2D "中" (CJK UNIFIED IDEOGRAPH-4E2D)`; what would disturb the line that shows it is only named.
    private var shown: String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let name = scalar.properties.name ?? scalar.properties.nameAlias ?? "without a name"
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator, .nonspacingMark,
            .spacingMark, .enclosingMark:
            return "\(number) (\(name))"
        default: return "\(number) \"\(scalar)\" (\(name))"
        }
    }
}
