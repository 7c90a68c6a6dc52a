import Errors
import Glibc
import PDF

/// Reads whole files, with the system's own words where that fails.
enum FileBytes {
    /// Larger than any template, font or picture that makes sense.
    static let limit = 64 << 20

    static func read(_ path: String) throws(FileFault) -> [UInt8] {
        // Opening a pipe would wait for its writer; what is no file is refused below.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileFault(path: path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileFault(path: path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FileFault(path: path, message: "is not a file, but \(FileBytes.noun(status.st_mode))", isAbsent: false)
        }
        guard Int(status.st_size) <= limit else {
            throw FileFault(path: path, message: "has more than \(limit >> 20) MB", isAbsent: false)
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress! + filled, $0.count - filled) }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileFault(path: path)
            }
            if count == 0 { break }
            filled += count
        }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }

    private static func noun(_ mode: mode_t) -> String {
        switch mode & S_IFMT {
        case S_IFDIR: "a folder"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        default: "a device"
        }
    }

    static func isFile(_ path: String) -> Bool { access(path, R_OK) == 0 }

    /// The names in a folder, sorted; none where it cannot be read.
    static func names(in folder: String) -> [String] {
        OutputFolder.names(in: folder).filter { !$0.hasPrefix(".") }.sorted()
    }
}

/// Why a file cannot be read.
package struct FileFault: Error {
    package let path: String
    package let message: String
    package let isAbsent: Bool

    /// From the system's error number.
    init(path: String) {
        let code = errno
        self.init(path: path, message: String(cString: strerror(code)), isAbsent: code == ENOENT)
    }

    init(path: String, message: String, isAbsent: Bool) {
        self.path = path
        self.message = message
        self.isAbsent = isAbsent
    }
}

extension FileFault: CodedError {
    package var errorCode: ErrorCode { .unreadableFile }
    package var parameters: KeyValuePairs<String, ErrorValue> { ["path": .text(path), "reason": .text(message)] }
    package var places: [ErrorPlace] { [.file(path)] }
    package func sentence(by renderer: ErrorRenderer) -> String { "\(path): \(message)" }
}
