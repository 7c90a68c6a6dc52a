import Pages

/// A page's plan: its fixed regions, and the body that the flow runs through.
package struct Master: Sendable {
    /// Which pages of a document a master makes.
    package enum Use: Hashable, Sendable {
        case first, rest, last, only
    }

    package var name: String
    package var use: Use
    package var size: Size
    /// The body of a roll is endless, and so is its page.
    package var body: Rect?
    /// What is left free below the body of a roll.
    package var foot: Length
    package var regions: [FixedRegion]
    /// The order in which a reader meets what stands on the page: indices of `regions`, and nil for the body.
    package var reading: [Int?]

    /// Without a reading order, regions are read as they come, and the body last.
    package init(
        name: String, use: Use, size: Size, body: Rect?, foot: Length = .zero, regions: [FixedRegion], reading: [Int?]? = nil
    ) {
        self.reading = reading ?? Array(regions.indices) + [nil]
        self.foot = foot
        self.name = name
        self.use = use
        self.size = size
        self.body = body
        self.regions = regions
    }
}

/// A rectangle of a page that always stands in the same place.
package struct FixedRegion: Sendable {
    package var name: Label
    package var rect: Rect
    package var overflow: Overflow
    /// It says something of the run, such as the place in the print file, and is no part of the document itself.
    package var isOfRun: Bool
    /// A running head or foot, which a reader does not meet in the text.
    package var isUnread: Bool
    /// It is read when all else of the document is, whatever page it stands on.
    package var isEnding: Bool
    /// The region in the template, for messages.
    package var site: Site

    package init(
        name: Label, rect: Rect, overflow: Overflow, isOfRun: Bool = false, isUnread: Bool = false,
        isEnding: Bool = false, site: Site = .none
    ) {
        self.isOfRun = isOfRun
        self.isUnread = isUnread
        self.isEnding = isEnding
        self.site = site
        self.name = name
        self.rect = rect
        self.overflow = overflow
    }
}

/// What is done when a fixed region's content is more than its room.
package enum Overflow: Hashable, Sendable {
    /// The document stops: nothing is cut off in silence.
    case error
    /// The type is set smaller, step by step, never below a size.
    case shrink(floor: Length)
    /// What does not fit is left out, and a mark says so.
    case truncate(mark: String)
    /// It goes on in another region of the same page, by its index.
    case goOn(in: Int)
}

/// By how much type is set smaller than its style says, and the size below which it never goes.
package struct TypeScale: Hashable, Sendable {
    package var percent: Int
    package var floor: Length

    package init(percent: Int, floor: Length) {
        self.percent = percent
        self.floor = floor
    }

    package static let full = TypeScale(percent: 100, floor: .zero)

    @inlinable package var isFull: Bool { percent == 100 }

    package func apply(_ size: Length) -> Length {
        percent == 100 ? size : max(min(size, floor), size.scaled(by: percent, of: 100))
    }
}

/// Where in a document a page stands.
package struct PagePlace: Hashable, Sendable {
    package var number: Int
    package var count: Int

    package init(number: Int, count: Int) {
        self.number = number
        self.count = count
    }
}
