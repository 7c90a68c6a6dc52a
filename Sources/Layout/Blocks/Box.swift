import Pages

/// A block with room around it, on a ground of colour and within a border, cut together with what it holds.
package struct Box: Block {
    let child: any Block
    let pad: Edges
    let fill: Tint?
    let border: Stroke?
    /// The least height of the box, border to border.
    let minHeight: Length
    let role: Role?

    package init(
        _ child: any Block, pad: Edges = .none, fill: Tint? = nil, border: Stroke? = nil, minHeight: Length = .zero,
        role: Role? = nil
    ) {
        self.child = child
        self.pad = pad
        self.fill = fill
        self.border = border
        self.minHeight = minHeight
        self.role = role
    }

    package var naturalWidth: Length { child.naturalWidth + pad.across }
    package var startSite: Site { child.startSite }
    package var isBlank: Bool {
        fill == nil && border == nil && minHeight == .zero && pad.down == .zero && role == nil && child.isBlank
    }

    package func fit(into region: Region) -> Fit {
        let inner = Size(width: region.width - pad.across, height: region.height - pad.down)
        guard inner.width >= .zero else { return .none(.tooWide(.boxPadding, pad.across, room: region.width)) }
        guard inner.height >= .zero, minHeight <= region.height else {
            return .none(region.isFresh ? .boxTooTall : .full)
        }
        switch child.fit(into: Region(size: inner, isFresh: region.isFresh)) {
        case .whole(let content): return .whole(boxed(content, width: region.width))
        case .part(let content, let rest):
            // A break at its end goes on without it, and one at its start before it.
            if rest.isBlank { return .part(boxed(content, width: region.width), rest: rest) }
            if !region.isFresh, content.size.height == .zero, content.marks.isEmpty { return .none(.full) }
            // A box to be filled in is one to a reader, by its first part.
            let others = Box(rest, pad: pad, fill: fill, border: border, minHeight: .zero)
            return .part(boxed(content, width: region.width), rest: others)
        case .none(let failure): return .none(failure)
        }
    }

    private func boxed(_ content: Frame, width: Length) -> Frame {
        let size = Size(width: width, height: max(content.size.height + pad.down, minHeight))
        var frame = Frame(size: size, role: role)
        if let fill { frame.place(.fill(size, fill), at: .zero) }
        if let border {
            let half = border.width / 2
            let line = Size(width: max(.zero, size.width - border.width), height: max(.zero, size.height - border.width))
            frame.place(.outline(line, border), at: Point(x: half, y: half))
        }
        frame.place(content, at: Point(x: pad.left, y: pad.top))
        return frame
    }
}
