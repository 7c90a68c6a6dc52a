import Pages

/// Finds how wide the columns of a table are.
struct Grid {
    let columns: [Track]
    let gap: Length

    init(_ columns: [Track], gap: Length) {
        self.columns = columns
        self.gap = gap
    }

    var hasAuto: Bool { columns.contains(.auto) }

    /// `natural` is as wide as the cells of each column want to be, and is asked of columns as wide as those.
    func resolve(width: Length, natural: [Length]) -> Result<[Length], FitFailure> {
        var left = width - gap * (columns.count - 1)
        var widths = [Length](repeating: .zero, count: columns.count)
        var shares = 0
        for (index, track) in columns.enumerated() {
            switch track {
            case .fixed(let length): widths[index] = length
            case .auto: widths[index] = natural[index]
            case .share(let thousandths): shares += thousandths
            }
            left = left - widths[index]
        }
        guard left >= .zero else { return .failure(.tableTooWide(by: -left)) }
        var used = 0
        var reached = Length.zero
        for (index, track) in columns.enumerated() {
            guard case .share(let thousandths) = track, shares > 0 else { continue }
            used += thousandths
            let end = left.scaled(by: used, of: shares)
            widths[index] = end - reached
            reached = end
        }
        return .success(widths)
    }

    func naturalWidth(of rows: [TableRow]) -> Length {
        naturalWidths(of: rows).reduce(gap * (columns.count - 1)) { $0 + $1 }
    }

    /// The widest cell of one column in each column.
    func naturalWidths(of rows: [TableRow]) -> [Length] {
        var widths = [Length](repeating: .zero, count: columns.count)
        for row in rows {
            var column = 0
            // By their numbers: a cell is large to be copied.
            for index in row.cells.indices where column < columns.count {
                let span = row.cells[index].span
                if span == 1 {
                    widths[column] = max(widths[column], row.cells[index].block.naturalWidth + row.cells[index].pad.across)
                }
                column += max(1, span)
            }
        }
        for (index, track) in columns.enumerated() {
            if case .fixed(let length) = track { widths[index] = length }
        }
        return widths
    }
}

/// Sets one row of a table: its cells beside one another, the row as tall as the tallest.
struct RowSetter {
    let widths: [Length]
    let gap: Length
    let width: Length

    enum Fit {
        case whole(Frame)
        case part(Frame, rest: TableRow)
        case none(FitFailure)
    }

    func whole(_ row: TableRow, height: Length) -> Frame? {
        if case .whole(let frame) = set(row, height: height, isFresh: true) { return frame }
        return nil
    }

    /// Why a row fits on no page however tall; nil where only its height is the trouble.
    func failure(of row: TableRow, _ name: FitFailure.Row) -> FitFailure? {
        guard case .none(let failure) = set(row, height: .endless, isFresh: true) else { return nil }
        return .row(name, failure).at(row.site)
    }

    func set(_ row: TableRow, height: Length, isFresh: Bool) -> Fit {
        var frames: [(frame: Frame, at: Int)] = []
        frames.reserveCapacity(row.cells.count)
        /// What is left of the cells that were cut, by their number.
        var rest: [(index: Int, block: any Block)] = []
        var tallest = Length.zero
        var column = 0
        for index in row.cells.indices {
            let pad = row.cells[index].pad
            let span = max(1, min(row.cells[index].span, widths.count - column))
            guard column + span <= widths.count else { return .none(.tooManyCells) }
            let room = Size(width: width(from: column, span) - pad.across, height: height - pad.down)
            guard room.width >= .zero, room.height >= .zero else {
                if room.width < .zero { return .none(.cellPaddingTooWide) }
                return .none(isFresh ? .tooTall(.cellPadding) : .full)
            }
            switch row.cells[index].block.fit(into: Region(size: room, isFresh: isFresh)) {
            case .whole(let frame):
                frames.append((frame, column))
                tallest = max(tallest, frame.size.height + pad.down)
            case .part(let frame, let more):
                guard !row.keep else {
                    guard isFresh else { return .none(.full) }
                    return .none(
                        more.failure(in: Region(size: room))?.inColumn(column, of: widths.count) ?? .keptRowTooTall)
                }
                frames.append((frame, column))
                tallest = max(tallest, frame.size.height + pad.down)
                rest.append((index, more))
            case .none(let failure):
                return .none(failure.inColumn(column, of: widths.count))
            }
            column += span
        }
        if rest.isEmpty { return .whole(place(frames, row, tallest)) }
        var row = row
        for (index, _) in rest where row.cells[index].role == nil && row.cells[index].division == nil {
            row.cells[index].division = Label("")
        }
        let frame = place(frames, row, tallest)
        var others = row
        others.isContinued = true
        for index in others.cells.indices { others.cells[index].block = Space(.zero) }
        for (index, block) in rest { others.cells[index].block = block }
        return .part(frame, rest: others)
    }

    private func place(_ frames: [(frame: Frame, at: Int)], _ row: TableRow, _ tallest: Length) -> Frame {
        let isOfTable = row.cells.first?.role != nil
        var line = Frame(
            size: Size(width: width, height: tallest), role: isOfTable ? .row : nil, isContinued: isOfTable && row.isContinued)
        line.marks.reserveCapacity(frames.count + 2)
        if let fill = row.fill { line.place(.fill(line.size, fill), at: .zero) }
        let order = reading(row)
        for place in frames.indices {
            let index = order?[place] ?? place
            let (frame, column) = frames[index]
            let pad = row.cells[index].pad
            let spare = tallest - pad.down - frame.size.height
            let y: Length
            switch row.cells[index].stand {
            case .top: y = pad.top
            case .middle: y = pad.top + spare / 2
            case .bottom: y = pad.top + spare
            }
            let at = Point(x: x(of: column) + pad.left, y: y)
            guard let role = row.cells[index].role else {
                if let division = row.cells[index].division, !frame.marks.isEmpty {
                    let part = Frame(
                        size: frame.size, marks: [Placed(.group(frame), at: .zero)], role: .division(division),
                        isContinued: row.isContinued)
                    line.marks.append(Placed(.group(part), at: at))
                } else {
                    line.place(frame, at: at)
                }
                continue
            }
            // What stays what it is within the cell (a figure, a table) gets a frame around it.
            var content =
                switch frame.role {
                case nil, .paragraph: frame
                default: Frame(size: frame.size, marks: [Placed(.group(frame), at: .zero)])
                }
            content.role = role
            content.isContinued = row.isContinued
            // A cell without marks is a cell to a reader too.
            line.marks.append(Placed(.group(content), at: at))
        }
        if isOfTable { fillUp(&line, row) }
        if let stroke = row.above { line.place(.rule(to: Point(x: width, y: .zero), stroke), at: .zero) }
        if let stroke = row.below {
            line.place(.rule(to: Point(x: width, y: .zero), stroke), at: Point(x: .zero, y: tallest))
        }
        return line
    }

    /// The cells of a row in the order in which they are read; nil where that is theirs.
    private func reading(_ row: TableRow) -> [Int]? {
        guard row.cells.indices.contains(where: { row.cells[$0].order != 0 }) else { return nil }
        return row.cells.indices.sorted { (row.cells[$0].order, $0) < (row.cells[$1].order, $1) }
    }

    /// Empty cells for the columns that a row leaves open at its end, so that all rows of a table have as many
    /// (ISO 14289-1, 7.5).
    private func fillUp(_ line: inout Frame, _ row: TableRow) {
        let taken = row.cells.indices.reduce(0) { $0 + max(1, row.cells[$1].span) }
        guard taken < widths.count else { return }
        for column in taken..<widths.count {
            let cell = Frame(size: .zero, role: .cell(span: 1), isContinued: row.isContinued)
            line.marks.append(Placed(.group(cell), at: Point(x: x(of: column), y: .zero)))
        }
    }

    private func x(of column: Int) -> Length { widths[..<column].reduce(gap * column) { $0 + $1 } }

    private func width(from column: Int, _ span: Int) -> Length {
        widths[column..<column + span].reduce(gap * (span - 1)) { $0 + $1 }
    }
}
