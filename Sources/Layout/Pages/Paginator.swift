import Fonts
import Pages

/// Flows a document's body through its page masters once, then lays the fixed regions, when the number of pages is known.
///
/// Each page is decided once: if a master for the last (or only) page holds all that is left, that page is the last;
/// otherwise the next page is filled by the master for the first page or the rest. Nothing is laid out again because of
/// what came later, so the pages cannot swing to and fro.
package struct Paginator {
    package var masters: [Master]
    package var maxPages: Int
    package var book: FontBook

    package init(masters: [Master], maxPages: Int, book: FontBook) {
        self.masters = masters
        self.maxPages = maxPages
        self.book = book
    }

    /// Answers what stands in a region of a master on a page, with type set at a scale.
    package typealias Content = (_ master: Int, _ region: Int, PagePlace, TypeScale) throws -> any Block

    package func pages(flow: any Block, content: Content) throws -> [Page] {
        let sheets = try run(flow)
        var pages: [Page] = []
        pages.reserveCapacity(sheets.count)
        for (index, sheet) in sheets.enumerated() {
            let master = masters[sheet.master]
            let place = PagePlace(number: index + 1, count: sheets.count)
            var frame = Frame(size: master.size)
            frame.marks.reserveCapacity(master.regions.count + 1)
            let regions = try layRegions(of: sheet.master, place, content)
            for item in master.reading {
                if let region = item {
                    if let laid = regions[region] { frame.marks.append(laid) }
                } else if let body = master.body, let flowed = sheet.body {
                    frame.place(flowed, at: body.origin)
                }
            }
            if let body = master.body, let flowed = sheet.body {
                if master.size.height == .endless {
                    // No shorter than what stands at fixed places on it.
                    frame.size.height = master.regions.reduce(body.origin.y + flowed.size.height + master.foot) {
                        max($0, $1.rect.origin.y + $1.rect.size.height)
                    }
                    // The largest page that PDF has (ISO 32000-1, annex C.2).
                    guard frame.size.height <= Paginator.tallest else {
                        throw LayoutFault.tooTall(
                            page: index + 1, room: Size(width: master.size.width, height: Paginator.tallest),
                            failure: .rollTooLong(frame.size.height))
                    }
                }
            }
            pages.append(Page(number: index + 1, frame: frame, master: sheet.master))
        }
        return pages
    }

    private static let tallest = Length.points(14_400)

    private struct Sheet {
        var master: Int
        var body: Frame?
    }

    /// The flow cut into pages.
    private func run(_ flow: any Block) throws(LayoutFault) -> [Sheet] {
        var sheets: [Sheet] = []
        var rest = flow
        /// What the pages after the first begin with.
        var starts: [Site] = []
        while true {
            guard sheets.count < maxPages else { throw .tooManyPages(limit: maxPages, starts: starts) }
            let isFirst = sheets.isEmpty
            if let end = index(of: isFirst ? .only : .last), let body = masters[end].body,
                case .whole(let frame) = fit(rest, into: body.size)
            {
                sheets.append(Sheet(master: end, body: frame))
                return sheets
            }
            let use: Master.Use = isFirst ? .first : .rest
            guard let next = index(of: use) ?? index(of: isFirst ? .rest : .first) ?? index(of: isFirst ? .only : .last) else {
                throw .noMaster(use: isFirst ? "first" : "rest")
            }
            guard let body = masters[next].body else {
                if case .whole(let frame) = rest.fit(into: Region(size: masters[next].size)), frame.marks.isEmpty {
                    sheets.append(Sheet(master: next, body: nil))
                    return sheets
                }
                throw .noBody(master: masters[next].name)
            }
            switch fit(rest, into: body.size) {
            case .whole(let frame):
                sheets.append(Sheet(master: next, body: frame))
                // A document with a master for its last page ends with it, even if nothing is left to put there.
                guard let last = index(of: .last), !isFirst || index(of: .only) != nil else { return sheets }
                guard sheets.count < maxPages else { throw .tooManyPages(limit: maxPages, starts: starts) }
                sheets.append(Sheet(master: last, body: nil))
                return sheets
            case .part(let frame, let more):
                sheets.append(Sheet(master: next, body: frame))
                starts.append(more.startSite)
                rest = more
            case .none(let failure):
                throw .tooTall(page: sheets.count + 1, room: body.size, failure: failure)
            }
        }
    }

    /// What a body holds of the flow. No page is begun for a break that nothing stands behind.
    private func fit(_ flow: any Block, into body: Size) -> Fit {
        let answer = flow.fit(into: Region(size: body))
        if case .part(let frame, let rest) = answer, rest.isBlank { return .whole(frame) }
        return answer
    }

    private func index(of use: Master.Use) -> Int? { masters.firstIndex { $0.use == use } }

    /// The regions of a master, filled for a page; nil where nothing stands in one.
    private func layRegions(of master: Int, _ place: PagePlace, _ content: Content) throws -> [Placed?] {
        var placed = [Placed?](repeating: nil, count: masters[master].regions.count)
        var carried: [Int: any Block] = [:]
        for (index, region) in masters[master].regions.enumerated() {
            let before = carried.removeValue(forKey: index)
            func block(_ scale: TypeScale) throws -> any Block {
                let own = try content(master, index, place, scale)
                return before.map { Stack([$0, own]) } ?? own
            }
            var laid = try lay(
                try block(.full), in: region, place,
                rest: { other, more in carried[other] = carried[other].map { Stack([$0, more]) } ?? more },
                again: block)
            if laid.marks.isEmpty { continue }
            if region.isUnread {
                laid.role = .artifact
                laid = Frame(size: laid.size, marks: [Placed(.group(laid), at: .zero)])
            }
            laid.role =
                region.isOfRun
                ? .production(region.name) : region.isEnding ? .ending(region.name) : .region(region.name)
            placed[index] = Placed(.group(laid), at: region.rect.origin)
        }
        // What goes on in a region that is already laid, or is not on this page, must not vanish.
        if let lost = carried.keys.min() {
            let from = masters[master].regions.first { $0.overflow == .goOn(in: lost) }
            throw LayoutFault.overflow(
                region: from?.name.text ?? "\(lost)", page: place.number, room: from?.rect.size ?? .zero, need: nil,
                failure: .goesOnBefore, site: from?.site ?? .none)
        }
        return placed
    }

    private func lay(
        _ block: any Block, in region: FixedRegion, _ place: PagePlace, rest: (Int, any Block) -> Void,
        again: (TypeScale) throws -> any Block
    ) throws -> Frame {
        let room = Region(size: region.rect.size)
        let answer = block.fit(into: room)
        if case .whole(let frame) = answer { return wrapped(frame) }
        switch region.overflow {
        case .error: break
        case .shrink(let floor):
            for percent in stride(from: 97, through: 40, by: -3) {
                let smaller = try again(TypeScale(percent: percent, floor: floor))
                if case .whole(let frame) = smaller.fit(into: room) { return wrapped(frame) }
            }
        case .truncate(let mark):
            if case .part(let frame, _) = answer {
                return Truncation(mark: mark, book: book).applied(to: wrapped(frame), room: room.width)
            }
        case .goOn(let other):
            switch answer {
            case .part(let frame, let more):
                rest(other, more)
                return wrapped(frame)
            case .none(let failure) where failure.text.isEmpty:
                rest(other, block)
                return Frame(size: .zero)
            default: break
            }
        }
        var failure = FitFailure.full
        switch answer {
        case .whole: break
        case .part(_, let more): failure = .leftOver(firstText(of: more, width: room.width))
        case .none(let why): failure = why
        }
        throw LayoutFault.overflow(
            region: region.name.text, page: place.number, room: room.size, need: neededHeight(of: block, over: room.size),
            failure: failure, site: region.site)
    }

    /// A region's marks always lie in a frame of their own, which carries the region's name.
    private func wrapped(_ frame: Frame) -> Frame {
        guard frame.role != nil else { return frame }
        var outer = Frame(size: frame.size)
        outer.marks.append(Placed(.group(frame), at: .zero))
        return outer
    }

    /// The least height in which a block goes whole into a width. Columns need less than the one column that they are where
    /// height has no end.
    private func neededHeight(of block: any Block, over room: Size) -> Length? {
        func isWhole(_ height: Length) -> Bool {
            if case .whole = block.fit(into: Region(size: Size(width: room.width, height: height))) { true } else { false }
        }
        guard var need = block.height(at: room.width), need > room.height else { return nil }
        var short = room.height
        var next = need - Length(hundredths: 1)
        while next > short {
            if isWhole(next) { need = next } else { short = next }
            next = short + (need - short) / 2
        }
        return need
    }

    private func firstText(of block: any Block, width: Length) -> String {
        guard case .whole(let frame) = block.fit(into: Region(size: Size(width: width, height: .endless))) else { return "" }
        return frame.firstRun.map { String(decoding: $0.shaped.text, as: UTF8.self) } ?? ""
    }
}

extension Frame {
    /// The first text in the frame.
    var firstRun: GlyphRun? {
        for placed in marks {
            switch placed.mark {
            case .glyphs(let run): return run
            case .group(let inner): if let run = inner.firstRun { return run }
            case .stamp(let stamp): if let run = stamp.frame.firstRun { return run }
            case .rule, .fill, .outline, .picture, .modules, .bars: continue
            }
        }
        return nil
    }
}
