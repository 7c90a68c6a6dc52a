import Fonts
import Layout
import Pages
import TestKit
import Testing

@testable import PDF

/// A font whose tables are damaged is refused, or makes a file, or a sentence: nothing that it says leads out of an array.
@Suite struct DamagedFontTests {
    @Test(.timeLimit(.minutes(3)), arguments: [TestFonts.scanLine, "SourceSansPro-It", TestFonts.body])
    func damagedFontsNeverEndTheProgram(_ name: String) throws {
        let whole = try TestFonts.bytes(name)
        var noise = Noise(seed: UInt64(whole.count) + 1)
        let starts = TrueTypeEdit.tableStarts(whole)
        let maxp = try #require(TrueTypeEdit(whole).tags.firstIndex(of: "maxp"))
        var (refused, made, failed) = (0, 0, 0)
        for round in 0..<100 {
            var bytes = whole
            for _ in 0..<1 + noise.next(below: 4) {
                // The number of glyphs, the directory, or where a table begins.
                let at =
                    switch round % 3 {
                    case 0: starts[maxp] + 4 + noise.next(below: 2)
                    case 1: 12 + noise.next(below: 16 * starts.count)
                    default: min(whole.count - 1, noise.pick(starts) + noise.next(below: 96))
                    }
                bytes[at] = noise.pick([0, 1, 7, 0x7F, 0x80, 0xFF, UInt8(noise.next(below: 256))])
            }
            guard let face = try? Face(bytes: bytes, name: "Odd", id: FaceID(index: 0)) else {
                refused += 1
                continue
            }
            let book = FontBook(faces: [face])
            let style = TextStyle(chain: FaceChain([face]), size: .points(10), leading: .points(12))
            do {
                var builder = ParagraphBuilder(shaper: Shaper())
                try builder.add("AVATAR 1,234.56 office To e\u{301}", style: style)
                let page = Draft.page(Draft.frame(builder.paragraph(ParagraphStyle(), base: style, role: .paragraph)))
                let sink = MemorySink()
                let file = try PDFFile(sink: sink, book: book, profile: .print)
                try file.append(PageComposer(book: book, profile: .print).compose(page))
                try file.finish()
                made += 1
            } catch {
                #expect("\(error)".contains("Odd") || "\(error)".contains("U+"), "\(error)")
                failed += 1
            }
        }
        #expect(refused > 20 && made > 20, "\(refused) refused, \(made) made, \(failed) told")
    }
}
