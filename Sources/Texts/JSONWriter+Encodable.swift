extension JSONWriter {
    /// A value as JSON on one line: members in the order in which the value encodes them, integers exact.
    ///
    /// What has no order gets one, so that the same value is always the same text: dictionaries and sets are sorted. A number
    /// that is not finite is an error.
    package static func encode(_ value: some Encodable) throws -> String {
        var text = ""
        try JSONNode(of: value, at: []).append(to: &text)
        return text
    }
}

/// A value that is being encoded. A class, since its containers fill it while others are begun.
private final class JSONNode {
    private enum Content {
        case empty
        case scalar(String)
        case array([JSONNode])
        case object([(name: String, node: JSONNode)], places: [String: Int])
    }

    private var content = Content.empty

    init() {}

    convenience init(of value: some Encodable, at path: [any CodingKey]) throws {
        self.init()
        try set(value, at: path)
    }

    func set(_ value: some Encodable, at path: [any CodingKey]) throws {
        switch value {
        case let scalar as any JSONScalar: set(scalar)
        case let number as Double: try set(number, number.isFinite, at: path)
        case let number as Float: try set(number, number.isFinite, at: path)
        default:
            try value.encode(to: JSONNodeEncoder(node: self, codingPath: path))
            if case .empty = content {
                throw EncodingError.invalidValue(value, .init(codingPath: path, debugDescription: "it encodes nothing"))
            }
            if value is any Unordered { sort(inPairs: !(value is any UnorderedElements)) }
        }
    }

    func set(_ scalar: some JSONScalar) {
        var text = ""
        scalar.append(to: &text)
        content = .scalar(text)
    }

    private func set(_ number: some CustomStringConvertible, _ isFinite: Bool, at path: [any CodingKey]) throws {
        guard isFinite else {
            throw EncodingError.invalidValue(number, .init(codingPath: path, debugDescription: "JSON has no such number"))
        }
        content = .scalar(number.description)
    }

    func beginObject() { if case .object = content {} else { content = .object([], places: [:]) } }
    func beginArray() { if case .array = content {} else { content = .array([]) } }

    /// A member that comes again takes the place of the earlier one.
    func add(_ name: String, _ node: JSONNode) {
        guard case .object(var members, var places) = content else { return }
        content = .empty
        if let place = places[name] {
            members[place].node = node
        } else {
            places[name] = members.count
            members.append((name, node))
        }
        content = .object(members, places: places)
    }

    func add(_ node: JSONNode) {
        guard case .array(var nodes) = content else { return }
        content = .empty
        nodes.append(node)
        content = .array(nodes)
    }

    var count: Int { if case .array(let nodes) = content { nodes.count } else { 0 } }

    private var text: String {
        var text = ""
        append(to: &text)
        return text
    }

    /// Members by their names; elements, or pairs of them, by the text of the first.
    private func sort(inPairs: Bool) {
        switch content {
        case .empty, .scalar: break
        case .object(let members, _):
            // The places are those of members to come, and there are none.
            content = .object(members.sorted { $0.name < $1.name }, places: [:])
        case .array(let nodes):
            let width = inPairs ? 2 : 1
            let groups = stride(from: 0, to: nodes.count, by: width).map { Array(nodes[$0..<min($0 + width, nodes.count)]) }
            content = .array(groups.map { ($0[0].text, $0) }.sorted { $0.0 < $1.0 }.flatMap(\.1))
        }
    }

    func append(to text: inout String) {
        switch content {
        case .empty: text += "{}"
        case .scalar(let scalar): text += scalar
        case .array(let nodes):
            text += "["
            for (index, node) in nodes.enumerated() {
                if index > 0 { text += "," }
                node.append(to: &text)
            }
            text += "]"
        case .object(let members, _):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += "," }
                JSONText.append(member.name, to: &text)
                text += ":"
                member.node.append(to: &text)
            }
            text += "}"
        }
    }
}

/// Collections whose order is another in each process.
private protocol Unordered {}
private protocol UnorderedElements: Unordered {}
extension Dictionary: Unordered {}
extension Set: UnorderedElements {}

private struct JSONNodeEncoder: Encoder {
    let node: JSONNode
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        node.beginObject()
        return KeyedEncodingContainer(JSONObjectContainer<Key>(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        node.beginArray()
        return JSONArrayContainer(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        JSONValueContainer(node: node, codingPath: codingPath)
    }
}

private struct JSONObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: JSONNode
    let codingPath: [any CodingKey]

    mutating func encodeNil(forKey key: Key) throws { encoder(for: key).node.set(Bool?.none) }

    mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        node.add(key.stringValue, try JSONNode(of: value, at: codingPath + [key]))
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        encoder(for: key).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder(for: key).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { encoder(for: JSONKey("super")) }
    mutating func superEncoder(forKey key: Key) -> any Encoder { encoder(for: key) }

    private func encoder(for key: some CodingKey) -> JSONNodeEncoder {
        let member = JSONNode()
        node.add(key.stringValue, member)
        return JSONNodeEncoder(node: member, codingPath: codingPath + [key])
    }
}

private struct JSONArrayContainer: UnkeyedEncodingContainer {
    let node: JSONNode
    let codingPath: [any CodingKey]
    var count: Int { node.count }

    mutating func encodeNil() throws { encoder().node.set(Bool?.none) }

    mutating func encode<T: Encodable>(_ value: T) throws {
        node.add(try JSONNode(of: value, at: codingPath + [JSONKey(count)]))
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        encoder().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { encoder() }

    private func encoder() -> JSONNodeEncoder {
        let element = JSONNode()
        let path = codingPath + [JSONKey(count)]
        node.add(element)
        return JSONNodeEncoder(node: element, codingPath: path)
    }
}

private struct JSONValueContainer: SingleValueEncodingContainer {
    let node: JSONNode
    let codingPath: [any CodingKey]

    mutating func encodeNil() throws { node.set(Bool?.none) }
    mutating func encode<T: Encodable>(_ value: T) throws { try node.set(value, at: codingPath) }
}

/// A place that no type names by a key of its own.
private struct JSONKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ name: String) { (stringValue, intValue) = (name, nil) }
    init(_ index: Int) { (stringValue, intValue) = ("\(index)", index) }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { self.init(intValue) }
}
