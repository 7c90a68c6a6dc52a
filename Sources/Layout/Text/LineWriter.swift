import Fonts
import Pages

/// Sets the items of a line as glyph runs: neighbours of one style and face become one run.
struct LineWriter {
    private var frame: Frame
    private var x: Length
    private let baseline: Length

    private var glyphs: [Glyph] = []
    private var text: [UInt8] = []
    private var advance = 0
    private var pattern = GlyphPattern.plain
    private var isStatic = true
    private var only: Shaped?
    private var face: FaceID?
    private var unitsPerEm: Int32 = 1000
    private var style: TextStyle?
    private var start: Length
    /// What stands in the line so far has a space after it, though no glyph is drawn for it.
    private var endsWord = false

    init(frame: Frame, x: Length, baseline: Length) {
        self.frame = frame
        self.x = x
        self.baseline = baseline
        start = x
    }

    mutating func add(_ word: Word, _ style: TextStyle) {
        for run in word.runs { add(run, style) }
    }

    mutating func addSpace(_ space: TextStyle) {
        if let style, style === space, face == style.chain.first.id {
            spill()
            glyphs.append(Glyph(id: space.spaceGlyph, textLength: 1, advance: Int32(space.spaceAdvance)))
            text.append(0x20)
            advance += space.spaceAdvance
        } else {
            endWord()
            flush()
            x = x + space.spaceWidth
        }
    }

    /// The text that stands so far is parted from what follows: a reader meets a space, though none is drawn.
    mutating func endWord() { endsWord = style != nil }

    mutating func move(to place: Length) {
        flush()
        x = place
    }

    /// Where the pen is, once all that was added is set.
    mutating func pen() -> Length {
        flush()
        return x
    }

    consuming func finish() -> Frame {
        flush()
        return frame
    }

    private mutating func add(_ run: Shaped, _ style: TextStyle) {
        if self.style !== style || face != run.face { flush() }
        if self.style == nil {
            self.style = style
            face = run.face
            unitsPerEm = run.unitsPerEm
            start = x
            only = run
            return
        }
        spill()
        glyphs.append(contentsOf: run.glyphs)
        text.append(contentsOf: run.text)
        advance += run.advance
        pattern = pattern.joined(with: run.pattern)
        isStatic = isStatic && run.isStatic
    }

    /// The single run kept so far becomes the beginning of a longer one.
    private mutating func spill() {
        guard let run = only else { return }
        only = nil
        glyphs.reserveCapacity(max(32, run.glyphs.count * 2))
        glyphs.append(contentsOf: run.glyphs)
        text.reserveCapacity(max(48, run.text.count * 2))
        text.append(contentsOf: run.text)
        advance = run.advance
        pattern = run.pattern
        isStatic = run.isStatic
    }

    private mutating func flush() {
        guard let style, let face else { return }
        if endsWord {
            spill()
            text.append(0x20)
            endsWord = false
        }
        let shaped =
            only
            ?? Shaped(
                face: face, unitsPerEm: unitsPerEm, glyphs: glyphs, advance: advance, text: text, pattern: pattern,
                isStatic: isStatic)
        let run = GlyphRun(shaped, size: style.size, tint: style.tint)
        place(run, style)
        x = start + run.width
        only = nil
        glyphs = []
        text = []
        self.style = nil
        self.face = nil
    }
}

extension LineWriter {
    /// Puts a run into the frame, within frames of its own where its style says what it is to a reader.
    private mutating func place(_ run: GlyphRun, _ style: TextStyle) {
        guard style.link != nil || style.role != nil || style.statement != nil else {
            return frame.place(.glyphs(run), at: Point(x: start, y: baseline))
        }
        let roles = [style.statement.map(Role.statement), style.link, style.role].compactMap(\.self)
        let size = Size(width: run.width, height: style.leading)
        var inner = Placed(.glyphs(run), at: Point(x: .zero, y: style.baseline))
        // A link, words in another language, or a statement that go on in another face or on the next line are still one.
        var before = frame.marks.last
        var continued: [Bool] = []
        for role in roles {
            guard case .group(let last)? = before?.mark, role.isSame(as: last.role) else { break }
            continued.append(true)
            before = last.marks.last
        }
        for (depth, role) in roles.enumerated().reversed() {
            let isContinued = depth < continued.count
            inner = Placed(.group(Frame(size: size, marks: [inner], role: role, isContinued: isContinued)), at: .zero)
        }
        inner.at = Point(x: start, y: baseline - style.baseline)
        frame.marks.append(inner)
    }
}

extension Role {
    /// Of the same link, the same words in another language, or the same statement, by identity.
    fileprivate func isSame(as other: Role?) -> Bool {
        switch (self, other) {
        case (.link(let one, _), .link(let other, _)), (.language(let one), .language(let other)): one === other
        case (.statement(let one), .statement(let other)): one === other
        default: false
        }
    }
}

extension GlyphPattern {
    /// The pattern of two texts set one after the other.
    func joined(with other: GlyphPattern) -> GlyphPattern {
        switch (self, other) {
        case (.intricate, _), (_, .intricate): .intricate
        case (.adjusted, _), (_, .adjusted): .adjusted
        case (.plain, .plain): .plain
        }
    }
}
