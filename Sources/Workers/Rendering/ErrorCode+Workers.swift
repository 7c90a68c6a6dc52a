import Errors

extension RenderError: CodedError {
    package var errorCode: ErrorCode {
        switch self {
        case .rejected: .renderRejected
        case .kindUnavailable: .renderKindUnavailable
        case .fileFailed: .renderFileFailed
        case .renderChildDied: .renderChildDied
        case .renderTimedOut: .renderTimedOut
        case .renderAnswerInvalid: .renderAnswerInvalid
        case .queueFull: .renderQueueFull
        case .queueTimedOut: .renderQueueTimedOut
        case .requestTooLarge: .renderRequestTooLarge
        case .childrenUnavailable: .renderChildrenUnavailable
        case .poolShutDown: .renderPoolShutDown
        }
    }

    package func sentence(by renderer: ErrorRenderer) -> String { description }
}

extension ErrorCode {
    package static let renderRejected = ErrorCode(
        "R850", "record-rejected", "No document can be made of the record.",
        fix: "See the codes of its reasons.")
    package static let renderKindUnavailable = ErrorCode(
        "R851", "kind-unavailable", "The kind of the document cannot be used.",
        fix: "Check the kind.")
    package static let renderFileFailed = ErrorCode(
        "R852", "document-file-failed", "The document was laid out, and its file cannot be made.",
        fix: "The message says why.")
    package static let renderChildDied = ErrorCode(
        "R853", "render-child-died", "Laying the document out ended its process.",
        fix: "Look at the record; try it once more.")
    package static let renderTimedOut = ErrorCode(
        "R854", "render-timed-out", "Laying the document out did not come to an end in time.",
        fix: "Look at the record; try it once more.")
    package static let renderAnswerInvalid = ErrorCode(
        "R855", "render-answer-invalid", "The process that lays out gave no sensible answer.",
        fix: "Try it once more.")
    package static let renderQueueFull = ErrorCode(
        "R856", "render-queue-full", "Too many documents are waiting to be laid out.",
        fix: "Try it again in a while.")
    package static let renderQueueTimedOut = ErrorCode(
        "R857", "render-queue-timed-out", "It was not the turn of the document in time.",
        fix: "Try it again in a while.")
    package static let renderRequestTooLarge = ErrorCode(
        "R858", "render-request-too-large", "The record is too large.",
        fix: "Make it smaller.")
    package static let renderChildrenUnavailable = ErrorCode(
        "R859", "render-children-unavailable", "No process can be started to lay documents out.",
        fix: "The message says why.")
    package static let renderPoolShutDown = ErrorCode(
        "R860", "render-pool-shut-down", "Documents are no longer laid out: the program is ending.",
        fix: "Begin the program again.")

    /// Every code of render children, in order.
    package static let workers = [
        renderRejected, renderKindUnavailable, renderFileFailed, renderChildDied, renderTimedOut, renderAnswerInvalid,
        renderQueueFull, renderQueueTimedOut, renderRequestTooLarge, renderChildrenUnavailable, renderPoolShutDown,
    ]
}
