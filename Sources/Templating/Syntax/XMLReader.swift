import Records

/// Reads the XML of a template (XML 1.0 without what a template has no use for: DOCTYPE, processing instructions,
/// external entities and namespaces are refused), with the exact place of everything.
///
/// What can be understood in one way only is told and read on: a bare `&`, an attribute that stands twice, a closing tag
/// that closes nothing. So one pass tells more than the first slip.
struct XMLReader {
    private let source: Source
    private let bytes: [UInt8]
    private var at = 0
    private var faults: [Diagnostic] = []
    /// An element whose closing tag is missing, up to where it was taken to end.
    struct Unclosed {
        let name: String
        let range: Range<Int>
    }

    /// The elements that are open, from the root.
    private var open: [(name: String, start: Int)] = []
    private var unclosed: [Unclosed] = []

    /// Bounds that keep a hostile file from costing more than a template is worth.
    static let maximumBytes = 1 << 20
    static let maximumDepth = 64

    /// The root of a file and what is wrong with the file; or only the latter, where nothing can be read.
    static func read(
        _ source: Source
    ) throws(Diagnostics) -> (root: XMLElement, faults: [Diagnostic], unclosed: [Unclosed]) {
        guard source.bytes.count <= maximumBytes else {
            throw Diagnostics([
                Diagnostic(
                    .limit, at: SourcePlace(source: source, offset: 0),
                    "a template has at most 1 MB; this file has \(source.bytes.count) bytes")
            ])
        }
        var reader = XMLReader(source: source)
        do throws(Diagnostic) {
            let root = try reader.document()
            return (root, reader.faults, reader.unclosed)
        } catch { throw Diagnostics(reader.faults + [error]) }
    }

    private init(source: Source) {
        self.source = source
        bytes = source.bytes
    }

    private func fault(_ message: String, at offset: Int, hint: String? = nil) -> Diagnostic {
        Diagnostic(.syntax, at: SourcePlace(source: source, offset: offset), message, hint: hint)
    }

    private mutating func document() throws(Diagnostic) -> XMLElement {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
        if let bad = firstInvalidByte() { throw fault("the file is not UTF-8 here", at: bad) }
        if starts(with: "<?xml ") {
            guard let end = find("?>") else { throw fault("the XML declaration has no end", at: at) }
            at = end + 2
        }
        try skipMisc(mayAssociate: true)
        guard at < bytes.count, bytes[at] == 0x3C else {
            throw fault(at >= bytes.count ? "the file is empty" : "a template begins with its element", at: at)
        }
        let root = try element(depth: 1)
        try skipMisc()
        guard at == bytes.count else { throw fault("nothing may stand after the end of <\(root.name)>", at: at) }
        return root
    }

    /// Skips space and comments; before the root also `<?xml-model …?>`, by which an editor finds the schema
    /// (Associating Schemas with XML documents, W3C Note 2012) and which is of no meaning here.
    private mutating func skipMisc(mayAssociate: Bool = false) throws(Diagnostic) {
        while at < bytes.count {
            if isSpace(bytes[at]) {
                at += 1
            } else if starts(with: "<!--") {
                try comment()
            } else if mayAssociate, starts(with: "<?xml-model ") {
                guard let end = find("?>") else { throw fault("<?xml-model has no end", at: at) }
                at = end + 2
            } else if starts(with: "<!") || starts(with: "<?") {
                throw refused()
            } else {
                return
            }
        }
    }

    private func refused() -> Diagnostic {
        starts(with: "<!DOCTYPE")
            ? fault("DOCTYPE is not part of the template language", at: at)
            : starts(with: "<![CDATA[")
                ? fault("CDATA is not part of the template language; write &lt; and &amp;", at: at)
                : fault("processing instructions and declarations are not part of the template language", at: at)
    }

    private mutating func comment() throws(Diagnostic) {
        let start = at
        at += 4
        guard let end = find("-->") else { throw fault("a comment has no end", at: start) }
        at = end + 3
    }

    private mutating func element(depth: Int) throws(Diagnostic) -> XMLElement {
        let start = at
        guard depth <= XMLReader.maximumDepth else {
            throw Diagnostic(
                .limit, at: SourcePlace(source: source, offset: at), "elements stand at most \(XMLReader.maximumDepth) deep")
        }
        at += 1
        let name = try self.name("an element's name")
        var attributes: [XMLAttribute] = []
        while true {
            let hadSpace = skipSpace()
            guard at < bytes.count else { throw fault("<\(name)> has no end", at: start) }
            if bytes[at] == 0x2F {
                at += 1
                try expect(0x3E, "> after /")
                return XMLElement(name: name, offset: start, attributes: attributes, children: [], source: source)
            }
            if bytes[at] == 0x3E {
                at += 1
                break
            }
            guard hadSpace else { throw fault("a space stands before an attribute", at: at) }
            let attribute = try self.attribute()
            if attributes.contains(where: { $0.name == attribute.name }) {
                faults.append(fault("attribute \(attribute.name) stands twice", at: attribute.nameOffset))
            } else {
                attributes.append(attribute)
            }
        }
        let children = try content(of: name, from: start, depth: depth)
        return XMLElement(name: name, offset: start, attributes: attributes, children: children, source: source)
    }

    private mutating func content(of name: String, from start: Int, depth: Int) throws(Diagnostic) -> [XMLNode] {
        open.append((name, start))
        defer { open.removeLast() }
        var children: [XMLNode] = []
        /// A closing tag within closed nothing, and may have been meant for this element.
        var isAstray = false
        while true {
            guard at < bytes.count else { throw fault("<\(name)> is never closed", at: start) }
            if bytes[at] != 0x3C {
                children.append(.text(try text(until: { $0 == 0x3C })))
            } else if starts(with: "</") {
                let closing = at
                at += 2
                let end = try self.name("an element's name")
                _ = skipSpace()
                try expect(0x3E, ">")
                if end == name { return children }
                if open.dropLast().contains(where: { $0.name == end }) {
                    // It closes an element around: this one ends here, and the tag is read again.
                    if !isAstray {
                        faults.append(
                            fault(
                                "<\(name)> is never closed", at: start,
                                hint: "</\(end)> of line \(source.place(at: closing).line) comes before </\(name)>"))
                    }
                    unclosed.append(Unclosed(name: name, range: start..<closing))
                    at = closing
                    return children
                }
                if !isAstray {
                    faults.append(
                        fault(
                            "</\(end)> closes nothing: <\(name)> of line \(source.place(at: start).line) is open", at: closing))
                }
                isAstray = true
            } else if starts(with: "<!--") {
                try comment()
            } else if starts(with: "<!") || starts(with: "<?") {
                throw refused()
            } else {
                children.append(.element(try element(depth: depth + 1)))
            }
        }
    }

    private mutating func attribute() throws(Diagnostic) -> XMLAttribute {
        let start = at
        let name = try self.name("an attribute's name")
        _ = skipSpace()
        try expect(0x3D, "= after attribute \(name)")
        _ = skipSpace()
        guard at < bytes.count, bytes[at] == 0x22 || bytes[at] == 0x27 else {
            throw fault("the value of \(name) stands in quotes", at: at)
        }
        let quote = bytes[at]
        at += 1
        let value = try text(until: { $0 == quote }, forbids: 0x3C)
        guard at < bytes.count, bytes[at] == quote else {
            throw fault(
                at < bytes.count ? "write &lt; within an attribute" : "the value of \(name) has no closing quote",
                at: min(at, bytes.count))
        }
        at += 1
        return XMLAttribute(name: name, nameOffset: start, value: value)
    }

    private mutating func text(until isEnd: (UInt8) -> Bool, forbids: UInt8? = nil) throws(Diagnostic) -> DecodedText {
        let start = at
        while at < bytes.count, !isEnd(bytes[at]), bytes[at] != 0x26, bytes[at] != forbids { at += 1 }
        if at >= bytes.count || bytes[at] != 0x26 { return DecodedText(bytes: Array(bytes[start..<at]), start: start) }
        var out = DecodedText(start: start)
        out.bytes = Array(bytes[start..<at])
        out.origins = (start..<at).map { Int32($0) }
        while at < bytes.count, !isEnd(bytes[at]), bytes[at] != forbids {
            if bytes[at] == 0x26 {
                let from = Int32(at)
                let decoded = try entity()
                out.bytes += decoded
                out.origins += [Int32](repeating: from, count: decoded.count)
            } else {
                out.bytes.append(bytes[at])
                out.origins.append(Int32(at))
                at += 1
            }
        }
        out.end = at
        return out
    }

    private mutating func entity() throws(Diagnostic) -> [UInt8] {
        let start = at
        at += 1
        let from = at
        while at < bytes.count, bytes[at] == 0x23 || isNameByte(bytes[at], first: false), at - from < 12 { at += 1 }
        guard at < bytes.count, bytes[at] == 0x3B else {
            faults.append(fault("& begins an entity; write &amp; for the character", at: start))
            at = from
            return [0x26]
        }
        let name = String(decoding: bytes[from..<at], as: UTF8.self)
        at += 1
        switch name {
        case "amp": return [0x26]
        case "lt": return [0x3C]
        case "gt": return [0x3E]
        case "quot": return [0x22]
        case "apos": return [0x27]
        case "nbsp": return [0xC2, 0xA0]
        case "shy": return [0xC2, 0xAD]
        default:
            let value: UInt32? =
                switch true {
                // Swift reads a sign where XML has none.
                case name.contains("+") || name.contains("-"): nil
                case name.hasPrefix("#x"): UInt32(name.dropFirst(2), radix: 16)
                case name.hasPrefix("#"): UInt32(name.dropFirst())
                default: nil
                }
            guard let value, let scalar = Unicode.Scalar(value), value >= 0x20 || value == 9 || value == 10 else {
                faults.append(
                    fault(
                        "&\(name); is no entity of the template language", at: start,
                        hint: "there are &amp; &lt; &gt; &quot; &apos; &nbsp; &shy; and numbers such as &#8212;"))
                at = from
                return [0x26]
            }
            return Array(String(scalar).utf8)
        }
    }

    private mutating func name(_ what: String) throws(Diagnostic) -> String {
        let start = at
        while at < bytes.count, isNameByte(bytes[at], first: at == start) { at += 1 }
        guard at > start else { throw fault("\(what) is expected here", at: at) }
        if at < bytes.count, bytes[at] == 0x3A { throw fault("namespaces are not part of the template language", at: start) }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private func isNameByte(_ byte: UInt8, first: Bool) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0x5F: true
        case 0x30...0x39, 0x2D, 0x2E: !first
        default: false
        }
    }

    private mutating func expect(_ byte: UInt8, _ what: String) throws(Diagnostic) {
        guard at < bytes.count, bytes[at] == byte else { throw fault("\(what) is expected here", at: min(at, bytes.count)) }
        at += 1
    }

    private mutating func skipSpace() -> Bool {
        let start = at
        while at < bytes.count, isSpace(bytes[at]) { at += 1 }
        return at > start
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    private func starts(with text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count - at >= count else { return false }
        for index in 0..<count where bytes[at + index] != text.utf8Start[index] { return false }
        return true
    }

    private func find(_ text: String) -> Int? {
        let wanted = Array(text.utf8)
        var index = at
        while index + wanted.count <= bytes.count {
            if bytes[index..<index + wanted.count].elementsEqual(wanted) { return index }
            index += 1
        }
        return nil
    }

    /// The first byte that is not UTF-8, or a control character that XML does not allow.
    private func firstInvalidByte() -> Int? {
        var index = 0
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .emptyInput: return nil
            case .error: return index
            case .scalarValue(let scalar):
                if scalar.value < 0x20 && scalar.value != 9 && scalar.value != 10 && scalar.value != 13 { return index }
                index += String(scalar).utf8.count
            }
        }
    }
}
