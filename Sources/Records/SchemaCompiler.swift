/// Turns a JSON Schema into a shape and a plan, and goes on after every fault so that all are reported in one pass.
struct SchemaCompiler {
    let file: String
    let root: JSONValue
    var plan = Plan()
    private var faults: Set<ContractFault> = []
    /// Fields that nothing holds within bounds, for whoever checks a kind.
    var unbounded: [(pointer: String, place: Place, fault: String)] = []
    private var fieldsLeft = SchemaCompiler.mostFields
    private var ranOut = false
    /// Fields whose schema is wrong, by their pointers: that they are not there has its cause told.
    var unreadable: Set<String> = []

    /// A contract with its references written out may be this large; more is a mistake, or a bomb of references.
    static let mostFields = 20_000
    static let mostSlots = 65_536

    init(file: String, root: JSONValue) {
        (self.file, self.root) = (file, root)
    }

    /// What a schema describes: the type for readers of the contract, and the same as an entry of the plan.
    struct Typed {
        var type: FieldType
        var field: PlanField

        /// Slots it takes inline: a nested record has its presence mark before its fields.
        var slots: Int {
            if case .record(let shape) = type { shape.slotCount + 1 } else { 1 }
        }
    }

    /// A schema's place in the contract and in the records it describes.
    struct Position {
        var pointer: String
        var level: Int
        /// The references that led here, so that one inside itself is seen.
        var references: [String]
        var isRoot = false
    }

    mutating func compile() -> (
        shape: Shape, planShape: Int, document: DocumentFields?, run: RunRules, rules: [ContractRule]
    )? {
        guard root.members != nil else {
            fault(root.place, "a contract is a JSON Schema object, and this is \(root.noun)")
            return nil
        }
        if let schema = root["$schema"], schema.string?.contains("2020-12") != true {
            fault(
                schema.place, "a contract is written in JSON Schema 2020-12; write https://json-schema.org/draft/2020-12/schema")
        }
        let typed = typed(root, at: Position(pointer: "", level: 1, references: [], isRoot: true))
        checkUnusedDefinitions()
        guard let typed else { return nil }
        guard case .record(let shape) = typed.type else {
            fault(root["type"]?.place ?? root.place, "the record of a contract is an object; write \"type\": \"object\"")
            return nil
        }
        let document = root["x-document"].flatMap { documentFields($0, in: shape) }
        let run = root["x-run"].map { runRules($0) } ?? RunRules()
        return (shape, Int(typed.field.shape), document, run, rules(of: root, shape, document: document))
    }

    /// One schema, or nil where it has no usable type; then a fault says why.
    mutating func typed(_ schema: JSONValue, at position: Position) -> Typed? {
        guard let members = schema.members else {
            fault(schema.place, "a schema is an object in braces, and this is \(schema.noun)")
            return nil
        }
        guard hasRoom(schema.place, level: position.level) else { return nil }
        let keywords = keywords(members, isRoot: position.isRoot)
        if let reference = keywords[.ref] {
            for (keyword, member) in keywords where !keyword.isAnnotation && !keyword.isForRoot && keyword != .ref {
                fault(member.place, "\(keyword.rawValue) cannot stand beside $ref; write it in the definition")
            }
            return referred(reference.value, at: position)
        }
        guard let kind = kind(keywords, of: schema) else { return checkInside(keywords, at: position) }
        for (keyword, member) in keywords {
            guard let kinds = keyword.kinds, !kinds.contains(kind) else { continue }
            fault(member.place, "\(keyword.rawValue) says nothing about \(SchemaCompiler.noun(kind)); leave it out")
        }
        var field = PlanField(kind: kind)
        let limits = limits(keywords, of: kind)
        if !limits.isEmpty {
            field.limits = Int32(plan.limits.count)
            plan.limits.append(limits)
        }
        switch kind {
        case .text: return Typed(type: .text, field: field)
        case .integer: return Typed(type: .integer, field: field)
        case .number: return Typed(type: .number, field: field)
        case .date: return Typed(type: .date, field: field)
        case .month: return Typed(type: .month, field: field)
        case .boolean: return Typed(type: .boolean, field: field)
        case .money:
            let names = SchemaCompiler.typeNames(keywords[.type]!.value)
            field.acceptsText = names.contains("string")
            field.acceptsNumber = names.contains("number")
            field.isTotal = keywords[.format]?.value.string == SchemaKeyword.total
            return Typed(type: .money, field: field)
        case .list: return list(field, keywords, of: schema, at: position)
        case .record: return record(field, keywords, at: position)
        }
    }

    // MARK: Faults

    mutating func fault(_ place: Place, _ message: String) {
        faults.insert(ContractFault(file: file, line: place.line, column: place.column, message: message))
    }

    func sortedFaults() -> [ContractFault] {
        faults.sorted { ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message) }
    }

    // MARK: Parts

    /// The known keywords of a schema; an unknown one is a fault with the nearest known.
    private mutating func keywords(_ members: [JSONValue.Member], isRoot: Bool) -> [SchemaKeyword: JSONValue.Member] {
        var known: [SchemaKeyword: JSONValue.Member] = [:]
        for member in members {
            guard let keyword = SchemaKeyword(rawValue: member.key) else {
                let nearest = Contract.nearest(to: member.key, in: SchemaKeyword.allCases.map(\.rawValue))
                let advice = nearest.map { "; did you mean \($0)?" } ?? ""
                fault(member.place, "\(member.key) is not a keyword that contracts know\(advice)")
                continue
            }
            if keyword.isForRoot, !isRoot { fault(member.place, "\(keyword.rawValue) belongs at the top of the contract") }
            known[keyword] = member
        }
        for keyword in [SchemaKeyword.title, .description, .id] {
            if let member = known[keyword], member.value.string == nil {
                fault(member.value.place, "\(keyword.rawValue) is a string, and this is \(member.value.noun)")
            }
        }
        return known
    }

    /// `#/$defs/name`, compiled anew for each place that refers to it, so that its slots stand inline.
    private mutating func referred(_ reference: JSONValue, at position: Position) -> Typed? {
        let prefix = "#/$defs/"
        guard let text = reference.string, text.hasPrefix(prefix) else {
            fault(reference.place, "$ref leads to a definition of this contract; write #/$defs/ and its name")
            return nil
        }
        let name = SchemaCompiler.unescape(text.dropFirst(prefix.count))
        let definitions = root["$defs"]?.members ?? []
        guard let definition = definitions.first(where: { $0.key.isSameBytes(as: name) }) else {
            let nearest = Contract.didYouMean(name, in: definitions.map(\.key)).map { "; \($0)" } ?? ""
            fault(reference.place, "there is no definition \(name) in $defs\(nearest)")
            return nil
        }
        guard !position.references.contains(name) else {
            fault(reference.place, "the definition \(name) refers to itself; a record has a fixed depth")
            return nil
        }
        var inner = position
        inner.isRoot = false
        inner.references.append(name)
        return typed(definition.value, at: inner)
    }

    /// RFC 6901 section 3.
    private static func unescape(_ token: Substring) -> String {
        var out = ""
        var rest = token.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "~", let next = rest.first, next == "0" || next == "1" {
                out.unicodeScalars.append(next == "0" ? "~" : "/")
                rest.removeFirst()
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// Definitions that nothing refers to are read too, for their faults; what they add to the plan is dropped.
    private mutating func checkUnusedDefinitions() {
        guard let definitions = root["$defs"] else { return }
        guard let members = definitions.members else {
            return fault(definitions.place, "$defs is an object of definitions, and this is \(definitions.noun)")
        }
        let kept = plan
        for member in members {
            _ = typed(member.value, at: Position(pointer: "", level: 1, references: [member.key]))
        }
        plan = kept
    }

    /// A schema whose type is not usable: what stands inside is still read, for its faults.
    private mutating func checkInside(_ keywords: [SchemaKeyword: JSONValue.Member], at position: Position) -> Typed? {
        var inner = position
        inner.isRoot = false
        inner.level += 1
        for member in keywords[.properties]?.value.members ?? [] { _ = typed(member.value, at: inner) }
        if let items = keywords[.items]?.value { _ = typed(items, at: inner) }
        return nil
    }

    private mutating func hasRoom(_ place: Place, level: Int) -> Bool {
        guard level <= JSONCursor.deepest else {
            fault(place, "the records of this contract are nested deeper than \(JSONCursor.deepest) levels")
            return false
        }
        fieldsLeft -= 1
        guard fieldsLeft >= 0 else {
            if !ranOut {
                fault(place, "the contract has more than \(SchemaCompiler.mostFields) fields with its references written out")
            }
            ranOut = true
            return false
        }
        return true
    }
}
