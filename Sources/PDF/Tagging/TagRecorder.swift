import Pages

/// Records what a page's marks are to a reader while they are composed: which marked-content sequence is open, and the
/// steps of the page's structure (ISO 32000-1, 14.6 and 14.7).
///
/// It writes the operators that begin and end sequences; where text objects begin and end is the composer's.
final class TagRecorder {
    /// What the content at hand is part of.
    private enum Sequence: Equatable {
        case none, artifact, content
    }

    private let buffer: ContentBuffer
    private(set) var page = PageStructure()
    private var open: [Element] = []
    private var sequence = Sequence.none
    /// The sequence began within a text object, and so ends within it.
    private var beganInText = false
    private var artifacts = 0
    private var pageHeight = Length.zero
    /// Where the marks at hand stand.
    var place = StructurePlace.flow

    private struct Element {
        let kind: StructureKind
        /// How many sequences the page had when it was opened.
        let firstContent: Int
        var box: Rect?
        var isForced = false
    }

    init(buffer: ContentBuffer) { self.buffer = buffer }

    func begin(_ height: Length) {
        page = PageStructure()
        open.removeAll(keepingCapacity: true)
        sequence = .none
        artifacts = 0
        place = .flow
        pageHeight = height
    }

    // MARK: Elements

    var isArtifact: Bool { artifacts > 0 }

    func beginArtifact() { artifacts += 1 }
    func endArtifact() { artifacts -= 1 }

    /// Opens an element; the sequence at hand was ended.
    func openElement(_ kind: StructureKind, isContinued: Bool, _ detail: StructureDetail, top: Length) {
        page.steps.append(.open(kind, isContinued: isContinued, place))
        if case .none = detail {
        } else {
            page.steps.append(.detail(page.details.count))
            page.details.append(detail)
        }
        if kind.isHeading {
            page.headings.append(
                PageStructure.Heading(
                    level: kind == .heading1 ? 1 : kind == .heading2 ? 2 : 3, text: [], top: top, isContinued: isContinued,
                    isEnding: place == .ending))
        }
        open.append(Element(kind: kind, firstContent: page.contentCount))
    }

    /// Closes the innermost element.
    func closeElement() {
        let box = open.removeLast().box
        page.steps.append(.close)
        if let box { cover(box) }
    }

    /// A sequence stands in the element at hand.
    var holdsContent: Bool { open.last.map { page.contentCount > $0.firstContent } ?? false }

    /// The box of what was drawn in the element at hand.
    var box: Rect? { open.last?.box }

    /// Sets the box of the figure whose detail is the last of so many.
    func setBox(_ box: Rect, ofDetail index: Int) {
        if case .figure(let alt, _) = page.details[index] { page.details[index] = .figure(alt, box) }
    }

    func addAnnotation(_ box: Rect, _ address: Label, says: Label) {
        page.steps.append(.annotation(page.annotations.count))
        page.annotations.append(PageStructure.Annotation(box: box, address: address, says: says))
    }

    /// The marks at hand take this room, for the box of what they are part of.
    func cover(_ box: Rect) {
        guard let last = open.indices.last else { return }
        open[last].box = open[last].box.map { $0.union(box) } ?? box
    }

    /// Text of the element at hand, for headings, which bookmarks repeat.
    func say(_ text: [UInt8]) {
        if artifacts == 0, !page.headings.isEmpty, open.contains(where: \.kind.isHeading) {
            page.headings[page.headings.count - 1].text += text
        }
    }

    // MARK: Sequences

    /// Whether what is drawn next, other than text, is content; else it is decoration.
    var isDrawnContent: Bool { artifacts == 0 && open.last.map { $0.kind.isDrawn } ?? false }

    /// Whether the sequence at hand serves for content, or for decoration.
    func serves(content: Bool) -> Bool { sequence == (content && artifacts == 0 ? .content : .artifact) }

    /// The sequence at hand must end before a text object does.
    var endsWithText: Bool { sequence != .none && beganInText }
    var isOpen: Bool { sequence != .none }

    func end() {
        guard sequence != .none else { return }
        buffer.add("EMC\n")
        sequence = .none
    }

    /// Begins a sequence; none is at hand.
    func begin(content: Bool, inText: Bool) {
        beganInText = inText
        guard content, artifacts == 0 else {
            sequence = .artifact
            buffer.add("/Artifact BMC\n")
            return
        }
        // Text that no element holds is a paragraph of its own.
        if open.isEmpty {
            openElement(.paragraph, isContinued: false, .none, top: .zero)
            open[0].isForced = true
        }
        sequence = .content
        buffer.add("/")
        buffer.add(open[open.count - 1].kind.name)
        buffer.add("<</MCID ")
        buffer.add(page.contentCount)
        buffer.add(">>BDC\n")
        page.contentCount += 1
        page.steps.append(.content)
    }

    /// Closes the paragraph that was opened for text without an element.
    func closeForced() {
        if open.count == 1, open[0].isForced { closeElement() }
    }
}
