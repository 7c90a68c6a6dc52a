import Foundation

/// Takes a finished PDF as paper: groups its pages into sheets, cuts each sheet, turns the backs over as the printer does, and
/// reads which page of which piece is on each leaf's front and back.
///
/// It knows nothing of how the file was made. Pages say what they are by two words: at their head, on the left,
/// `HEAD7P2` (piece 7, page 2), and at their foot, on the right, `FOOT7P2`.
package struct FoldingChecker {
    /// On how many sides the paper is printed, and over which edge of the sheet it is turned.
    package enum Sides: String, CaseIterable { case one, twoLong = "two-long", twoShort = "two-short" }

    /// What the machine that cuts is set to, in points: as many leaves of a size, in the middle of the sheet.
    package struct Cut {
        package let width: Double
        package let height: Double
        package let columns: Int
        package let rows: Int
        package let gutter: Double
        package init(width: Double, height: Double, columns: Int, rows: Int, gutter: Double = 0) {
            self.width = width
            self.height = height
            self.columns = columns
            self.rows = rows
            self.gutter = gutter
        }
    }

    /// A piece that the file should hold, by its number and its pages.
    package struct Piece: Equatable, Sendable {
        package let number: Int
        package let pages: Int
        package init(_ number: Int, pages: Int) {
            self.number = number
            self.pages = pages
        }
    }

    /// What is on one side of a leaf.
    private struct Face: Equatable, CustomStringConvertible {
        let piece: Int
        let page: Int
        var description: String { "page \(page) of piece \(piece)" }
    }

    private struct Leaf: Equatable, CustomStringConvertible {
        var front: Face?
        var back: Face?
        var description: String {
            "\(front.map(String.init(describing:)) ?? "blank"), and on its back \(back.map(String.init(describing:)) ?? "blank")"
        }
    }

    private struct Word {
        let text: String
        var x: Double
        var y: Double
    }

    private struct Side {
        let width: Double
        let height: Double
        var words: [Word]
        /// Anything is drawn on it, be it words or lines.
        let isDrawn: Bool
    }

    private let sides: Sides
    private let cut: Cut?
    private var isTwo: Bool { sides != .one }

    /// Without `cut`, each sheet is one leaf, whatever its size.
    package init(_ sides: Sides, cut: Cut? = nil) {
        self.sides = sides
        self.cut = cut
    }

    /// What is wrong with the file as the paper of these pieces, in their order; nothing where all is right.
    package func faults(of path: String, _ pieces: [Piece]) throws -> [String] {
        let pages = try read(path)
        var faults: [String] = []
        if isTwo, !pages.count.isMultiple(of: 2) {
            faults.append("\(pages.count) pages are not the fronts and backs of sheets")
        }
        var sheets: [[Leaf]] = []
        for first in stride(from: 0, to: pages.count, by: isTwo ? 2 : 1) {
            let number = sheets.count + 1
            let front = pages[first]
            let back = isTwo && first + 1 < pages.count ? pages[first + 1] : nil
            if let back, (back.width, back.height) != (front.width, front.height) {
                faults.append("sheet \(number) has a back of another size")
            }
            var leaves = [Leaf](repeating: Leaf(), count: cut.map { $0.columns * $0.rows } ?? 1)
            for (slot, face) in faces(front, isBack: false, sheet: number, &faults) { leaves[slot].front = face }
            if let back {
                for (slot, face) in faces(turned(back), isBack: true, sheet: number, &faults) { leaves[slot].back = face }
            }
            // Nothing at all is on a blank page: neither a line nor a word that is no mark of a page.
            for (side, name) in [(front, "front"), (back, "back")] {
                if let side, side.isDrawn, side.words.isEmpty, name == "back" || cut == nil {
                    faults.append("the \(name) of sheet \(number) has no words, and is not blank")
                }
            }
            sheets.append(leaves)
        }
        // Cut and stacked: the pile of the first place, then that of the second.
        let places = sheets.first?.count ?? 0
        var stack = (0..<places).flatMap { place in sheets.map { $0[place] } }
        let wanted = pieces.flatMap(leaves)
        var waste = 0
        while stack.count > wanted.count, stack.last == Leaf() {
            stack.removeLast()
            waste += 1
        }
        if waste >= max(1, places) { faults.append("\(waste) leaves at the end are blank: a sheet too many") }
        if stack.count != wanted.count { faults.append("\(stack.count) leaves, and the pieces have \(wanted.count)") }
        for (number, (found, wanted)) in zip(stack, wanted).enumerated() where found != wanted {
            faults.append("leaf \(number + 1) is \(found); wanted \(wanted)")
        }
        return faults
    }

    private func leaves(of piece: Piece) -> [Leaf] {
        stride(from: 1, through: piece.pages, by: isTwo ? 2 : 1).map { page in
            Leaf(
                front: Face(piece: piece.number, page: page),
                back: isTwo && page < piece.pages ? Face(piece: piece.number, page: page + 1) : nil)
        }
    }

    /// A back as it lies behind its front, seen through the paper.
    private func turned(_ back: Side) -> Side {
        // The edge over which it goes: at the side of a sheet that stands upright where that edge is the long one.
        let isUpright = back.height >= back.width
        let isAboutSide = cut == nil || (isUpright ? sides == .twoLong : sides == .twoShort)
        var side = back
        side.words = back.words.map { word in
            var word = word
            if isAboutSide { word.x = back.width - word.x } else { word.y = back.height - word.y }
            return word
        }
        return side
    }

    /// What is printed on each leaf of a side, by the leaf's place on the front. A leaf is turned about its own upright side:
    /// seen through the paper, a back stands upright and is mirrored from left to right.
    private func faces(_ side: Side, isBack: Bool, sheet: Int, _ faults: inout [String]) -> [(slot: Int, face: Face)] {
        var heads: [Int: [(word: Word, face: Face)]] = [:]
        var feet: [Int: [(word: Word, face: Face)]] = [:]
        var others: Set<Int> = []
        let name = "the \(isBack ? "back" : "front") of sheet \(sheet)"
        for word in side.words {
            guard let match = word.text.wholeMatch(of: #/(HEAD|FOOT)(\d+)P(\d+)/#), let piece = Int(match.2),
                let page = Int(match.3)
            else {
                // Other words may be on a page, and on no blank.
                guard let slot = slot(of: word, on: side) else {
                    faults.append("a word on \(name) is on no leaf, or on a cut")
                    continue
                }
                others.insert(slot)
                continue
            }
            guard let slot = slot(of: word, on: side) else {
                faults.append("\(word.text) on \(name) is on no leaf, or on a cut")
                continue
            }
            let face = Face(piece: piece, page: page)
            if match.1 == "HEAD" {
                heads[slot, default: []].append((word, face))
            } else {
                feet[slot, default: []].append((word, face))
            }
        }
        return others.union(heads.keys).union(feet.keys).sorted().compactMap { slot in
            guard let head = heads[slot], let foot = feet[slot], head.count == 1, foot.count == 1, head[0].face == foot[0].face
            else {
                faults.append("leaf \(slot + 1) of \(name) has not the head and the foot of one page")
                return nil
            }
            if head[0].word.y >= foot[0].word.y { faults.append("leaf \(slot + 1) of \(name) stands on its head") }
            if (head[0].word.x < foot[0].word.x) == isBack { faults.append("leaf \(slot + 1) of \(name) is mirrored") }
            return (slot, head[0].face)
        }
    }

    private func slot(of word: Word, on side: Side) -> Int? {
        guard let cut else { return word.x > 0 && word.x < side.width && word.y > 0 && word.y < side.height ? 0 : nil }
        func place(_ at: Double, _ room: Double, _ size: Double, _ count: Int) -> Int? {
            let start = (room - size * Double(count) - cut.gutter * Double(count - 1)) / 2
            return (0..<count).first { number in
                let edge = start + (size + cut.gutter) * Double(number)
                return at > edge && at < edge + size
            }
        }
        guard let column = place(word.x, side.width, cut.width, cut.columns),
            let row = place(word.y, side.height, cut.height, cut.rows)
        else { return nil }
        return row * cut.columns + column
    }

    // MARK: The file

    private func read(_ path: String) throws -> [Side] {
        let text = try Tool.run("pdftotext", ["-bbox", path, "-"])
        let trace = try Tool.run("mutool", ["trace", path])
        guard text.status == 0, trace.status == 0 else { throw Unreadable(path: path, errors: text.errors + trace.errors) }
        let bounded = text.text.components(separatedBy: "<page ").dropFirst()
        let traced = trace.text.components(separatedBy: "<page ").dropFirst()
        guard bounded.count == traced.count else {
            throw Unreadable(path: path, errors: "two programs count its pages otherwise")
        }
        return zip(bounded, traced).map { page, drawn in
            let size = page.firstMatch(of: #/width="([\d.]+)" height="([\d.]+)"/#)
            let words = page.matches(
                of: #/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</#
            ).map { word in
                Word(
                    text: String(word.5), x: ((Double(word.1) ?? 0) + (Double(word.3) ?? 0)) / 2,
                    y: ((Double(word.2) ?? 0) + (Double(word.4) ?? 0)) / 2)
            }
            return Side(
                width: size.flatMap { Double($0.1) } ?? 0, height: size.flatMap { Double($0.2) } ?? 0, words: words,
                isDrawn: ["<fill_", "<stroke_", "<clip_"].contains(where: drawn.contains))
        }
    }

    package struct Unreadable: Error, CustomStringConvertible {
        let path: String
        let errors: String
        package var description: String { "\(path) cannot be read: \(errors)" }
    }
}
