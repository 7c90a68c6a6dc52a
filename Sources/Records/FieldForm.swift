/// What the value of a field looks like in JSON.
package struct FieldForm: Hashable, Sendable {
    let kind: PlanField.Kind
    let acceptsText: Bool
    let acceptsNumber: Bool
    let isTotal: Bool

    init(_ field: PlanField) {
        (kind, acceptsText, acceptsNumber, isTotal) = (field.kind, field.acceptsText, field.acceptsNumber, field.isTotal)
    }

    /// The record as a whole.
    static let record = FieldForm(PlanField(kind: .record))

    var wanted: String {
        switch kind {
        case .text: "text in double quotes"
        case .integer: "an integer, without quotes"
        case .number: "a number of at most \(Scaled.maximumScale) decimals, without quotes"
        case .money where !acceptsNumber: "an amount of money in double quotes, such as \"12.50\""
        case .money where !acceptsText: "an amount of money as a number without quotes, such as 12.50"
        case .money: "an amount of money with at most two decimals"
        case .date: "a date such as \"2026-11-20\" that the calendar has, from 1900 to 2999"
        case .month: "a month such as \"2026-11\", from 1900 to 2999"
        case .boolean: "true or false"
        case .list: "a list in brackets [ ]"
        case .record: JSONHalt.object.wanted
        }
    }

    func wanted(after fault: DigitsFault) -> String {
        let noun = SchemaCompiler.noun(kind)
        switch fault {
        case .notANumber, .fraction: return wanted
        case .exponent: return "\(kind == .money ? "an amount of money" : noun) written without an exponent"
        case .tooManyDecimals where kind == .money: return "an amount of money with at most two decimals"
        case .tooManyDecimals: return "a number of at most \(Scaled.maximumScale) decimals"
        case .tooLarge where kind == .money:
            return
                "an amount of money of at most \(isTotal ? "40,000,000,000,000,000" : "10,000,000,000,000"); this is too large"
        case .tooLarge: return "\(noun) that fits 64 bits; this is too large"
        }
    }
}
