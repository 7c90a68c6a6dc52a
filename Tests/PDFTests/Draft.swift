import Fonts
import Layout
import Pages
import Platform
import TestKit

@testable import PDF

/// Pages for tests, and the files made of them.
enum Draft {
    /// A page of US Letter with the marks of a frame at a place.
    static func page(_ frame: Frame, number: Int = 1) -> Page {
        var sheet = Frame(size: .letter)
        sheet.marks.append(Placed(.group(frame), at: Point(x: .points(50), y: .points(50))))
        return Page(number: number, frame: sheet)
    }

    static func frame(_ block: any Block, width: Int = 400) -> Frame {
        guard case .whole(let frame) = block.fit(into: Region(size: Size(width: .points(width), height: .points(650)))) else {
            fatalError("a test's block is too large")
        }
        return frame
    }

    static func page(_ text: String, number: Int = 1) throws -> Page {
        page(frame(try TestParagraphs.paragraph(text)), number: number)
    }

    static func write(_ pages: [Page], to sink: any ByteSink) throws {
        let composer = PageComposer(book: TestFonts.book, profile: .print)
        let file = try PDFFile(sink: sink, book: TestFonts.book, profile: .print)
        for page in pages { try file.append(composer.compose(page)) }
        try file.finish()
    }

    static func bytes(_ pages: [Page]) throws -> [UInt8] {
        let sink = MemorySink()
        try write(pages, to: sink)
        return sink.bytes
    }

    /// A file of documents in a profile.
    static func file(
        _ documents: [(about: DocumentAbout, pages: [Page])], _ profile: OutputProfile, tools: FileTools = FileTools()
    ) throws -> [UInt8] {
        let sink = MemorySink()
        let composer = PageComposer(book: TestFonts.book, profile: profile)
        let file = try PDFFile(sink: sink, book: TestFonts.book, profile: profile, tools: tools)
        for (about, pages) in documents {
            try file.begin(about)
            for page in pages { try file.append(composer.compose(page)) }
        }
        try file.finish()
        return sink.bytes
    }

    static func file(_ pages: [Page], _ profile: OutputProfile, title: String = "A draft") throws -> [UInt8] {
        try file([(DocumentAbout(title: title), pages)], profile)
    }

    /// The structure of a page, a step a line, and its operators.
    static func tagged(_ page: Page) -> (structure: PageStructure, content: String) {
        let composer = ContentComposer(book: TestFonts.book, buffer: ContentBuffer(capacity: 16), isTagged: true)
        composer.compose(page)
        return (composer.structure!, String(decoding: composer.buffer.view, as: UTF8.self))
    }

    /// The operators of a page, before they are deflated.
    static func content(_ page: Page) -> String {
        let composer = ContentComposer(book: TestFonts.book, buffer: ContentBuffer(capacity: 16), isTagged: false)
        composer.compose(page)
        return String(decoding: composer.buffer.view, as: UTF8.self)
    }

    static func staticText(_ text: String, _ style: TextStyle = TestStyles.body) throws -> Paragraph {
        let shaper = Shaper()
        shaper.isStatic = true
        var builder = ParagraphBuilder(shaper: shaper)
        try builder.add(text, style: style)
        return builder.paragraph(ParagraphStyle(), base: style, role: .paragraph)
    }
}
