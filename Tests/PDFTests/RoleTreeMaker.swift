import Fonts
import Pages
import TestKit

/// Makes pages of frames with every role from a seed: with marks, without any, and with marks that say nothing.
struct RoleTreeMaker {
    private var noise: Noise
    private let word: Shaped
    private var count = 0
    private(set) var story = ""

    init(seed: UInt64) throws {
        noise = Noise(seed: seed)
        word = try TestParagraphs.word("x").runs[0]
    }

    private static let size = Size(width: .points(100), height: .points(12))

    mutating func pages(_ number: Int) -> [Page] {
        var last: Role?
        return (1...number).map { number in
            story += "\npage \(number):"
            var frames: [Frame] = []
            // What a page end cut goes on at the top of the next.
            if let role = last, noise.next(below: 2) == 0 {
                story += " +"
                frames.append(goingOn(role))
            }
            for _ in 0..<1 + noise.next(below: 5) { frames.append(element()) }
            // A link that a page end cuts is followed on both pages: it is two annotations.
            if case .link? = frames.last?.role { last = nil } else { last = frames.last?.role }
            var marks = frames.enumerated().map { Placed(.group($1), at: Point(x: .points(50), y: .points(40 * $0))) }
            if noise.next(below: 2) == 0 {
                let role: Role = noise.pick([.region(Label("r")), .ending(Label("e")), .production(Label("p"))])
                story += " region"
                var region = Frame(size: Self.size, role: role)
                region.marks = [
                    Placed(.group(element()), at: .zero), Placed(.group(element()), at: Point(x: .zero, y: .points(20))),
                ]
                marks.append(Placed(.group(region), at: Point(x: .points(50), y: .points(500))))
            }
            return Page(number: number, frame: Frame(size: .letter, marks: marks))
        }
    }

    private mutating func goingOn(_ role: Role) -> Frame {
        var frame =
            switch role {
            case .table: Frame(size: Self.size, marks: [Placed(.group(row()), at: .zero)], role: role)
            case .list: Frame(size: Self.size, marks: [Placed(.group(item()), at: .zero)], role: role)
            case .figure, .form: figure(role)
            default: texts(role)
            }
        // A figure is never cut.
        frame.isContinued = !role.speaksForItself
        return frame
    }

    private mutating func element() -> Frame {
        switch noise.next(below: 10) {
        case 0, 1: return texts(.paragraph)
        case 2: return texts(.heading(1 + noise.next(below: 3)))
        case 3: return within(.list(isOrdered: noise.next(below: 2) == 0)) { $0.item() }
        case 4, 5: return within(.table) { $0.row() }
        case 6: return figure(.figure(label("figure")))
        case 7: return figure(.form(label("form")))
        case 8: return link()
        default: return texts(.artifact)
        }
    }

    private mutating func within(_ role: Role, _ make: (inout RoleTreeMaker) -> Frame) -> Frame {
        story += " \(role)("
        var frame = Frame(size: Self.size, role: role)
        for index in 0..<noise.next(below: 4) {
            frame.marks.append(Placed(.group(make(&self)), at: Point(x: .zero, y: .points(index * 3))))
        }
        story += ")"
        return frame
    }

    private mutating func row() -> Frame {
        let count = 1 + noise.next(below: 3)
        var row = Frame(size: Self.size, role: .row)
        for index in 0..<count {
            let role: Role = noise.next(below: 3) == 0 ? .headerCell(.column, span: 1) : .cell(span: 1)
            let cell =
                noise.next(below: 4) == 0
                ? Frame(size: Self.size, marks: [Placed(.group(element()), at: .zero)], role: role) : texts(role)
            row.marks.append(Placed(.group(cell), at: Point(x: .points(30 * index), y: .zero)))
        }
        if noise.next(below: 2) == 0 { row.marks.insert(Placed(.fill(Self.size, Tint(rgb: 0xEEEEEE)), at: .zero), at: 0) }
        return row
    }

    private mutating func item() -> Frame {
        var item = Frame(size: Self.size, role: .listItem)
        if noise.next(below: 4) > 0 { item.marks.append(Placed(.group(texts(.label)), at: .zero)) }
        for _ in 0..<noise.next(below: 3) { item.marks.append(Placed(.group(element()), at: Point(x: .points(10), y: .zero))) }
        return item
    }

    /// What words stand for: with marks, with a line of decoration, with words that are not read, or with nothing.
    private mutating func figure(_ role: Role) -> Frame {
        story += " \(role)"
        var frame = Frame(size: Self.size, role: role)
        switch noise.next(below: 5) {
        case 0: break
        case 1: frame.marks = [Placed(.bars([Rect(origin: .zero, size: Self.size)], .black), at: .zero)]
        case 2:
            let rule = Frame(size: Self.size, marks: [line], role: .artifact)
            frame.marks = [Placed(.group(rule), at: .zero)]
        case 3: frame.marks = [Placed(.group(texts(.paragraph)), at: .zero)]
        default: frame.marks = [Placed(.group(Frame(size: Self.size)), at: .zero)]
        }
        return frame
    }

    private mutating func link() -> Frame {
        story += " link"
        var frame = Frame(size: Self.size, role: .link(label("https://x.example/"), says: Label("there")))
        switch noise.next(below: 4) {
        case 0: break
        case 1: frame.marks = [Placed(.group(figure(.figure(label("picture")))), at: .zero)]
        case 2: frame.marks = [Placed(.group(Frame(size: Self.size, marks: [line], role: .artifact)), at: .zero)]
        default: frame.marks = [run()]
        }
        let outer = Frame(size: Self.size, marks: [Placed(.group(frame), at: .zero)], role: .paragraph)
        return noise.next(below: 2) == 0 ? outer : frame
    }

    private var line: Placed {
        Placed(.rule(to: Point(x: .points(90), y: .zero), Stroke(width: .points(1), tint: .black)), at: .zero)
    }

    /// Texts, some in another language; some without any glyph.
    private mutating func texts(_ role: Role) -> Frame {
        story += " \(role)"
        var frame = Frame(size: Self.size, role: role)
        for _ in 0..<noise.next(below: 3) {
            switch noise.next(below: 5) {
            case 0:
                let inner = Frame(size: Self.size, marks: [run()], role: .language(Label("es")))
                frame.marks.append(Placed(.group(inner), at: .zero))
            case 1: frame.marks.append(line)
            default: frame.marks.append(run())
            }
        }
        return frame
    }

    private mutating func run() -> Placed {
        if noise.next(below: 6) == 0 {
            let blank = Shaped(
                face: word.face, unitsPerEm: word.unitsPerEm, glyphs: [], advance: 0, text: Array("unseen".utf8), pattern: .plain,
                isStatic: false)
            return Placed(.glyphs(GlyphRun(blank, size: .points(9), tint: .black)), at: .zero)
        }
        count += 1
        let text = String(repeating: "x", count: 1 + count % 5) + " "
        let glyphs = [Glyph](repeating: word.glyphs[0], count: text.count - 1)
        let run = Shaped(
            face: word.face, unitsPerEm: word.unitsPerEm, glyphs: glyphs, advance: word.advance * glyphs.count,
            text: Array(text.utf8), pattern: .plain, isStatic: false)
        return Placed(.glyphs(GlyphRun(run, size: .points(9), tint: .black)), at: Point(x: .zero, y: .points(9)))
    }

    private mutating func label(_ text: String) -> Label {
        count += 1
        return Label("\(text) \(count)".replacing("/ ", with: "/"))
    }
}
