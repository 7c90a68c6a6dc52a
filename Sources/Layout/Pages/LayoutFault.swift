import Errors
import Pages

/// Why a document cannot be laid out.
package enum LayoutFault: Error, Sendable {
    /// A fixed region's content needs more room than the region has.
    case overflow(region: String, page: Int, room: Size, need: Length?, failure: FitFailure, site: Site)
    /// A block of the flow fits on no page.
    case tooTall(page: Int, room: Size, failure: FitFailure)
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
        case .tooTall(_, _, let failure): failure.site
        case .tooManyPages, .noBody, .noMaster: .none
        }
    }

    /// The text that does not fit, for the person at the screen; it may be private.
    package var text: String {
        switch self {
        case .overflow(_, _, _, _, let failure, _), .tooTall(_, _, let failure): failure.text
        case .tooManyPages, .noBody, .noMaster: ""
        }
    }
}

extension LayoutFault: CodedError {
    package var errorCode: ErrorCode {
        switch self {
        case .overflow: .regionOverflow
        case .tooTall(_, _, let failure):
            if case .rollTooLong = failure.cause { .rollTooLong } else { failure.isTooWide ? .tooWide : .tooTall }
        case .tooManyPages: .tooManyPages
        case .noBody: .noBody
        case .noMaster: .noPageMaster
        }
    }

    package var parameters: KeyValuePairs<String, ErrorValue> {
        func length(_ length: Length) -> ErrorValue { .length(hundredths: Int(length.hundredths)) }
        switch self {
        case .overflow(let region, let page, let room, let need?, let failure, _):
            return [
                "region": .text(region), "page": .number(page), "width": length(room.width), "height": length(room.height),
                "need": length(need), "reason": .text(failure.description),
            ]
        case .overflow(let region, let page, let room, nil, let failure, _):
            return [
                "region": .text(region), "page": .number(page), "width": length(room.width), "height": length(room.height),
                "reason": .text(failure.description),
            ]
        case .tooTall(let page, let room, let failure):
            return [
                "page": .number(page), "width": length(room.width), "height": length(room.height),
                "reason": .text(failure.description),
            ]
        case .tooManyPages(let limit, _): return ["limit": .number(limit)]
        case .noBody(let master): return ["page": .text(master)]
        case .noMaster(let use): return ["use": .text(use)]
        }
    }

    package var places: [ErrorPlace] {
        switch self {
        case .overflow(let region, let page, _, _, _, _): [.page(page, region: region)]
        case .tooTall(let page, _, let failure): failure.isTooWide ? [.page(page, region: nil)] : []
        case .tooManyPages, .noBody, .noMaster: []
        }
    }

    /// Without private text.
    package func sentence(by renderer: ErrorRenderer) -> String {
        switch self {
        case .overflow(_, _, let room, let need, let failure, _):
            "the content does not fit: room \(room.width) × \(room.height) pt"
                + (need.map { ", needs a height of \($0) pt" } ?? "") + " (\(failure))"
        case .tooTall(_, let room, let failure) where failure.isTooWide:
            "\(failure); the body of the page has \(room.width) × \(room.height) pt"
        case .tooTall(_, let room, let failure):
            "fits on no page: \(failure); an empty page has \(room.width) × \(room.height) pt"
        case .tooManyPages(let limit, _): "the document has more than \(limit) page\(limit == 1 ? "" : "s") (max-pages)"
        case .noBody(let master): "page master \(master) has no body for the flow"
        case .noMaster(let use): "the template has no page with use=\"\(use)\""
        }
    }
}
