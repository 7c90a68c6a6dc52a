import Fonts
import Layout
import Pages
import Records

/// What an element of a template does when a record is merged: it puts blocks into the stack that holds it.
protocol Plan: Sendable {
    /// It does the same for every record and page.
    var isStatic: Bool { get }
    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault)
}

extension Merge {
    /// The blocks of several plans, one below the other.
    func stack(_ plans: [any Plan]) throws(MergeFault) -> any Block {
        var items: [Stack.Item] = []
        items.reserveCapacity(plans.count)
        for plan in plans { try plan.emit(self, into: &items) }
        if items.count == 1, !items[0].block.breaksPage { return items[0].block }
        return Stack(items)
    }
}

/// `<if>`: the plans of the first branch whose test is true.
struct ChoicePlan: Plan {
    struct Branch: Sendable {
        let test: Expression?
        let plans: [any Plan]
    }

    let branches: [Branch]
    let isStatic = false

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        for branch in branches {
            if let test = branch.test, try !merge.flag(test) { continue }
            for plan in branch.plans { try plan.emit(merge, into: &out) }
            return
        }
    }
}

/// `<for>`: the plans once for each item of a list.
struct LoopPlan: Plan {
    let list: Expression
    let variable: Int
    let plans: [any Plan]
    let isStatic = false

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        guard let list = try merge.items(list) else { return }
        for index in 0..<list.size {
            merge.bases[variable] = list.base(index)
            for plan in plans { try plan.emit(merge, into: &out) }
        }
    }
}

/// `<check>`: stops the document with a message when its test is false.
struct CheckPlan: Plan {
    let test: Expression
    let message: [Inline]
    let place: SourcePlace
    let isStatic = false

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        if try merge.flag(test) { return }
        var text: [UInt8] = []
        for part in message { try part.append(to: &text, merge) }
        throw MergeFault(.check, at: place, String(decoding: text, as: UTF8.self))
    }
}

/// A block of the template that no record changes.
struct BlockPlan: Plan {
    let item: Stack.Item
    let isStatic = true

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) { out.append(item) }
}

/// Plans within one block around them (a box, columns, what is kept together).
struct WrapPlan: Plan {
    let plans: [any Plan]
    let wrap: @Sendable (any Block) -> any Block
    var isStatic: Bool { plans.allSatisfy(\.isStatic) }

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        let block = try merge.stack(plans)
        out.append(Stack.Item(wrap(block)))
    }
}

/// A heading and what follows it: the heading never stands alone at the foot of a page.
struct HeadPlan: Plan {
    let head: any Plan
    let body: [any Plan]
    var isStatic: Bool { head.isStatic && body.allSatisfy(\.isStatic) }

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        var heads: [Stack.Item] = []
        try head.emit(merge, into: &heads)
        var bodies: [Stack.Item] = []
        for plan in body { try plan.emit(merge, into: &bodies) }
        guard let first = heads.first, heads.count == 1, let next = bodies.first else {
            out += heads + bodies
            return
        }
        let gap = max(first.after, next.before)
        out.append(Stack.Item(KeepWithNext(first.block, gap: gap, next.block), before: first.before, after: next.after))
        out += bodies.dropFirst()
    }
}
