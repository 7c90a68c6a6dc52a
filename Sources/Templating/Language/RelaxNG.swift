/// The language as a RELAX NG schema (ISO/IEC 19757-2), for editors: written from the table that the compiler checks with.
///
/// What it refuses, the compiler refuses. The compiler refuses more: it knows the names, the types and the page.
package enum RelaxNG {
    package static func schema() -> String {
        var writer = SchemaWriter()
        writer.element(
            "grammar",
            [
                ("xmlns", "http://relaxng.org/ns/structure/1.0"),
                ("xmlns:a", "http://relaxng.org/ns/compatibility/annotations/1.0"),
                ("datatypeLibrary", "http://www.w3.org/2001/XMLSchema-datatypes"),
            ]
        ) { grammar in
            grammar.comment("The template language, version \(LanguageVersion.current). Written by: billpress schema rng")
            grammar.element("start") { start in
                start.element("choice") { choice in
                    choice.leaf("ref", [("name", "e.document")])
                    choice.leaf("ref", [("name", "e.part")])
                }
            }
            for element in Elements.all { if case .same = element.content {} else { define(element, &grammar) } }
            for context in Context.allCases { define(context, &grammar) }
            for (name, value) in Elements.values { define(value, name, &grammar) }
        }
        return writer.text
    }

    private static func define(_ element: Element, _ grammar: inout SchemaWriter) {
        grammar.element("define", [("name", "e.\(element.name)")]) { define in
            define.element("element", [("name", element.name)]) { body in
                head(element, &body)
                switch element.content {
                case .nothing, .same: body.leaf("empty")
                case .one(let contexts) where contexts.count == 1: body.leaf("ref", [("name", "c.\(contexts[0].rawValue)")])
                case .one(let contexts):
                    body.element("choice") { choice in
                        for context in contexts { choice.leaf("ref", [("name", "c.\(context.rawValue)")]) }
                    }
                }
            }
        }
    }

    private static func head(_ element: Element, _ body: inout SchemaWriter) {
        body.leaf("a:documentation", text: element.about)
        for attribute in element.attributes {
            func write(_ writer: inout SchemaWriter) {
                writer.element("attribute", [("name", attribute.name)]) { inner in
                    inner.leaf("a:documentation", text: attribute.about)
                    inner.leaf("ref", [("name", "v.\(attribute.value.schemaName)")])
                }
            }
            if attribute.isNeeded { write(&body) } else { body.element("optional") { write(&$0) } }
        }
    }

    /// What stands in a context, as often as it likes; and the choices and loops of the context.
    private static func define(_ context: Context, _ grammar: inout SchemaWriter) {
        let content = "c.\(context.rawValue)"
        grammar.element("define", [("name", content)]) { define in
            define.element(context == .text ? "mixed" : "group") { group in
                group.element("zeroOrMore") { more in
                    more.element("choice") { choice in
                        for name in context.elements {
                            choice.leaf("ref", [("name", isControl(name) ? "\(name).\(context.rawValue)" : "e.\(name)")])
                        }
                    }
                }
            }
        }
        let inner = "c.\(context.inner.rawValue)"
        for name in context.elements where isControl(name) {
            guard let element = Elements.named[name] else { continue }
            grammar.element("define", [("name", "\(name).\(context.rawValue)")]) { define in
                define.element("element", [("name", name)]) { body in
                    head(element, &body)
                    body.leaf("ref", [("name", inner)])
                    guard name == "if" else { return }
                    body.element("zeroOrMore") { more in
                        more.leaf("ref", [("name", "e.elif")])
                        more.leaf("ref", [("name", inner)])
                    }
                    body.element("optional") { optional in
                        optional.leaf("ref", [("name", "e.else")])
                        optional.leaf("ref", [("name", inner)])
                    }
                }
            }
        }
    }

    private static func isControl(_ name: String) -> Bool {
        if case .same? = Elements.named[name]?.content { true } else { false }
    }

    private static func define(_ value: AttributeValue, _ name: String, _ grammar: inout SchemaWriter) {
        grammar.element("define", [("name", "v.\(name)")]) { define in
            if let choices = value.choices {
                define.element("choice") { choice in
                    for word in choices { choice.leaf("value", [("type", "string")], text: word) }
                }
            } else if case .number(let range) = value {
                define.element("data", [("type", "integer")]) { data in
                    data.leaf("param", [("name", "minInclusive")], text: "\(range.lowerBound)")
                    data.leaf("param", [("name", "maxInclusive")], text: "\(range.upperBound)")
                }
            } else if let pattern = value.pattern {
                define.element("data", [("type", "string")]) { data in data.leaf("param", [("name", "pattern")], text: pattern) }
            } else {
                define.leaf("text")
            }
        }
    }
}
