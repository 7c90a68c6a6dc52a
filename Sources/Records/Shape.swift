/// The fields of one record of a contract, in the order they are declared, and where each stands.
package struct Shape: Sendable {
    package var fields: [Field]
    /// Slots of this record, with everything inline in it; the stride of a list of such records.
    package var slotCount: Int

    package func field(named name: String) -> Field? { fields.first { $0.name.isSameBytes(as: name) } }

    /// The shape of records that no contract has: fields in a row, one slot each, all required.
    package init(of fields: [(name: String, type: FieldType, choices: [String]?)]) {
        self.init(
            fields: fields.enumerated().map { slot, field in
                Field(
                    name: field.name, slot: slot, isRequired: true, description: nil, type: field.type, choices: field.choices,
                    pointer: "",
                    place: Place(line: 1, column: 1))
            }, slotCount: fields.count)
    }

    init(fields: [Field], slotCount: Int) {
        self.fields = fields
        self.slotCount = slotCount
    }

    package func nearestName(to name: String) -> String? { Contract.nearest(to: name, in: fields.map(\.name)) }
}

/// One field of a shape.
package struct Field: Sendable {
    package var name: String
    /// Slots from the first slot of the field's own record. A nested record has its presence mark here and its first
    /// slot right behind: `account.number` of the root is at `account.slot + 1 + number.slot`.
    package var slot: Int
    package var isRequired: Bool
    package var description: String?
    package var type: FieldType
    /// The texts that a text field may be, where the contract lists them.
    package var choices: [String]? = nil
    /// JSON pointer (RFC 6901) in a record, with `*` for every item: `/charges/*/amount`.
    package var pointer: String
    /// Where the contract declares it.
    package var place: Place
}

/// What kind of value a field holds.
package indirect enum FieldType: Sendable {
    case text, integer, number, money, date, month, boolean
    /// Items one behind the other, `stride` slots each; an item that is a record has no presence mark.
    case list(of: FieldType, stride: Int)
    case record(Shape)

    package var noun: String {
        switch self {
        case .text: "text"
        case .integer: "an integer"
        case .number: "a number"
        case .money: "an amount of money"
        case .date: "a date"
        case .month: "a month"
        case .boolean: "true or false"
        case .list: "a list"
        case .record: "a record"
        }
    }
}

extension FieldType {
    /// Slots that a field of this type takes in its record: a nested record has its presence mark before its fields.
    package var slots: Int { if case .record(let shape) = self { shape.slotCount + 1 } else { 1 } }

    /// Whether values of both types lie in the same way in a record, so that one can stand for the other.
    func isLaidOut(as other: FieldType) -> Bool {
        switch (self, other) {
        case (.text, .text), (.integer, .integer), (.number, .number), (.money, .money), (.date, .date), (.month, .month),
            (.boolean, .boolean):
            true
        case (.list(of: let item, let stride), .list(of: let otherItem, let otherStride)):
            stride == otherStride && item.isLaidOut(as: otherItem)
        case (.record(let shape), .record(let otherShape)):
            shape.slotCount == otherShape.slotCount && shape.fields.count == otherShape.fields.count
                && zip(shape.fields, otherShape.fields).allSatisfy {
                    $0.name == $1.name && $0.slot == $1.slot && $0.type.isLaidOut(as: $1.type)
                }
        default: false
        }
    }
}
