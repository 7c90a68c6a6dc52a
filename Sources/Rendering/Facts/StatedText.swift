import Pages

/// What the finished pages say in one place that states facts.
struct StatedText {
    let statement: Statement
    /// UTF-8, with a space after each stretch of text, since only places may part two.
    var text: [UInt8] = []

    /// All places that state facts, in the order in which they are printed.
    static func gather(from pages: [Page]) -> [StatedText] {
        var gathering = Gathering()
        for page in pages { gathering.walk(page.frame) }
        return gathering.found
    }

    private struct Gathering {
        var found: [StatedText] = []
        /// The statements that the text at hand stands in, by their number.
        private var open: [Int] = []
        /// Stretches of text so far: an element that was cut by the end of a line goes on where nothing else was said since.
        private var stretches = 0
        private var lastClosed: (number: Int, stretches: Int)?

        mutating func walk(_ frame: Frame) {
            guard case .statement(let statement)? = frame.role else { return inside(frame) }
            if let payload = statement.payload {
                found.append(StatedText(statement: statement, text: payload))
                return
            }
            if let number = continued(statement, frame) {
                open.append(number)
            } else {
                open.append(found.count)
                found.append(StatedText(statement: statement))
            }
            inside(frame)
            lastClosed = (open.removeLast(), stretches)
        }

        private func continued(_ statement: Statement, _ frame: Frame) -> Int? {
            if frame.isContinued { return found.lastIndex { $0.statement === statement } }
            guard let lastClosed, lastClosed.stretches == stretches, found[lastClosed.number].statement === statement else {
                return nil
            }
            return lastClosed.number
        }

        private mutating func inside(_ frame: Frame) {
            for placed in frame.marks {
                switch placed.mark {
                case .glyphs(let run):
                    stretches += 1
                    for number in open {
                        found[number].text += run.shaped.text
                        found[number].text.append(0x20)
                    }
                case .group(let inner): walk(inner)
                case .stamp(let stamp): walk(stamp.frame)
                case .rule, .fill, .outline, .picture, .modules, .bars: continue
                }
            }
        }
    }
}
