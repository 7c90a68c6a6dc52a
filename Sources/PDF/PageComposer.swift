import Fonts
import Pages

/// A page as its file will hold it: deflated content, and what it uses.
package struct ComposedPage: Sendable {
    let size: Size
    package let content: [UInt8]
    let usage: Usage
}

/// Composes pages, one for each thread; what it makes is put into a file in the order of the documents.
package final class PageComposer {
    private let composer: ContentComposer
    private let deflater: Deflater

    package init(book: FontBook, profile: Profile) {
        switch profile {
        case .print: break
        }
        composer = ContentComposer(book: book, buffer: ContentBuffer())
        // Level 1 costs half the time of level 6 on page content and gives 3 % more bytes (docs/benchmarks.md).
        deflater = Deflater(level: 1)
    }

    package func compose(_ page: Page) -> ComposedPage {
        composer.compose(page)
        return ComposedPage(size: page.frame.size, content: deflated(), usage: composer.usage)
    }

    /// The content of a stamp as a Form XObject has it.
    func compose(_ stamp: Stamp) -> ComposedPage {
        composer.compose(stamp)
        return ComposedPage(size: stamp.frame.size, content: deflated(), usage: composer.usage)
    }

    private func deflated() -> [UInt8] {
        var out: [UInt8] = []
        deflater.append(composer.buffer.view.span, to: &out)
        return out
    }
}

/// What a file is for, and so what it holds beside its pages. `archive` and `accessible` will stand beside `print`;
/// the frames carry the roles that they need.
package enum Profile: String, Sendable, CaseIterable {
    /// For a printer: untagged, many documents in one file, classic cross-reference table.
    case print
}
