import Pages

/// What the finished pages say in one place that states facts.
struct StatedText {
    let statement: Statement
    /// UTF-8 as the paper shows it: stretches that touch are one word, others are parted by a space. What touches the element
    /// from outside belongs to it, since no reader sees where the element ends.
    var text: [UInt8] = []
    /// The page that it begins on.
    var page = 0
    /// What it says has gone into a later place of the same element.
    var isJoined = false

    /// All places that state facts, in the order in which they are printed.
    static func gather(from pages: [Page]) -> [StatedText] {
        var gathering = Gathering()
        for page in pages {
            gathering.turn(to: page.number)
            gathering.walk(page.frame, at: .zero)
        }
        return gathering.found.filter { !$0.isJoined }
    }

    private struct Gathering {
        var found: [StatedText] = []
        /// The statements that the text at hand stands in, by their number.
        private var open: [Int] = []
        /// Stretches of text so far: an element that was cut by the end of a line goes on where nothing else was said since.
        private var stretches = 0
        private var lastClosed: (number: Int, stretches: Int)?
        /// The stretch before, where it began, and the statements that it stood in.
        private var before: GlyphRun?
        private var beginning = Point.zero
        private var openBefore: [Int] = []
        private var page = 0

        /// On a new page nothing touches what stood on the last.
        mutating func turn(to number: Int) {
            before = nil
            openBefore = []
            page = number
        }

        mutating func walk(_ frame: Frame, at origin: Point) {
            guard case .statement(let statement)? = frame.role else { return inside(frame, at: origin) }
            if let payload = statement.payload {
                found.append(StatedText(statement: statement, text: payload, page: page))
                return
            }
            if let number = continued(statement, frame) {
                open.append(number)
            } else {
                open.append(found.count)
                found.append(StatedText(statement: statement, page: page))
            }
            inside(frame, at: origin)
            lastClosed = (open.removeLast(), stretches)
        }

        /// A block goes on behind the end of a page; words in a line also behind the end of the line.
        private mutating func continued(_ statement: Statement, _ frame: Frame) -> Int? {
            if frame.isContinued {
                guard let last = found.lastIndex(where: { $0.statement === statement }) else { return nil }
                // Of several side by side nobody can tell which goes on: they are one place, which says it once at least.
                for other in found.indices.prefix(last)
                where found[other].statement === statement && found[other].page == found[last].page && !found[other].isJoined {
                    found[last].text += Array(" | ".utf8) + found[other].text
                    found[other].isJoined = true
                }
                return last
            }
            guard statement.isInline, let lastClosed, lastClosed.stretches == stretches,
                found[lastClosed.number].statement === statement
            else { return nil }
            return lastClosed.number
        }

        private mutating func inside(_ frame: Frame, at origin: Point) {
            // By their numbers: most marks are only passed.
            for index in frame.marks.indices {
                let at = origin + frame.marks[index].at
                switch frame.marks[index].mark {
                case .glyphs(let run): add(run, at: at)
                case .group(let inner): walk(inner, at: at)
                case .stamp(let stamp): walk(stamp.frame, at: at)
                case .rule, .fill, .outline, .picture, .modules, .bars: continue
                }
            }
        }

        private mutating func add(_ run: GlyphRun, at point: Point) {
            stretches += 1
            defer {
                before = run
                beginning = point
            }
            // Most text stands beside no statement.
            if open.isEmpty, openBefore.isEmpty { return }
            defer { openBefore = open }
            let text = run.shaped.text
            let touched = before.flatMap { touches(Point(x: beginning.x + $0.width, y: beginning.y), point) ? $0 : nil }
            for number in open {
                if let touched {
                    // The end of a word that begins outside of the element.
                    if !openBefore.contains(number) { found[number].text += touched.shaped.text.lastWord }
                } else if !found[number].text.isEmpty {
                    found[number].text.append(0x20)
                }
                found[number].text += text
            }
            // The rest of a word that goes on outside of the element.
            if touched != nil {
                for number in openBefore where !open.contains(number) { found[number].text += text.firstWord }
            }
        }

        /// No reader sees a gap: less than a seventh of a point, on one line.
        private func touches(_ end: Point, _ start: Point) -> Bool {
            end.y == start.y && abs(Int(start.x.hundredths) - Int(end.x.hundredths)) < 15
        }
    }
}

extension [UInt8] {
    /// The characters up to the first space; and a sign of an amount, `CR` or a minus, behind one.
    fileprivate var firstWord: ArraySlice<UInt8> {
        let word = prefix { $0 != 0x20 }
        guard word.isEmpty else { return word }
        let next = dropFirst().prefix { $0 != 0x20 }
        let name = String(decoding: next, as: UTF8.self).lowercased().trimmingPrefix("(").prefix { $0.isLetter }
        return ["cr", "credit", "crédito"].contains(name) || next.isMinus ? prefix(next.count + 1) : word
    }

    /// The characters behind the last space; and a minus before one.
    fileprivate var lastWord: ArraySlice<UInt8> {
        let word = suffix(from: (lastIndex(of: 0x20) ?? -1) + 1)
        guard word.isEmpty, !isEmpty else { return word }
        let rest = dropLast()
        let before = rest.suffix(from: (rest.lastIndex(of: 0x20) ?? -1) + 1)
        return before.isMinus ? suffix(before.count + 1) : word
    }
}

extension ArraySlice<UInt8> {
    fileprivate var isMinus: Bool { elementsEqual([0x2D]) || elementsEqual([0xE2, 0x88, 0x92]) }
}
