import Errors
import Pages

/// Why finished pages are no document.
enum DocumentFault: Error {
    /// A page on the front of a sheet, counted from 1, and the next on its back.
    case unequalSides(front: Int, Size, Size)
    /// No element states the document's amount.
    case noAmount
    case notAccessible(String)
    /// The record's language; nil where what it asks for is no language's name, and is not repeated.
    case noWords(field: String, asked: String?, known: [String])
}

extension DocumentFault: CodedError {
    var errorCode: ErrorCode {
        switch self {
        case .unequalSides: .unequalSides
        case .noAmount: .amountNotPrinted
        case .notAccessible: .notAccessible
        case .noWords: .languageWithoutWords
        }
    }

    var parameters: KeyValuePairs<String, ErrorValue> {
        switch self {
        case .unequalSides(let front, _, _): ["front": .number(front), "back": .number(front + 1)]
        case .noAmount: [:]
        case .notAccessible(let reason): ["reason": .text(reason)]
        case .noWords(let field, let asked, let known):
            ["field": .text(field), "language": .text(asked ?? ""), "known": .texts(known)]
        }
    }

    func sentence(by renderer: ErrorRenderer) -> String {
        switch self {
        case .unequalSides(let front, let one, let other):
            "it is printed on both sides, and its pages \(front) and \(front + 1) are no sheet: \(one.width) × \(one.height) pt and \(other.width) × \(other.height) pt"
        case .noAmount: "the document prints no element that states its amount"
        case .notAccessible(let reason): "it cannot be accessible: \(reason)"
        case .noWords(let field, let asked, let known):
            "\(field) asks for \(asked ?? "another language"); there are words in \(known.joined(separator: ", "))"
        }
    }
}
