import Glibc

/// Writes a file aside and gives it its name when it is whole: whoever sees the name sees all of the file.
///
/// The file is readable and writable by its owner alone (0600), since it holds names and addresses.
package final class FileSink: ByteSink {
    private let path: String
    private let aside: String
    /// The path names a device or a pipe: it is written as it stands, because a file of its name would take its place.
    private let isDevice: Bool
    private var isSettled = false
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private static let bufferSize = 256 * 1024

    /// `-` is standard output; so is `/dev/stdout`, and a name under `/dev/fd` is the descriptor that it says: what stands
    /// behind them is written, and never replaced.
    package init(path: String) throws(SinkError) {
        self.path = path
        aside = path + ".\(getpid()).partial"
        if let number = StandardStream.descriptor(named: path) {
            isDevice = true
            descriptor = fcntl(number, F_DUPFD_CLOEXEC, 3)
            guard descriptor >= 0 else { throw FileSink.fault("cannot write \(path == "-" ? "standard output" : path)") }
            buffer.reserveCapacity(FileSink.bufferSize)
            return
        }
        var status = stat()
        isDevice = stat(path, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
        if isDevice {
            descriptor = FileSink.openDevice(path)
            guard descriptor >= 0 else { throw FileSink.fault("cannot write \(path)") }
            buffer.reserveCapacity(FileSink.bufferSize)
            return
        }
        // What a killed process of the same number left behind would keep its own mode.
        unlink(aside)
        PartialFiles.add(aside)
        descriptor = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            let code = errno
            PartialFiles.remove(aside)
            errno = code
            if errno == ENOENT { throw SinkError(message: "cannot write \(path): its folder does not exist", code: ENOENT) }
            throw FileSink.fault("cannot create a file beside \(path)")
        }
        buffer.reserveCapacity(FileSink.bufferSize)
    }

    /// Whether a path is written as it stands, byte after byte, and not by a file of its name.
    package static func isStream(_ path: String) -> Bool {
        if StandardStream.descriptor(named: path) != nil { return true }
        var status = stat()
        return stat(path, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
    }

    /// A pipe by name without a reader is asked for again and again: `open` itself would wait past any signal.
    private static func openDevice(_ path: String) -> Int32 {
        while true {
            let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
            if descriptor >= 0 {
                let flags = fcntl(descriptor, F_GETFL)
                _ = fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK)
                return descriptor
            }
            var status = stat()
            guard errno == ENXIO, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else {
                if errno == 0 { errno = ENXIO }
                return -1
            }
            usleep(20_000)
        }
    }

    deinit { abandon() }

    /// Writes a file that is there in memory.
    package static func write(_ bytes: [UInt8], to path: String) throws(SinkError) {
        let sink = try FileSink(path: path)
        try sink.write(bytes)
        try sink.publish()
    }

    package func write(_ bytes: [UInt8]) throws(SinkError) {
        var fault: SinkError?
        bytes.withUnsafeBytes { bytes in
            do throws(SinkError) { try write(bytes) } catch { fault = error }
        }
        if let fault { throw fault }
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(SinkError) {
        if buffer.count + bytes.count > FileSink.bufferSize { try drain() }
        if bytes.count >= FileSink.bufferSize {
            try put(bytes)
        } else {
            buffer.append(contentsOf: bytes)
        }
    }

    /// Brings everything to the disk; what may fail for want of room has then happened.
    package func settle() throws(SinkError) {
        guard !isSettled else { return }
        try drain()
        guard isDevice || fsync(descriptor) == 0 else { throw FileSink.fault("cannot bring \(path) to the disk") }
        isSettled = true
    }

    /// Brings everything to the disk and gives the file its name.
    package func publish() throws(SinkError) {
        try settle()
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0 else {
            let fault = FileSink.fault("cannot close \(path)")
            if !isDevice { removeAside() }
            throw fault
        }
        if isDevice { return }
        guard rename(aside, path) == 0 else {
            let fault = FileSink.fault("cannot name the file \(path)")
            removeAside()
            throw fault
        }
        PartialFiles.remove(aside)
        // The name itself is on the disk when its directory is.
        let folder = open(FileSink.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    /// Removes what was written aside; the final name is not touched.
    package func abandon() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        if !isDevice { removeAside() }
        descriptor = -1
    }

    private func removeAside() {
        unlink(aside)
        PartialFiles.remove(aside)
    }

    private func drain() throws(SinkError) {
        guard !buffer.isEmpty else { return }
        let full = buffer
        buffer.removeAll(keepingCapacity: true)
        var failure: SinkError?
        full.withUnsafeBytes { bytes in
            do throws(SinkError) { try put(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private func put(_ bytes: UnsafeRawBufferPointer) throws(SinkError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                let fault = FileSink.fault("cannot write \(path)")
                // A file with a hole is never published, whatever the caller does next.
                abandon()
                throw fault
            }
            guard count > 0 else {
                abandon()
                throw SinkError(message: "cannot write \(path): the device takes no more bytes", code: ENOSPC)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func fault(_ what: String) -> SinkError {
        let code = errno
        return SinkError(message: "\(what): \(String(cString: strerror(code)))", code: code)
    }
}
