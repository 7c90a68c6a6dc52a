import Layout
import Pages
import Records

/// Reads what attributes say: nil where there is none, and where its value is wrong, which `check` has told.
extension Compiler {
    func length(_ element: XMLElement, _ name: String) -> Length? { value(element, name, Measures.length) }

    func number(_ element: XMLElement, _ name: String) -> Int? { value(element, name) { Int($0) } }

    func value<T>(_ element: XMLElement, _ name: String, _ read: (String) -> T?) -> T? {
        guard let attribute = element.attribute(name), isGood(element, attribute) else { return nil }
        return read(attribute.value.string)
    }

    /// An attribute that is one of a few words.
    func choice<T>(_ element: XMLElement, _ name: String, _ choices: [(String, T)]) -> T? {
        value(element, name) { text in choices.first { $0.0 == text }?.1 }
    }

    /// An attribute that is `yes` or `no`.
    func says(_ element: XMLElement, _ name: String) -> Bool? { choice(element, name, [("yes", true), ("no", false)]) }

    func isKept(_ element: XMLElement) -> Bool? { choice(element, "keep", [("together", true), ("no", false)]) }

    func breaksAnywhere(_ element: XMLElement) -> Bool? { choice(element, "break", [("anywhere", true), ("words", false)]) }

    func alignment(_ element: XMLElement) -> Alignment? {
        choice(element, "align", [("left", .left), ("right", .right), ("center", .center)])
    }

    func stroke(_ element: XMLElement, _ name: String) -> Stroke? { value(element, name, Measures.stroke) }
    func tint(_ element: XMLElement, _ name: String) -> Tint? { value(element, name, Measures.tint) }
    func edges(_ element: XMLElement, _ name: String) -> Edges? { value(element, name, Measures.edges) }

    private func isGood(_ element: XMLElement, _ attribute: XMLAttribute) -> Bool {
        Elements.named[element.name]?.attribute(attribute.name)?.value.complaint(attribute.name, attribute.value.string) == nil
    }

    // MARK: Expressions

    func expressions(_ source: Source, _ text: DecodedText, _ scope: Scope) -> ExpressionCompiler {
        ExpressionCompiler(
            words: words, formats: formats, variables: variables, used: used, scope: scope, source: source, origin: text)
    }

    /// An attribute that holds a bare expression.
    func expression(_ element: XMLElement, _ name: String, _ scope: Scope) -> Expression? {
        guard let attribute = element.attribute(name) else { return nil }
        do throws(Diagnostic) {
            return try expressions(element.source, attribute.value, scope).compile(attribute.value.bytes[...])
        } catch {
            note(error)
            return nil
        }
    }

    /// A condition, and what it shows to be present where it holds and where it does not.
    func condition(_ element: XMLElement, _ name: String, _ scope: Scope) -> (
        test: Expression, ifTrue: [String], ifFalse: [String]
    )? {
        guard let attribute = element.attribute(name) else { return nil }
        return used.quietly {
            let compiler = expressions(element.source, attribute.value, scope)
            do throws(Diagnostic) {
                let syntax: Syntax
                do throws(SyntaxFault) { syntax = try ExpressionParser.parse(attribute.value.bytes[...]) } catch {
                    throw Diagnostic(.expression, at: compiler.place(error.offset), error.message)
                }
                let test = try compiler.condition(syntax)
                return (test, ExpressionCompiler.presentPaths(syntax), ExpressionCompiler.presentPathsIfFalse(syntax))
            } catch {
                note(error)
                return nil
            }
        }
    }

    /// An attribute that is one `{expression}`.
    func braced(_ element: XMLElement, _ name: String, _ scope: Scope) -> Expression? {
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

    /// `<check>`.
    func checkPlan(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties) -> CheckPlan? {
        guard let (test, _, _) = condition(element, "test", scope),
            let message = textAttribute(element, "message", scope, style, isDrawn: false)
        else { return nil }
        return CheckPlan(test: test, message: message, place: element.place, site: site(element.place))
    }

    /// `<let>`: the scope with one more name. `isOfDocument`: it stands in no loop and on no page, and has one value in a
    /// document.
    func binding(_ element: XMLElement, _ scope: Scope, isOfDocument: Bool = false) -> Scope {
        var value: Expression?
        let shown = used.during { value = expression(element, "value", scope) }
        guard let name = newName(element, "name", scope) else { return scope }
        used.declare(name, at: element.place)
        guard var value else {
            used.use(name)
            return scope.with(Scope.Name(name, .broken))
        }
        let syntax = (element.attribute("value")?.value.bytes[...]).flatMap { try? ExpressionParser.parse($0) }
        let prints = syntax.map { printedFields($0, scope) } ?? []
        if isOfDocument { value = named(value) }
        return scope.with(Scope.Name(name, .value(value, shows: shown.map(\.pointer), prints: prints)))
    }

    /// The expression as one that is worked out once a document; fields, constants, lists and records are at hand as they are.
    private func named(_ value: Expression) -> Expression {
        switch (value.type, value.node) {
        case (.list, _), (.record, _), (_, .slot), (_, .constant): return value
        default: break
        }
        guard !value.isStatic else { return value }
        defer { nameCount += 1 }
        return Expression(
            .named(nameCount, value.node), value.type, isOptional: value.isOptional, path: value.path, choices: value.choices,
            place: value.place, turn: value.turn, isQuotable: value.isQuotable)
    }

    /// A name that the author gives to a value, which must not hide another.
    func newName(_ element: XMLElement, _ attribute: String, _ scope: Scope) -> String? {
        guard let given = element.attribute(attribute) else { return nil }
        let name = given.value.string
        guard Compiler.isName(name) else {
            note(
                .badValue, element.place(of: given), "\"\(name)\" cannot be a name",
                hint: "letters, figures and _, and none of \(Scope.reserved.sorted().joined(separator: " "))")
            return nil
        }
        guard scope.root.field(named: name) == nil, scope.name(name) == nil else {
            note(.badValue, element.place(of: given), "\(name) is a name already", hint: "two values with one name confuse")
            return nil
        }
        return name
    }

    /// Letters, figures and `_`, and no word that the language keeps for itself.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { isWordByte($0) } && !Scope.reserved.contains(name)
            && !(0x30...0x39).contains(name.utf8.first!)
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    // MARK: Loops

    /// The list of a loop and the scope within it.
    func loop(_ element: XMLElement, _ scope: Scope) -> (list: Expression, variable: Int, inner: Scope)? {
        guard let attribute = element.attribute("each") else { return nil }
        let text = attribute.value
        guard let range = Compiler.range(of: " in ", in: text.bytes) else {
            note(
                .badValue, element.place(of: attribute), "each=\"…\" is a name, in, and a list",
                hint: "such as each=\"line in mail.lines\"")
            return nil
        }
        let name = String(decoding: text.bytes[..<range.lowerBound], as: UTF8.self).split(separator: " ").joined()
        return loop(over: text.bytes[range.upperBound...], text, named: name, element, scope)
    }

    func loop(
        over bytes: ArraySlice<UInt8>, _ text: DecodedText, named name: String, _ element: XMLElement, _ scope: Scope
    ) -> (list: Expression, variable: Int, inner: Scope)? {
        do throws(Diagnostic) {
            let list = try expressions(element.source, text, scope).compile(bytes)
            guard case .list(let item, _) = list.type else {
                throw Diagnostic(.wrongType, at: list.place, "a list is expected here; this is \(list.type.noun)")
            }
            if list.isOptional {
                throw Diagnostic(
                    .optionalBare, at: list.place, "this list may be absent",
                    hint: "put the loop within <if test=\"… is present\">")
            }
            guard Compiler.isName(name) else {
                throw Diagnostic(.badValue, at: element.place, "\"\(name)\" cannot be a loop's name")
            }
            switch scope.name(name)?.binding {
            case .value, .broken:
                throw Diagnostic(.badValue, at: element.place, "\(name) is a name already, given by <let>")
            case .variable, .number, nil: break
            }
            let variable = variables.next()
            let number = variables.next()
            var inner = scope.with(Scope.Name(name, .variable(variable, item), choices: list.choices))
            if element.attribute("number") != nil, let counter = newName(element, "number", inner) {
                inner = inner.with(Scope.Name(counter, .number(number)))
            }
            return (list.deciding(turns.next()), variable, inner)
        } catch {
            note(error)
            return nil
        }
    }

    /// The scope within a loop whose list is wrong: its names are known, and what they would stand for has been told.
    func brokenLoop(_ element: XMLElement, _ scope: Scope) -> Scope {
        var names = [element.attribute("number")?.value.string]
        if let each = element.attribute("each") {
            guard let range = Compiler.range(of: " in ", in: each.value.bytes) else { return scope }
            names.append(
                String(decoding: each.value.bytes[..<range.lowerBound], as: UTF8.self).split(separator: " ").joined())
        } else {
            names.append(element.attribute("as")?.value.string ?? "item")
        }
        return names.compactMap(\.self).filter { Compiler.isName($0) }.reduce(scope) { $0.with(Scope.Name($1, .broken)) }
    }

    private static func range(of text: String, in bytes: [UInt8]) -> Range<Int>? {
        let wanted = Array(text.utf8)
        guard bytes.count >= wanted.count else { return nil }
        for start in 0...(bytes.count - wanted.count) where bytes[start..<start + wanted.count].elementsEqual(wanted) {
            return start..<start + wanted.count
        }
        return nil
    }
}
