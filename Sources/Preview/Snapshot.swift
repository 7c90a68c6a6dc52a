import Glibc

/// What a folder looks like from outside: every file with the marks that change when it is saved.
///
/// Asked for again and again, it notices a save on every file system, and by every editor: those that write the file, and
/// those that write another and give it the name.
package struct Snapshot: Hashable, Sendable {
    private struct Entry: Hashable {
        let name: String
        let inode: ino_t
        let size: off_t
        let seconds: Int
        let nanoseconds: Int
    }

    private let entries: [Entry]

    /// The folders as they are now; one that is not there is empty. Subfolders are not entered, and what editors put beside
    /// a file (`.bill.xml.swp`, `bill.xml~`, `#bill.xml#`) does not count.
    package init(_ folders: [String]) {
        var entries: [Entry] = []
        for folder in folders {
            guard let handle = opendir(folder) else { continue }
            defer { closedir(handle) }
            while let item = readdir(handle) {
                let name = withUnsafePointer(to: &item.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name.hasPrefix(".") || name.hasPrefix("#") || name.hasSuffix("~") { continue }
                var status = stat()
                guard fstatat(dirfd(handle), name, &status, 0) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
                entries.append(
                    Entry(
                        name: "\(folder)/\(name)", inode: status.st_ino, size: status.st_size, seconds: status.st_mtim.tv_sec,
                        nanoseconds: status.st_mtim.tv_nsec))
            }
        }
        self.entries = entries.sorted { $0.name < $1.name }
    }

    /// The newest save was less than some milliseconds ago: its writer may not be done, and the next save could still bear
    /// the same time.
    package func isYounger(than milliseconds: Int) -> Bool {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return entries.contains {
            let age = (now.tv_sec - $0.seconds) * 1000 + (now.tv_nsec - $0.nanoseconds) / 1_000_000
            return (0..<milliseconds).contains(age)
        }
    }
}
