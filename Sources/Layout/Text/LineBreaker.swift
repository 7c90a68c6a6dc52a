import Fonts
import Pages

/// One line of a paragraph: which items it takes, where the next begins, and how wide it is.
struct Line {
    var items: Range<Int>
    var next: Int
    var width: Length
    /// The hyphen that a soft hyphen shows at the line's end.
    var hyphen: (Word, TextStyle)?
    var height: Length
    var baseline: Length
}

/// Breaks items into lines greedily: as much as fits, cut at the last place where a line may break.
struct LineBreaker {
    let items: [Item]
    let width: Length
    let base: TextStyle

    /// The line that begins at an item, or the text of the word that no line can hold.
    func line(from start: Int) -> Result<Line, Overlong> {
        var x = Length.zero
        var pendingSpace = Length.zero
        var best: Line?
        var height = Length.zero
        var baseline = Length.zero
        var at = start

        func measure(_ style: TextStyle) {
            if style.leading > height || height == .zero { height = max(height, style.leading) }
            baseline = max(baseline, style.baseline)
        }
        func line(to end: Int, next: Int, width: Length, hyphen: (Word, TextStyle)? = nil) -> Line {
            let isEmpty = height == .zero
            return Line(
                items: start..<end, next: next, width: width, hyphen: hyphen, height: isEmpty ? base.leading : height,
                baseline: isEmpty ? base.baseline : baseline)
        }

        while at < items.count {
            switch items[at] {
            case .word(let word, let style):
                x = x + pendingSpace + word.width(at: style.size)
                pendingSpace = .zero
                if x > width {
                    if let best { return .success(best) }
                    return .failure(Overlong(word: word, index: at, excess: x - width, room: width))
                }
                measure(style)
            case .space(let style):
                best = line(to: at, next: at + 1, width: x)
                pendingSpace = pendingSpace + style.spaceWidth
            case .mayBreak:
                best = line(to: at, next: at + 1, width: x)
            case .mayHyphenate(let hyphen, let style):
                let end = x + hyphen.width(at: style.size)
                if end <= width { best = line(to: at, next: at + 1, width: end, hyphen: (hyphen, style)) }
            case .newLine(let style):
                if height == .zero { measure(style) }
                return .success(line(to: at, next: at + 1, width: x))
            case .tab(let stop, let style):
                x = advance(x, over: at, stop, style)
                pendingSpace = .zero
                best = nil  // what follows a tab stays on its line
                if x > width { return .failure(Overlong(word: nil, index: at, excess: x - width, room: width)) }
            }
            at += 1
        }
        return .success(line(to: at, next: at, width: x))
    }

    /// Whether more follows after a line, and not within a word: the line was broken at a space or by its author.
    func endsWord(_ line: Line) -> Bool {
        guard line.next < items.count, line.next > line.items.lowerBound else { return false }
        switch items[line.next - 1] {
        case .space, .newLine, .tab: return true
        case .word, .mayBreak, .mayHyphenate: return false
        }
    }

    /// Where the text after a tab begins, so that it ends at, stands around or starts at its stop.
    /// It never runs into the text before.
    func advance(_ x: Length, over tab: Int, _ stop: TabStop, _ style: TextStyle) -> Length {
        // Where the width is still asked for, the right edge is wherever the text ends.
        let place = stop.at ?? (width == .endless ? .zero : width)
        let segment = segmentWidth(after: tab)
        let start: Length
        switch stop.align {
        case .left: start = place
        case .right: start = place - segment
        case .center: start = place - segment / 2
        }
        return max(start, x > .zero && segment > .zero ? x + style.spaceWidth : x)
    }

    private func segmentWidth(after tab: Int) -> Length {
        var total = Length.zero
        for item in items[(tab + 1)...] {
            switch item {
            case .word(let word, let style): total = total + word.width(at: style.size)
            case .space(let style): total = total + style.spaceWidth
            case .mayBreak, .mayHyphenate: break
            case .tab, .newLine: return total
            }
        }
        return total
    }
}

/// A word, or a row of tabs, that no line of the width can hold.
struct Overlong: Error {
    let word: Word?
    /// Its place among the items.
    let index: Int
    /// By how much what stands in the line up to its end is wider than the line.
    let excess: Length
    let room: Length

    var failure: FitFailure {
        word.map { .wordTooWide($0.text, by: excess, room: room) } ?? .tabTooWide(by: excess, room: room)
    }
}
