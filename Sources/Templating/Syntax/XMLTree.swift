/// Text of an XML file with its entities replaced, and the way back from each byte to the file.
struct DecodedText: Sendable {
    var bytes: [UInt8] = []
    /// The offset in the file of each byte; empty when the text stands in the file as it is, from `start`.
    var origins: [Int32] = []
    var start: Int
    /// Where the text ends in the file, if `origins` says where its bytes stand: the last may stand for a whole entity.
    var end = 0

    var string: String { String(decoding: bytes, as: UTF8.self) }

    func offset(at index: Int) -> Int {
        if origins.isEmpty { return start + index }
        return index < origins.count ? Int(origins[index]) : end
    }

    var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D } }
}

/// An attribute with the places of its name and value.
struct XMLAttribute: Sendable {
    let name: String
    let nameOffset: Int
    let value: DecodedText
}

/// An element of a template as it stands in the file.
final class XMLElement: Sendable {
    let name: String
    let offset: Int
    let attributes: [XMLAttribute]
    let children: [XMLNode]
    let source: Source

    init(name: String, offset: Int, attributes: [XMLAttribute], children: [XMLNode], source: Source) {
        self.name = name
        self.offset = offset
        self.attributes = attributes
        self.children = children
        self.source = source
    }

    var place: SourcePlace { SourcePlace(source: source, offset: offset) }

    func attribute(_ name: String) -> XMLAttribute? { attributes.first { $0.name == name } }

    func place(of attribute: XMLAttribute) -> SourcePlace { SourcePlace(source: source, offset: attribute.value.offset(at: 0)) }

    var hasText: Bool {
        children.contains { if case .text(let text) = $0 { !text.isBlank } else { false } }
    }

    var elements: [XMLElement] {
        children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }
}

/// What stands within an element.
enum XMLNode: Sendable {
    case element(XMLElement)
    case text(DecodedText)
}
