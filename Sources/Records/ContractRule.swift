/// What a contract asks of a record beyond the single value: bounds relative to other fields and to the run's day, what is
/// equal, what rises, and what goes with what.
struct ContractRule: Sendable {
    /// Lists from the root to the field's record: each list's slot in the record around it, and the stride of its items.
    var lists: [(slot: Int, stride: Int)] = []
    /// The field's slot in the innermost of these records.
    var slot: Int
    /// JSON pointer of the field, with `*` for each item.
    var pointer: String
    var test: Test

    enum Test: Sendable {
        case minimum(Bound)
        case maximum(Bound)
        /// The value of another field, where that is there.
        case equals(Operand)
        /// The field, which is a list, has items whose field rises by one from each to the next.
        case consecutive(slot: Int, stride: Int, name: String)
        /// The field is there only where the condition holds.
        case onlyIf(Condition)
        /// The field is there wherever the condition holds.
        case neededIf(Condition)
        /// A text that tells one from another: no character that cannot be seen or looks like another.
        case identity
    }

    /// A field named from another's rule: of the root, or beside the field itself.
    struct Operand: Sendable {
        var path: String
        var slot: Int
        var isOfRoot: Bool
        var type: FieldType
        /// The texts that it can be, where the contract lists them.
        var choices: [String]?
    }

    /// What a value is held against.
    struct Bound: Sendable {
        enum Origin: Sendable {
            case run
            case field(Operand)
            case value(Slot)
        }

        var origin: Origin
        /// Days from there, of dates; months, of months.
        var offset: Int
        /// As the contract writes it: `bill.date + 90`.
        var text: String
    }

    /// Terms that must all hold.
    struct Condition: Sendable {
        struct Term: Sendable {
            var operand: Operand
            /// Nil: the field is there, and of a boolean true, and of a list not empty.
            var comparison: (sign: Sign, value: Slot, text: [UInt8])?
            var isNegated: Bool
        }

        enum Sign: String, Sendable, CaseIterable {
            case notEqual = "!="
            case atLeast = ">="
            case atMost = "<="
            case equal = "="
            case more = ">"
            case less = "<"
        }

        var terms: [Term]
        var text: String
    }
}
