import Pages
import TestKit
import Testing

@testable import Layout

@Suite struct TableTests {
    private let head = TableRow([Cell(Rigid("_H", 10, 10))])
    private let foot = TableRow([Cell(Rigid("F", 10, 10))])

    private func rows(_ count: Int, height: Int = 10) -> [TableRow] {
        (0..<count).map { TableRow([Cell(Rigid("R\($0)", 10, height))]) }
    }

    private func table(_ rows: [TableRow], head: Bool = true, foot: Bool = false, carry: Carry? = nil) -> Table {
        Table(columns: [.share(1000)], head: head ? [self.head] : [], rows: rows, foot: foot ? [self.foot] : [], carry: carry)
    }

    private func widths(_ columns: [Track], gap: Int = 0, _ cells: [Int] = [], width: Int = 300) -> [String] {
        let rows = cells.isEmpty ? [] : [TableRow(cells.map { Cell(Rigid("A", $0, 5)) })]
        let grid = Grid(columns, gap: .points(gap))
        switch grid.resolve(width: .points(width), natural: grid.naturalWidths(of: rows)) {
        case .success(let widths): return widths.map { "\($0)" }
        case .failure(let fault): return [fault.description]
        }
    }

    @Test func columnsAreLengthsSharesAndAsWideAsTheirText() {
        #expect(widths([.fixed(.points(100)), .share(1000), .share(3000)]) == ["100", "50", "150"])
        #expect(
            widths([.share(1000), .share(1000), .share(1000)], width: 100) == ["33.33", "33.34", "33.33"],
            "nothing is lost to rounding")
        #expect(widths([.auto, .share(1000)], [42, 10]) == ["42", "258"])
        #expect(widths([.auto, .fixed(.points(50)), .share(500)], gap: 10, [42, 10, 10]) == ["42", "50", "188"])
        #expect(widths([.fixed(.points(300))]) == ["300"])
        #expect(widths([.fixed(.points(200)), .fixed(.points(101))]) == ["a table's columns are 1 pt wider than its room"])
    }

    @Test func autoColumnCountsPaddingButNotSpans() {
        let rows = [
            TableRow([Cell(Rigid("A", 20, 5), pad: Edges(all: .points(3))), Cell(Rigid("B", 9, 5))]),
            TableRow([Cell(Rigid("C", 200, 5), span: 2)]),
        ]
        let grid = Grid([.auto, .share(1000)], gap: .zero)
        guard case .success(let widths) = grid.resolve(width: .points(250), natural: grid.naturalWidths(of: rows)) else {
            Issue.record("no widths")
            return
        }
        #expect(widths == [.points(26), .points(224)])
    }

    @Test func cellsStandTopMiddleAndBottom() {
        let row = TableRow([
            Cell(Rigid("A", 10, 30)), Cell(Rigid("B", 10, 10)), Cell(Rigid("C", 10, 10), stand: .middle),
            Cell(Rigid("D", 10, 10), pad: Edges(all: .points(2)), stand: .bottom),
        ])
        let table = Table(columns: Array(repeating: .fixed(.points(20)), count: 4), gap: .points(5), rows: [row])
        #expect(Flow(table, 200, 100).places == ["1 A 0,0 10×30", "1 B 25,0 10×10", "1 C 50,10 10×10", "1 D 77,18 10×10"])
    }

    @Test func headRepeatsOnEachPage() {
        for count in 1...200 {
            let flow = Flow(table(rows(count)), 100, 60)
            #expect(flow.isWhole)
            #expect(flow.frames.count == (count + 4) / 5)
            #expect(flow.names.allSatisfy { $0.first == "_H" && $0.count >= 2 && !$0.dropFirst().contains("_H") })
            #expect(flow.names.flatMap { $0.dropFirst() } == (0..<count).map { Named.name(Named.tint("R\($0)")) })
            if flow.names.count != (count + 4) / 5 { return }
        }
    }

    @Test func headStandsOnceWhereItDoesNotRepeat() {
        let once = Table(columns: [.share(1000)], head: [head], rows: rows(9), repeatsHead: false)
        #expect(Flow(once, 100, 60).names.map { $0.contains("_H") } == [true, false])
    }

    @Test func footNeverStandsAlone() {
        for count in 1...40 {
            for height in stride(from: 30, through: 95, by: 5) {
                let flow = Flow(table(rows(count), foot: true), 100, height)
                #expect(flow.isWhole)
                let last = flow.names.last ?? []
                #expect(last.last == "F" && last.count >= 3, "\(count) rows, height \(height): \(last)")
                #expect(flow.names.dropLast().allSatisfy { !$0.contains("F") })
            }
        }
    }

    @Test func footThatFitsBelowNoRowDoesNotFit() {
        let flow = Flow(table(rows(3, height: 50), foot: true), 100, 69)
        #expect(flow.failure?.description == "a table's foot does not fit below one row")
        #expect(Flow(table(rows(3, height: 50), foot: true), 100, 70).isWhole)
    }

    @Test func footGoesOverWithTheEndOfARowThatMayBeCut() {
        let row = TableRow([Cell(Lines("A", 6, 10))], keep: false)
        #expect(Flow(table([row], foot: true), 100, 75).names == [["_H", "A1", "A2", "A3", "A4", "A5"], ["_H", "A6", "F"]])
        var kept = row
        kept.keep = true
        #expect(Flow(table([kept], foot: true), 100, 75).failure?.description == "a table's foot does not fit below one row")
    }

    @Test func aGroupsHeadIsNeverLastBeforeACut() {
        for height in stride(from: 40, through: 120, by: 5) {
            var list = rows(24)
            for index in stride(from: 0, to: 24, by: 4) { list[index].keepNext = true }
            let flow = Flow(table(list), 100, height)
            #expect(flow.isWhole)
            for names in flow.names {
                let last = Int((names.last ?? "").dropFirst())
                #expect(last.map { $0 % 4 != 0 } ?? false, "page ends with \(names.last ?? "") at \(height)")
            }
        }
    }

    @Test func aGroupsLastRowIsNotLeftAloneAfterACut() {
        var list = rows(8)
        for index in [0, 4] { list[index].keepNext = true }
        #expect(Flow(table(list), 100, 40).names.first == ["_H", "R0", "R1"])
        #expect(Flow(table(list), 100, 50).names.first == ["_H", "R0", "R1", "R2", "R3"])
    }

    @Test func aGroupTallerThanThePageIsCutAllTheSame() {
        var list = rows(9)
        for index in list.indices { list[index].keepNext = true }
        #expect(Flow(table(list), 100, 60).names.map(\.count) == [6, 5])
    }

    @Test func carriedRowsSayHowManyRowsStandBefore() {
        let carry = Carry(
            out: { TableRow([Cell(Rigid("o\($0)", 10, 10))]) }, into: { TableRow([Cell(Rigid("i\($0)", 10, 10))]) })
        let flow = Flow(table(rows(9), foot: true, carry: carry), 100, 60)
        #expect(
            flow.names == [
                ["_H", "R0", "R1", "R2", "R3", "o4"], ["_H", "i4", "R4", "R5", "R6", "o7"], ["_H", "i7", "R7", "R8", "F"],
            ])
    }

    @Test func nothingIsCarriedWhereNothingIsCut() {
        let carry = Carry(out: { _ in TableRow([Cell(Rigid("o", 10, 10))]) }, into: { _ in TableRow([Cell(Rigid("i", 10, 10))]) })
        #expect(Flow(table(rows(5), carry: carry), 100, 60).names == [["_H", "R0", "R1", "R2", "R3", "R4"]])
    }

    @Test func carriedRowMayTakeARowWithIt() {
        // Five rows fit, but then the carried row does not: four and the carried row stay.
        let carry = Carry(out: { TableRow([Cell(Rigid("o\($0)", 10, 15))]) }, into: nil)
        #expect(Flow(table(rows(6), carry: carry), 100, 60).names.first == ["_H", "R0", "R1", "R2", "o3"])
    }

    @Test func noRowIsLostOrRepeatedForAnyCountAndHeight() {
        let carry = Carry(out: { _ in TableRow([Cell(Rigid("_o", 10, 5))]) }, into: { _ in TableRow([Cell(Rigid("_i", 10, 5))]) })
        for count in stride(from: 1, through: 60, by: 7) {
            for height in stride(from: 35, through: 130, by: 9) {
                var list = rows(count)
                for index in list.indices { list[index].keepNext = index % 5 == 0 }
                let flow = Flow(table(list, foot: true, carry: carry), 100, height)
                #expect(flow.isWhole)
                #expect(flow.names.flatMap { $0 }.filter { !$0.hasPrefix("_") } == (0..<count).map { "R\($0)" } + ["F"])
            }
        }
    }

    @Test func aRowAsTallAsThePageFitsAndOneTallerDoesNot() {
        #expect(Flow(table(rows(3, height: 50), head: false), 100, 50).names == [["R0"], ["R1"], ["R2"]])
        #expect(Flow(table(rows(3, height: 50)), 100, 60).names == [["_H", "R0"], ["_H", "R1"], ["_H", "R2"]])
        let tall = Flow(table(rows(3, height: 51)), 100, 60)
        #expect(tall.frames.isEmpty && tall.failure?.description == "row 1 of a table: a rigid block is taller than its room")
        let second = Flow(table(rows(1) + rows(1, height: 51)), 100, 60)
        #expect(
            second.names == [["_H", "R0"]]
                && second.failure?.description == "row 2 of a table: a rigid block is taller than its room"
        )
    }

    @Test func aKeptRowIsNotCutAndAnotherIs() {
        let lines = TableRow([Cell(Lines("A", 4, 10)), Cell(Lines("B", 2, 10))])
        var loose = lines
        loose.keep = false
        func names(_ row: TableRow) -> [[String]] {
            Flow(Table(columns: [.share(1000), .share(1000)], rows: [TableRow([Cell(Rigid("R", 9, 25))]), row]), 100, 50).names
        }
        #expect(names(lines) == [["R"], ["A1", "A2", "A3", "A4", "B1", "B2"]])
        #expect(names(loose) == [["R", "A1", "A2", "B1", "B2"], ["A3", "A4"]])
    }

    @Test func aHeadTallerThanThePageDoesNotFit() {
        #expect(Flow(table(rows(2)), 100, 9).failure?.description == "a table's head is taller than its room")
    }

    @Test func moreCellsThanColumnsDoesNotFit() {
        let row = TableRow([Cell(Rigid("A", 5, 5)), Cell(Rigid("B", 5, 5))])
        #expect(
            Flow(Table(columns: [.share(1000)], rows: [row]), 100, 100).failure?.description
                == "row 1 of a table: a row has more cells than the table has columns")
    }

    @Test func aFigureInACellStaysAFigure() {
        let figure = Roled(Rigid("A", 5, 5), role: .figure(Label("seal")))
        let flow = Flow(Table(columns: [.share(1000)], rows: [TableRow([Cell(figure)])]), 100, 100)
        #expect(Page(number: 1, frame: flow.frames[0]).dump(faces: []).contains("figure \"seal\""))
    }
}
