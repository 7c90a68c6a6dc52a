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

    // MARK: Filters

    func filter(
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
                hint: Contract.didYouMean(name, in: all)
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
