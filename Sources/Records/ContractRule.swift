/// What a contract asks of a record beyond the single value: bounds relative to other fields and to the run's day, what is
/// equal, what rises, and what goes with what.
///
/// Rules and their parts are classes, since each record meets all of them: a reference is cheaper than a copy.
final class ContractRule: Sendable {
    /// Lists from the root to the field's record: each list's slot in the record around it, and the stride of its items.
    let lists: [(slot: Int, stride: Int)]
    /// The field's slot in the innermost of these records.
    let slot: Int
    /// JSON pointer of the field, with `*` for each item.
    let pointer: String
    let test: Test

    init(lists: [(slot: Int, stride: Int)] = [], slot: Int, pointer: String, test: Test) {
        self.lists = lists
        self.slot = slot
        self.pointer = pointer
        self.test = test
    }

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
    final class Operand: Sendable {
        let path: String
        let slot: Int
        let isOfRoot: Bool
        let type: FieldType
        /// The texts that it can be, where the contract lists them.
        let choices: [String]?

        init(path: String, slot: Int, isOfRoot: Bool, type: FieldType, choices: [String]?) {
            self.path = path
            self.slot = slot
            self.isOfRoot = isOfRoot
            self.type = type
            self.choices = choices
        }
    }

    /// What a value is held against.
    final class Bound: Sendable {
        enum Origin: Sendable {
            case run
            case field(Operand)
            case value(Slot)
        }

        let origin: Origin
        /// Days from there, of dates; months, of months.
        let offset: Int
        /// As the contract writes it: `bill.date + 90`.
        let text: String

        init(origin: Origin, offset: Int, text: String) {
            self.origin = origin
            self.offset = offset
            self.text = text
        }
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
