import Pages

/// Several pages of one size on each sheet, with marks to cut by, in the order of cut and stack: when the sheets are cut and
/// the piles laid one below the other, from the first slot to the last, the pages lie in their order, blanks last.
///
/// Slot k of sheet s holds page k × sheets + s.
///
/// **On two-sided paper** it is leaves that are cut and stacked: a leaf is two pages, its front and its back, and slot k of
/// sheet s holds leaf k × sheets + s. Each leaf reads as one that is printed alone and turned like the page of a book, about
/// its upright side: its back stands upright where its front does.
///
/// A leaf whose front lies at x from the sheet's left edge has its back at the sheet's width − x − the page's width. That is
/// all where the printer turns the sheet about its upright side: point (x, y) of the front has point (width − x, y) of the
/// back behind it. That side is the long edge of a sheet that stands upright, and the short edge of one that lies across.
/// Where the printer turns the sheet over its head (the short edge of one that stands upright, the long edge of one that
/// lies across), (x, y) has (x, height − y) behind it, which is the same place on a back that was put on its head: so
/// `SheetSide.isTurned` says that all of the back is to be. A square sheet counts as upright.
package struct Imposition: Sendable {
    package let sheet: Size
    package let page: Size
    package let columns: Int
    package let rows: Int
    /// Between pages, for pages that are printed to their edge.
    package let gutter: Length

    package var slots: Int { columns * rows }

    /// How a cut is marked: lines of this length, this far off the page's corner where the sheet has room for that.
    private static let markLength = Length.points(18)
    private static let markOffset = Length.points(9)
    /// Where a page ends at the sheet's edge, a tick of this length on the cut.
    private static let tick = Length.points(9)
    private static let stroke = Stroke(width: Length(hundredths: 25), tint: .black)

    /// As many pages as a sheet holds, upright or across, whichever holds more; upright where both hold as many. Nil where
    /// the page is larger than the sheet.
    package init?(page: Size, on sheet: Size, gutter: Length = .zero) {
        func count(_ room: Length, _ side: Length) -> Int {
            side > room ? 0 : Int((room + gutter).hundredths) / Int((side + gutter).hundredths)
        }
        let across = Size(width: sheet.height, height: sheet.width)
        let upright = count(sheet.width, page.width) * count(sheet.height, page.height)
        let turned = count(across.width, page.width) * count(across.height, page.height)
        guard max(upright, turned) > 0, page.width > .zero, page.height > .zero else { return nil }
        self.sheet = turned > upright ? across : sheet
        self.page = page
        self.gutter = gutter
        columns = count(self.sheet.width, page.width)
        rows = count(self.sheet.height, page.height)
    }

    /// The sheets that so many pages take.
    package func sheetCount(of pages: Int) -> Int { (pages + slots - 1) / slots }

    /// Where a slot's page lies on the sheet; slots go from left to right and from top to bottom.
    package func place(of slot: Int) -> Rect {
        let left = (sheet.width - page.width * columns - gutter * (columns - 1)) / 2
        let top = (sheet.height - page.height * rows - gutter * (rows - 1)) / 2
        return Rect(
            origin: Point(x: left + (page.width + gutter) * (slot % columns), y: top + (page.height + gutter) * (slot / columns)),
            size: page)
    }

    /// The sheets of pages, all of which have the page's size.
    package func sheets(of pages: [Page]) -> [Page] {
        let count = sheetCount(of: pages.count)
        return (0..<count).map { number in
            Page(number: number + 1, frame: side(number, of: count, pages, marks: cutMarks) { place(of: $0).origin })
        }
    }

    /// The same on paper of one side or of two, each sheet by its sides. On two-sided paper the pages are an even number,
    /// front and back by turns, with a blank one where a document has no page for a back.
    package func sheets(of pages: [Page], sides: PrintSides) -> [[SheetSide]] {
        guard sides.isTwo else { return sheets(of: pages).map { [SheetSide(page: $0, isTurned: false)] } }
        let fronts = stride(from: 0, to: pages.count, by: 2).map { pages[$0] }
        let backs = stride(from: 1, to: pages.count, by: 2).map { pages[$0] }
        let count = sheetCount(of: fronts.count)
        return (0..<count).map { number in
            // Who cuts goes by the fronts: a second set of marks would lie beside the first by what the printer is off.
            let front = side(number, of: count, fronts, marks: cutMarks) { place(of: $0).origin }
            let back = side(number, of: count, backs, marks: []) { placeBehind($0).origin }
            return [
                SheetSide(page: Page(number: number * 2 + 1, frame: front), isTurned: false),
                SheetSide(page: Page(number: number * 2 + 2, frame: back), isTurned: turnsOverHead(sides)),
            ]
        }
    }

    /// Where the back of a slot's page lies, before the side as a whole is turned.
    package func placeBehind(_ slot: Int) -> Rect {
        let front = place(of: slot)
        return Rect(origin: Point(x: sheet.width - front.right, y: front.origin.y), size: page)
    }

    /// The printer turns the sheet over its head rather than about its upright side.
    private func turnsOverHead(_ sides: PrintSides) -> Bool {
        let isUpright = sheet.height >= sheet.width
        return isUpright ? sides == .twoShort : sides == .twoLong
    }

    private func side(_ number: Int, of count: Int, _ pages: [Page], marks: [Placed], at place: (Int) -> Point) -> Frame {
        var frame = Frame(size: sheet)
        for slot in 0..<slots {
            let index = slot * count + number
            guard index < pages.count else { continue }
            let origin = place(slot)
            // A page's own marks, so that what is the same on all sheets is found as on pages.
            for placed in pages[index].frame.marks { frame.place(placed.mark, at: placed.at + origin) }
        }
        frame.marks += marks
        return frame
    }

    /// A line at each cut, outside the pages; or a tick on the cut at the sheet's edge, where the pages reach to it.
    package var cutMarks: [Placed] {
        let first = place(of: 0)
        let last = place(of: slots - 1)
        var marks: [Placed] = []
        func line(_ from: Point, _ to: Point) {
            marks.append(Placed(.rule(to: Point(x: to.x - from.x, y: to.y - from.y), Imposition.stroke), at: from))
        }
        /// From the pages' edge to the sheet's; nil where there is no room for a mark off the page.
        func reach(_ room: Length) -> (near: Length, far: Length)? {
            let far = min(room, Imposition.markOffset + Imposition.markLength)
            return far > Imposition.markOffset ? (Imposition.markOffset, far) : nil
        }
        let columnEdges = (0..<columns).flatMap { [place(of: $0).origin.x, place(of: $0).right] }
        for x in unique(columnEdges) where x > .zero && x < sheet.width {
            if let (near, far) = reach(first.origin.y) {
                line(Point(x: x, y: first.origin.y - near), Point(x: x, y: first.origin.y - far))
                line(Point(x: x, y: last.bottom + near), Point(x: x, y: last.bottom + far))
            } else {
                line(Point(x: x, y: .zero), Point(x: x, y: Imposition.tick))
                line(Point(x: x, y: sheet.height), Point(x: x, y: sheet.height - Imposition.tick))
            }
        }
        let rowEdges = (0..<rows).flatMap { [place(of: $0 * columns).origin.y, place(of: $0 * columns).bottom] }
        for y in unique(rowEdges) where y > .zero && y < sheet.height {
            if let (near, far) = reach(first.origin.x) {
                line(Point(x: first.origin.x - near, y: y), Point(x: first.origin.x - far, y: y))
                line(Point(x: last.right + near, y: y), Point(x: last.right + far, y: y))
            } else {
                line(Point(x: .zero, y: y), Point(x: Imposition.tick, y: y))
                line(Point(x: sheet.width, y: y), Point(x: sheet.width - Imposition.tick, y: y))
            }
        }
        return marks
    }

    private func unique(_ places: [Length]) -> [Length] {
        places.sorted().reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }
}
