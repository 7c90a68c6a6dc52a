import Records

/// Turns an expression as written into one that runs, knowing the type of everything in it.
struct ExpressionCompiler {
    let words: Words
    let formats: Formats
    /// Hands out variables for loops and filters.
    let variables: VariableCounter
    /// Paths of the contract that some expression used.
    let used: FieldUse
    var scope: Scope
    let source: Source
    /// From an offset in the expression's text to one in the source.
    let origin: DecodedText

    func compile(_ bytes: ArraySlice<UInt8>) throws(Diagnostic) -> Expression {
        let syntax: Syntax
        do throws(SyntaxFault) { syntax = try ExpressionParser.parse(bytes) } catch {
            throw Diagnostic(.expression, at: place(error.offset), error.message)
        }
        return try compile(syntax)
    }

    func place(_ offset: Int) -> SourcePlace { SourcePlace(source: source, offset: origin.offset(at: offset)) }

    func fault(_ code: Diagnostic.Code, _ syntax: Syntax, _ message: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(code, at: place(syntax.offset), message, hint: hint)
    }

    func compile(_ syntax: Syntax) throws(Diagnostic) -> Expression {
        let place = place(syntax.offset)
        switch syntax.form {
        case .integer(let value): return Expression(.constant(.integer(value)), .integer, isStatic: true, place: place)
        case .decimal(let value): return Expression(.constant(.number(value)), .number, isStatic: true, place: place)
        case .string(let bytes): return Expression(.constant(.text(bytes[...])), .text, isStatic: true, place: place)
        case .flag(let value): return Expression(.constant(.flag(value)), .boolean, isStatic: true, place: place)
        case .name(let name): return try self.name(name, syntax)
        case .member(let base, let name, let isOptional): return try member(base, name, isOptional, syntax)
        case .negate(let inner):
            let value = try compile(inner)
            guard value.type.isNumeric else {
                throw fault(.wrongType, inner, "only numbers and money can be negated; this is \(value.type.noun)")
            }
            try refuseOptional(value, inner)
            if let literal = negated(value.node) { return Expression(literal, value.type, isStatic: true, place: place) }
            return Expression(.negate(value.node), value.type, isStatic: value.isStatic, place: place)
        case .not(let inner):
            let value = try condition(inner)
            return Expression(.not(value.node), .boolean, isStatic: value.isStatic, place: place)
        case .present(let inner, let isNegated):
            let value = try compile(inner)
            let node = Node.present(value.node)
            return Expression(isNegated ? .not(node) : node, .boolean, isStatic: value.isStatic, place: place)
        case .coalesce(let inner, let other): return try coalesce(inner, other, place)
        case .binary(let op, let left, let right): return try binary(op, left, right, place)
        case .filter(let input, let name, let arguments, let nameOffset):
            return try filter(input, name, arguments, self.place(nameOffset), syntax)
        }
    }

    /// An expression that must be true or false.
    func condition(_ syntax: Syntax) throws(Diagnostic) -> Expression {
        let value = try compile(syntax)
        guard case .boolean = value.type else {
            throw fault(
                .wrongType, syntax, "a condition is expected; this is \(value.type.noun)",
                hint: "compare it, or write … is present")
        }
        try refuseOptional(value, syntax)
        return value
    }

    /// Paths that are there whenever the expression is true.
    static func presentPaths(_ syntax: Syntax) -> [String] {
        switch syntax.form {
        case .present(let inner, isNegated: false): inner.path.map { [$0] } ?? []
        case .binary(.and, let left, let right): presentPaths(left) + presentPaths(right)
        default: []
        }
    }

    /// Paths that are there whenever the expression is false.
    static func presentPathsIfFalse(_ syntax: Syntax) -> [String] {
        switch syntax.form {
        case .present(let inner, isNegated: true): inner.path.map { [$0] } ?? []
        case .not(let inner): presentPaths(inner)
        case .binary(.or, let left, let right): presentPathsIfFalse(left) + presentPathsIfFalse(right)
        default: []
        }
    }

    func refuseOptional(_ value: Expression, _ syntax: Syntax) throws(Diagnostic) {
        guard value.isOptional else { return }
        let path = syntax.path ?? "it"
        throw fault(
            .optionalBare, syntax, "\(path) may be absent",
            hint: "write \(path) ?? \"\" for what stands instead, or put it within <if test=\"\(path) is present\">")
    }

    // MARK: Names

    private func name(_ name: String, _ syntax: Syntax) throws(Diagnostic) -> Expression {
        let place = place(syntax.offset)
        if let (type, index) = scope.item, case .record(let shape) = type, let field = shape.field(named: name) {
            used.note(field, at: place)
            return field_(field, variable: index, base: 0, path: name, wasOptional: false, place: place)
        }
        switch scope.name(name)?.binding {
        case .variable(let index, .record(let shape)):
            return Expression(.item(variable: index), .record(shape), path: name, place: place)
        case .variable(let index, let type):
            return Expression(
                .slot(variable: index, offset: 0), type, path: name, choices: scope.name(name)?.choices, place: place)
        case .number(let index): return Expression(.number(variable: index), .integer, path: name, place: place)
        case .broken: throw Diagnostic.echo(at: place)
        case .value(let value, let shows):
            used.use(name)
            used.show(shows, at: place)
            return Expression(
                value.node, value.type, isOptional: value.isOptional && !scope.present.contains(name), isStatic: value.isStatic,
                path: name, place: place)
        case nil: break
        }
        if let field = scope.root.field(named: name) {
            used.note(field, at: place)
            return field_(field, variable: 0, base: 0, path: name, wasOptional: false, place: place)
        }
        switch name {
        case "carried" where scope.hasCarried: return Expression(.carried, .money, place: place)
        case "t", "page", "run", "document":
            let example = ["t": "t.amount_due", "page": "page.number", "run": "run.date", "document": "document.number"][name]
            throw fault(.unknownField, syntax, "\(name) needs a name after a point, as in \(example ?? name)")
        default: break
        }
        throw fault(.unknownField, syntax, "\(name) is not in the contract", hint: nearest(name, scope.known))
    }

    private func nearest(_ name: String, _ names: [String]) -> String? {
        Contract.nearest(to: name, in: names).map { "did you mean \($0)?" }
    }

    /// A field of a record whose first slot is a variable's plus `base`.
    private func field_(
        _ field: Field, variable: Int, base: Int, path: String?, wasOptional: Bool, place: SourcePlace
    ) -> Expression {
        let isOptional = (wasOptional || !field.isRequired) && !(path.map(scope.present.contains) ?? false)
        let offset = base + field.slot
        if case .list(_, let stride) = field.type {
            return Expression(
                .list(variable: variable, offset: offset, stride: stride), field.type, isOptional: isOptional, path: path,
                choices: field.choices, place: place)
        }
        return Expression(
            .slot(variable: variable, offset: offset), field.type, isOptional: isOptional, path: path, choices: field.choices,
            place: place)
    }

    private func member(_ base: Syntax, _ name: String, _ isOptional: Bool, _ syntax: Syntax) throws(Diagnostic) -> Expression {
        let place = place(syntax.offset)
        if case .name("t") = base.form, scope.root.field(named: "t") == nil { return try word(name, [], syntax) }
        if case .name("page") = base.form, scope.root.field(named: "page") == nil {
            guard scope.hasPage else {
                throw fault(.misplaced, syntax, "page numbers are known in regions of a page, not in the flow")
            }
            switch name {
            case "number": return Expression(.pageNumber, .integer, place: place)
            case "count": return Expression(.pageCount, .integer, place: place)
            default: throw fault(.unknownField, syntax, "page has number and count, not \(name)")
            }
        }
        if case .name(let owner) = base.form, scope.root.field(named: owner) == nil, scope.name(owner) == nil {
            switch (owner, name) {
            case ("run", "date"): return Expression(.runDate, .date, place: place)
            case ("run", "sequence"):
                return Expression(
                    .runSequence, .integer, isOptional: !scope.present.contains("run.sequence"), path: "run.sequence",
                    place: place)
            case ("document", "number"), ("document", "copy"):
                // A number may be the account's: it is nobody's who only sees the envelope.
                if name == "number" { used.show(["/document/number"], at: place) }
                let path = "document.\(name)"
                return Expression(
                    name == "number" ? .documentNumber : .documentCopy, .text, isOptional: !scope.present.contains(path),
                    path: path, place: place)
            case ("run", _): throw fault(.unknownField, syntax, "run has date and sequence, not \(name)")
            case ("document", _): throw fault(.unknownField, syntax, "document has number and copy, not \(name)")
            default: break
            }
        }
        let record = try compile(base)
        guard case .record(let shape) = record.type else {
            throw fault(.wrongType, syntax, "\(base.path ?? "this") is \(record.type.noun) and has no \(name)")
        }
        guard let field = shape.field(named: name) else {
            let path = base.path ?? "this record"
            throw fault(
                .unknownField, syntax, "\(path).\(name) is not in the contract",
                hint: shape.nearestName(to: name).map { "did you mean \(path).\($0)?" })
        }
        used.note(field, at: place)
        if record.isOptional && !isOptional {
            throw fault(
                .optionalBare, base, "\(base.path ?? "this record") may be absent",
                hint: "write \(base.path ?? "it")?.\(name), or put it within <if test=\"\(base.path ?? "…") is present\">")
        }
        let path = syntax.path
        switch record.node {
        case .slot(let variable, let offset):
            // A nested record: its fields begin behind its presence mark.
            return field_(field, variable: variable, base: offset + 1, path: path, wasOptional: record.isOptional, place: place)
        case .item(let index):
            return field_(field, variable: index, base: 0, path: path, wasOptional: false, place: place)
        default: break
        }
        var stride: Int?
        if case .list(_, let step) = field.type { stride = step }
        return Expression(
            .field(record.node, offset: field.slot, stride: stride), field.type,
            isOptional: record.isOptional || !field.isRequired, place: place)
    }

    private func word(_ name: String, _ arguments: [Syntax], _ syntax: Syntax) throws(Diagnostic) -> Expression {
        let place = place(syntax.offset)
        guard let word = words[name] else {
            throw fault(
                .word, syntax, "t.\(name) is not in \(words.file)",
                hint: Contract.nearest(to: name, in: words.names).map { "did you mean t.\($0)?" })
        }
        words.note(name)
        // Where the languages differ, it is told at the word and not here.
        if words.differ.contains(name) { throw Diagnostic.echo(at: place) }
        var nodes: [Node] = []
        var names: [String] = []
        var isStatic = true
        for argument in arguments {
            let value = try compile(argument)
            try refuseOptional(value, argument)
            guard value.type.isPrintable else {
                throw fault(.wrongType, argument, "\(value.type.noun) cannot be written as text")
            }
            nodes.append(value.node)
            isStatic = isStatic && value.isStatic
            names.append(argument.headName ?? "\(names.count + 1)")
        }
        var parts: [WordPart] = []
        for part in word {
            switch part {
            case .text(let bytes): parts.append(.text(bytes))
            case .placeholder(let placeholder):
                guard names.filter({ $0 == placeholder }).count < 2 else {
                    throw fault(
                        .word, syntax, "t.\(name) has {\(placeholder)}, and two values are called so",
                        hint: "write their numbers in the word: {1} is the first value, {2} the second")
                }
                guard let index = names.firstIndex(of: placeholder) ?? Int(placeholder).map({ $0 - 1 }),
                    nodes.indices.contains(index)
                else {
                    throw fault(
                        .word, syntax, "t.\(name) has the placeholder {\(placeholder)}, which is not given here",
                        hint: "write t.\(name) | with:… and a value whose path ends in \(placeholder)")
                }
                parts.append(.argument(index))
            }
        }
        for (index, name_) in names.enumerated()
        where !word.placeholders.contains(name_) && !word.placeholders.contains("\(index + 1)") {
            throw fault(
                .word, syntax, "t.\(name) has no placeholder {\(name_)}",
                hint: "it has: \(word.placeholders.joined(separator: ", "))")
        }
        if nodes.isEmpty {
            let bytes = parts.flatMap { if case .text(let bytes) = $0 { bytes } else { [UInt8]() } }
            return Expression(.constant(.text(bytes[...])), .text, isStatic: true, place: place)
        }
        return Expression(.word(parts, nodes), .text, isStatic: isStatic, place: place)
    }

    // MARK: Operators

    private func coalesce(_ inner: Syntax, _ other: Syntax, _ place: SourcePlace) throws(Diagnostic) -> Expression {
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
            let type: FieldType = if case .number = second.type { .number } else { first.type }
            let isAmount = if case .money = first.type { true } else { false }
            return Expression(
                .coalesce(first.node, right), isAmount ? .money : type, isOptional: second.isOptional, place: place)
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
        return Expression(.coalesce(first.node, second.node), first.type, isOptional: second.isOptional, place: place)
    }

    private func binary(_ op: Operator, _ left: Syntax, _ right: Syntax, _ place: SourcePlace) throws(Diagnostic) -> Expression {
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
    private func negated(_ node: Node) -> Node? {
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

    // MARK: Filters

    private func filter(
        _ input: Syntax, _ name: String, _ arguments: [Syntax], _ namePlace: SourcePlace, _ syntax: Syntax, isLifted: Bool = false
    ) throws(Diagnostic) -> Expression {
        if name == FilterKind.round.rawValue { return try rounded(input, arguments, namePlace) }
        if name == FilterKind.with.rawValue {
            guard case .member(let base, let word, _) = input.form, case .name("t") = base.form else {
                throw Diagnostic(.filterArguments, at: namePlace, "with gives a word its values: t.word | with:…")
            }
            return try self.word(word, arguments, input)
        }
        guard let kind = FilterKind(rawValue: name) else {
            let all = FilterKind.allCases.map(\.rawValue)
            throw Diagnostic(
                .unknownFilter, at: namePlace, "there is no filter \(name)",
                hint: Contract.nearest(to: name, in: all).map { "did you mean \($0)?" }
                    ?? "there are: \(all.sorted().joined(separator: ", "))")
        }
        let value = try compile(input)
        if kind != .default && !isLifted { try refuseOptional(value, input) }
        let compiler = FilterCompiler(
            expressions: self, kind: kind, input: value, arguments: arguments, place: namePlace, syntax: syntax)
        let result = try compiler.compile()
        guard isLifted, value.isOptional, kind != .default else { return result }
        // `c.rate | number:4 ?? ""`: a filter of what is absent is absent, and the ?? behind it says what stands instead.
        let source = value.node
        let made = result.node
        return Expression(
            .filter(Filter { merge in try merge.value(source).isAbsent ? .absent : try merge.value(made) }), result.type,
            isOptional: true, place: result.place)
    }
}

/// Hands out variables.
final class VariableCounter {
    private(set) var count = 1
    func next() -> Int {
        count += 1
        return count - 1
    }
}

/// Which fields of the contract the template uses, and which of its own names.
final class FieldUse {
    /// Where each field is first used, by its pointer.
    private(set) var first: [String: SourcePlace] = [:]
    private var isQuiet = false
    /// Fields shown since somebody last asked, with the place of one use.
    private var recent: [String: SourcePlace] = [:]
    private var names: [String: (place: SourcePlace, isUsed: Bool)] = [:]

    func note(_ field: Field, at place: SourcePlace) {
        // A field that the template itself made (a group's key) is none of the contract's.
        if field.pointer.isEmpty { return }
        if first[field.pointer] == nil { first[field.pointer] = place }
        // A record is not shown itself, but its fields are.
        if case .record = field.type { return }
        if !isQuiet, recent[field.pointer] == nil { recent[field.pointer] = place }
    }

    /// Fields that are shown under another name.
    func show(_ pointers: [String], at place: SourcePlace) {
        for pointer in pointers where !isQuiet && recent[pointer] == nil { recent[pointer] = place }
    }

    /// Fields that a body only asks about are not shown.
    func quietly<Result>(_ body: () -> Result) -> Result {
        let before = isQuiet
        isQuiet = true
        defer { isQuiet = before }
        return body()
    }

    /// The fields that are shown by what a body compiles, in the order of their pointers.
    func during(_ body: () -> Void) -> [(pointer: String, place: SourcePlace)] {
        let before = recent
        recent = [:]
        body()
        let found = recent.sorted { $0.key < $1.key }.map { (pointer: $0.key, place: $0.value) }
        recent.merge(before) { _, earlier in earlier }
        return found
    }

    func declare(_ name: String, at place: SourcePlace) { names[name] = names[name] ?? (place, false) }
    func use(_ name: String) { names[name]?.isUsed = true }

    /// Names of `<let>` that nothing uses.
    var idle: [(name: String, place: SourcePlace)] {
        names.filter { !$0.value.isUsed }.map { (name: $0.key, place: $0.value.place) }.sorted { $0.name < $1.name }
    }
}

extension FieldType {
    var isNumeric: Bool {
        switch self {
        case .integer, .number, .money: true
        case .text, .date, .month, .boolean, .list, .record: false
        }
    }

    var isDate: Bool {
        if case .date = self { true } else { false }
    }

    /// Can be written on a page as it is.
    var isPrintable: Bool {
        switch self {
        case .text, .integer, .number, .money, .date, .month: true
        case .boolean, .list, .record: false
        }
    }

    func isSame(as other: FieldType) -> Bool {
        switch (self, other) {
        case (.text, .text), (.integer, .integer), (.number, .number), (.money, .money), (.date, .date), (.month, .month),
            (.boolean, .boolean):
            true
        default: false
        }
    }
}
