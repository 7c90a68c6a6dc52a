import Layout
import Pages
import Records

extension Compiler {
    /// What the rows of a table, or the cells of a grid, share.
    private struct TableContext {
        let columns: Int
        /// What a head cell heads where it does not say so.
        var scope = HeaderScope.row
        let pad: Edges
        let cell: StyleProperties
        let head: StyleProperties
        let isTable: Bool
    }

    func table(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties, _ site: Site) -> (any Plan)? {
        guard let columns = value(element, "columns", Measures.tracks) else { return nil }
        checkHeads(element)
        var bold = style
        bold.isBold = true
        let context = TableContext(
            columns: columns.count, pad: edges(element, "pad") ?? .none,
            cell: styles.styles["td"].map { style.applying($0) } ?? style,
            head: styles.styles["th"].map { style.applying($0) } ?? bold, isTable: true)
        var inner = scope
        var loopParts: (list: Expression, variable: Int)?
        if let of = element.attribute("of") {
            let name = element.attribute("as")?.value.string ?? "item"
            if let (list, variable, within) = loop(over: of.value.bytes[...], of.value, named: name, element, scope) {
                inner = within
                loopParts = (list, variable)
            } else {
                inner = brokenLoop(element, scope)
            }
        } else if let name = element.attribute("as") {
            note(.misplaced, element.place(of: name), "as names the item of a list, and the table has no of")
        } else if let name = element.attribute("number") {
            note(.misplaced, element.place(of: name), "number numbers the items of a list, and the table has no of")
        }
        var carried = scope
        carried.hasCarried = true
        var head: [Branching<RowLeaf>] = []
        var body: [Branching<RowLeaf>] = []
        var foot: [Branching<RowLeaf>] = []
        var repeatsHead = true
        var carryOut: RowPlan?
        var carryIn: RowPlan?
        for child in expanded(element.children, into: element) {
            switch child.name {
            case "header":
                check(child)
                var context = context
                context.scope = .column
                repeatsHead = choice(child, "repeat", [("every-page", true), ("first-page", false)]) ?? true
                head.append(.leaf(.row(row(child, scope, context))))
            case "footer":
                check(child)
                foot += self.foot(child, scope, context)
            case "carry-out", "carry-in":
                check(child)
                let isOut = child.name == "carry-out"
                if (isOut ? carryOut : carryIn) != nil { note(.misplaced, child.place, "a table has one <\(child.name)>") }
                let row = row(child, carried, context)
                if isOut { carryOut = row } else { carryIn = row }
            default: body += rows([child], in: element, inner, context)
            }
        }
        if let (list, variable) = loopParts { body = [.loop(list, variable: variable, body)] }
        let empty = choice(element, "empty", TablePlan.Empty.allCases.map { ($0.rawValue, $0) }) ?? .show
        return TablePlan(
            columns: columns, gap: length(element, "gap") ?? .points(6), head: head, repeatsHead: repeatsHead, body: body,
            foot: foot, carryOut: carryOut, carryIn: carryIn, empty: empty, place: element.place, site: site)
    }

    /// A footer holds the cells of one row, or rows.
    private func foot(_ element: XMLElement, _ scope: Scope, _ context: TableContext) -> [Branching<RowLeaf>] {
        guard hasRows(element.children) else { return [.leaf(.row(row(element, scope, context)))] }
        for name in ["above", "below"] {
            guard let attribute = element.attribute(name) else { continue }
            note(.misplaced, element.place(of: attribute), "\(name) stands on the rows of a <footer> that has rows")
        }
        return rows(expanded(element.children, into: element), in: element, scope, context)
    }

    private func hasRows(_ children: [XMLNode]) -> Bool {
        children.contains { child in
            guard case .element(let element) = child else { return false }
            return element.name == "row" || Elements.areControl.contains(element.name) && hasRows(element.children)
        }
    }

    private func rows(
        _ elements: [XMLElement], in parent: XMLElement, _ scope: Scope, _ context: TableContext
    ) -> [Branching<RowLeaf>] {
        branching(elements, in: parent, parent.name == "table" ? .table : .rows, scope) { element, scope in
            switch element.name {
            case "row": return .row(row(element, scope, context))
            case "check": return checkPlan(element, scope, context.cell).map { .check($0) }
            default:
                note(
                    .misplaced, element.place, "<\(element.name)> does not stand in a choice or a loop of a table",
                    hint: Context.rows.offer)
                return nil
            }
        }
    }

    private func row(_ element: XMLElement, _ scope: Scope, _ context: TableContext) -> RowPlan {
        let fill = tint(element, "fill")
        let cells = onGround(fill) {
            branching(element.children, in: element, .cells, scope) { child, scope in cell(child, scope, context) }
        }
        // What a loop makes is counted when it is set.
        if let width = Branching.most(cells, \.span), width > context.columns {
            note(.geometry, element.place, "the row has \(width) columns; the table has \(context.columns)")
        }
        var carry: Expression?
        if let value = expression(element, "carry", scope) {
            if case .money = value.type, !value.isOptional {
                carry = value
            } else {
                note(.wrongType, value.place, "carry adds up amounts of money; this is \(value.type.noun)")
            }
        }
        return RowPlan(
            cells: cells, keep: isKept(element) ?? true, keepNext: says(element, "keep-next") ?? false,
            above: stroke(element, "above"), below: stroke(element, "below"), fill: fill, carry: carry,
            site: site(element.place))
    }

    private func cell(_ element: XMLElement, _ scope: Scope, _ context: TableContext) -> CellPlan {
        let isHeader = element.name == "th"
        let style = classes(element, over: isHeader ? context.head : context.cell)
        let span = number(element, "span") ?? 1
        var role: Role?
        if context.isTable {
            let heads = choice(element, "scope", HeaderScope.allCases.map { ($0.rawValue, $0) }) ?? context.scope
            role = isHeader ? .headerCell(heads, span: span) : .cell(span: span)
        }
        return CellPlan(
            plans: content(element, scope, style: style, role: context.isTable ? nil : .paragraph), span: span,
            pad: edges(element, "pad") ?? context.pad,
            stand: choice(element, "valign", [("top", Stand.top), ("middle", .middle), ("bottom", .bottom)]) ?? .top,
            role: role, order: number(element, "order") ?? 0)
    }

    func grid(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties, _ site: Site) -> (any Plan)? {
        guard let columns = value(element, "columns", Measures.tracks) else { return nil }
        let context = TableContext(columns: columns.count, pad: .none, cell: style, head: style, isTable: false)
        let cells = branching(element.children, in: element, .grid, scope) { child, scope in
            let cell = cell(child, scope, context)
            if cell.span > context.columns {
                note(.geometry, child.place, "the cell spans \(cell.span) columns; the grid has \(context.columns)")
            }
            return cell
        }
        return GridPlan(
            columns: columns, gap: length(element, "gap") ?? .points(12), rowGap: length(element, "row-gap") ?? .zero,
            cells: cells, site: site)
    }
}
