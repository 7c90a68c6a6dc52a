/// Why reading JSON cannot go on at the cursor: the text breaks the grammar of RFC 8259 there.
package enum JSONHalt: Error {
    case value, object, key, colon, commaOrBrace, commaOrBracket, quote, number, literal, depth, trailing, slots

    /// What was wanted at the cursor.
    var wanted: String {
        switch self {
        case .value: "a value"
        case .object: "an object in braces { }"
        case .key: "a field name in double quotes"
        case .colon: "a colon after the field name"
        case .commaOrBrace: "a comma or }"
        case .commaOrBracket: "a comma or ]"
        case .quote: "the double quote that ends this text"
        case .number: "a number as JSON writes it (no leading zero, a digit on both sides of the point)"
        case .literal: "true, false or null"
        case .depth: "no more than \(JSONCursor.deepest) levels of nesting"
        case .trailing: "nothing more after the end of the value"
        case .slots: "fewer items: the lists of one record are too long"
        }
    }
}

/// What is wrong inside a text in quotes; reading can go on behind it.
package struct TextProblem {
    package enum Kind: Sendable {
        case notUTF8, control, escape, surrogate, null

        /// What was wanted, with the offset of the byte in the value that is read.
        func wanted(at byte: Int) -> String {
            switch self {
            case .notUTF8: "valid UTF-8, which ends at byte \(byte)"
            case .control: "control characters written as escapes such as \\n or \\t"
            case .escape: "one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"
            case .surrogate: "a whole pair of surrogate escapes \\uD8xx\\uDCxx"
            case .null: "no NUL character in a text"
            }
        }
    }

    var kind: Kind
    var at: UnsafePointer<UInt8>
}
