import Pages
import Synchronization

/// A block of the template itself, which says the same in every document: laid out once for each width that it meets.
///
/// A class because the answers are remembered; what it answers is what its child would answer.
package final class Fixed: Block {
    private let child: any Block
    private let known = Mutex<[Length: Frame]>([:])

    package init(_ child: any Block) { self.child = child }

    package var naturalWidth: Length { child.naturalWidth }

    package func fit(into region: Region) -> Fit {
        if let frame = known.withLock({ $0[region.width] }), frame.size.height <= region.height { return .whole(frame) }
        let answer = child.fit(into: region)
        guard case .whole(let frame) = answer else { return answer }
        // Two threads may lay it out at once; both then show the frame that was kept first, so that it is one object.
        return .whole(
            known.withLock { frames in
                if let first = frames[region.width] { return first }
                if frames.count < 16 { frames[region.width] = frame }
                return frame
            })
    }
}
