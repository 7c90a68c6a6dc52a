import CSpawn
import Glibc
import Synchronization

/// A file that is open for as long as somebody holds this.
package final class OwnedDescriptor: Descriptor {
    package let path: String
    private let open: Atomic<Int32>

    /// -1 once it is closed.
    package var number: Int32 { open.load(ordering: .relaxed) }

    private init(_ number: Int32, path: String) {
        open = Atomic(number)
        self.path = path
    }

    deinit { try? close() }

    /// Closes the file before its owner goes away, for callers that must know whether that went well.
    package func close() throws(SystemError) {
        let number = open.exchange(-1, ordering: .relaxed)
        guard number < 0 || Glibc.close(number) == 0 else { throw SystemError(.close, path) }
    }

    /// Opens whatever is at the path to read it. Opening a pipe waits for its writer, unless `waits` is false.
    package static func reading(_ path: String, waits: Bool = true) throws(SystemError) -> OwnedDescriptor {
        try opening(path, O_RDONLY | (waits ? 0 : O_NONBLOCK), .open)
    }

    /// Opens a regular file to read it. A folder, a pipe or a device throws `EINVAL`.
    package static func readingFile(_ path: String) throws(SystemError) -> OwnedDescriptor {
        let file = try reading(path, waits: false)
        guard try file.status().kind == .file else { throw SystemError(.open, path, code: EINVAL) }
        return file
    }

    /// Creates a file that does not exist yet, not even as a link.
    package static func creating(_ path: String, mode: mode_t) throws(SystemError) -> OwnedDescriptor {
        try opening(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, .create, mode)
    }

    /// Opens a file to read and write it, and creates it where it does not exist, for its owner alone.
    package static func updating(_ path: String) throws(SystemError) -> OwnedDescriptor {
        try opening(path, O_RDWR | O_CREAT, .open, 0o600)
    }

    /// Opens a pipe or a device to write to it. A pipe by name without a reader is asked for again and again, since `open`
    /// itself would wait past any signal.
    static func writingDevice(_ path: String) throws(SystemError) -> OwnedDescriptor {
        while true {
            do throws(SystemError) {
                let device = try opening(path, O_WRONLY | O_NONBLOCK, .write)
                _ = fcntl(device.number, F_SETFL, fcntl(device.number, F_GETFL) & ~O_NONBLOCK)
                return device
            } catch {
                guard error.code == ENXIO, FileStatus(of: path)?.kind == .pipe else { throw error }
            }
            usleep(20_000)
        }
    }

    /// Creates a file with a name that no other has, `folder/prefixXXXXXX`, for its owner alone.
    package static func temporary(in folder: String, prefix: String) throws(SystemError) -> OwnedDescriptor {
        var template = Array("\(folder)/\(prefix)XXXXXX".utf8CString)
        let number = mkostemp(&template, O_CLOEXEC)
        guard number >= 0 else { throw SystemError(.writeWithin, folder) }
        return OwnedDescriptor(number, path: String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    /// A file in memory that has no name and that nobody else can open: it is gone with the process, however that ends.
    package static func anonymous(containing bytes: [UInt8] = []) throws(SystemError) -> OwnedDescriptor {
        let number = memfd_create("billpress", BILLPRESS_MFD_CLOEXEC)
        guard number >= 0 else { throw SystemError(.makeMemoryFile, "") }
        let file = OwnedDescriptor(number, path: "")
        do throws(SystemError) { try file.write(bytes) } catch { throw SystemError(.makeMemoryFile, "", code: error.code) }
        return file
    }

    /// The two ends of a pipe.
    package static func pipe() throws(SystemError) -> (reader: OwnedDescriptor, writer: OwnedDescriptor) {
        var ends: [Int32] = [0, 0]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw SystemError(.makePipe, "") }
        return (OwnedDescriptor(ends[0], path: ""), OwnedDescriptor(ends[1], path: ""))
    }

    /// The two ends of a connection on which both sides read and write, within this machine and without a name.
    package static func socketPair() throws(SystemError) -> (OwnedDescriptor, OwnedDescriptor) {
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw SystemError(.makePipe, "") }
        return (OwnedDescriptor(ends[0], path: ""), OwnedDescriptor(ends[1], path: ""))
    }

    /// A second descriptor of the same file, not below `minimum`, which a started program does not inherit.
    package static func duplicate(_ number: Int32, minimum: Int32, path: String) throws(SystemError) -> OwnedDescriptor {
        let copy = fcntl(number, F_DUPFD_CLOEXEC, minimum)
        guard copy >= 0 else { throw SystemError(.write, path) }
        return OwnedDescriptor(copy, path: path)
    }

    private static func opening(
        _ path: String, _ flags: Int32, _ operation: SystemError.Operation, _ mode: mode_t = 0
    ) throws(SystemError) -> OwnedDescriptor {
        let number = retrying { Glibc.open(path, flags | O_CLOEXEC, mode) }
        guard number >= 0 else { throw SystemError(operation, path) }
        return OwnedDescriptor(number, path: path)
    }
}
