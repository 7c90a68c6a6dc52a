import Errors
import Records
import Rendering

/// A record of which no document can be made, and why, on two channels: what may stand in a log, and what is for the person
/// at the screen alone.
package struct RecordRejection: Error, Equatable, Sendable {
    package struct Reason: Equatable, Sendable {
        /// The stable code of what is wrong: `R105`.
        package var code: String
        /// JSON pointer or path of the field, or the place in the template; empty where there is none.
        package var place: String
        /// JSON pointer of the field that it is about, if it is about one.
        package var pointer: String?
        /// The file of `source`; empty for the record itself.
        package var file = ""
        /// Where the record or the template is wrong, if that is known.
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
        reasons = refusal.reasons.map(Reason.init)
    }
}

extension RecordRejection.Reason {
    /// Sentences for whoever asks; the child has no front end whose words it could use.
    init(_ reason: Refusal.Reason) {
        let record = reason.recordLocation
        self.init(
            code: reason.errorCode.id, place: reason.place, pointer: reason.pointer,
            file: reason.location?.file ?? record?.file ?? "",
            source: reason.location.map { Place(line: $0.line, column: $0.column) }
                ?? record.map { Place(line: $0.line, column: $0.column) },
            message: reason.message, fullMessage: ErrorRenderer(.author).message(of: reason), text: reason.text,
            isCheck: reason.isCheck)
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
