import Fonts
import Layout
import Pages
import Records

/// A piece of running text: words of the template, values, breaks and tabs, and choices among them.
indirect enum Inline: Sendable {
    case text([UInt8], TextStyle, SourcePlace)
    case value(Expression, TextStyle)
    case lineBreak(TextStyle)
    case tab(TabStop, TextStyle)
    case choice([(test: Expression?, parts: [Inline])])
    case loop(Expression, variable: Int, [Inline])
    case link(address: [Inline], [Inline], SourcePlace)

    var isStatic: Bool {
        switch self {
        case .text, .lineBreak, .tab: true
        case .value(let expression, _): expression.isStatic
        case .choice, .loop: false
        case .link(let address, let parts, _): address.allSatisfy(\.isStatic) && parts.allSatisfy(\.isStatic)
        }
    }

    func add(to builder: inout ParagraphBuilder, _ merge: Merge) throws(MergeFault) {
        switch self {
        case .text(let bytes, let style, let place):
            do throws(MissingGlyph) { try builder.add(bytes, style: merge.style(style)) } catch {
                throw MergeFault(.glyph(error), at: place)
            }
        case .value(let expression, let style):
            let style = merge.style(style)
            let missing = try merge.withText(expression) { text throws(MissingGlyph) in try builder.addValue(text, style: style) }
            if let missing { throw MergeFault(.glyph(missing, field: expression.path), at: expression.place) }
        case .lineBreak(let style): builder.addLineBreak(style: merge.style(style))
        case .tab(let stop, let style): builder.addTab(stop, style: merge.style(style))
        case .choice(let branches):
            for branch in branches {
                if let test = branch.test, try !merge.flag(test) { continue }
                for part in branch.parts { try part.add(to: &builder, merge) }
                return
            }
        case .loop(let list, let variable, let parts):
            guard let items = try merge.items(list) else { return }
            for index in 0..<items.size {
                merge.enter(variable, items, index)
                for part in parts { try part.add(to: &builder, merge) }
            }
        case .link(let address, let parts, let place):
            let address = String(decoding: try merge.code(of: address), as: UTF8.self)
            guard Address.isOne(address) else {
                throw MergeFault(.badLink, at: place, text: address)
            }
            let says = String(decoding: try merge.text(of: parts), as: UTF8.self)
            merge.link = .link(Label(address), says: Label(says.isEmpty ? address : says))
            defer { merge.link = nil }
            for part in parts { try part.add(to: &builder, merge) }
        }
    }

    /// The bare text, for messages, alternative texts and codes.
    func append(to out: inout [UInt8], _ merge: Merge) throws(MergeFault) {
        switch self {
        case .text(let bytes, _, _): out += bytes
        case .value(let expression, _): out += try merge.text(expression)
        case .lineBreak, .tab: out.append(0x20)
        case .choice(let branches):
            for branch in branches {
                if let test = branch.test, try !merge.flag(test) { continue }
                for part in branch.parts { try part.append(to: &out, merge) }
                return
            }
        case .loop(let list, let variable, let parts):
            guard let items = try merge.items(list) else { return }
            for index in 0..<items.size {
                merge.enter(variable, items, index)
                for part in parts { try part.append(to: &out, merge) }
            }
        case .link(_, let parts, _): for part in parts { try part.append(to: &out, merge) }
        }
    }
}

extension Inline {
    /// The bare text for a log: text of the record is only outlined.
    fileprivate func appendRedacted(to out: inout String, _ merge: Merge) throws(MergeFault) {
        switch self {
        case .value(let expression, _): out += try merge.redactedText(of: expression)
        case .text, .lineBreak, .tab:
            var bytes: [UInt8] = []
            try append(to: &bytes, merge)
            out += String(decoding: bytes, as: UTF8.self)
        case .choice(let branches):
            for branch in branches {
                if let test = branch.test, try !merge.flag(test) { continue }
                for part in branch.parts { try part.appendRedacted(to: &out, merge) }
                return
            }
        case .loop(let list, let variable, let parts):
            guard let items = try merge.items(list) else { return }
            for index in 0..<items.size {
                merge.enter(variable, items, index)
                for part in parts { try part.appendRedacted(to: &out, merge) }
            }
        case .link(_, let parts, _): for part in parts { try part.appendRedacted(to: &out, merge) }
        }
    }
}

extension Merge {
    /// The text of what a machine reads: a symbol, an address, a file's name.
    func code(of parts: [Inline]) throws(MergeFault) -> [UInt8] {
        isForMachine = true
        defer { isForMachine = false }
        return try text(of: parts)
    }

    /// A message as a log may hold it.
    func redactedText(of parts: [Inline]) throws(MergeFault) -> String {
        var out = ""
        for part in parts { try part.appendRedacted(to: &out, self) }
        return out
    }

    /// Money, numbers and dates as they are; text of the record, and an integer that may be an account, as an outline.
    fileprivate func redactedText(of expression: Expression) throws(MergeFault) -> String {
        let text = String(decoding: try text(expression), as: UTF8.self)
        if text.isEmpty { return "" }
        if case .integer = expression.type, text.utf8.count > Merge.mostQuotedDigits {
            return "a number of \(text.utf8.count) characters"
        }
        if expression.isQuotable { return text }
        let count = text.unicodeScalars.count
        return "text of \(count) \(count == 1 ? "character" : "characters")"
    }

    /// Digits of an integer that a message may quote: more may be an account or a telephone.
    private static let mostQuotedDigits = 8

    /// The bare text of running text.
    func text(of parts: [Inline]) throws(MergeFault) -> [UInt8] {
        var out: [UInt8] = []
        for part in parts { try part.append(to: &out, self) }
        return out
    }
}

/// `<p>`, `<h1>` and whatever else holds running text.
final class ParagraphPlan: Plan {
    let site: Site
    let parts: [Inline]
    let style: ParagraphStyle
    let base: TextStyle
    let before: Length
    let after: Length
    let role: Role?
    /// Distinguishes the paragraphs of a template in the memory of texts; nil where a choice or a loop stands within.
    let number: Int?
    /// The paragraph made when the template was compiled, if it says the same in every document.
    let made: Paragraph?
    private let values: [Expression]

    /// `merge` makes the paragraph now, if it says the same in every document.
    init(
        site: Site, parts: [Inline], style: ParagraphStyle, base: TextStyle, before: Length, after: Length, role: Role?,
        number: Int?, making merge: Merge?
    ) throws(MergeFault) {
        self.site = site
        self.parts = parts
        self.style = style
        self.base = base
        self.before = before
        self.after = after
        self.role = role
        self.number = number
        values = parts.compactMap { if case .value(let expression, _) = $0 { expression } else { nil } }
        made = try merge.map { merge throws(MergeFault) in
            try ParagraphPlan.build(parts, style, base: base, role: role, merge)
        }
    }

    var isStatic: Bool { parts.allSatisfy(\.isStatic) }

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        if let block = try block(merge) { out.append(Stack.Item(block, before: before, after: after)) }
    }

    /// The paragraph as a block; nil where it says nothing.
    func block(_ merge: Merge) throws(MergeFault) -> (any Block)? {
        if merge.scale.isFull {
            if let made, let number { return made.isEmpty ? nil : merge.fixed(number, made) }
            if let number { return try remembered(number, merge) }
        }
        let paragraph = try build(merge)
        return paragraph.isEmpty ? nil : paragraph
    }

    /// Values written one after the other tell the paragraph; 0xFF, which no UTF-8 has, stands between them.
    private func remembered(_ number: Int, _ merge: Merge) throws(MergeFault) -> Fixed? {
        var key = merge.takeKey()
        defer { merge.giveBack(key) }
        for value in values {
            try merge.append(value, to: &key)
            key.append(0xFF)
        }
        return try merge.texts.paragraph(number, key) { () throws(MergeFault) in try build(merge) }
    }

    func build(_ merge: Merge) throws(MergeFault) -> Paragraph {
        try ParagraphPlan.build(parts, style, base: base, role: role, merge)
    }

    private static func build(
        _ parts: [Inline], _ style: ParagraphStyle, base: TextStyle, role: Role?, _ merge: Merge
    ) throws(MergeFault) -> Paragraph {
        var builder = ParagraphBuilder(shaper: merge.shaper, keepsLines: style.keepsLines)
        for part in parts { try part.add(to: &builder, merge) }
        return builder.paragraph(style, base: merge.style(base), role: role)
    }
}
