import Fonts
import Layout
import Pages
import Records
import Symbols

extension Compiler {
    /// The plans of the blocks within an element; a heading is joined to what follows it.
    func blocks(_ children: [XMLNode], in parent: XMLElement, _ scope: Scope, style: StyleProperties, chain: [String] = [])
        -> [any Plan]
    {
        var plans: [(plan: any Plan, isHead: Bool)] = []
        for child in children {
            switch child {
            case .text(let text):
                if !text.isBlank {
                    note(
                        .misplaced,
                        SourcePlace(source: parent.source, offset: text.offset(at: text.bytes.firstIndex { $0 > 0x20 } ?? 0)),
                        "text does not stand in <\(parent.name)>", hint: "put it in <p>…</p>")
                }
            case .element(let element):
                if element.name == "include" {
                    guard let (part, name) = part(element, chain: chain) else { continue }
                    plans += blocks(part.children, in: part, scope, style: style, chain: chain + [name]).map { ($0, false) }
                } else {
                    for plan in block(element, scope, style, chain: chain) {
                        plans.append((plan, ["h1", "h2", "h3"].contains(element.name)))
                    }
                }
            }
        }
        return Compiler.joined(plans[...])
    }

    /// Headings with the plans behind them: the joined plan holds the heading and all up to the next heading.
    private static func joined(_ plans: ArraySlice<(plan: any Plan, isHead: Bool)>) -> [any Plan] {
        guard let first = plans.firstIndex(where: \.isHead) else { return plans.map(\.plan) }
        let before = plans[..<first].map(\.plan)
        let rest = plans[(first + 1)...]
        guard !rest.isEmpty else { return before + [plans[first].plan] }
        if rest.first!.isHead {
            let joined = joined(rest)
            return before + [HeadPlan(head: plans[first].plan, body: [joined[0]])] + joined.dropFirst()
        }
        let end = rest.firstIndex(where: \.isHead) ?? rest.endIndex
        return before + [HeadPlan(head: plans[first].plan, body: rest[..<end].map(\.plan))] + joined(rest[end...])
    }

    /// Content that may be running text or blocks: a cell, a list item, a box.
    func content(_ element: XMLElement, _ scope: Scope, style: StyleProperties, role: Role?, chain: [String] = []) -> [any Plan] {
        if hasBlocks(element.children) { return blocks(element.children, in: element, scope, style: style, chain: chain) }
        return paragraph(element, scope, style: style, role: role, chain: chain).map { [$0] } ?? []
    }

    func hasBlocks(_ children: [XMLNode]) -> Bool {
        children.contains { child in
            guard case .element(let element) = child else { return false }
            if Elements.blocks.contains(element.name) { return true }
            if element.name == "include", let name = element.attribute("part")?.value.string { return hasBlocks(part: name) }
            return Elements.control.contains(element.name) && hasBlocks(element.children)
        }
    }

    func paragraph(_ element: XMLElement, _ scope: Scope, style: StyleProperties, role: Role?, chain: [String] = []) -> (
        any Plan
    )? {
        let parts = inlines(element.children, in: element, scope, style: style, chain: chain)
        guard let base = textStyle(style, at: element.place) else { return nil }
        let isStatic = parts.allSatisfy(\.isStatic)
        if isStatic && parts.isEmpty { return nil }
        let isPlain = parts.allSatisfy {
            switch $0 {
            case .choice, .loop: false
            case .text, .value, .lineBreak, .tab: true
            }
        }
        do throws(MergeFault) {
            return try ParagraphPlan(
                parts: parts, style: style.paragraph, base: base, before: style.before ?? .zero, after: style.after ?? .zero,
                role: role,
                number: isPlain ? paragraphs.next() : nil, making: isStatic && faults.isEmpty ? staticMerge() : nil)
        } catch {
            note(error.kind == .glyph ? .missingGlyph : .badValue, element.place, error.message)
            return nil
        }
    }

    private func block(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties, chain: [String]) -> [any Plan] {
        check(element)
        switch element.name {
        case "p":
            return paragraph(element, scope, style: classes(element, over: style), role: .paragraph, chain: chain).map { [$0] }
                ?? []
        case "h1", "h2", "h3":
            let level = Int(element.name.dropFirst()) ?? 1
            let own =
                styles.styles[element.name]
                ?? {
                    var bold = style; bold.isBold = true; return bold
                }()
            return paragraph(element, scope, style: classes(element, over: own), role: .heading(level), chain: chain).map { [$0] }
                ?? []
        case "ul", "ol": return list(element, scope, style, chain: chain)
        case "table": return table(element, scope, style, chain: chain).map { [$0] } ?? []
        case "grid": return grid(element, scope, style, chain: chain).map { [$0] } ?? []
        case "box": return [box(element, scope, style, chain: chain)]
        case "keep":
            return [WrapPlan(plans: blocks(element.children, in: element, scope, style: style, chain: chain)) { Keep($0) }]
        case "columns":
            let count = number(element, "count", 1...12) ?? 1
            let gap = length(element, "gap") ?? .points(12)
            return [
                WrapPlan(plans: blocks(element.children, in: element, scope, style: style, chain: chain)) {
                    Columns($0, count: count, gap: gap)
                }
            ]
        case "space": return length(element, "h").map { [BlockPlan(item: Stack.Item(Space($0)))] } ?? []
        case "rule":
            var stroke =
                value(element, "stroke", like: "0.5pt #C8C8C8", Measures.stroke)
                ?? Stroke(width: Length(hundredths: 50), tint: Tint(rgb: 0xC8C8C8))
            if let dash = length(element, "dash") { stroke.dash = dash }
            return [BlockPlan(item: Stack.Item(Rule(stroke)))]
        case "page-break": return [BlockPlan(item: Stack.Item(PageBreak()))]
        case "image": return image(element, scope, style).map { [$0] } ?? []
        case "chart": return chart(element, scope, style).map { [$0] } ?? []
        case "barcode": return barcode(element, scope, style).map { [$0] } ?? []
        case "scanline": return scanLine(element, scope, style).map { [$0] } ?? []
        case "check":
            guard let (test, _, _) = condition(element, "test", scope),
                let message = textAttribute(element, "message", scope, style, isDrawn: false)
            else { return [] }
            return [CheckPlan(test: test, message: message, place: element.place)]
        case "if":
            return [
                ChoicePlan(
                    branches: branches(of: element, scope).map {
                        ChoicePlan.Branch(
                            test: $0.test, plans: blocks($0.children, in: element, $0.scope, style: style, chain: chain))
                    })
            ]
        case "for":
            guard let (list, variable, inner) = loop(element, scope) else { return [] }
            return [
                LoopPlan(
                    list: list, variable: variable,
                    plans: blocks(element.children, in: element, inner, style: style, chain: chain))
            ]
        default:
            if Elements.all[element.name] != nil {
                note(
                    .misplaced, element.place, "<\(element.name)> does not stand here",
                    hint: "blocks are: \(Elements.blocks.sorted().joined(separator: " "))")
            }
            return []
        }
    }

    // MARK: Boxes, lists

    private func box(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties, chain: [String]) -> any Plan {
        let pad = value(element, "pad", like: "6pt, or 6pt 12pt", Measures.edges) ?? .none
        let fill = value(element, "fill", like: "#FDECEC", Measures.tint)
        let border = value(element, "border", like: "1pt #9B1C1C", Measures.stroke)
        let height = length(element, "h") ?? .zero
        let isKept = choice(element, "keep", [("together", true), ("no", false)]) ?? false
        let plans = content(element, scope, style: classes(element, over: style), role: .paragraph, chain: chain)
        return WrapPlan(plans: plans) { child in
            let box = Box(child, pad: pad, fill: fill, border: border, minHeight: height)
            return isKept ? Keep(box) : box
        }
    }

    /// A list is a grid of marks and items.
    private func list(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties, chain: [String]) -> [any Plan] {
        let inner = classes(element, over: styles.styles["li"].map { style.applying($0) } ?? style)
        let isOrdered = element.name == "ol"
        guard let text = textStyle(inner, at: element.place) else { return [] }
        var plans: [any Plan] = []
        var number = 0
        for item in expanded(element.children, into: element) {
            check(item)
            guard item.name == "li" else {
                note(.misplaced, item.place, "<\(item.name)> does not stand in <\(element.name)>", hint: "there stand: li")
                continue
            }
            number += 1
            let own = classes(item, over: inner)
            let mark = isOrdered ? "\(number)." : "•"
            var builder = ParagraphBuilder(shaper: shaper)
            do throws(MissingGlyph) { try builder.add(mark, style: text) } catch {
                note(.missingGlyph, item.place, error.description)
            }
            let bullet = Fixed(builder.paragraph(ParagraphStyle(), base: text, role: nil))
            let body = content(item, scope, style: own, role: .paragraph, chain: chain)
            let indent = text.size.scaled(by: isOrdered ? 18 : 12, of: 10)
            plans.append(
                WrapPlan(plans: body) { child in
                    Roled(
                        Table(
                            columns: [.fixed(indent), .share(1000)],
                            rows: [TableRow([Cell(bullet, role: nil), Cell(child, role: nil)], keep: false)], role: nil),
                        role: .listItem)
                })
        }
        return [WrapPlan(plans: plans) { Roled($0, role: .list) }]
    }

    // MARK: Tables, grids

    private func table(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties, chain: [String]) -> (any Plan)? {
        guard let columns = value(element, "columns", like: "3fr 1fr 80pt auto", Measures.tracks) else { return nil }
        let pad = value(element, "pad", like: "2pt 0pt", Measures.edges) ?? .none
        let gap = length(element, "gap") ?? .points(6)
        let cellStyle = styles.styles["td"].map { style.applying($0) } ?? style
        let headStyle =
            styles.styles["th"].map { style.applying($0) }
            ?? {
                var bold = style; bold.isBold = true; return bold
            }()
        var head: [RowNode] = []
        var body: [RowNode] = []
        var foot: [RowNode] = []
        var repeatsHead = true
        var out: RowPlan?
        var into: RowPlan?
        var inner = scope
        var loopParts: (list: Expression, variable: Int)?
        if let of = element.attribute("of") {
            let name = element.attribute("as")?.value.string ?? "item"
            if let (list, variable, within) = loop(over: of.value.bytes[...], of.value, named: name, element, scope) {
                inner = within
                loopParts = (list, variable)
            }
        }
        var carried = scope
        carried.hasCarried = true
        let context = TableContext(
            columns: columns.count, pad: pad, cell: cellStyle, head: headStyle, isTable: true, chain: chain)
        for child in expanded(element.children, into: element) {
            switch child.name {
            case "header":
                check(child)
                repeatsHead = choice(child, "repeat", [("every-page", true), ("first-page", false)]) ?? true
                head.append(.row(row(child, scope, context)))
            case "footer":
                check(child)
                if child.elements.contains(where: { ["row", "if", "for"].contains($0.name) }) {
                    for name in ["above", "below"] {
                        guard let attribute = child.attribute(name) else { continue }
                        note(.misplaced, child.place(of: attribute), "\(name) stands on the rows of a <footer> that has rows")
                    }
                    foot += rowNodes(expanded(child.children, into: child), scope, context)
                } else {
                    foot.append(.row(row(child, scope, context)))
                }
            case "carry-out":
                check(child)
                out = row(child, carried, context)
            case "carry-in":
                check(child)
                into = row(child, carried, context)
            default: body += rowNodes([child], inner, context)
            }
        }
        if let (list, variable) = loopParts { body = [.loop(list, variable: variable, body)] }
        let empty = choice(element, "empty", TablePlan.Empty.allCases.map { ($0.rawValue, $0) }) ?? .show
        return TablePlan(
            columns: columns, gap: gap, head: head, repeatsHead: repeatsHead, body: body, foot: foot, carryOut: out,
            carryIn: into, empty: empty,
            place: element.place)
    }

    /// What the rows of a table share.
    struct TableContext {
        let columns: Int
        let pad: Edges
        let cell: StyleProperties
        let head: StyleProperties
        let isTable: Bool
        let chain: [String]
    }

    private func rowNodes(_ elements: [XMLElement], _ scope: Scope, _ context: TableContext) -> [RowNode] {
        elements.compactMap { element in
            switch element.name {
            case "row":
                check(element)
                return .row(row(element, scope, context))
            case "if":
                return .choice(
                    branches(of: element, scope).map {
                        ($0.test, rowNodes(expanded($0.children, into: element), $0.scope, context))
                    })
            case "for":
                check(element)
                guard let (list, variable, inner) = loop(element, scope) else { return nil }
                return .loop(list, variable: variable, rowNodes(expanded(element.children, into: element), inner, context))
            case "check":
                check(element)
                guard let (test, _, _) = condition(element, "test", scope),
                    let message = textAttribute(element, "message", scope, context.cell, isDrawn: false)
                else { return nil }
                return .check(CheckPlan(test: test, message: message, place: element.place))
            default:
                check(element)
                if Elements.all[element.name] != nil {
                    note(
                        .misplaced, element.place, "<\(element.name)> does not stand in <table>",
                        hint: "there stand: header row footer carry-out carry-in if for check")
                }
                return nil
            }
        }
    }

    private func row(_ element: XMLElement, _ scope: Scope, _ context: TableContext) -> RowPlan {
        var cells: [CellPlan] = []
        var width = 0
        for child in expanded(element.children, into: element) {
            check(child)
            guard child.name == "td" || child.name == "th" else {
                note(.misplaced, child.place, "<\(child.name)> does not stand in a row", hint: "there stand: td th")
                continue
            }
            let cell = cell(child, scope, context)
            width += cell.span
            cells.append(cell)
        }
        if width > context.columns {
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
            cells: cells, keep: choice(element, "keep", [("together", true), ("no", false)]) ?? true,
            keepNext: choice(element, "keep-next", [("yes", true), ("no", false)]) ?? false,
            above: value(element, "above", like: "0.5pt #C8C8C8", Measures.stroke),
            below: value(element, "below", like: "0.5pt #C8C8C8", Measures.stroke),
            fill: value(element, "fill", like: "#F4F4F4", Measures.tint), carry: carry)
    }

    private func cell(_ element: XMLElement, _ scope: Scope, _ context: TableContext) -> CellPlan {
        let isHeader = element.name == "th"
        let style = classes(element, over: isHeader ? context.head : context.cell)
        return CellPlan(
            plans: content(element, scope, style: style, role: context.isTable ? nil : .paragraph, chain: context.chain),
            span: number(element, "span", 1...50) ?? 1,
            pad: value(element, "pad", like: "2pt 0pt", Measures.edges) ?? context.pad,
            stand: choice(element, "valign", [("top", Stand.top), ("middle", .middle), ("bottom", .bottom)]) ?? .top,
            isHeader: isHeader,
            isTable: context.isTable)
    }

    private func grid(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties, chain: [String]) -> (any Plan)? {
        guard let columns = value(element, "columns", like: "1fr 1fr", Measures.tracks) else { return nil }
        let context = TableContext(columns: columns.count, pad: .none, cell: style, head: style, isTable: false, chain: chain)
        return GridPlan(
            columns: columns, gap: length(element, "gap") ?? .points(12), rowGap: length(element, "row-gap") ?? .zero,
            cells: gridNodes(expanded(element.children, into: element), scope, context))
    }

    private func gridNodes(_ elements: [XMLElement], _ scope: Scope, _ context: TableContext) -> [GridNode] {
        elements.compactMap { element in
            switch element.name {
            case "cell":
                check(element)
                let cell = cell(element, scope, context)
                if cell.span > context.columns {
                    note(.geometry, element.place, "the cell spans \(cell.span) columns; the grid has \(context.columns)")
                }
                return .cell(cell)
            case "if":
                return .choice(
                    branches(of: element, scope).map {
                        ($0.test, gridNodes(expanded($0.children, into: element), $0.scope, context))
                    })
            case "for":
                check(element)
                guard let (list, variable, inner) = loop(element, scope) else { return nil }
                return .loop(list, variable: variable, gridNodes(expanded(element.children, into: element), inner, context))
            default:
                check(element)
                if Elements.all[element.name] != nil {
                    note(
                        .misplaced, element.place, "<\(element.name)> does not stand in <grid>", hint: "there stand: cell if for")
                }
                return nil
            }
        }
    }

    // MARK: Figures

    private func image(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties) -> (any Plan)? {
        guard let file = element.attribute("file"), let alt = textAttribute(element, "alt", scope, style, isDrawn: false) else {
            return nil
        }
        let picture: Picture
        do { picture = try files.picture(file.value.string) } catch {
            note(.picture, element.place(of: file), "\(error)")
            return nil
        }
        let width = length(element, "w", least: .points(1))
        let height = length(element, "h", least: .points(1))
        let size: Size
        switch (width, height) {
        case (let w?, let h?): size = Size(width: w, height: h)
        case (let w?, nil): size = Size(width: w, height: w.scaled(by: picture.height, of: picture.width))
        case (nil, let h?): size = Size(width: h.scaled(by: picture.width, of: picture.height), height: h)
        case (nil, nil):
            note(.missingAttribute, element.place, "an image needs w or h")
            return nil
        }
        let dots = picture.width * 7200 / max(1, Int(size.width.hundredths))
        if dots < 150 {
            notes.append(
                Diagnostic(
                    .picture, at: element.place, "\(file.value.string) has \(dots) dots an inch at this size; print wants 150",
                    severity: .information))
        }
        return PicturePlan(picture: picture, size: size, align: alignment(element) ?? .left, alt: alt)
    }

    private func chart(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties) -> (any Plan)? {
        _ = choice(element, "type", [("bar", true)])
        guard let of = element.attribute("of"), let name = element.attribute("as")?.value.string,
            let (list, variable, inner) = loop(over: of.value.bytes[...], of.value, named: name, element, scope),
            let height = length(element, "h", least: .points(20))
        else { return nil }
        let properties = classes(element, over: style)
        guard let text = textStyle(properties, at: element.place), let label = textAttribute(element, "x", inner, properties),
            let alt = textAttribute(element, "alt", scope, style, isDrawn: false), let amount = braced(element, "y", inner)
        else { return nil }
        guard case .integer = amount.type, !amount.isOptional else {
            note(.wrongType, amount.place, "a bar's height is an integer that is always there; this is \(amount.type.noun)")
            return nil
        }
        let colors = Chart.Colors(
            bar: value(element, "color", like: "#9FB8C8", Measures.tint) ?? Tint(rgb: 0x9FB8C8),
            accent: value(element, "accent-color", like: "#1B4F72", Measures.tint) ?? Tint(rgb: 0x1B4F72),
            line: Stroke(
                width: Length(hundredths: 40),
                tint: value(element, "line-color", like: "#D8D8D8", Measures.tint) ?? Tint(rgb: 0xD8D8D8)))
        return ChartPlan(
            list: list, variable: variable, label: label, amount: amount,
            caption: textAttribute(element, "caption", inner, properties),
            accent: condition(element, "accent", inner)?.test,
            outline: condition(element, "outline", inner)?.test, height: height,
            style: text, colors: colors, showsLines: choice(element, "lines", [("yes", true), ("no", false)]) ?? true, alt: alt,
            place: element.place)
    }

    /// An attribute that is one `{expression}`.
    private func braced(_ element: XMLElement, _ name: String, _ scope: Scope) -> Expression? {
        guard let attribute = element.attribute(name) else { return nil }
        let bytes = attribute.value.bytes
        guard bytes.first == 0x7B, bytes.last == 0x7D, bytes.count > 2 else {
            note(.badValue, element.place(of: attribute), "\(name) is one {expression}")
            return nil
        }
        do throws(Diagnostic) {
            return try expressions(element.source, attribute.value, scope).compile(bytes[1..<(bytes.count - 1)])
        } catch {
            note(error)
            return nil
        }
    }

    private func barcode(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties) -> (any Plan)? {
        guard choice(element, "type", [("qr", true)]) != nil,
            let value = textAttribute(element, "value", scope, style, isDrawn: false),
            let alt = textAttribute(element, "alt", scope, style, isDrawn: false)
        else { return nil }
        let level = choice(element, "level", QRLevel.allCases.map { ($0.rawValue, $0) }) ?? QRLevel.m
        if let size = element.attribute("size"), element.attribute("module") != nil {
            note(.badValue, element.place(of: size), "a symbol has a size or a module's width, not both")
        }
        let module = length(element, "module", least: QRPlan.narrowest).map(QRPlan.Measure.module)
        return QRPlan(
            value: value, level: level,
            measure: module ?? .side(length(element, "size", least: .points(10)) ?? .points(72)),
            quiet: number(element, "quiet", 0...20) ?? 4,
            align: alignment(element) ?? .left, alt: alt, place: element.place)
    }

    private func scanLine(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties) -> (any Plan)? {
        let properties = classes(element, over: style)
        guard let value = textAttribute(element, "value", scope, properties), let text = textStyle(properties, at: element.place)
        else { return nil }
        let pitch = number(element, "cpi", 1...40) ?? 10
        return ScanLinePlan(
            value: value, style: text, pitch: Length(hundredths: (7200 + pitch / 2) / pitch), align: alignment(element) ?? .right,
            place: element.place)
    }
}
