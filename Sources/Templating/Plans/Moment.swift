import Layout
import Pages

/// A moment of a merge to come back to: for blocks that are made only when the paper asks for them.
///
/// Sendable only because blocks are: it belongs to the thread of its merge, and is asked before the next record.
final class Moment: @unchecked Sendable {
    private let merge: Merge
    private let bases: [Int]
    private let page: PagePlace
    private let scale: TypeScale
    private let carried: Int64

    init(of merge: Merge) {
        self.merge = merge
        bases = merge.bases
        page = merge.page
        scale = merge.scale
        carried = merge.carried
    }

    /// Makes something as it would have been made then. A fault sets the document aside when its pages are done; until
    /// then something else stands in its place.
    func make<Made>(_ body: (Merge) throws(MergeFault) -> Made, instead: () -> Made) -> Made {
        let now = (merge.bases, merge.page, merge.scale, merge.carried)
        (merge.bases, merge.page, merge.scale, merge.carried) = (bases, page, scale, carried)
        defer { (merge.bases, merge.page, merge.scale, merge.carried) = now }
        do throws(MergeFault) { return try body(merge) } catch {
            merge.lateFault = merge.lateFault ?? error
            return instead()
        }
    }
}
