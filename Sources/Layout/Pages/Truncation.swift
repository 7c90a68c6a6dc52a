import Fonts
import Pages

/// Ends the last line of a frame with a mark ("…") that says that more was left out.
struct Truncation {
    let mark: String
    let book: FontBook

    func applied(to frame: Frame, room: Length) -> Frame {
        var frame = frame
        _ = shorten(&frame, left: .zero, room: room)
        return frame
    }

    /// Finds the last text in reading order; answers whether it was found.
    private func shorten(_ frame: inout Frame, left: Length, room: Length) -> Bool {
        for index in frame.marks.indices.reversed() {
            let at = frame.marks[index].at
            switch frame.marks[index].mark {
            case .glyphs(let run):
                frame.marks[index].mark = .glyphs(shortened(run, room: room - left - at.x))
                return true
            case .group(var inner):
                if shorten(&inner, left: left + at.x, room: room) {
                    frame.marks[index].mark = .group(inner)
                    return true
                }
            case .stamp, .rule, .fill, .outline, .picture, .modules, .bars: continue
            }
        }
        return false
    }

    private func shortened(_ run: GlyphRun, room: Length) -> GlyphRun {
        let face = book[run.shaped.face]
        var tail: [Glyph] = []
        var tailAdvance = 0
        // A face without the mark's characters (a scan line's) ends in three points instead.
        let mark = mark.unicodeScalars.allSatisfy { face.glyph(of: $0) != 0 } ? mark : "..."
        for scalar in mark.unicodeScalars {
            let glyph = face.glyph(of: scalar)
            let advance = face.advance(of: glyph)
            tail.append(Glyph(id: glyph, textLength: UInt16(String(scalar).utf8.count), advance: Int32(advance)))
            tailAdvance += advance
        }
        var glyphs = run.shaped.glyphs
        // A space that parts it from what follows has no glyph.
        var text = Array(run.shaped.text.prefix(glyphs.reduce(0) { $0 + Int($1.textLength) }))
        var advance = run.shaped.advance
        func width() -> Length { run.size.scaled(by: advance + tailAdvance, of: Int(run.shaped.unitsPerEm)) }
        while let last = glyphs.last, width() > room || last.textLength == 0 || text.last == 0x20 {
            glyphs.removeLast()
            advance -= Int(last.advance)
            text.removeLast(min(text.count, Int(last.textLength)))
        }
        return GlyphRun(
            Shaped(
                face: run.shaped.face, unitsPerEm: run.shaped.unitsPerEm, glyphs: glyphs + tail, advance: advance + tailAdvance,
                text: text + Array(mark.utf8), pattern: run.shaped.pattern, isStatic: false),
            size: run.size, tint: run.tint)
    }
}
