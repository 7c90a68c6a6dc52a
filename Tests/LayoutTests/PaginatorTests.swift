import Fonts
import Pages
import TestKit
import Testing

@testable import Layout

private let nothing: any Block = Stack([any Block]())

@Suite struct PaginatorTests {
    private static let page = Size(width: .points(100), height: .points(100))

    private func master(_ use: Master.Use, body: Int?, _ regions: [FixedRegion] = []) -> Master {
        let rect = body.map {
            Rect(origin: Point(x: .zero, y: .points(20)), size: Size(width: .points(100), height: .points($0)))
        }
        return Master(name: "\(use)", use: use, size: Self.page, body: rect, regions: regions)
    }

    private func region(_ name: String, _ height: Int, _ overflow: Overflow = .error) -> FixedRegion {
        FixedRegion(
            name: Label(name),
            rect: Rect(origin: Point(x: .points(5), y: .points(3)), size: Size(width: .points(80), height: .points(height))),
            overflow: overflow)
    }

    private func pages(
        _ masters: [Master], _ flow: any Block, max: Int = 20, content: Paginator.Content = { _, _, _, _ in nothing }
    ) throws -> [Page] {
        try Paginator(masters: masters, maxPages: max, book: TestFonts.book).pages(flow: flow, content: content)
    }

    private func names(_ pages: [Page]) -> [[String]] { pages.map { Places.names(of: $0.frame) } }

    /// Which master made each page: its only region is filled with the master's own name.
    private func uses(_ masters: [Master.Use: Int], _ flow: any Block) throws -> [String] {
        let list = masters.sorted { "\($0.key)" < "\($1.key)" }.map { master($0.key, body: $0.value, [region("name", 5)]) }
        let pages = try pages(list, flow) { index, _, _, _ in Rigid(String("\(list[index].use)".prefix(3)), 5, 5) }
        return names(pages).map { $0.first ?? "" }
    }

    @Test func mastersFollowThePlaceOfThePage() throws {
        let all: [Master.Use: Int] = [.only: 30, .first: 30, .rest: 50, .last: 40]
        #expect(try uses(all, Lines("A", 3, 10)) == ["onl"])
        #expect(try uses(all, Lines("A", 4, 10)) == ["fir", "las"])
        #expect(try uses(all, Lines("A", 7, 10)) == ["fir", "las"])
        #expect(try uses(all, Lines("A", 12, 10)) == ["fir", "res", "las"])
        #expect(try uses(all, Lines("A", 17, 10)) == ["fir", "res", "res", "las"])
    }

    @Test func oneMasterForAllPagesIsEnough() throws {
        #expect(try uses([.rest: 30], Lines("A", 7, 10)) == ["res", "res", "res"])
        #expect(try uses([.first: 20, .rest: 30], Lines("A", 7, 10)) == ["fir", "res", "res"])
    }

    /// Five lines fit the master for the rest but not the one for the last page: the last page is one more.
    @Test func aLastPageThatHoldsTheRestButNotTheLastIsFollowedByOneMore() throws {
        let masters: [Master.Use: Int] = [.only: 30, .first: 30, .rest: 50, .last: 40]
        #expect(try uses(masters, Lines("A", 8, 10)) == ["fir", "res", "las"])
        #expect(try uses([.only: 30, .first: 50, .rest: 50, .last: 40], Lines("A", 4, 10)) == ["fir", "las"])
    }

    @Test func theLastPageIsNotDroppedAtTheLimit() throws {
        let masters = [master(.only, body: 30), master(.first, body: 30), master(.rest, body: 50), master(.last, body: 40)]
        #expect(try pages(masters, Lines("A", 8, 10), max: 3).count == 3)
        #expect(throws: LayoutFault.self) { try pages(masters, Lines("A", 8, 10), max: 2) }
    }

    @Test func tooManyPagesIsAFaultAndNoLoop() {
        let fault = #expect(throws: LayoutFault.self) { try pages([master(.rest, body: 10)], Lines("A", 21, 10)) }
        #expect(fault.map { "\($0)" } == "the document has more than 20 pages (max-pages)")
        #expect((try? pages([master(.rest, body: 10)], Lines("A", 20, 10)))?.count == 20)
    }

    @Test func aBlockThatFitsOnNoPageIsNamed() {
        let fault = #expect(throws: LayoutFault.self) {
            try pages([master(.rest, body: 50)], Stack([Lines("A", 2, 10), Rigid("B", 10, 51)]))
        }
        #expect(
            fault.map { "\($0)" } == "fits on no page: a rigid block is taller than its room; an empty page has 100 × 50 pt")
    }

    @Test func aMasterForOnlyOnePageDoesNotStandInForTheRest() {
        let fault = #expect(throws: LayoutFault.self) { try pages([master(.only, body: 50)], Lines("A", 7, 10)) }
        #expect(fault.map { "\($0)" } == "the template has no page with use=\"rest\"")
    }

    @Test func aTagWithoutABodyIsOnePageAndTakesNoFlow() throws {
        let tag = master(.only, body: nil, [region("name", 20)])
        let empty = nothing
        #expect(names(try pages([tag], empty) { _, _, _, _ in Rigid("T", 5, 5) }) == [["T"]])
        let fault = #expect(throws: LayoutFault.self) { try pages([tag], Lines("A", 1, 10)) }
        #expect(fault.map { "\($0)" } == "page master only has no body for the flow")
    }

    @Test func regionsKnowTheirPageAndHowManyThereAre() throws {
        var seen: [PagePlace] = []
        let pages = try pages([master(.rest, body: 20, [region("folio", 12)])], Lines("A", 5, 10)) { _, _, place, scale in
            seen.append(place)
            #expect(scale == .full)
            return Rigid("\(place.number)/\(place.count)", 5, 5)
        }
        #expect(seen == (1...3).map { PagePlace(number: $0, count: 3) })
        #expect(pages.map(\.number) == [1, 2, 3])
        #expect(names(pages) == [["1/3", "A1", "A2"], ["2/3", "A3", "A4"], ["3/3", "A5"]])
        #expect(Places.table(of: pages.map(\.frame)).first == "1 1/3 5,3 5×5")
        #expect(pages[0].dump(faces: []).contains("region folio 5,3"))
    }

    @Test func anEmptyRegionLeavesNoTrace() throws {
        let pages = try pages([master(.rest, body: 20, [region("folio", 12)])], Lines("A", 1, 10))
        #expect(!pages[0].dump(faces: []).contains("folio"))
    }

    private func laid(_ regions: [FixedRegion], _ content: @escaping (Int, TypeScale) throws -> any Block) throws -> [String] {
        let pages = try pages([master(.only, body: nil, regions)], nothing) { _, region, _, scale in try content(region, scale) }
        return pages.flatMap { Places.texts(of: $0.frame) + Places.names(of: $0.frame) }
    }

    @Test func tooMuchInARegionIsAnErrorWithItsNameRoomAndNeed() {
        let fault = #expect(throws: LayoutFault.self) { try laid([region("address", 30)]) { _, _ in Lines("A", 4, 10) } }
        #expect(
            fault.map { "\($0)" }
                == "page 1, region address: the content does not fit: room 80 × 30 pt, needs a height of 40 pt (part of it is left over)"
        )
        #expect((try? laid([region("address", 40)]) { _, _ in Lines("A", 4, 10) })?.count == 4)
    }

    @Test func privateTextStaysOutOfTheSentence() throws {
        let fault = #expect(throws: LayoutFault.self) {
            try laid([region("address", 30)]) { _, _ in try TestParagraphs.paragraph("Wilhelminenhofstrassenbahn") }
        }
        guard case .overflow(_, _, _, _, let failure, _) = fault else { return }
        #expect(failure.text == "Wilhelminenhofstrassenbahn")
        #expect(!"\(fault!)".contains("Wilhelm"))
    }

    @Test func shrinkTakesTheLargestTypeThatFitsAndNeverGoesBelowItsFloor() throws {
        var scales: [Int] = []
        func names(floor: Length) throws -> [String] {
            scales = []
            return try laid([region("address", 30, .shrink(floor: floor))]) { _, scale in
                scales.append(scale.percent)
                let size = scale.apply(.points(10))
                return Lines((1...4).map { Named.tint("A\($0)") }, height: size)
            }
        }
        #expect(try names(floor: .points(6)) == ["A1", "A2", "A3", "A4"])
        #expect(scales == [100, 97, 94, 91, 88, 85, 82, 79, 76, 73])
        #expect(throws: LayoutFault.self) { try names(floor: .points(8)) }
    }

    @Test func truncationEndsInItsMarkWithinTheRoom() throws {
        let texts = try laid([region("note", 12, .truncate(mark: "…"))]) { _, _ in
            try TestParagraphs.paragraph("Thank you for paying on time each and every month", orphans: 1, widows: 1)
        }
        #expect(texts.count == 1)
        #expect(texts[0].hasSuffix("…") && texts[0].hasPrefix("Thank you") && !texts[0].hasSuffix(" …"))
        #expect(try TestParagraphs.paragraph(texts[0]).naturalWidth <= .points(80))
        let whole = try laid([region("note", 12, .truncate(mark: "…"))]) { _, _ in try TestParagraphs.paragraph("Thank you") }
        #expect(whole == ["Thank you"], "nothing is left out, so no mark says so")
    }

    @Test func truncationNeverCutsACharacterOrShowsAnEmptyBox() throws {
        let texts = try laid([region("note", 12, .truncate(mark: "…"))]) { _, _ in
            try TestParagraphs.paragraph(
                "e\u{302}\u{301}e\u{302}\u{301}e\u{302}\u{301}e\u{302}\u{301}e\u{302}\u{301}e\u{302}\u{301}e\u{302}\u{301}e\u{302}\u{301} aaaaaaaaa bbb",
                orphans: 1, widows: 1)
        }
        #expect(texts[0].dropLast().allSatisfy { $0 == "\u{1EBF}" || "ab ".contains($0) })
        let scan = try laid([region("code", 12, .truncate(mark: "…"))]) { _, _ in
            try TestParagraphs.paragraph("0123456 8901234", TestStyles.scan, orphans: 1, widows: 1)
        }
        #expect(scan[0].hasSuffix("...") && !scan[0].contains("…"), "the scan line's face has no ellipsis")
    }

    @Test func whatIsTooMuchGoesOnInAnotherRegion() throws {
        let regions = [region("address", 30, .goOn(in: 1)), region("more", 50)]
        let names = try laid(regions) { index, _ in index == 0 ? Lines("A", 5, 10) : Lines("B", 2, 10) }
        #expect(names == ["A1", "A2", "A3", "A4", "A5", "B1", "B2"])
        #expect(try laid(regions) { index, _ in index == 0 ? Rigid("A", 10, 40) : nothing } == ["A"])
        #expect(throws: LayoutFault.self) { try laid(regions) { index, _ in index == 0 ? Lines("A", 9, 10) : nothing } }
    }

    @Test func twoRegionsMayGoOnInOneAndItMayShrink() throws {
        let regions = [
            region("a", 20, .goOn(in: 2)), region("b", 20, .goOn(in: 2)), region("more", 40, .shrink(floor: .points(5))),
        ]
        let names = try laid(regions) { index, scale in
            switch index {
            case 0: Lines("A", 3, 10)
            case 1: Lines("B", 3, 10)
            default: Lines((1...3).map { Named.tint("C\($0)") }, height: scale.apply(.points(10)))
            }
        }
        #expect(names == ["A1", "A2", "B1", "B2", "A3", "B3", "C1", "C2", "C3"])
    }

    @Test(arguments: [0, 7]) func whatGoesOnInARegionBeforeOrNowhereIsAnErrorAndNeverLost(_ other: Int) throws {
        let regions = [region("more", 50), region("address", 30, .goOn(in: other))]
        let fault = #expect(throws: LayoutFault.self) {
            try laid(regions) { index, _ in index == 1 ? Lines("A", 5, 10) : Lines("B", 1, 10) }
        }
        #expect(fault.map { "\($0)" }?.contains("region address") == true)
        #expect(try laid(regions) { index, _ in index == 1 ? Lines("A", 3, 10) : Lines("B", 1, 10) }.count == 4)
    }

    @Test func aPageBreakStartsAPageAndTwoStartNoEmptyOne() throws {
        let flow = Stack([PageBreak(), Rigid("A", 5, 10), PageBreak(), PageBreak(), Rigid("B", 5, 10)])
        #expect(names(try pages([master(.rest, body: 50)], flow)) == [["A"], ["B"]])
    }

    @Test func sameDocumentTwiceIsTheSameDump() throws {
        func dump() throws -> [String] {
            try pages(
                [master(.rest, body: 24)],
                try TestParagraphs.paragraph("Thank you for paying on time each and every month, now and later.")
            )
            .map { $0.dump(faces: TestFonts.book.names) }
        }
        #expect(try dump() == dump())
        #expect(try dump().count > 1)
    }
}
