import Records

/// What is known of the parts that a template includes.
struct Parts {
    /// A part as it was found, read once however often it is included.
    enum Part {
        case read(XMLElement)
        case absent
        /// What is wrong with it, until it has been told.
        case wrong([Diagnostic])
    }

    var found: [String: Part] = [:]
    /// Parts that include nothing that includes them again.
    var proven: Set<String> = []
    /// Whether a part holds blocks, and not only running text.
    var withBlocks: [String: Bool] = [:]
    /// Uses of parts in the template so far.
    var uses = 0
    /// A part that is not there, or cannot be read, may hold what is then missing.
    var isIncomplete = false

    /// Parts within parts, and uses of parts in all: no template has more, and no few small parts make a huge one.
    static let deepest = 16
    static let mostUses = 2000
}

/// Finds parts and puts them in the place of their `<include>`.
extension Compiler {
    /// The elements of a list of children, with parts put in the place of their `<include>`.
    func expanded(_ children: [XMLNode], into parent: XMLElement) -> [XMLElement] {
        var out: [XMLElement] = []
        for child in children {
            switch child {
            case .text(let text): refuse(text, in: parent)
            case .element(let element) where element.name == "include":
                if let part = part(element) { out += expanded(part.children, into: part) }
            case .element(let element): out.append(element)
            }
        }
        return out
    }

    /// Text that stands where only elements may.
    func refuse(_ text: DecodedText, in parent: XMLElement, hint: String? = nil) {
        guard let first = text.bytes.firstIndex(where: { $0 > 0x20 }) else { return }
        note(
            .misplaced, SourcePlace(source: parent.source, offset: text.offset(at: first)),
            "text does not stand in <\(parent.name)>", hint: hint)
    }

    /// The part that an `<include>` names. No part includes itself: that is proven when it is first read.
    func part(_ element: XMLElement) -> XMLElement? {
        check(element)
        guard let attribute = element.attribute("part") else { return nil }
        let name = attribute.value.string
        parts.uses += 1
        guard parts.uses <= Parts.mostUses else {
            if parts.uses == Parts.mostUses + 1 {
                note(.limit, element.place, "parts are included more than \(Parts.mostUses) times")
            }
            return nil
        }
        switch load(name) {
        case .read(let part): return part
        case .absent:
            parts.isIncomplete = true
            note(
                .unknownPart, element.place(of: attribute),
                "there is no part \(name) beside the template or in the shared folder",
                hint: Contract.didYouMean(name, in: files.partNames()))
            return nil
        case .wrong(let faults):
            parts.isIncomplete = true
            // Told where it is first included.
            faults.forEach(note)
            parts.found[name] = .wrong([])
            return nil
        }
    }

    private func load(_ name: String) -> Parts.Part {
        let found = read(name)
        guard case .read(let part) = found, !parts.proven.contains(name) else { return found }
        do throws(Diagnostic) { try prove(part, chain: [name]) } catch {
            parts.found[name] = .wrong([error])
            return .wrong([error])
        }
        return found
    }

    private func read(_ name: String) -> Parts.Part {
        if let known = parts.found[name] { return known }
        let isName = name.utf8.allSatisfy { $0 == 0x2D || $0 == 0x5F || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
        let found: Parts.Part
        if isName, !name.isEmpty, let source = files.part(name) {
            do throws(Diagnostics) {
                let (part, faults, unclosed) = try XMLReader.read(source)
                // What can be read of it is still looked through.
                faults.forEach(note)
                self.unclosed[source.name] = unclosed
                found =
                    part.name == "part"
                    ? .read(part)
                    : .wrong([Diagnostic(.misplaced, at: part.place, "a part is a <part>, not <\(part.name)>")])
                check(part)
            } catch { found = .wrong(error.list) }
        } else {
            found = .absent
        }
        parts.found[name] = found
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
                guard chain.count < Parts.deepest else {
                    throw Diagnostic(.limit, at: child.place, "parts include one another at most \(Parts.deepest) deep")
                }
                if !parts.proven.contains(name), case .read(let part) = read(name) { try prove(part, chain: chain + [name]) }
            } else {
                try prove(child, chain: chain)
            }
        }
        if element.name == "part" { parts.proven.insert(chain[chain.count - 1]) }
    }

    /// Whether a part holds blocks, and not only running text.
    func hasBlocks(part name: String) -> Bool {
        if let known = parts.withBlocks[name] { return known }
        guard case .read(let part) = load(name) else { return false }
        let answer = hasBlocks(part.children)
        parts.withBlocks[name] = answer
        return answer
    }
}
