import Fonts
import Layout
import Pages
import TestKit
import Testing

@testable import PDF

@Suite struct ContentComposerTests {
    private func count(_ what: String, in text: String) -> Int {
        text.split(separator: "\n").filter {
            $0 == what || $0.hasSuffix(" " + what) || $0.hasSuffix(")" + what) || $0.hasSuffix("]" + what)
        }.count
    }

    private func page(_ marks: [(Mark, Int, Int)]) -> Page {
        Page(
            number: 1,
            frame: Frame(size: .letter, marks: marks.map { Placed($0.0, at: Point(x: .points($0.1), y: .points($0.2))) }))
    }

    private func run(_ text: String, _ tint: Tint = .black, size: Int = 10) throws -> Mark {
        .glyphs(GlyphRun(try TestParagraphs.word(text).runs[0], size: .points(size), tint: tint))
    }

    @Test func eachStateIsSaidOnce() throws {
        let red = Tint(rgb: 0xFF0000)
        let line = Stroke(width: .points(1), tint: .black)
        let content = Draft.content(
            page([
                (try run("Water"), 10, 20), (try run("Sewer"), 10, 32),
                (.fill(Size(width: .points(5), height: .points(5)), .black), 0, 0),
                (try run("Tax"), 10, 44), (try run("Due", red), 10, 56), (.rule(to: Point(x: .points(9), y: .zero), line), 0, 0),
                (.outline(Size(width: .points(9), height: .points(9)), line), 5, 5), (try run("Now", red), 10, 68),
            ]))
        #expect(count("Tf", in: content) == 1)
        #expect(count("g", in: content) == 1)
        #expect(count("rg", in: content) == 1)
        #expect(count("G", in: content) == 1)
        #expect(count("w", in: content) == 1)
        #expect(count("d", in: content) == 0)
        #expect(count("BT", in: content) == 3 && count("ET", in: content) == 3)
        #expect(count("Tj", in: content) + count("TJ", in: content) == 5)
    }

    @Test func anotherSizeOrFaceIsSaidAgain() throws {
        let bold = Mark.glyphs(GlyphRun(try TestParagraphs.word("b", TestStyles.bold).runs[0], size: .points(10), tint: .black))
        let content = Draft.content(
            page([(try run("a"), 0, 10), (try run("a", size: 12), 0, 20), (bold, 0, 30), (try run("a"), 0, 40)]))
        #expect(count("Tf", in: content) == 4)
        #expect(content.contains("/F0 10 Tf\n") && content.contains("/F0 12 Tf\n") && content.contains("/F1 10 Tf\n"))
    }

    @Test func dashesAreSetAndTakenBack() {
        let solid = Stroke(width: .points(1), tint: .black)
        let dashed = Stroke(width: .points(1), tint: .black, dash: .points(2))
        let to = Point(x: .points(9), y: .zero)
        let content = Draft.content(
            page([
                (.rule(to: to, solid), 0, 0), (.rule(to: to, dashed), 0, 5), (.rule(to: to, dashed), 0, 9),
                (.rule(to: to, solid), 0, 12),
            ]))
        #expect(content.split(separator: "\n").filter { $0.hasSuffix(" d") } == ["[2 ]0 d", "[]0 d"])
    }

    @Test func yTurnsOver() {
        let content = Draft.content(page([(.fill(Size(width: .points(30), height: .points(20)), .black), 10, 100)]))
        #expect(content == "0 g\n10 672 30 20 re\nf\n")
    }

    @Test func aPageOfNothingIsNoBytes() { #expect(Draft.content(page([])) == "") }

    @Test func onePageDoesNotKnowTheOneBefore() throws {
        let composer = ContentComposer(book: TestFonts.book, buffer: ContentBuffer(), isTagged: false)
        let one = page([(try run("Water"), 10, 20)])
        func text() -> String {
            composer.compose(one)
            return String(decoding: composer.buffer.view, as: UTF8.self)
        }
        #expect(text() == text())
    }

    @Test func textThatGlyphsDoNotTellGoesWithThem() throws {
        let content = Draft.content(try Draft.page("Vie\u{302}\u{323}t"))
        #expect(
            content.contains("/Span<</ActualText<FEFF006503020323>>>BDC\n"), "the text as it came, e + circumflex + dot below")
        #expect(count("BDC", in: content) == count("EMC", in: content) || content.contains("EMC"))
        for plain in ["Total due", "AVATAR", "1,234.50", "Việt"] {
            #expect(!Draft.content(try Draft.page(plain)).contains("ActualText"), "\(plain) tells itself")
        }
    }

    @Test func kerningAddsUpToTheRunsWidth() throws {
        // What the viewer moves by: declared widths less the numbers of TJ, in thousandths of an em.
        let run = try TestParagraphs.word("AVATARToWAVEYoTe").runs[0]
        let face = TestFonts.face(TestFonts.body)
        let content = Draft.content(page([(.glyphs(GlyphRun(run, size: .points(10), tint: .black)), 0, 20)]))
        let line = try #require(content.split(separator: "\n").first { $0.hasSuffix("]TJ") })
        let numbers = line.split(whereSeparator: { "()[]".contains($0) }).compactMap { Int($0) }
        let declared = run.glyphs.reduce(0) { $0 + PDFWidth.declared(face.advance(of: $1.id), em: face.unitsPerEm) }
        #expect(abs(declared - numbers.reduce(0, +) - run.advance * 1000 / face.unitsPerEm) <= 1)
    }
}
