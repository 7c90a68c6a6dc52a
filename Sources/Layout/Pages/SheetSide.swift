import Pages

/// One side of a sheet as a page of a file.
package struct SheetSide: Sendable {
    package let page: Page
    /// Its content stands on its head.
    package let isTurned: Bool

    package init(page: Page, isTurned: Bool) {
        self.page = page
        self.isTurned = isTurned
    }
}
