import Errors
import Records
import Templating

/// A record that was set aside, and why.
package struct Refusal: Error, Sendable {
    package let line: Int
    /// The last characters of the account, if the record could be read.
    package let account: String?
    package let reasons: [Reason]

    package init(line: Int, account: String?, reasons: [Reason]) {
        self.line = line
        self.account = account
        self.reasons = reasons
    }

    /// A document that cannot be made, or cannot go where it should. `field`: the one that it is about.
    package init(line: Int, account: String? = nil, _ error: any CodedError, about field: ResolvedField? = nil) {
        self.init(line: line, account: account, reasons: [Reason(error, about: field)])
    }

    package init(_ fault: RecordFault) { self.init(line: fault.line, fault) }
}

extension Refusal {
    /// One error that keeps a document from being made.
    package struct Reason: Sendable {
        package let error: any CodedError
        /// The field that the error is about, where that has no place in the record: its path and JSON pointer.
        private let field: (path: String, pointer: String)?
        /// Where the template first uses the field.
        package let use: SourceLocation?

        init(_ error: any CodedError, about field: ResolvedField? = nil, usedAt use: SourceLocation? = nil) {
            self.error = error
            self.field = field.map { ($0.path, $0.pointer) }
            self.use = use
        }

        /// JSON pointer of the field; nil where the error is about none.
        package var pointer: String? {
            if let pointer = error.recordLocation?.pointer { return pointer.isEmpty ? nil : pointer }
            return field?.pointer
        }

        /// JSON pointer or path of the field, or the place in the template; empty where there is none.
        package var place: String {
            error.recordLocation?.pointer ?? error.location?.description ?? field?.path ?? ""
        }

        /// The sentence without private text, fit for a log.
        package var message: String { ErrorRenderer.plain.message(of: self) }

        /// The text that is the trouble, for the person at the screen and not for a log; empty where there is none.
        package var text: String { (error as? MergeFault)?.text ?? "" }

        /// It is the message of a `<check>` that quotes text of the record: `text` is the whole of it.
        package var isCheck: Bool { errorCode == .checkFailed && !text.isEmpty }
    }
}

extension Refusal.Reason: CodedError {
    package var errorCode: ErrorCode { error.errorCode }
    package var parameters: KeyValuePairs<String, ErrorValue> { error.parameters }
    package var places: [ErrorPlace] { error.places }

    package func sentence(by renderer: ErrorRenderer) -> String {
        error.sentence(by: renderer) + (use.map { " (first used at \($0))" } ?? "")
    }
}
