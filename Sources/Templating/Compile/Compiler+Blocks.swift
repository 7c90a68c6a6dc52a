import Fonts
import Layout
import Pages
import Records

extension Compiler {
    /// The plans of the blocks within an element; a heading is joined to what follows it.
    func blocks(_ children: [XMLNode], in parent: XMLElement, _ scope: Scope, style: StyleProperties) -> [any Plan] {
        var scope = scope
        return Compiler.joined(sequence(children, in: parent, &scope, style: style)[...])
    }

    /// A block's plan, and whether it is a heading.
    private typealias Placed = (plan: any Plan, isHead: Bool)

    /// The plans one by one. A `<let>` gives its name to what stands behind it, in the part where it stands and around.
    private func sequence(_ children: [XMLNode], in parent: XMLElement, _ scope: inout Scope, style: StyleProperties) -> [Placed]
    {
        var plans: [Placed] = []
        for child in children {
            switch child {
            case .text(let text): refuse(text, in: parent, hint: "put it in <p>…</p>")
            case .element(let element):
                switch element.name {
                case "include":
                    guard let part = part(element) else { continue }
                    plans += sequence(part.children, in: part, &scope, style: style)
                case "let":
                    check(element)
                    scope = binding(element, scope)
                case let name where !Context.blocks.elements.contains(name): misplaced(element, in: parent.name, .blocks)
                default:
                    let isHead = ["h1", "h2", "h3"].contains(element.name)
                    plans += identified(element) { block(element, scope, style) }.map { ($0, isHead) }
                }
            }
        }
        return plans
    }

    /// Headings with the plans behind them: the joined plan holds the heading and all up to the next heading.
    private static func joined(_ plans: ArraySlice<Placed>) -> [any Plan] {
        guard let first = plans.firstIndex(where: \.isHead) else { return plans.map(\.plan) }
        let before = plans[..<first].map(\.plan)
        let head = plans[first].plan
        let rest = plans[(first + 1)...]
        guard !rest.isEmpty else { return before + [head] }
        if rest.first!.isHead {
            let joined = joined(rest)
            return before + [HeadPlan(head: head, body: [joined[0]], site: head.site)] + joined.dropFirst()
        }
        let end = rest.firstIndex(where: \.isHead) ?? rest.endIndex
        return before + [HeadPlan(head: head, body: rest[..<end].map(\.plan), site: head.site)] + joined(rest[end...])
    }

    /// Content that may be running text or blocks: a cell, a list item, a box.
    func content(_ element: XMLElement, _ scope: Scope, style: StyleProperties, role: Role?) -> [any Plan] {
        if hasBlocks(element.children) { return blocks(element.children, in: element, scope, style: style) }
        return paragraph(element, scope, style: style, role: role)
    }

    func hasBlocks(_ children: [XMLNode]) -> Bool {
        children.contains { child in
            guard case .element(let element) = child else { return false }
            if Elements.areBlocks.contains(element.name) { return true }
            if element.name == "include", let name = element.attribute("part")?.value.string { return hasBlocks(part: name) }
            return Elements.areControl.contains(element.name) && hasBlocks(element.children)
        }
    }

    /// The plan of running text; none where there is nothing to say.
    func paragraph(
        _ element: XMLElement, _ scope: Scope, style: StyleProperties, role: Role?, keepsLines: Bool = false
    ) -> [any Plan] {
        let parts = inlines(element.children, in: element, scope, style: style)
        guard let base = textStyle(style, at: element.place) else { return [] }
        let isStatic = parts.allSatisfy(\.isStatic)
        if isStatic && parts.isEmpty { return [] }
        var paragraph = style.paragraph
        paragraph.keepsLines = keepsLines
        let isPlain = parts.allSatisfy {
            switch $0 {
            case .choice, .loop, .link: false
            case .text, .value, .lineBreak, .tab: true
            }
        }
        do throws(MergeFault) {
            return [
                try ParagraphPlan(
                    site: site(element.place), parts: parts, style: paragraph, base: base, before: style.before ?? .zero,
                    after: style.after ?? .zero, role: role, number: isPlain ? paragraphs.next() : nil,
                    making: isStatic && faults.isEmpty ? staticMerge() : nil)
            ]
        } catch {
            note(error.errorCode == .missingGlyph ? .missingGlyph : .badValue, element.place, error.message)
            return []
        }
    }

    /// The plans of one block: one, or none where something is wrong or there is nothing to say.
    private func block(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties) -> [any Plan] {
        check(element)
        let stands = standsInRegion
        standsInRegion = stands && ["if", "barcode", "scanline"].contains(element.name)
        defer { standsInRegion = stands }
        let site = site(element.place)
        func wrap(_ plans: [any Plan], _ wrap: @escaping @Sendable (any Block) -> any Block) -> [any Plan] {
            [WrapPlan(plans: plans, site: site, wrap: wrap)]
        }
        func inside() -> [any Plan] { blocks(element.children, in: element, scope, style: style) }
        func fixed(_ block: any Block) -> [any Plan] { [BlockPlan(item: Stack.Item(block, site: site))] }
        switch element.name {
        case "p":
            let keepsLines = choice(element, "lines", [("keep", true), ("flow", false)]) ?? false
            return paragraph(
                element, scope, style: classes(element, over: style), role: .paragraph, keepsLines: keepsLines)
        case "h1", "h2", "h3":
            let level = Int(element.name.dropFirst()) ?? 1
            if level == 1 { hasMainHeading = true }
            var bold = style
            bold.isBold = true
            var own = styles.styles[element.name] ?? bold
            own.language = own.language ?? style.language
            return paragraph(element, scope, style: classes(element, over: own), role: .heading(level))
        case "ul", "ol": return list(element, scope, style, site).map { [$0] } ?? []
        case "table": return table(element, scope, style, site).map { [$0] } ?? []
        case "grid": return grid(element, scope, style, site).map { [$0] } ?? []
        case "box": return [box(element, scope, style, site)]
        case "keep": return wrap(inside()) { Keep($0) }
        case "fit": return fit(element, scope, style, site).map { [$0] } ?? []
        case "columns":
            let count = number(element, "count") ?? 1
            let gap = length(element, "gap") ?? .points(12)
            return wrap(inside()) { Columns($0, count: count, gap: gap) }
        case "space": return length(element, "h").map { fixed(Space($0)) } ?? []
        case "rule":
            var stroke = stroke(element, "stroke") ?? Stroke(width: Length(hundredths: 50), tint: Tint(rgb: 0xC8C8C8))
            if let dash = length(element, "dash") { stroke.dash = dash }
            return fixed(Rule(stroke))
        case "page-break": return fixed(PageBreak())
        case "image": return image(element, scope, style, site).map { [$0] } ?? []
        case "chart": return chart(element, scope, style, site).map { [$0] } ?? []
        case "barcode": return barcode(element, scope, style, site).map { [$0] } ?? []
        case "omr": return omr(element, scope, site).map { [$0] } ?? []
        case "scanline": return scanLine(element, scope, style, site).map { [$0] } ?? []
        case "check": return checkPlan(element, scope, style).map { [$0] } ?? []
        case "if":
            let branches = branches(of: element, scope).map {
                ChoicePlan.Branch(test: $0.test, plans: blocks($0.children, in: element, $0.scope, style: style))
            }
            return [ChoicePlan(branches: branches, site: site)]
        case "for":
            guard let (list, variable, inner) = loop(element, scope) else {
                _ = blocks(element.children, in: element, brokenLoop(element, scope), style: style)
                return []
            }
            let plans = blocks(element.children, in: element, inner, style: style)
            return [LoopPlan(list: list, variable: variable, plans: plans, site: site)]
        default:
            return []
        }
    }

    // MARK: Boxes, lists, choices

    private func box(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties, _ site: Site) -> any Plan {
        let pad = edges(element, "pad") ?? .none
        let fill = tint(element, "fill")
        let border = stroke(element, "border")
        let height = length(element, "h") ?? .zero
        let isKept = isKept(element) ?? false
        checkLabel(element)
        let plans = within(room.map { $0 - pad.across }) {
            onGround(fill) { content(element, scope, style: classes(element, over: style), role: .paragraph) }
        }
        let label = textAttribute(element, "label", scope, style, isDrawn: false)
        return BoxPlan(
            plans: plans, pad: pad, fill: fill, border: border, minHeight: height, isKept: isKept, label: label, site: site)
    }

    private func list(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties, _ site: Site) -> (any Plan)? {
        let inner = classes(element, over: styles.styles["li"].map { style.applying($0) } ?? style)
        let isOrdered = element.name == "ol"
        guard let text = textStyle(inner, at: element.place) else { return nil }
        proveGlyphs(Array((isOrdered ? "0123456789." : "•").utf8), text, element.place)
        let items = branching(element.children, in: element, .items, scope) { item, scope in
            let plans = content(item, scope, style: classes(item, over: inner), role: .paragraph)
            return ListPlan.Item(plans: plans, place: item.place)
        }
        return ListPlan(items: items, isOrdered: isOrdered, style: text, site: site)
    }

    private func fit(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties, _ site: Site) -> (any Plan)? {
        var options: [[any Plan]] = []
        for option in expanded(element.children, into: element) {
            guard option.name == "option" else {
                misplaced(option, in: "fit", .options)
                continue
            }
            check(option)
            options.append(blocks(option.children, in: option, scope, style: style))
        }
        if options.isEmpty { note(.misplaced, element.place, "<fit> has no <option>") }
        return options.isEmpty ? nil : FitPlan(options: options, site: site)
    }

    // MARK: Choices and loops among other things than blocks

    /// What stands within an element whose members are rows, cells or items, with choices and loops among them.
    func branching<Leaf>(
        _ children: [XMLNode], in parent: XMLElement, _ context: Context, _ scope: Scope,
        leaf: (XMLElement, Scope) -> Leaf?
    ) -> [Branching<Leaf>] {
        branching(expanded(children, into: parent), in: parent, context, scope, leaf: leaf)
    }

    func branching<Leaf>(
        _ elements: [XMLElement], in parent: XMLElement, _ context: Context, _ scope: Scope,
        leaf: (XMLElement, Scope) -> Leaf?
    ) -> [Branching<Leaf>] {
        elements.compactMap { element in
            switch element.name {
            case "if":
                return .choice(
                    branches(of: element, scope).map {
                        ($0.test, branching($0.children, in: element, context, $0.scope, leaf: leaf))
                    })
            case "for":
                check(element)
                guard let (list, variable, inner) = loop(element, scope) else {
                    _ = branching(
                        element.children, in: element, context, brokenLoop(element, scope), leaf: leaf)
                    return nil
                }
                return .loop(
                    list, variable: variable, branching(element.children, in: element, context, inner, leaf: leaf))
            case let name where context.elements.contains(name):
                check(element)
                return leaf(element, scope).map { .leaf($0) }
            default:
                misplaced(element, in: parent.name, context)
                return nil
            }
        }
    }
}
