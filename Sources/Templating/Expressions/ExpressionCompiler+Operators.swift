import Records

/// What joins two values, and whether they can be joined.
extension ExpressionCompiler {
    func coalesce(_ inner: Syntax, _ other: Syntax, _ place: SourcePlace) throws(Diagnostic) -> Expression {
        let first: Expression
        if case .filter(let input, let name, let arguments, let nameOffset) = inner.form {
            first = try filter(input, name, arguments, self.place(nameOffset), inner, isLifted: true)
        } else {
            first = try compile(inner)
        }
        let second = try compile(other)
        guard first.isOptional else {
            throw fault(.wrongType, inner, "\(inner.path ?? "this") is always there; ?? is not needed")
        }
        // What stands instead of an absent amount may be a text, where both are only written.
        if !first.type.isSame(as: second.type), let (_, right) = matched(first, second) {
            // Either may be what stands there: an integer or a number is a number.
            let type: FieldType = if case (.integer, .number) = (first.type, second.type) { .number } else { first.type }
            return Expression(
                .coalesce(first.node, right), type, isOptional: second.isOptional, place: place,
                isQuotable: first.isQuotable && second.isQuotable)
        }
        if !first.type.isSame(as: second.type) {
            guard case .text = second.type, first.type.isPrintable else {
                throw fault(.wrongType, other, "\(first.type.noun) and \(second.type.noun) cannot stand for one another")
            }
            let node = first.node
            let instead = second.node
            return Expression(
                .filter(
                    Filter { merge in
                        let value = try merge.value(node)
                        if value.isAbsent { return try merge.value(instead) }
                        var out: [UInt8] = []
                        merge.append(value, to: &out)
                        return .text(out[...])
                    }), .text, isOptional: second.isOptional, place: place)
        }
        return Expression(
            .coalesce(first.node, second.node), first.type, isOptional: second.isOptional, place: place,
            isQuotable: first.isQuotable && second.isQuotable)
    }

    func binary(_ op: Operator, _ left: Syntax, _ right: Syntax, _ place: SourcePlace) throws(Diagnostic) -> Expression {
        switch op {
        case .and, .or:
            let first = try condition(left)
            var inner = self
            inner.scope = scope.narrowed(
                by: op == .and ? ExpressionCompiler.presentPaths(left) : ExpressionCompiler.presentPathsIfFalse(left))
            let second = try inner.condition(right)
            let node: Node = op == .and ? .and(first.node, second.node) : .or(first.node, second.node)
            return Expression(node, .boolean, isStatic: first.isStatic && second.isStatic, place: place)
        case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual:
            return try comparison(op, left, right, place)
        case .divide:
            throw fault(
                .wrongType, left, "division loses cents unless it is rounded",
                hint: "round it: a / b | round:2")
        case .add, .subtract, .multiply:
            let first = try compile(left)
            let second = try compile(right)
            try refuseOptional(first, left)
            try refuseOptional(second, right)
            let isStatic = first.isStatic && second.isStatic
            if op == .multiply {
                switch (first.type, second.type) {
                case (.money, .integer), (.integer, .money):
                    return Expression(.arithmetic(op, first.node, second.node), .money, isStatic: isStatic, place: place)
                case (.integer, .integer):
                    return Expression(.arithmetic(op, first.node, second.node), .integer, isStatic: isStatic, place: place)
                case (.number, .number), (.number, .integer), (.integer, .number):
                    return Expression(.arithmetic(op, first.node, second.node), .number, isStatic: isStatic, place: place)
                default: throw mismatch(op, first, second, left)
                }
            }
            guard first.type.isNumeric, second.type.isNumeric, let (one, other) = matched(first, second) else {
                throw mismatch(op, first, second, left)
            }
            var type = first.type
            if case .integer = type { type = second.type }
            return Expression(.arithmetic(op, one, other), type, isStatic: isStatic, place: place)
        }
    }

    private func comparison(_ op: Operator, _ left: Syntax, _ right: Syntax, _ place: SourcePlace) throws(Diagnostic)
        -> Expression
    {
        let first = try compile(left)
        let second = try compile(right)
        try refuseOptional(first, left)
        try refuseOptional(second, right)
        guard let (one, other) = matched(first, second) else { throw mismatch(op, first, second, left) }
        switch first.type {
        // A day written in the template, before the date that it is compared with.
        case .text where second.type.isDate: break
        case .text, .boolean:
            try refuseStranger(first, right)
            try refuseStranger(second, left)
            guard op == .equal || op == .unequal else {
                throw fault(.wrongType, left, "\(first.type.noun) can be compared with == and != only")
            }
        case .list, .record: throw fault(.wrongType, left, "\(first.type.noun) cannot be compared")
        case .integer, .number, .money, .date, .month: break
        }
        return Expression(.compare(op, one, other), .boolean, isStatic: first.isStatic && second.isStatic, place: place)
    }

    /// A text of the template that the field beside it can never be.
    private func refuseStranger(_ field: Expression, _ syntax: Syntax) throws(Diagnostic) {
        guard let choices = field.choices, case .string(let bytes) = syntax.form else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        guard !choices.contains(text) else { return }
        throw fault(
            .wrongType, syntax, "\(field.path ?? "the field") is never '\(text)'",
            hint: Contract.nearest(to: text, in: choices).map { "did you mean '\($0)'?" }
                ?? "the contract lists: \(choices.prefix(12).map { "'\($0)'" }.joined(separator: " "))")
    }

    private func mismatch(_ op: Operator, _ first: Expression, _ second: Expression, _ left: Syntax) -> Diagnostic {
        let isProduct: Bool =
            switch (op, first.type, second.type) {
            case (.multiply, .money, .number), (.multiply, .number, .money): true
            default: false
            }
        return fault(
            .wrongType, left, "\(op.rawValue) does not join \(first.type.noun) and \(second.type.noun)",
            hint: isProduct ? "round the product to cents: a * b | round" : nil)
    }

    /// Both sides in one type: a number written in the template takes the type of the other side.
    private func matched(_ first: Expression, _ second: Expression) -> (Node, Node)? {
        switch (first.type, second.type) {
        case (.money, .money), (.integer, .integer), (.number, .number), (.text, .text), (.date, .date), (.month, .month),
            (.boolean, .boolean), (.integer, .number), (.number, .integer):
            return (first.node, second.node)
        case (.money, .integer), (.money, .number): return asMoney(second.node).map { (first.node, $0) }
        case (.integer, .money), (.number, .money): return asMoney(first.node).map { ($0, second.node) }
        case (.date, .text): return asDay(second.node).map { (first.node, $0) }
        case (.text, .date): return asDay(first.node).map { ($0, second.node) }
        case (.month, .text): return asMonth(second.node).map { (first.node, $0) }
        case (.text, .month): return asMonth(first.node).map { ($0, second.node) }
        default: return nil
        }
    }

    private func asMoney(_ node: Node) -> Node? {
        switch node {
        case .constant(.integer(let value)): return Money(cents: value).multiplied(by: 100).map { .constant(.money($0.cents)) }
        case .constant(.number(let value)) where value.scale <= 2:
            let (cents, isOver) = value.units.multipliedReportingOverflow(by: Scaled.power(2 - Int(value.scale)))
            return isOver ? nil : .constant(.money(cents))
        default: return nil
        }
    }

    /// A literal with a sign is a literal: it may stand beside money as one without a sign may.
    func negated(_ node: Node) -> Node? {
        switch node {
        case .constant(.integer(let value)): .constant(.integer(-value))
        case .constant(.number(let value)): .constant(.number(Scaled(units: -value.units, scale: value.scale)))
        default: nil
        }
    }

    private func asMonth(_ node: Node) -> Node? {
        guard case .constant(.text(let bytes)) = node, let month = Month.parse(String(decoding: bytes, as: UTF8.self)) else {
            return nil
        }
        return .constant(.month(month))
    }

    private func asDay(_ node: Node) -> Node? {
        guard case .constant(.text(let bytes)) = node, let day = Day.parse(String(decoding: bytes, as: UTF8.self)) else {
            return nil
        }
        return .constant(.day(day))
    }
}
