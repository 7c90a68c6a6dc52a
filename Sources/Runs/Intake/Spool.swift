import Glibc

/// The records of an input, written down one after the other until their order is known: a file without a name.
final class Spool {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private(set) var count = 0
    let content = Digester()

    init(in archive: Archive) throws(RunError) {
        try archive.prepare()
        var template = Array("\(archive.aside)/\(getpid())-spool-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw .system("cannot write in \(archive.aside)") }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        // It goes away with the process, however that ends.
        unlink(&template)
    }

    deinit { close(descriptor) }

    /// Answers where the record begins.
    func add(_ bytes: UnsafeRawBufferPointer) throws(RunError) -> Int {
        let start = count
        content.add(Int64(bytes.count))
        content.add(bytes)
        buffer.append(contentsOf: bytes)
        count += bytes.count
        if buffer.count > 1 << 20 { try drain() }
        return start
    }

    func drain() throws(RunError) {
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes { write(descriptor, $0.baseAddress! + written, $0.count - written) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .system("cannot write down the records") }
            written += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    func read(_ offset: Int, _ length: Int, into out: inout [UInt8]) throws(RunError) {
        let start = out.count
        out.append(contentsOf: repeatElement(0, count: length))
        var filled = 0
        while filled < length {
            let count = out.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress! + start + filled, length - filled, off_t(offset + filled))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .system("cannot read the records again") }
            filled += count
        }
    }
}
