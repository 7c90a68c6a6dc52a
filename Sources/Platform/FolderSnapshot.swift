import Glibc

/// What folders look like from outside: every file with the marks that change when it is saved.
///
/// Asked for again and again, it notices a save on every file system, and by every editor: those that write the file, and
/// those that write another and give it the name.
package struct FolderSnapshot: Hashable, Sendable {
    private struct Entry: Hashable {
        let name: String
        let identity: FileStatus.Identity
        let size: Int
        /// In nanoseconds since 1970.
        let modified: Int
        let changed: Int
    }

    private let entries: [Entry]
    /// When the look began, in nanoseconds since 1970.
    private let taken: Int

    package static func == (a: FolderSnapshot, b: FolderSnapshot) -> Bool { a.entries == b.entries }
    package func hash(into hasher: inout Hasher) { hasher.combine(entries) }

    /// The folders as they are now; one that is not there is empty. Subfolders are not entered, and what editors put beside
    /// a file (`.bill.xml.swp`, `bill.xml~`, `#bill.xml#`) does not count.
    package init(_ folders: [String]) {
        var start = timespec()
        clock_gettime(CLOCK_REALTIME, &start)
        taken = start.tv_sec * 1_000_000_000 + start.tv_nsec
        var entries: [Entry] = []
        for folder in folders {
            for name in Directory.names(in: folder) {
                if name.hasPrefix(".") || name.hasPrefix("#") || name.hasSuffix("~") { continue }
                guard let status = FileStatus(of: "\(folder)/\(name)"), status.kind == .file else { continue }
                entries.append(
                    Entry(
                        name: "\(folder)/\(name)", identity: status.identity, size: status.size, modified: status.modified,
                        changed: status.changed))
            }
        }
        self.entries = entries.sorted { $0.name < $1.name }
    }

    /// The newest save was less than some milliseconds ago: its writer may not be done, and the next save could still bear
    /// the same time. A time far ahead is that of a clock that differs, and says nothing.
    package func isYounger(than milliseconds: Int) -> Bool {
        let age = entries.map { (taken - $0.modified) / 1_000_000 }.min() ?? .max
        return age > -1_000 && age < milliseconds
    }

    /// Every change was at least so many milliseconds ago, by the time that no program can set: whatever is changed from now
    /// on bears another time, and shows.
    package func isSettled(for milliseconds: Int) -> Bool {
        entries.allSatisfy { (taken - $0.changed) / 1_000_000 >= milliseconds }
    }
}
