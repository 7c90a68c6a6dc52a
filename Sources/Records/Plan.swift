/// A contract as the record reader walks it: flat tables without references.
struct Plan: Sendable {
    var shapes: [PlanShape] = []
    var fields: [PlanField] = []
    /// The names of all fields, one behind the other.
    var names: [UInt8] = []
    /// For each shape, a bit for each required field.
    var required: [UInt64] = []
    var limits: [Limits] = []
}

/// One record of a plan: a run of fields.
struct PlanShape: Sendable {
    var first: Int32
    var count: Int32
    /// Where its words in `Plan.required` begin.
    var required: Int32
    var slots: Int32
    /// No other fields are allowed.
    var isClosed: Bool

    /// Words that hold a bit for each field.
    var words: Int { (Int(count) + 63) >> 6 }
}

/// One field of a plan, or what every item of a list is.
struct PlanField: Sendable {
    enum Kind: UInt8 {
        case text, integer, number, money, date, month, boolean, list, record
    }

    var kind: Kind
    /// Money may stand in quotes, as a number, or both.
    var acceptsText = false
    var acceptsNumber = false
    /// Money that is the sum of many amounts, of any size.
    var isTotal = false
    /// An item of a list: no name, and a record without a presence mark.
    var isItem = false
    /// The name can be compared with the source as it stands, for nothing in it needs an escape.
    var isPlainName = true
    var slot: Int32 = 0
    var nameOffset: Int32 = 0
    var nameLength: Int32 = 0
    /// The first eight bytes of the name, and which of them it has: compared with the source in one step.
    var nameHead: UInt64 = 0
    var nameMask: UInt64 = 0
    /// In `Plan.limits`, or -1.
    var limits: Int32 = -1
    /// The shape of a record.
    var shape: Int32 = -1
    /// The field that says what the items of a list are.
    var item: Int32 = -1
    var stride: Int32 = 1

    @inline(__always) var moneyLimit: Int64 { isTotal ? Money.totalLimit : Money.limit }
}
