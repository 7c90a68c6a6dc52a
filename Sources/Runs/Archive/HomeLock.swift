import Platform

/// A lock of the home: many may put files into the archive and then write down that they are needed; who removes files
/// that nothing needs does it alone.
package final class HomeLock {
    package typealias Kind = FileLock.Kind
    private let lock: FileLock

    /// Waits until the others are done.
    init(_ path: String, _ kind: Kind) throws(RunError) {
        do throws(SystemError) { lock = try FileLock(path, kind) } catch { throw HomeLock.error(error) }
    }

    /// One byte of a file, so that each run has a lock of its own in it. Fails at once where somebody else holds it.
    init(alone path: String, byte: Int64, orElse refusal: RunError) throws(RunError) {
        let lock: FileLock?
        do throws(SystemError) { lock = try FileLock(byte: byte, of: path) } catch { throw HomeLock.error(error) }
        guard let lock else { throw refusal }
        self.lock = lock
    }

    package func release() { lock.release() }

    private static func error(_ error: SystemError) -> RunError {
        error.operation == .open ? .system("cannot open \(error.path)", error) : RunError(error)
    }
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
            orElse: .releasingByAnother(run: run.name))
    }

    /// Removes what killed processes left half written.
    package func sweepAside() {
        for name in Directory.names(in: aside) {
            guard let owner = Int32(name.prefix { $0 != "-" }), !ProcessNumber.isRunning(owner) else { continue }
            _ = try? Directory.removeFile("\(aside)/\(name)")
        }
    }

    /// Files that nothing refers to, by their paths.
    package func loose(beside needed: Set<String>) -> [String] {
        var loose: [String] = []
        for outer in Directory.names(in: root) {
            for inner in Directory.names(in: "\(root)/\(outer)") {
                let folder = "\(root)/\(outer)/\(inner)"
                loose += Directory.names(in: folder).filter { !needed.contains($0) }.map { "\(folder)/\($0)" }
            }
        }
        return loose
    }

    /// Removes them; only under the exclusive lock. Answers how many.
    package func sweep(keeping needed: Set<String>) -> Int {
        loose(beside: needed).count { (try? Directory.removeFile($0)) == true }
    }
}
