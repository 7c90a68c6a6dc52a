import Pages
import Synchronization

/// A block that says the same whenever it is met (of the template itself, or of a text that recurs): laid out once for
/// each width.
///
/// A class because the answers are remembered; what it answers is what its child would answer.
package final class Fixed: Block {
    private let child: any Block
    /// The first frame that was laid out; most blocks only ever meet one width, so it is read without a lock.
    private let first = AtomicLazyReference<Kept>()
    private let others = Mutex<[Kept]>([])

    /// A frame and the width that it was laid out for.
    private final class Kept: Sendable {
        let width: Length
        let frame: Frame

        init(width: Length, frame: Frame) {
            self.width = width
            self.frame = frame
        }
    }

    package init(_ child: any Block) {
        self.child = child
        naturalWidth = child.naturalWidth
    }

    package let naturalWidth: Length

    package func fit(into region: Region) -> Fit {
        if let kept = first.load(), kept.width == region.width {
            return kept.frame.size.height <= region.height ? .whole(kept.frame) : child.fit(into: region)
        }
        if let kept = others.withLock({ $0.first { $0.width == region.width } }), kept.frame.size.height <= region.height {
            return .whole(kept.frame)
        }
        let answer = child.fit(into: region)
        guard case .whole(let frame) = answer else { return answer }
        // Two threads may lay it out at once; both then show the frame that was kept first, so that it is one object.
        let new = Kept(width: region.width, frame: frame)
        let kept = first.storeIfNil(new)
        if kept.width == region.width { return .whole(kept.frame) }
        return .whole(
            others.withLock { others in
                if let known = others.first(where: { $0.width == region.width }) { return known.frame }
                if others.count < 15 { others.append(new) }
                return frame
            })
    }
}
