import Pages

/// A square symbol of modules (QR, Data Matrix) with its quiet zone, never cut.
package struct Matrix: Block {
    let grid: BitGrid
    /// The side of the symbol without its quiet zone.
    let side: Length
    /// The width of the quiet zone in modules: QR asks for four (ISO/IEC 18004, 5.3.8), Data Matrix for one (ISO/IEC 16022).
    let quiet: Int
    let align: Alignment
    let alt: String

    package init(_ grid: BitGrid, side: Length, quiet: Int, align: Alignment = .left, alt: String) {
        self.grid = grid
        self.side = side
        self.quiet = quiet
        self.align = align
        self.alt = alt
    }

    /// The side with the quiet zone on both ends.
    package var outerSide: Length { side + margin * 2 }
    private var margin: Length { side.scaled(by: quiet, of: max(1, grid.width)) }

    package var naturalWidth: Length { outerSide }

    package func fit(into region: Region) -> Fit {
        let outer = outerSide
        guard region.isFresh || outer <= region.height else { return .none(.full) }
        guard outer <= region.width else {
            return .none(.tooWide(.matrix, outer, room: region.width))
        }
        guard outer <= region.height else { return .none(.tooTall(.matrix)) }
        let size = Size(width: outer, height: outer)
        return .whole(
            figure(size, in: region.width, align: align, alt: alt) {
                $0.place(.modules(grid, side: side), at: $1 + Point(x: margin, y: margin))
            })
    }
}
