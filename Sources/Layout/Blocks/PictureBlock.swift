import Pages

/// A picture at a size, never cut; the alternative text says what it shows (empty: decoration).
package struct PictureBlock: Block {
    let picture: Picture
    let size: Size
    let align: Alignment
    let alt: String

    package init(_ picture: Picture, size: Size, align: Alignment = .left, alt: String) {
        self.picture = picture
        self.size = size
        self.align = align
        self.alt = alt
    }

    package var naturalWidth: Length { size.width }

    package func fit(into region: Region) -> Fit {
        guard region.isFresh || size.height <= region.height else { return .none(.full) }
        guard size.width <= region.width else { return .none(.tooWide(.picture, size.width, room: region.width)) }
        guard size.height <= region.height else { return .none(.tooTall(.picture)) }
        return .whole(figure(size, in: region.width, align: align, alt: alt) { $0.place(.picture(picture, size), at: $1) })
    }
}

/// A frame as wide as its room with one figure in it, placed by alignment.
func figure(_ size: Size, in width: Length, align: Alignment, alt: String, draw: (inout Frame, Point) -> Void) -> Frame {
    var frame = Frame(
        size: Size(width: width, height: size.height), role: alt.isEmpty ? .artifact : .figure(Label(alt)))
    let x: Length
    switch align {
    case .left: x = .zero
    case .right: x = width - size.width
    case .center: x = (width - size.width) / 2
    }
    draw(&frame, Point(x: x, y: .zero))
    return frame
}
