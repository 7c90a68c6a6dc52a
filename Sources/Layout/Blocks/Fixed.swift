import Pages

/// A block that says the same whenever it is met (of the template itself, or of a text that recurs): laid out once for
/// each width.
///
/// What it answers is what its child would answer. A class because the answers are remembered; it belongs to the thread
/// that made it, and is Sendable only because every block is: whoever shares blocks between threads shares the child.
package final class Fixed: Block, @unchecked Sendable {
    private let child: any Block
    private var width = -Length.endless
    private var frame = Frame(size: .zero)
    /// Frames for other widths: a column beside one that is as wide as its amounts meets a few.
    private var others: [(width: Length, frame: Frame)] = []
    private static let most = 16

    package init(_ child: any Block) { self.child = child }

    package private(set) lazy var naturalWidth = child.naturalWidth
    package var isBlank: Bool { child.isBlank }
    package var startSite: Site { child.startSite }

    package func fit(into region: Region) -> Fit {
        if width != region.width {
            if let known = others.firstIndex(where: { $0.width == region.width }) {
                let last = (width, frame)
                (width, frame) = others[known]
                others[known] = last
            } else {
                let answer = child.fit(into: region)
                guard case .whole(let new) = answer else { return answer }
                if width >= .zero {
                    if others.count == Fixed.most { others.removeFirst() }
                    others.append((width, frame))
                }
                (width, frame) = (region.width, new)
                return answer
            }
        }
        return frame.size.height <= region.height ? .whole(frame) : child.fit(into: region)
    }
}
