import Fonts
import Pages

/// Writes a face as a Type 0 font with the glyphs that a file uses (ISO 32000-1, 9.7).
///
/// The character codes of the pages are the face's own glyph numbers, two bytes each, so pages can be composed before it
/// is known which glyphs the file will use; a small map leads from them to the subset's numbers.
struct FontWriter {
    let face: Face
    let glyphs: [UInt16]

    func write(as font: ObjectID, into file: HaruDocument, by deflater: Deflater) throws(PDFError) {
        let subset: FontSubset
        do throws(FontError) { subset = try face.subset(glyphs: glyphs) } catch {
            throw .font(FontFault(message: error.description))
        }
        let name = tag + "+" + postScriptName
        let descendant = try file.reserve()
        let descriptor = try file.reserve()
        let program = try file.reserve()
        let map = try file.reserve()
        let unicode = try file.reserve()
        try file.write(
            font,
            text(
                "/Type/Font/Subtype/Type0/BaseFont/\(name)/Encoding/Identity-H/DescendantFonts[\(descendant.reference)]/ToUnicode \(unicode.reference)"
            ))
        try file.write(
            descendant,
            text(
                "/Type/Font/Subtype/CIDFontType2/BaseFont/\(name)/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                    + "/FontDescriptor \(descriptor.reference)/CIDToGIDMap \(map.reference)/DW 0/W[\(widths)]"))
        try file.write(
            descriptor,
            text(
                "/Type/FontDescriptor/FontName/\(name)/Flags \(face.isFixedPitch ? 5 : 4)\(face.isItalic ? "/ItalicAngle \(face.italicAngle)" : "/ItalicAngle 0")"
                    + "/FontBBox[\(em(face.bounds.left)) \(em(face.bounds.bottom)) \(em(face.bounds.right)) \(em(face.bounds.top))]"
                    + "/Ascent \(em(face.ascent))/Descent \(em(face.descent))/CapHeight \(em(face.capHeight))/XHeight \(em(face.xHeight))"
                    + "/StemV \(face.weight >= 600 ? 140 : 80)/FontFile2 \(program.reference)"))
        try file.write(
            program, text("/Length1 \(subset.program.count)/Filter/FlateDecode"), stream: deflater.deflate(subset.program))
        try file.write(map, text("/Filter/FlateDecode"), stream: deflater.deflate(subset.glyphMap))
        try file.write(unicode, text("/Filter/FlateDecode"), stream: deflater.deflate(toUnicode))
    }

    /// Six letters that differ for each set of glyphs (ISO 32000-1, 9.6.4).
    private var tag: String {
        var print = Fingerprint()
        for glyph in glyphs {
            print.add(UInt8(glyph >> 8))
            print.add(UInt8(truncatingIfNeeded: glyph))
        }
        var rest = print.value
        var letters = ""
        for _ in 0..<6 {
            letters.unicodeScalars.append(Unicode.Scalar(UInt8(65 + rest % 26)))
            rest /= 26
        }
        return letters
    }

    private var postScriptName: String {
        String(
            face.name.unicodeScalars.filter {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-")
            })
    }

    private func em(_ units: Int) -> Int { PDFWidth.declared(units, em: face.unitsPerEm) }

    /// Runs of neighbouring glyphs and their widths in thousandths of an em.
    private var widths: String {
        var out = ""
        var last = -2
        for glyph in glyphs {
            if Int(glyph) != last + 1 {
                if last >= 0 { out += "]" }
                out += "\(glyph)["
            } else {
                out += " "
            }
            out += "\(face.declaredWidths[Int(glyph)])"
            last = Int(glyph)
        }
        return last >= 0 ? out + "]" : out
    }

    /// What each glyph stands for, for copying and searching (ISO 32000-1, 9.10.3; at most 100 entries a section).
    private var toUnicode: [UInt8] {
        var out = """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange

            """
        // Every glyph needs a text (ISO 19005-2, 6.2.11.7.2). What a glyph's number does not tell stands beside it in the
        // page (ActualText), and here as the character for what cannot be told.
        let known = glyphs.map { glyph in
            let text = face.text(of: glyph)
            return (glyph, text.isEmpty ? ["\u{FFFD}"] : text)
        }
        var at = 0
        while at < known.count {
            let part = known[at..<min(known.count, at + 100)]
            out += "\(part.count) beginbfchar\n"
            for (glyph, scalars) in part {
                let units = scalars.flatMap { Array(String($0).utf16) }
                out += "<\(hex(glyph))> <\(units.map(hex).joined())>\n"
            }
            out += "endbfchar\n"
            at += 100
        }
        out += "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        return Array(out.utf8)
    }

    private func hex(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    private func text(_ string: String) -> [UInt8] { Array(string.utf8) }
}
