import Pages
import Testing

@testable import Rendering

/// Pages gathered for sheets.
@Suite struct SheetStackTests {
    private func page(_ width: Int, _ height: Int) -> Page {
        Page(number: 1, frame: Frame(size: Size(width: .points(width), height: .points(height))), master: 0)
    }

    /// Those after a document that is refused are laid out as if it had not been.
    @Test func refusedDocumentDecidesNothing() throws {
        let stack = SheetStack(sheet: Size(width: .points(612), height: .points(792)), gutter: .zero)
        #expect(throws: SheetFault.self) { try stack.add([page(288, 432), page(360, 504)]) }
        #expect(stack.pages == 0)
        try stack.add([page(360, 504)])
        #expect(stack.pages == 1 && stack.sheets.count == 1)
    }
}
