extension Page {
    /// Appends the display list in a form for digests: the same bytes for the same marks in every process, other bytes for
    /// others. What belongs to the run and not to the document (`Role.production`) is left out.
    package func appendDisplayList(to out: inout [UInt8]) {
        var writer = ByteWriter(out: out)
        out = []
        writer.add(number)
        writer.write(frame)
        out = writer.out
    }
}

/// Writes marks as bytes, each with a letter for its kind and its measures of a fixed width.
private struct ByteWriter {
    var out: [UInt8]

    mutating func add(_ number: Int) { withUnsafeBytes(of: Int64(number).littleEndian) { out.append(contentsOf: $0) } }
    mutating func add(_ length: Length) { withUnsafeBytes(of: length.hundredths.littleEndian) { out.append(contentsOf: $0) } }
    mutating func add(_ point: Point) {
        add(point.x)
        add(point.y)
    }
    mutating func add(_ size: Size) {
        add(size.width)
        add(size.height)
    }
    mutating func add(_ tint: Tint) { withUnsafeBytes(of: tint.rgb.littleEndian) { out.append(contentsOf: $0) } }
    mutating func add(_ stroke: Stroke) {
        add(stroke.width)
        add(stroke.tint)
        add(stroke.dash)
    }
    mutating func add(_ text: [UInt8]) {
        add(text.count)
        out.append(contentsOf: text)
    }

    mutating func write(_ frame: Frame) {
        add(frame.size)
        if frame.isContinued { out.append(UInt8(ascii: "+")) }
        add(role: frame.role)
        for placed in frame.marks {
            if case .group(let inner) = placed.mark, case .production? = inner.role { continue }
            write(placed)
        }
        // No mark begins so: the end of the frame.
        out.append(UInt8(ascii: "."))
    }

    private mutating func write(_ placed: Placed) {
        func begin(_ letter: StaticString) {
            out.append(letter.utf8Start.pointee)
            add(placed.at)
        }
        switch placed.mark {
        case .glyphs(let run):
            begin("t")
            add(run.size)
            add(run.tint)
            add(Int(run.shaped.face.index))
            add(run.shaped.text)
            add(run.shaped.glyphs.count)
            // A glyph has no padding: two numbers of 16 bits, one of 32, two of 16.
            run.shaped.glyphs.withUnsafeBytes { out.append(contentsOf: $0) }
        case .rule(let end, let stroke):
            begin("r")
            add(end)
            add(stroke)
        case .fill(let size, let tint):
            begin("f")
            add(size)
            add(tint)
        case .outline(let size, let stroke):
            begin("o")
            add(size)
            add(stroke)
        case .picture(let picture, let size):
            begin("p")
            add(size)
            withUnsafeBytes(of: picture.id.littleEndian) { out.append(contentsOf: $0) }
        case .modules(let grid, let side):
            begin("m")
            add(side)
            add(grid.width)
            add(grid.height)
            add(grid.bytes)
        case .bars(let bars, let tint):
            begin("b")
            add(tint)
            add(bars.count)
            for bar in bars {
                add(bar.origin)
                add(bar.size)
            }
        case .group(let inner):
            begin("g")
            write(inner)
        case .stamp(let stamp):
            begin("s")
            write(stamp.frame)
        }
    }

    private mutating func add(role: Role?) {
        switch role {
        case nil: out.append(0)
        case .paragraph: out.append(1)
        case .heading(let level): out.append(contentsOf: [2, UInt8(truncatingIfNeeded: level)])
        case .list(let isOrdered): out.append(contentsOf: [3, isOrdered ? 1 : 0])
        case .listItem: out.append(4)
        case .label: out.append(5)
        case .table: out.append(6)
        case .row: out.append(7)
        case .headerCell(let scope, let span):
            out.append(contentsOf: [8, scope == .row ? 1 : 0])
            add(span)
        case .cell(let span):
            out.append(9)
            add(span)
        case .figure(let label): add(10, label)
        case .region(let label): add(11, label)
        case .ending(let label): add(18, label)
        case .required(let label): add(12, label)
        case .statement(let statement):
            out.append(20)
            add(Array(statement.description.utf8))
        case .production(let label): add(13, label)
        case .artifact: out.append(14)
        case .link(let address, let says):
            add(15, address)
            add(Array(says.text.utf8))
        case .language(let tag): add(16, tag)
        case .form(let label): add(17, label)
        case .division: out.append(19)
        }
    }

    private mutating func add(_ number: UInt8, _ label: Label) {
        out.append(number)
        add(Array(label.text.utf8))
    }
}
