import Pages
import TestKit
import Testing

@testable import PageDiff

@Suite struct PageComparerTests {
    /// A bill in small: a letterhead, a table of charges and a stub; `change` is what is different this month.
    static func bill(
        charges: [String] = ["Base charge", "Water use", "Sewer"], amount: String = "$98.10", date: String = "November 20, 2026",
        note: [String] = ["Pay by the due date to keep", "your account in good order."], stub: (Int, Int) = (36, 554),
        _ change: (inout SheetDraft) -> Void = { _ in }
    ) -> [Page] {
        [
            SheetDraft.page { sheet in
                sheet.region("letterhead", 36, 36) {
                    $0.line("Town of Cedar Bluff", 0, 14, face: 1, size: 16, isStatic: true)
                    $0.line("Utility Office · 970-555-0134", 0, 30, isStatic: true)
                    $0.place(.rule(to: SheetDraft.point(200, 0), Stroke(width: .points(1), tint: .black)), 0, 40)
                }
                sheet.region("answer", 400, 36) {
                    $0.place(.fill(Size(width: .points(172), height: .points(60)), Tint(rgb: 0xEAF0F5)), 0, 0)
                    $0.line("Amount due", 10, 14)
                    $0.line(amount, 10, 40, rightTo: 160, size: 20)
                    $0.line(date, 10, 54)
                }
                sheet.line("Your charges", 36, 160, face: 1)
                var y = 180
                for charge in charges {
                    sheet.row([charge, "2.5", amount], 36, y)
                    y += 12
                }
                sheet.row(["Current charges", amount], 36, y, isRuled: true)
                sheet.paragraph(note, 36, y + 30)
                sheet.figure(
                    "Bar chart of water use. This month: \(amount).", 400, 160, [.bars([Bar(origin: .zero, size: .zero)], .black)]
                )
                sheet.region("stub", stub.0, stub.1) {
                    $0.line("Amount due", 0, 14)
                    $0.line(amount, 0, 14, rightTo: 190)
                    $0.line("Due date", 0, 28)
                    $0.line(date, 0, 28, rightTo: 190)
                }
                change(&sheet)
            }
        ]
    }

    @Test func nothingChangesByItself() {
        #expect(told(Self.bill(), Self.bill()) == [])
        #expect(told([], []) == [])
    }

    @Test func figuresAndDatesAreNoChange() {
        #expect(told(Self.bill(), Self.bill(amount: "$1,234.56", date: "December 21, 2026")) == [])
    }

    @Test func aLineMoreIsOneChange() {
        let more = Self.bill(charges: ["Base charge", "Late fee", "Water use", "Sewer"])
        #expect(told(Self.bill(), more) == ["appeared text in body p1 '' > 'Late fee 9 $9.99'"])
        #expect(told(more, Self.bill()) == ["vanished text in body p1 'Late fee 9 $9.99' > ''"])
        // The last row's line goes with it, and a first or a last one is as good as one in the middle.
        let last = Self.bill(charges: ["Base charge", "Water use", "Sewer", "Late fee"])
        #expect(told(Self.bill(), last) == ["appeared text in body p1 '' > 'Late fee 9 $9.99'"])
        let first = Self.bill(charges: ["Late fee", "Base charge", "Water use", "Sewer"])
        #expect(told(Self.bill(), first) == ["appeared text in body p1 '' > 'Late fee 9 $9.99'"])
    }

    @Test func anotherPlaceForLineEndsIsNoChange() {
        #expect(told(Self.bill(), Self.bill(note: ["Pay by the due", "date to keep your account", "in good order."])) == [])
    }

    @Test func rewordedText() {
        let other = Self.bill(note: ["Pay before the due date to keep", "your account in good order."])
        #expect(
            told(Self.bill(), other) == [
                "reworded text in body p1 'Pay by the due date to keep your account in good order.'"
                    + " > 'Pay before the due date to keep your account in good order.'"
            ])
        // In the same place nothing needs to be alike.
        let label = Self.bill(charges: ["Base charge", "Riego", "Sewer"])
        #expect(told(Self.bill(), label) == ["reworded text in body p1 'Water use 9 $9.99' > 'Riego 9 $9.99'"])
    }

    @Test func figuresOfTheTemplateItselfCount() {
        func page(_ phone: String, isStatic: Bool) -> [Page] {
            [SheetDraft.page { $0.region("foot", 36, 700) { $0.line("Call \(phone)", 0, 10, isStatic: isStatic) } }]
        }
        #expect(
            told(page("555-0134", isStatic: true), page("555-0199", isStatic: true)) == [
                "reworded text in foot p1 'Call 555-0134' > 'Call 555-0199'"
            ])
        #expect(told(page("555-0134", isStatic: false), page("555-0199", isStatic: true)) == [])
    }

    @Test func movedRegionIsOneChange() {
        #expect(told(Self.bill(), Self.bill(stub: (48, 550))) == ["moved region in stub p1 by 12,-4"])
    }

    @Test func movedLine() {
        func page(_ y: Int, x: Int = 0) -> [Page] {
            [
                SheetDraft.page {
                    for row in 0..<5 { $0.line("Line \(["a", "bb", "ccc", "dddd", "eeeee"][row])", 36, 100 + 12 * row) }
                    $0.line("Apart", 36 + x, y)
                    for row in 0..<3 { $0.line("After \(["a", "bb", "ccc"][row])", 36, 300 + 12 * row) }
                }
            ]
        }
        #expect(told(page(200), page(206)) == ["moved text in body p1 'Apart' by 0,6"])
        #expect(told(page(200), page(200, x: 10)) == ["moved text in body p1 'Apart' by 10,0"])
    }

    @Test func whatMovesTogetherIsOneChange() {
        func page(_ gap: Int) -> [Page] {
            [
                SheetDraft.page {
                    for row in 0..<6 { $0.line("Line \("abcdef".dropFirst(row))", 36, 100 + 12 * row + (row > 2 ? gap : 0)) }
                }
            ]
        }
        #expect(told(page(0), page(5)) == ["moved text in body p1 'Line def' by 0,5 ×3"])
    }

    /// What stands alone below a text that came, and above one that went, has not moved by itself.
    @Test func whatIsBetweenChangesGoesWithThem() {
        func page(_ notes: [String]) -> [Page] {
            [
                SheetDraft.page {
                    for row in 0..<3 { $0.line("Row \("abc".dropFirst(row))", 36, 100 + 12 * row) }
                    for (row, note) in notes.enumerated() { $0.line(note, 36, 200 + 30 * row) }
                    for row in 0..<3 { $0.line("Other column \("abc".dropFirst(row))", 400, 100 + 12 * row) }
                }
            ]
        }
        #expect(
            told(page(["Before the first frost", "Leaf drop-off"]), page(["We could not read it", "Before the first frost"])) == [
                "appeared text in body p1 '' > 'We could not read it'", "vanished text in body p1 'Leaf drop-off' > ''",
            ])
    }

    @Test func aShrunkRegionIsRestyledOnce() {
        func page(_ size: Int) -> [Page] {
            [
                SheetDraft.page {
                    $0.region("facts", 400, 100) {
                        for row in 0..<4 { $0.line("Fact \("abcd".dropFirst(row))", 0, size + (size + 2) * row, size: size) }
                    }
                }
            ]
        }
        #expect(told(page(10), page(9)) == ["restyled text in facts p1 'Fact abcd' face 0 10 #000000 > face 0 9 #000000 ×4"])
    }

    @Test func anotherOrderIsAMove() {
        #expect(
            told(Self.bill(), Self.bill(charges: ["Water use", "Sewer", "Base charge"])) == [
                "moved text in body p1 'Base charge 9 $9.99' by 0,24"
            ])
    }

    @Test func restyled() {
        func page(face: Int = 0, size: Int = 10, tint: Tint = .black, line: Int = 1) -> [Page] {
            [
                SheetDraft.page {
                    $0.line("One", 36, 100, face: face, size: size, tint: tint)
                    $0.line("Another", 36, 112, face: face, size: size, tint: tint)
                    $0.place(.rule(to: SheetDraft.point(100, 0), Stroke(width: .points(line), tint: .black)), 36, 120)
                }
            ]
        }
        #expect(told(page(), page(face: 2)) == ["restyled text in body p1 'One' face 0 10 #000000 > face 2 10 #000000 ×2"])
        #expect(told(page(), page(size: 9)) == ["restyled text in body p1 'One' face 0 10 #000000 > face 0 9 #000000 ×2"])
        #expect(
            told(page(), page(tint: Tint(rgb: 0x1B4F72))) == [
                "restyled text in body p1 'One' face 0 10 #000000 > face 0 10 #1B4F72 ×2"
            ])
        #expect(told(page(), page(line: 2)) == ["restyled rule in body p1 1 #000000 > 2 #000000"])
        // The books of two releases may count their faces differently.
        var comparer = PageComparer(facesBefore: ["A", "B"], facesAfter: ["C", "B", "A"])
        #expect(comparer.changes(from: page(), to: page(face: 2)).isEmpty)
        #expect(
            comparer.changes(from: page(), to: page(face: 0)).map(\.told) == [
                "restyled text in body p1 'One' A 10 #000000 > C 10 #000000 ×2"
            ])
    }

    @Test func stampsAreEnteredLikeGroups() {
        func page(_ word: String, isStamp: Bool) -> [Page] {
            [
                SheetDraft.page { sheet in
                    var inner = SheetDraft()
                    inner.line(word, 0, 20)
                    let frame = inner.frame
                    sheet.place(isStamp ? .stamp(Stamp(id: 1, frame: frame)) : .group(frame), 36, 36)
                }
            ]
        }
        #expect(told(page("Paid", isStamp: true), page("Paid", isStamp: false)) == [])
        #expect(told(page("Paid", isStamp: true), page("Due", isStamp: true)) == ["reworded text in body p1 'Paid' > 'Due'"])
    }
}
