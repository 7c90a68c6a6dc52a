/// One thing wrong with a record: where, what was found there, and what was wanted.
package struct RecordFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file, where it is another than the one that holds the records; empty otherwise.
    package var file = ""
    package var line: Int
    package var column: Int
    /// JSON pointer (RFC 6901) of the field; empty where the fault is about the whole record.
    package var pointer: String
    /// The value as it stands in the source, cut to 60 characters; empty where nothing is there.
    package var value: String
    package var wanted: String
    /// The value is free text, so that a log should not show it.
    package var isPrivate: Bool
    /// The value without its content: `text of 23 characters`.
    package var outline: String

    package init(
        line: Int, column: Int, pointer: String = "", value: String = "", wanted: String, isPrivate: Bool = false,
        outline: String = ""
    ) {
        (self.line, self.column, self.pointer, self.value) = (line, column, pointer, value)
        (self.wanted, self.isPrivate) = (wanted, isPrivate)
        self.outline = outline
    }

    /// The whole sentence, with the value.
    package var description: String { sentence(value) }

    /// The sentence for a log: a private value is only outlined.
    package var redacted: String { sentence(isPrivate ? outline : value) }

    private func sentence(_ value: String) -> String {
        let line = file.isEmpty ? "line \(line)" : "line \(line) of \(file)"
        let place = pointer.isEmpty ? "\(line), column \(column)" : "\(line), \(pointer)"
        return value.isEmpty ? "\(place): \(wanted)" : "\(place): found \(value); wanted \(wanted)"
    }
}
