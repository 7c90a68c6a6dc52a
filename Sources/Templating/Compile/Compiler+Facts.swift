import Pages
import Records

/// Facts of the contract and the elements that state them.
extension Compiler {
    /// What an element states by its attribute `states`; nil where it has none, or names a fact that there is not.
    func statement(_ element: XMLElement, range: Range<Int>? = nil) -> Statement? {
        guard let attribute = element.attribute("states") else { return nil }
        let place = element.place(of: attribute)
        var facts: [Statement.Fact] = []
        for word in attribute.value.string.split(whereSeparator: \.isWhitespace) {
            let isNegated = word.first == "-"
            let name = String(isNegated ? word.dropFirst() : word)
            guard let index = documentFacts.firstIndex(where: { $0.name == name }) else {
                let names = documentFacts.map(\.name)
                note(
                    .fact, place, "the contract has no fact \(name)",
                    hint: DocumentFact.ownNames.contains(name)
                        ? "name its field as \"\(name)\" in x-document"
                        : Contract.didYouMean(name, in: names)
                            ?? (names.isEmpty
                                ? "x-document names them in \"facts\"" : "x-document has: \(names.joined(separator: " "))"))
                return nil
            }
            let fact = documentFacts[index]
            if isNegated, !(fact.fields.first?.type.isNumeric ?? false) {
                note(.fact, place, "\(name) is \(fact.fields.first?.type.noun ?? "nothing") and has no negative")
                return nil
            }
            if element.name == "barcode", !(fact.fields.first?.type.isReadOffSymbols ?? false) {
                note(
                    .fact, place,
                    "a symbol states a text, an integer or an amount, and \(name) is \(fact.fields.first?.type.noun ?? "nothing")"
                )
                return nil
            }
            facts.append(Statement.Fact(name: name, index: index, isNegated: isNegated))
            statedFacts.insert(name)
        }
        return Statement(facts: facts, place: place.location, range: range, isInline: element.name == "span")
    }

    /// A run adds up what the pages state: a kind whose contract names an amount states it.
    func checkAmount() {
        guard hasRequiredFacts, files.contract.document?.amount != nil, amountReading == .none else { return }
        inform(
            .fact, root.place, "the contract names an amount, and no element states it: a run does not take the kind",
            hint: "write states=\"amount\" where it is printed")
    }

    /// Compiles what stands within an element that states facts.
    func stating<Result>(_ statement: Statement?, _ body: () -> Result) -> Result {
        guard let statement else { return body() }
        let around = factsAtHand
        factsAtHand.formUnion(statement.facts.map(\.name))
        defer { factsAtHand = around }
        return body()
    }

    /// A place that prints a fact and does not state it is not read back: what it says there is nobody's proof.
    func noteFacts(in expression: ArraySlice<UInt8>, _ scope: Scope, at place: SourcePlace) {
        guard hasRequiredFacts, let syntax = try? ExpressionParser.parse(expression) else { return }
        for pointer in printedFields(syntax, scope) {
            guard let fact = documentFacts.first(where: { $0.isRequired && $0.pointers.contains(pointer) }),
                !documentFacts.contains(where: { factsAtHand.contains($0.name) && $0.pointers.contains(pointer) })
            else { continue }
            inform(.fact, place, "the fact \(fact.name) is printed here and not stated", hint: "write states=\"\(fact.name)\"")
        }
    }

    /// Pointers of the fields whose values an expression prints as they are, however it formats them; what is reckoned from
    /// them is another value.
    func printedFields(_ syntax: Syntax, _ scope: Scope) -> [String] {
        if let path = syntax.path {
            let head = String(path.prefix { $0 != "." })
            switch scope.name(head)?.binding {
            case .value(_, _, let prints):
                // A field of a record that has a name.
                let rest = path.dropFirst(head.count).split(separator: ".").map { "/" + $0 }.joined()
                return prints.map { $0 + rest }
            case .variable, .number, .broken: return []
            case nil:
                if path == "document.number", files.contract.resolve(path) == nil {
                    return files.contract.document?.number.map { [$0.pointer] } ?? []
                }
                return files.contract.resolve(path).map { [$0.pointer] } ?? []
            }
        }
        switch syntax.form {
        case .negate(let inner): return printedFields(inner, scope)
        case .coalesce(let inner, let other):
            // What stands in for a list's value is seldom printed, and is not a fact then.
            return printedFields(inner, scope) + (inner.path == nil ? [] : printedFields(other, scope))
        case .filter(let input, let name, let arguments, _):
            switch FilterKind(rawValue: name) {
            case .with: return arguments.flatMap { printedFields($0, scope) }
            case .money, .credit, .number, .percent, .date, .upper, .title, .trim, .zfill, .pad, .cents, .spell, .round, .word:
                return printedFields(input, scope)
            case .default: return ([input] + arguments).flatMap { printedFields($0, scope) }
            default: return []
            }
        default: return []
        }
    }
}

extension FieldType {
    /// A barcode or a matrix symbol can say it so that it can be told from all else that it says; an amount in cents or with
    /// a period before them.
    fileprivate var isReadOffSymbols: Bool {
        switch self {
        case .text, .integer, .money: true
        case .number, .date, .month, .boolean, .list, .record: false
        }
    }
}
