import Fonts
import Pages

/// A line of characters at an exact pitch (an OCR scan line), never wrapped.
package struct CodeLine: Block {
    let shaped: Shaped
    let style: TextStyle
    let width: Length
    let align: Alignment

    /// `pitch` is the distance from one character to the next; each pen movement is set so that no rounding adds up.
    package init(_ text: [UInt8], style: TextStyle, pitch: Length, align: Alignment, isStatic: Bool = false) throws(MissingGlyph)
    {
        let face = style.chain.first
        var glyphs: [Glyph] = []
        var reached = 0
        let em = Int(style.size.hundredths)
        for (index, scalar) in String(decoding: text, as: UTF8.self).unicodeScalars.enumerated() {
            let glyph = try face.loneGlyph(of: scalar)
            let next = (Int(pitch.hundredths) * (index + 1) * face.unitsPerEm + em / 2) / max(1, em)
            glyphs.append(
                Glyph(id: glyph, textLength: UInt16(String(scalar).utf8.count), advance: Int32(next - reached)))
            reached = next
        }
        shaped = Shaped(
            face: face.id, unitsPerEm: Int32(face.unitsPerEm), glyphs: glyphs, advance: reached, text: text, pattern: .adjusted,
            isStatic: isStatic)
        self.style = style
        self.align = align
        width = pitch * glyphs.count
    }

    package var naturalWidth: Length { width }

    package func fit(into region: Region) -> Fit {
        guard width <= region.width else {
            return .none(
                Misfit("a code of \(shaped.glyphs.count) characters is \(width) pt wide; its room has \(region.width) pt"))
        }
        guard style.leading <= region.height else {
            return .none(region.isFresh ? Misfit("a code line is taller than its room") : .full)
        }
        var frame = Frame(size: Size(width: region.width, height: style.leading), role: .paragraph)
        if shaped.glyphs.isEmpty { return .whole(frame) }
        let x: Length
        switch align {
        case .left: x = .zero
        case .right: x = region.width - width
        case .center: x = (region.width - width) / 2
        }
        frame.place(.glyphs(GlyphRun(shaped, size: style.size, tint: style.tint)), at: Point(x: x, y: style.baseline))
        return .whole(frame)
    }
}
