import Synchronization

/// The files and folders that are being written under temporary names, so that none of them stays when the process is to
/// end at once.
package enum PartialFiles {
    private static let paths = Mutex<Set<String>>([])

    package static func add(_ path: String) { paths.withLock { _ = $0.insert(path) } }
    package static func remove(_ path: String) { paths.withLock { _ = $0.remove(path) } }

    /// Removes them from the disk. What is still being written has then no name, and is gone with the process.
    package static func removeAll() {
        let all = paths.withLock { paths in
            defer { paths = [] }
            return paths
        }
        for path in all { Directory.removeAll(path) }
    }
}
