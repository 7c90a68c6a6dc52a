import CSpawn
import Glibc

/// A file that is open for as long as somebody holds it.
package final class OpenFile: Sendable {
    let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// A file that stands in a folder, to be read. What is not a regular file (a folder, a pipe, a device) is refused,
    /// because reading from the middle of it means nothing, and opening a pipe would wait for its writer.
    static func reading(_ path: String) throws(OpenFault) -> OpenFile {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw OpenFault(code: errno) }
        let file = OpenFile(descriptor)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw OpenFault(code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw OpenFault(code: EINVAL) }
        return file
    }

    /// A file in memory that has no name and that nobody else can open: it is gone with the process, however that ends.
    package static func unnamed(holding bytes: [UInt8]) throws(OpenFault) -> OpenFile {
        let descriptor = memfd_create("billpress", BILLPRESS_MFD_CLOEXEC)
        guard descriptor >= 0 else { throw OpenFault(code: errno) }
        let file = OpenFile(descriptor)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + written, $0.count - written) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw OpenFault(code: errno) }
            written += count
        }
        return file
    }

    /// A second descriptor of the same file, not below `least`, which a started program does not inherit.
    static func duplicate(_ descriptor: Int32, least: Int32) -> OpenFile? {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, least)
        return copy >= 0 ? OpenFile(copy) : nil
    }

    var size: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Who may do what with it, such as 0o600.
    var mode: mode_t {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? status.st_mode & 0o7777 : 0o7777
    }

    /// The bytes of a range, or nothing if the file does not have them all.
    func bytes(_ range: Range<Int>) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            while filled < range.count {
                let count = pread(
                    descriptor, buffer.baseAddress! + filled, range.count - filled, off_t(range.lowerBound + filled))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                filled += count
            }
        }
        return bytes.count == range.count ? bytes : nil
    }
}

/// A file that could not be opened, and the system's reason.
package struct OpenFault: Error, CustomStringConvertible {
    let code: Int32
    package var description: String { code == EINVAL ? "it is not a file" : String(cString: strerror(code)) }
}
