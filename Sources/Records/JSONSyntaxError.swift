/// A place where a file is not JSON (RFC 8259), and what was wanted there.
package struct JSONSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
    package var file: String
    package var line: Int
    package var column: Int
    package var message: String

    package var description: String { "\(file):\(line):\(column): \(message)" }
}
