import CHarfBuzz
import Pages

/// One TrueType face: its outlines' bytes, its measures, which characters it covers, and HarfBuzz's view of it.
///
/// A class because HarfBuzz's objects have an identity; everything is set when the face is read and never changes after
/// (HarfBuzz's faces and fonts, once made immutable, may be used from many threads at once).
package final class Face: @unchecked Sendable {
    package let id: FaceID
    /// The file's name without its ending, `NotoSans-Regular`.
    package let name: String
    package let unitsPerEm: Int
    /// Typographic measures in design units; descent is negative.
    package let ascent: Int
    package let descent: Int
    package let capHeight: Int
    package let xHeight: Int
    package let italicAngle: Int
    package let weight: Int
    package let isItalic: Bool
    package let isFixedPitch: Bool
    package let bounds: (left: Int, bottom: Int, right: Int, top: Int)
    package let glyphCount: Int

    /// Advance of each glyph in design units, `hmtx`.
    let advances: [UInt16]
    /// The same in whole thousandths of an em, rounded half up, as a PDF font declares them (ISO 32000-1, 9.7.4.3).
    package let declaredWidths: [Int32]
    /// Glyph number of each scalar below U+0250; the rest is asked of HarfBuzz.
    let latin: [UInt16]
    let face: OpaquePointer
    let font: OpaquePointer
    /// What each glyph stands for where its number alone tells it: from `cmap` and the usual single substitutions.
    let meaning: GlyphMeaning

    deinit {
        hb_font_destroy(font)
        hb_face_destroy(face)
    }

    /// Reads a face from the bytes of a TrueType file.
    ///
    /// Refused, each with a sentence: a file that is cut short or whose table directory is wrong, outlines that are not
    /// TrueType, a variable font, and a licence bit that forbids embedding (OS/2 fsType, OpenType 1.9).
    package init(bytes: [UInt8], name: String, id: FaceID) throws(FontError) {
        let file = try FontFile(bytes: bytes, name: name)
        self.id = id
        self.name = name

        let blob = bytes.withUnsafeBytes {
            hb_blob_create(
                $0.baseAddress!.assumingMemoryBound(to: CChar.self), UInt32($0.count), HB_MEMORY_MODE_DUPLICATE, nil, nil)
        }
        defer { hb_blob_destroy(blob) }
        guard let face = hb_face_create(blob, 0), let font = hb_font_create(face) else {
            throw FontError(font: name, message: "HarfBuzz cannot read it")
        }
        hb_face_make_immutable(face)
        unitsPerEm = Int(hb_face_get_upem(face))
        glyphCount = Int(hb_face_get_glyph_count(face))
        guard unitsPerEm >= 16, unitsPerEm <= 16384, glyphCount > 0, glyphCount <= 65535 else {
            hb_font_destroy(font)
            hb_face_destroy(face)
            throw FontError(font: name, message: "its head or maxp table is damaged")
        }
        hb_font_set_scale(font, Int32(unitsPerEm), Int32(unitsPerEm))
        hb_font_make_immutable(font)
        self.face = face
        self.font = font

        weight = file.weight
        isItalic = file.isItalic
        isFixedPitch = file.isFixedPitch
        italicAngle = file.italicAngle
        capHeight = file.capHeight
        xHeight = file.xHeight
        bounds = file.bounds
        ascent = file.ascent
        descent = file.descent

        advances = (0..<glyphCount).map { UInt16(clamping: hb_font_get_glyph_h_advance(font, UInt32($0))) }
        let em = unitsPerEm
        declaredWidths = advances.map { Int32((Int($0) * 1000 + em / 2) / em) }
        latin = (0..<0x250).map { scalar in
            var glyph: hb_codepoint_t = 0
            return hb_font_get_nominal_glyph(font, UInt32(scalar), &glyph) != 0 ? UInt16(truncatingIfNeeded: glyph) : 0
        }
        meaning = GlyphMeaning(font: font, glyphCount: glyphCount, latin: latin)
        if let scalar = latin.firstIndex(where: { Int($0) >= glyphCount }) {
            throw FontError(
                font: name,
                message:
                    "its cmap table leads to glyph \(latin[scalar]) for U+\(String(scalar, radix: 16, uppercase: true)), and its maxp table has \(glyphCount) glyphs; take the font's file anew from where it came from"
            )
        }
    }

    /// Whether a glyph that shaping came to is one of the face's: a damaged table of substitutions may lead elsewhere.
    func has(_ glyph: hb_codepoint_t) -> Bool { Int(glyph) < glyphCount }

    /// The glyph of a scalar, or zero where the face has none.
    package func glyph(of scalar: Unicode.Scalar) -> UInt16 {
        if scalar.value < 0x250 { return latin[Int(scalar.value)] }
        var glyph: hb_codepoint_t = 0
        guard hb_font_get_nominal_glyph(font, scalar.value, &glyph) != 0, has(glyph) else { return 0 }
        return UInt16(truncatingIfNeeded: glyph)
    }

    /// Whether the face draws a scalar; what has no ink (joiners) is covered by any face.
    package func covers(_ scalar: Unicode.Scalar) -> Bool {
        !Writing.isVariation(scalar) && (glyph(of: scalar) != 0 || Writing.isWithoutInk(scalar))
    }

    /// Whether the face draws all scalars of a character, and the variation that is asked for.
    func coversAll(of character: Character) -> Bool {
        var before: Unicode.Scalar?
        for scalar in character.unicodeScalars {
            if Writing.isVariation(scalar) {
                var glyph: hb_codepoint_t = 0
                guard let before, hb_font_get_variation_glyph(font, before.value, scalar.value, &glyph) != 0 else { return false }
            } else if !covers(scalar) {
                return false
            }
            before = scalar
        }
        return true
    }

    /// The glyph of a scalar that stands alone in its place, as in a code: no mark upon another, nothing without ink.
    package func loneGlyph(of scalar: Unicode.Scalar) throws(MissingGlyph) -> UInt16 {
        if let (scalar, reason) = Writing.obstacle(in: String(scalar)) { throw MissingGlyph(scalar: scalar, reason: reason) }
        if Writing.isWithoutInk(scalar) { throw MissingGlyph(scalar: scalar, reason: .control) }
        let glyph = glyph(of: scalar)
        guard glyph != 0 else { throw MissingGlyph(scalar: scalar, faces: [name]) }
        return glyph
    }

    /// How far the pen moves over a glyph, in design units.
    package func advance(of glyph: UInt16) -> Int { Int(glyph) < advances.count ? Int(advances[Int(glyph)]) : 0 }

    /// A measure of the face at a size.
    package func scaled(_ units: Int, at size: Length) -> Length { size.scaled(by: units, of: unitsPerEm) }

    /// What a glyph stands for where its number alone tells it.
    package func text(of glyph: UInt16) -> [Unicode.Scalar] { meaning.scalars(of: glyph) }
}

/// Why a font cannot be used.
package struct FontError: Error, CustomStringConvertible {
    package let font: String
    package let message: String

    package init(font: String, message: String) {
        self.font = font
        self.message = message
    }

    package var description: String { "font \(font): \(message)" }
}
