import Errors
import Platform

/// Input that could not be opened or read, in the system's own words.
package struct SourceError: Error, Sendable {
    /// The file, or `standard input`.
    package var name: String
    /// errno.
    package var code: Int32
    /// What was tried, and the text of errno.
    package var message: String

    package init(name: String, code: Int32, message: String) {
        self.name = name
        self.code = code
        self.message = message
    }

    init(name: String, _ what: String, _ error: SystemError) {
        self.init(name: name, code: error.code, message: "\(what): \(error.reason)")
    }
}

extension SourceError: CodedError {
    package var errorCode: ErrorCode { .unreadableInput }
    package var parameters: KeyValuePairs<String, ErrorValue> { ["reason": .text(message), "errno": .number(Int(code))] }
    package var places: [ErrorPlace] { [.file(name)] }
    package func sentence(by renderer: ErrorRenderer) -> String { "\(name): \(message)" }
}
