import Fonts
import Pages

extension Word {
    /// The word in its smallest pieces, between which a line may break that cannot hold it whole: a character each, or
    /// what the font sets as one (a ligature). A character of several code points stays whole.
    var pieces: [Word] {
        runs.flatMap { run -> [Word] in
            var pieces: [Word] = []
            let text = String(decoding: run.text, as: UTF8.self)
            var ends: Set<Int> = [run.text.count]
            var end = 0
            for character in text {
                end += character.utf8.count
                ends.insert(end)
            }
            var glyphs: [Glyph] = []
            var advance = 0
            var start = 0
            var at = 0
            for glyph in run.glyphs {
                glyphs.append(glyph)
                advance += Int(glyph.advance)
                at += Int(glyph.textLength)
                // The last glyph of a cluster carries the length of its text.
                guard glyph.textLength > 0, ends.contains(at) else { continue }
                pieces.append(run.piece(glyphs, advance, Array(run.text[start..<at])))
                (glyphs, advance, start) = ([], 0, at)
            }
            if !glyphs.isEmpty { pieces.append(run.piece(glyphs, advance, Array(run.text[start...]))) }
            return pieces
        }
    }
}

extension Shaped {
    fileprivate func piece(_ glyphs: [Glyph], _ advance: Int, _ text: [UInt8]) -> Word {
        Word(
            runs: [
                Shaped(
                    face: face, unitsPerEm: unitsPerEm, glyphs: glyphs, advance: advance, text: text, pattern: pattern,
                    isStatic: isStatic)
            ])
    }
}
