import Pages

/// Empty room of a height; at a page's end it gives way.
package struct Space: Block {
    let height: Length

    package init(_ height: Length) { self.height = height }

    package var naturalWidth: Length { .zero }
    package var isBlank: Bool { true }

    package func fit(into region: Region) -> Fit {
        .whole(Frame(size: Size(width: .zero, height: min(height, region.height))))
    }
}

/// A horizontal line across the region.
package struct Rule: Block {
    let stroke: Stroke

    package init(_ stroke: Stroke) { self.stroke = stroke }

    package var naturalWidth: Length { .zero }

    package func fit(into region: Region) -> Fit {
        guard stroke.width <= region.height else {
            return .none(region.isFresh ? .ruleTooThick : .full)
        }
        var frame = Frame(size: Size(width: region.width, height: stroke.width), role: .artifact)
        let middle = stroke.width / 2
        frame.place(.rule(to: Point(x: region.width, y: .zero), stroke), at: Point(x: .zero, y: middle))
        return .whole(frame)
    }
}
