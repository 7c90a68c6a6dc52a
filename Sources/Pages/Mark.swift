/// One filled bar of a chart or of a barcode, placed in its mark's own coordinates.
package typealias Bar = Rect

/// What a frame can hold, finished: nothing in it is left to decide, and whoever writes it only copies.
package enum Mark: Sendable {
    /// Shaped text; the mark's point is on the baseline.
    case glyphs(GlyphRun)
    /// A straight line from the mark's point to another.
    case rule(to: Point, Stroke)
    /// A filled rectangle.
    case fill(Size, Tint)
    /// The border of a rectangle, its line centred on the edge.
    case outline(Size, Stroke)
    /// A picture, stretched to a size.
    case picture(Picture, Size)
    /// A square of dark and light modules (QR), `side` wide and tall.
    case modules(BitGrid, side: Length)
    /// Many filled bars of one colour.
    case bars([Bar], Tint)
    /// A frame within the frame, in its own coordinates.
    case group(Frame)
    /// A frame of the template itself, shared by identity and written once a file.
    case stamp(Stamp)
}

/// A mark and its place in the frame that holds it.
package struct Placed: Sendable {
    package var at: Point
    package var mark: Mark

    @inlinable package init(_ mark: Mark, at: Point) {
        self.at = at
        self.mark = mark
    }
}

/// A finished rectangle of paper: every mark has its place and nothing is left to decide.
package struct Frame: Sendable {
    package var size: Size
    package var marks: [Placed]
    /// What the frame is to a reader; a frame without a role is only a way of arranging marks.
    package var role: Role?
    /// It goes on with what the end of the last page cut: to a reader both are one.
    package var isContinued: Bool

    @inlinable package init(size: Size, marks: [Placed] = [], role: Role? = nil, isContinued: Bool = false) {
        self.size = size
        self.marks = marks
        self.role = role
        self.isContinued = isContinued
    }

    @inlinable package mutating func place(_ mark: Mark, at point: Point) { marks.append(Placed(mark, at: point)) }

    /// Puts another frame into this one: a frame without a role and with few marks dissolves into its marks. One without
    /// marks is left out, unless words stand for it.
    @inlinable package mutating func place(_ frame: Frame, at point: Point) {
        if frame.marks.isEmpty, frame.role?.speaksForItself != true { return }
        if frame.role == nil && frame.marks.count <= 2 {
            for placed in frame.marks { marks.append(Placed(placed.mark, at: placed.at + point)) }
        } else {
            marks.append(Placed(.group(frame), at: point))
        }
    }
}

extension [Page] {
    /// The text of the first heading, as it is read.
    package var firstHeading: String? {
        for page in self {
            guard let heading = page.frame.firstHeading else { continue }
            let text = String(decoding: heading.text, as: UTF8.self)
            return text.hasSuffix(" ") ? String(text.dropLast()) : text
        }
        return nil
    }
}

extension Frame {
    fileprivate var firstHeading: Frame? {
        if case .heading? = role { return self }
        for case .group(let inner) in marks.lazy.map(\.mark) { if let found = inner.firstHeading { return found } }
        return nil
    }

    /// All text in it, in the order in which it is read.
    fileprivate var text: [UInt8] {
        marks.reduce(into: []) { text, placed in
            switch placed.mark {
            case .glyphs(let run): text += run.shaped.text
            case .group(let inner): text += inner.text
            case .stamp(let stamp): text += stamp.frame.text
            case .rule, .fill, .outline, .picture, .modules, .bars: break
            }
        }
    }

    /// Something is drawn in it.
    package var drawsAnything: Bool {
        marks.contains { placed in
            switch placed.mark {
            case .glyphs(let run): !run.shaped.glyphs.isEmpty
            case .group(let inner): inner.drawsAnything
            case .bars(let bars, _): !bars.isEmpty
            case .rule, .fill, .outline, .picture, .modules, .stamp: true
            }
        }
    }

    /// A text stands in it.
    package var holdsText: Bool {
        marks.contains { placed in
            switch placed.mark {
            case .glyphs: true
            case .group(let inner): inner.holdsText
            case .stamp(let stamp): stamp.frame.holdsText
            case .rule, .fill, .outline, .picture, .modules, .bars: false
            }
        }
    }
}

/// A frame that many pages show, written once a file; two stamps with one id are the same frame.
package final class Stamp: Sendable {
    /// A digest of what the frame shows, the same in every process.
    package let id: UInt64
    package let frame: Frame

    @inlinable package init(id: UInt64, frame: Frame) {
        self.id = id
        self.frame = frame
    }
}

/// What a group of marks is to a reader: the structure element of a tagged file.
package enum Role: Sendable {
    case paragraph
    case heading(Int)
    /// A list, of numbers or of bullets.
    case list(isOrdered: Bool)
    case listItem
    /// The bullet or number of an item.
    case label
    case table
    case row
    /// A cell that heads a column or a row, over so many columns.
    case headerCell(HeaderScope, span: Int)
    /// A cell over so many columns.
    case cell(span: Int)
    case figure(Label)
    /// What leads to an address (URI), and what the address is for.
    case link(Label, says: Label)
    /// Text in another language than its document: a language tag (BCP 47).
    case language(Label)
    /// What stands beside something else and was cut by a page end: its parts, on as many pages, are one by their label.
    case division(Label)
    /// A place on the paper that is filled in by hand, by what belongs there.
    case form(Label)
    /// A fixed region of the page by its name in the template.
    case region(Label)
    /// A fixed region that is read when all else of the document is, whatever page it stands on: a stub, a foot.
    case ending(Label)
    /// A region that belongs to the run and not to the document: inserter marks, the place in the print file.
    case production(Label)
    /// An element that the template requires, by its id.
    case required(Label)
    /// An element that states facts of the record, to be read back from the finished page.
    case statement(Statement)
    /// Decoration, of no meaning to a reader.
    case artifact
}

/// What a head cell heads (ISO 32000-1, 14.8.5.7, Scope).
package enum HeaderScope: String, Sendable, CaseIterable {
    case column, row
}

extension Role {
    /// Words stand for it, whether or not anything is drawn in it.
    @inlinable package var speaksForItself: Bool {
        switch self {
        case .figure, .form: true
        default: false
        }
    }

    /// The name of a region of the page, of the document's or of the run's.
    package var region: Label? {
        switch self {
        case .region(let name), .ending(let name), .production(let name): name
        default: nil
        }
    }
}

/// A text kept behind one pointer (an alternative text, a region's name), so that marks stay small.
package final class Label: Sendable {
    package let text: String
    @inlinable package init(_ text: String) { self.text = text }
}

/// A finished page.
package struct Page: Sendable {
    package var number: Int
    package var frame: Frame
    /// Which of the template's page masters made it.
    package var master: Int

    @inlinable package init(number: Int, frame: Frame, master: Int = 0) {
        self.number = number
        self.frame = frame
        self.master = master
    }
}
