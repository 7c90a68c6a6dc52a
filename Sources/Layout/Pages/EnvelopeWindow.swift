import Pages

/// A window of an envelope, and the panel of folded paper that lies behind it.
///
/// The panel may slide in the envelope, sideways by as much as the envelope is wider than the page and upwards by as much
/// as it is taller than the panel. So there is a zone of the page that is always seen whole through the window, and a
/// larger one that can be seen.
package struct EnvelopeWindow: Hashable, Sendable {
    package var envelope: Size
    /// The window, from the top left corner of the envelope.
    package var opening: Rect
    /// Height of the panel, and where it begins on the page.
    package var panel: Length
    package var panelTop: Length

    /// `left` and `bottom` are distances from the envelope's edges, as windows are ordered from envelope makers.
    package init(envelope: Size, left: Length, bottom: Length, size: Size, panel: Length, panelTop: Length) {
        self.envelope = envelope
        opening = Rect(origin: Point(x: left, y: envelope.height - bottom - size.height), size: size)
        self.panel = panel
        self.panelTop = panelTop
    }

    /// How far a page of a width can slide to the side, and the panel up and down.
    private func play(_ width: Length) -> Size {
        Size(width: max(.zero, envelope.width - width), height: max(.zero, envelope.height - panel))
    }

    /// What is seen wherever the page of a width lies in the envelope; empty where nothing is.
    package func alwaysVisible(pageWidth: Length) -> Rect {
        let play = play(pageWidth)
        return Rect(
            origin: Point(x: opening.origin.x, y: panelTop + opening.origin.y),
            size: Size(
                width: max(.zero, opening.size.width - play.width), height: max(.zero, opening.size.height - play.height)))
    }

    /// What can be seen when the page of a width lies as it happens to.
    package func showThrough(pageWidth: Length) -> Rect {
        let play = play(pageWidth)
        let left = max(.zero, opening.origin.x - play.width)
        let top = panelTop + max(.zero, opening.origin.y - play.height)
        return Rect(
            origin: Point(x: left, y: top),
            size: Size(
                width: min(opening.right, pageWidth) - left, height: min(panelTop + opening.bottom, panelTop + panel) - top))
    }

    /// Why these numbers are no window, if they are none.
    package var fault: String? {
        let envelope = Rect(origin: .zero, size: envelope)
        if !envelope.holds(opening) { return "the window does not lie within its envelope" }
        if panel > envelope.size.height { return "the panel is taller than its envelope" }
        return nil
    }
}
