import Errors
import Glibc
import System

/// Why a run, or the archive, cannot do what was asked.
package struct RunError: Error, Sendable, CustomStringConvertible {
    package enum Cause: Sendable {
        /// What was asked for makes no sense, or its input is bad.
        case usage
        /// A template cannot be used.
        case template
        /// The run does not balance, is not approved, or something changed since it was.
        case notReleased
        /// A file of the archive, or a row of the store, is not what was kept.
        case damaged
        /// The disk is full, the store is busy, a file cannot be read: it may be good the next time.
        case environment
        /// Somebody asked the program to end.
        case stopped
    }

    package let cause: Cause
    /// A sentence without private text.
    package let message: String
    /// The system's error number, 0 where there is none.
    package let code: Int32
    /// The error of another room that it is the sentence of, for front ends that have words of their own for it.
    package let origin: (any CodedError)?

    package init(_ cause: Cause, _ message: String, code: Int32 = 0, origin: (any CodedError)? = nil) {
        self.cause = cause
        self.message = message
        self.code = code
        self.origin = origin
    }

    package static func usage(_ message: String) -> RunError { RunError(.usage, message) }
    package static func notReleased(_ message: String) -> RunError { RunError(.notReleased, message) }
    package static func damaged(_ message: String) -> RunError { RunError(.damaged, message) }
    package static func environment(_ message: String, code: Int32 = 0) -> RunError {
        RunError(.environment, message, code: code)
    }

    /// Makes a folder, readable by its owner alone, and those around it.
    package static func makeFolder(_ path: String) throws(RunError) {
        do throws(SystemError) { try Directory.make(path, mode: 0o700) } catch { throw RunError(error) }
    }

    /// In the system's own words.
    package init(_ error: SystemError) { self.init(.environment, error.description, code: error.code) }

    /// The same, with words of our own for what was attempted.
    package static func system(_ what: String, _ error: SystemError) -> RunError {
        RunError(.environment, "\(what): \(error.reason)", code: error.code)
    }

    /// From the system's error number.
    package static func system(_ what: String) -> RunError {
        let code = errno
        return RunError(.environment, "\(what): \(String(cString: strerror(code)))", code: code)
    }

    package var description: String { message }
}
