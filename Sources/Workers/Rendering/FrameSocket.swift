import Platform

/// Sends and receives frames, each in whole or not at all.
final class FrameSocket: Sendable {
    private let stream: StreamSocket
    var descriptor: any Descriptor { stream.descriptor }

    enum Failure: Error {
        /// The other side is gone, or ends within a frame.
        case closed
        case timedOut
        /// More than the frame's limit.
        case tooLarge
        /// The other side speaks before it was told everything.
        case interrupted

        init(_ failure: StreamSocket.Failure) {
            switch failure {
            case .closed: self = .closed
            case .timedOut: self = .timedOut
            case .interrupted: self = .interrupted
            }
        }
    }

    init(_ descriptor: any Descriptor) { stream = StreamSocket(descriptor) }

    /// Something can be read, or the other side is gone.
    var isReadable: Bool { stream.isReadable }

    /// `isExpectingSilence`: the other side must not speak before it has the whole frame.
    func send(_ frame: [UInt8], isExpectingSilence: Bool = false, by deadline: Deadline? = nil) throws(Failure) {
        do throws(StreamSocket.Failure) {
            try frame.withBytes { bytes throws(StreamSocket.Failure) in
                try stream.send(bytes, isExpectingSilence: isExpectingSilence, by: deadline)
            }
        } catch { throw Failure(error) }
    }

    /// The next frame without its header; nil where the other side has ended between two.
    func receive(limit: Int, by deadline: Deadline? = nil) throws(Failure) -> [UInt8]? {
        let header = try receive(WireFrame.headerSize, deadline)
        if header.isEmpty { return nil }
        guard header.count == WireFrame.headerSize else { throw .closed }
        let length = WireFrame.length(header)
        guard length <= limit else { throw .tooLarge }
        let bytes = try receive(length, deadline)
        guard bytes.count == length else { throw .closed }
        return bytes
    }

    private func receive(_ count: Int, _ deadline: Deadline?) throws(Failure) -> [UInt8] {
        do throws(StreamSocket.Failure) { return try stream.receive(count, by: deadline) } catch { throw Failure(error) }
    }
}
