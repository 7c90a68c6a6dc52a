import Fonts
import Pages

/// Text in lines: styles mixed, wrapped, aligned, with tabs; cut between lines.
package struct Paragraph: Block {
    let items: [Item]
    let start: Int
    let style: ParagraphStyle
    let base: TextStyle
    let role: Role?

    package var isEmpty: Bool { start >= items.count }
    package var isBlank: Bool { isEmpty }

    package func fit(into region: Region) -> Fit {
        if isEmpty { return .whole(Frame(size: .zero)) }
        if let frame = singleRun(region) { return .whole(frame) }
        let breaker = LineBreaker(items: items, width: region.width, base: base)
        var lines: [Line] = []
        var height = Length.zero
        var at = start
        var isFull = false
        if case .success(let line) = breaker.line(from: start) {
            if line.next == items.count, line.height <= region.height {
                return .whole(set(CollectionOfOne(line), breaker, width: region.width))
            }
        }
        while at < items.count {
            switch breaker.line(from: at) {
            case .failure(let overlong):
                if style.breaksAnywhere, let pieces = broken(at: overlong.index) { return pieces.fit(into: region) }
                // Where no line is left in this height, it stands on another page.
                guard region.isFresh || height + base.leading <= region.height else {
                    isFull = true
                    break
                }
                return .none(overlong.failure)
            case .success(let line):
                if height + line.height > region.height {
                    isFull = true
                } else {
                    height = height + line.height
                    lines.append(line)
                    at = line.next
                }
            }
            if isFull { break }
        }
        guard isFull else { return .whole(set(lines, breaker, width: region.width)) }
        guard let cut = cut(lines, breaker, isFresh: region.isFresh) else {
            return .none(lines.isEmpty && region.isFresh ? .tooTall(.line) : .full)
        }
        let rest = Paragraph(items: items, start: lines[cut - 1].next, style: style, base: base, role: role)
        return .part(set(Array(lines[..<cut]), breaker, width: region.width), rest: rest)
    }

    /// The paragraph with a word cut into all its characters, where its lines may break; nil where it has only one.
    private func broken(at index: Int) -> Paragraph? {
        guard case .word(let word, let text) = items[index] else { return nil }
        let pieces = word.pieces
        guard pieces.count > 1 else { return nil }
        var cut: [Item] = []
        cut.reserveCapacity(pieces.count * 2)
        for piece in pieces {
            if !cut.isEmpty { cut.append(.mayBreak) }
            cut.append(.word(piece, text))
        }
        return Paragraph(
            items: Array(items[..<index]) + cut + items[(index + 1)...], start: start, style: style, base: base, role: role)
    }

    /// The frame of a paragraph that is one word in one face, as most cells of a table are.
    private func singleRun(_ region: Region) -> Frame? {
        guard items.count - start == 1, case .word(let word, let text) = items[start], word.runs.count == 1,
            text.role == nil, text.link == nil, text.statement == nil
        else { return nil }
        let run = GlyphRun(word.runs[0], size: text.size, tint: text.tint)
        let width = run.width
        guard width <= region.width, text.leading <= region.height else { return nil }
        let x: Length
        switch style.align {
        case .left: x = .zero
        case .right: x = region.width - width
        case .center: x = (region.width - width) / 2
        }
        return Frame(
            size: Size(width: region.width, height: text.leading),
            marks: [Placed(.glyphs(run), at: Point(x: x, y: text.baseline))],
            role: role, isContinued: role != nil && start > 0)
    }

    package var naturalWidth: Length {
        if items.count - start == 1, case .word(let word, let text) = items[start] { return word.width(at: text.size) }
        let breaker = LineBreaker(items: items, width: .endless, base: base)
        var widest = Length.zero
        var at = start
        while at < items.count {
            guard case .success(let line) = breaker.line(from: at) else { return widest }
            widest = max(widest, line.width)
            at = line.next
        }
        return widest
    }

    /// How many of the lines that fit to set here, so that neither side is left with too few; nil for none.
    private func cut(_ lines: [Line], _ breaker: LineBreaker, isFresh: Bool) -> Int? {
        guard !lines.isEmpty else { return nil }
        var left = 0
        var at = lines[lines.count - 1].next
        while at < items.count && left < style.widows {
            guard case .success(let line) = breaker.line(from: at) else { break }
            left += 1
            at = line.next
        }
        let wanted = lines.count - max(0, style.widows - left)
        if wanted >= max(1, style.orphans) { return wanted }
        return isFresh ? lines.count : nil
    }

    private func set(_ lines: some Collection<Line>, _ breaker: LineBreaker, width: Length) -> Frame {
        var frame = Frame(size: Size(width: width, height: .zero), role: role, isContinued: role != nil && start > 0)
        frame.marks.reserveCapacity(lines.count)
        var y = Length.zero
        for line in lines {
            let x: Length
            switch style.align {
            case .left: x = .zero
            case .right: x = width - line.width
            case .center: x = (width - line.width) / 2
            }
            var writer = LineWriter(frame: frame, x: x, baseline: y + line.baseline)
            for index in line.items {
                switch items[index] {
                case .word(let word, let style): writer.add(word, style)
                case .space(let style): writer.addSpace(style)
                case .tab(let stop, let style):
                    writer.endWord()
                    writer.move(to: breaker.advance(writer.pen(), over: index, stop, style))
                case .mayBreak, .mayHyphenate, .newLine: break
                }
            }
            if let (hyphen, style) = line.hyphen { writer.add(hyphen, style) }
            if breaker.endsWord(line) { writer.endWord() }
            frame = writer.finish()
            y = y + line.height
        }
        frame.size.height = y
        return frame
    }
}
