/// A place on paper, measured from the top left corner of what holds it; y grows downwards.
package struct Point: Hashable, Sendable {
    package var x: Length
    package var y: Length

    @inlinable package init(x: Length, y: Length) {
        self.x = x
        self.y = y
    }

    package static let zero = Point(x: .zero, y: .zero)
    @inlinable package static func + (a: Point, b: Point) -> Point { Point(x: a.x + b.x, y: a.y + b.y) }
}

/// How wide and how tall.
package struct Size: Hashable, Sendable {
    package var width: Length
    package var height: Length

    @inlinable package init(width: Length, height: Length) {
        self.width = width
        self.height = height
    }

    package static let zero = Size(width: .zero, height: .zero)
    /// US Letter, 8.5 × 11 in.
    package static let letter = Size(width: .points(612), height: .points(792))
}

/// A rectangle of paper: where it begins and how large it is.
package struct Rect: Hashable, Sendable {
    package var origin: Point
    package var size: Size

    @inlinable package init(origin: Point, size: Size) {
        self.origin = origin
        self.size = size
    }

    @inlinable package var right: Length { origin.x + size.width }
    @inlinable package var bottom: Length { origin.y + size.height }

    @inlinable package func holds(_ other: Rect) -> Bool {
        other.origin.x >= origin.x && other.origin.y >= origin.y && other.right <= right && other.bottom <= bottom
    }

    /// The smallest rectangle that holds both.
    package func union(_ other: Rect) -> Rect {
        let left = min(origin.x, other.origin.x)
        let top = min(origin.y, other.origin.y)
        return Rect(
            origin: Point(x: left, y: top),
            size: Size(width: max(right, other.right) - left, height: max(bottom, other.bottom) - top))
    }

    @inlinable package func meets(_ other: Rect) -> Bool {
        origin.x < other.right && other.origin.x < right && origin.y < other.bottom && other.origin.y < bottom
    }
}

/// Room left free on each of the four sides.
package struct Edges: Hashable, Sendable {
    package var top: Length
    package var right: Length
    package var bottom: Length
    package var left: Length

    @inlinable package init(top: Length, right: Length, bottom: Length, left: Length) {
        self.top = top
        self.right = right
        self.bottom = bottom
        self.left = left
    }

    @inlinable package init(all: Length) { self.init(top: all, right: all, bottom: all, left: all) }

    package static let none = Edges(all: .zero)
    @inlinable package var across: Length { left + right }
    @inlinable package var down: Length { top + bottom }
}
