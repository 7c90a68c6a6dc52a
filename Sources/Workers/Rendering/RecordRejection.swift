import Records
import Rendering

/// A record of which no document can be made, and why, on two channels: what may stand in a log, and what is for the person
/// at the screen alone.
package struct RecordRejection: Error, Equatable, Sendable {
    package struct Reason: Equatable, Sendable {
        package var code: String
        /// JSON pointer of the field, or the place in the template; empty where there is none.
        package var place: String
        /// Where the record's source is wrong, if it is.
        package var source: Place?
        /// A sentence without private text.
        package var message: String
        /// The sentence with what the record says: not for a log.
        package var fullMessage: String
        /// The text that is the trouble: not for a log. Empty where there is none.
        package var text: String
        /// It is the message of a `<check>`.
        package var isCheck: Bool
    }

    package var line: Int
    /// The last characters of the account, if the record could be read.
    package var account: String?
    package var reasons: [Reason]

    init(line: Int, account: String?, reasons: [Reason]) {
        self.line = line
        self.account = account
        self.reasons = reasons
    }

    package init(_ refusal: Refusal) {
        line = refusal.line
        account = refusal.account
        reasons = refusal.reasons.map {
            Reason(
                code: $0.code, place: $0.place, source: $0.source, message: $0.message, fullMessage: $0.fullMessage,
                text: $0.text, isCheck: $0.isCheck)
        }
    }
}

extension RecordRejection: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { reasons.map(\.message).joined(separator: "; ") }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension RecordRejection.Reason: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { message }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
