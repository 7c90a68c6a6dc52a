import Pages

/// The kinds of structure elements that files have (ISO 32000-1, 14.8.4).
enum StructureKind: UInt8, Sendable {
    case document, part, heading1, heading2, heading3, paragraph, list, listItem, label, listBody
    case table, row, headerCell, cell, figure, link, span, division

    var name: StaticString {
        switch self {
        case .document: "Document"
        case .part: "Part"
        case .heading1: "H1"
        case .heading2: "H2"
        case .heading3: "H3"
        case .paragraph: "P"
        case .list: "L"
        case .listItem: "LI"
        case .label: "Lbl"
        case .listBody: "LBody"
        case .table: "Table"
        case .row: "TR"
        case .headerCell: "TH"
        case .cell: "TD"
        case .figure: "Figure"
        case .link: "Link"
        case .span: "Span"
        case .division: "Div"
        }
    }

    var isCell: Bool { self == .cell || self == .headerCell }
    var isHeading: Bool { self == .heading1 || self == .heading2 || self == .heading3 }
    /// What is drawn in it belongs to it, lines and grounds too.
    var isDrawn: Bool { self == .figure }

    static func heading(_ level: Int) -> StructureKind {
        switch level {
        case 1: .heading1
        case 2: .heading2
        default: .heading3
        }
    }
}

/// Where on its page an element stands: in the flow, in a fixed region, or in one that is read when all else is.
enum StructurePlace: UInt8, Sendable {
    case flow, region, ending
}

/// What an element says beside its kind.
enum StructureDetail: Sendable {
    case none
    case cell(HeaderScope?, span: Int)
    /// Of a figure: what stands for it, and its box on the page.
    case figure(Label, Rect)
    case language(Label)
    /// The parts of one division have one label.
    case division(Label)
    /// Its items have numbers, or bullets.
    case list(isOrdered: Bool)
}

/// The structure of one page, as a row of steps; the file joins the pages of a document to one tree.
struct PageStructure: Sendable {
    enum Step: Sendable {
        /// `isContinued`: it goes on with an element of the page before.
        case open(StructureKind, isContinued: Bool, StructurePlace)
        /// The detail of the element that is closed next at this depth, by its index.
        case detail(Int)
        /// The next marked-content sequence of the page.
        case content
        /// An annotation, by its index.
        case annotation(Int)
        case close
    }

    struct Annotation: Sendable {
        let box: Rect
        let address: Label
        let says: Label
    }

    struct Heading: Sendable {
        let level: Int
        var text: [UInt8]
        let top: Length
        /// It goes on with the last heading of the page before.
        let isContinued: Bool
        /// It is read when all else is.
        let isEnding: Bool
    }

    var steps: [Step] = []
    var details: [StructureDetail] = []
    var annotations: [Annotation] = []
    var headings: [Heading] = []
    /// Marked-content sequences on the page.
    var contentCount = 0

    /// What is said beside the text of the page: for figures, and where links lead.
    var spoken: [String] {
        details.compactMap { if case .figure(let alt, _) = $0 { alt.text } else { nil } } + annotations.map(\.address.text)
    }
}
