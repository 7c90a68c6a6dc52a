/// The words of JSON Schema 2020-12 that a contract may use, and for which types each says something.
enum SchemaKeyword: String, CaseIterable {
    // Core (JSON Schema core, sections 8 to 10)
    case schema = "$schema"
    case id = "$id"
    case ref = "$ref"
    case defs = "$defs"
    case comment = "$comment"
    case properties, additionalProperties, items
    // Validation (section 6 and 7)
    case type, required, const, minimum, maximum, minItems, maxItems, minLength, maxLength, pattern, format
    case `enum` = "enum"
    // Annotations (section 9)
    case title, description, examples
    case `default` = "default"
    /// Ours: what print runs need of a kind.
    case document = "x-document"
    /// Ours: what print runs of a kind are held to.
    case run = "x-run"

    /// Ours: the most decimals of a number. (`multipleOf` is reckoned in floating point by other readers of JSON Schema, for
    /// which 9.61 is no multiple of 0.0001.)
    case decimals = "x-decimals"
    /// Ours: a bound relative to other fields and to the run's day, or of money in text.
    case atLeast = "x-minimum"
    case atMost = "x-maximum"
    /// Ours: the value of another field.
    case equals = "x-equals"
    /// Ours: a list whose items' field rises by one.
    case consecutive = "x-consecutive"
    /// Ours: what goes with what.
    case onlyIf = "x-only-if"
    case neededIf = "x-needed-if"

    /// Only at the top of a contract.
    var isForRoot: Bool {
        switch self {
        case .schema, .id, .defs, .document, .run: true
        default: false
        }
    }

    /// May stand beside a `$ref`: what says nothing about the value.
    var isAnnotation: Bool {
        switch self {
        case .title, .description, .examples, .default, .comment: true
        case .atLeast, .atMost, .equals, .consecutive, .onlyIf, .neededIf: true
        default: false
        }
    }

    /// Which kinds of fields the keyword says something about; nil for all.
    var kinds: [PlanField.Kind]? {
        switch self {
        case .properties, .required, .additionalProperties: [.record]
        case .items, .minItems, .maxItems: [.list]
        case .minimum, .maximum: [.integer, .number, .money]
        case .decimals: [.number]
        case .atLeast, .atMost, .equals, .consecutive, .onlyIf, .neededIf: nil
        case .minLength, .maxLength: [.text]
        case .pattern: [.text, .money]
        case .enum, .const: [.text, .integer, .number, .date, .month, .boolean]
        case .format: [.text, .money, .date, .month]
        case .schema, .id, .ref, .defs, .comment, .type, .title, .description, .examples, .default, .document, .run: nil
        }
    }

    /// `money-total` is money, too: the sum of many amounts, which may be larger than any one of them.
    static let total = "money-total"
    static let moneyFormats = ["money", total]

    /// Formats that are accepted and not checked (validation section 7.3, where `format` is an annotation).
    static let uncheckedFormats = [
        "date-time", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri", "uri-reference",
        "iri", "iri-reference", "uuid", "uri-template", "json-pointer", "relative-json-pointer", "regex",
    ]
}
