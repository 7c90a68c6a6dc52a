/// Input that could not be opened or read, in the system's own words.
package struct SourceError: Error, Sendable, CustomStringConvertible {
    /// The file, or `standard input`.
    package var name: String
    /// errno.
    package var code: Int32
    /// What was tried, and the text of errno.
    package var message: String

    package var description: String { "\(name): \(message)" }
}
