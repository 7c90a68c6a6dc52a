/// Writes indented XML, for the schemas.
struct SchemaWriter {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var depth = 0

    mutating func comment(_ words: String) { line("<!-- \(words) -->") }

    /// An element with what a body writes in it.
    mutating func element(_ name: String, _ attributes: [(String, String)] = [], _ body: (inout SchemaWriter) -> Void) {
        line("<\(name)\(written(attributes))>")
        depth += 1
        body(&self)
        depth -= 1
        line("</\(name)>")
    }

    /// An element without content, or with a text.
    mutating func leaf(_ name: String, _ attributes: [(String, String)] = [], text content: String? = nil) {
        let tag = "<\(name)\(written(attributes))"
        line(content.map { "\(tag)>\(SchemaWriter.escaped($0))</\(name)>" } ?? "\(tag)/>")
    }

    private mutating func line(_ words: String) { text += String(repeating: "  ", count: depth) + words + "\n" }

    private func written(_ attributes: [(String, String)]) -> String {
        attributes.map { " \($0.0)=\"\(SchemaWriter.escaped($0.1))\"" }.joined()
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
            "\"", with: "&quot;")
    }
}

extension AttributeValue {
    /// A name for the values, the same for the same values.
    var schemaName: String {
        switch self {
        case .text: "text"
        case .expression: "expression"
        case .braced: "braced"
        case .loop: "loop"
        case .name: "name"
        case .names: "names"
        case .facts: "facts"
        case .plain: "plain"
        case .length: "length"
        case .tint: "color"
        case .stroke: "line"
        case .edges: "padding"
        case .tracks: "columns"
        case .paper: "paper"
        case .size: "size"
        case .number(let range): "number.\(range.lowerBound).\(range.upperBound)"
        case .word(let words): "word.\(words.joined(separator: "."))"
        case .version: "version"
        case .order: "order"
        case .language: "language"
        }
    }

    /// A regular expression of XML Schema (part 2, appendix F) that every good value matches; nil where any text does.
    var pattern: String? {
        let length = "(\\d{1,5}(\\.\\d{1,5})?|\\.\\d{1,5})(in|pt|mm|cm)|0"
        let tint = "#[0-9A-Fa-f]{3}([0-9A-Fa-f]{3})?|black|white"
        let space = " +"
        switch self {
        case .text, .expression, .plain: return nil
        case .braced: return "\\{.+\\}"
        case .loop: return ".+ in .+"
        case .name, .names: return ".*\\S.*"
        case .facts:
            let fact = "-?[A-Za-z][A-Za-z0-9_\\-]*"
            return " *\(fact)(\(space)\(fact))* *"
        case .length: return length
        case .tint: return tint
        case .stroke: return " *(\(length))\(space)(\(tint)) *"
        case .edges: return " *(\(length))(\(space)(\(length))){0,3} *"
        case .tracks:
            let track = "\\d{1,4}(\\.\\d{1,3})?fr|auto|\(length)"
            return " *(\(track))(\(space)(\(track))){0,49} *"
        case .size: return " *(\(length))\(space)(\(length)) *"
        case .paper: return "letter|legal|tabloid|a4| *(\(length))\(space)(\(length)|auto) *"
        case .language: return "[a-z]{2,3}(-[A-Z]{2})?"
        case .order: return "-?\\d{1,2}|none"
        case .number, .word, .version: return nil
        }
    }

    /// The values, where there are only a few.
    var choices: [String]? {
        switch self {
        case .word(let words): words
        case .version: LanguageVersion.known.map(\.description)
        default: nil
        }
    }
}

extension Elements {
    /// Every kind of value that an attribute has, by its name.
    static var values: [(name: String, value: AttributeValue)] {
        var known: Set<String> = []
        return all.flatMap(\.attributes).map { ($0.value.schemaName, $0.value) }.filter { known.insert($0.0).inserted }
    }
}
