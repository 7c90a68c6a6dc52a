import CHarfBuzz

/// What each glyph of a face stands for, so far as its number alone tells it: the lowest scalar that `cmap` maps to it,
/// a figure or letter reached by the features that we use, or the letters of a standard ligature.
///
/// It depends on the face alone, so a file's ToUnicode map is the same whichever pages came first; a glyph that stands
/// for something else in a text carries that text beside it (ActualText, ISO 32000-1, 14.9.4).
struct GlyphMeaning: Sendable {
    private var single: [UInt32]
    private var several: [UInt16: [Unicode.Scalar]] = [:]

    init(font: OpaquePointer, glyphCount: Int, latin: [UInt16]) {
        single = [UInt32](repeating: 0, count: glyphCount)
        let set = hb_set_create()
        defer { hb_set_destroy(set) }
        hb_face_collect_unicodes(hb_font_get_face(font), set)
        var scalar: hb_codepoint_t = UInt32.max  // HB_SET_VALUE_INVALID begins the walk
        while hb_set_next(set, &scalar) != 0 {
            var glyph: hb_codepoint_t = 0
            guard hb_font_get_nominal_glyph(font, scalar, &glyph) != 0, glyph > 0 else { continue }
            guard glyph < UInt32(glyphCount) else { continue }
            if single[Int(glyph)] == 0 && Unicode.Scalar(scalar) != nil { single[Int(glyph)] = scalar }
        }
        let buffer = hb_buffer_create()!
        defer { hb_buffer_destroy(buffer) }
        for feature in [Features.tabular, .plain] {
            for scalar in UInt32(0x21)..<0x7F {
                if let glyph = GlyphMeaning.onlyGlyph(of: [scalar], font, buffer, feature), Int(glyph) < glyphCount,
                    single[Int(glyph)] == 0
                {
                    single[Int(glyph)] = scalar
                }
            }
        }
        for ligature in GlyphMeaning.ligatures {
            let scalars = Array(ligature.unicodeScalars)
            if let glyph = GlyphMeaning.onlyGlyph(of: scalars.map(\.value), font, buffer, .plain), Int(glyph) < glyphCount {
                several[UInt16(glyph)] = scalars
            }
        }
    }

    /// The standard ligatures of text faces.
    private static let ligatures = [
        "ffi", "ffl", "ff", "fi", "fl", "ft", "fft", "tt", "tti", "ti", "tf", "ty", "fj", "ffj", "fb", "ffb", "fh", "ffh", "fk",
        "ffk", "Th", "ct", "st",
    ]

    func scalars(of glyph: UInt16) -> [Unicode.Scalar] {
        if let ligature = several[glyph] { return ligature }
        guard Int(glyph) < single.count, single[Int(glyph)] != 0, let scalar = Unicode.Scalar(single[Int(glyph)]) else {
            return []
        }
        return [scalar]
    }

    /// Whether a glyph's number alone stands for just one scalar.
    func isJust(_ scalar: UInt32, glyph: UInt16) -> Bool {
        Int(glyph) < single.count && single[Int(glyph)] == scalar && (several.isEmpty || several[glyph] == nil)
    }

    private static func onlyGlyph(
        of scalars: [UInt32], _ font: OpaquePointer, _ buffer: OpaquePointer, _ features: Features
    ) -> UInt32? {
        hb_buffer_clear_contents(buffer)
        hb_buffer_add_utf32(buffer, scalars, Int32(scalars.count), 0, Int32(scalars.count))
        hb_buffer_guess_segment_properties(buffer)
        features.withList { hb_shape(font, buffer, $0, $1) }
        var count: UInt32 = 0
        guard let infos = hb_buffer_get_glyph_infos(buffer, &count), count == 1, infos[0].codepoint != 0 else { return nil }
        return infos[0].codepoint
    }
}
