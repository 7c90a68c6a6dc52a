import Fonts
import Layout
import Pages
import Records
import Texts

/// What an element of a template does when a record is merged: it puts blocks into the stack that holds it.
protocol Plan: Sendable {
    /// It does the same for every record and page.
    var isStatic: Bool { get }
    /// The element that it was made of.
    var site: Site { get }
    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault)
}

extension Merge {
    /// The blocks of several plans, one below the other.
    func stack(_ plans: [any Plan]) throws(MergeFault) -> any Block {
        let items = try items(plans)
        if items.count == 1, !items[0].block.breaksPage { return items[0].block }
        return Stack(items)
    }

    func items(_ plans: [any Plan]) throws(MergeFault) -> [Stack.Item] {
        var items: [Stack.Item] = []
        items.reserveCapacity(plans.count)
        try emit(plans, into: &items)
        return items
    }

    /// Puts the blocks of plans into a stack, each with the place in the template that it comes from.
    func emit(_ plans: [any Plan], into out: inout [Stack.Item]) throws(MergeFault) {
        for plan in plans {
            let start = out.count
            try plan.emit(self, into: &out)
            let site = plan.site
            for index in start..<out.count where out[index].site == .none { out[index].site = site }
        }
    }
}

/// `<if>`: the plans of the first branch whose test is true.
struct ChoicePlan: Plan {
    struct Branch: Sendable {
        let test: Expression?
        let plans: [any Plan]
    }

    let branches: [Branch]
    let site: Site
    let isStatic = false

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        for branch in branches {
            if let test = branch.test, try !merge.flag(test) { continue }
            return try merge.emit(branch.plans, into: &out)
        }
    }
}

/// `<for>`: the plans once for each item of a list.
struct LoopPlan: Plan {
    let list: Expression
    let variable: Int
    let plans: [any Plan]
    let site: Site
    let isStatic = false

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        guard let list = try merge.items(list) else { return }
        for index in 0..<list.size {
            merge.enter(variable, list, index)
            try merge.emit(plans, into: &out)
        }
    }
}

/// `<check>`: stops the document with a message when its test is false.
struct CheckPlan: Plan {
    let test: Expression
    let message: [Inline]
    let place: SourcePlace
    let site: Site
    let isStatic = false

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        if try merge.flag(test) { return }
        let text = String(decoding: try merge.text(of: message), as: UTF8.self)
        let redacted = try merge.redactedText(of: message)
        throw MergeFault(.check(PrintableText.of(redacted)), at: place, text: redacted == text ? "" : text)
    }
}

/// A block of the template that no record changes.
struct BlockPlan: Plan {
    let item: Stack.Item
    var site: Site { item.site }
    let isStatic = true

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) { out.append(item) }
}

/// Plans within one block around them (a box, columns, what is kept together).
struct WrapPlan: Plan {
    let plans: [any Plan]
    let site: Site
    let wrap: @Sendable (any Block) -> any Block
    var isStatic: Bool { plans.allSatisfy(\.isStatic) }

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        let block = try merge.stack(plans)
        out.append(Stack.Item(wrap(block)))
    }
}

/// `<box>`: plans with room, a ground and a border around them.
struct BoxPlan: Plan {
    let plans: [any Plan]
    let pad: Edges
    let fill: Tint?
    let border: Stroke?
    let minHeight: Length
    let isKept: Bool
    /// Of a box to be filled in by hand: what belongs there.
    let label: [Inline]?
    let site: Site
    var isStatic: Bool { plans.allSatisfy(\.isStatic) && (label ?? []).allSatisfy(\.isStatic) }

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        let child = try merge.stack(plans)
        var role: Role?
        if let label { role = .form(Label(String(decoding: try merge.text(of: label), as: UTF8.self))) }
        let box = Box(child, pad: pad, fill: fill, border: border, minHeight: minHeight, role: role)
        out.append(Stack.Item(isKept ? Keep(box) : box))
    }
}

/// A heading and what follows it: the heading never stands alone at the foot of a page.
struct HeadPlan: Plan {
    let head: any Plan
    let body: [any Plan]
    let site: Site
    var isStatic: Bool { head.isStatic && body.allSatisfy(\.isStatic) }

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        let heads = try merge.items([head])
        let bodies = try merge.items(body)
        // A break behind a heading is one: its author wants the heading alone.
        guard let first = heads.first, heads.count == 1, let next = bodies.first, !next.block.breaksPage else {
            out += heads + bodies
            return
        }
        let gap = max(first.after, next.before)
        out.append(
            Stack.Item(
                KeepWithNext(first.block, gap: gap, next.block), before: first.before, after: next.after, site: next.site))
        out += bodies.dropFirst()
    }
}

/// `<fit>`: the first option that goes whole into the room. The others are made only where it does not.
struct FitPlan: Plan {
    let options: [[any Plan]]
    let site: Site
    let isStatic = false

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        guard let first = options.first else { return }
        let moment = Moment(of: merge)
        let others: [any Block] = options.dropFirst().map { option in
            Deferred {
                moment.make { merge throws(MergeFault) in
                    try merge.stack(option)
                } instead: {
                    Space(.zero)
                }
            }
        }
        out.append(Stack.Item(FirstFit([try merge.stack(first)] + others)))
    }
}

/// An element that `<require>` asks for, or that states facts: its frames carry its id, or what it states, so that it can
/// be found on the finished pages.
struct NamedPlan: Plan {
    let plan: any Plan
    let role: Role
    var isStatic: Bool { plan.isStatic }
    var site: Site { plan.site }

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        for item in try merge.items([plan]) {
            var named = item
            named.block = Roled(item.block, role: role)
            out.append(named)
        }
    }
}

/// `<ul>`, `<ol>`: marks and items, side by side.
struct ListPlan: Plan {
    /// An item's blocks and how its mark is set.
    struct Item: Sendable {
        let plans: [any Plan]
        let place: SourcePlace
    }

    let items: [Branching<Item>]
    let isOrdered: Bool
    let style: TextStyle
    let site: Site
    let isStatic = false

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        let style = merge.style(style)
        let indent = style.size.scaled(by: isOrdered ? 18 : 12, of: 10)
        var made: [Stack.Item] = []
        for node in items {
            try node.walk(merge) { item throws(MergeFault) in
                var builder = ParagraphBuilder(shaper: merge.shaper)
                do throws(MissingGlyph) { try builder.add(isOrdered ? "\(made.count + 1)." : "•", style: style) } catch {
                    throw MergeFault(.glyph(error), at: item.place)
                }
                let mark = builder.paragraph(ParagraphStyle(), base: style, role: .label)
                let row = TableRow(
                    [Cell(mark, role: nil), Cell(try merge.stack(item.plans), role: nil)], keep: false)
                made.append(
                    Stack.Item(Roled(Table(columns: [.fixed(indent), .share(1000)], rows: [row], role: nil), role: .listItem)))
            }
        }
        if !made.isEmpty { out.append(Stack.Item(Roled(Stack(made), role: .list(isOrdered: isOrdered)))) }
    }
}
