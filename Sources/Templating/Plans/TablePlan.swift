import Layout
import Pages
import Records

/// A cell of a row: its blocks and where they stand.
final class CellPlan: Sendable {
    let plans: [any Plan]
    let span: Int
    let pad: Edges
    let stand: Stand
    /// What the cell is to a reader; nil in a grid.
    let role: Role?
    let order: Int

    /// The cell's only paragraph, if it is no more than that.
    private let paragraph: ParagraphPlan?

    init(plans: [any Plan], span: Int, pad: Edges, stand: Stand, role: Role?, order: Int) {
        self.order = order
        self.plans = plans
        self.span = span
        self.pad = pad
        self.stand = stand
        self.role = role
        paragraph = plans.count == 1 ? plans[0] as? ParagraphPlan : nil
    }

    func cell(_ merge: Merge) throws(MergeFault) -> Cell {
        let block: any Block = if let paragraph { try paragraph.block(merge) ?? Space(.zero) } else { try merge.stack(plans) }
        return Cell(block, span: span, pad: pad, stand: stand, role: role, order: order)
    }
}

/// A row as the template writes it.
final class RowPlan: Sendable {
    let cells: [Branching<CellPlan>]
    let keep: Bool
    let keepNext: Bool
    let above: Stroke?
    let below: Stroke?
    let fill: Tint?
    /// What the row adds to the carried total.
    let carry: Expression?
    let site: Site

    init(
        cells: [Branching<CellPlan>], keep: Bool, keepNext: Bool, above: Stroke?, below: Stroke?, fill: Tint?,
        carry: Expression?, site: Site
    ) {
        self.site = site
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
        for node in cells { try node.walk(merge) { cell throws(MergeFault) in made.append(try cell.cell(merge)) } }
        return TableRow(made, keep: keep, keepNext: keepNext, above: above, below: below, fill: fill, site: site)
    }
}

/// What stands among the rows of a table.
enum RowLeaf: Sendable {
    case row(RowPlan)
    case check(CheckPlan)
}

/// `<table>`.
struct TablePlan: Plan {
    enum Empty: String, Sendable, CaseIterable {
        case error, hide, show
    }

    let columns: [Track]
    let gap: Length
    let head: [Branching<RowLeaf>]
    let repeatsHead: Bool
    let body: [Branching<RowLeaf>]
    let foot: [Branching<RowLeaf>]
    let carryOut: RowPlan?
    let carryIn: RowPlan?
    let empty: Empty
    let place: SourcePlace
    let site: Site
    let isStatic = false

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        let rows = try rows(body, merge)
        if rows.rows.isEmpty {
            switch empty {
            case .error: throw MergeFault(.emptyTable, at: place)
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

    private func rows(_ nodes: [Branching<RowLeaf>], _ merge: Merge) throws(MergeFault) -> (rows: [TableRow], totals: [Int64]) {
        var rows: [TableRow] = []
        var totals: [Int64] = []
        for node in nodes {
            try node.walk(merge) { leaf throws(MergeFault) in
                switch leaf {
                case .row(let plan):
                    totals.append(try total(totals.last ?? 0, with: plan, merge))
                    rows.append(try plan.row(merge))
                case .check(let plan):
                    var none: [Stack.Item] = []
                    try plan.emit(merge, into: &none)
                }
            }
        }
        return (rows, totals)
    }

    /// The carried total behind a row.
    private func total(_ before: Int64, with plan: RowPlan, _ merge: Merge) throws(MergeFault) -> Int64 {
        guard let carry = plan.carry else { return before }
        let sum: Value
        do { sum = try Arithmetic.value(.add, .money(before), try merge.value(carry)) } catch {
            throw MergeFault(.noValue("the carried total is too large"), at: carry.place)
        }
        if case .money(let cents) = sum { return cents }
        return before
    }

    /// The carry rows are made at the cut, which few tables meet.
    private func carry(_ totals: [Int64], _ merge: Merge) -> Carry? {
        guard carryOut != nil || carryIn != nil else { return nil }
        let moment = Moment(of: merge)
        let made: @Sendable (RowPlan, Int) -> TableRow = { plan, count in
            moment.make { merge throws(MergeFault) in
                merge.carried = count > 0 ? totals[count - 1] : 0
                return try plan.row(merge)
            } instead: {
                TableRow([])
            }
        }
        var carry = Carry(out: nil, into: nil)
        if let carryOut { carry.out = { made(carryOut, $0) } }
        if let carryIn { carry.into = { made(carryIn, $0) } }
        return carry
    }
}

/// `<grid>`: cells set row by row into columns.
struct GridPlan: Plan {
    let columns: [Track]
    let gap: Length
    let rowGap: Length
    let cells: [Branching<CellPlan>]
    let site: Site
    var isStatic: Bool { false }

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        var made: [Cell] = []
        for node in cells { try node.walk(merge) { cell throws(MergeFault) in made.append(try cell.cell(merge)) } }
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
