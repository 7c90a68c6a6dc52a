import Pages

/// One flow through several columns, filled from left to right.
package struct Columns: Block {
    let child: any Block
    let count: Int
    let gap: Length

    package init(_ child: any Block, count: Int, gap: Length) {
        self.child = child
        self.count = max(1, count)
        self.gap = gap
    }

    package var naturalWidth: Length { child.naturalWidth * count + gap * (count - 1) }
    package var isBlank: Bool { child.isBlank }
    package var startSite: Site { child.startSite }

    package func fit(into region: Region) -> Fit {
        let width = (region.width - gap * (count - 1)) / count
        guard width > .zero else { return .none(.columnGapsTooWide) }
        var frame = Frame(size: Size(width: region.width, height: .zero))
        var rest = child
        for column in 0..<count {
            let room = Region(size: Size(width: width, height: region.height), isFresh: region.isFresh)
            let at = Point(x: (width + gap) * column, y: .zero)
            switch rest.fit(into: room) {
            case .whole(let part):
                frame.place(part, at: at)
                frame.size.height = max(frame.size.height, part.size.height)
                return .whole(frame)
            case .part(let part, let left):
                frame.place(part, at: at)
                frame.size.height = max(frame.size.height, part.size.height)
                rest = left
            case .none(let failure):
                if column == 0 || failure.isTooWide { return .none(failure) }
                return .part(frame, rest: Columns(rest, count: count, gap: gap))
            }
        }
        return .part(frame, rest: Columns(rest, count: count, gap: gap))
    }
}
