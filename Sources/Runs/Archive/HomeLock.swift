import Glibc
import PDF

/// A lock of the home: many may put files into the archive and then write down that they are needed; who removes files
/// that nothing needs does it alone.
package final class HomeLock {
    package enum Kind { case shared, exclusive }
    private var descriptor: Int32

    /// Waits until the others are done.
    init(_ path: String, _ kind: Kind) throws(RunError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("cannot open \(path)") }
        while flock(descriptor, kind == .shared ? LOCK_SH : LOCK_EX) != 0 {
            guard errno == EINTR else {
                close(descriptor)
                throw .system("cannot lock \(path)")
            }
        }
    }

    /// One byte of a file, so that each run has a lock of its own in it. Fails at once where somebody else holds it.
    init(alone path: String, byte: Int64, orElse message: String) throws(RunError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("cannot open \(path)") }
        // F_OFD_SETLK of fcntl(2), which Glibc's headers keep from Swift: the lock is this descriptor's, not the process's.
        var lock = Glibc.flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = off_t(byte)
        lock.l_len = 1
        guard fcntl(descriptor, 37, &lock) == 0 else {
            close(descriptor)
            throw .usage(message)
        }
    }

    package func release() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }

    deinit { release() }
}

extension Archive {
    package func lock(_ kind: HomeLock.Kind) throws(RunError) -> HomeLock {
        try prepare()
        return try HomeLock("\(home)/lock", kind)
    }

    /// Nobody else releases this run meanwhile.
    func lockRelease(of run: Run) throws(RunError) -> HomeLock {
        try prepare()
        return try HomeLock(
            alone: "\(home)/releases.lock", byte: run.id.number,
            orElse: "the run \(run.name) is being released by another process")
    }

    /// Removes what killed processes left half written.
    package func sweepAside() {
        OutputFolder.names(in: aside).filter { name in
            guard let pid = Int32(name.prefix { $0 != "-" }) else { return false }
            return kill(pid, 0) != 0 && errno == ESRCH
        }.forEach { unlink("\(aside)/\($0)") }
    }

    /// Files that nothing refers to, by their paths.
    package func loose(beside needed: Set<String>) -> [String] {
        var loose: [String] = []
        for outer in OutputFolder.names(in: root) {
            for inner in OutputFolder.names(in: "\(root)/\(outer)") {
                let folder = "\(root)/\(outer)/\(inner)"
                loose += OutputFolder.names(in: folder).filter { !needed.contains($0) }.map { "\(folder)/\($0)" }
            }
        }
        return loose
    }

    /// Removes them; only under the exclusive lock. Answers how many.
    package func sweep(keeping needed: Set<String>) -> Int { loose(beside: needed).count { unlink($0) == 0 } }
}
