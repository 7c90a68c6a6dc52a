/// A JSON value with the place where it stands; made for contracts and language files, not for records.
package struct JSONValue: Sendable {
    package var content: Content
    package var place: Place

    package indirect enum Content: Sendable {
        case object([Member])
        case array([JSONValue])
        case string(String)
        /// The number's own digits.
        case number(String)
        case bool(Bool)
        case null
    }

    /// One name of an object and its value, in the order of the file.
    package struct Member: Sendable {
        package var key: String
        package var place: Place
        package var value: JSONValue
    }

    /// Reads a whole file; a byte order mark before it is passed over, and a name that stands twice in an object is refused.
    package static func parse(_ bytes: [UInt8], file: String) throws(JSONSyntaxError) -> JSONValue {
        let result: Result<JSONValue, JSONSyntaxError> = bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else {
                return .failure(JSONSyntaxError(file: file, line: 1, column: 1, message: "the file is empty"))
            }
            var parser = JSONParser(base, count: bytes.count, file: file)
            do throws(JSONSyntaxError) { return .success(try parser.document()) } catch { return .failure(error) }
        }
        return try result.get()
    }

    package var members: [Member]? {
        if case .object(let members) = content { members } else { nil }
    }

    package var items: [JSONValue]? {
        if case .array(let items) = content { items } else { nil }
    }

    package var string: String? {
        if case .string(let string) = content { string } else { nil }
    }

    package var bool: Bool? {
        if case .bool(let bool) = content { bool } else { nil }
    }

    /// The value of this name, which is compared byte by byte as JSON does.
    package subscript(_ key: String) -> JSONValue? { members?.first { $0.key.isSameBytes(as: key) }?.value }

    /// What the value is, for a sentence: `a string`, `an object`.
    package var noun: String {
        switch content {
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .number: "a number"
        case .bool: "a boolean"
        case .null: "null"
        }
    }
}

extension String {
    /// Equal as bytes; `==` would call composed and decomposed letters equal, which JSON does not.
    func isSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
