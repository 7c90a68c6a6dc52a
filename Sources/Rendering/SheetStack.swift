import Errors
import Layout
import Pages

/// Gathers pages for imposition: their order on the sheets is known only when all are there.
package final class SheetStack {
    private let sheet: Size
    private let gutter: Length
    private let sides: PrintSides
    private var gathered: [Page] = []
    private var imposition: Imposition?

    /// More pages than any crew hangs in a day; they are all held in memory.
    package static let most = 20_000

    package init(sheet: Size, gutter: Length, sides: PrintSides = .one) {
        self.sheet = sheet
        self.gutter = gutter
        self.sides = sides
    }

    /// Adds a document's pages, or none of them.
    package func add(_ pages: [Page]) throws(SheetFault) {
        guard gathered.count + sides.filePages(of: pages.count) <= SheetStack.most else { throw .tooMany }
        var imposition = imposition
        for page in pages {
            if let imposition {
                guard imposition.page == page.frame.size else { throw .otherSize(page.frame.size, imposition.page) }
            } else {
                guard let made = Imposition(page: page.frame.size, on: sheet, gutter: gutter) else {
                    throw .tooLarge(page.frame.size, sheet)
                }
                imposition = made
            }
        }
        self.imposition = imposition
        gathered += pages
        self.pages += pages.count
        // The next document begins on a leaf of its own.
        for number in pages.count..<sides.filePages(of: pages.count) {
            gathered.append(Page(number: number + 1, frame: Frame(size: pages[number - 1].frame.size)))
        }
    }

    /// Pages of documents, without blank backs.
    package private(set) var pages = 0
    /// Each sheet by its sides.
    package var sheets: [[SheetSide]] { imposition?.sheets(of: gathered, sides: sides) ?? [] }

    /// `2 a sheet, 13 sheets: cut, and lay the piles one below the other, from the first slot on`; of two-sided paper also
    /// over which edge it is turned.
    package var about: String {
        guard let imposition else { return "no sheets" }
        let sheets = imposition.sheetCount(of: sides.sheets(of: gathered.count))
        let paper =
            switch sides {
            case .one: ""
            case .twoLong: ", printed on both sides and turned over the long edge"
            case .twoShort: ", printed on both sides and turned over the short edge"
            }
        return
            "\(imposition.slots) a \(sides == .one ? "sheet" : "side"), \(sheets) sheet\(sheets == 1 ? "" : "s")\(paper): cut, and lay the piles one below the other, from the first slot on"
    }
}

/// Why pages cannot be imposed.
package enum SheetFault: Error {
    case tooLarge(Size, Size)
    case otherSize(Size, Size)
    case tooMany
}

extension SheetFault: CodedError {
    package var errorCode: ErrorCode {
        switch self {
        case .tooLarge: .pageLargerThanSheet
        case .otherSize: .pageSizesDiffer
        case .tooMany: .tooManyImposed
        }
    }

    package var parameters: KeyValuePairs<String, ErrorValue> {
        func length(_ length: Length) -> ErrorValue { .length(hundredths: Int(length.hundredths)) }
        switch self {
        case .tooLarge(let page, let other), .otherSize(let page, let other):
            return [
                "width": length(page.width), "height": length(page.height), "other width": length(other.width),
                "other height": length(other.height),
            ]
        case .tooMany: return ["limit": .number(SheetStack.most)]
        }
    }

    package func sentence(by renderer: ErrorRenderer) -> String {
        switch self {
        case .tooLarge(let page, let sheet):
            "a page of \(page.width) × \(page.height) pt does not go on a sheet of \(sheet.width) × \(sheet.height) pt"
        case .otherSize(let page, let first):
            "its page of \(page.width) × \(page.height) pt is of another size than the first, \(first.width) × \(first.height) pt"
        case .tooMany: "at most \(SheetStack.most) pages are imposed at once"
        }
    }
}
