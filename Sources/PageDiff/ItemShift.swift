import Pages

/// How far one item lies from another: a range across, since a text of another width may have kept its left edge, its right
/// edge or its middle, and a way down.
struct ItemShift: Equatable {
    let least: Length
    let most: Length
    let down: Length

    init(_ was: PageItem, _ now: PageItem) {
        let left = now.box.origin.x - was.box.origin.x
        let right = now.box.right - was.box.right
        least = min(left, right)
        most = max(left, right)
        down = now.box.origin.y - was.box.origin.y
    }

    private init(least: Length, most: Length, down: Length) {
        self.least = least
        self.most = most
        self.down = down
    }

    /// The way back.
    var reversed: ItemShift { ItemShift(least: -most, most: -least, down: -down) }

    /// Rounding to whole units of a face moves a middle by a few hundredths.
    private static let slack = Length(hundredths: 5)

    func holdsAcross(_ x: Length) -> Bool { least - Self.slack <= x && x <= most + Self.slack }

    func isDown(_ y: Length) -> Bool { max(down - y, y - down) <= Self.slack }

    func holds(_ shift: Point) -> Bool { holdsAcross(shift.x) && isDown(shift.y) }

    func agrees(with other: ItemShift) -> Bool {
        isDown(other.down) && least <= other.most + Self.slack && other.least <= most + Self.slack
    }

    /// The shift itself: the smaller one across, which is 0 where an edge or the middle stayed.
    var point: Point {
        let across: Length = least > .zero ? least : most < .zero ? most : .zero
        return Point(x: across, y: down)
    }
}
