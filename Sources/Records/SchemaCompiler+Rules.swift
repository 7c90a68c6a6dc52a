/// `x-minimum`, `x-maximum`, `x-equals`, `x-consecutive`, `x-only-if`, `x-needed-if`, and the bounds of dates and the texts
/// that tell one document from another, which x-document names. Read when the shape of the whole record is known.
extension SchemaCompiler {
    /// A field's surroundings, for the names that its rules use.
    private struct Around {
        var lists: [(slot: Int, stride: Int)] = []
        /// Slots from the innermost record of a list (or the root) to the record that the field stands in.
        var offset = 0
        var shape: Shape
    }

    mutating func rules(of schema: JSONValue, _ shape: Shape, document: DocumentFields?) -> [ContractRule] {
        var rules: [ContractRule] = []
        let dates = dateBounds(root["x-document"]?["dates"], in: shape)
        walk(schema, Around(shape: shape), root: shape, dates, &rules)
        guard let document else { return rules }
        let named = [document.account, document.number, document.cycle, document.route, document.barcode].compactMap(\.self)
        var known: Set<Int> = []
        for field in named + document.key + document.sort where known.insert(field.slot).inserted {
            guard case .text = field.type else { continue }
            rules.append(ContractRule(slot: field.slot, pointer: field.pointer, test: .identity))
        }
        return rules
    }

    /// `"dates": {"minimum": "run - 800", "maximum": "run + 400"}`: bounds of every date and month that has none of its own.
    private mutating func dateBounds(
        _ value: JSONValue?, in shape: Shape
    ) -> (minimum: ContractRule.Bound?, maximum: ContractRule.Bound?) {
        guard let value else { return (nil, nil) }
        guard let members = value.members else {
            fault(value.place, "dates is an object with minimum and maximum, and this is \(value.noun)")
            return (nil, nil)
        }
        for member in members where member.key != "minimum" && member.key != "maximum" {
            fault(member.place, "dates has minimum and maximum, not \(member.key)")
        }
        func bound(_ name: String) -> ContractRule.Bound? {
            value[name].flatMap { self.bound($0, of: .date, Around(shape: shape), root: shape) }
        }
        return (bound("minimum"), bound("maximum"))
    }

    private mutating func walk(
        _ schema: JSONValue, _ around: Around, root: Shape,
        _ dates: (minimum: ContractRule.Bound?, maximum: ContractRule.Bound?), _ rules: inout [ContractRule]
    ) {
        let schema = resolved(schema)
        for member in schema["properties"]?.members ?? [] {
            guard let field = around.shape.field(named: member.key) else { continue }
            add(rulesOf: member.value, field, around, root: root, dates, &rules)
            switch field.type {
            case .record(let inner):
                var within = around
                within.offset += field.slot + 1
                within.shape = inner
                walk(member.value, within, root: root, dates, &rules)
            case .list(of: let item, let stride):
                var within = Around(lists: around.lists + [(around.offset + field.slot, stride)], shape: around.shape)
                guard let items = resolved(member.value)["items"] else { continue }
                if case .record(let inner) = item {
                    within.shape = inner
                    walk(items, within, root: root, dates, &rules)
                } else {
                    let single = Field(
                        name: "", slot: 0, isRequired: true, description: nil, type: item, pointer: field.pointer + "/*",
                        place: items.place)
                    add(rulesOf: items, single, within, root: root, dates, &rules)
                }
            default: break
            }
        }
    }

    /// What a reference leads to; the rules beside it stay with the field.
    private func resolved(_ schema: JSONValue) -> JSONValue {
        var schema = schema
        // A reference inside itself has been refused; a chain has an end.
        for _ in 0..<64 {
            guard let name = schema["$ref"]?.string?.split(separator: "/").last, let next = root["$defs"]?[String(name)] else {
                break
            }
            schema = next
        }
        return schema
    }

    private mutating func add(
        rulesOf schema: JSONValue, _ field: Field, _ around: Around, root: Shape,
        _ dates: (minimum: ContractRule.Bound?, maximum: ContractRule.Bound?), _ rules: inout [ContractRule]
    ) {
        func add(_ test: ContractRule.Test) {
            rules.append(
                ContractRule(lists: around.lists, slot: around.offset + field.slot, pointer: field.pointer, test: test))
        }
        // A definition's own rules count wherever it is used.
        let definition = resolved(schema)
        func member(_ keyword: SchemaKeyword) -> JSONValue? { schema[keyword.rawValue] ?? definition[keyword.rawValue] }
        let isDated = field.type.isDated
        for (keyword, common) in [(SchemaKeyword.atLeast, dates.minimum), (.atMost, dates.maximum)] {
            let isLeast = keyword == .atLeast
            if let value = member(keyword) {
                guard field.type.isOrdered else {
                    fault(value.place, "\(keyword.rawValue) says nothing about \(field.type.noun); leave it out")
                    continue
                }
                if value.items?.isEmpty ?? false { fault(value.place, "\(keyword.rawValue) names no bound") }
                for value in value.items ?? [value] {
                    if let bound = bound(value, of: field.type, around, root: root) {
                        add(isLeast ? .minimum(bound) : .maximum(bound))
                    }
                }
            } else if isDated, let common {
                add(isLeast ? .minimum(common) : .maximum(common))
            } else if isDated {
                unbounded.append((field.pointer, field.place, "has no \(isLeast ? "first" : "last") day"))
            }
        }
        if let value = member(.equals), let operand = operand(value, around, root: root) {
            if !operand.type.isLaidOut(as: field.type) {
                fault(value.place, "\(operand.path) is \(operand.type.noun), and this is \(field.type.noun)")
            }
            add(.equals(operand))
        }
        if let value = member(.consecutive) {
            if case .list(of: .record(let item), let stride) = field.type, let name = value.string,
                let inner = item.field(named: name), inner.type.isCounted
            {
                add(.consecutive(slot: inner.slot, stride: stride, name: name))
            } else {
                fault(value.place, "x-consecutive names a date, a month or an integer of the items of a list")
            }
        }
        if let value = member(.onlyIf), let condition = condition(value, around, root: root) { add(.onlyIf(condition)) }
        if let value = member(.neededIf), let condition = condition(value, around, root: root) { add(.neededIf(condition)) }
        noteUnbounded(field, definition)
    }

    /// A text as long as it likes, or a number with more decimals than anybody prints.
    private mutating func noteUnbounded(_ field: Field, _ schema: JSONValue) {
        switch field.type {
        case .text where ["maxLength", "pattern", "enum", "const"].allSatisfy({ schema[$0] == nil }):
            unbounded.append((field.pointer, field.place, "may be as long as it likes"))
        case .number where ["x-decimals", "enum", "const"].allSatisfy({ schema[$0] == nil }):
            unbounded.append((field.pointer, field.place, "may have more decimals than are printed"))
        default: break
        }
    }

    // MARK: Bounds

    /// `run - 30`, `bill.date + 90`, `.previous_date`, `2026-01-01`, `0.00`.
    private mutating func bound(
        _ value: JSONValue, of type: FieldType, _ around: Around, root: Shape
    ) -> ContractRule.Bound? {
        if case .number(let digits) = value.content { return literal(digits, of: type, value) }
        guard let text = value.string else {
            fault(value.place, "a bound is a number, or a text such as bill.date + 90, and this is \(value.noun)")
            return nil
        }
        if type.isDated, let day = Day.parse(text) {
            return ContractRule.Bound(origin: .value(.day(day.days)), offset: 0, text: text)
        }
        if !type.isDated, let first = text.utf8.first, (0x30...0x39).contains(first) || first == UInt8(ascii: "-") {
            return literal(text, of: type, value)
        }
        guard let match = text.wholeMatch(of: /(\.?[A-Za-z_][A-Za-z0-9_.\-]*?)(?: ([+\-]) ([0-9]{1,5}))?/) else {
            fault(value.place, "\(text) is no bound; write such as bill.date + 90, or run - 30")
            return nil
        }
        let offset = (match.3.flatMap { Int($0) } ?? 0) * (match.2 == "-" ? -1 : 1)
        if match.3 != nil, !type.isDated {
            fault(value.place, "only days and months are counted on: \(text)")
            return nil
        }
        if let tight = text.wholeMatch(of: /([A-Za-z_][A-Za-z0-9_.]*)([+\-])([0-9]{1,5})/), type.isDated, match.2 == nil {
            fault(value.place, "\(text) is no bound; write \(tight.1) \(tight.2) \(tight.3)")
            return nil
        }
        if match.1 == "run", root.field(named: "run") == nil {
            guard type.isDated else {
                fault(value.place, "run is a day, and this is \(type.noun)")
                return nil
            }
            return ContractRule.Bound(origin: .run, offset: offset, text: text)
        }
        guard let operand = operand(String(match.1), at: value.place, around, root: root) else { return nil }
        var isSameKind = operand.type.isDated == type.isDated && operand.type.isOrdered
        if case .date = type, case .month = operand.type { isSameKind = false }
        guard isSameKind else {
            fault(value.place, "\(operand.path) is \(operand.type.noun), and this is \(type.noun)")
            return nil
        }
        return ContractRule.Bound(origin: .field(operand), offset: offset, text: text)
    }

    private mutating func literal(_ digits: String, of type: FieldType, _ value: JSONValue) -> ContractRule.Bound? {
        guard !type.isDated, let number = try? Scaled.parse(digits) else {
            fault(value.place, "\(digits) is no bound of \(type.noun)")
            return nil
        }
        return ContractRule.Bound(origin: .value(.scaled(number)), offset: 0, text: digits)
    }

    private mutating func operand(_ value: JSONValue, _ around: Around, root: Shape) -> ContractRule.Operand? {
        guard let path = value.string else {
            fault(value.place, "a field path is a string such as usage.unit, and this is \(value.noun)")
            return nil
        }
        return operand(path, at: value.place, around, root: root)
    }

    /// A path from the root, or behind a period from the record that the field stands in.
    private mutating func operand(_ path: String, at place: Place, _ around: Around, root: Shape) -> ContractRule.Operand? {
        let isBeside = path.hasPrefix(".")
        let isOfRoot = !isBeside || around.lists.isEmpty
        var shape = isBeside ? around.shape : root
        var slot = isBeside ? around.offset : 0
        let names = path.drop { $0 == "." }.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        for (index, name) in names.enumerated() {
            guard let field = shape.field(named: name) else {
                fault(place, "\(path) is not in the contract\(shape.nearestName(to: name).map { "; did you mean \($0)?" } ?? "")")
                return nil
            }
            if index == names.count - 1 {
                return ContractRule.Operand(
                    path: path.hasPrefix(".") ? String(path.dropFirst()) : path, slot: slot + field.slot, isOfRoot: isOfRoot,
                    type: field.type, choices: field.choices)
            }
            guard case .record(let inner) = field.type else {
                fault(place, "\(path) goes into \(name), which is \(field.type.noun) and not a record")
                return nil
            }
            (slot, shape) = (slot + field.slot + 1, inner)
        }
        return nil
    }

    // MARK: Conditions

    /// `bill.kind = final and not account.autopay`.
    private mutating func condition(_ value: JSONValue, _ around: Around, root: Shape) -> ContractRule.Condition? {
        guard let text = value.string, !text.isEmpty else {
            fault(value.place, "a condition is a text such as account.autopay, or bill.kind = final, and this is \(value.noun)")
            return nil
        }
        guard !text.contains(" or "), !text.contains("==") else {
            fault(value.place, "a condition joins its terms with and, and compares with = != < <= > >=: \(text)")
            return nil
        }
        var terms: [ContractRule.Condition.Term] = []
        for part in text.split(separator: " and ", omittingEmptySubsequences: false) {
            guard let term = term(String(part), at: value.place, around, root: root) else { return nil }
            terms.append(term)
        }
        return ContractRule.Condition(terms: terms, text: text)
    }

    private mutating func term(
        _ text: String, at place: Place, _ around: Around, root: Shape
    ) -> ContractRule.Condition.Term? {
        let isNegated = text.hasPrefix("not ")
        let rest = isNegated ? String(text.dropFirst(4)) : text
        for sign in ContractRule.Condition.Sign.allCases {
            guard let split = rest.firstRange(of: " \(sign.rawValue) ") else { continue }
            guard let operand = operand(String(rest[..<split.lowerBound]), at: place, around, root: root) else { return nil }
            let wanted = String(rest[split.upperBound...])
            let comparison: (sign: ContractRule.Condition.Sign, value: Slot, text: [UInt8])
            switch operand.type {
            case .text where sign == .equal || sign == .notEqual:
                if let choices = operand.choices, !choices.contains(wanted) {
                    fault(place, "\(operand.path) is never \(wanted); it is one of \(choices.joined(separator: " "))")
                    return nil
                }
                comparison = (sign, .absent, Array(wanted.utf8))
            case .integer, .number, .money:
                guard let number = try? Scaled.parse(wanted) else { fallthrough }
                comparison = (sign, .scaled(number), [])
            default:
                fault(place, "\(operand.path) is \(operand.type.noun) and cannot be compared with \(wanted)")
                return nil
            }
            return ContractRule.Condition.Term(operand: operand, comparison: comparison, isNegated: isNegated)
        }
        guard let operand = operand(rest, at: place, around, root: root) else { return nil }
        return ContractRule.Condition.Term(operand: operand, comparison: nil, isNegated: isNegated)
    }
}

extension FieldType {
    /// A day or a month.
    var isDated: Bool {
        switch self {
        case .date, .month: true
        case .text, .integer, .number, .money, .boolean, .list, .record: false
        }
    }

    /// Values that follow one another in steps of one.
    fileprivate var isCounted: Bool {
        switch self {
        case .date, .month, .integer: true
        case .text, .number, .money, .boolean, .list, .record: false
        }
    }

    /// Values that come one after the other.
    var isOrdered: Bool {
        switch self {
        case .date, .month, .integer, .number, .money: true
        case .text, .boolean, .list, .record: false
        }
    }
}
