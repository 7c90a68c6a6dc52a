import Pages

/// How wide a column is: a length, as wide as its widest cell wants to be, or a share of what is left.
package enum Track: Hashable, Sendable {
    case fixed(Length)
    case auto
    /// Thousandths of a share: `2fr` is 2000.
    case share(Int)
}

/// Where a cell's content stands in a row that is taller.
package enum Stand: Hashable, Sendable {
    case top, middle, bottom
}

/// One cell of a row.
package struct Cell: Sendable {
    package var block: any Block
    package var span: Int
    package var pad: Edges
    package var stand: Stand
    package var role: Role?
    /// Of a grid, once a page end has cut it: what its parts have in common.
    var division: Label?
    /// Of a grid: it is read after all cells of its row of a lower number.
    package var order: Int

    package init(
        _ block: any Block, span: Int = 1, pad: Edges = .none, stand: Stand = .top, role: Role? = .cell(span: 1), order: Int = 0
    ) {
        self.order = order
        self.block = block
        self.span = span
        self.pad = pad
        self.stand = stand
        self.role = role
    }
}

/// One row of a table: its cells, the lines above and below it, and how it may be cut.
package struct TableRow: Sendable {
    package var cells: [Cell]
    /// Not cut within; a row that is not kept is cut where the page ends.
    package var keep: Bool
    /// Never the last row before a cut (the head of a group).
    package var keepNext: Bool
    package var above: Stroke?
    package var below: Stroke?
    package var fill: Tint?
    package var site: Site
    /// It is what a page end left of a row.
    var isContinued = false

    package init(
        _ cells: [Cell], keep: Bool = true, keepNext: Bool = false, above: Stroke? = nil, below: Stroke? = nil,
        fill: Tint? = nil, site: Site = .none
    ) {
        self.site = site
        self.cells = cells
        self.keep = keep
        self.keepNext = keepNext
        self.above = above
        self.below = below
        self.fill = fill
    }
}

/// What a table writes at a cut: a row at the foot of one page and a row at the head of the next, made for the number of
/// body rows that stand before the cut.
package struct Carry: Sendable {
    package var out: (@Sendable (Int) -> TableRow)?
    package var into: (@Sendable (Int) -> TableRow)?

    package init(out: (@Sendable (Int) -> TableRow)?, into: (@Sendable (Int) -> TableRow)?) {
        self.out = out
        self.into = into
    }

    /// The rows of all cuts below so many rows, for what they ask of the columns.
    func every(_ count: Int) -> [TableRow] {
        (0..<count).dropFirst().flatMap { row in [out, into].compactMap { $0?(row) } }
    }
}

/// Rows and columns; the head repeats on every page, rows are kept together, subtotals are carried over a cut.
package struct Table: Block {
    let columns: [Track]
    let gap: Length
    let head: [TableRow]
    let rows: [TableRow]
    let foot: [TableRow]
    let carry: Carry?
    let repeatsHead: Bool
    let role: Role?
    /// The first row that is still to come, and what is left of it where a cut went through it.
    let first: Int
    let leftover: TableRow?
    /// How wide the cells of each column want to be, those of the carried rows too, once the table was cut.
    let natural: [Length]?

    package init(
        columns: [Track], gap: Length = .zero, head: [TableRow] = [], rows: [TableRow], foot: [TableRow] = [],
        carry: Carry? = nil,
        repeatsHead: Bool = true, role: Role? = .table
    ) {
        self.init(
            columns: columns, gap: gap, head: head, rows: rows, foot: foot, carry: carry, repeatsHead: repeatsHead, role: role,
            first: 0,
            leftover: nil, natural: nil)
    }

    private init(
        columns: [Track], gap: Length, head: [TableRow], rows: [TableRow], foot: [TableRow], carry: Carry?, repeatsHead: Bool,
        role: Role?, first: Int, leftover: TableRow?, natural: [Length]?
    ) {
        self.columns = columns
        self.gap = gap
        self.head = head
        self.rows = rows
        self.foot = foot
        self.carry = carry
        self.repeatsHead = repeatsHead
        self.role = role
        self.first = first
        self.leftover = leftover
        self.natural = natural
    }

    private var isContinued: Bool { first > 0 || leftover != nil }

    private func rest(from row: Int, leftover: TableRow? = nil) -> Table {
        Table(
            columns: columns, gap: gap, head: head, rows: rows, foot: foot, carry: carry, repeatsHead: repeatsHead, role: role,
            first: row, leftover: leftover, natural: natural)
    }

    private func with(natural: [Length]) -> Table {
        Table(
            columns: columns, gap: gap, head: head, rows: rows, foot: foot, carry: carry, repeatsHead: repeatsHead, role: role,
            first: first, leftover: leftover, natural: natural)
    }

    package var naturalWidth: Length {
        Grid(columns, gap: gap).naturalWidth(of: head + rows + foot)
    }

    /// All that is left of it are cells that a break at their end has cut.
    package var isBlank: Bool {
        guard foot.isEmpty, carry == nil, rows.count - first <= (leftover == nil ? 0 : 1) else { return false }
        return isContinued ? leftover.map { $0.cells.allSatisfy(\.block.isBlank) } ?? true : head.isEmpty
    }

    package var startSite: Site { first < rows.count ? rows[first].site : .none }

    package func fit(into region: Region) -> Fit {
        let grid = Grid(columns, gap: gap)
        guard grid.hasAuto else { return fit(into: region, natural: []) }
        if let natural { return fit(into: region, natural: natural) }
        let own = grid.naturalWidths(of: head + rows + foot)
        let answer = with(natural: own).fit(into: region, natural: own)
        guard let carry else { return answer }
        if case .whole = answer { return answer }
        // It is cut: what is carried may be wider than all rows, and the columns are the same on every page.
        let carried = grid.naturalWidths(of: carry.every(rows.count))
        let all = zip(own, carried).map { max($0, $1) }
        return all == own ? answer : with(natural: all).fit(into: region, natural: all)
    }

    private func fit(into region: Region, natural: [Length]) -> Fit {
        let grid: RowSetter
        switch Grid(columns, gap: gap).resolve(width: region.width, natural: natural) {
        case .success(let widths): grid = RowSetter(widths: widths, gap: gap, width: region.width)
        case .failure(let failure): return .none(failure)
        }
        var frame = Frame(size: Size(width: region.width, height: .zero), role: role, isContinued: isContinued)
        frame.marks.reserveCapacity(rows.count - first + head.count + foot.count)
        var y = Length.zero
        if !isContinued || repeatsHead {
            for row in head {
                guard let set = grid.whole(row, height: region.height - y) else {
                    if let failure = grid.failure(of: row, .head) { return .none(failure) }
                    return .none(region.isFresh ? .tooTall(.tableHead) : .full)
                }
                // To a reader the table goes on, and its head has been read.
                frame.place(
                    isContinued ? Frame(size: set.size, marks: [Placed(.group(set), at: .zero)], role: .artifact) : set,
                    at: Point(x: .zero, y: y))
                y = y + set.size.height
            }
        }
        if isContinued, leftover == nil, let into = carry?.into {
            let row = into(first)
            guard let set = grid.whole(row, height: region.height - y) else {
                return .none(region.isFresh ? grid.failure(of: row, .carried) ?? .headAndCarriedRowTooTall : .full)
            }
            frame.place(set, at: Point(x: .zero, y: y))
            y = y + set.size.height
        }
        return fill(frame, from: y, grid, region)
    }

    /// Sets rows from the first one on, as far as they go, and cuts where nothing is torn apart.
    private func fill(_ start: Frame, from top: Length, _ grid: RowSetter, _ region: Region) -> Fit {
        var set: [Frame] = []
        set.reserveCapacity(rows.count - first)
        var y = top
        var index = first
        var cutRow: (Frame, rest: TableRow)?
        while index < rows.count, cutRow == nil {
            let row = index == first ? leftover ?? rows[index] : rows[index]
            let isAlone = region.isFresh && index == first
            switch grid.set(row, height: region.height - y, isFresh: isAlone) {
            case .whole(let frame):
                set.append(frame)
                y = y + frame.size.height
                index += 1
            case .part(let frame, let rest): cutRow = (frame, rest)
            case .none(let failure):
                if isAlone || failure.isTooWide { return .none(named(failure, row: index).at(row.site)) }
                return cut(start, set, from: top, end: index, grid, region)
            }
        }
        if let (frame, rest) = cutRow {
            if carry?.out != nil {
                if index > first || !region.isFresh { return cut(start, set, from: top, end: index, grid, region) }
                // What a cut row adds would be above the cut and below it.
                return .none(.uncutRowTooTall(index + 1).at(rows[index].site))
            }
            var whole = place(set, in: start, from: top)
            whole.place(frame, at: Point(x: .zero, y: y))
            whole.size.height = y + frame.size.height
            return .part(whole, rest: self.rest(from: index, leftover: rest))
        }
        var feet: [Frame] = []
        for row in foot {
            guard let frame = grid.whole(row, height: region.height - y) else {
                if let failure = grid.failure(of: row, .foot), failure.isTooWide { return .none(failure) }
                // The foot goes over with the last row, so that it never stands alone.
                if rows.count - first <= 1, region.isFresh { return cutAboveFoot(start, from: top, grid, region) }
                return cut(start, set, from: top, end: rows.count - 1, grid, region)
            }
            feet.append(frame)
            y = y + frame.size.height
        }
        var whole = place(set + feet, in: start, from: top)
        whole.size.height = y
        return .whole(whole)
    }

    /// The only row that is left fills an empty page: if it may be cut, its end goes over with the foot.
    private func cutAboveFoot(_ start: Frame, from top: Length, _ grid: RowSetter, _ region: Region) -> Fit {
        let failure = foot.compactMap { grid.failure(of: $0, .foot) }.first ?? .footBelowNoRow
        guard first < rows.count, carry?.out == nil else { return .none(failure) }
        let row = leftover ?? rows[first]
        var below = Length.zero
        for foot in foot {
            guard let frame = grid.whole(foot, height: region.height - top - below) else { return .none(failure) }
            below = below + frame.size.height
        }
        guard case .part(let frame, let more) = grid.set(row, height: region.height - top - below, isFresh: true) else {
            return .none(failure)
        }
        var whole = start
        whole.place(frame, at: Point(x: .zero, y: top))
        whole.size.height = top + frame.size.height
        return .part(whole, rest: rest(from: first, leftover: more))
    }

    /// Cuts at or before a row, so that what is carried out fits and no group's head is left alone.
    private func cut(
        _ start: Frame, _ set: [Frame], from top: Length, end: Int, _ grid: RowSetter, _ region: Region
    ) -> Fit {
        // Where the carried row is wider than its columns, an earlier cut whose sum is shorter would be no way out.
        if end > first, let out = carry?.out, let failure = grid.failure(of: out(end), .carried) {
            return .none(region.isFresh ? failure : .full)
        }
        if let found = cutPlace(set, from: top, end: end, mindGroups: true, grid, region)
            ?? (region.isFresh ? cutPlace(set, from: top, end: end, mindGroups: false, grid, region) : nil)
        {
            var frame = place(Array(set[..<(found.row - first)]), in: start, from: top)
            if let carried = found.carried {
                frame.place(carried, at: Point(x: .zero, y: found.height))
            }
            frame.size.height = found.height + (found.carried?.size.height ?? .zero)
            return .part(frame, rest: rest(from: found.row))
        }
        return .none(region.isFresh ? .firstRowWithCarriedTooTall : .full)
    }

    private func cutPlace(
        _ set: [Frame], from top: Length, end: Int, mindGroups: Bool, _ grid: RowSetter, _ region: Region
    ) -> (row: Int, height: Length, carried: Frame?)? {
        var row = end
        while row > first {
            let height = set[..<(row - first)].reduce(top) { $0 + $1.size.height }
            if !mindGroups || !(rows[row - 1].keepNext || leavesOne(row)) {
                guard let out = carry?.out else { return (row, height, nil) }
                if let carried = grid.whole(out(row), height: region.height - height) { return (row, height, carried) }
            }
            row -= 1
        }
        return nil
    }

    /// Whether a cut before a row leaves one row of a group alone on the next page, in a table that has groups.
    private func leavesOne(_ row: Int) -> Bool {
        guard row < rows.count, leftover == nil || row > first, !rows[row].keepNext, !rows[row - 1].keepNext else { return false }
        let next = row + 1 < rows.count ? rows[row + 1].keepNext : foot.isEmpty
        return next && rows[..<row].contains(where: \.keepNext)
    }

    /// A failure with its row, unless that is not one that an author wrote as such.
    private func named(_ failure: FitFailure, row index: Int) -> FitFailure {
        if case .table? = role { return .row(.table(index + 1), failure) }
        return rows.count > 1 ? .row(.grid(index + 1), failure) : failure
    }

    private func place(_ set: [Frame], in start: Frame, from top: Length) -> Frame {
        var frame = start
        var y = top
        for row in set {
            frame.place(row, at: Point(x: .zero, y: y))
            y = y + row.size.height
        }
        return frame
    }
}
