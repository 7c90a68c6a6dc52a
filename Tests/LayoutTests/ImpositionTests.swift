import Pages
import TestKit
import Testing

@testable import Layout

/// Pages on sheets: how many go on one, where they lie, and in which order the piles come.
@Suite struct ImpositionTests {
    private static let sheets: [(name: String, size: Size)] = [
        ("letter", .letter), ("legal", Size(width: .points(612), height: .points(1008))),
        ("tabloid", Size(width: .points(792), height: .points(1224))),
    ]
    private static let pages = [
        Size(width: .points(306), height: .points(792)), Size(width: .points(252), height: .points(612)),
        Size(width: .points(306), height: .points(1008)), Size(width: .points(612), height: .points(396)),
        Size(width: .points(200), height: .points(150)),
    ]

    private func page(_ number: Int, _ size: Size) -> Page {
        var frame = Frame(size: size)
        frame.marks.append(Placed(.fill(size, Named.tint("\(number)")), at: .zero))
        return Page(number: 1, frame: frame)
    }

    @Test func asManyGoOnASheetAsItHolds() {
        func slots(_ page: Size, _ sheet: Int, gutter: Length = .zero) -> String? {
            Imposition(page: page, on: Self.sheets[sheet].size, gutter: gutter).map {
                "\($0.columns) × \($0.rows) on \($0.sheet.width) × \($0.sheet.height)"
            }
        }
        #expect(slots(Self.pages[0], 0) == "2 × 1 on 612 × 792", "two door tags of 4.25 × 11 in, with one cut")
        #expect(slots(Self.pages[1], 0) == "3 × 1 on 792 × 612", "three of 3.5 × 8.5 in, across")
        #expect(slots(Self.pages[0], 2) == "4 × 1 on 1224 × 792", "four on tabloid, across")
        #expect(slots(Self.pages[2], 1) == "2 × 1 on 612 × 1008")
        #expect(slots(Self.pages[3], 0) == "1 × 2 on 612 × 792", "two half pages")
        #expect(slots(Self.pages[0], 0, gutter: .points(18)) == "1 × 1 on 612 × 792", "with room between them, one")
        #expect(
            slots(Size(width: .points(613), height: .points(700)), 0) == "1 × 1 on 792 × 612"
                || slots(Size(width: .points(613), height: .points(793)), 0) == nil)
        #expect(slots(Size(width: .points(800), height: .points(800)), 0) == nil, "larger than the sheet")
    }

    @Test func pagesLieOnTheSheetAndBesideOneAnother() throws {
        for page in Self.pages {
            for (name, sheet) in Self.sheets {
                for gutter in [Length.zero, .points(18)] {
                    guard let made = Imposition(page: page, on: sheet, gutter: gutter) else { continue }
                    let places = (0..<made.slots).map(made.place)
                    let whole = Rect(origin: .zero, size: made.sheet)
                    #expect(places.allSatisfy(whole.holds), "\(name)")
                    for (index, one) in places.enumerated() {
                        #expect(!places[..<index].contains { $0.meets(one) }, "\(name)")
                    }
                }
            }
        }
    }

    /// Cut and stacked: slot by slot, each slot's pile from the first sheet to the last.
    @Test func pilesLieInTheOrderOfThePages() throws {
        for size in Self.pages {
            for (name, sheet) in Self.sheets {
                guard let made = Imposition(page: size, on: sheet) else { continue }
                for count in 1...50 {
                    let sheets = made.sheets(of: (0..<count).map { page($0, size) })
                    #expect(sheets.count == made.sheetCount(of: count))
                    var stacked: [Int?] = []
                    for slot in 0..<made.slots {
                        for sheet in sheets {
                            let here = sheet.frame.marks.filter { $0.at == made.place(of: slot).origin }.compactMap { placed in
                                if case .fill(let filled, let tint) = placed.mark, filled == size {
                                    return tint
                                } else {
                                    return nil
                                }
                            }
                            stacked.append((0..<count).first { here == [Named.tint("\($0)")] })
                        }
                    }
                    let blanks = made.slots * sheets.count - count
                    #expect(
                        stacked == (0..<count).map(Optional.some) + [Int?](repeating: nil, count: blanks), "\(count) on \(name)")
                }
            }
        }
    }

    @Test func everyCutIsMarkedAndNoMarkLiesInAPageThatHasRoomBesideIt() throws {
        for size in Self.pages {
            for (name, sheet) in Self.sheets {
                guard let made = Imposition(page: size, on: sheet) else { continue }
                let marks = made.cutMarks
                for slot in 0..<made.slots {
                    let place = made.place(of: slot)
                    for x in [place.origin.x, place.right] where x > .zero && x < made.sheet.width {
                        #expect(marks.filter { $0.at.x == x && isUpright($0) }.count == 2, "\(name): x \(x)")
                    }
                    for y in [place.origin.y, place.bottom] where y > .zero && y < made.sheet.height {
                        #expect(marks.filter { $0.at.y == y && !isUpright($0) }.count == 2, "\(name): y \(y)")
                    }
                }
            }
        }
    }

    private func isUpright(_ placed: Placed) -> Bool {
        if case .rule(let to, _) = placed.mark { to.x == .zero } else { false }
    }
}
