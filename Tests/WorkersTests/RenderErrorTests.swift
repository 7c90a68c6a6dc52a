import Errors
import Runs
import Testing

@testable import Workers

@Suite struct RenderErrorTests {
    private static let samples: [RenderError] = [
        .rejected(RecordRejection(line: 1, account: nil, reasons: [])), .kindUnavailable(KindFailure(.unknown, "no kind")),
        .fileFailed("full"), .renderChildDied(signal: 11), .renderTimedOut, .renderAnswerInvalid, .queueFull, .queueTimedOut,
        .requestTooLarge, .childrenUnavailable("no memory"), .poolShutDown,
    ]

    /// Codes that were given out stay what they are, and no other room has them.
    @Test func everyErrorHasItsOwnCode() {
        #expect(Self.samples.map(\.errorCode.id) == (850...860).map { "R\($0)" })
        #expect(ErrorCode.workers == Self.samples.map(\.errorCode))
        let all = ErrorCode.engine + ErrorCode.runs + ErrorCode.workers
        #expect(Set(all.map(\.id)).count == all.count && Set(all.map(\.name)).count == all.count)
        for sample in Self.samples.dropFirst() {
            #expect(ErrorRenderer.plain.message(of: sample) == sample.description && !sample.description.isEmpty)
        }
    }
}
