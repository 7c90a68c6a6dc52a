/// A face of the font book that a document was laid out with, by its place in the book.
package struct FaceID: Hashable, Sendable {
    package let index: UInt16
    package init(index: Int) { self.index = UInt16(index) }
}

/// One shaped glyph: its number in the face, how far the pen moves, and how much text it stands for.
package struct Glyph: Hashable, Sendable {
    package var id: UInt16
    /// UTF-8 bytes of the text that this glyph stands for, together with those before it that say zero (one cluster).
    package var textLength: UInt16
    /// How far the pen moves, in the face's design units.
    package var advance: Int32
    /// Where the glyph sits beside the pen, in design units (marks above letters).
    package var x: Int16
    package var y: Int16

    package init(id: UInt16, textLength: UInt16, advance: Int32, x: Int16 = 0, y: Int16 = 0) {
        self.id = id
        self.textLength = textLength
        self.advance = advance
        self.x = x
        self.y = y
    }
}

/// How a shaped text can be written: most are a plain row of glyphs, and the PDF room then has little to do.
package enum GlyphPattern: Sendable {
    /// Each glyph has its face's own advance, no offset, and stands for just the text that the face's table says.
    case plain
    /// Some pen movements differ from the face's own (kerning, exact pitch).
    case adjusted
    /// Some glyphs are offset, or stand for text that their number alone does not tell.
    case intricate
}

/// A text in one face, shaped once: glyphs without a size yet, shared by identity wherever it recurs.
package final class Shaped: Sendable {
    package let face: FaceID
    package let unitsPerEm: Int32
    package let glyphs: [Glyph]
    /// The sum of the advances, in design units.
    package let advance: Int
    /// The text that the glyphs stand for, UTF-8.
    package let text: [UInt8]
    package let pattern: GlyphPattern
    /// Made when the template was compiled, from text that stands in the template itself.
    package let isStatic: Bool

    package init(
        face: FaceID, unitsPerEm: Int32, glyphs: [Glyph], advance: Int, text: [UInt8], pattern: GlyphPattern, isStatic: Bool
    ) {
        self.face = face
        self.unitsPerEm = unitsPerEm
        self.glyphs = glyphs
        self.advance = advance
        self.text = text
        self.pattern = pattern
        self.isStatic = isStatic
    }

    @inlinable package func width(at size: Length) -> Length { size.scaled(by: advance, of: Int(unitsPerEm)) }
}

/// A shaped text at a size and in a colour; its point is the pen's start on the baseline.
package struct GlyphRun: Sendable {
    package let shaped: Shaped
    package let size: Length
    package let tint: Tint

    package init(_ shaped: Shaped, size: Length, tint: Tint) {
        self.shaped = shaped
        self.size = size
        self.tint = tint
    }

    @inlinable package var width: Length { shaped.width(at: size) }
}
