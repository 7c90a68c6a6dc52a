import Pages

/// Why a document cannot be laid out.
package enum LayoutFault: Error, Sendable {
    /// A fixed region's content needs more room than the region has.
    case overflow(region: String, page: Int, room: Size, need: Length?, misfit: Misfit, site: Site)
    /// A block of the flow fits on no page.
    case tooTall(page: Int, room: Size, misfit: Misfit)
    /// What the pages after the first began with, the one too many last.
    case tooManyPages(limit: Int, starts: [Site])
    case noBody(master: String)
    /// The template has no page of the position that is needed.
    case noMaster(use: String)
}

extension LayoutFault {
    /// Where in the template it is: the region that overflows, or the block that fits on no page.
    package var site: Site {
        switch self {
        case .overflow(_, _, _, _, _, let site): site
        case .tooTall(_, _, let misfit): misfit.site
        case .tooManyPages, .noBody, .noMaster: .none
        }
    }

    /// The text that does not fit, for the person at the screen; it may be private.
    package var text: String {
        switch self {
        case .overflow(_, _, _, _, let misfit, _), .tooTall(_, _, let misfit): misfit.text
        case .tooManyPages, .noBody, .noMaster: ""
        }
    }
}

extension LayoutFault: CustomStringConvertible {
    /// A sentence without private text.
    package var description: String {
        switch self {
        case .overflow(let region, let page, let room, let need, let misfit, _):
            "page \(page), region \(region): the content does not fit: room \(room.width) × \(room.height) pt"
                + (need.map { ", needs a height of \($0) pt" } ?? "") + " (\(misfit.reason))"
        case .tooTall(let page, let room, let misfit) where misfit.isTooWide:
            "page \(page): \(misfit.reason); the body of the page has \(room.width) × \(room.height) pt"
        case .tooTall(_, let room, let misfit):
            "fits on no page: \(misfit.reason); an empty page has \(room.width) × \(room.height) pt"
        case .tooManyPages(let limit, _): "the document has more than \(limit) page\(limit == 1 ? "" : "s") (max-pages)"
        case .noBody(let master): "page master \(master) has no body for the flow"
        case .noMaster(let use): "the template has no page with use=\"\(use)\""
        }
    }
}
