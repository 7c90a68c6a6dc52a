/// On how many sides paper is printed, and over which of its edges the printer turns it for the second.
///
/// On two-sided paper a document begins on a front. Where it has an odd number of pages, its last back stays blank, so that
/// nothing of the next document is printed behind it.
package enum PrintSides: String, Sendable, CaseIterable {
    case one
    case twoLong = "two-long"
    case twoShort = "two-short"

    package var isTwo: Bool { self != .one }

    /// The sheets that a document of so many pages takes.
    package func sheets(of pages: Int) -> Int { isTwo ? (pages + 1) / 2 : pages }

    /// The pages that a document of so many pages takes in a file: its own, and a blank back where their number is odd.
    package func filePages(of pages: Int) -> Int { isTwo ? sheets(of: pages) * 2 : pages }

    /// The first page whose back, the page after it, is of another size: no sheet has both. Counted from 0.
    package func unevenFront(in pages: [Page]) -> Int? {
        guard isTwo else { return nil }
        return stride(from: 0, to: pages.count - 1, by: 2).first { pages[$0].frame.size != pages[$0 + 1].frame.size }
    }
}
