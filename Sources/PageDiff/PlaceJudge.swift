import Pages

/// Tells which items of a region have moved, and not merely gone with what grew above them.
///
/// A shift is told once, for the first item that has it. After a line more or less any way down is explained, unless one
/// item alone departs from what its two neighbours agree on.
struct PlaceJudge {
    struct Move {
        var pair: ItemAlignment.Pair
        /// Nothing for what went to another page.
        var shift: Point?
        var lines: Int
    }

    /// Whether both documents have as many pages.
    let isPaged: Bool
    /// The looks of both documents: another size or face sets a baseline elsewhere.
    let oldLooks: [Look]
    let newLooks: [Look]

    private struct Place {
        var pair: ItemAlignment.Pair
        var shift: ItemShift
        var page: Int32
        var isOnOtherPage: Bool
        /// Whether something above it on the way has another height.
        var isAfterCause: Bool
        /// The same, between it and the one before it.
        var isNextToCause: Bool
    }

    func moves(_ steps: [RegionStep], _ old: [PageItem], _ new: [PageItem]) -> [Move] {
        var moves: [Move] = []
        var known: [(shift: Point, move: Int?)] = [(.zero, nil)]
        let places = places(steps, old, new)
        var leftPage = false
        for (index, place) in places.enumerated() {
            if index > 0, places[index - 1].page != place.page { known = [(.zero, nil)] }
            if place.isOnOtherPage {
                if !place.isAfterCause, isPaged, !leftPage { moves.append(Move(pair: place.pair, shift: nil, lines: 1)) }
                leftPage = true
                continue
            }
            if let match = known.first(where: { place.shift.holds($0.shift) }) {
                if let move = match.move { moves[move].lines += 1 }
                continue
            }
            let isAcross = !known.contains { place.shift.holdsAcross($0.shift.x) }
            let shift = place.shift.point
            if isAcross || !(place.isAfterCause || leftPage) || isAlone(index, in: places) {
                known.append((shift, moves.count))
                moves.append(Move(pair: place.pair, shift: shift, lines: 1))
            } else {
                known.append((shift, nil))
            }
        }
        return moves
    }

    /// The neighbours agree with each other and not with this one.
    private func isAlone(_ index: Int, in places: [Place]) -> Bool {
        guard index > 0, index + 1 < places.count else { return false }
        let (before, this, after) = (places[index - 1], places[index], places[index + 1])
        if this.isNextToCause || after.isNextToCause { return false }
        return before.page == this.page && after.page == this.page && !after.isOnOtherPage && !before.isOnOtherPage
            && before.shift.agrees(with: after.shift) && !this.shift.agrees(with: before.shift)
    }

    private func places(_ steps: [RegionStep], _ old: [PageItem], _ new: [PageItem]) -> [Place] {
        var places: [Place] = []
        places.reserveCapacity(steps.count)
        var hasCause = false
        var isNext = false
        for step in steps {
            guard case .same(let i, let j) = step else {
                hasCause = true
                isNext = true
                continue
            }
            let (was, now) = (old[i], new[j])
            if isOtherType(was, now) {
                hasCause = true
                isNext = true
            }
            places.append(
                Place(
                    pair: (i, j), shift: ItemShift(was, now), page: now.page, isOnOtherPage: was.page != now.page,
                    isAfterCause: hasCause, isNextToCause: isNext))
            isNext = was.box.size.height != now.box.size.height
            hasCause = hasCause || isNext
        }
        return places
    }

    private func isOtherType(_ was: PageItem, _ now: PageItem) -> Bool {
        guard was.subject == .text else { return false }
        let (a, b) = (oldLooks[was.looks.places], newLooks[now.looks.places])
        return !a.elementsEqual(b) { $0.size == $1.size && $0.face == $1.face }
    }
}
