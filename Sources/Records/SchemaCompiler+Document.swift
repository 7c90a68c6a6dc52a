/// `x-document`: the fields that print runs need, named by their paths.
extension SchemaCompiler {
    private static let names = ["account", "number", "amount", "recipient", "sort", "public", "language"]

    mutating func documentFields(_ value: JSONValue, in shape: Shape) -> DocumentFields? {
        guard let members = value.members else {
            fault(value.place, "x-document is an object of field paths, and this is \(value.noun)")
            return nil
        }
        for member in members where !SchemaCompiler.names.contains(member.key) {
            let nearest = Contract.didYouMean(member.key, in: SchemaCompiler.names).map { "; \($0)" } ?? ""
            fault(member.place, "x-document has no \(member.key)\(nearest)")
        }
        let account = value["account"].flatMap { resolve($0, in: shape, "text or an integer", SchemaCompiler.isName) }
        let number = value["number"].flatMap { resolve($0, in: shape, "text or an integer", SchemaCompiler.isName) }
        let amount = value["amount"].flatMap { path in
            resolve(path, in: shape, "an amount of money") { if case .money = $0 { true } else { false } }
        }
        let recipient = value["recipient"].flatMap {
            resolve($0, in: shape, "text, a list of text or a record", SchemaCompiler.isRecipient)
        }
        let sort = fields("sort", of: value, in: shape, "text, a number, money, a date or a month", SchemaCompiler.isSortKey)
        let open = fields("public", of: value, in: shape, "anything") { _ in true }
        let language = value["language"].flatMap { path in
            resolve(path, in: shape, "text") { if case .text = $0 { true } else { false } }
        }
        guard let account else {
            if value["account"] == nil { fault(value.place, "x-document names no account") }
            return nil
        }
        return DocumentFields(
            account: account, number: number, amount: amount, recipient: recipient, sort: sort, open: open, language: language)
    }

    /// The fields that a list of paths names.
    private mutating func fields(
        _ name: String, of value: JSONValue, in shape: Shape, _ wanted: String, _ isSensible: (FieldType) -> Bool
    ) -> [ResolvedField] {
        guard let paths = value[name] else { return [] }
        if paths.items == nil { fault(paths.place, "\(name) is an array of field paths, and this is \(paths.noun)") }
        return (paths.items ?? []).compactMap { resolve($0, in: shape, wanted, isSensible) }
    }

    private mutating func resolve(
        _ value: JSONValue, in root: Shape, _ wanted: String, _ isSensible: (FieldType) -> Bool
    ) -> ResolvedField? {
        guard let path = value.string else {
            fault(value.place, "a field path is a string such as account.number, and this is \(value.noun)")
            return nil
        }
        var shape = root
        var base = 0
        var isRequired = true
        let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        for (i, name) in names.enumerated() {
            let around = names[..<i].joined(separator: ".")
            guard let field = shape.field(named: name) else {
                let nearest =
                    shape.nearestName(to: name).map { "; did you mean \(around.isEmpty ? "" : around + ".")\($0)?" } ?? ""
                fault(value.place, "\(path) is not in the contract\(nearest)")
                return nil
            }
            isRequired = isRequired && field.isRequired
            if i == names.count - 1 {
                guard isSensible(field.type) else {
                    fault(value.place, "\(path) is \(field.type.noun), and here \(wanted) is wanted")
                    return nil
                }
                return ResolvedField(path: path, slot: base + field.slot, type: field.type, isRequired: isRequired)
            }
            guard case .record(let inner) = field.type else {
                fault(value.place, "\(path) goes into \(name), which is \(field.type.noun) and not a record")
                return nil
            }
            (base, shape) = (base + field.slot + 1, inner)
        }
        return nil
    }

    private static func isName(_ type: FieldType) -> Bool {
        switch type {
        case .text, .integer: true
        case .number, .money, .date, .month, .boolean, .list, .record: false
        }
    }

    private static func isSortKey(_ type: FieldType) -> Bool {
        switch type {
        case .text, .integer, .number, .money, .date, .month: true
        case .boolean, .list, .record: false
        }
    }

    private static func isRecipient(_ type: FieldType) -> Bool {
        switch type {
        case .text, .record: true
        case .list(of: .text, stride: _): true
        case .integer, .number, .money, .date, .month, .boolean, .list: false
        }
    }
}
