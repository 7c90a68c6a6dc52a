import Glibc
import System

/// Sends and receives frames, each in whole or not at all.
final class FrameSocket: Sendable {
    let descriptor: any Descriptor

    enum Failure: Error {
        /// The other side is gone, or ends within a frame.
        case closed
        case timedOut
        /// More than the frame's limit.
        case tooLarge
        /// The other side speaks before it was told everything.
        case interrupted
    }

    init(_ descriptor: any Descriptor) { self.descriptor = descriptor }

    /// Something can be read, or the other side is gone.
    var isReadable: Bool { (try? wait(POLLIN, until: Deadline(milliseconds: 0))) != nil }

    /// `isExpectingSilence`: the other side must not speak before it has the whole frame.
    func send(_ frame: [UInt8], isExpectingSilence: Bool = false, by deadline: Deadline? = nil) throws(Failure) {
        try frame.withBytes { bytes throws(Failure) in
            var rest = bytes
            while !rest.isEmpty {
                // A reader that goes away is an error and no signal.
                let count = Glibc.send(
                    descriptor.number, rest.baseAddress, rest.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
                if count > 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                } else if errno == EAGAIN {
                    let events = try wait(isExpectingSilence ? POLLOUT | POLLIN : POLLOUT, until: deadline)
                    if events & Int16(POLLOUT) == 0 { throw events & Int16(POLLIN) != 0 ? .interrupted : .closed }
                } else if errno != EINTR {
                    throw .closed
                }
            }
        }
    }

    /// The next frame without its header; nil where the other side has ended between two.
    func receive(limit: Int, by deadline: Deadline? = nil) throws(Failure) -> [UInt8]? {
        var header: [UInt8] = []
        try fill(&header, to: WireFrame.headerSize, by: deadline)
        if header.isEmpty { return nil }
        guard header.count == WireFrame.headerSize else { throw .closed }
        let length = WireFrame.length(header)
        guard length <= limit else { throw .tooLarge }
        var bytes: [UInt8] = []
        try fill(&bytes, to: length, by: deadline)
        guard bytes.count == length else { throw .closed }
        return bytes
    }

    /// Reads up to a count, or to the end. Room is made as bytes come, whatever the header has announced.
    private func fill(_ bytes: inout [UInt8], to count: Int, by deadline: Deadline?) throws(Failure) {
        while bytes.count < count {
            let start = bytes.count
            let piece = min(count - start, max(1 << 16, start))
            bytes.append(contentsOf: repeatElement(0, count: piece))
            let received = bytes.withUnsafeMutableBytes {
                recv(descriptor.number, $0.baseAddress! + start, piece, Int32(MSG_DONTWAIT))
            }
            let code = errno
            bytes.removeLast(piece - max(0, received))
            if received == 0 { return }
            guard received < 0 else { continue }
            switch code {
            case EAGAIN: _ = try wait(POLLIN, until: deadline)
            case EINTR: continue
            default: throw .closed
            }
        }
    }

    /// Waits for one of some events, and answers those that came.
    @discardableResult
    private func wait(_ events: Int32, until deadline: Deadline?) throws(Failure) -> Int16 {
        var event = pollfd(fd: descriptor.number, events: Int16(events), revents: 0)
        while true {
            let count = poll(&event, 1, deadline?.remaining ?? -1)
            if count > 0 { return event.revents }
            if count == 0 { throw .timedOut }
            if errno != EINTR { throw .closed }
        }
    }
}
