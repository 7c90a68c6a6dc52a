import Fonts
import Pages
import TestKit
import Testing

@testable import Layout

/// Documents of every length, against what the reference says of pages and of cuts.
@Suite struct EveryLengthTests {
    private static let uses: [Master.Use] = [.first, .rest, .last, .only]

    /// The pages that a document of so many lines gets, by the rules of the template reference: page and lines.
    private func wanted(_ lines: Int, _ rooms: [Master.Use: Int]) -> [String]? {
        var pages: [String] = []
        var left = lines
        while true {
            let isFirst = pages.isEmpty
            let end: Master.Use = isFirst ? .only : .last
            // 1. If all that is left fits the page `only` or `last`, that page ends the document.
            if let room = rooms[end], left <= room { return pages + ["\(end) \(left)"] }
            // 2. Otherwise `first` or `rest` is filled, or the other of the two, or `only` or `last`.
            let order: [Master.Use] = isFirst ? [.first, .rest, .only] : [.rest, .first, .last]
            guard let use = order.first(where: { rooms[$0] != nil }), let room = rooms[use] else { return nil }
            pages.append("\(use) \(min(left, room))")
            if left <= room {
                // 3. A document of several pages that has a page `last` always ends with it; without `only`, the page `first`
                // that holds everything is a document of one page.
                if rooms[.last] != nil, !isFirst || rooms[.only] != nil { pages.append("last 0") }
                return pages
            }
            left -= room
        }
    }

    @Test func everyNumberOfLinesGetsThePagesOfTheReference() throws {
        var kinds = 0
        var oneMore = 0
        let heights = [
            [2, 3, 4, 5], [5, 4, 3, 2], [30, 40, 20, 10], [3, 5, 2, 4], [4, 2, 5, 3], [2, 5, 1, 1], [1, 1, 9, 9], [4, 4, 4, 4],
        ]
        for (number, heights) in heights.enumerated() {
            for set in 1..<16 {
                let all = Self.uses.enumerated().filter { set >> $0.offset & 1 == 1 }
                let rooms = Dictionary(uniqueKeysWithValues: all.map { ($0.element, heights[$0.offset]) })
                // Each on paper of its own width, which tells which was taken.
                let masters = all.map { index, use in
                    Master(
                        name: "\(use)", use: use, size: Size(width: .points(100 + index), height: .points(500)),
                        body: Rect(origin: .zero, size: Size(width: .points(100), height: .points(rooms[use]! * 10))), regions: []
                    )
                }
                kinds += 1
                for lines in 0...(number < 3 ? 200 : 40) {
                    let paginator = Paginator(masters: masters, maxPages: 500, book: TestFonts.book)
                    // Lines that are named by their number, in a colour of its own each.
                    let tints = (0..<lines).map { Tint(rgb: UInt32($0 + 1)) }
                    var used: [String] = []
                    let pages: [Page]
                    do {
                        pages = try paginator.pages(flow: Lines(tints, height: .points(10))) { _, _, _, _ in Stack([any Block]())
                        }
                        used = pages.map { page in
                            let use = Self.uses.indices.first { page.frame.size.width == .points(100 + $0) }!
                            return "\(Self.uses[use]) \(Places.marks(of: page.frame).count)"
                        }
                    } catch let fault as LayoutFault {
                        #expect(wanted(lines, rooms) == nil, "\(lines) lines, \(rooms): \(fault)")
                        continue
                    }
                    let plan = try #require(wanted(lines, rooms), "\(lines) lines, \(rooms): it was set all the same")
                    #expect(used == plan, "\(lines) lines, \(rooms)")
                    let seen = pages.flatMap { Places.marks(of: $0.frame) }.compactMap { placed -> Tint? in
                        if case .fill(_, let tint) = placed.mark { tint } else { nil }
                    }
                    #expect(seen == tints, "\(lines) lines, \(rooms): order")
                    if plan.count > 1, plan.last == "last 0" { oneMore += 1 }
                }
            }
        }
        #expect(kinds == 8 * 15 && oneMore > 100, "a last page with nothing on it is among them, \(oneMore) times")
    }

    /// A paragraph in a region of so many lines: how many it sets here, with as many as are asked for on both sides of a cut.
    private func cut(_ left: Int, room: Int, isFresh: Bool, _ orphans: Int, _ widows: Int) -> Int {
        if left <= room { return left }
        let set = room - max(0, widows - (left - room))
        if set >= max(1, orphans) { return set }
        return isFresh ? room : 0
    }

    @Test func everyCutLeavesEnoughLinesOnBothSides() throws {
        for lines in 1...14 {
            for room in 3...7 {
                for orphans in 1...3 {
                    for widows in 1...3 {
                        let text = (1...lines).map { "\($0)" }.joined(separator: " ")
                        let paragraph = try TestParagraphs.paragraph(text, TestStyles.scan, orphans: orphans, widows: widows)
                        for above in 0..<room {
                            let flow = Flow(Stack(above > 0 ? [Lines("A", above, 12), paragraph] : [paragraph]), 15, room * 12)
                            var wanted: [Int] = []
                            var left = lines
                            while left > 0 {
                                let isFirst = wanted.isEmpty
                                let here = cut(
                                    left, room: room - (isFirst ? above : 0), isFresh: !isFirst || above == 0, orphans, widows)
                                wanted.append(here)
                                left -= here
                            }
                            #expect(
                                flow.isWhole && flow.texts.map(\.count) == wanted,
                                "\(lines) lines, \(above) of \(room) taken: \(flow)")
                            #expect(flow.texts.joined().elementsEqual((1...lines).map { "\($0)" }))
                            // In the words of the reference: enough before a cut and after it, wherever that can be.
                            if lines >= orphans + widows, room >= orphans + widows, wanted.count(where: { $0 > 0 }) > 1 {
                                #expect(wanted.first { $0 > 0 }! >= orphans && wanted.last! >= widows, "\(wanted)")
                            }
                        }
                    }
                }
            }
        }
    }

    /// A row that may be cut goes over whole where one of its cells would leave too few lines.
    @Test func cellsOfARowThatIsCutKeepTheirLines() throws {
        for first in 1...9 {
            for second in 1...9 {
                for above in 0...4 {
                    let cells = try [first, second].enumerated().map { index, lines in
                        let text = (1...lines).map { "\("ab"[index])\($0)" }.joined(separator: " ")
                        return Cell(try TestParagraphs.paragraph(text, TestStyles.scan))
                    }
                    let table = Table(
                        columns: [.fixed(.points(20)), .fixed(.points(20))], rows: [TableRow(cells, keep: false)], role: .table)
                    let flow = Flow(Stack(above > 0 ? [Lines("A", above, 12), table] : [table]), 60, 60)
                    #expect(flow.isWhole)
                    let texts = flow.texts
                    for (name, lines) in [("a", first), ("b", second)] {
                        let counts = texts.map { $0.filter { $0.hasPrefix(name) }.count }
                        #expect(texts.joined().filter { $0.hasPrefix(name) } == (1...lines).map { "\(name)\($0)" })
                        // Two lines on each side of a cut, in every cell that is cut and has four.
                        let set = counts.filter { $0 > 0 }
                        if lines >= 4, set.count > 1 {
                            #expect(set.allSatisfy { $0 >= 2 }, "\(first) and \(second) lines below \(above): \(texts)")
                        }
                        if lines < 4, 5 - above < lines {
                            #expect(set.count == 1, "\(first) and \(second) below \(above): \(texts)")
                        }
                    }
                }
            }
        }
    }
}

extension String {
    fileprivate subscript(_ index: Int) -> Character { self[self.index(startIndex, offsetBy: index)] }
}
