import Layout
import Pages

/// What keeps somebody from reading a document, in templates with `accessible="required"`.
extension Compiler {
    /// WCAG 2.1, 1.4.3, for text of any size.
    private static let leastContrast = 4.5

    /// Reads what the template demands of itself.
    func readAccess() {
        smallestType = length(root, "smallest") ?? .points(7)
        mustBeAccessible = choice(root, "accessible", [("required", true), ("no", false)]) ?? false
        if !mustBeAccessible, let unused = root.attribute("smallest") {
            note(.misplaced, root.place(of: unused), "smallest is for a document with accessible=\"required\"")
        }
    }

    /// What is set on a ground of colour.
    func onGround<Made>(_ fill: Tint?, _ make: () -> Made) -> Made {
        let around = ground
        ground = fill ?? around
        defer { ground = around }
        return make()
    }

    /// Text that stands on the page: large enough, and dark enough on its ground.
    func checkReadable(_ style: TextStyle, at place: SourcePlace) {
        guard mustBeAccessible else { return }
        if style.size < smallestType {
            note(
                .access, place, "type of \(style.size) pt is smaller than this document allows, \(smallestType) pt",
                hint: "smallest=\"…\" of <document> says what it allows")
        }
        let contrast = style.tint.contrast(on: ground)
        guard contrast < Compiler.leastContrast else { return }
        let tenths = Int(contrast * 10)
        note(
            .access, place,
            "text of \(style.tint) on \(ground) has a contrast of \(tenths / 10).\(tenths % 10) to 1; people need 4.5 to 1",
            hint: "a darker color for the text, or a lighter ground")
    }

    /// Words that only their colour tells from those around them say nothing to who does not see colours (WCAG 2.1, 1.4.1).
    func checkColorIsNotAlone(_ inner: StyleProperties, within outer: StyleProperties, at place: SourcePlace) {
        guard mustBeAccessible, let tint = inner.tint, tint != outer.tint ?? .black, tint.isChromatic else { return }
        var plain = inner
        (plain.tint, plain.language) = (outer.tint, outer.language)
        (plain.align, plain.before, plain.after, plain.orphans, plain.widows) = (
            outer.align, outer.before, outer.after, outer.orphans, outer.widows
        )
        plain.breaksAnywhere = outer.breaksAnywhere
        guard plain == outer else { return }
        note(
            .access, place, "these words differ from those around them in color alone",
            hint: "another weight or size as well, or a word that says it")
    }

    /// A figure that says something needs words for it.
    func checkSays(_ element: XMLElement, _ what: String) {
        guard mustBeAccessible, let alt = element.attribute("alt"), alt.value.string.allSatisfy(\.isWhitespace) else { return }
        note(.access, element.place(of: alt), "\(what) without alt says nothing to people who do not see it")
    }

    /// A table needs heads: a head row, or a head in each row.
    func checkHeads(_ element: XMLElement) {
        guard mustBeAccessible else { return }
        var head = false
        var rows: [Bool] = []
        func look(_ elements: [XMLElement]) {
            for child in elements {
                switch child.name {
                case "header": head = head || holdsHead(child)
                case "row": rows.append(holdsHead(child))
                case "if", "for": look(expanded(child.children, into: child))
                default: break
                }
            }
        }
        look(expanded(element.children, into: element))
        if head || rows.allSatisfy({ $0 }) && !rows.isEmpty { return }
        note(
            .access, element.place, "a table without heads: nobody is told what its cells mean who does not see the columns",
            hint: "<header> with <th>, or a <th> in each row; what is only arranged in columns is a <grid>")
    }

    private func holdsHead(_ row: XMLElement) -> Bool {
        expanded(row.children, into: row).contains { cell in
            cell.name == "th" || ["if", "for"].contains(cell.name) && holdsHead(cell)
        }
    }

    /// A box that is empty is one to be filled in, and says so to nobody who does not see it.
    func checkLabel(_ element: XMLElement) {
        if let label = element.attribute("label"), holdsContent(element.children) {
            note(
                .misplaced, element.place(of: label), "a box with a label is filled in by hand, and this one holds text",
                hint: "the label stands for all that is in the box; words that are to be read stand outside of it")
        }
        guard mustBeAccessible, !holdsContent(element.children) else { return }
        if let label = element.attribute("label"), !label.value.string.allSatisfy(\.isWhitespace) { return }
        guard element.attribute("border") != nil || element.attribute("fill") != nil else { return }
        note(
            .access, element.place, "a box that is filled in by hand has no label",
            hint: "label=\"…\" says what belongs there")
    }

    private func holdsContent(_ children: [XMLNode]) -> Bool {
        children.contains { child in
            switch child {
            // A dollar sign before a blank is no more than a hint for the hand.
            case .text(let text): text.string.contains { $0.isLetter || $0.isNumber || $0 == "{" }
            case .element(let element):
                switch element.name {
                case "space", "rule": false
                case "p", "span", "b", "i": holdsContent(element.children)
                default: true
                }
            }
        }
    }

    /// The name that a reader's window shows.
    func checkTitle() {
        let title = root.attribute("title")?.value.string ?? ""
        guard mustBeAccessible, title.allSatisfy(\.isWhitespace), !hasMainHeading else { return }
        note(
            .access, root.place, "the document has no title and no <h1>", hint: "title=\"…\" of <document>, or an <h1>",
            isAbsence: true)
    }
}
