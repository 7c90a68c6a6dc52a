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
    case none(FitFailure)
}

/// Which block of a template a block was made by: a number that whoever made it can look up, so that blocks stay small.
package struct Site: Hashable, Sendable {
    package var number: UInt32
    package init(number: UInt32) { self.number = number }
    package static let none = Site(number: 0)
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
    func failure(in region: Region) -> FitFailure? {
        if case .none(let failure) = fit(into: Region(size: Size(width: region.width, height: .endless))) { return failure }
        return nil
    }

    /// The height that the block takes at a width, if it fits there at all.
    package func height(at width: Length) -> Length? {
        if case .whole(let frame) = fit(into: Region(size: Size(width: width, height: .endless))) { return frame.size.height }
        return nil
    }
}
