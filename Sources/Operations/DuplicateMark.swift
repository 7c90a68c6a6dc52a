import Fonts
import PDF
import Pages
import Runs

/// The stamp of a copy: a line at the top edge of each page.
enum DuplicateMark {
    static func mark(_ text: String, _ book: FontBook) throws(RunError) -> PageMark {
        guard let chain = book.faces.isEmpty ? nil : FaceChain(book.faces),
            let word = try? Shaper(capacity: 64).word(text, chain: chain)
        else { throw RunError.noFontForMark }
        return PageMark(book: book) { size in
            var frame = Frame(size: size)
            // As large as the page lets it be, between 5 and 8 pt: on a roll it is a narrow one.
            var points = 8
            while points > 5, word.width(at: Length.points(points)) > size.width - Length.points(24) { points -= 1 }
            let width = word.width(at: Length.points(points))
            var x = max(Length.points(6), (size.width - width) / 2)
            for part in word.runs {
                frame.place(.glyphs(GlyphRun(part, size: .points(points), tint: .black)), at: Point(x: x, y: .points(4 + points)))
                x = x + part.width(at: .points(points))
            }
            return frame
        }
    }
}
