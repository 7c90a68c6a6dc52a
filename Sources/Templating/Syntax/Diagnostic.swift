import Records

/// One thing that is wrong, or worth knowing, in a template: a stable code, its place, and what to do.
package struct Diagnostic: Error, Sendable {
    package enum Severity: String, Sendable {
        case error, information
    }

    /// The stable names of what can be wrong, as the reference lists them.
    package enum Code: String, Sendable {
        case syntax = "T001"
        case unknownElement = "T002"
        case unknownAttribute = "T003"
        case missingAttribute = "T004"
        case badValue = "T005"
        case misplaced = "T006"
        case limit = "T007"
        case unknownField = "T101"
        case wrongType = "T102"
        case optionalBare = "T103"
        case unknownFilter = "T104"
        case filterArguments = "T105"
        case expression = "T106"
        case unknownStyle = "T201"
        case font = "T202"
        case unknownPart = "T203"
        case word = "T204"
        case picture = "T205"
        case missingGlyph = "T206"
        case geometry = "T301"
        case pages = "T302"
        case window = "T303"
        case showThrough = "T304"
        case required = "T305"
        case access = "T306"
        case fact = "T307"
        case bounds = "T308"
    }

    package let code: Code
    package let severity: Severity
    package let file: String
    package let place: Place
    package let message: String
    /// What may stand there, or the nearest name.
    package let hint: String?
    package let line: String
    /// The file and the place in it, so that what one run finds twice is told once.
    let key: Key

    struct Key: Hashable {
        let file: String
        let offset: Int
        let code: Code
        let message: String
    }

    init(
        _ code: Code, at place: SourcePlace, _ message: String, hint: String? = nil, severity: Severity = .error,
        isEcho: Bool = false, isAbsence: Bool = false
    ) {
        self.isEcho = isEcho
        self.isAbsence = isAbsence
        self.code = code
        self.severity = severity
        file = place.source.name
        self.place = place.place
        self.message = message
        self.hint = hint
        line = place.source.line(self.place.line)
        key = Key(file: file, offset: place.offset, code: code, message: message)
    }

    /// What follows from a fault that has been told: nobody is told of it.
    let isEcho: Bool
    /// Something is not there, which may be because of another fault.
    let isAbsence: Bool

    static func echo(at place: SourcePlace) -> Diagnostic { Diagnostic(.unknownField, at: place, "", isEcho: true) }

    /// In the order of files and places.
    static func isBefore(_ one: Diagnostic, _ other: Diagnostic) -> Bool {
        (one.file, one.place.line, one.place.column, one.code.rawValue) < (
            other.file, other.place.line, other.place.column, other.code.rawValue
        )
    }
}

extension Diagnostic: CustomStringConvertible {
    /// The message with its place, the line and a caret.
    package var description: String {
        let word = severity == .error ? "error" : "info"
        var out = "\(file):\(place): \(word) \(code.rawValue): \(message)"
        // What stops nothing takes one line.
        if severity == .information { return out + (hint.map { " (\($0))" } ?? "") }
        if let excerpt = SourceExcerpt(of: line, column: place.column) {
            out += "\n    \(excerpt.text)\n    \(String(repeating: " ", count: excerpt.caret))^"
        }
        if let hint { out += "\n    \(hint)" }
        return out
    }
}

/// All that is wrong with a template, found in one pass.
package struct Diagnostics: Error, Sendable, CustomStringConvertible {
    package var list: [Diagnostic]

    package init(_ list: [Diagnostic]) { self.list = list }

    package var description: String { list.map(\.description).joined(separator: "\n") }
}
