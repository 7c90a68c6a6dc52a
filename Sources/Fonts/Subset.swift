import CHarfBuzz

/// A font program that holds only the glyphs that a file uses, without hinting, and the way from the face's glyph
/// numbers to its own.
package struct FontSubset: Sendable {
    package let program: [UInt8]
    /// Big-endian glyph number in the program for each glyph number of the face, up to the highest used.
    package let glyphMap: [UInt8]
}

extension Face {
    /// What a Type 0 font of a PDF needs (ISO 32000-1, 9.9, table 126).
    private static let keptTables = ["glyf", "head", "hhea", "hmtx", "loca", "maxp"]

    /// Takes a subset of the face with hb-subset.
    package func subset(glyphs: [UInt16]) throws(FontError) -> FontSubset {
        if let made = try subset(glyphs, without: nil) { return made }
        // The table without which it goes is the one that is damaged.
        for table in Face.keptTables where (try? subset(glyphs, without: table)) ?? nil != nil {
            throw FontError(
                font: name, message: "its table \(table) is damaged; take the font's file anew from where it came from")
        }
        throw FontError(
            font: name, message: "more than one of its tables is damaged; take the font's file anew from where it came from")
    }

    /// A subset without one of its tables; nil where hb-subset makes none.
    private func subset(_ glyphs: [UInt16], without table: String?) throws(FontError) -> FontSubset? {
        guard let input = hb_subset_input_create_or_fail() else { throw FontError(font: name, message: "no memory for a subset") }
        defer { hb_subset_input_destroy(input) }
        let wanted = hb_subset_input_glyph_set(input)
        for glyph in glyphs { hb_set_add(wanted, UInt32(glyph)) }
        let dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG)
        let kept = Set(Face.keptTables.filter { $0 != table }.map(FontFile.tag))
        var count: UInt32 = 64
        var tags = [hb_tag_t](repeating: 0, count: 64)
        _ = hb_face_get_table_tags(face, 0, &count, &tags)
        for tag in tags.prefix(Int(count)) where !kept.contains(tag) { hb_set_add(dropped, tag) }
        hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING.rawValue)

        guard let plan = hb_subset_plan_create_or_fail(face, input) else { return nil }
        defer { hb_subset_plan_destroy(plan) }
        guard let small = hb_subset_plan_execute_or_fail(plan) else { return nil }
        defer { hb_face_destroy(small) }
        let blob = hb_face_reference_blob(small)
        defer { hb_blob_destroy(blob) }
        var length: UInt32 = 0
        guard let data = hb_blob_get_data(blob, &length), length > 0 else {
            throw FontError(font: name, message: "its subset is empty")
        }
        let program = data.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
            Array(UnsafeBufferPointer(start: $0, count: Int(length)))
        }
        let mapping = hb_subset_plan_old_to_new_glyph_mapping(plan)
        let highest = Int(glyphs.max() ?? 0)
        var map = [UInt8](repeating: 0, count: 2 * (highest + 1))
        for glyph in glyphs {
            let new = hb_map_get(mapping, UInt32(glyph))
            guard new != UInt32.max else { throw FontError(font: name, message: "glyph \(glyph) is lost in its subset") }
            map[2 * Int(glyph)] = UInt8(truncatingIfNeeded: new >> 8)
            map[2 * Int(glyph) + 1] = UInt8(truncatingIfNeeded: new)
        }
        return FontSubset(program: program, glyphMap: map)
    }
}
