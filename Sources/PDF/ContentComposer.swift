import Fonts
import Pages

/// Copies the marks of a frame into the operators of a content stream; nothing is decided here.
///
/// One for each thread. It remembers the graphics state that it has set, so that a page says each thing once.
final class ContentComposer {
    private let book: FontBook
    let buffer: ContentBuffer
    /// One bit a glyph, for each face of the book; the words of a face stand together.
    private let glyphBits: UnsafeMutableBufferPointer<UInt64>
    private let faceStarts: [Int]
    private var pictures = Usage()
    private let layers = LayerLifter()
    /// What the marks are to a reader, in a tagged file.
    private let tags: TagRecorder?

    private var pageHeight = Length.zero
    private var isInText = false
    private var lineX = Length.zero
    private var lineY = Length.zero
    private var face: FaceID?
    private var size = Length.zero
    private var fill: Tint?
    private var stroke: Stroke?

    init(book: FontBook, buffer: ContentBuffer, isTagged: Bool) {
        self.book = book
        self.buffer = buffer
        tags = isTagged ? TagRecorder(buffer: buffer) : nil
        var starts = [0]
        for face in book.faces { starts.append(starts[starts.count - 1] + (face.glyphCount + 63) / 64) }
        faceStarts = starts
        glyphBits = .allocate(capacity: max(1, starts[starts.count - 1]))
        glyphBits.initialize(repeating: 0)
    }

    deinit { glyphBits.deallocate() }

    /// What the page composed last uses.
    var usage: Usage {
        var usage = pictures
        for face in book.faces {
            let words = UnsafeBufferPointer(
                rebasing: glyphBits[faceStarts[Int(face.id.index)]..<faceStarts[Int(face.id.index) + 1]])
            usage.add(words, of: face.id)
        }
        return usage
    }

    @inline(__always)
    private func use(_ glyph: UInt16, _ bits: UnsafeMutablePointer<UInt64>) { bits[Int(glyph >> 6)] |= 1 << UInt64(glyph & 63) }

    /// The bits of a face. A glyph number is below the face's count, because the face itself gave it.
    private func bits(of face: FaceID) -> UnsafeMutablePointer<UInt64> { glyphBits.baseAddress! + faceStarts[Int(face.index)] }

    /// Composes a page's frame; the bytes stand in the buffer until the next call.
    ///
    /// What stands in a fixed region and comes from the template itself is lifted out as a stamp, so that a file of a
    /// thousand bills says "Account number" once.
    func compose(_ page: Page, isTurned: Bool = false) {
        begin(page.frame.size.height)
        if isTurned {
            buffer.add("-1 0 0 -1 ")
            buffer.add(page.frame.size.width)
            buffer.add(page.frame.size.height)
            buffer.add("cm\n")
        }
        tags?.begin(page.frame.size.height)
        for placed in page.frame.marks {
            guard case .group(let region) = placed.mark, region.role?.region != nil else {
                write(placed.mark, at: placed.at)
                continue
            }
            guard let tags else {
                write(layers.lift(region), at: placed.at)
                continue
            }
            endSequence()
            if case .ending? = region.role { tags.place = .ending } else { tags.place = .region }
            write(placed.mark, at: placed.at)
            endSequence()
            tags.place = .flow
        }
        endSequence()
        endText()
    }

    /// The structure of the page that was composed last; nil in an untagged file.
    var structure: PageStructure? { tags?.page }

    /// Composes a stamp's own content, from a clean graphics state whatever stood before it on the page.
    func compose(_ stamp: Stamp) {
        begin(stamp.frame.size.height)
        buffer.add("[]0 d\n")
        write(stamp.frame, at: .zero)
        endText()
    }

    private func begin(_ height: Length) {
        buffer.clear()
        glyphBits.update(repeating: 0)
        pictures = Usage()
        pageHeight = height
        reset()
    }

    private func reset() {
        isInText = false
        face = nil
        fill = nil
        stroke = nil
    }

    private func write(_ frame: Frame, at origin: Point) {
        for placed in frame.marks { write(placed.mark, at: origin + placed.at) }
    }

    private func write(_ mark: Mark, at point: Point) {
        if let tags { note(mark, at: point, tags) }
        switch mark {
        case .glyphs(let run): text(run, at: point)
        case .group(let inner): if let tags { enter(inner, at: point, tags) } else { write(inner, at: point) }
        case .rule(let end, let stroke):
            set(stroke)
            move(to: point)
            move(to: point + end, "l\nS\n")
        case .fill(let size, let tint):
            beginPath(tint)
            rectangle(Rect(origin: point, size: size))
            buffer.add("f\n")
        case .outline(let size, let stroke):
            set(stroke)
            rectangle(Rect(origin: point, size: size))
            buffer.add("S\n")
        case .bars(let bars, let tint):
            beginPath(tint)
            for bar in bars { rectangle(Rect(origin: point + bar.origin, size: bar.size)) }
            buffer.add("f\n")
        case .modules(let grid, let side): modules(grid, side, at: point)
        case .picture(let picture, let size): self.picture(picture, size, at: point)
        case .stamp(let stamp): self.stamp(stamp, at: point)
        }
    }

    // MARK: Structure

    /// Writes a frame as what it is to a reader.
    private func enter(_ frame: Frame, at point: Point, _ tags: TagRecorder) {
        var kind: StructureKind
        var detail = StructureDetail.none
        switch frame.role {
        case nil, .region, .ending, .required, .statement: return write(frame, at: point)
        case .production, .artifact:
            // A line to write on is part of the figure that it stands in.
            if tags.isDrawnContent { return write(frame, at: point) }
            tags.beginArtifact()
            write(frame, at: point)
            tags.endArtifact()
            return
        case .paragraph: kind = .paragraph
        case .heading(let level): kind = .heading(level)
        case .list(let isOrdered): (kind, detail) = (.list, .list(isOrdered: isOrdered))
        case .listItem: kind = .listItem
        case .label: kind = .label
        case .table: kind = .table
        case .row: kind = .row
        case .headerCell(let scope, let span): (kind, detail) = (.headerCell, .cell(scope, span: span))
        case .cell(let span): (kind, detail) = (.cell, .cell(nil, span: span))
        case .link: kind = .link
        case .division(let label): (kind, detail) = (.division, .division(label))
        case .language(let tag): (kind, detail) = (.span, .language(tag))
        // A place to be filled in by hand is a figure to a reader: the words for it are what can be had of it.
        case .figure(let alt), .form(let alt): (kind, detail) = (.figure, .figure(alt, Rect(origin: point, size: frame.size)))
        }
        // Within what is no content, nothing is; and within a figure nothing else is told apart.
        guard !tags.isArtifact, !tags.isDrawnContent else { return write(frame, at: point) }
        endSequence()
        let index = tags.page.details.count
        tags.openElement(kind, isContinued: frame.isContinued, detail, top: point.y)
        write(frame, at: point)
        if kind.isDrawn, !tags.holdsContent { outline(frame, at: point, tags) }
        endSequence(within: true)
        if case .form? = frame.role { tags.cover(Rect(origin: point, size: frame.size)) }
        if case .link(let address, let says)? = frame.role, let box = tags.box { tags.addAnnotation(box, address, says: says) }
        if kind.isDrawn, let box = tags.box { tags.setBox(box, ofDetail: index) }
        tags.closeElement()
    }

    /// A figure without marks has its place on the page as an empty path: an element without content would have none.
    private func outline(_ frame: Frame, at point: Point, _ tags: TagRecorder) {
        let box = Rect(origin: point, size: frame.size)
        tags.cover(box)
        endText()
        tags.end()
        tags.begin(content: true, inText: false)
        rectangle(box)
        buffer.add("n\n")
    }

    /// Sees to it that a mark stands in the right marked-content sequence; text does so itself.
    private func note(_ mark: Mark, at point: Point, _ tags: TagRecorder) {
        var isContent = tags.isDrawnContent
        switch mark {
        case .glyphs(let run):
            let top = Point(x: point.x, y: point.y - run.size.scaled(by: 4, of: 5))
            if !run.shaped.glyphs.isEmpty { tags.cover(Rect(origin: top, size: Size(width: run.width, height: run.size))) }
            tags.say(run.shaped.text)
            return
        case .group: return
        case .rule(let end, _):
            tags.cover(
                Rect(
                    origin: Point(x: min(point.x, point.x + end.x), y: min(point.y, point.y + end.y)),
                    size: Size(width: max(end.x, -end.x), height: max(end.y, -end.y))))
        case .fill(let size, _), .outline(let size, _), .picture(_, let size): tags.cover(Rect(origin: point, size: size))
        case .modules(_, let side): tags.cover(Rect(origin: point, size: Size(width: side, height: side)))
        case .bars(let bars, _): for bar in bars { tags.cover(Rect(origin: bar.origin + point, size: bar.size)) }
        case .stamp(let stamp):
            // A form that many pages show is one piece of content, with the text in it.
            isContent = isContent || stamp.frame.holdsText
            tags.cover(Rect(origin: point, size: stamp.frame.size))
        }
        endText()
        if !tags.serves(content: isContent) {
            tags.end()
            tags.begin(content: isContent, inText: false)
        }
    }

    /// Ends the marked-content sequence at hand, and a paragraph that was opened for text without an element.
    private func endSequence(within: Bool = false) {
        guard let tags else { return }
        if tags.isOpen {
            if !tags.endsWithText { endText() }
            tags.end()
        }
        if !within { tags.closeForced() }
    }

    // MARK: Coordinates

    /// The one place where y turns over: PDF counts upwards from the foot of the page.
    private func up(_ y: Length) -> Length { pageHeight - y }

    private func move(to point: Point, _ operation: StaticString = "m\n") {
        buffer.add(point.x)
        buffer.add(up(point.y))
        buffer.add(operation)
    }

    private func rectangle(_ rect: Rect) {
        buffer.add(rect.origin.x)
        buffer.add(up(rect.bottom))
        buffer.add(rect.size.width)
        buffer.add(rect.size.height)
        buffer.add("re\n")
    }

    private func place(_ size: Size, at point: Point) {
        buffer.add("q\n")
        buffer.add(size.width)
        buffer.add("0 0 ")
        buffer.add(size.height)
        buffer.add(point.x)
        buffer.add(up(point.y + size.height))
        buffer.add("cm\n")
    }

    // MARK: Graphics state

    private func set(_ tint: Tint) {
        guard fill != tint else { return }
        fill = tint
        color(tint, gray: "g\n", rgb: "rg\n")
    }

    private func set(_ new: Stroke) {
        endText()
        if stroke?.tint != new.tint { color(new.tint, gray: "G\n", rgb: "RG\n") }
        if stroke?.width != new.width {
            buffer.add(new.width)
            buffer.add("w\n")
        }
        if (stroke?.dash ?? .zero) != new.dash {
            if new.dash == .zero {
                buffer.add("[]0 d\n")
            } else {
                buffer.add("[")
                buffer.add(new.dash)
                buffer.add("]0 d\n")
            }
        }
        stroke = new
    }

    private func color(_ tint: Tint, gray: StaticString, rgb: StaticString) {
        buffer.addChannel(tint.red)
        if tint.red == tint.green && tint.green == tint.blue {
            buffer.add(gray)
        } else {
            buffer.addChannel(tint.green)
            buffer.addChannel(tint.blue)
            buffer.add(rgb)
        }
    }

    private func beginPath(_ tint: Tint) {
        endText()
        set(tint)
    }

    // MARK: Text

    private func text(_ run: GlyphRun, at point: Point) {
        let shaped = run.shaped
        if shaped.glyphs.isEmpty { return }
        if let tags, !tags.serves(content: true) {
            endSequence(within: true)
            if tags.isDrawnContent {
                endText()
                tags.begin(content: true, inText: false)
            }
        }
        if !isInText {
            buffer.add("BT\n")
            isInText = true
            lineX = .zero
            lineY = .zero
        }
        if let tags, !tags.serves(content: true) { tags.begin(content: true, inText: true) }
        set(run.tint)
        if face != shaped.face || size != run.size {
            face = shaped.face
            size = run.size
            buffer.add("/F")
            buffer.add(Int(shaped.face.index))
            buffer.add(" ")
            buffer.add(run.size)
            buffer.add("Tf\n")
        }
        let y = up(point.y)
        buffer.add(point.x - lineX)
        buffer.add(y - lineY)
        buffer.add("Td\n")
        lineX = point.x
        lineY = y
        switch shaped.pattern {
        case .plain:
            buffer.add("(")
            buffer.reserve(shaped.glyphs.count * 4 + 8)
            let bits = bits(of: shaped.face)
            for glyph in shaped.glyphs {
                use(glyph.id, bits)
                buffer.putEscaped(UInt8(truncatingIfNeeded: glyph.id >> 8))
                buffer.putEscaped(UInt8(truncatingIfNeeded: glyph.id))
            }
            buffer.add(")Tj\n")
        case .adjusted:
            buffer.add("[(")
            adjusted(shaped, book[shaped.face])
            buffer.add(")]TJ\n")
        case .intricate: intricate(run, book[shaped.face])
        }
        if tags != nil { endWord(shaped) }
    }

    /// Draws the space that parts a text from the next where only their places do: a reader that follows the structure
    /// would join them.
    private func endWord(_ shaped: Shaped) {
        guard shaped.text.last == 0x20 else { return }
        let space = book[shaped.face].glyph(of: " ")
        guard space != 0, shaped.glyphs.last?.id != space else { return }
        use(space, bits(of: shaped.face))
        buffer.add("(")
        buffer.reserve(8)
        buffer.putEscaped(UInt8(truncatingIfNeeded: space >> 8))
        buffer.putEscaped(UInt8(truncatingIfNeeded: space))
        buffer.add(")Tj\n")
    }

    /// Glyphs whose pen movement differs from the face's own: the difference in thousandths of an em, carried on so that
    /// rounding does not add up (ISO 32000-1, 9.4.3, TJ).
    private func adjusted(_ shaped: Shaped, _ face: Face) {
        let em = Int(shaped.unitsPerEm)
        let bits = bits(of: shaped.face)
        var owed = 0
        for (index, glyph) in shaped.glyphs.enumerated() {
            use(glyph.id, bits)
            buffer.reserve(40)
            buffer.putEscaped(UInt8(truncatingIfNeeded: glyph.id >> 8))
            buffer.putEscaped(UInt8(truncatingIfNeeded: glyph.id))
            // In thousandths of an em times the em: what the viewer moves by is the rounded width that the font declares.
            owed += Int(glyph.advance) * 1000 - Int(face.declaredWidths[Int(glyph.id)]) * em
            let step = (owed >= 0 ? owed + em / 2 : owed - em / 2) / em
            if step.magnitude > 1, index + 1 < shaped.glyphs.count {
                buffer.add(")")
                buffer.add(-step)
                buffer.add("(")
                owed -= step * em
            }
        }
    }

    /// Glyphs beside the pen, or that stand for text which their number does not tell: the text goes with them.
    private func intricate(_ run: GlyphRun, _ face: Face) {
        let shaped = run.shaped
        var at = 0
        var index = 0
        while index < shaped.glyphs.count {
            // The last glyph of a cluster carries the length of its text.
            var end = index
            while end + 1 < shaped.glyphs.count && shaped.glyphs[end].textLength == 0 { end += 1 }
            let length = Int(shaped.glyphs[end].textLength)
            end += 1
            let text = shaped.text[at..<min(shaped.text.count, at + length)]
            let tells =
                end == index + 1
                && face.text(of: shaped.glyphs[index].id).elementsEqual(String(decoding: text, as: UTF8.self).unicodeScalars)
            if !tells {
                buffer.add("/Span<</ActualText<FEFF")
                for unit in String(decoding: text, as: UTF8.self).utf16 { hex(unit) }
                buffer.add(">>>BDC\n")
            }
            for place in index..<end {
                let glyph = shaped.glyphs[place]
                use(glyph.id, bits(of: shaped.face))
                if glyph.y != 0 {
                    buffer.add(run.size.scaled(by: Int(glyph.y), of: Int(shaped.unitsPerEm)))
                    buffer.add("Ts\n")
                }
                let em = Int(shaped.unitsPerEm)
                let declared = Int(face.declaredWidths[Int(glyph.id)])
                let step = PDFWidth.declared(Int(glyph.advance) - Int(glyph.x), em: em) - declared
                // Readers take a text's end from the width of its last glyph, and a mark has none: it is given the rest of
                // its letter, or a space would come back after it.
                let isLastMark = !tells && place > index && place == end - 1 && step > 0
                if isLastMark {
                    buffer.addThousandths(step, of: run.size)
                    buffer.add("Tc\n")
                }
                buffer.add("[")
                if glyph.x != 0 { buffer.add(-(Int(glyph.x) * 1000 / em)) }
                buffer.add("(")
                buffer.reserve(8)
                buffer.putEscaped(UInt8(truncatingIfNeeded: glyph.id >> 8))
                buffer.putEscaped(UInt8(truncatingIfNeeded: glyph.id))
                buffer.add(")")
                if step != 0 && !isLastMark { buffer.add(-step) }
                buffer.add("]TJ\n")
                if isLastMark { buffer.add("0 Tc\n") }
                if glyph.y != 0 { buffer.add("0 Ts\n") }
            }
            if !tells { buffer.add("EMC\n") }
            at += length
            index = end
        }
    }

    private func hex(_ unit: UInt16) {
        buffer.reserve(4)
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(unit >> UInt16(shift) & 15)
            buffer.put(digit < 10 ? 0x30 + digit : 0x37 + digit)
        }
    }

    private func endText() {
        guard isInText else { return }
        if let tags, tags.endsWithText { tags.end() }
        buffer.add("ET\n")
        isInText = false
    }

    // MARK: Pictures, symbols, stamps

    /// A symbol as an inline image mask, one bit a module; a set bit is ink (ISO 32000-1, 8.9.7 and 8.9.6.2).
    private func modules(_ grid: BitGrid, _ side: Length, at point: Point) {
        beginPath(.black)
        place(Size(width: side, height: side), at: point)
        buffer.add("BI/W ")
        buffer.add(grid.width)
        buffer.add("/H ")
        buffer.add(grid.height)
        // Readers look for EI in the data to find their end: data that have it are written with every bit turned over.
        let isPlain = !ContentComposer.mayEnd(grid.bytes)
        buffer.add(isPlain ? "/IM true/D[1 0]\nID " : "/IM true/D[0 1]\nID ")
        buffer.add(isPlain ? grid.bytes : grid.bytes.map { ~$0 })
        buffer.add("\nEI\nQ\n")
    }

    /// Whether a reader may take something in an inline image's data for its end.
    private static func mayEnd(_ data: [UInt8]) -> Bool {
        data.indices.dropLast().contains { data[$0] == UInt8(ascii: "E") && data[$0 + 1] == UInt8(ascii: "I") }
    }

    private func picture(_ picture: Picture, _ size: Size, at point: Point) {
        endText()
        pictures.add(picture)
        place(size, at: point)
        buffer.add(PDFName.of(picture))
        buffer.add(" Do\nQ\n")
    }

    private func stamp(_ stamp: Stamp, at point: Point) {
        endText()
        pictures.add(stamp)
        buffer.add("q\n1 0 0 1 ")
        buffer.add(point.x)
        buffer.add(up(point.y + stamp.frame.size.height))
        buffer.add("cm\n")
        buffer.add(PDFName.of(stamp))
        buffer.add(" Do\nQ\n")
    }
}

/// Widths as a font dictionary declares them.
enum PDFWidth {
    /// Design units as whole thousandths of an em, rounded half away from zero (ISO 32000-1, 9.7.4.3).
    static func declared(_ units: Int, em: Int) -> Int {
        (units >= 0 ? units * 1000 + em / 2 : units * 1000 - em / 2) / em
    }
}

/// Names of resources: the same for the same thing, whichever page came first.
enum PDFName {
    static func of(_ picture: Picture) -> [UInt8] { Array(("/P" + String(picture.id, radix: 16)).utf8) }
    static func of(_ stamp: Stamp) -> [UInt8] { Array(("/S" + String(stamp.id, radix: 36)).utf8) }
}
