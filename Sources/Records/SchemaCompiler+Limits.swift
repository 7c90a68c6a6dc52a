/// Keywords that say which values of a type are allowed (JSON Schema 2020-12 validation, section 6).
extension SchemaCompiler {
    private typealias Keywords = [SchemaKeyword: JSONValue.Member]

    mutating func limits(_ keywords: [SchemaKeyword: JSONValue.Member], of kind: PlanField.Kind) -> Limits {
        var limits = Limits()
        limits.minimum = number(keywords[.minimum])
        limits.maximum = number(keywords[.maximum])
        limits.decimals = count(keywords[.decimals])
        limits.minimumLength = count(keywords[.minLength])
        limits.maximumLength = count(keywords[.maxLength])
        limits.minimumItems = count(keywords[.minItems])
        limits.maximumItems = count(keywords[.maxItems])
        limits.pattern = pattern(keywords[.pattern])
        allowed(keywords, of: kind, &limits)
        if kind == .money { checkMoney(keywords) }
        ordered(limits.minimum, limits.maximum, keywords[.minimum], .maximum)
        ordered(limits.minimumLength, limits.maximumLength, keywords[.minLength], .maxLength)
        ordered(limits.minimumItems, limits.maximumItems, keywords[.minItems], .maxItems)
        return limits
    }

    private mutating func ordered<Value: Comparable>(
        _ low: Value?, _ high: Value?, _ member: JSONValue.Member?, _ other: SchemaKeyword
    ) {
        guard let low, let high, let member, high < low else { return }
        fault(member.value.place, "\(member.key) is more than \(other.rawValue), so that nothing is allowed")
    }

    /// A limit on numbers says nothing about money that comes as a string, so it is only taken where money is a number.
    private mutating func checkMoney(_ keywords: Keywords) {
        guard let type = keywords[.type]?.value else { return }
        let names = SchemaCompiler.typeNames(type)
        for keyword in [SchemaKeyword.minimum, .maximum] where names.contains("string") {
            guard let member = keywords[keyword] else { continue }
            fault(
                member.place,
                "\(keyword.rawValue) says nothing about money in a string; write \"type\": \"number\", or a pattern such as ^[0-9] instead"
            )
        }
        if let member = keywords[.pattern], !names.contains("string") {
            fault(member.place, "pattern says nothing about money that is a number; leave it out")
        }
    }

    private mutating func number(_ member: JSONValue.Member?) -> Scaled? {
        guard let member else { return nil }
        guard case .number(let digits) = member.value.content else {
            fault(member.value.place, "\(member.key) is a number, and this is \(member.value.noun)")
            return nil
        }
        do throws(DigitsFault) { return try Scaled.parse(digits) } catch {
            fault(member.value.place, "\(member.key) is \(digits): \(error)")
            return nil
        }
    }

    private mutating func count(_ member: JSONValue.Member?) -> Int? {
        guard let member else { return nil }
        if case .number(let digits) = member.value.content,
            let count = try? Digits.reading(Array(digits.utf8), { (digits) throws(DigitsFault) in try digits.integer() }),
            count >= 0
        {
            return Int(count)
        }
        fault(member.value.place, "\(member.key) is a whole number from 0, and this is not")
        return nil
    }

    private mutating func pattern(_ member: JSONValue.Member?) -> Pattern? {
        guard let member else { return nil }
        guard let source = member.value.string else {
            fault(member.value.place, "pattern is a string, and this is \(member.value.noun)")
            return nil
        }
        guard source.utf8.count <= 500 else {
            fault(member.value.place, "a pattern has at most 500 bytes")
            return nil
        }
        do throws(FormatError) { return try Pattern(source) } catch {
            fault(member.value.place, error.message)
            return nil
        }
    }

    /// `enum` and `const`: values of the field's own type.
    private mutating func allowed(_ keywords: Keywords, of kind: PlanField.Kind, _ limits: inout Limits) {
        guard let member = keywords[.enum] ?? keywords[.const] else { return }
        if let const = keywords[.const], keywords[.enum] != nil {
            fault(const.place, "const and enum together say the same twice; keep one")
        }
        let isList = member.key == SchemaKeyword.enum.rawValue
        guard let values = isList ? member.value.items : [member.value] else {
            return fault(member.value.place, "enum is an array of values, and this is \(member.value.noun)")
        }
        if values.isEmpty { fault(member.value.place, "enum is empty, so that nothing is allowed") }
        for value in values { allow(value, of: kind, &limits) }
    }

    private mutating func allow(_ value: JSONValue, of kind: PlanField.Kind, _ limits: inout Limits) {
        switch (kind, value.content) {
        case (.text, .string(let text)):
            limits.texts = (limits.texts ?? []) + [Array(text.utf8)]
        case (.date, .string(let text)) where Day.parse(text) != nil:
            limits.texts = (limits.texts ?? []) + [Array(text.utf8)]
        case (.month, .string(let text)) where Month.parse(text) != nil:
            limits.texts = (limits.texts ?? []) + [Array(text.utf8)]
        case (.boolean, .bool(let flag)):
            limits.flags = (limits.flags ?? []) + [flag]
        case (.integer, .number(let digits)), (.number, .number(let digits)):
            guard let number = try? Scaled.parse(digits) else { fallthrough }
            limits.numbers = (limits.numbers ?? []) + [number]
        default:
            let found = value.string.map { "\"\($0)\"" } ?? value.noun
            fault(value.place, "\(found) is not \(SchemaCompiler.noun(kind)), which this field is")
        }
    }
}
