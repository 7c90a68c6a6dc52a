import Pages
import TestKit
import Testing

@testable import PageDiff

/// What comes and goes with whole pages, pictures and symbols.
@Suite struct PageFlowTests {
    /// Rows of a table with a head on each page, cut after 10 rows; a foot on each page and a stub on the last one.
    static func table(_ rows: [String]) -> [Page] {
        let cuts = stride(from: 0, to: max(1, rows.count), by: 10).map { rows[$0..<min(rows.count, $0 + 10)] }
        return cuts.enumerated().map { index, part in
            SheetDraft.page(index + 1) { sheet in
                sheet.region("foot", 36, 750) { $0.line("Page \(index + 1) of \(cuts.count)", 0, 10) }
                if index == cuts.count - 1 { sheet.region("stub", 36, 600) { $0.line("Return this part", 0, 10) } }
                sheet.head(["Service", "Amount"], 36, 100)
                for (place, row) in part.enumerated() { sheet.row([row, "$\(place).10"], 36, 112 + 12 * place) }
            }
        }
    }

    static let names = ["Water", "Sewer", "Trash", "Storm drain", "Recycling", "Late fee", "Meter fee", "Lien", "Tax", "Plan"]

    @Test func anotherPageIsOneChange() {
        #expect(
            told(Self.table(Self.names), Self.table(["Deposit"] + Self.names)) == [
                "pages page p2 '1' > '2'", "appeared text in body p1 '' > 'Deposit $9.99'",
            ])
        #expect(
            told(Self.table(Self.names + ["Deposit"]), Self.table(Self.names)) == [
                "pages page p2 '2' > '1'", "vanished text in body p2 'Deposit $9.99' > ''",
            ])
    }

    @Test func whatACutDividesIsNoChange() {
        func page(_ first: [String], _ second: [String]) -> [Page] {
            [SheetDraft.page(1) { $0.paragraph(first, 36, 700) }, SheetDraft.page(2) { $0.paragraph(second, 36, 60) }]
        }
        #expect(told(page(["We read", "your meter"], ["each month."]), page(["We read"], ["your meter", "each month."])) == [])
    }

    @Test func aRegionThatOnlyOneHasIsOneChange() {
        let plain = [SheetDraft.page { $0.line("Text", 36, 100) }]
        let noticed = [
            SheetDraft.page { sheet in
                sheet.region("notice", 36, 300) { for row in 0..<5 { $0.line("Past due \(row)", 0, 12 * row) } }
                sheet.line("Text", 36, 100)
            }
        ]
        #expect(told(plain, noticed) == ["appeared region in notice p1"])
        #expect(told(noticed, plain) == ["vanished region in notice p1"])
    }

    @Test func anotherPaper() {
        let letter = [SheetDraft(.letter).page()]
        let legal = [SheetDraft(Size(width: .points(612), height: .points(1_008))).page()]
        #expect(told(letter, legal) == ["paper page p1 '612 × 792' > '612 × 1008'"])
    }

    @Test func picturesCountByWhatTheyShow() throws {
        let grey = try TestPictures.grey()
        let other = try Picture.read(PNGMaker(rows: [0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6]).file, name: "other.png")
        func page(_ picture: Picture, x: Int = 36, size: Int = 52, isFigure: Bool = true) -> [Page] {
            let mark = Mark.picture(picture, Size(width: .points(size), height: .points(size)))
            return [
                SheetDraft.page { sheet in
                    if isFigure { sheet.figure("Mark of the town. A cedar", x, 36, [mark]) } else { sheet.place(mark, x, 36) }
                    sheet.line("Text", 36, 100)
                }
            ]
        }
        #expect(told(page(grey), page(grey)) == [])
        #expect(told(page(grey), page(other)) == ["redrawn picture in body p1 'Mark of the town'"])
        #expect(
            told(page(grey, isFigure: false), page(other, isFigure: false)) == [
                "redrawn picture in body p1 'grey.png' > 'other.png'"
            ])
        #expect(told(page(grey), page(grey, x: 40)) == ["moved picture in body p1 'Mark of the town' by 4,0"])
        #expect(told(page(grey), page(grey, size: 60)) == ["restyled picture in body p1 'Mark of the town' 52 × 52 > 60 × 60"])
        #expect(
            told(page(grey), [SheetDraft.page { $0.line("Text", 36, 100) }]) == [
                "vanished picture in body p1 'Mark of the town' > ''"
            ])
    }

    @Test func symbolsAndChartsCountByPresence() {
        func page(_ seed: Int, labels: [String], x: Int = 36, hasCode: Bool = true) -> [Page] {
            let grid = BitGrid(width: 21, height: 21) { x, y in (x * y + seed) % 3 == 0 }
            let bars = (0..<12).map { index in
                Bar(
                    origin: SheetDraft.point(10 * index, 60 - (index * seed) % 50),
                    size: Size(width: .points(8), height: .points((index * seed) % 50)))
            }
            return [
                SheetDraft.page { sheet in
                    let texts = labels.map { Mark.glyphs(SheetDraft.run($0)) }
                    sheet.figure("Bar chart. This month: \(seed)", x, 36, [.bars(bars, .black)] + texts)
                    if hasCode { sheet.figure("Code to scan", 300, 36, [.modules(grid, side: .points(72))]) }
                }
            ]
        }
        #expect(told(page(1, labels: ["5,000"]), page(2, labels: ["10", "20", "N"])) == [])
        #expect(told(page(1, labels: []), page(2, labels: [], x: 50)) == ["moved figure in body p1 'Bar chart' by 14,0"])
        #expect(
            told(page(1, labels: []), page(2, labels: [], hasCode: false)) == ["vanished symbol in body p1 'Code to scan' > ''"])
    }

    /// Long lists are divided where a text occurs once, and answer the same.
    @Test func longListsAreAligned() {
        let rows = (0..<800).map { "\(Self.names[$0 % 10]) \(String(repeating: "x", count: $0 / 10))" }
        var more = rows
        more.insert("Deposit", at: 400)
        more.remove(at: 20)
        let changes = told(Self.table(rows), Self.table(more))
        #expect(changes == ["vanished text in body p3 'Water xx $9.99' > ''", "appeared text in body p40 '' > 'Deposit $9.99'"])
    }
}

extension SheetDraft {
    mutating func head(_ cells: [String], _ x: Int, _ y: Int) {
        var inner = SheetDraft(Size(width: .points(400), height: .points(12)))
        for (index, text) in cells.enumerated() {
            var cell = Frame(size: Size(width: .points(100), height: .points(12)), role: .headerCell(.column, span: 1))
            cell.marks.append(Placed(.glyphs(Self.run(text)), at: .zero))
            inner.place(.group(cell), 120 * index, 0)
        }
        inner.frame.role = .row
        place(.group(inner.frame), x, y)
    }
}
