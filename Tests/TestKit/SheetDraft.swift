import Pages

/// Pages written by hand: every sign is half an em wide.
package struct SheetDraft {
    package var frame = Frame(size: .letter)

    package init(_ size: Size = .letter) { frame.size = size }

    package static func run(
        _ text: String, face: Int = 0, size: Int = 10, tint: Tint = .black, isStatic: Bool = false
    ) -> GlyphRun {
        let glyphs = text.unicodeScalars.map {
            Glyph(id: UInt16(truncatingIfNeeded: $0.value), textLength: UInt16($0.utf8.count), advance: 500)
        }
        let shaped = Shaped(
            face: FaceID(index: face), unitsPerEm: 1_000, glyphs: glyphs, advance: 500 * glyphs.count, text: Array(text.utf8),
            pattern: .plain, isStatic: isStatic)
        return GlyphRun(shaped, size: .points(size), tint: tint)
    }

    package static func point(_ x: Int, _ y: Int) -> Point { Point(x: .points(x), y: .points(y)) }

    package mutating func place(_ mark: Mark, _ x: Int, _ y: Int) { frame.marks.append(Placed(mark, at: Self.point(x, y))) }

    /// A paragraph of one line; `rightTo` is where it ends, instead of where it begins.
    package mutating func line(
        _ text: String, _ x: Int, _ y: Int, rightTo: Int? = nil, face: Int = 0, size: Int = 10, tint: Tint = .black,
        isStatic: Bool = false
    ) {
        let run = Self.run(text, face: face, size: size, tint: tint, isStatic: isStatic)
        var inner = Frame(size: Size(width: run.width, height: .points(12)), role: .paragraph)
        let at = Point(x: rightTo.map { .points($0) - run.width } ?? .points(x), y: .points(y))
        inner.marks.append(Placed(.glyphs(run), at: .zero))
        frame.marks.append(Placed(.group(inner), at: at))
    }

    /// A paragraph of several lines, 12 points apart.
    package mutating func paragraph(_ lines: [String], _ x: Int, _ y: Int) {
        var inner = Frame(size: Size(width: .points(300), height: .points(12 * lines.count)), role: .paragraph)
        for (index, line) in lines.enumerated() {
            inner.marks.append(Placed(.glyphs(Self.run(line)), at: Self.point(0, 12 * index)))
        }
        frame.marks.append(Placed(.group(inner), at: Self.point(x, y)))
    }

    /// A row of a table: the first cell at the left, the last one ending at 400, with a line below if it is asked for.
    package mutating func row(_ cells: [String], _ x: Int, _ y: Int, isRuled: Bool = false) {
        var inner = Frame(size: Size(width: .points(400), height: .points(12)), role: .row)
        for (index, text) in cells.enumerated() {
            let run = Self.run(text)
            var cell = Frame(size: Size(width: .points(100), height: .points(12)), role: .cell(span: 1))
            cell.marks.append(Placed(.glyphs(run), at: .zero))
            let isLast = index > 0 && index == cells.count - 1
            let left = isLast ? Length.points(400) - run.width : .points(120 * index)
            inner.marks.append(Placed(.group(cell), at: Point(x: left, y: .zero)))
        }
        if isRuled {
            inner.marks.append(
                Placed(.rule(to: Self.point(400, 0), Stroke(width: .points(1), tint: .black)), at: Self.point(0, 4)))
        }
        frame.marks.append(Placed(.group(inner), at: Self.point(x, y)))
    }

    /// A fixed region, written in its own coordinates.
    package mutating func region(_ name: String, _ x: Int, _ y: Int, _ write: (inout SheetDraft) -> Void) {
        var inner = SheetDraft(Size(width: .points(200), height: .points(100)))
        write(&inner)
        inner.frame.role = .region(Label(name))
        frame.marks.append(Placed(.group(inner.frame), at: Self.point(x, y)))
    }

    package mutating func figure(_ alt: String, _ x: Int, _ y: Int, _ marks: [Mark]) {
        let size = Size(width: .points(150), height: .points(80))
        let inner = Frame(size: size, marks: marks.map { Placed($0, at: .zero) }, role: .figure(Label(alt)))
        frame.marks.append(Placed(.group(inner), at: Self.point(x, y)))
    }

    package func page(_ number: Int = 1) -> Page { Page(number: number, frame: frame) }
}

extension SheetDraft {
    package static func page(_ number: Int = 1, _ write: (inout SheetDraft) -> Void) -> Page {
        var draft = SheetDraft()
        write(&draft)
        return draft.page(number)
    }
}
