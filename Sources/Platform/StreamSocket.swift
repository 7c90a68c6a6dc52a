import Glibc

/// A connected socket of a stream, with a deadline on each call. It never waits in the system for longer than that, and a
/// reader that goes away is an error and no signal.
package struct StreamSocket: Sendable {
    package let descriptor: any Descriptor

    package enum Failure: Error {
        /// The other side is gone.
        case closed
        case timedOut
        /// The other side speaks before it was told everything.
        case interrupted
    }

    package init(_ descriptor: any Descriptor) { self.descriptor = descriptor }

    /// Something can be read, or the other side is gone.
    package var isReadable: Bool { (try? wait(POLLIN, until: Deadline(milliseconds: 0))) != nil }

    /// Sends all of it. `isExpectingSilence`: the other side must not speak before it has everything.
    package func send(
        _ bytes: UnsafeRawBufferPointer, isExpectingSilence: Bool = false, by deadline: Deadline? = nil
    ) throws(Failure) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.send(descriptor.number, rest.baseAddress, rest.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
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

    /// Up to `count` bytes; fewer only where the other side has ended. Room is made as bytes come, whatever was announced.
    package func receive(_ count: Int, by deadline: Deadline? = nil) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: min(count, 1 << 18), alignment: 16)
        defer { buffer.deallocate() }
        while bytes.count < count {
            let received = recv(
                descriptor.number, buffer.baseAddress, min(buffer.count, count - bytes.count), Int32(MSG_DONTWAIT))
            if received == 0 { return bytes }
            if received > 0 {
                bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<received]))
                continue
            }
            switch errno {
            case EAGAIN: _ = try wait(POLLIN, until: deadline)
            case EINTR: continue
            default: throw .closed
            }
        }
        return bytes
    }

    /// Waits for one of some events, and answers those that came.
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
