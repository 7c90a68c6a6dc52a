import CSpawn
import Glibc

/// The number of an open file. What a signal interrupts is done again, and what is written in part is written on.
package protocol Descriptor: Sendable {
    var number: Int32 { get }
    /// What errors call the file.
    var path: String { get }
}

/// A descriptor that somebody else closes, such as standard input.
package struct BorrowedDescriptor: Descriptor {
    package let number: Int32
    package let path: String

    package init(_ number: Int32, path: String) {
        self.number = number
        self.path = path
    }

    package static let standardOutput = BorrowedDescriptor(STDOUT_FILENO, path: "standard output")
    package static let standardError = BorrowedDescriptor(STDERR_FILENO, path: "standard error")
}

extension Descriptor {
    /// Reads the next bytes, at most as many as the buffer holds. Returns 0 at the end of the file.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        let count = retrying { Glibc.read(number, buffer.baseAddress, buffer.count) }
        guard count >= 0 else { throw SystemError(.read, path) }
        return count
    }

    /// Reads some bytes at an offset, at most as many as the buffer holds. Returns 0 behind the end of the file.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(SystemError) -> Int {
        let count = retrying { pread(number, buffer.baseAddress, buffer.count, off_t(offset)) }
        guard count >= 0 else { throw SystemError(.read, path) }
        return count
    }

    /// Fills the buffer with the bytes at an offset. Returns how many the file has of them.
    package func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(SystemError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]), at: offset + filled)
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// Hands out everything from the current place to the end, a piece at a time.
    package func readPieces<Failure: Error>(
        ofSize size: Int = 1 << 18, failure: (SystemError) -> Failure,
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count: Int
            do throws(SystemError) { count = try read(into: buffer) } catch { throw failure(error) }
            if count == 0 { return }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Everything from the current place to the end. More than `limit` bytes throw `EFBIG`.
    package func readToEnd(limit: Int = .max) throws(SystemError) -> [UInt8] {
        let size = try status().size
        guard size <= limit else { throw SystemError(.read, path, code: EFBIG) }
        // One byte more than the file has, so that its end is found without another buffer.
        var bytes = [UInt8](repeating: 0, count: max(size + 1, 1 << 12))
        var filled = 0
        while true {
            let room = filled..<bytes.count
            let count = try bytes.withMutableBytes { buffer throws(SystemError) in
                try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[room]))
            }
            filled += count
            guard filled <= limit else { throw SystemError(.read, path, code: EFBIG) }
            if count == 0 { break }
            if filled == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
        }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }

    /// Writes all of the bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = retrying { Glibc.write(number, rest.baseAddress, rest.count) }
            // A device that takes nothing is full.
            guard count > 0 else { throw SystemError(.write, path, code: count == 0 ? ENOSPC : errno) }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    package func write(_ bytes: [UInt8]) throws(SystemError) {
        try bytes.withBytes { bytes throws(SystemError) in try write(bytes) }
    }

    /// Flushes the content to the disk; what may fail for want of space has then happened.
    package func sync() throws(SystemError) {
        guard retrying({ fdatasync(number) }) == 0 else { throw SystemError(.sync, path) }
    }

    package func status() throws(SystemError) -> FileStatus {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw SystemError(.read, path) }
        return FileStatus(status)
    }

    /// Waits until the other side of a connection is gone, or says that it sends no more.
    package func waitForHangUp() {
        var event = pollfd(fd: number, events: PollEvent.hangUp, revents: 0)
        while retrying({ poll(&event, 1, -1) }) == 0 {}
    }

    /// The current place in the file, 0 where it has none.
    package var offset: Int { max(0, Int(lseek(number, 0, SEEK_CUR))) }
}

/// What poll(2) is asked for.
package enum PollEvent {
    /// The other side of a connection is gone.
    package static let hangUp = BILLPRESS_POLLRDHUP
}

/// Calls again what a signal interrupted.
@inline(__always) func retrying<Count: SignedInteger>(_ call: () -> Count) -> Count {
    while true {
        let count = call()
        if count >= 0 || errno != EINTR { return count }
    }
}

extension [UInt8] {
    /// `withUnsafeBytes` with a typed error.
    package func withBytes<Failure: Error, Result>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withUnsafeBufferPointer { bytes throws(Failure) in try body(UnsafeRawBufferPointer(bytes)) }
    }

    /// `withUnsafeMutableBytes` with a typed error.
    package mutating func withMutableBytes<Failure: Error, Result>(
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withUnsafeMutableBufferPointer { bytes throws(Failure) in try body(UnsafeMutableRawBufferPointer(bytes)) }
    }
}
