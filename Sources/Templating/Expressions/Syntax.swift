import Records

/// An expression as it was written, with the offset of each part in its text.
struct Syntax: Sendable {
    indirect enum Form: Sendable {
        case integer(Int64)
        case decimal(Scaled)
        case string([UInt8])
        case flag(Bool)
        case name(String)
        case member(Syntax, String, isOptional: Bool)
        case negate(Syntax)
        case not(Syntax)
        case binary(Operator, Syntax, Syntax)
        case present(Syntax, isNegated: Bool)
        case coalesce(Syntax, Syntax)
        case filter(Syntax, name: String, arguments: [Syntax], nameOffset: Int)
    }

    let form: Form
    /// Where it begins in the text of its expression.
    let offset: Int

    /// `account.number` for a path of names; nil for anything else.
    var path: String? {
        switch form {
        case .name(let name): name
        case .member(let base, let name, _): base.path.map { "\($0).\(name)" }
        default: nil
        }
    }

    /// The last name of the path at the head of the expression: what a word's placeholder is matched with.
    var headName: String? {
        switch form {
        case .name(let name): name
        case .member(_, let name, _): name
        case .filter(let input, _, _, _): input.headName
        case .negate(let inner), .coalesce(let inner, _): inner.headName
        default: nil
        }
    }
}

/// The operators between two values.
enum Operator: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case and
    case or
}

/// Why an expression cannot be read, and where in its text.
struct SyntaxFault: Error {
    let message: String
    let offset: Int
}
