/// The language as an XML Schema (W3C XSD 1.0), for editors that have no RELAX NG: written from the same table.
///
/// XSD says less: that text and blocks do not mix in a cell, and that `else` comes last, is left to RELAX NG and the compiler.
package enum XSD {
    package static func schema() -> String {
        var writer = SchemaWriter()
        writer.element("xs:schema", [("xmlns:xs", "http://www.w3.org/2001/XMLSchema")]) { schema in
            schema.comment("The template language, version \(LanguageVersion.current). Written by: billpress schema xsd")
            for root in ["document", "part"] { schema.leaf("xs:element", [("name", root), ("type", root)]) }
            var places: [[Context]] = []
            for element in Elements.all {
                switch element.content {
                case .same: continue
                case .nothing: type(element, nil, &schema)
                case .one(let contexts):
                    type(element, contexts, &schema)
                    for place in [contexts, contexts.map(\.inner)]
                    where !places.contains(where: { name(of: $0) == name(of: place) }) {
                        places.append(place)
                    }
                }
            }
            for place in places { control(in: place, &schema) }
            for (name, value) in Elements.values { define(value, name, &schema) }
        }
        return writer.text
    }

    private static func name(of place: [Context]) -> String {
        place == Context.allCases || place == Context.allCases.map(\.inner) ? "any" : place.map(\.rawValue).joined(separator: "-")
    }

    /// The type of an element, as it stands between its tags.
    private static func type(_ element: Element, _ place: [Context]?, _ schema: inout SchemaWriter) {
        let isMixed = place?.contains(.text) == true
        schema.element("xs:complexType", [("name", element.name)] + (isMixed ? [("mixed", "true")] : [])) { type in
            document(element.about, &type)
            if let place { content(place, with: [], &type) }
            attributes(element, &type)
        }
    }

    /// Choices and loops hold what their place allows.
    private static func control(in place: [Context], _ schema: inout SchemaWriter) {
        for element in Elements.all {
            guard case .same = element.content, place.contains(where: { $0.elements.contains(element.name) }) else { continue }
            let isMixed = place.contains(.text)
            schema.element(
                "xs:complexType", [("name", "\(element.name).\(name(of: place))")] + (isMixed ? [("mixed", "true")] : [])
            ) { type in
                document(element.about, &type)
                content(place.map(\.inner), with: element.name == "if" ? ["elif", "else"] : [], &type)
                attributes(element, &type)
            }
        }
    }

    private static func content(_ place: [Context], with more: [String], _ type: inout SchemaWriter) {
        type.element("xs:choice", [("minOccurs", "0"), ("maxOccurs", "unbounded")]) { choice in
            var known: Set<String> = []
            for element in place.flatMap(\.elements) + more where known.insert(element).inserted {
                let isControl = if case .same? = Elements.named[element]?.content { true } else { false }
                choice.leaf("xs:element", [("name", element), ("type", isControl ? "\(element).\(name(of: place))" : element)])
            }
        }
    }

    private static func attributes(_ element: Element, _ type: inout SchemaWriter) {
        for attribute in element.attributes {
            type.element(
                "xs:attribute",
                [("name", attribute.name), ("type", "v.\(attribute.value.schemaName)")]
                    + (attribute.isNeeded ? [("use", "required")] : [])
            ) { document(attribute.about, &$0) }
        }
    }

    private static func document(_ words: String, _ writer: inout SchemaWriter) {
        writer.element("xs:annotation") { $0.leaf("xs:documentation", text: words) }
    }

    private static func define(_ value: AttributeValue, _ name: String, _ schema: inout SchemaWriter) {
        schema.element("xs:simpleType", [("name", "v.\(name)")]) { type in
            let base = if case .number = value { "xs:integer" } else { "xs:string" }
            type.element("xs:restriction", [("base", base)]) { restriction in
                for word in value.choices ?? [] { restriction.leaf("xs:enumeration", [("value", word)]) }
                if case .number(let range) = value {
                    restriction.leaf("xs:minInclusive", [("value", "\(range.lowerBound)")])
                    restriction.leaf("xs:maxInclusive", [("value", "\(range.upperBound)")])
                }
                if let pattern = value.pattern { restriction.leaf("xs:pattern", [("value", pattern)]) }
            }
        }
    }
}
