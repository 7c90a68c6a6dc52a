import Glibc
import PDF

/// Copies a home while others work in it: the store as it stands at one moment, and every file of the archive that it
/// refers to. Files that a copy has already are not copied again, since none ever changes.
package enum Backup {
    package static func run(_ ledger: Ledger, _ archive: Archive, to home: String) throws(RunError) -> (
        files: Int, copied: Int, lost: [String]
    ) {
        try refuse(home, beside: archive.home)
        let copy = Archive(home: home)
        try copy.prepare()
        let path = "\(home)/billpress.sqlite"
        let aside = "\(path).\(getpid()).partial"
        sweep(home)
        copy.sweepAside()
        unlink(aside)
        defer { unlink(aside) }
        let lock = try archive.lock(.shared)
        defer { lock.release() }
        // Nobody else reads it at any moment.
        let made = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard made >= 0 else { throw .system("cannot write \(aside)") }
        close(made)
        let blobs = try ledger.store.backUp(to: aside)
        // The files of the moment's runs were there before the runs were; only what is pruned meanwhile may be gone.
        var copied = 0
        var lost: [String] = []
        for blob in blobs where !isWhole(blob, in: copy) {
            do throws(RunError) {
                let file = try FileAside(in: copy)
                try file.add(try archive.read(blob))
                _ = try file.keep(as: blob)
            } catch {
                guard error.cause == .damaged else { throw error }
                // What is whole is copied all the same.
                if try ledger.isReferred(blob) { lost.append(error.message) }
                continue
            }
            copied += 1
        }
        let descriptor = open(aside, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0, fsync(descriptor) == 0 else { throw .system("cannot bring \(aside) to the disk") }
        close(descriptor)
        guard rename(aside, path) == 0 else { throw .system("cannot name \(path)") }
        return (blobs.count, copied, lost)
    }

    /// A copy whose bytes are no longer those of its digest is made again.
    private static func isWhole(_ blob: Digest, in copy: Archive) -> Bool { (try? copy.verify(blob)) != nil }

    /// What is of a backup, whole or killed at any moment.
    private static func isOwn(_ name: String) -> Bool {
        ["archive", "aside", "lock", "releases.lock", "billpress.sqlite"].contains(name) || name.hasPrefix("billpress.sqlite-")
            || ownerOfPartial(name) != nil
    }

    /// The process that writes, or wrote, `billpress.sqlite.123.partial` or the journal beside it.
    private static func ownerOfPartial(_ name: String) -> Int32? {
        let prefix = "billpress.sqlite."
        guard name.hasPrefix(prefix), let part = name.dropFirst(prefix.count).firstRange(of: ".partial"),
            ["", "-journal", "-wal", "-shm"].contains(name[part.upperBound...])
        else { return nil }
        return Int32(name[name.index(name.startIndex, offsetBy: prefix.count)..<part.lowerBound])
    }

    /// Removes what killed backups left half written.
    private static func sweep(_ home: String) {
        for name in OutputFolder.names(in: home) {
            guard let owner = ownerOfPartial(name), kill(owner, 0) != 0, errno == ESRCH else { continue }
            unlink("\(home)/\(name)")
        }
    }

    /// A copy stands outside of the home, in a new folder or over an older copy.
    private static func refuse(_ target: String, beside home: String) throws(RunError) {
        let names = OutputFolder.names(in: target)
        guard names.contains("billpress.sqlite") || names.allSatisfy(isOwn) else {
            throw .usage("\(target) holds other things; back up to a new folder, or to one that holds a backup")
        }
        guard let own = realpath(home, nil) else { return }
        defer { free(own) }
        // What is not there yet is made in the nearest folder that is.
        var path = target
        while access(path, F_OK) != 0, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            path = String(path[..<slash])
        }
        guard let other = realpath(access(path, F_OK) == 0 ? path : ".", nil) else { return }
        defer { free(other) }
        let (inner, outer) = (String(cString: other), String(cString: own))
        guard inner != outer, !inner.hasPrefix(outer + "/") else {
            throw .usage("\(target) is the home itself, or lies in it; back up to another folder")
        }
    }
}
