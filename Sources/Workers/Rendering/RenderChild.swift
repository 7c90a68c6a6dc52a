import Glibc
import Platform
import Synchronization

/// A render child, as its parent holds it.
final class RenderChild: Sendable {
    let process: ChildProcess
    let socket: FrameSocket
    /// How it ended. Under the lock, so that no signal goes to a process that got its number afterwards.
    private let status = Mutex<ExitStatus?>(nil)

    init(_ command: ChildCommand) throws(SystemError) {
        let (own, other) = try OwnedDescriptor.socketPair()
        // Messages of a crash may hold what the child had in memory.
        process = try command.start(streams: [.null, .null, .null, .open(other)])
        socket = FrameSocket(own)
    }

    struct Answer {
        let statistics: RenderChildStatistics
        let result: Result<RenderedDocument, RenderError>

        var isDocument: Bool { if case .success = result { true } else { false } }
    }

    enum Failure: Error {
        /// It ended, or spoke, before it had the whole request: nothing was done.
        case notReceived
        case died
        case timedOut
        case invalid
    }

    /// Sends a request and waits for its answer.
    func exchange(
        _ frame: [UInt8], id: UInt64, by deadline: Deadline
    ) throws(Failure) -> Answer {
        if socket.isReadable { throw .notReceived }
        do throws(FrameSocket.Failure) { try socket.send(frame, isExpectingSilence: true, by: deadline) } catch {
            throw error == .timedOut ? .timedOut : .notReceived
        }
        let bytes: [UInt8]?
        do throws(FrameSocket.Failure) { bytes = try socket.receive(limit: WireFrame.answerLimit, by: deadline) } catch {
            switch error {
            case .timedOut: throw .timedOut
            case .closed: throw .died
            case .tooLarge, .interrupted: throw .invalid
            }
        }
        guard let bytes else { throw .died }
        guard case .answer(id, let statistics, let result)? = try? RenderReport(bytes), statistics.process == process.number
        else { throw .invalid }
        return Answer(statistics: statistics, result: result)
    }

    /// Ends it at once, unless it has ended.
    func kill() { status.withLock { if $0 == nil { process.signal(SIGKILL) } } }

    /// Waits so many milliseconds for its end, then ends it. Nil where the system has not let go of it a moment later.
    func end(after grace: Int32 = 0) -> ExitStatus? {
        status.withLock { status in
            if status != nil { return status }
            if grace > 0 { status = process.wait(milliseconds: grace) }
            if status == nil {
                process.signal(SIGKILL)
                status = process.wait(milliseconds: 1_000)
            }
            return status
        }
    }
}
