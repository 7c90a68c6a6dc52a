import Layout
import Pages

/// A filled rectangle that is never cut.
package struct Rigid: Block {
    let tint: Tint
    let size: Size

    /// `width` and `height` in points.
    package init(_ name: String, _ width: Int, _ height: Int) { self.init(Named.tint(name), width, height) }

    package init(_ tint: Tint, _ width: Int, _ height: Int) {
        self.tint = tint
        size = Size(width: .points(width), height: .points(height))
    }

    package var naturalWidth: Length { size.width }

    package func fit(into region: Region) -> Fit {
        guard size.width <= region.width else { return .none(.tooWide(.other("a rigid block"), size.width, room: region.width)) }
        guard size.height <= region.height else {
            return .none(region.isFresh ? .tooTall(.other("a rigid block")) : .full)
        }
        return .whole(Frame(size: size, marks: [Placed(.fill(size, tint), at: .zero)]))
    }
}

/// Lines of one height, each a filled rectangle, cut between any two of them.
package struct Lines: Block {
    let tints: [Tint]
    let height: Length

    /// Lines `A1`, `A2` … of a height in points.
    package init(_ name: String, _ count: Int, _ height: Int) {
        self.init((0..<count).map { Named.tint("\(name)\($0 + 1)") }, height: .points(height))
    }

    package init(_ tints: [Tint], height: Length) {
        self.tints = tints
        self.height = height
    }

    package var naturalWidth: Length { .points(30) }

    package func fit(into region: Region) -> Fit {
        let room = height > .zero ? Int(region.height.hundredths / height.hundredths) : tints.count
        guard room > 0 || tints.isEmpty else { return .none(region.isFresh ? .tooTall(.line) : .full) }
        let count = min(room, tints.count)
        let line = Size(width: region.width, height: height)
        let marks = (0..<count).map { Placed(.fill(line, tints[$0]), at: Point(x: .zero, y: height * $0)) }
        let frame = Frame(size: Size(width: region.width, height: height * count), marks: marks)
        return count == tints.count ? .whole(frame) : .part(frame, rest: Lines(Array(tints[count...]), height: height))
    }
}
