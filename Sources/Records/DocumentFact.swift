/// Something that a document states and that must be true wherever it is stated: its amount, the day by which it is due,
/// the account. `x-document` names facts in `facts`; its amount, account, number and barcode are facts by these names.
package struct DocumentFact: Sendable {
    package var name: String
    /// The fields that hold it; the first that a record has counts.
    package var fields: [ResolvedField]
    /// What a page may say for a text of the record, in any language: `gallons` for `gal`.
    package var wordings: [String: [String]] = [:]
    /// The contract has `facts`, so that each place that prints this one must state it.
    package var isRequired: Bool

    /// The fact that control totals are made of.
    package static let amount = "amount"
    /// Facts by themselves where `x-document` names their field.
    package static let ownNames = [amount, "account", "number", "barcode"]

    /// The slot that counts in a record; nil where the record has none of its fields.
    package func slot(in record: Record) -> Slot? {
        for field in fields where !record.slots[field.slot].isAbsent { return record.slots[field.slot] }
        return nil
    }

    /// JSON pointers (RFC 6901) of its fields.
    package var pointers: [String] { fields.map(\.pointer) }
}

extension ResolvedField {
    /// Its JSON pointer in a record (RFC 6901).
    package var pointer: String { path.split(separator: ".").map { "/" + SchemaCompiler.escape(String($0)) }.joined() }
}

extension SchemaCompiler {
    /// `facts`: names, each with the path of a field, several of which the first that is there counts, or a field with the
    /// wordings of its texts.
    mutating func facts(_ value: JSONValue?, in shape: Shape, besides fields: [(String, ResolvedField?)]) -> [DocumentFact] {
        var facts: [DocumentFact] = []
        for member in value?.members ?? [] {
            guard SchemaCompiler.isFactName(member.key) else {
                fault(member.place, "the name of a fact has letters, digits, _ and -, and begins with a letter")
                continue
            }
            if fields.contains(where: { $0.0 == member.key }) {
                fault(member.place, "\(member.key) is a fact by itself; name its field in x-document")
                continue
            }
            if let fact = fact(member, in: shape) { facts.append(fact) }
        }
        if let value, value.members == nil {
            fault(value.place, "facts is an object of names and field paths, and this is \(value.noun)")
        }
        for (name, field) in fields where !facts.contains(where: { $0.name == name }) {
            if let field { facts.append(DocumentFact(name: name, fields: [field], isRequired: value != nil)) }
        }
        return facts
    }

    private mutating func fact(_ member: JSONValue.Member, in shape: Shape) -> DocumentFact? {
        var paths = member.value.items ?? [member.value]
        var wordings: [String: [String]] = [:]
        if let inner = member.value.members {
            guard let field = member.value["field"] else {
                fault(member.value.place, "the fact \(member.key) names no field; write \"field\": \"PATH\"")
                return nil
            }
            paths = [field]
            for other in inner where other.key != "field" && other.key != "as" {
                fault(other.place, "a fact has field and as, not \(other.key)")
            }
            for wording in member.value["as"]?.members ?? [] {
                let texts = (wording.value.items ?? [wording.value]).compactMap(\.string)
                guard !texts.isEmpty, texts.allSatisfy({ !$0.isEmpty }) else {
                    fault(wording.value.place, "\"as\" gives texts for \(wording.key), such as [\"gallons\"]")
                    continue
                }
                wordings[wording.key] = texts
            }
        }
        if paths.isEmpty { fault(member.value.place, "the fact \(member.key) names no field") }
        let fields = paths.compactMap { path in
            resolve(path, in: shape, "text, a number, money, a date or a month", SchemaCompiler.isSortKey)
        }
        guard fields.count == paths.count, let first = fields.first else { return nil }
        guard fields.allSatisfy({ $0.type.isLaidOut(as: first.type) }) else {
            fault(member.value.place, "the fields of the fact \(member.key) are of one type")
            return nil
        }
        if let choices = choices(of: first, in: shape) {
            for wording in member.value["as"]?.members ?? [] where !choices.contains(wording.key) {
                fault(wording.place, "\(first.path) is never \(wording.key); it is one of \(choices.joined(separator: ", "))")
            }
        }
        return DocumentFact(name: member.key, fields: fields, wordings: wordings, isRequired: true)
    }

    /// The texts that a field can be, where the contract lists them.
    private func choices(of field: ResolvedField, in shape: Shape) -> [String]? {
        var shape = shape
        var choices: [String]?
        for name in field.path.split(separator: ".") {
            guard let field = shape.field(named: String(name)) else { return nil }
            choices = field.choices
            if case .record(let inner) = field.type { shape = inner }
        }
        return choices
    }

    private static func isFactName(_ name: String) -> Bool { name.wholeMatch(of: /[A-Za-z][A-Za-z0-9_-]*/) != nil }
}
