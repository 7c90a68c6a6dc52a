import Records

/// What a name, a member of a record and a word of the language file stand for.
extension ExpressionCompiler {
    func name(_ name: String, _ syntax: Syntax) throws(Diagnostic) -> Expression {
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
        case .value(let value, let shows, _):
            used.use(name)
            used.show(shows, at: place)
            return Expression(
                value.node, value.type, isOptional: value.isOptional && !scope.present.contains(name), isStatic: value.isStatic,
                path: name, choices: value.choices, place: place, isQuotable: value.isQuotable)
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
        throw fault(.unknownField, syntax, "\(name) is not in the contract", hint: Contract.didYouMean(name, in: scope.known))
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

    func member(_ base: Syntax, _ name: String, _ isOptional: Bool, _ syntax: Syntax) throws(Diagnostic) -> Expression {
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
                used.usesSequence = true
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

    func word(_ name: String, _ arguments: [Syntax], _ syntax: Syntax) throws(Diagnostic) -> Expression {
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
        var isQuotable = true
        for argument in arguments {
            let value = try compile(argument)
            try refuseOptional(value, argument)
            guard value.type.isPrintable else {
                throw fault(.wrongType, argument, "\(value.type.noun) cannot be written as text")
            }
            nodes.append(value.node)
            isStatic = isStatic && value.isStatic
            isQuotable = isQuotable && value.isQuotable
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
        return Expression(.word(parts, nodes), .text, isStatic: isStatic, place: place, isQuotable: isQuotable)
    }
}
