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
    /// How long before this look the newest save was, in milliseconds; negative if it came while looking.
    private let age: Int

    package static func == (a: Snapshot, b: Snapshot) -> Bool { a.entries == b.entries }
    package func hash(into hasher: inout Hasher) { hasher.combine(entries) }

    /// The folders as they are now; one that is not there is empty. Subfolders are not entered, and what editors put beside
    /// a file (`.bill.xml.swp`, `bill.xml~`, `#bill.xml#`) does not count.
    package init(_ folders: [String]) {
        var start = timespec()
        clock_gettime(CLOCK_REALTIME, &start)
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
        age =
            entries.map { (start.tv_sec - $0.seconds) * 1000 + (start.tv_nsec - $0.nanoseconds) / 1_000_000 }.min() ?? .max
    }

    /// The newest save was less than some milliseconds ago: its writer may not be done, and the next save could still bear
    /// the same time. A time far ahead is that of a clock that differs, and says nothing.
    package func isYounger(than milliseconds: Int) -> Bool { age > -1_000 && age < milliseconds }
}
