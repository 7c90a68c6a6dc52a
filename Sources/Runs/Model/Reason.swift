/// Why a document was set aside.
package struct Reason: Sendable, Equatable, Codable {
    package enum Cause: String, Sendable, Codable {
        /// The record is not as the contract has it, or cannot be read.
        case contract
        /// Another record is for the same document.
        case duplicate
        /// An earlier run has issued it.
        case issued
        /// It cannot be laid out, or does not add up.
        case pages
        /// Laying it out ended a process, or had no end.
        case process

        /// The message begins with the place in the input, so that nobody need say it again.
        package var isOfRecord: Bool {
            switch self {
            case .contract, .duplicate, .issued: true
            case .pages, .process: false
            }
        }

        package var words: String {
            switch self {
            case .contract: "not as the contract has it"
            case .duplicate: "several records for one document"
            case .issued: "issued before"
            case .pages: "cannot be laid out, or does not add up"
            case .process: "ended the program that lays it out"
            }
        }
    }

    /// A sentence without private text.
    package var message: String
    /// JSON pointer, column of the extract, or place in the template; empty where there is none.
    package var place: String
    package var cause: Cause

    package init(_ message: String, place: String = "", cause: Cause) {
        self.message = message
        self.place = place
        self.cause = cause
    }
}
