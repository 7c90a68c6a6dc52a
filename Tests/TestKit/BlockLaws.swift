import Layout
import Pages

/// The one checker of what every block promises (see `Block`): it answers a sentence for each law that is broken.
///
/// Marks in a colour that says "repeated" (`Named.isRepeated`) are left out of the count over the cuts.
package struct BlockLaws {
    private let block: any Block
    private var broken: [String] = []

    private init(_ block: any Block) { self.block = block }

    /// Offers the block regions of all the sizes, in points, fresh and not, and follows it over the cuts to its end.
    package static func broken(by block: any Block, widths: [Int], heights: [Int]) -> [String] {
        var laws = BlockLaws(block)
        for width in widths {
            let total = Held(block, width: .points(width))
            for height in heights {
                let size = Size(width: .points(width), height: .points(height))
                laws.follow(size, total)
                laws.offerRest(of: size, total)
                if laws.broken.count >= 5 { return laws.broken }
            }
        }
        return laws.broken
    }

    /// Through fresh regions to the end.
    private mutating func follow(_ size: Size, _ total: Held) {
        var rest = block
        var held = total
        var idle = 0
        var seen: [String] = []
        for page in 1...3_000 {
            let region = Region(size: size)
            let answer = rest.fit(into: region)
            look(at: answer, same: rest.fit(into: region), region, page)
            switch answer {
            case .whole(let frame):
                seen += Marks(frame).counted
                if total.isWhole, seen.sorted() != total.marks {
                    blame(size, page, "marks over the cuts \(Marks.difference(seen, total.marks))")
                }
                return
            case .part(let frame, let more):
                seen += Marks(frame).counted
                let left = Held(more, width: size.width)
                // What holds no mark and has no height (an empty row) may take a page or two without a trace, but not more.
                idle = held.isWhole && left.isWhole && !(left < held) ? idle + 1 : 0
                if idle == 4 { return blame(size, page, "a part makes no progress") }
                rest = more
                held = left
            case .none: return
            }
        }
        blame(size, 3_000, "it does not end")
    }

    /// In a region with something above it: what is set and what is left are the whole.
    private mutating func offerRest(of size: Size, _ total: Held) {
        let region = Region(size: size, isFresh: false)
        let answer = block.fit(into: region)
        look(at: answer, same: block.fit(into: region), region, 0)
        guard total.isWhole else { return }
        switch answer {
        case .whole(let frame):
            let seen = Marks(frame).counted.sorted()
            if seen != total.marks { blame(size, 0, "not fresh, whole: \(Marks.difference(seen, total.marks))") }
        case .part(let frame, let more):
            let left = Held(more, width: size.width)
            guard left.isWhole else { return }
            let seen = (Marks(frame).counted + left.marks).sorted()
            if seen != total.marks { blame(size, 0, "not fresh, part and rest: \(Marks.difference(seen, total.marks))") }
        case .none: return
        }
    }

    private mutating func look(at answer: Fit, same again: Fit, _ region: Region, _ page: Int) {
        switch (answer, again) {
        case (.whole(let frame), .whole(let other)), (.part(let frame, _), .part(let other, _)):
            if frame.size.width > region.width || frame.size.height > region.height {
                blame(region.size, page, "a frame of \(frame.size.width) × \(frame.size.height) is larger than its region")
            }
            if Page(number: page, frame: frame).dump(faces: []) != Page(number: page, frame: other).dump(faces: []) {
                blame(region.size, page, "the same question gets another answer")
            }
            for stray in Marks.strays(of: frame) { blame(region.size, page, stray) }
        case (.none(let failure), .none(let other)):
            if failure != other { blame(region.size, page, "the same question gets another reason") }
            if region.isFresh && failure == .full {
                blame(region.size, page, "an empty region is called full")
            }
        default: blame(region.size, page, "the same question gets another answer")
        }
    }

    private mutating func blame(_ size: Size, _ page: Int, _ what: String) {
        if broken.count < 5 { broken.append("\(size.width) × \(size.height), page \(page): \(what)") }
    }
}

/// What a block holds, found by fitting it into regions without an end.
private struct Held {
    let marks: [String]
    let height: Int
    let isWhole: Bool

    init(_ block: any Block, width: Length) {
        let flow = Flow(block, through: Size(width: width, height: .endless), most: 200)
        marks = flow.frames.flatMap { Marks($0).counted }.sorted()
        height = flow.frames.reduce(0) { $0 + Int($1.size.height.hundredths) }
        isWhole = flow.isWhole
    }

    static func < (a: Held, b: Held) -> Bool {
        a.marks.count < b.marks.count || (a.marks.count == b.marks.count && a.height < b.height)
    }
}

/// The marks of a frame as words that can be counted.
private struct Marks {
    var counted: [String] = []

    init(_ frame: Frame) {
        for placed in Places.marks(of: frame) {
            switch placed.mark {
            case .glyphs(let run): add("text \(String(decoding: run.shaped.text, as: UTF8.self))", run.tint)
            case .fill(let size, let tint): add("fill \(tint) \(size.width)×\(size.height)", tint)
            case .rule(let end, let stroke): add("rule \(end.x),\(end.y) \(stroke.tint)", stroke.tint)
            case .outline(let size, let stroke): add("outline \(size.width)×\(size.height) \(stroke.tint)", stroke.tint)
            case .picture(let picture, _): counted.append("picture \(picture.id)")
            case .modules(let grid, _): counted.append("modules \(grid.dump)")
            case .bars(let bars, let tint): add("bars \(bars.count)", tint)
            case .group, .stamp: break
            }
        }
    }

    private mutating func add(_ word: String, _ tint: Tint) {
        if !Named.isRepeated(tint) { counted.append(word) }
    }

    static func difference(_ seen: [String], _ wanted: [String]) -> String {
        var count: [String: Int] = [:]
        for mark in seen { count[mark, default: 0] += 1 }
        for mark in wanted { count[mark, default: 0] -= 1 }
        let lost = count.filter { $0.value < 0 }.keys.sorted().prefix(3)
        let repeated = count.filter { $0.value > 0 }.keys.sorted().prefix(3)
        return "lost \(Array(lost)), repeated \(Array(repeated))"
    }

    /// Marks that lie outside of the frame which holds them; a line on the edge reaches beyond it by half its width.
    static func strays(of frame: Frame) -> [String] {
        let edge = Rect(origin: .zero, size: frame.size)
        return frame.marks.flatMap { placed -> [String] in
            let at = placed.at
            func check(_ rect: Rect, slack: Length = .zero, _ what: String) -> [String] {
                let wide = Rect(
                    origin: Point(x: edge.origin.x - slack, y: edge.origin.y - slack),
                    size: Size(width: edge.size.width + slack * 2, height: edge.size.height + slack * 2))
                if rect.size.width < .zero || rect.size.height < .zero { return ["\(what) has a negative size"] }
                return wide.holds(rect)
                    ? []
                    : [
                        "\(what) at \(rect.origin.x),\(rect.origin.y) to \(rect.right),\(rect.bottom) lies outside of its frame "
                            + "\(frame.size.width) × \(frame.size.height)"
                    ]
            }
            switch placed.mark {
            case .group(let inner): return check(Rect(origin: at, size: inner.size), "a frame") + strays(of: inner)
            case .stamp(let stamp): return check(Rect(origin: at, size: stamp.frame.size), "a stamp") + strays(of: stamp.frame)
            case .glyphs(let run):
                // Each word's width is rounded by itself, half a hundredth of a point at most.
                let slack = Length(hundredths: run.shaped.text.count / 2 + 1)
                return check(Rect(origin: at, size: Size(width: run.width, height: .zero)), slack: slack, "a text")
            case .fill(let size, _): return check(Rect(origin: at, size: size), "a fill")
            case .picture(_, let size): return check(Rect(origin: at, size: size), "a picture")
            case .modules(_, let side): return check(Rect(origin: at, size: Size(width: side, height: side)), "a symbol")
            case .bars(let bars, _):
                return bars.flatMap { check(Rect(origin: $0.origin + at, size: $0.size), "a bar") }
            case .outline(let size, let stroke): return check(Rect(origin: at, size: size), slack: stroke.width, "an outline")
            case .rule(let end, let stroke):
                return check(Rect(origin: at, size: Size(width: end.x, height: end.y)), slack: stroke.width, "a rule")
            }
        }
    }
}
