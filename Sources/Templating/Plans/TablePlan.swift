import Layout
import Pages
import Records

/// A cell of a row: its blocks and where they stand.
final class CellPlan: Sendable {
    let plans: [any Plan]
    let span: Int
    let pad: Edges
    let stand: Stand
    let isHeader: Bool
    let isTable: Bool

    /// The cell's only paragraph, if it is no more than that.
    private let paragraph: ParagraphPlan?

    init(plans: [any Plan], span: Int, pad: Edges, stand: Stand, isHeader: Bool, isTable: Bool) {
        self.plans = plans
        self.span = span
        self.pad = pad
        self.stand = stand
        self.isHeader = isHeader
        self.isTable = isTable
        paragraph = plans.count == 1 ? plans[0] as? ParagraphPlan : nil
    }

    func cell(_ merge: Merge) throws(MergeFault) -> Cell {
        let block: any Block = if let paragraph { try paragraph.block(merge) ?? Space(.zero) } else { try merge.stack(plans) }
        return Cell(block, span: span, pad: pad, stand: stand, role: isTable ? (isHeader ? .headerCell : .cell) : nil)
    }
}

/// A row as the template writes it.
final class RowPlan: Sendable {
    let cells: [CellPlan]
    let keep: Bool
    let keepNext: Bool
    let above: Stroke?
    let below: Stroke?
    let fill: Tint?
    /// What the row adds to the carried total.
    let carry: Expression?

    init(
        cells: [CellPlan], keep: Bool, keepNext: Bool, above: Stroke?, below: Stroke?, fill: Tint?, carry: Expression?
    ) {
        self.cells = cells
        self.keep = keep
        self.keepNext = keepNext
        self.above = above
        self.below = below
        self.fill = fill
        self.carry = carry
    }

    func row(_ merge: Merge) throws(MergeFault) -> TableRow {
        var made: [Cell] = []
        made.reserveCapacity(cells.count)
        for cell in cells { made.append(try cell.cell(merge)) }
        return TableRow(made, keep: keep, keepNext: keepNext, above: above, below: below, fill: fill)
    }
}

/// Rows, and choices and loops among them.
indirect enum RowNode: Sendable {
    case row(RowPlan)
    case choice([(test: Expression?, nodes: [RowNode])])
    case loop(Expression, variable: Int, [RowNode])
    case check(CheckPlan)

    func emit(_ merge: Merge, into rows: inout [TableRow], totals: inout [Int64]) throws(MergeFault) {
        switch self {
        case .row(let plan):
            var total = totals.last ?? 0
            if let carry = plan.carry {
                let value: Value
                do { value = try Arithmetic.value(.add, .money(total), try merge.value(carry)) } catch {
                    throw MergeFault(.value, at: carry.place, "the carried total is too large")
                }
                if case .money(let cents) = value { total = cents }
            }
            rows.append(try plan.row(merge))
            totals.append(total)
        case .choice(let branches):
            for branch in branches {
                if let test = branch.test, try !merge.flag(test) { continue }
                for node in branch.nodes { try node.emit(merge, into: &rows, totals: &totals) }
                return
            }
        case .loop(let list, let variable, let nodes):
            guard let items = try merge.items(list) else { return }
            for index in 0..<items.size {
                merge.bases[variable] = items.base(index)
                for node in nodes { try node.emit(merge, into: &rows, totals: &totals) }
            }
        case .check(let plan):
            var none: [Stack.Item] = []
            try plan.emit(merge, into: &none)
        }
    }
}

/// `<table>`.
struct TablePlan: Plan {
    enum Empty: String, Sendable, CaseIterable {
        case error, hide, show
    }

    let columns: [Track]
    let gap: Length
    let head: [RowNode]
    let repeatsHead: Bool
    let body: [RowNode]
    let foot: [RowNode]
    let carryOut: RowPlan?
    let carryIn: RowPlan?
    let empty: Empty
    let place: SourcePlace
    let isStatic = false

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        let rows = try rows(body, merge)
        if rows.rows.isEmpty {
            switch empty {
            case .error: throw MergeFault(.check, at: place, "the table has no rows (empty=\"error\")")
            case .hide: return
            case .show: break
            }
        }
        let table = Table(
            columns: columns, gap: gap, head: try self.rows(head, merge).rows, rows: rows.rows,
            foot: try self.rows(foot, merge).rows,
            carry: carry(rows.totals, merge), repeatsHead: repeatsHead)
        out.append(Stack.Item(table))
    }

    private func rows(_ nodes: [RowNode], _ merge: Merge) throws(MergeFault) -> (rows: [TableRow], totals: [Int64]) {
        var rows: [TableRow] = []
        var totals: [Int64] = []
        for node in nodes { try node.emit(merge, into: &rows, totals: &totals) }
        return (rows, totals)
    }

    /// The carry rows are made at the cut, which few tables meet, from a copy of the record.
    private func carry(_ totals: [Int64], _ merge: Merge) -> Carry? {
        guard carryOut != nil || carryIn != nil else { return nil }
        let record = merge.record
        let bases = merge.bases
        let page = merge.page
        let formats = merge.formats
        let copied: @Sendable () -> Merge = {
            let copy = Merge(variables: bases.count, shaper: .init(capacity: 64), formats: formats, memory: 1)
            copy.record = record
            copy.bases = bases
            copy.page = page
            return copy
        }
        let made: @Sendable (RowPlan, Int, Merge) -> TableRow = { plan, count, merge in
            merge.carried = count > 0 ? totals[count - 1] : 0
            do throws(MergeFault) { return try plan.row(merge) } catch {
                return TableRow([Cell(Refusal(Misfit(error.description)), span: 1)])
            }
        }
        var out: (@Sendable (Int) -> TableRow)?
        var into: (@Sendable (Int) -> TableRow)?
        if let carryOut { out = { made(carryOut, $0, copied()) } }
        if let carryIn { into = { made(carryIn, $0, copied()) } }
        return Carry(out: out, into: into) { count in
            let merge = copied()
            return (0..<count).dropFirst().flatMap { row in [carryOut, carryIn].compactMap { $0.map { made($0, row, merge) } } }
        }
    }
}

/// A block that could not be made: it fits nowhere, and says why.
private struct Refusal: Block {
    let misfit: Misfit
    init(_ misfit: Misfit) { self.misfit = misfit }
    var naturalWidth: Length { .zero }
    func fit(into region: Region) -> Fit { .none(misfit) }
}

/// `<grid>`: cells set row by row into columns.
struct GridPlan: Plan {
    let columns: [Track]
    let gap: Length
    let rowGap: Length
    /// Each node emits one cell; a choice or a loop emits none or several.
    let cells: [GridNode]
    var isStatic: Bool { false }

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        var made: [Cell] = []
        for node in cells { try node.emit(merge, into: &made) }
        var rows: [TableRow] = []
        var row: [Cell] = []
        var width = 0
        for var cell in made {
            if width + cell.span > columns.count, !row.isEmpty {
                rows.append(TableRow(row, keep: false))
                row = []
                width = 0
            }
            if !rows.isEmpty { cell.pad.top = cell.pad.top + rowGap }
            width += cell.span
            row.append(cell)
        }
        if !row.isEmpty { rows.append(TableRow(row, keep: false)) }
        if !rows.isEmpty { out.append(Stack.Item(Table(columns: columns, gap: gap, rows: rows, role: nil))) }
    }
}

/// Cells of a grid, and choices and loops among them.
indirect enum GridNode: Sendable {
    case cell(CellPlan)
    case choice([(test: Expression?, nodes: [GridNode])])
    case loop(Expression, variable: Int, [GridNode])

    func emit(_ merge: Merge, into cells: inout [Cell]) throws(MergeFault) {
        switch self {
        case .cell(let plan): cells.append(try plan.cell(merge))
        case .choice(let branches):
            for branch in branches {
                if let test = branch.test, try !merge.flag(test) { continue }
                for node in branch.nodes { try node.emit(merge, into: &cells) }
                return
            }
        case .loop(let list, let variable, let nodes):
            guard let items = try merge.items(list) else { return }
            for index in 0..<items.size {
                merge.bases[variable] = items.base(index)
                for node in nodes { try node.emit(merge, into: &cells) }
            }
        }
    }
}
