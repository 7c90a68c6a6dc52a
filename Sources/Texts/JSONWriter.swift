/// Writes JSON (RFC 8259) without blanks or line ends, members in the order in which they come.
///
///     let line = JSONWriter.object { json in
///         json.member("document", "B-000017")
///         json.array("pages") { json in for page in pages { json.element(page.number) } }
///     }
package struct JSONWriter {
    package private(set) var text = ""
    /// Something stands before the next value of the same object or array.
    private var needsComma = false

    package static func object<Failure: Error>(
        _ write: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) -> String {
        var json = JSONWriter()
        try json.object(write)
        return json.text
    }

    // MARK: Members of an object

    package mutating func member(_ name: String, _ value: some JSONScalar) {
        begin(name)
        value.append(to: &text)
    }

    /// Nothing where there is no value.
    package mutating func member(_ name: String, ifPresent value: (some JSONScalar)?) {
        if let value { member(name, value) }
    }

    package mutating func object<Failure: Error>(
        _ name: String, _ write: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        begin(name)
        try bracketed("{", "}", write)
    }

    package mutating func array<Failure: Error>(
        _ name: String, _ write: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        begin(name)
        try bracketed("[", "]", write)
    }

    package mutating func array(_ name: String, _ elements: some Sequence<some JSONScalar>) {
        array(name) { json in for element in elements { json.element(element) } }
    }

    // MARK: Elements of an array

    package mutating func element(_ value: some JSONScalar) {
        begin()
        value.append(to: &text)
    }

    package mutating func array(_ elements: some Sequence<some JSONScalar>) {
        array { json in for element in elements { json.element(element) } }
    }

    package mutating func object<Failure: Error>(_ write: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        begin()
        try bracketed("{", "}", write)
    }

    package mutating func array<Failure: Error>(_ write: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        begin()
        try bracketed("[", "]", write)
    }

    private mutating func begin() {
        if needsComma { text += "," }
        needsComma = true
    }

    private mutating func begin(_ name: String) {
        begin()
        JSONText.append(name, to: &text)
        text += ":"
    }

    private mutating func bracketed<Failure: Error>(
        _ open: String, _ close: String, _ write: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        text += open
        needsComma = false
        try write(&self)
        text += close
        needsComma = true
    }
}

/// A value of JSON without parts: a text, a number, true, false or null.
package protocol JSONScalar {
    func append(to text: inout String)
}

extension String: JSONScalar {
    package func append(to text: inout String) { JSONText.append(self, to: &text) }
}

extension Bool: JSONScalar {
    package func append(to text: inout String) { text += self ? "true" : "false" }
}

extension JSONScalar where Self: BinaryInteger {
    package func append(to text: inout String) { text += String(self) }
}

extension Int: JSONScalar {}
extension Int8: JSONScalar {}
extension Int16: JSONScalar {}
extension Int32: JSONScalar {}
extension Int64: JSONScalar {}
extension Int128: JSONScalar {}
extension UInt: JSONScalar {}
extension UInt8: JSONScalar {}
extension UInt16: JSONScalar {}
extension UInt32: JSONScalar {}
extension UInt64: JSONScalar {}
extension UInt128: JSONScalar {}

/// A number by its digits, such as `12.50`.
package struct JSONNumber: JSONScalar {
    private let digits: String

    package init(_ digits: String) { self.digits = digits }

    package func append(to text: inout String) { text += digits }
}

extension Optional: JSONScalar where Wrapped: JSONScalar {
    package func append(to text: inout String) { if let self { self.append(to: &text) } else { text += "null" } }
}
