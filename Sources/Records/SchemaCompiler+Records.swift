/// Objects and arrays of a schema.
extension SchemaCompiler {
    mutating func record(
        _ field: PlanField, _ keywords: [SchemaKeyword: JSONValue.Member], at position: Position
    ) -> Typed? {
        var children: [(field: Field, plan: PlanField)] = []
        var slot = 0
        let required = required(keywords)
        for member in properties(keywords) {
            let inner = Position(
                pointer: "\(position.pointer)/\(SchemaCompiler.escape(member.key))", level: position.level + 1,
                references: position.references)
            guard let typed = typed(member.value, at: inner) else {
                unreadable.insert(inner.pointer)
                continue
            }
            let isRequired = required.contains { $0.isSameBytes(as: member.key) }
            let described = member.value["description"]?.string ?? definition(of: member.value)?["description"]?.string
            var entry = typed.field
            entry.slot = Int32(clamping: slot)
            children.append(
                (
                    Field(
                        name: member.key, slot: slot, isRequired: isRequired, description: described, type: typed.type,
                        choices: choices(of: typed), pointer: inner.pointer, place: member.place), entry
                ))
            slot += typed.slots
        }
        guard slot <= SchemaCompiler.mostSlots else {
            fault(
                keywords[.properties]!.place, "a record of this contract would take more than \(SchemaCompiler.mostSlots) places")
            return nil
        }
        var field = field
        field.shape = Int32(plan.shapes.count)
        appendShape(children, slots: slot, isClosed: isClosed(keywords))
        return Typed(type: .record(Shape(fields: children.map(\.field), slotCount: slot)), field: field)
    }

    /// The texts that a text field, or the items of a list of texts, can be.
    private func choices(of typed: Typed) -> [String]? {
        var field = typed.field
        switch typed.type {
        case .text: break
        case .list(.text, _) where field.item >= 0: field = plan.fields[Int(field.item)]
        default: return nil
        }
        guard field.limits >= 0 else { return nil }
        return plan.limits[Int(field.limits)].texts?.map { String(decoding: $0, as: UTF8.self) }
    }

    mutating func list(
        _ field: PlanField, _ keywords: [SchemaKeyword: JSONValue.Member], of schema: JSONValue, at position: Position
    ) -> Typed? {
        guard let items = keywords[.items]?.value else {
            fault(keywords[.type]!.value.place, "a list says what its items are; write \"items\"")
            return nil
        }
        let inner = Position(pointer: "\(position.pointer)/*", level: position.level + 1, references: position.references)
        guard let typed = typed(items, at: inner) else { return nil }
        var item = typed.field
        item.isItem = true
        var field = field
        // an item of no fields still takes a place, so that items can be counted by it
        if case .record(let shape) = typed.type { field.stride = Int32(max(1, shape.slotCount)) }
        field.item = Int32(plan.fields.count)
        plan.fields.append(item)
        return Typed(type: .list(of: typed.type, stride: Int(field.stride)), field: field)
    }

    private mutating func appendShape(_ children: [(field: Field, plan: PlanField)], slots: Int, isClosed: Bool) {
        let shape = PlanShape(
            first: Int32(plan.fields.count), count: Int32(children.count), required: Int32(plan.required.count),
            slots: Int32(slots), isClosed: isClosed)
        var words = [UInt64](repeating: 0, count: shape.words)
        for (i, child) in children.enumerated() {
            if child.field.isRequired { words[i >> 6] |= 1 << UInt64(i & 63) }
            var entry = child.plan
            entry.nameOffset = Int32(plan.names.count)
            entry.nameLength = Int32(child.field.name.utf8.count)
            entry.isPlainName = child.field.name.utf8.allSatisfy {
                $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            }
            for (i, byte) in child.field.name.utf8.prefix(8).enumerated() {
                entry.nameHead |= UInt64(byte) << UInt64(8 * i)
                entry.nameMask |= 0xFF << UInt64(8 * i)
            }
            plan.names.append(contentsOf: child.field.name.utf8)
            plan.fields.append(entry)
        }
        plan.required.append(contentsOf: words)
        plan.shapes.append(shape)
    }

    private mutating func properties(_ keywords: [SchemaKeyword: JSONValue.Member]) -> [JSONValue.Member] {
        guard let properties = keywords[.properties]?.value else { return [] }
        guard let members = properties.members else {
            fault(properties.place, "properties is an object of fields, and this is \(properties.noun)")
            return []
        }
        for member in members where member.key.isEmpty || member.key.utf8.count > 200 {
            fault(member.place, "the name of a field has 1 to 200 bytes")
        }
        return members
    }

    /// The required names, each declared and named once.
    private mutating func required(_ keywords: [SchemaKeyword: JSONValue.Member]) -> [String] {
        guard let required = keywords[.required]?.value else { return [] }
        guard let items = required.items else {
            fault(required.place, "required is an array of names, and this is \(required.noun)")
            return []
        }
        let declared = keywords[.properties]?.value.members?.map(\.key) ?? []
        var names: [String] = []
        for item in items {
            guard let name = item.string else {
                fault(item.place, "required is an array of names, and this is \(item.noun)")
                continue
            }
            if names.contains(where: { $0.isSameBytes(as: name) }) {
                fault(item.place, "\(name) is required twice")
            } else if !declared.contains(where: { $0.isSameBytes(as: name) }) {
                let nearest = Contract.didYouMean(name, in: declared).map { "; \($0)" } ?? ""
                fault(item.place, "\(name) is required and not among the properties\(nearest)")
            }
            names.append(name)
        }
        return names
    }

    private mutating func isClosed(_ keywords: [SchemaKeyword: JSONValue.Member]) -> Bool {
        guard let value = keywords[.additionalProperties]?.value else { return false }
        guard let isOpen = value.bool else {
            fault(value.place, "additionalProperties is true or false here, and this is \(value.noun)")
            return false
        }
        return !isOpen
    }

    private func definition(of schema: JSONValue) -> JSONValue? {
        guard let name = schema["$ref"]?.string?.split(separator: "/").last else { return nil }
        return root["$defs"]?[String(name)]
    }

    /// RFC 6901 section 3.
    static func escape(_ name: String) -> String {
        var out = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": out += "~0"
            case "/": out += "~1"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
