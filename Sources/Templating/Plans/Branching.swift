import Records

/// Parts of a template with choices and loops among them: rows of a table, cells of a row or a grid, items of a list.
indirect enum Branching<Leaf: Sendable>: Sendable {
    case leaf(Leaf)
    case choice([(test: Expression?, nodes: [Branching])])
    case loop(Expression, variable: Int, [Branching])

    /// Hands a body the parts that stand for the record at hand, in their order.
    func walk(_ merge: Merge, _ body: (Leaf) throws(MergeFault) -> Void) throws(MergeFault) {
        switch self {
        case .leaf(let leaf): try body(leaf)
        case .choice(let branches):
            for branch in branches {
                if let test = branch.test, try !merge.flag(test) { continue }
                for node in branch.nodes { try node.walk(merge, body) }
                return
            }
        case .loop(let list, let variable, let nodes):
            guard let items = try merge.items(list) else { return }
            for index in 0..<items.size {
                merge.enter(variable, items, index)
                for node in nodes { try node.walk(merge, body) }
            }
        }
    }

    /// The leaf, if it is no more than that.
    var only: Leaf? { if case .leaf(let leaf) = self { leaf } else { nil } }

    /// The most that a measure of the leaves can add up to on any way through the choices; nil where a loop stands.
    func most(_ measure: (Leaf) -> Int) -> Int? {
        switch self {
        case .leaf(let leaf): return measure(leaf)
        case .loop: return nil
        case .choice(let branches):
            var most = 0
            for branch in branches {
                guard let sum = Branching.most(branch.nodes, measure) else { return nil }
                most = max(most, sum)
            }
            return most
        }
    }

    static func most(_ nodes: [Branching], _ measure: (Leaf) -> Int) -> Int? {
        var sum = 0
        for node in nodes {
            guard let most = node.most(measure) else { return nil }
            sum += most
        }
        return sum
    }
}
