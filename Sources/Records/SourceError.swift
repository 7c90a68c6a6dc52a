import Errors

/// Input that could not be opened or read, in the system's own words.
package struct SourceError: Error, Sendable {
    /// The file, or `standard input`.
    package var name: String
    /// errno.
    package var code: Int32
    /// What was tried, and the text of errno.
    package var message: String
}

extension SourceError: CodedError {
    package var errorCode: ErrorCode { .unreadableInput }
    package var parameters: KeyValuePairs<String, ErrorValue> { ["reason": .text(message), "errno": .number(Int(code))] }
    package var places: [ErrorPlace] { [.file(name)] }
    package func sentence(by renderer: ErrorRenderer) -> String { "\(name): \(message)" }
}
