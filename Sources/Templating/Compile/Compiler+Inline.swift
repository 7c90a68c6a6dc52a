import Fonts
import Layout
import Pages
import Records

extension Compiler {
    /// Running text: words, `{values}`, and the inline elements among them.
    func inlines(_ children: [XMLNode], in parent: XMLElement, _ scope: Scope, style: StyleProperties) -> [Inline] {
        var out: [Inline] = []
        for child in children {
            switch child {
            case .text(let text): out += self.text(text, parent.source, scope, style)
            case .element(let element): out += inline(element, in: parent, scope, style)
            }
        }
        return out
    }

    private func inline(_ element: XMLElement, in parent: XMLElement, _ scope: Scope, _ style: StyleProperties) -> [Inline] {
        func inside(_ style: StyleProperties) -> [Inline] { inlines(element.children, in: element, scope, style: style) }
        var inner = style
        switch element.name {
        case "span":
            check(element)
            if ["class", "lang", "states"].allSatisfy({ element.attribute($0) == nil }) {
                note(.badValue, element.place, "<span> has a class, a lang or states")
            }
            var own = classes(element, over: style)
            checkColorIsNotAlone(own, within: style, at: element.place)
            let statement = statement(element)
            own.statement = statement ?? own.statement
            return stating(statement) { inside(own) }
        case "a":
            check(element)
            guard let attribute = element.attribute("href"),
                let address = textAttribute(element, "href", scope, style, isDrawn: false)
            else { return [] }
            if case .text(let bytes, _, _)? = address.first, address.count == 1,
                !Address.isOne(String(decoding: bytes, as: UTF8.self))
            {
                note(
                    .badValue, element.place(of: attribute), "href is no address that a link can lead to",
                    hint: "it begins with https://, http://, mailto: or tel:")
            }
            let own = classes(element, over: style)
            checkColorIsNotAlone(own, within: style, at: element.place)
            return [.link(address: address, inside(own), element.place)]
        case "b":
            check(element)
            inner.isBold = true
            return inside(inner)
        case "i":
            check(element)
            inner.isItalic = true
            return inside(inner)
        case "br":
            check(element)
            return textStyle(style, at: element.place).map { [.lineBreak($0)] } ?? []
        case "tab":
            check(element)
            let stop = TabStop(align: alignment(element) ?? .right, at: length(element, "at"))
            if stop.align == .left, stop.at == nil { note(.missingAttribute, element.place, "a left tab needs at=\"…\"") }
            return textStyle(style, at: element.place).map { [.tab(stop, $0)] } ?? []
        case "if":
            return [
                .choice(
                    branches(of: element, scope).map { ($0.test, inlines($0.children, in: element, $0.scope, style: style)) })
            ]
        case "for":
            check(element)
            guard let (list, variable, within) = loop(element, scope) else {
                _ = inlines(element.children, in: element, brokenLoop(element, scope), style: style)
                return []
            }
            return [.loop(list, variable: variable, inlines(element.children, in: element, within, style: style))]
        case "include":
            guard let part = part(element) else { return [] }
            return inlines(part.children, in: part, scope, style: style)
        default:
            misplaced(element, in: parent.name, .text)
            return []
        }
    }

    /// Text with `{expressions}`; a doubled brace is a brace.
    func text(
        _ text: DecodedText, _ source: Source, _ scope: Scope, _ properties: StyleProperties, isDrawn: Bool = true,
        isPrinted: Bool? = nil
    ) -> [Inline] {
        if text.bytes.isEmpty { return [] }
        let start = SourcePlace(source: source, offset: text.offset(at: 0))
        guard let style = textStyle(properties, at: start) else { return [] }
        if isDrawn, !text.bytes.allSatisfy({ $0 <= 0x20 }) { checkReadable(style, at: start) }
        var out: [Inline] = []
        var literal: [UInt8] = []
        var literalStart = 0
        func flush(_ next: Int) {
            if !literal.isEmpty {
                let place = SourcePlace(source: source, offset: text.offset(at: literalStart))
                out.append(.text(literal, style, place))
                if isDrawn { proveGlyphs(literal, style, place) }
            }
            literal = []
            literalStart = next
        }
        let bytes = text.bytes
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if (byte == 0x7B || byte == 0x7D) && at + 1 < bytes.count && bytes[at + 1] == byte {
                literal.append(byte)
                at += 2
            } else if byte == 0x7B {
                guard let end = Compiler.closingBrace(bytes, from: at + 1) else {
                    note(
                        .expression, SourcePlace(source: source, offset: text.offset(at: at)), "{ has no }",
                        hint: "write {{ for the character")
                    return out
                }
                flush(end + 1)
                do throws(Diagnostic) {
                    let compiler = expressions(source, text, scope)
                    let value = try compiler.compile(bytes[(at + 1)..<end])
                    if isPrinted ?? isDrawn { noteFacts(in: bytes[(at + 1)..<end], scope, at: value.place) }
                    if value.isOptional {
                        let path = value.path ?? "it"
                        throw Diagnostic(
                            .optionalBare, at: value.place, "\(path) may be absent",
                            hint:
                                "write {\(path) ?? \"\"} for what stands instead, or put it within <if test=\"\(path) is present\">"
                        )
                    }
                    guard value.type.isPrintable else {
                        throw Diagnostic(.wrongType, at: value.place, "\(value.type.noun) cannot be written as text")
                    }
                    if value.isStatic, case .constant(.text(let words)) = value.node {
                        out.append(.text(Array(words), style, value.place))
                        if isDrawn { proveGlyphs(Array(words), style, value.place) }
                    } else {
                        if isDrawn, case .word(let parts, _) = value.node {
                            for case .text(let words) in parts { proveGlyphs(words, style, value.place) }
                        }
                        out.append(.value(value, style))
                    }
                } catch { note(error) }
                at = end + 1
                literalStart = at
            } else if byte == 0x7D {
                note(
                    .expression, SourcePlace(source: source, offset: text.offset(at: at)), "} has no {",
                    hint: "write }} for the character")
                at += 1
            } else {
                if literal.isEmpty { literalStart = at }
                literal.append(byte)
                at += 1
            }
        }
        flush(at)
        return out
    }

    /// The brace that ends an expression, past texts in quotes.
    private static func closingBrace(_ bytes: [UInt8], from start: Int) -> Int? {
        var quote: UInt8?
        for index in start..<bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x7D {
                return index
            }
        }
        return nil
    }

    /// A character of the template's own text that no face has is a compile error.
    func proveGlyphs(_ bytes: [UInt8], _ style: TextStyle, _ place: SourcePlace) {
        var builder = ParagraphBuilder(shaper: shaper)
        do throws(MissingGlyph) { try builder.add(bytes, style: style) } catch { note(.missingGlyph, place, error.description) }
    }

    /// An attribute whose value is text with expressions. What is not drawn (a message, an alternative text, the text of
    /// a code) needs no glyphs; what a code says is printed all the same.
    func textAttribute(
        _ element: XMLElement, _ name: String, _ scope: Scope, _ style: StyleProperties, isDrawn: Bool = true,
        isPrinted: Bool? = nil
    ) -> [Inline]? {
        guard let attribute = element.attribute(name) else { return nil }
        return text(attribute.value, element.source, scope, style, isDrawn: isDrawn, isPrinted: isPrinted)
    }

    /// The branches of an `<if>`: `<elif/>` and `<else/>` stand empty between them.
    func branches(of element: XMLElement, _ scope: Scope) -> [(test: Expression?, children: [XMLNode], scope: Scope)] {
        check(element)
        var out: [(test: Expression?, children: [XMLNode], scope: Scope)] = []
        var rest = scope
        var current: (test: Expression?, children: [XMLNode], scope: Scope)
        if let (test, ifTrue, ifFalse) = condition(element, "test", scope) {
            current = (test.deciding(turns.next()), [], scope.narrowed(by: ifTrue))
            rest = scope.narrowed(by: ifFalse)
        } else {
            current = (nil, [], scope)
        }
        var hasElse = false
        for child in element.children {
            guard case .element(let inner) = child, inner.name == "elif" || inner.name == "else" else {
                current.children.append(child)
                continue
            }
            check(inner)
            if hasElse { note(.misplaced, inner.place, "nothing may follow <else/>") }
            out.append(current)
            if inner.name == "elif", let (test, ifTrue, ifFalse) = condition(inner, "test", rest) {
                current = (test.deciding(turns.next()), [], rest.narrowed(by: ifTrue))
                rest = rest.narrowed(by: ifFalse)
            } else {
                current = (nil, [], rest)
                if inner.name == "else" { hasElse = true }
            }
        }
        out.append(current)
        return out
    }
}
