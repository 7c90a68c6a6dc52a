/// An error as facts: a stable code, typed parameters, and places as values. Its sentence is made last, by an
/// `ErrorRenderer`, and nothing reads one back.
package protocol CodedError: Error, Sendable, CustomStringConvertible {
    var errorCode: ErrorCode { get }
    /// In the order in which the sentence names them.
    var parameters: KeyValuePairs<String, ErrorValue> { get }
    /// From the file or record down to the page.
    var places: [ErrorPlace] { get }
    /// What is wrong, without the places that the renderer puts before it.
    func sentence(by renderer: ErrorRenderer) -> String
}

extension CodedError {
    package var parameters: KeyValuePairs<String, ErrorValue> { [:] }
    package var places: [ErrorPlace] { [] }
    /// The whole sentence, fit for a log.
    package var description: String { ErrorRenderer.plain.message(of: self) }

    /// The place in a file that somebody wrote, if it has one.
    package var location: SourceLocation? {
        for case .source(let location) in places { return location }
        return nil
    }

    /// The place in the input, if it has one.
    package var recordLocation: RecordLocation? {
        for case .record(let location) in places { return location }
        return nil
    }
}
