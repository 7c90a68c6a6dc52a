import Errors

/// One thing wrong with a record, or with the extract that it comes from: where, what was found there, and what is wrong
/// with it.
package struct RecordFault: Error, Sendable, Hashable {
    /// The file, where it is another than the one that holds the records; empty otherwise.
    package var file = ""
    package var line: Int
    package var column: Int
    /// JSON pointer (RFC 6901) of the field; empty where the fault is about the whole record.
    package var pointer: String
    /// The value as it stands in the source, cut to 60 characters; empty where nothing is there.
    package var value: String
    package var problem: RecordProblem
    /// The value is free text, so that a log should not show it.
    package var isPrivate: Bool
    /// The value without its content: `text of 23 characters`.
    package var outline: String
    /// The field is not in the record.
    package var isAbsent: Bool
    /// Where in a row of several lines it is, if not on the first of them.
    package var inner: Place?

    package init(
        line: Int, column: Int, pointer: String = "", value: String = "", _ problem: RecordProblem, isPrivate: Bool = false,
        outline: String = "", isAbsent: Bool = false, inner: Place? = nil
    ) {
        (self.line, self.column, self.pointer, self.value) = (line, column, pointer, value)
        (self.problem, self.isPrivate) = (problem, isPrivate)
        self.outline = outline
        self.isAbsent = isAbsent
        self.inner = inner
    }
}

extension RecordFault: CodedError {
    package var errorCode: ErrorCode { problem.code }

    package var parameters: KeyValuePairs<String, ErrorValue> {
        ["found": isPrivate ? .hidden(value, outline: outline) : .text(value), "wanted": .text(wanted)]
    }

    package var places: [ErrorPlace] {
        [.record(RecordLocation(file: file, line: line, column: column, pointer: pointer))]
    }

    /// What was wanted in place of the value.
    package var wanted: String { wanted(by: .plain) }

    /// The whole sentence, with the value.
    package var description: String { ErrorRenderer(.author).message(of: self) }

    /// The sentence for a log: a private value is only outlined.
    package var redacted: String { ErrorRenderer.plain.message(of: self) }

    package func sentence(by renderer: ErrorRenderer) -> String {
        let wanted = wanted(by: renderer)
        if isAbsent { return "the field is missing; wanted \(wanted)" }
        let shown = isPrivate && renderer.channel == .log ? outline : value
        return shown.isEmpty ? wanted : "found \(shown); wanted \(wanted)"
    }

    private func wanted(by renderer: ErrorRenderer) -> String {
        problem.wanted(by: renderer) + (inner.map { " (line \($0.line), column \($0.column))" } ?? "")
    }
}
