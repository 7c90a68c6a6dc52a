import Fonts
import Layout
import Pages
import Symbols

/// `<scanline>`: characters at an exact pitch. They are never set smaller, whatever the region around them does.
struct ScanLinePlan: Plan {
    enum Content: Sendable {
        case text([Inline])
        case parts([ScanPart])
    }

    let content: Content
    let style: TextStyle
    let pitch: Length
    let align: Alignment
    /// It stands in a clear band of its own.
    let hasBand: Bool
    /// What its fields state, each in its own characters.
    let statements: [Statement]
    let place: SourcePlace
    let site: Site
    let isStatic = false

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        let text: [UInt8]
        switch content {
        case .text(let value): text = try merge.code(of: value)
        case .parts(let parts): text = try ScanPart.line(of: parts, merge)
        }
        do throws(MissingGlyph) {
            let line: any Block = try CodeLine(text, style: style, pitch: pitch, align: align, hasBand: hasBand)
            out.append(Stack.Item(statements.reduce(line) { Roled($0, role: .statement($1)) }))
        } catch { throw MergeFault(.glyph(error), at: place) }
    }
}

/// What a scan line is made of, from left to right.
enum ScanPart: Sendable {
    case field(ScanField)
    case check(ScanCheck)

    var name: String? {
        switch self {
        case .field(let field): field.name
        case .check(let check): check.name
        }
    }

    /// Characters that it takes, in every document.
    var width: Int {
        switch self {
        case .field(let field): field.width
        case .check(let check): check.rule.length
        }
    }

    /// The line: its fields first, then its check digits from left to right.
    static func line(of parts: [ScanPart], _ merge: Merge) throws(MergeFault) -> [UInt8] {
        var texts = [[UInt8]](repeating: [], count: parts.count)
        for (index, part) in parts.enumerated() {
            if case .field(let field) = part { texts[index] = try field.characters(merge) }
        }
        for (index, part) in parts.enumerated() {
            if case .check(let check) = part { texts[index] = try check.digits(at: index, of: texts, parts) }
        }
        return texts.flatMap { $0 }
    }
}

/// `<field>`: a stretch of a scan line, always equally wide. A value that does not fit is refused and never cut, because a
/// cut account or amount is another account or amount.
struct ScanField: Sendable {
    /// What stands before a value that is shorter than its field.
    enum Fill: String, CaseIterable, Sendable {
        case zeros = "0"
        case spaces = "space"
    }

    let name: String
    let width: Int
    let value: [Inline]
    /// A field that is filled with zeros holds digits only.
    let fill: Fill
    /// It is filled behind the value.
    let fillsRight: Bool
    /// Characters of the value that are left out.
    let drop: [Unicode.Scalar]
    /// The facts that it states; of a whole line, they get the characters of the field.
    var statement: Statement? = nil
    let place: SourcePlace

    func characters(_ merge: Merge) throws(MergeFault) -> [UInt8] {
        var text: [UInt8] = []
        for part in value {
            if case .value(let expression, _) = part, ScanField.isNegative(try merge.value(expression)) {
                throw fault(.negative, text)
            }
            try part.append(to: &text, merge)
        }
        let kept = String(decoding: text, as: UTF8.self).unicodeScalars.filter { !drop.contains($0) }
        guard kept.count <= width else {
            throw fault(.tooLong(kept.count, width: width), text)
        }
        if fill == .zeros {
            guard !kept.isEmpty else { throw fault(.empty, text) }
            if let odd = kept.enumerated().first(where: { !("0"..."9").contains($0.element) }) {
                throw fault(.noDigit(character: odd.offset + 1), text)
            }
        }
        let filling = [UInt8](repeating: fill == .zeros ? 0x30 : 0x20, count: width - kept.count)
        let characters = Array(String(kept).utf8)
        return fillsRight ? characters + filling : filling + characters
    }

    private static func isNegative(_ value: Value) -> Bool {
        switch value {
        case .integer(let number), .money(let number): number < 0
        case .number(let number): number.units < 0
        case .absent, .text, .day, .month, .flag, .list, .record: false
        }
    }

    private func fault(_ problem: MergeFault.ScanProblem, _ text: [UInt8]) -> MergeFault {
        MergeFault(.scanField(name, problem), at: place, text: String(decoding: text, as: UTF8.self))
    }
}

/// `<check-digit>`: one or two digits reckoned from other characters of a scan line.
struct ScanCheck: Sendable {
    let rule: CheckDigit
    let name: String?
    /// The parts that it checks, in this order; nil for all that stands before it.
    let over: [Int]?
    let place: SourcePlace

    func digits(at index: Int, of texts: [[UInt8]], _ parts: [ScanPart]) throws(MergeFault) -> [UInt8] {
        let covered = over ?? Array(0..<index)
        for part in covered {
            guard let odd = texts[part].firstIndex(where: { !(0x30...0x39).contains($0) }) else { continue }
            throw MergeFault(
                .scanCheck(
                    "a check digit covers digits only, and character \(odd + 1) of the field \(parts[part].name ?? "") is not one"
                ),
                at: place)
        }
        do throws(SymbolError) { return try rule.digits(of: covered.flatMap { texts[$0] }) } catch {
            throw MergeFault(.scanCheck("\(error)"), at: place)
        }
    }
}
