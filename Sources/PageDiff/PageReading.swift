import Pages

/// Reads the pages of a document into items, region by region: what a comparison looks at.
///
/// A paragraph is one item however its lines break, and so is a row of a table with all its cells. What data alone draw
/// (bars, modules, charts with their captions) is an item without content.
struct PageReading {
    private(set) var streams: [PageStream] = []
    private(set) var patterns: [UInt8] = []
    private(set) var texts: [UInt8] = []
    private(set) var looks: [Look] = []
    /// The faces' numbers among those of both documents, by their place in the book; empty if both are of one book.
    var faces: [Int32] = []

    private var current = 0
    private var page: Int32 = 0
    private var line = OpenItem()
    private var heads: [(token: UInt64, stream: Int, page: Int32)] = []

    mutating func read(_ pages: [Page]) {
        streams.removeAll(keepingCapacity: true)
        patterns.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
        looks.removeAll(keepingCapacity: true)
        streams.append(PageStream(name: PageChange.body, page: 0, origin: .zero))
        heads.removeAll(keepingCapacity: true)
        current = 0
        for page in pages {
            self.page = Int32(clamping: page.number)
            walk(page.frame, at: .zero)
            close()
        }
    }

    private mutating func walk(_ frame: Frame, at origin: Point) {
        for placed in frame.marks {
            let point = origin + placed.at
            switch placed.mark {
            case .glyphs(let run):
                let isAlone = open()
                add(run, at: point)
                if isAlone { close() }
            case .rule(let to, let stroke):
                let corner = Point(x: min(point.x, point.x + to.x), y: min(point.y, point.y + to.y))
                let size = Size(width: max(to.x, -to.x), height: max(to.y, -to.y))
                add(.rule, corner, size, look: Look(size: stroke.width, dash: stroke.dash, tint: stroke.tint))
            case .fill(let size, let tint): add(.fill, point, size, look: Look(tint: tint))
            case .outline(let size, let stroke):
                add(.outline, point, size, look: Look(size: stroke.width, dash: stroke.dash, tint: stroke.tint))
            case .picture(let picture, let size): add(.picture, point, size, content: picture.id, name: picture.name)
            case .modules(_, let side): add(.symbol, point, Size(width: side, height: side))
            case .bars(let bars, _):
                guard let box = FigureContents.box(of: bars) else { continue }
                add(.symbol, point + box.origin, box.size)
            case .group(let inner): enter(inner, at: point)
            case .stamp(let stamp): enter(stamp.frame, at: point)
            }
        }
    }

    private mutating func enter(_ frame: Frame, at point: Point) {
        switch frame.role {
        case .region(let name), .ending(let name), .production(let name):
            close()
            let outer = current
            current = streams.count
            streams.append(PageStream(name: name.text, page: page, origin: point))
            walk(frame, at: point)
            close()
            current = outer
        case .figure(let alt):
            let what = FigureContents(of: frame)
            if let picture = what.picture, !what.hasBars {
                add(.picture, point + picture.box.origin, picture.box.size, content: picture.id, name: alt.text)
            } else {
                add(what.hasModules ? .symbol : .figure, point, frame.size, name: alt.text)
            }
        case .artifact where FigureContents(of: frame).isSymbol: add(.symbol, point, frame.size)
        case .label:
            // A bullet or a number belongs to the text that comes after it.
            let isOuter = open()
            walk(frame, at: point)
            if isOuter { line.isLabel = true }
        case .paragraph, .heading, .row, .cell, .headerCell:
            let isOuter = open()
            if case .headerCell? = frame.role { line.isHead = true }
            walk(frame, at: point)
            if isOuter { close() }
        case nil, .list, .listItem, .table, .required, .statement, .artifact, .link, .language, .form, .division:
            walk(frame, at: point)
        }
    }

    // MARK: Items

    /// Begins a text, unless one is open to which this belongs; answers whether it began, or went on from a label.
    private mutating func open() -> Bool {
        if line.isOpen {
            defer { line.isLabel = false }
            return line.isLabel
        }
        line = OpenItem(
            isOpen: true, text: texts.count, looks: looks.count, firstItem: streams[current].items.count)
        return true
    }

    private mutating func add(_ run: GlyphRun, at point: Point) {
        let text = run.shaped.text
        if text.isEmpty { return }
        if texts.last != 0x20, line.needsSpace(before: run, at: point) { texts.append(0x20) }
        texts.append(contentsOf: text)
        line.add(run, at: point)
        let index = Int(run.shaped.face.index)
        let look = Look(face: faces.isEmpty ? Int32(index) : faces[index], size: run.size, tint: run.tint)
        if looks.count == line.looks || looks[looks.count - 1] != look { looks.append(look) }
    }

    /// Ends the open text. Its lines and grounds are already there, before it.
    private mutating func close() {
        guard line.isOpen else { return }
        line.isOpen = false
        if texts.count > line.text, texts.last == 0x20 { texts.removeLast() }
        guard texts.count > line.text else { return }
        let start = patterns.count
        let found = texts.withUnsafeBufferPointer { TextPattern.append(.init(rebasing: $0[line.text...]), to: &patterns) }
        var item = item(.text, line.box.origin, line.box.size)
        item.token = found.identity.value
        item.hasWords = found.hasWords
        if line.isHead, isRepeated(head: item.token) {
            streams[current].items.removeSubrange(line.firstItem...)
            return
        }
        item.pattern = Int32(start)..<Int32(patterns.count)
        item.text = Int32(line.text)..<Int32(texts.count)
        item.looks = Int32(line.looks)..<Int32(looks.count)
        if line.isStatic {
            var print = Fingerprint()
            print.add(texts.span.extracting(line.text..<texts.count), skipping: 0x20)
            item.content = print.value
        }
        streams[current].items.append(item)
    }

    /// Whether a table's head stood on an earlier page, so that nothing but the end of a page sets it again.
    private mutating func isRepeated(head token: UInt64) -> Bool {
        if let known = heads.first(where: { $0.token == token && $0.stream == current }) { return known.page != page }
        heads.append((token, current, page))
        return false
    }

    private mutating func add(
        _ subject: PageChange.Subject, _ point: Point, _ size: Size, look: Look? = nil, content: UInt64 = 0, name: String = ""
    ) {
        var item = item(subject, point, size)
        item.content = content
        if !name.isEmpty {
            let start = patterns.count
            var name = name
            _ = name.withUTF8 { TextPattern.append($0, to: &patterns) }
            cutSentence(from: start)
            item.pattern = Int32(start)..<Int32(patterns.count)
        }
        if let look {
            // The looks of an open text lie together, after those of its lines and grounds.
            let place = line.isOpen ? line.looks : looks.count
            looks.insert(look, at: place)
            item.looks = Int32(place)..<Int32(place + 1)
            if line.isOpen { line.looks += 1 }
        }
        streams[current].items.append(item)
    }

    private func item(_ subject: PageChange.Subject, _ point: Point, _ size: Size) -> PageItem {
        let origin = streams[current].origin
        let place = Point(x: point.x - origin.x, y: point.y - origin.y)
        return PageItem(
            subject: subject, page: page, box: Rect(origin: place, size: size), token: UInt64(subject.rawValue))
    }

    /// Of an alternative text the first sentence names the figure, and the others tell its data.
    private mutating func cutSentence(from start: Int) {
        let end = (start..<patterns.count).first {
            patterns[$0] == 0x2E && ($0 + 1 == patterns.count || patterns[$0 + 1] == 0x20)
        }
        if let end { patterns.removeSubrange(end...) }
    }
}
