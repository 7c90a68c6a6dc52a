import Fonts
import Layout
import Pages
import TestKit

/// Makes trees of blocks from a seed; every mock mark in a tree has a colour of its own.
struct TreeMaker {
    private var noise: Noise
    private var count: UInt32 = 0
    private(set) var story = ""

    init(seed: UInt64) { noise = Noise(seed: seed) }

    mutating func tree(depth: Int) throws -> any Block {
        story = ""
        return try block(depth)
    }

    private mutating func block(_ depth: Int) throws -> any Block {
        guard depth > 0 else { return try leaf() }
        switch noise.next(below: 10) {
        case 0, 1: return try say("stack") { try $0.stack(depth) }
        case 2: return try say("keep") { Keep(try $0.block(depth - 1)) }
        case 3:
            return try say("next") { KeepWithNext(try $0.leaf(), gap: .points($0.noise.next(below: 6)), try $0.block(depth - 1)) }
        case 4:
            return try say("box") {
                let pad = Edges(all: .points($0.noise.next(below: 5)))
                let least = Length.points($0.noise.next(below: 30))
                return Box(
                    try $0.block(depth - 1), pad: pad, fill: Named.repeated,
                    border: Stroke(width: .points(1), tint: Named.repeated),
                    minHeight: least)
            }
        case 5:
            return try say("columns") { Columns(try $0.block(depth - 1), count: 1 + $0.noise.next(below: 3), gap: .points(4)) }
        case 6: return try say("roled") { Roled(try $0.block(depth - 1), role: .list(isOrdered: false)) }
        case 7, 8: return try say("table") { try $0.table(depth) }
        default: return try leaf()
        }
    }

    private mutating func say(_ name: String, _ make: (inout TreeMaker) throws -> any Block) rethrows -> any Block {
        story += name + "("
        let block = try make(&self)
        story += ")"
        return block
    }

    private mutating func stack(_ depth: Int) throws -> any Block {
        var items: [Stack.Item] = []
        for _ in 0..<noise.next(below: 5) {
            if noise.next(below: 9) == 0 {
                story += "break "
                items.append(.init(PageBreak()))
            }
            items.append(
                .init(try block(depth - 1), before: .points(noise.next(below: 12)), after: .points(noise.next(below: 12))))
        }
        return Stack(items)
    }

    private mutating func table(_ depth: Int) throws -> any Block {
        let width = 1 + noise.next(below: 2)
        let head = noise.next(below: 2) == 0 ? [] : [TableRow([Cell(Rigid("_H", 5, 6))])]
        let foot = noise.next(below: 3) == 0 ? [TableRow([Cell(rigid())])] : []
        // The row carried in has no height, so that a row of empty space before the cut still counts as progress.
        let carry = Carry(out: { _ in TableRow([Cell(Rigid("_O", 5, 5))]) }, into: { _ in TableRow([Cell(Rigid("_I", 5, 0))]) })
        var rows: [TableRow] = []
        for _ in 0..<noise.next(below: 7) {
            var cells: [Cell] = []
            for _ in 0..<width {
                cells.append(
                    Cell(
                        try block(depth - 1), pad: Edges(all: .points(noise.next(below: 3))),
                        stand: noise.pick([.top, .middle, .bottom])))
            }
            rows.append(
                TableRow(cells, keep: noise.next(below: 2) == 0, keepNext: noise.next(below: 5) == 0, fill: Named.repeated))
        }
        let hasCarry = noise.next(below: 4) == 0
        story += "\(rows.map { $0.keep ? "k" : "s" }.joined())\(foot.isEmpty ? "" : "f")\(hasCarry ? "c" : "") "
        return Table(
            columns: Array(repeating: .share(1000), count: width), gap: .points(2), head: head, rows: rows, foot: foot,
            carry: hasCarry ? carry : nil)
    }

    private mutating func leaf() throws -> any Block {
        switch noise.next(below: 7) {
        case 0, 1:
            story += "rigid "
            return rigid()
        case 2, 3:
            let tints = (0..<noise.next(below: 12)).map { _ in tint() }
            story += "lines\(tints.count) "
            return Lines(tints, height: .points(3 + noise.next(below: 10)))
        case 4:
            story += "space "
            return Space(.points(noise.next(below: 25)))
        default:
            var text = ""
            for _ in 0..<noise.next(below: 25) {
                count += 1
                text += "\(count)" + noise.pick([" ", " ", "x-y ", "a/", "\u{AD}", "\u{200B}"])
            }
            story += "text "
            return try TestParagraphs.paragraph(
                text, align: noise.pick([.left, .right, .center]), orphans: 1 + noise.next(below: 3),
                widows: 1 + noise.next(below: 3))
        }
    }

    private mutating func rigid() -> Rigid { Rigid(tint(), 1 + noise.next(below: 30), 2 + noise.next(below: 30)) }

    private mutating func tint() -> Tint {
        count += 1
        return Tint(rgb: count)
    }
}
