import Fonts
import Pages

/// A page as its file will hold it: deflated content, and what it uses.
package struct ComposedPage: Sendable {
    let size: Size
    package let content: [UInt8]
    let usage: Usage
    /// What its marks are to a reader, in a tagged file.
    let structure: PageStructure?

    /// About what it takes in a file, with its pictures; fonts are not counted.
    package var byteCount: UInt64 {
        usage.pictures.reduce(UInt64(content.count) + 200) { $0 + UInt64($1.bytes.count) }
    }
}

/// Composes pages, one for each thread; what it makes is put into a file in the order of the documents.
package final class PageComposer {
    private let composer: ContentComposer
    private let deflater: Deflater

    package init(book: FontBook, profile: OutputProfile) {
        composer = ContentComposer(book: book, buffer: ContentBuffer(), isTagged: profile.isTagged)
        // Level 1 costs half the time of level 6 on page content and gives 3 % more bytes (docs/benchmarks.md).
        deflater = Deflater(level: 1)
    }

    /// `isTurned`: its content stands on its head, as on the back of a sheet that the printer turns over its head.
    package func compose(_ page: Page, isTurned: Bool = false) -> ComposedPage {
        composer.compose(page, isTurned: isTurned)
        return ComposedPage(
            size: page.frame.size, content: deflated(), usage: composer.usage, structure: composer.structure)
    }

    /// The content of a stamp as a Form XObject has it.
    func compose(_ stamp: Stamp) -> ComposedPage {
        composer.compose(stamp)
        return ComposedPage(size: stamp.frame.size, content: deflated(), usage: composer.usage, structure: nil)
    }

    private func deflated() -> [UInt8] {
        var out: [UInt8] = []
        deflater.append(composer.buffer.view.span, to: &out)
        return out
    }
}
