import Pages
import TestKit
import Testing

@testable import PageDiff

/// What holds for any two documents, over pages made by seeded noise.
@Suite struct ComparePropertyTests {
    static let words = ["Water", "Sewer", "fee", "due", "the", "Pay", "by", "meter", "$12.50", "7", "May", "Nov 9", "·", "Peña"]

    /// A page of regions, rows, paragraphs, lines and figures; texts come from a few words, so that many are alike.
    static func document(_ noise: inout Noise) -> [Page] {
        (1...(1 + noise.next(below: 3))).map { number in
            SheetDraft.page(number) { sheet in
                for name in ["head", "answer", "stub"] where noise.next(below: 4) > 0 {
                    sheet.region(name, 36, 36 * noise.next(below: 3)) { write(into: &$0, most: 6, &noise) }
                }
                write(into: &sheet, most: 14, &noise)
            }
        }
    }

    static func write(into sheet: inout SheetDraft, most: Int, _ noise: inout Noise) {
        func text() -> String { (0...noise.next(below: 3)).map { _ in noise.pick(words) }.joined(separator: " ") }
        for index in 0..<noise.next(below: most) {
            let (x, y) = (36 * noise.next(below: 2), 12 * index + 6 * noise.next(below: 2))
            switch noise.next(below: 8) {
            case 0: sheet.row([text(), text()], x, y, isRuled: noise.next(below: 3) == 0)
            case 1: sheet.paragraph([text(), text()], x, y)
            case 2: sheet.place(.rule(to: SheetDraft.point(90, 0), Stroke(width: .points(1), tint: .black)), x, y)
            case 3: sheet.place(.fill(Size(width: .points(50), height: .points(20)), .white), x, y)
            case 4: sheet.figure(text(), x, y, [.bars([Bar(origin: .zero, size: .letter)], .black)])
            case 5: sheet.head([text(), text()], x, y)
            default: sheet.line(text(), x, y, face: noise.next(below: 2), isStatic: noise.next(below: 3) == 0)
            }
        }
    }

    /// A document with a few of its marks left out, moved or set twice.
    static func spoiled(_ pages: [Page], _ noise: inout Noise) -> [Page] {
        pages.map { page in
            var page = page
            for _ in 0..<noise.next(below: 4) where !page.frame.marks.isEmpty {
                let index = noise.next(below: page.frame.marks.count)
                switch noise.next(below: 3) {
                case 0: page.frame.marks.remove(at: index)
                case 1: page.frame.marks[index].at.y = page.frame.marks[index].at.y + .points(noise.next(below: 20))
                default: page.frame.marks.insert(page.frame.marks[index], at: noise.next(below: page.frame.marks.count))
                }
            }
            return page
        }
    }

    @Test func pagesAreLikeThemselves() {
        var noise = Noise(seed: 1)
        var comparer = PageComparer()
        for _ in 0..<500 {
            let pages = Self.document(&noise)
            #expect(comparer.changes(from: pages, to: pages).isEmpty)
        }
    }

    @Test func bothWaysTellTheSame() {
        var noise = Noise(seed: 2)
        var comparer = PageComparer()
        for round in 0..<2_000 {
            let one = Self.document(&noise)
            let other = round % 2 == 0 ? Self.spoiled(one, &noise) : Self.document(&noise)
            let there = comparer.changes(from: one, to: other).map(\.plain).sorted()
            let back = comparer.changes(from: other, to: one).map(\.mirrored.plain).sorted()
            #expect(there == back)
            guard there == back else { return }
        }
    }

    /// Nothing is remembered from one comparison to the next.
    @Test func theSameQuestionGetsTheSameAnswer() {
        var noise = Noise(seed: 3)
        var comparer = PageComparer()
        for _ in 0..<300 {
            let one = Self.document(&noise)
            let other = Self.spoiled(one, &noise)
            #expect(comparer.changes(from: one, to: other).map(\.told) == told(one, other))
        }
    }
}

extension PageChange {
    /// As it is told the other way round.
    var mirrored: PageChange {
        var back = self
        switch kind {
        case .appeared: back.kind = .vanished
        case .vanished: back.kind = .appeared
        case .pages, .paper, .reworded, .redrawn, .moved, .restyled: break
        }
        (back.was, back.now) = (now, was)
        back.shift = shift.map { Point(x: -$0.x, y: -$0.y) }
        back.styles = styles.map { Styles(was: $0.now, now: $0.was) }
        return back
    }

    /// Without the page, which is told as the later document counts.
    var plain: String {
        var plain = self
        plain.page = 0
        return plain.told
    }
}
