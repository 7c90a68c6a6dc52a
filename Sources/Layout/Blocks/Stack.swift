import Pages

/// Blocks one below the other.
///
/// Between two blocks stands the larger of the space that one asks for after it and the other before it, as in HTML;
/// at the top of a region no space is asked for.
package struct Stack: Block {
    /// A block and the space that it asks for above and below.
    package struct Item: Sendable {
        package var block: any Block
        package var before: Length
        package var after: Length
        package var site: Site

        package init(_ block: any Block, before: Length = .zero, after: Length = .zero, site: Site = .none) {
            self.block = block
            self.before = before
            self.after = after
            self.site = site
        }
    }

    let items: [Item]
    let first: Int
    /// What is left of the first item, where a cut went through it.
    let leftover: (any Block)?

    package init(_ items: [Item]) { self.init(items: items, first: 0, leftover: nil) }
    package init(_ blocks: [any Block]) { self.init(blocks.map { Item($0) }) }

    private init(items: [Item], first: Int, leftover: (any Block)?) {
        self.items = items
        self.first = first
        self.leftover = leftover
    }

    package var naturalWidth: Length { items[first...].reduce(.zero) { max($0, $1.block.naturalWidth) } }

    package var isBlank: Bool {
        if let leftover { return leftover.isBlank && items[(first + 1)...].allSatisfy(\.block.isBlank) }
        return items[first...].allSatisfy(\.block.isBlank)
    }

    package var startSite: Site {
        for index in first..<items.count {
            let block = index == first ? leftover ?? items[index].block : items[index].block
            if block.isBlank { continue }
            let inner = block.startSite
            return inner == .none ? items[index].site : inner
        }
        return .none
    }

    package func fit(into region: Region) -> Fit {
        var frame = Frame(size: Size(width: region.width, height: .zero))
        frame.marks.reserveCapacity(items.count - first)
        var y = Length.zero
        var gap = Length.zero
        var isTop = true
        for index in first..<items.count {
            let item = items[index]
            let block = index == first ? leftover ?? item.block : item.block
            if block.breaksPage {
                // A page on which nothing stands yet is not left.
                if region.isFresh && frame.marks.isEmpty { continue }
                frame.size.height = y
                return .part(frame, rest: Stack(items: items, first: index + 1, leftover: nil))
            }
            let top = isTop ? .zero : y + max(gap, item.before)
            guard top <= region.height else { return cut(frame, at: y, before: index) }
            var room = region.below(top)
            room.isFresh = isTop && region.isFresh
            switch block.fit(into: room) {
            case .whole(let child):
                frame.place(child, at: Point(x: .zero, y: top))
                if child.size.height > .zero || !child.marks.isEmpty {
                    y = top + child.size.height
                    gap = item.after
                    isTop = false
                }
            case .part(let child, let rest):
                frame.place(child, at: Point(x: .zero, y: top))
                frame.size.height = top + child.size.height
                return .part(frame, rest: Stack(items: items, first: index, leftover: rest))
            case .none(let failure):
                // What is too wide here would stand on a later page only if that were wider: nobody would know why.
                if isTop || failure.isTooWide { return .none(failure.at(item.site)) }
                return cut(frame, at: y, before: index)
            }
        }
        frame.size.height = y
        return .whole(frame)
    }

    private func cut(_ frame: Frame, at height: Length, before index: Int) -> Fit {
        var frame = frame
        frame.size.height = height
        return .part(frame, rest: Stack(items: items, first: index, leftover: index == first ? leftover : nil))
    }
}

/// A place where a stack goes on to the next page.
package struct PageBreak: Block {
    package init() {}
    package var naturalWidth: Length { .zero }
    package var breaksPage: Bool { true }
    package var isBlank: Bool { true }
    package func fit(into region: Region) -> Fit { .whole(Frame(size: .zero)) }
}
