import Pages

/// A paragraph or a row of a table while its runs are gathered.
struct OpenItem {
    var isOpen = false
    /// It is the bullet or number of a list's item so far, and the next text goes on with it.
    var isLabel = false
    /// Where its text and its looks begin.
    var text = 0
    var looks = 0
    /// How many items the region had when it began; its own lines and grounds come after them.
    var firstItem = 0
    /// It has a head's cell.
    var isHead = false
    /// Nothing but what stands in the template itself.
    private(set) var isStatic = true
    private var left = Length.zero
    private var right = Length.zero
    private var first = Length.zero
    private var last = Length.zero
    /// Where the pen stands after the last run.
    private var pen: Point?

    init() {}

    init(isOpen: Bool, text: Int, looks: Int, firstItem: Int) {
        self.isOpen = isOpen
        self.text = text
        self.looks = looks
        self.firstItem = firstItem
    }

    /// From the first baseline to the last one.
    var box: Rect {
        Rect(origin: Point(x: left, y: first), size: Size(width: right - left, height: last - first))
    }

    mutating func add(_ run: GlyphRun, at point: Point) {
        let end = point.x + run.width
        if pen == nil {
            (left, right, first, last) = (point.x, end, point.y, point.y)
        } else {
            left = min(left, point.x)
            right = max(right, end)
            first = min(first, point.y)
            last = max(last, point.y)
        }
        pen = Point(x: end, y: point.y)
        isStatic = isStatic && run.shaped.isStatic
    }

    /// Whether the run is apart from the one before it: on another line, or further away than a tenth of its size.
    func needsSpace(before run: GlyphRun, at point: Point) -> Bool {
        guard let pen else { return false }
        let gap = point.x - pen.x
        return point.y != pen.y || gap > run.size / 10 || gap < -run.size
    }
}

/// What is in a figure's frame.
struct FigureContents {
    private(set) var picture: (id: UInt64, box: Rect)?
    private(set) var hasModules = false
    private(set) var hasBars = false

    var isSymbol: Bool { hasModules || hasBars }

    init(of frame: Frame) { look(through: frame, at: .zero) }

    private mutating func look(through frame: Frame, at origin: Point) {
        for placed in frame.marks {
            switch placed.mark {
            case .picture(let held, let size): picture = (held.id, Rect(origin: origin + placed.at, size: size))
            case .modules: hasModules = true
            case .bars: hasBars = true
            case .group(let inner): look(through: inner, at: origin + placed.at)
            case .stamp(let stamp): look(through: stamp.frame, at: origin + placed.at)
            case .glyphs, .rule, .fill, .outline: break
            }
        }
    }

    /// The box around all bars, if there are any.
    static func box(of bars: [Bar]) -> Rect? {
        guard let first = bars.first else { return nil }
        var (left, top, right, bottom) = (first.origin.x, first.origin.y, first.right, first.bottom)
        for bar in bars {
            left = min(left, bar.origin.x)
            top = min(top, bar.origin.y)
            right = max(right, bar.right)
            bottom = max(bottom, bar.bottom)
        }
        return Rect(origin: Point(x: left, y: top), size: Size(width: right - left, height: bottom - top))
    }
}
