/// Which kind of field a schema describes.
extension SchemaCompiler {
    private static let names = ["object", "array", "string", "number", "integer", "boolean", "null"]

    static func typeNames(_ value: JSONValue) -> [String] {
        if let name = value.string { return [name] }
        return value.items?.compactMap(\.string) ?? []
    }

    static func noun(_ kind: PlanField.Kind) -> String {
        switch kind {
        case .text: "text"
        case .integer: "an integer"
        case .number: "a number"
        case .money: "money"
        case .date: "a date"
        case .month: "a month"
        case .boolean: "a boolean"
        case .list: "a list"
        case .record: "an object"
        }
    }

    /// The kind that `type` and `format` name together, or nil with a fault.
    mutating func kind(_ keywords: [SchemaKeyword: JSONValue.Member], of schema: JSONValue) -> PlanField.Kind? {
        guard let type = keywords[.type]?.value else {
            fault(
                schema.place,
                "the schema says no type; write \"type\" with one of object, array, string, number, integer, boolean")
            return nil
        }
        guard let names = typeList(type) else { return nil }
        let format = keywords[.format]?.value
        if let format, format.string == nil {
            fault(format.place, "format is a string, and this is \(format.noun)")
            return nil
        }
        if let name = format?.string, SchemaKeyword.moneyFormats.contains(name) { return money(names, type) }
        // A format that nobody knows is the cause of what would be wrong with the type.
        if let format, let name = format.string, refuses(name, at: format.place) { return nil }
        guard names.count == 1 else {
            fault(type.place, "a field has one type; only money, with \"format\": \"money\", may be [\"string\", \"number\"]")
            return nil
        }
        switch names[0] {
        case "object": return .record
        case "array": return .list
        case "integer": return .integer
        case "number": return .number
        case "boolean": return .boolean
        default: return text(format)
        }
    }

    /// The names of `type`, all known and none null.
    private mutating func typeList(_ type: JSONValue) -> [String]? {
        let values = type.items ?? [type]
        var names: [String] = []
        for value in values {
            guard let name = value.string else {
                fault(value.place, "type is a string or an array of strings, and this is \(value.noun)")
                return nil
            }
            guard SchemaCompiler.names.contains(name) else {
                let nearest = Contract.didYouMean(name, in: SchemaCompiler.names).map { "; \($0)" } ?? ""
                fault(value.place, "\(name) is not a type of JSON Schema\(nearest)")
                return nil
            }
            guard name != "null" else {
                fault(
                    value.place,
                    "a field is never null; leave null out here, leave the field out of required, and out of the data")
                return nil
            }
            guard !names.contains(name) else {
                fault(value.place, "\(name) stands twice in type")
                return nil
            }
            names.append(name)
        }
        if names.isEmpty { fault(type.place, "type names no type") }
        return names.isEmpty ? nil : names
    }

    private mutating func money(_ names: [String], _ type: JSONValue) -> PlanField.Kind? {
        guard names.allSatisfy({ $0 == "string" || $0 == "number" }) else {
            fault(type.place, "money is of type \"string\", \"number\" or [\"string\", \"number\"]")
            return nil
        }
        return .money
    }

    private mutating func text(_ format: JSONValue?) -> PlanField.Kind? {
        guard let format, let name = format.string else { return .text }
        if name == "date" { return .date }
        if name == "month" { return .month }
        return .text
    }

    /// What others call the formats of contracts.
    private static let otherNames = [
        "currency": "money", "decimal": "money", "amount": "money", "price": "money", "day": "date", "full-date": "date",
        "year-month": "month",
    ]

    /// Tells a format that contracts do not know.
    private mutating func refuses(_ name: String, at place: Place) -> Bool {
        let known = SchemaKeyword.uncheckedFormats + SchemaKeyword.moneyFormats + ["date", "month"]
        if known.contains(name) { return false }
        let advice =
            SchemaCompiler.otherNames[name.lowercased()].map { "\($0) is: write \"format\": \"\($0)\"" }
            ?? Contract.didYouMean(name, in: known)
        fault(place, "\(name) is not a format that contracts know\(advice.map { "; \($0)" } ?? "")")
        return true
    }
}
