import Platform

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
        sweep(home)
        copy.sweepAside()
        let lock = try archive.lock(.shared)
        defer { lock.release() }
        // Nobody else reads it at any moment.
        let file: AtomicFile
        do throws(SystemError) { file = try AtomicFile(path: path) } catch {
            throw .system("cannot write \(path).\(ProcessNumber.own).partial", error)
        }
        let aside = file.temporary ?? path
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
        do throws(SystemError) { try file.commit() } catch {
            throw error.operation == .rename ? .system("cannot name \(path)", error) : RunError(error)
        }
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
        for name in Directory.names(in: home) {
            guard let owner = ownerOfPartial(name), !ProcessNumber.isRunning(owner) else { continue }
            _ = try? Directory.removeFile("\(home)/\(name)")
        }
    }

    /// A copy stands outside of the home, in a new folder or over an older copy.
    private static func refuse(_ target: String, beside home: String) throws(RunError) {
        let names = Directory.names(in: target)
        guard names.contains("billpress.sqlite") || names.allSatisfy(isOwn) else {
            throw RunError.backupOccupied(target)
        }
        guard let outer = Directory.resolved(home) else { return }
        // What is not there yet is made in the nearest folder that is.
        var path = target
        while !FileStatus.exists(path), let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            path = String(path[..<slash])
        }
        guard let inner = Directory.resolved(FileStatus.exists(path) ? path : ".") else { return }
        guard inner != outer, !inner.hasPrefix(outer + "/") else {
            throw RunError.backupWithinHome(target)
        }
    }
}
