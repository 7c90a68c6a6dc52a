import Pages
import Synchronization

/// A block that says the same whenever it is met (of the template itself, or of a text that recurs): laid out once for
/// each width.
///
/// A class because the answers are remembered; what it answers is what its child would answer.
package final class Fixed: Block {
    private let child: any Block
    private let known = Mutex<Known>(Known())

    /// The frames by width; most blocks only ever meet one width.
    private struct Known {
        var width = Length.endless
        var frame: Frame?
        var others: [(width: Length, frame: Frame)] = []

        func frame(at wanted: Length) -> Frame? {
            if width == wanted { return frame }
            return others.first { $0.width == wanted }?.frame
        }

        mutating func keep(_ new: Frame, at wanted: Length) {
            if frame == nil { (width, frame) = (wanted, new) } else if others.count < 15 { others.append((wanted, new)) }
        }
    }

    package init(_ child: any Block) { self.child = child }

    package var naturalWidth: Length { child.naturalWidth }

    package func fit(into region: Region) -> Fit {
        if let frame = known.withLock({ $0.frame(at: region.width) }), frame.size.height <= region.height { return .whole(frame) }
        let answer = child.fit(into: region)
        guard case .whole(let frame) = answer else { return answer }
        // Two threads may lay it out at once; both then show the frame that was kept first, so that it is one object.
        return .whole(
            known.withLock { known in
                if let first = known.frame(at: region.width) { return first }
                known.keep(frame, at: region.width)
                return frame
            })
    }
}
