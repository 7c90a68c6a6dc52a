import Pages

/// The paper that is offered to a block.
package struct Region: Sendable {
    package var size: Size
    /// Nothing stands above on this page: what does not fit here will not fit on another page either.
    package var isFresh: Bool

    package init(size: Size, isFresh: Bool = true) {
        self.size = size
        self.isFresh = isFresh
    }

    package var width: Length { size.width }
    package var height: Length { size.height }

    /// What is left below a height; a region with something above it is no longer fresh.
    package func below(_ height: Length) -> Region {
        Region(size: Size(width: size.width, height: size.height - height), isFresh: isFresh && height == .zero)
    }
}

/// What a block answers when it is offered a region.
package enum Fit: Sendable {
    /// All of it, finished.
    case whole(Frame)
    /// As much as the region holds, and the block that goes on where this one stopped.
    case part(Frame, rest: any Block)
    /// Nothing, and why.
    case none(Misfit)
}

/// Which block of a template a block was made by: a number that whoever made it can look up, so that blocks stay small.
package struct Site: Hashable, Sendable {
    package var number: UInt32
    package init(number: UInt32) { self.number = number }
    package static let none = Site(number: 0)
}

/// Why a block does not go into a region.
package struct Misfit: Sendable {
    /// A sentence without private text.
    package var reason: String
    /// The text that does not fit, if there is one; it may be private.
    package var text: String
    /// The innermost block of the template that does not fit, if it is known.
    package var site: Site
    /// It is wider than the paper: no height makes it fit, and another page of the same width would not.
    package var isTooWide: Bool

    package init(_ reason: String, text: String = "", site: Site = .none, isTooWide: Bool = false) {
        self.reason = reason
        self.text = text
        self.site = site
        self.isTooWide = isTooWide
    }

    /// Something is wider than its room: `a picture is 74 pt wide; its room has 66 pt`.
    static func tooWide(_ what: String, _ width: Length, room: Length, text: String = "") -> Misfit {
        Misfit("\(what) is \(width) pt wide; its room has \(room) pt", text: text, isTooWide: true)
    }

    /// The misfit of a block that stands at a site, unless it has an inner one.
    func at(_ site: Site) -> Misfit {
        guard self.site == .none else { return self }
        var misfit = self
        misfit.site = site
        return misfit
    }

    /// The misfit of a cell, with the number of its column where there are several.
    func inColumn(_ column: Int, of count: Int) -> Misfit {
        guard count > 1, reason != Misfit.full.reason, !reason.contains(", column ") else { return self }
        return named { "\($0), column \(column + 1)" }
    }

    /// The misfit with another reason, made of its own.
    func named(_ name: (String) -> String) -> Misfit {
        var misfit = self
        misfit.reason = name(reason)
        return misfit
    }

    /// The region is full: not a fault, the block goes on the next page.
    package static let full = Misfit("the region is full")
}

/// Something that can be laid into a column of paper, and cut where the paper ends.
///
/// The laws, which one checker in the test kit holds every block to: a frame is never larger than its region; the same
/// question gets the same answer; in a fresh region `.part` makes progress; no mark is lost or repeated over the cuts.
package protocol Block: Sendable {
    func fit(into region: Region) -> Fit
    /// How wide it would be if nothing forced it to wrap.
    var naturalWidth: Length { get }
    /// It is the place where a stack goes on to the next page.
    var breaksPage: Bool { get }
    /// Nothing of it would be seen, told from what it is made of: no page begins for what is blank.
    var isBlank: Bool { get }
    /// The block of the template that it begins with, if it knows.
    var startSite: Site { get }
}

extension Block {
    package var breaksPage: Bool { false }
    package var isBlank: Bool { false }
    package var startSite: Site { .none }

    /// Why this rest of a block fits nowhere in paper of its width, however tall: the cause of what seems too tall.
    func flaw(in region: Region) -> Misfit? {
        if case .none(let misfit) = fit(into: Region(size: Size(width: region.width, height: .endless))) { return misfit }
        return nil
    }

    /// The height that the block takes at a width, if it fits there at all.
    package func height(at width: Length) -> Length? {
        if case .whole(let frame) = fit(into: Region(size: Size(width: width, height: .endless))) { return frame.size.height }
        return nil
    }
}
