import Platform

/// Why a request has no document. Whatever it is, it is of this request alone.
package enum RenderError: Error, Equatable, Sendable {
    /// The record.
    case rejected(RecordRejection)
    /// The kind.
    case kindUnavailable(KindFailure)
    /// The document was laid out, and its file could not be made.
    case fileFailed(String)
    /// The child ended within the request: by a signal, or by itself.
    case renderChildDied(signal: Int32?)
    /// The child did not come to an end by the deadline, and was ended.
    case renderTimedOut
    /// The child answered something else than was asked, and was ended.
    case renderAnswerInvalid
    /// So many wait already as may.
    case queueFull
    /// No child was free in time.
    case queueTimedOut
    case requestTooLarge
    /// No child can be started.
    case childrenUnavailable(String)
    case poolShutDown
}

extension RenderError {
    /// Fit for a log.
    package var description: String {
        switch self {
        case .rejected(let rejection): rejection.description
        case .kindUnavailable(let failure): failure.description
        case .fileFailed(let reason): "the file cannot be made: \(reason)"
        case .renderChildDied(let signal?): "laying it out ended its process (\(ExitStatus.name(ofSignal: signal)))"
        case .renderChildDied(nil): "laying it out ended its process"
        case .renderTimedOut: "laying it out did not come to an end in time"
        case .renderAnswerInvalid: "laying it out had no sensible answer"
        case .queueFull: "too many documents are waiting to be laid out"
        case .queueTimedOut: "it was not its turn to be laid out in time"
        case .requestTooLarge: "the record is too large"
        case .childrenUnavailable(let reason): "no process can be started to lay it out: \(reason)"
        case .poolShutDown: "documents are no longer laid out: the program is ending"
        }
    }
}
