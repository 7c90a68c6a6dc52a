import Layout
import Pages
import Records

/// A document is set aside where it does not hold what the template requires.
extension Requirement {
    /// Data must be there and say something.
    func checkData(_ merge: Merge) throws(MergeFault) {
        guard case .data(let expression, let written) = subject else { return }
        let isEmpty: Bool
        switch try merge.value(expression) {
        case .absent: isEmpty = true
        case .text(let bytes): isEmpty = bytes.allSatisfy { $0 <= 0x20 }
        case .list(let list): isEmpty = list.size == 0
        case .integer, .number, .money, .day, .month, .flag, .record: isEmpty = false
        }
        if isEmpty { throw MergeFault(.requiredEmpty(written), at: place) }
    }

    /// An element must stand on the pages, with text in it, and its type must be large enough.
    func checkElement(on pages: [Page]) throws(MergeFault) {
        guard case .element(let id) = subject else { return }
        var print = Print()
        for page in pages { print.look(in: page.frame, for: id, isWithin: false) }
        guard print.isThere else { throw MergeFault(.requiredNotPrinted(id), at: place) }
        guard print.hasText else { throw MergeFault(.requiredWithoutText(id), at: place) }
        if let size, let smallest = print.smallest, smallest < size {
            throw MergeFault(.requiredTooSmall(id, smallest, least: size), at: place)
        }
    }

    /// What is found of an element on the pages.
    private struct Print {
        var isThere = false
        var hasText = false
        var smallest: Length?

        mutating func look(in frame: Frame, for id: String, isWithin: Bool) {
            var isWithin = isWithin
            if case .required(let label)? = frame.role, label.text == id {
                isWithin = true
                isThere = true
            }
            // The bullet of an item says nothing.
            if case .label? = frame.role { return }
            for placed in frame.marks {
                switch placed.mark {
                case .group(let inner): look(in: inner, for: id, isWithin: isWithin)
                case .stamp(let stamp): look(in: stamp.frame, for: id, isWithin: isWithin)
                case .glyphs(let run) where isWithin:
                    guard run.shaped.text.contains(where: { $0 > 0x20 }) else { continue }
                    hasText = true
                    smallest = min(smallest ?? run.size, run.size)
                case .glyphs, .rule, .fill, .outline, .picture, .modules, .bars: continue
                }
            }
        }
    }
}
