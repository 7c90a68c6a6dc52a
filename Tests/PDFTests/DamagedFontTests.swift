import Fonts
import Layout
import Pages
import Platform
import TestKit
import Testing

@testable import PDF

/// A font whose tables are damaged is refused, or makes a file, or a sentence: nothing that it says leads out of an array.
@Suite struct DamagedFontTests {
    @Test(arguments: [TestFonts.scanLine, "SourceSansPro-It", TestFonts.body])
    func damagedFontsNeverEndTheProgram(_ name: String) throws {
        let whole = try TestFonts.bytes(name)
        var noise = Noise(seed: UInt64(whole.count) + 1)
        // The code font has no combining accent, whole or damaged.
        let text = "AVATAR 1,234.56 office To" + (name == TestFonts.scanLine ? "" : " e\u{301}")
        let starts = TrueTypeEdit.tableStarts(whole)
        let maxp = try #require(TrueTypeEdit(whole).tags.firstIndex(of: "maxp"))
        var (refused, made, failed) = (0, 0, 0)
        for round in 0..<100 {
            var bytes = whole
            for _ in 0..<1 + noise.next(below: 4) {
                // The number of glyphs, the directory, or where a table begins.
                let at: Int
                switch round % 3 {
                case 0: at = starts[maxp] + 4 + noise.next(below: 2)
                case 1: at = 12 + noise.next(below: 16 * starts.count)
                default:
                    let start = noise.pick(starts)
                    at = min(whole.count - 1, start + noise.next(below: 96))
                }
                let any = UInt8(noise.next(below: 256))
                let values: [UInt8] = [0, 1, 7, 0x7F, 0x80, 0xFF, any]
                bytes[at] = noise.pick(values)
            }
            switch Self.outcome(of: bytes, saying: text) {
            case .refused: refused += 1
            case .made: made += 1
            case .told(let message):
                #expect(message.contains("Odd") || message.contains("U+") || message.contains("fit"), "\(message)")
                failed += 1
            }
        }
        #expect(refused > 20 && made > 20, "\(refused) refused, \(made) made, \(failed) told")
    }

    private enum Outcome {
        case refused, made
        case told(String)
    }

    /// What becomes of a page that is set in the font.
    private static func outcome(of bytes: [UInt8], saying text: String) -> Outcome {
        guard let face = try? Face(bytes: bytes, name: "Odd", id: FaceID(index: 0)) else { return .refused }
        do {
            try write(text, face)
            return .made
        } catch { return .told("\(error)") }
    }

    /// Damaged metrics can make a line that no page holds.
    private struct TooLarge: Error, CustomStringConvertible {
        let description = "the paragraph does not fit"
    }

    private static func write(_ text: String, _ face: Face) throws {
        let book = FontBook(faces: [face])
        let style = TextStyle(chain: FaceChain([face]), size: .points(10), leading: .points(12))
        var builder = ParagraphBuilder(shaper: Shaper())
        try builder.add(text, style: style)
        let paragraph = builder.paragraph(ParagraphStyle(), base: style, role: .paragraph)
        guard case .whole(let frame) = paragraph.fit(into: Region(size: Size(width: .points(400), height: .points(650)))) else {
            throw TooLarge()
        }
        let page = Draft.page(frame)
        let file = try PDFFile(sink: MemorySink(), book: book, profile: .print)
        try file.append(PageComposer(book: book, profile: .print).compose(page))
        try file.finish()
    }
}
