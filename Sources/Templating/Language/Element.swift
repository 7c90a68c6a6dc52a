import Pages

/// An element of the language: what it means, what it holds and which attributes it has.
///
/// The table of elements (`Elements`) is the one place that says so: the compiler checks with it and offers from it, the
/// schemas for editors are written from it, and the gate holds the reference to it.
struct Element: Sendable {
    let name: String
    /// One sentence, which editors show.
    let about: String
    let content: Content
    let attributes: [Attribute]

    init(_ name: String, _ about: String, holds content: Content = .nothing, _ attributes: [Attribute] = []) {
        self.name = name
        self.about = about
        self.content = content
        self.attributes = attributes
    }

    func attribute(_ name: String) -> Attribute? { attributes.first { $0.name == name } }

    /// What stands between an element's tags.
    enum Content: Sendable {
        case nothing
        /// What one of these contexts allows; the whole content is of one of them.
        case one(of: [Context])
        /// What the place allows where the element itself stands: the content of a choice or a loop.
        case same

        static func of(_ contexts: Context...) -> Content { .one(of: contexts) }
    }
}

/// An attribute of an element and the values that it may have.
struct Attribute: Sendable {
    let name: String
    let value: AttributeValue
    let isNeeded: Bool
    /// One phrase, which editors show.
    let about: String

    static func needed(_ name: String, _ value: AttributeValue, _ about: String) -> Attribute {
        Attribute(name: name, value: value, isNeeded: true, about: about)
    }

    static func may(_ name: String, _ value: AttributeValue, _ about: String) -> Attribute {
        Attribute(name: name, value: value, isNeeded: false, about: about)
    }
}

/// What can be written as an attribute's value.
enum AttributeValue: Sendable {
    /// Text with `{expressions}`.
    case text
    /// A bare expression.
    case expression
    /// One `{expression}`.
    case braced
    /// `name in list`.
    case loop
    /// A name that the author gives or refers to.
    case name
    /// Several names, with spaces between.
    case names
    /// Names of facts, each with `-` before it where its negative is printed.
    case facts
    /// A text without expressions.
    case plain
    case length(least: Length)
    case tint, stroke, edges, tracks, paper, size
    case number(ClosedRange<Int>)
    case word([String])
    /// A place in the reading order, or none.
    case order
    /// A language tag (BCP 47): `es`, `en-US`.
    case language
    /// A version of the language.
    case version

    static let anyLength = AttributeValue.length(least: .zero)
    static let align = AttributeValue.word(["left", "right", "center"])
    static func yes(or other: String = "no") -> AttributeValue { .word(["yes", other]) }

    /// What is wrong with a value and what would be right; nil where nothing is.
    func complaint(_ name: String, _ value: String) -> (message: String, hint: String?)? {
        switch self {
        case .text, .expression, .braced, .loop, .plain: return nil
        case .name: return value.allSatisfy(\.isWhitespace) ? ("\(name) names nothing", nil) : nil
        case .names: return value.allSatisfy(\.isWhitespace) ? ("\(name) names nothing", nil) : nil
        case .facts:
            return value.wholeMatch(of: /\s*-?[A-Za-z][A-Za-z0-9_-]*(\s+-?[A-Za-z][A-Za-z0-9_-]*)*\s*/) == nil
                ? unread(name, value, "amount, or amount due, or -amount") : nil
        case .length(let least):
            guard let length = Measures.length(value), length >= .zero else {
                return ("\(name)=\"\(value)\" is no length", "such as 0.5in, 9.5pt, 3mm")
            }
            return length < least ? ("\(name)=\"\(value)\" is too little", "\(least) pt is the least") : nil
        case .tint: return Measures.tint(value) == nil ? unread(name, value, "#1B4F72") : nil
        case .stroke: return Measures.stroke(value) == nil ? unread(name, value, "0.5pt #C8C8C8") : nil
        case .edges: return Measures.edges(value) == nil ? unread(name, value, "6pt, or 6pt 12pt") : nil
        case .tracks: return Measures.tracks(value) == nil ? unread(name, value, "3fr 1fr 80pt auto") : nil
        case .paper: return Measures.paper(value) == nil ? unread(name, value, "letter, or 4.25in 11in, or 80mm auto") : nil
        case .size: return Measures.size(value) == nil ? unread(name, value, "9.5in 4.125in") : nil
        case .number(let range):
            if let number = Int(value), range.contains(number), !value.hasPrefix("+") { return nil }
            return ("\(name) is a number from \(range.lowerBound) to \(range.upperBound)", nil)
        case .language:
            return value.wholeMatch(of: /[a-z]{2,3}(-[A-Z]{2})?/) == nil ? unread(name, value, "es, or en-US") : nil
        case .order:
            if value == "none" || Int(value).map({ (-99...99).contains($0) && !value.hasPrefix("+") }) ?? false { return nil }
            return ("\(name) is a number from -99 to 99, or none", nil)
        case .version:
            if LanguageVersion(value) != nil { return nil }
            return ("this Billpress reads version \(LanguageVersion.list) of the template language", nil)
        case .word(let words):
            return words.contains(value)
                ? nil : ("\(name)=\"\(value)\" is not known", "it is one of: \(words.joined(separator: " "))")
        }
    }

    private func unread(_ name: String, _ value: String, _ example: String) -> (message: String, hint: String?) {
        ("\(name)=\"\(value)\" cannot be read", "such as \(example)")
    }
}

/// A place in a template by what may stand there.
enum Context: String, CaseIterable, Sendable {
    case sections, fonts, styles, windows, page, blocks, text, items, table, rows, cells, grid, options, line, marks

    /// The elements that stand there.
    var elements: [String] {
        switch self {
        case .sections: ["formats", "fonts", "styles", "windows", "let", "require", "page", "flow", "include"]
        case .fonts: ["font", "include"]
        case .styles: ["style", "include"]
        case .windows: ["window", "include"]
        case .page: ["region", "body", "keep-out", "include"]
        case .blocks:
            [
                "p", "h1", "h2", "h3", "ul", "ol", "table", "grid", "columns", "box", "keep", "fit", "space", "rule",
                "page-break", "image", "chart", "barcode", "scanline", "omr", "check", "let", "if", "for", "include",
            ]
        case .text: ["b", "i", "span", "a", "br", "tab", "if", "for", "include"]
        case .items: ["li", "if", "for", "include"]
        case .table: ["header", "row", "footer", "carry-out", "carry-in", "check", "if", "for", "include"]
        case .rows: ["row", "check", "if", "for", "include"]
        case .cells: ["td", "th", "if", "for", "include"]
        case .grid: ["cell", "if", "for", "include"]
        case .options: ["option", "include"]
        case .marks: ["mark", "parity", "include"]
        case .line: ["field", "check-digit", "include"]
        }
    }

    /// What stands within a choice or a loop there: head and foot of a table are not in its loops.
    var inner: Context { self == .table ? .rows : self }

    /// `there stand: td th if for include`
    var offer: String { "there stand: \(elements.joined(separator: " "))" }
}
