import Layout
import Pages
import Records
import Symbols

extension Compiler {
    /// `<scanline>`: fields and check digits, or one value.
    func scanLine(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties, _ site: Site) -> (any Plan)? {
        let properties = classes(element, over: style)
        let parts = scanParts(element, scope, properties)
        let value = textAttribute(element, "value", scope, properties)
        guard let text = textStyle(properties, at: element.place) else { return nil }
        let content: ScanLinePlan.Content
        switch (value, parts.isEmpty) {
        case (let value?, true): content = .text(value)
        case (nil, false): content = .parts(parts)
        case (_?, false):
            note(.misplaced, element.place(of: element.attribute("value")!), "a scan line has fields or a value, not both")
            return nil
        case (nil, true):
            if element.elements.isEmpty {
                note(
                    .missingAttribute, element.place, "<scanline> needs fields, or the attribute value",
                    hint: "such as <field name=\"amount\" width=\"10\" value=\"{… | cents}\"/>")
            }
            return nil
        }
        if !parts.isEmpty { proveGlyphs(Array("0123456789".utf8), text, element.place) }
        let cpi = number(element, "cpi") ?? 10
        let pitch = Length(hundredths: (7200 + cpi / 2) / cpi)
        let hasBand = says(element, "band") ?? !parts.isEmpty
        if hasBand {
            let width = parts.isEmpty ? nil : pitch * parts.reduce(0) { $0 + $1.width }
            keepClear(.scanLine(width: width), element, element.attribute("band").map(element.place) ?? element.place)
        }
        return ScanLinePlan(
            content: content, style: text, pitch: pitch, align: alignment(element) ?? .right, hasBand: hasBand,
            statements: Compiler.statements(of: parts), place: element.place, site: site)
    }

    /// The parts of a scan line; those with something wrong are left out, and it is told.
    private func scanParts(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties) -> [ScanPart] {
        var children: [XMLElement] = []
        var names: [String: Int] = [:]
        for child in expanded(element.children, into: element) {
            guard ["field", "check-digit"].contains(child.name) else {
                misplaced(child, in: "scanline", .line)
                continue
            }
            check(child)
            if let attribute = child.attribute("name") {
                let name = attribute.value.string
                if name.contains(where: \.isWhitespace) {
                    note(.badValue, child.place(of: attribute), "a field's name has no spaces")
                } else if names[name] != nil {
                    note(.badValue, child.place(of: attribute), "this scan line has a field \(name) already")
                } else {
                    names[name] = children.count
                }
            }
            children.append(child)
        }
        return children.enumerated().compactMap { index, child in
            child.name == "field"
                ? scanField(child, scope, style).map { .field($0) }
                : scanCheck(child, at: index, among: children, names).map { .check($0) }
        }
    }

    /// What the fields of a line state, with the characters that are theirs.
    private static func statements(of parts: [ScanPart]) -> [Statement] {
        var start = 0
        var statements: [Statement] = []
        for part in parts {
            if case .field(let field) = part, let statement = field.statement {
                statements.append(
                    Statement(facts: statement.facts, place: statement.place, range: start..<start + field.width))
            }
            start += part.width
        }
        return statements
    }

    private func scanField(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties) -> ScanField? {
        let known = faults.count
        let statement = statement(element)
        guard let value = stating(statement, { textAttribute(element, "value", scope, style) }),
            let width = number(element, "width"),
            let name = element.attribute("name")?.value.string
        else { return nil }
        let field = ScanField(
            name: name, width: width, value: value,
            fill: choice(element, "pad", ScanField.Fill.allCases.map { ($0.rawValue, $0) }) ?? .zeros,
            fillsRight: choice(element, "side", [("left", false), ("right", true)]) ?? false,
            drop: Array((element.attribute("drop")?.value.string ?? "").unicodeScalars), statement: statement,
            place: element.place)
        for case .value(let expression, _) in value where field.fill == .zeros && field.drop.isEmpty {
            if case .money = expression.type {
                note(
                    .wrongType, expression.place, "this field holds digits, and the amount would be written with its point",
                    hint: "write {… | cents}: 43.12 is 4312")
            }
        }
        if value.allSatisfy(\.isStatic), faults.count == known {
            do throws(MergeFault) { _ = try field.characters(staticMerge()) } catch {
                note(.badValue, element.attribute("value").map(element.place) ?? element.place, error.message)
            }
        }
        return field
    }

    private func scanCheck(
        _ element: XMLElement, at index: Int, among parts: [XMLElement], _ names: [String: Int]
    ) -> ScanCheck? {
        guard let rule = choice(element, "rule", CheckDigit.allCases.map({ ($0.rawValue, $0) })) else { return nil }
        var over: [Int]?
        if let attribute = element.attribute("over") {
            over = []
            for name in attribute.value.string.split(separator: " ").map(String.init) {
                guard let part = names[name] else {
                    note(
                        .badValue, element.place(of: attribute), "this scan line has no field \(name)",
                        hint: Contract.didYouMean(name, in: names.keys.sorted())
                            ?? "it has: \(names.keys.sorted().joined(separator: " "))")
                    continue
                }
                if parts[part].name == "check-digit", part >= index {
                    note(.badValue, element.place(of: attribute), "a check digit covers only check digits before it")
                }
                over?.append(part)
            }
        } else if index == 0 {
            note(
                .misplaced, element.place, "nothing stands before this check digit",
                hint: "over=\"…\" names the fields that it checks")
        }
        return ScanCheck(rule: rule, name: element.attribute("name")?.value.string, over: over, place: element.place)
    }
}
