import Pages

/// A block that is not cut: it goes whole into what is left, or whole onto the next page.
///
/// Where even an empty page is too small for it, it says so instead of being cut in silence.
package struct Keep: Block {
    let child: any Block

    package init(_ child: any Block) { self.child = child }

    package var naturalWidth: Length { child.naturalWidth }
    package var isBlank: Bool { child.isBlank }
    package var startSite: Site { child.startSite }

    package func fit(into region: Region) -> Fit {
        switch child.fit(into: region) {
        // A break at its end is behind what is kept.
        case .part(let frame, let rest) where rest.isBlank: .part(frame, rest: rest)
        case .part(_, let rest):
            .none(region.isFresh ? rest.failure(in: region) ?? .keptTooTall : .full)
        case let whole: whole
        }
    }
}

/// A block and the one that follows it, of which the first never stands alone at the foot of a page (a heading).
package struct KeepWithNext: Block {
    let head: any Block
    let gap: Length
    let body: any Block

    package init(_ head: any Block, gap: Length, _ body: any Block) {
        self.head = head
        self.gap = gap
        self.body = body
    }

    package var naturalWidth: Length { max(head.naturalWidth, body.naturalWidth) }
    package var isBlank: Bool { head.isBlank && body.isBlank }
    package var startSite: Site { head.startSite }

    package func fit(into region: Region) -> Fit {
        let top: Frame
        switch head.fit(into: region) {
        case .whole(let frame): top = frame
        case .part(let frame, let rest):
            return region.isFresh ? .part(frame, rest: KeepWithNext(rest, gap: gap, body)) : .none(.full)
        case .none(let failure): return .none(failure)
        }
        // A head of nothing leaves the region as it was.
        if top.size.height == .zero && top.marks.isEmpty { return body.fit(into: region) }
        var frame = Frame(size: Size(width: region.width, height: .zero))
        frame.place(top, at: .zero)
        let below = top.size.height + gap
        guard below <= region.height else { return separate(frame, top, region) }
        var room = region.below(below)
        room.isFresh = false
        switch body.fit(into: room) {
        case .whole(let child):
            frame.place(child, at: Point(x: .zero, y: below))
            frame.size.height = below + child.size.height
            return .whole(frame)
        case .part(let child, let rest):
            frame.place(child, at: Point(x: .zero, y: below))
            frame.size.height = below + child.size.height
            return .part(frame, rest: rest)
        case .none(let failure):
            return failure.isTooWide ? .none(failure) : separate(frame, top, region)
        }
    }

    /// On an empty page that is too small for both, the head has to go alone.
    private func separate(_ frame: Frame, _ top: Frame, _ region: Region) -> Fit {
        guard region.isFresh else { return .none(.full) }
        var frame = frame
        frame.size.height = top.size.height
        return .part(frame, rest: body)
    }
}
