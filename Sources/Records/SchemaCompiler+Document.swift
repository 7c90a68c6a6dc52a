/// `x-document`: the fields that print runs need, named by their paths.
extension SchemaCompiler {
    private static let names = [
        "account", "number", "amount", "recipient", "sort", "public", "language", "key", "cycle", "route", "delivery", "copies",
        "barcode", "facts", "dates",
    ]

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
        let key = fields("key", of: value, in: shape, "text, a number, money, a date or a month", SchemaCompiler.isSortKey)
        let cycle = value["cycle"].flatMap { resolve($0, in: shape, "text or an integer", SchemaCompiler.isName) }
        let route = value["route"].flatMap { resolve($0, in: shape, "text or an integer", SchemaCompiler.isName) }
        let delivery = value["delivery"].flatMap { path in
            resolve(path, in: shape, "text") { if case .text = $0 { true } else { false } }
        }
        let barcode = value["barcode"].flatMap { path in
            resolve(path, in: shape, "text") { if case .text = $0 { true } else { false } }
        }
        let copies = value["copies"].flatMap { readCopies($0, in: shape) }
        guard let account else {
            if value["account"] == nil { fault(value.place, "x-document names no account") }
            return nil
        }
        return DocumentFields(
            account: account, number: number, amount: amount, recipient: recipient, sort: sort, open: open, language: language,
            key: key.isEmpty ? [number ?? account] : key, cycle: cycle, route: route, delivery: delivery, barcode: barcode,
            copies: copies,
            facts: facts(
                value["facts"], in: shape,
                besides: Array(zip(DocumentFact.ownNames, [amount, account, number, barcode]))))
    }

    /// The fields that a list of paths names.
    private mutating func fields(
        _ name: String, of value: JSONValue, in shape: Shape, _ wanted: String, _ isSensible: (FieldType) -> Bool
    ) -> [ResolvedField] {
        guard let paths = value[name] else { return [] }
        if paths.items == nil { fault(paths.place, "\(name) is an array of field paths, and this is \(paths.noun)") }
        return (paths.items ?? []).compactMap { resolve($0, in: shape, wanted, isSensible) }
    }

    /// `copies`: a list whose items say whose copy it is, and in what it differs.
    private mutating func readCopies(_ value: JSONValue, in root: Shape) -> DocumentFields.Copies? {
        let wanted = "a list of records"
        guard
            let list = resolve(value, in: root, wanted, { if case .list(of: .record, stride: _) = $0 { true } else { false } }),
            case .list(of: .record(let item), let stride) = list.type
        else { return nil }
        guard let whose = item.field(named: "for"), case .text = whose.type, whose.isRequired else {
            fault(value.place, "the items of \(list.path) need a required text \"for\", which says whose copy it is")
            return nil
        }
        var moves: [(from: Int, to: Int, count: Int)] = []
        for field in item.fields where field.name != "for" {
            guard let own = root.field(named: field.name), own.type.isLaidOut(as: field.type) else {
                fault(
                    value.place,
                    "\(field.name) of \(list.path) takes the place of the record's \(field.name), and \(root.field(named: field.name) == nil ? "there is none" : "that is another kind of value; write both with one $ref")"
                )
                return nil
            }
            moves.append((field.slot, own.slot, field.type.slots))
        }
        return DocumentFields.Copies(list: list, stride: stride, whose: whose.slot, moves: moves)
    }

    /// `x-run`: how many approve, how long is kept, and whether sheets are printed on both sides.
    mutating func runRules(_ value: JSONValue) -> RunRules {
        var rules = RunRules()
        guard let members = value.members else {
            fault(value.place, "x-run is an object, and this is \(value.noun)")
            return rules
        }
        func whole(_ value: JSONValue, _ range: ClosedRange<Int>) -> Int? {
            guard case .number(let digits) = value.content, let number = Int(digits), range.contains(number) else { return nil }
            return number
        }
        for member in members {
            switch member.key {
            case "approvals":
                guard let number = whole(member.value, 1...2) else {
                    fault(member.value.place, "approvals is 1 or 2")
                    continue
                }
                rules.approvals = number
            case "retention_years":
                guard let number = whole(member.value, 1...100) else {
                    fault(member.value.place, "retention_years is a number from 1 to 100")
                    continue
                }
                rules.retentionYears = number
            case "duplex":
                guard let flag = member.value.bool else {
                    fault(member.value.place, "duplex is true or false")
                    continue
                }
                rules.isDuplex = flag
            default:
                let names = ["approvals", "retention_years", "duplex"]
                fault(
                    member.place,
                    "x-run has no \(member.key)\(Contract.didYouMean(member.key, in: names).map { "; \($0)" } ?? "; it has: \(names.joined(separator: " "))")"
                )
            }
        }
        return rules
    }

    mutating func resolve(
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
                if unreadable.contains("/" + names[...i].map(SchemaCompiler.escape).joined(separator: "/")) { return nil }
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

    static func isSortKey(_ type: FieldType) -> Bool {
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
