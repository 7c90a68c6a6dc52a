/// A format pattern that cannot be used, said in a sentence.
package struct FormatError: Error, Sendable, Equatable, CustomStringConvertible {
    package var message: String
    package var description: String { message }
}
