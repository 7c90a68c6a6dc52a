import Fonts
import Layout
import Pages
import Records

/// Compiles a template's tree. Each element is compiled by itself, so that one pass finds all that is wrong.
final class Compiler {
    let files: TemplateFiles
    let root: XMLElement
    var faults: [Diagnostic] = []
    var notes: [Diagnostic] = []

    let styles = StyleBook()
    var words: Words!
    var formats: Formats!
    let variables = VariableCounter()
    let paragraphs = VariableCounter()
    let used = FieldUse()
    let shaper = Shaper(capacity: 1024)
    private var parts: [String: Part] = [:]
    /// Parts that include nothing that includes them again.
    private var proven: Set<String> = []
    private var blockParts: [String: Bool] = [:]
    private var included = 0
    private var fontBuilder: FontBookBuilder
    private var lacksFaces = false

    init(files: TemplateFiles, root: XMLElement) {
        self.files = files
        self.root = root
        fontBuilder = FontBookBuilder(read: files.font)
        shaper.isStatic = true
    }

    func compile(language: String?) throws(Diagnostics) -> Template {
        guard root.name == "document" else {
            throw Diagnostics([Diagnostic(.misplaced, at: root.place, "a template is a <document>, not <\(root.name)>")])
        }
        check(root)
        let ownLanguage = root.attribute("lang")?.value.string ?? "en"
        let language = language ?? ownLanguage
        let short = String(language.prefix { $0 != "-" })
        words = try Words(files.words(language) ?? files.words(short), language: language)
        if root.attribute("version")?.value.string != "1", let attribute = root.attribute("version") {
            note(.badValue, root.place(of: attribute), "this Billpress reads version 1 of the template language")
        }
        if let kind = files.kind, let attribute = root.attribute("kind"), attribute.value.string != kind {
            note(.badValue, root.place(of: attribute), "kind=\"\(attribute.value.string)\" stands in the folder \(kind)")
        }
        let sections = expanded(root.children, into: root)
        formats = formats(in: sections, language: short)
        readFonts(sections)
        readStyles(sections)
        stop: if !faults.isEmpty { break stop }
        let scope = Scope(root: files.contract.shape)
        var masters: [Master] = []
        var regions: [[RegionPlan]] = []
        var flow: [any Plan] = []
        var hasFlow = false
        for element in sections {
            switch element.name {
            case "formats", "fonts", "styles": break
            case "page":
                let (master, plans) = page(element, scope)
                if let master {
                    masters.append(master)
                    regions.append(plans)
                }
            case "flow":
                if hasFlow { note(.misplaced, element.place, "a template has one <flow>") }
                hasFlow = true
                check(element)
                flow = blocks(element.children, in: element, scope, style: styles.styles["p"] ?? StyleProperties())
            default:
                note(
                    .misplaced, element.place, "<\(element.name)> does not stand in <document>",
                    hint: "there stand: formats fonts styles page flow include")
            }
        }
        checkPages(masters, hasFlow: hasFlow, flow: flow)
        noteUnused()
        let maxPages = number(root, "max-pages", 1...500) ?? 20
        guard faults.isEmpty else {
            throw Diagnostics(
                faults.sorted { ($0.file, $0.place.line, $0.place.column) < ($1.file, $1.place.line, $1.place.column) })
        }
        return Template(
            kind: root.attribute("kind")?.value.string ?? "", version: 1, language: language, book: fontBuilder.book(),
            notes: notes,
            masters: masters, maxPages: maxPages, flow: flow, regions: regions, variableCount: variables.count,
            paragraphCount: paragraphs.count, formats: formats)
    }

    // MARK: Messages

    func note(_ code: Diagnostic.Code, _ place: SourcePlace, _ message: String, hint: String? = nil) {
        guard faults.count < 200 else { return }
        faults.append(Diagnostic(code, at: place, message, hint: hint))
    }

    func note(_ fault: Diagnostic) { if faults.count < 200 { faults.append(fault) } }

    /// Checks an element's name and attributes against the table of the language.
    func check(_ element: XMLElement) {
        guard let spec = Elements.all[element.name] else {
            note(
                .unknownElement, element.place, "<\(element.name)> is not an element of the language",
                hint: Contract.nearest(to: element.name, in: Array(Elements.all.keys).sorted()).map { "did you mean <\($0)>?" })
            return
        }
        for attribute in element.attributes where !spec.attributes.contains(attribute.name) {
            note(
                .unknownAttribute, SourcePlace(source: element.source, offset: attribute.nameOffset),
                "<\(element.name)> has no attribute \(attribute.name)",
                hint: Contract.nearest(to: attribute.name, in: spec.attributes).map { "did you mean \($0)?" }
                    ?? (spec.attributes.isEmpty ? "it has none" : "it has: \(spec.attributes.joined(separator: " "))"))
        }
        for name in spec.required where element.attribute(name) == nil {
            note(.missingAttribute, element.place, "<\(element.name)> needs the attribute \(name)")
        }
    }

    // MARK: Attributes

    func length(_ element: XMLElement, _ name: String, least: Length = .zero) -> Length? {
        guard let attribute = element.attribute(name) else { return nil }
        guard let length = Measures.length(attribute.value.string), length >= least else {
            note(
                .badValue, element.place(of: attribute), "\(name)=\"\(attribute.value.string)\" is no length",
                hint: "such as 0.5in, 9.5pt, 3mm")
            return nil
        }
        return length
    }

    func number(_ element: XMLElement, _ name: String, _ range: ClosedRange<Int>) -> Int? {
        guard let attribute = element.attribute(name) else { return nil }
        guard let value = Int(attribute.value.string), range.contains(value) else {
            note(.badValue, element.place(of: attribute), "\(name) is a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return value
    }

    /// An attribute that is one of a few words.
    func choice<T>(_ element: XMLElement, _ name: String, _ choices: [(String, T)]) -> T? {
        guard let attribute = element.attribute(name) else { return nil }
        if let found = choices.first(where: { $0.0 == attribute.value.string }) { return found.1 }
        note(
            .badValue, element.place(of: attribute), "\(name)=\"\(attribute.value.string)\" is not known",
            hint: "it is one of: \(choices.map(\.0).joined(separator: " "))")
        return nil
    }

    func value<T>(_ element: XMLElement, _ name: String, like example: String, _ read: (String) -> T?) -> T? {
        guard let attribute = element.attribute(name) else { return nil }
        guard let value = read(attribute.value.string) else {
            note(
                .badValue, element.place(of: attribute), "\(name)=\"\(attribute.value.string)\" cannot be read",
                hint: "such as \(example)")
            return nil
        }
        return value
    }

    func alignment(_ element: XMLElement) -> Alignment? {
        choice(element, "align", [("left", .left), ("right", .right), ("center", .center)])
    }

    // MARK: Expressions

    func expressions(_ source: Source, _ text: DecodedText, _ scope: Scope) -> ExpressionCompiler {
        ExpressionCompiler(
            words: words, formats: formats, variables: variables, used: used, scope: scope, source: source, origin: text)
    }

    /// An attribute that holds a bare expression.
    func expression(_ element: XMLElement, _ name: String, _ scope: Scope) -> Expression? {
        guard let attribute = element.attribute(name) else { return nil }
        do throws(Diagnostic) {
            return try expressions(element.source, attribute.value, scope).compile(attribute.value.bytes[...])
        } catch {
            note(error)
            return nil
        }
    }

    /// A condition, and what it shows to be present where it holds and where it does not.
    func condition(_ element: XMLElement, _ name: String, _ scope: Scope) -> (
        test: Expression, ifTrue: [String], ifFalse: [String]
    )? {
        guard let attribute = element.attribute(name) else { return nil }
        let compiler = expressions(element.source, attribute.value, scope)
        do throws(Diagnostic) {
            let syntax: Syntax
            do throws(SyntaxFault) { syntax = try ExpressionParser.parse(attribute.value.bytes[...]) } catch {
                throw Diagnostic(.expression, at: compiler.place(error.offset), error.message)
            }
            let test = try compiler.condition(syntax)
            return (test, ExpressionCompiler.presentPaths(syntax), ExpressionCompiler.presentPathsIfFalse(syntax))
        } catch {
            note(error)
            return nil
        }
    }

    /// The list of a loop and the scope within it.
    func loop(_ element: XMLElement, _ scope: Scope) -> (list: Expression, variable: Int, inner: Scope)? {
        guard let attribute = element.attribute("each") else { return nil }
        let text = attribute.value
        guard let range = Compiler.range(of: " in ", in: text.bytes) else {
            note(
                .badValue, element.place(of: attribute), "each=\"…\" is a name, in, and a list",
                hint: "such as each=\"line in mail.lines\"")
            return nil
        }
        let name = String(decoding: text.bytes[..<range.lowerBound], as: UTF8.self).split(separator: " ").joined()
        return loop(over: text.bytes[range.upperBound...], text, named: name, element, scope)
    }

    func loop(
        over bytes: ArraySlice<UInt8>, _ text: DecodedText, named name: String, _ element: XMLElement, _ scope: Scope
    ) -> (list: Expression, variable: Int, inner: Scope)? {
        do throws(Diagnostic) {
            let list = try expressions(element.source, text, scope).compile(bytes)
            guard case .list(let item, _) = list.type else {
                throw Diagnostic(.wrongType, at: list.place, "a list is expected here; this is \(list.type.noun)")
            }
            if list.isOptional {
                throw Diagnostic(
                    .optionalBare, at: list.place, "this list may be absent",
                    hint: "put the loop within <if test=\"… is present\">")
            }
            guard !name.isEmpty,
                name.utf8.allSatisfy({
                    $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                }),
                name != "t", name != "page"
            else { throw Diagnostic(.badValue, at: element.place, "\"\(name)\" cannot be a loop's name") }
            let variable = variables.next()
            return (list, variable, scope.with(Scope.Variable(name: name, index: variable, type: item)))
        } catch {
            note(error)
            return nil
        }
    }

    static func range(of text: String, in bytes: [UInt8]) -> Range<Int>? {
        let wanted = Array(text.utf8)
        guard bytes.count >= wanted.count else { return nil }
        for start in 0...(bytes.count - wanted.count) where bytes[start..<start + wanted.count].elementsEqual(wanted) {
            return start..<start + wanted.count
        }
        return nil
    }

    // MARK: Parts

    /// The elements of a list of children, with parts put in the place of their `<include>`.
    func expanded(_ children: [XMLNode], into parent: XMLElement, chain: [String] = []) -> [XMLElement] {
        var out: [XMLElement] = []
        for child in children {
            switch child {
            case .text(let text):
                if !text.isBlank {
                    note(
                        .misplaced, SourcePlace(source: parent.source, offset: text.offset(at: 0)),
                        "text does not stand in <\(parent.name)>")
                }
            case .element(let element) where element.name == "include":
                if let (part, name) = part(element, chain: chain) {
                    out += expanded(part.children, into: part, chain: chain + [name])
                }
            case .element(let element): out.append(element)
            }
        }
        return out
    }

    /// The part that an `<include>` names.
    func part(_ element: XMLElement, chain: [String]) -> (part: XMLElement, name: String)? {
        check(element)
        guard let attribute = element.attribute("part") else { return nil }
        let name = attribute.value.string
        guard !chain.contains(name) else {
            note(
                .unknownPart, element.place(of: attribute),
                "part \(name) includes itself: \((chain + [name]).joined(separator: " → "))")
            return nil
        }
        included += 1
        guard included <= Compiler.mostIncludes else {
            if included == Compiler.mostIncludes + 1 {
                note(.limit, element.place, "parts are included more than \(Compiler.mostIncludes) times")
            }
            return nil
        }
        switch load(name) {
        case .read(let part): return (part, name)
        case .absent:
            note(.unknownPart, element.place(of: attribute), "there is no part \(name) in the shared folder")
            return nil
        case .wrong(let fault):
            // Told where it is first included.
            if let fault { note(fault) }
            parts[name] = .wrong(nil)
            return nil
        }
    }

    /// A part as it was found, read once however often it is included.
    private enum Part {
        case read(XMLElement)
        case absent
        case wrong(Diagnostic?)
    }

    /// Parts within parts, and uses of parts in all: no template has more, and no few small parts make a huge one.
    private static let deepestPart = 16
    private static let mostIncludes = 2000

    private func load(_ name: String) -> Part {
        let found = read(name)
        guard case .read(let part) = found, !proven.contains(name) else { return found }
        do throws(Diagnostic) { try prove(part, chain: [name]) } catch {
            parts[name] = .wrong(error)
            return .wrong(error)
        }
        return found
    }

    private func read(_ name: String) -> Part {
        if let known = parts[name] { return known }
        let isName = name.utf8.allSatisfy { $0 == 0x2D || $0 == 0x5F || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
        let found: Part
        if isName, !name.isEmpty, let source = files.part(name) {
            do throws(Diagnostic) {
                let part = try XMLReader.read(source)
                guard part.name == "part" else {
                    throw Diagnostic(.misplaced, at: part.place, "a part is a <part>, not <\(part.name)>")
                }
                found = .read(part)
            } catch { found = .wrong(error) }
        } else {
            found = .absent
        }
        parts[name] = found
        return found
    }

    /// Refuses a part that includes itself, by whatever way.
    private func prove(_ element: XMLElement, chain: [String]) throws(Diagnostic) {
        for child in element.elements {
            if child.name == "include", let attribute = child.attribute("part") {
                let name = attribute.value.string
                guard !chain.contains(name) else {
                    throw Diagnostic(
                        .unknownPart, at: child.place(of: attribute),
                        "part \(name) includes itself: \((chain + [name]).joined(separator: " → "))")
                }
                guard chain.count < Compiler.deepestPart else {
                    throw Diagnostic(.limit, at: child.place, "parts include one another at most \(Compiler.deepestPart) deep")
                }
                if !proven.contains(name), case .read(let part) = read(name) { try prove(part, chain: chain + [name]) }
            } else {
                try prove(child, chain: chain)
            }
        }
        if element.name == "part" { proven.insert(chain[chain.count - 1]) }
    }

    /// Whether a part holds blocks, and not only running text.
    func hasBlocks(part name: String) -> Bool {
        if let known = blockParts[name] { return known }
        guard case .read(let part) = load(name) else { return false }
        let answer = hasBlocks(part.children)
        blockParts[name] = answer
        return answer
    }

    // MARK: Formats, fonts, styles

    private func formats(in sections: [XMLElement], language: String) -> Formats {
        let names = DateNames.of(language: language) ?? .english
        if DateNames.of(language: language) == nil {
            notes.append(
                Diagnostic(
                    .badValue, at: root.place, "there are no names of months and days for \(language); dates have English ones",
                    severity: .information))
        }
        var money = "$#,##0.00"
        var date = "MM/dd/yyyy"
        var month = "MMMM yyyy"
        var places: [String: SourcePlace] = [:]
        for element in sections where element.name == "formats" {
            check(element)
            for attribute in element.attributes { places[attribute.name] = element.place(of: attribute) }
            money = element.attribute("money")?.value.string ?? money
            date = element.attribute("date")?.value.string ?? date
            month = element.attribute("month")?.value.string ?? month
        }
        func made<T>(_ name: String, _ make: () throws(FormatError) -> T, _ fallback: () throws(FormatError) -> T) -> T {
            do throws(FormatError) { return try make() } catch {
                note(.badValue, places[name] ?? root.place, "\(name): \(error.message)")
                do throws(FormatError) { return try fallback() } catch { fatalError("the default \(name) format is wrong") }
            }
        }
        return Formats(
            money: made(
                "money", { () throws(FormatError) in try MoneyFormat(money) },
                { () throws(FormatError) in try MoneyFormat("$#,##0.00") }),
            date: made(
                "date", { () throws(FormatError) in try DateFormat(date, names: names) },
                { () throws(FormatError) in try DateFormat("MM/dd/yyyy", names: names) }),
            month: made(
                "month", { () throws(FormatError) in try DateFormat(month, names: names, for: .month) },
                { () throws(FormatError) in try DateFormat("MMMM yyyy", names: names, for: .month) }),
            names: names)
    }

    private func readFonts(_ sections: [XMLElement]) {
        for element in sections where element.name == "fonts" {
            check(element)
            for font in expanded(element.children, into: element) {
                check(font)
                guard font.name == "font" else {
                    note(.misplaced, font.place, "<\(font.name)> does not stand in <fonts>")
                    continue
                }
                guard let name = font.attribute("name")?.value.string else { continue }
                styles.families[name] = FontFamily(faces: faces(font, "files"), fallback: faces(font, "fallback"))
            }
        }
        if styles.families.isEmpty {
            note(.font, root.place, "the template names no fonts", hint: "<fonts><font name=\"body\" files=\"…\"/></fonts>")
        }
    }

    private func faces(_ element: XMLElement, _ name: String) -> [Face] {
        guard let attribute = element.attribute(name) else { return [] }
        return attribute.value.string.split(separator: " ").compactMap { file in
            do { return try fontBuilder.face(named: String(file)) } catch {
                note(.font, element.place(of: attribute), "\(error)")
                lacksFaces = true
                return nil
            }
        }
    }

    private func readStyles(_ sections: [XMLElement]) {
        for element in sections where element.name == "styles" {
            check(element)
            for style in expanded(element.children, into: element) {
                check(style)
                guard style.name == "style" else {
                    note(.misplaced, style.place, "<\(style.name)> does not stand in <styles>")
                    continue
                }
                guard let name = style.attribute("name")?.value.string else { continue }
                var base = StyleProperties()
                if let attribute = style.attribute("based-on") {
                    if let known = styles.styles[attribute.value.string] {
                        base = known
                    } else {
                        unknownStyle(attribute.value.string, style.place(of: attribute))
                    }
                }
                styles.styles[name] = base.applying(properties(style))
            }
        }
    }

    private func unknownStyle(_ name: String, _ place: SourcePlace) {
        note(
            .unknownStyle, place, "there is no style \(name) before here",
            hint: Contract.nearest(to: name, in: styles.styles.keys.sorted()).map { "did you mean \($0)?" })
    }

    private func properties(_ element: XMLElement) -> StyleProperties {
        var out = StyleProperties()
        if let font = element.attribute("font") {
            out.font = font.value.string
            if styles.families[font.value.string] == nil {
                note(
                    .font, element.place(of: font), "there is no font \(font.value.string)",
                    hint: "<fonts> has: \(styles.families.keys.sorted().joined(separator: " "))")
            }
        }
        out.size = length(element, "size", least: .points(1))
        out.leading = length(element, "leading", least: .points(1))
        out.tint = value(element, "color", like: "#1B4F72", Measures.tint)
        out.isBold = choice(element, "weight", [("bold", true), ("regular", false)])
        out.isItalic = choice(element, "slant", [("italic", true), ("upright", false)])
        out.align = alignment(element)
        out.isTabular = choice(element, "digits", [("tabular", true), ("default", false)])
        out.before = length(element, "before")
        out.after = length(element, "after")
        out.orphans = number(element, "orphans", 1...20)
        out.widows = number(element, "widows", 1...20)
        return out
    }

    /// The properties of the styles that `class` names, over those around.
    func classes(_ element: XMLElement, over base: StyleProperties) -> StyleProperties {
        var out = base
        if let attribute = element.attribute("class") {
            for name in attribute.value.string.split(separator: " ").map(String.init) {
                if let style = styles.styles[name] {
                    out = out.applying(style)
                } else {
                    unknownStyle(name, element.place(of: attribute))
                }
            }
        }
        if let align = alignment(element) { out.align = align }
        return out
    }

    func textStyle(_ properties: StyleProperties, at place: SourcePlace) -> TextStyle? {
        do throws(StyleBook.Fault) { return try styles.text(properties) } catch {
            // Fonts that could not be read have been reported where they are named.
            if !styles.families.isEmpty && !lacksFaces { note(.font, place, error.message) }
            return nil
        }
    }

    // MARK: Coverage

    /// Fields and words that the template never uses: worth knowing, both ways.
    private func noteUnused() {
        func walk(_ shape: Shape) {
            for field in shape.fields {
                if !used.pointers.contains(field.pointer) {
                    notes.append(
                        Diagnostic(
                            .unknownField, at: root.place, "the contract's \(field.pointer) is never used", severity: .information
                        ))
                    continue
                }
                switch field.type {
                case .record(let inner), .list(.record(let inner), _): walk(inner)
                default: break
                }
            }
        }
        walk(files.contract.shape)
        for name in words.unused {
            notes.append(
                Diagnostic(.word, at: root.place, "the word \(name) of \(words.file) is never used", severity: .information))
        }
    }
}
