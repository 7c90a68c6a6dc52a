import Pages

/// Why a block does not go into a region.
package enum FitFailure: Error, Hashable, Sendable {
    /// The region is full: not a fault, the block goes on the next page.
    case full
    /// Something is taller than its room.
    case tooTall(Part)
    /// Something is wider than its room. `text`: what it says, if anything; it may be private.
    case tooWide(Part, Length, room: Length, text: String = "")

    case ruleTooThick
    /// A box's padding, or its least height.
    case boxTooTall
    /// What is kept together, on an empty page.
    case keptTooTall
    case columnGapsTooWide

    /// A word of a text; the text may be private.
    case wordTooWide(String, by: Length, room: Length)
    /// The text behind a tab.
    case tabTooWide(by: Length, room: Length)
    /// A part of a block has no room any more, and begins with this text, which may be private.
    case leftOver(String)

    case chartTooSmall(Size, need: Size)
    /// The text above a bar of a chart, counted from 1; the text may be private.
    case captionWithoutRoom(bar: Int, String)

    case tableTooWide(by: Length)
    case tooManyCells
    case cellPaddingTooWide
    /// A row that is kept together, on an empty page.
    case keptRowTooTall
    /// A row, counted from 1, that is not cut because a subtotal is carried.
    case uncutRowTooTall(Int)
    case headAndCarriedRowTooTall
    case firstRowWithCarriedTooTall
    case footBelowNoRow

    case rollTooLong(Length)
    /// A region goes on in another that does not come after it.
    case goesOnBefore

    /// In a row of a table or grid.
    indirect case row(Row, FitFailure)
    /// In a column, counted from 1.
    indirect case column(Int, FitFailure)
    /// In a block of the template.
    indirect case at(Site, FitFailure)

    /// What is too tall or too wide.
    package enum Part: Hashable, Sendable {
        case line, picture, chart, chartLabel, boxPadding, cellPadding, tableHead
        case matrix, bars
        case code(characters: Int)
        case codeLine(hasBand: Bool)
        /// A block that somebody else has written.
        case other(String)
    }

    /// Which row; numbers from 1.
    package enum Row: Hashable, Sendable {
        case head, foot, carried
        case table(Int)
        case grid(Int)
    }
}

extension FitFailure {
    /// It is wider than the paper: no height makes it fit, and another page of the same width would not.
    package var isTooWide: Bool {
        switch self {
        case .tooWide, .columnGapsTooWide, .wordTooWide, .tabTooWide, .captionWithoutRoom, .tableTooWide, .tooManyCells,
            .cellPaddingTooWide:
            true
        case .chartTooSmall(let size, let need): size.width <= need.width
        case .full, .tooTall, .ruleTooThick, .boxTooTall, .keptTooTall, .leftOver, .keptRowTooTall, .uncutRowTooTall,
            .headAndCarriedRowTooTall, .firstRowWithCarriedTooTall, .footBelowNoRow, .rollTooLong, .goesOnBefore:
            false
        case .row(_, let inner), .column(_, let inner), .at(_, let inner): inner.isTooWide
        }
    }

    /// The text that does not fit, if there is one; it may be private.
    package var text: String {
        switch self {
        case .tooWide(_, _, _, let text), .wordTooWide(let text, _, _), .leftOver(let text), .captionWithoutRoom(_, let text):
            text
        case .row(_, let inner), .column(_, let inner), .at(_, let inner): inner.text
        case .full, .tooTall, .ruleTooThick, .boxTooTall, .keptTooTall, .columnGapsTooWide, .tabTooWide, .chartTooSmall,
            .tableTooWide, .tooManyCells, .cellPaddingTooWide, .keptRowTooTall, .uncutRowTooTall, .headAndCarriedRowTooTall,
            .firstRowWithCarriedTooTall, .footBelowNoRow, .rollTooLong, .goesOnBefore:
            ""
        }
    }

    /// The innermost block of the template that does not fit, if it is known.
    package var site: Site {
        switch self {
        case .at(let site, _): site
        case .row(_, let inner), .column(_, let inner): inner.site
        default: .none
        }
    }

    /// The failure without the rows, columns and blocks that it is in.
    package var cause: FitFailure {
        switch self {
        case .row(_, let inner), .column(_, let inner), .at(_, let inner): inner.cause
        default: self
        }
    }

    /// The failure of a block that stands at a site, unless it has an inner one. That a region is full is nobody's fault.
    func at(_ site: Site) -> FitFailure {
        if case .full = self { return self }
        return site == .none || self.site != .none ? self : .at(site, self)
    }

    /// The failure of a cell, with its column where there are several; a table within tells its own.
    func inColumn(_ index: Int, of count: Int) -> FitFailure {
        if case .full = self { return self }
        return count > 1 && !hasColumn ? .column(index + 1, self) : self
    }

    private var hasColumn: Bool {
        switch self {
        case .column: true
        case .row(_, let inner), .at(_, let inner): inner.hasColumn
        default: false
        }
    }
}

// MARK: Words

extension FitFailure: CustomStringConvertible {
    /// A sentence without private text.
    package var description: String {
        switch self {
        case .full: "the region is full"
        case .tooTall(let part): "\(part.noun) is taller than its room"
        case .tooWide(let part, let width, let room, _): "\(part.noun) is \(width) pt wide; its room has \(room) pt"
        case .ruleTooThick: "a rule is thicker than its room is tall"
        case .boxTooTall: "a box's padding and least height are more than its room"
        case .keptTooTall: "what is kept together is taller than an empty page"
        case .columnGapsTooWide: "the gaps between columns are wider than the region"
        case .wordTooWide(let text, let excess, let room):
            "a word of \(text.count) character\(text.count == 1 ? "" : "s") is \(excess) pt wider than its line of \(room) pt"
        case .tabTooWide(let excess, let room): "the text at a tab is \(excess) pt wider than its line of \(room) pt"
        case .leftOver: "part of it is left over"
        case .chartTooSmall(let size, let need):
            "a chart of \(size.width) × \(size.height) pt is too small for its labels, which take \(need.width) × \(need.height) pt"
        case .captionWithoutRoom(let bar, _):
            "the text above bar \(bar) of a chart has no room, and neither say nor alt repeats it"
        case .tableTooWide(let excess): "a table's columns are \(excess) pt wider than its room"
        case .tooManyCells: "a row has more cells than the table has columns"
        case .cellPaddingTooWide: "a cell's padding is wider than its column"
        case .keptRowTooTall: "a row that is kept together is taller than an empty page"
        case .uncutRowTooTall(let row):
            "row \(row) of a table is taller than an empty page, and none is cut where a subtotal is carried"
        case .headAndCarriedRowTooTall: "a table's head and carried row are taller than its room"
        case .firstRowWithCarriedTooTall: "a table's first row does not fit on an empty page with what is carried"
        case .footBelowNoRow: "a table's foot does not fit below one row"
        case .rollTooLong(let length): "the roll would be \(length) pt long"
        case .goesOnBefore: "it goes on in a region that does not come after it on the page"
        case .row(let row, let inner): "\(row.noun): \(inner)"
        case .column(let number, let inner): "\(inner), column \(number)"
        case .at(_, let inner): inner.description
        }
    }
}

extension FitFailure.Part {
    fileprivate var noun: String {
        switch self {
        case .line: "a line"
        case .picture: "a picture"
        case .chart: "a chart"
        case .chartLabel: "a label of a chart"
        case .boxPadding: "a box's padding"
        case .cellPadding: "a cell's padding"
        case .tableHead: "a table's head"
        case .matrix: "a barcode with its quiet zone"
        case .bars: "a barcode with its clear zone"
        case .code(let count): "a code of \(count) characters"
        case .codeLine(let hasBand): "a code line\(hasBand ? " with its clear band" : "")"
        case .other(let noun): noun
        }
    }
}

extension FitFailure.Row {
    fileprivate var noun: String {
        switch self {
        case .head: "a table's head"
        case .foot: "a table's foot"
        case .carried: "a table's carried row"
        case .table(let number): "row \(number) of a table"
        case .grid(let number): "row \(number) of a grid"
        }
    }
}
