import Glibc

/// A call to the operating system that failed: what was attempted, on which path, and the system's error number.
///
/// Its description is a sentence for the user; a caller with a better one translates it.
package struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Operation: Sendable {
        /// Opening a file to read it. The code `EINVAL` says that it is not a regular file.
        case open
        case read, write
        /// Writing a file without a final name in a folder; the path is the folder.
        case writeWithin
        /// Creating a file under its temporary name; the path is the final one.
        case create
        /// Flushing a file to the disk.
        case sync
        case close
        /// Giving a finished file or directory its name.
        case rename
        case remove, lock
        case makeDirectory
        /// Making a file in memory.
        case makeMemoryFile
        case makePipe
        /// Starting a program; the path is its name.
        case spawn
        /// Waiting for the output of a program.
        case awaitOutput
        case startThread
    }

    package let operation: Operation
    package let path: String
    /// An error number of errno(3).
    package let code: Int32

    package init(_ operation: Operation, _ path: String, code: Int32 = errno) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// The system's own words for the code.
    package var reason: String {
        isOtherKind ? "it is not a file" : String(cString: strerror(code))
    }

    /// The file, or the program, does not exist.
    package var isAbsent: Bool { code == ENOENT }
    /// What was to be read as a file is a folder, a pipe or a device.
    package var isOtherKind: Bool { operation == .open && code == EINVAL }
    /// The file has more bytes than the caller takes.
    package var isTooLarge: Bool { operation == .read && code == EFBIG }
    /// Something else has the name already.
    package var isOccupied: Bool { operation == .rename && [ENOTEMPTY, EEXIST, ENOTDIR].contains(code) }

    package var description: String {
        switch operation {
        case .create where isAbsent: "cannot write \(path): its folder does not exist"
        case .open, .read: "cannot read \(path): \(reason)"
        case .write: "cannot write \(path): \(reason)"
        case .writeWithin: "cannot write in \(path): \(reason)"
        case .create: "cannot create a file beside \(path): \(reason)"
        case .sync: "cannot bring \(path) to the disk: \(reason)"
        case .close: "cannot close \(path): \(reason)"
        case .rename: "cannot name the file \(path): \(reason)"
        case .remove: "cannot remove \(path): \(reason)"
        case .lock: "cannot lock \(path): \(reason)"
        case .makeDirectory: "cannot make the folder \(path): \(reason)"
        case .makeMemoryFile: "memfd_create: \(reason)"
        case .makePipe: "pipe: \(reason)"
        case .spawn: "\(path): \(reason)"
        case .awaitOutput: "\(path): no output"
        case .startThread: "pthread_create: \(reason)"
        }
    }
}
