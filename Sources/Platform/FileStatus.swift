import Glibc

/// What the system says of a file without reading it.
package struct FileStatus: Sendable {
    package enum Kind: Sendable {
        case file, directory, pipe, socket, device
    }

    package let kind: Kind
    package let size: Int
    /// Who may do what with it, such as 0o600.
    package let mode: mode_t
    /// Which file it is, whatever its name.
    package let identity: Identity
    /// When it was written last, in nanoseconds since 1970.
    package let modified: Int
    /// When its content, name or owner changed last, in nanoseconds since 1970. No program can set it.
    package let changed: Int

    package struct Identity: Hashable, Sendable {
        let device: dev_t
        let inode: ino_t
    }

    init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            case S_IFIFO: .pipe
            case S_IFSOCK: .socket
            default: .device
            }
        size = Int(status.st_size)
        mode = status.st_mode & 0o7777
        identity = Identity(device: status.st_dev, inode: status.st_ino)
        modified = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
        changed = status.st_ctim.tv_sec * 1_000_000_000 + status.st_ctim.tv_nsec
    }

    /// What is at the path, links followed; nil where nothing is.
    package init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
    package static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

    /// Something has this name, even if it is a link that leads nowhere.
    package static func isTaken(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }
}
