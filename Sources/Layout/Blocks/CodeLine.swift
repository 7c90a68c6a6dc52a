import Fonts
import Pages

/// A line of characters at an exact pitch (an OCR scan line), never wrapped.
package struct CodeLine: Block {
    let shaped: Shaped
    let style: TextStyle
    let width: Length
    let align: Alignment
    /// The line stands in the middle of a clear band that is part of its frame, so that nothing can enter it from above or
    /// below; what stands beside it is for whoever places it.
    let hasBand: Bool

    /// What readers of remittance stubs ask for: a band of 5/8 in across the line, 1/4 in of it clear above and below.
    package enum Band {
        package static let height = Length.points(45)
        static let clear = Length.points(18)
    }

    /// `pitch` is the distance from one character to the next; each pen movement is set so that no rounding adds up.
    package init(
        _ text: [UInt8], style: TextStyle, pitch: Length, align: Alignment, hasBand: Bool = false, isStatic: Bool = false
    ) throws(MissingGlyph) {
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
        self.hasBand = hasBand
        width = pitch * glyphs.count
    }

    package var naturalWidth: Length { width }

    /// How tall the line is, and where its baseline lies.
    private var measure: (height: Length, baseline: Length) {
        guard hasBand else { return (style.leading, style.baseline) }
        let face = style.chain.first
        let ink = face.scaled(face.capHeight > 0 ? face.capHeight : face.ascent, at: style.size)
        let height = max(Band.height, ink + Band.clear * 2)
        return (height, (height + ink) / 2)
    }

    package func fit(into region: Region) -> Fit {
        let (height, baseline) = measure
        guard region.isFresh || height <= region.height else { return .none(.full) }
        guard width <= region.width else {
            return .none(.tooWide(.code(characters: shaped.glyphs.count), width, room: region.width))
        }
        guard height <= region.height else { return .none(.tooTall(.codeLine(hasBand: hasBand))) }
        var frame = Frame(size: Size(width: region.width, height: height), role: .paragraph)
        if shaped.glyphs.isEmpty { return .whole(frame) }
        let x: Length
        switch align {
        case .left: x = .zero
        case .right: x = region.width - width
        case .center: x = (region.width - width) / 2
        }
        frame.place(.glyphs(GlyphRun(shaped, size: style.size, tint: style.tint)), at: Point(x: x, y: baseline))
        return .whole(frame)
    }
}
