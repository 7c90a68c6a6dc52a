import Records

/// What an expression is worth while a record is merged.
enum Value: Sendable {
    case absent
    case text(ArraySlice<UInt8>)
    case integer(Int64)
    case number(Scaled)
    case money(Int64)
    case day(Day)
    case month(Month)
    case flag(Bool)
    case list(ListValue)
    /// A record whose first field stands at a slot.
    case record(Int)

    var isAbsent: Bool {
        if case .absent = self { true } else { false }
    }
}

/// Items of a list, by where they stand in the record's slots.
struct ListValue: Sendable {
    var start: Int
    var count: Int
    var stride: Int
    /// The items chosen by a filter, by number; nil for all.
    var picks: [Int]?

    var size: Int { picks?.count ?? count }
    func base(_ index: Int) -> Int { start + (picks?[index] ?? index) * stride }
}

/// A compiled expression: what it does, what it is worth, and where it stands for messages.
///
/// A class, so that the plans that hold it pay for one reference when they are copied.
final class Expression: Sendable {
    let node: Node
    let type: FieldType
    let isOptional: Bool
    /// It says the same in every document.
    let isStatic: Bool
    /// The path that it is, if it is one: what `is present` can narrow.
    let path: String?
    /// The texts that it can be, where the contract lists them.
    let choices: [String]?
    let place: SourcePlace
    /// Its number among what decides the way through the template; nil where nothing hangs on it.
    let turn: Int?
    /// It may be quoted in a message: money, a number, a date, a constant, one of the contract's own texts, or text that
    /// is made of these. Text of the record may name somebody.
    let isQuotable: Bool

    init(
        _ node: Node, _ type: FieldType, isOptional: Bool = false, isStatic: Bool = false, path: String? = nil,
        choices: [String]? = nil, place: SourcePlace, turn: Int? = nil, isQuotable: Bool = false
    ) {
        self.turn = turn
        switch type {
        case .money, .integer, .number, .date, .month, .boolean: self.isQuotable = true
        case .text, .list, .record: self.isQuotable = isQuotable || isStatic || choices != nil
        }
        self.choices = choices
        self.node = node
        self.type = type
        self.isOptional = isOptional
        self.isStatic = isStatic
        self.path = path
        self.place = place
    }

    /// The same as the test of a choice, or the list of a loop.
    func deciding(_ turn: Int) -> Expression {
        Expression(
            node, type, isOptional: isOptional, isStatic: isStatic, path: path, choices: choices, place: place, turn: turn,
            isQuotable: isQuotable)
    }
}

/// What a compiled expression does.
indirect enum Node: Sendable {
    case constant(Value)
    /// A field: a variable's first slot and an offset from it.
    case slot(variable: Int, offset: Int)
    case list(variable: Int, offset: Int, stride: Int)
    /// The record itself that a variable stands at.
    case item(variable: Int)
    /// A field of a record that an expression answers.
    case field(Node, offset: Int, stride: Int?)
    /// The number of the item that a loop is at, from 1.
    case number(variable: Int)
    case pageNumber
    case pageCount
    case runDate
    case runSequence
    case documentNumber
    case documentCopy
    case carried
    case arithmetic(Operator, Node, Node)
    case compare(Operator, Node, Node)
    case and(Node, Node)
    case or(Node, Node)
    case not(Node)
    case negate(Node)
    case present(Node)
    case coalesce(Node, Node)
    case word([WordPart], [Node])
    case filter(Filter)
    /// The value of a name, worked out once for a document.
    case named(Int, Node)
}

/// A piece of a word of a language file: text, or the place of an argument.
enum WordPart: Sendable {
    case text([UInt8])
    case argument(Int)
}

/// A filter with its input and arguments, ready to run.
final class Filter: Sendable {
    let run: @Sendable (Merge) throws -> Value
    init(_ run: @escaping @Sendable (Merge) throws -> Value) { self.run = run }
}

/// Why an expression has no value: an overflow, an empty list.
struct ValueFault: Error {
    let message: String
}
