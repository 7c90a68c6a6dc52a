import Platform

/// Keeps files by the digest of what they hold: data, templates, fonts, released print files.
///
/// A file is written aside, brought to the disk, and renamed, so that whoever sees a digest's name sees all of it; and
/// nothing is ever changed. What is read is held against its digest.
package struct Archive: Sendable {
    let home: String
    /// The folder, which is made with the first file.
    package let root: String
    /// Where files are written before they have their names: on the same file system.
    package let aside: String

    package init(home: String) {
        self.home = home
        root = "\(home)/archive"
        aside = "\(home)/aside"
    }

    /// Makes the folders.
    package func prepare() throws(RunError) {
        for folder in [root, aside] {
            try RunError.makeFolder(folder)
        }
    }

    package func path(of digest: Digest) -> String {
        let name = digest.description
        return "\(root)/\(name.prefix(2))/\(name.dropFirst(2).prefix(2))/\(name)"
    }

    package func holds(_ digest: Digest) -> Bool { FileStatus.exists(path(of: digest)) }

    /// Keeps some bytes.
    @discardableResult package func put(_ bytes: [UInt8]) throws(RunError) -> Digest {
        let digest = Digest(of: bytes)
        // One that was changed since is put in its place again.
        if holds(digest), (try? verify(digest)) != nil { return digest }
        let file = try FileAside(in: self)
        try file.add(bytes)
        return try file.keep(as: digest)
    }

    /// What was kept under a digest.
    package func read(_ digest: Digest) throws(RunError) -> [UInt8] {
        let file: OwnedDescriptor
        do throws(SystemError) { file = try .reading(path(of: digest)) } catch { throw Archive.unreadable(digest, error) }
        let bytes: [UInt8]
        do throws(SystemError) { bytes = try file.readToEnd() } catch { throw RunError(error) }
        guard Digest(of: bytes) == digest else { throw Archive.changed(digest) }
        return bytes
    }

    static func changed(_ digest: Digest) -> RunError {
        .blobChanged(digest.short)
    }

    static func unreadable(_ digest: Digest, _ error: SystemError) -> RunError {
        error.isAbsent
            ? .blobLost(digest.short)
            : .system("cannot read the file \(digest.short)… of the archive", error)
    }

    /// Whether a file, of any size, still is what was kept.
    package func verify(_ digest: Digest) throws(RunError) {
        guard try Archive.digest(ofFile: path(of: digest), named: "the file \(digest.short)… of the archive") == digest else {
            throw Archive.changed(digest)
        }
    }

    /// The digest of a file, read a piece at a time.
    package static func digest(ofFile path: String, named name: String) throws(RunError) -> Digest {
        func unreadable(_ error: SystemError) -> RunError { .system("cannot read \(name)", error) }
        let file: OwnedDescriptor
        do throws(SystemError) { file = try .readingFile(path) } catch {
            if error.isAbsent { throw RunError.fileMissing(name) }
            guard error.isOtherKind else { throw unreadable(error) }
            throw RunError.notAFile(name)
        }
        let digester = Digester()
        try file.readPieces(failure: unreadable) { piece throws(RunError) in digester.add(piece) }
        return digester.finish()
    }

    /// Removes a file that nothing refers to any more.
    package func remove(_ digest: Digest) throws(RunError) {
        do throws(SystemError) { try Directory.removeFile(path(of: digest)) } catch { throw RunError(error) }
    }
}

/// A file of the archive that is being written and has no name of its own yet; it goes away unless it is kept.
package final class FileAside: ByteSink {
    private let archive: Archive
    private let file: AtomicFile
    private let digester = Digester()
    package private(set) var count: UInt64 = 0

    package init(in archive: Archive) throws(RunError) {
        self.archive = archive
        try archive.prepare()
        do throws(SystemError) { file = try AtomicFile(in: archive.aside) } catch { throw RunError(error) }
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        digester.add(bytes)
        count += UInt64(bytes.count)
        try file.write(bytes)
    }

    package func add(_ bytes: UnsafeRawBufferPointer) throws(RunError) {
        do throws(SystemError) { try write(bytes) } catch { throw RunError(error) }
    }

    package func add(_ bytes: [UInt8]) throws(RunError) {
        do throws(SystemError) { try write(bytes) } catch { throw RunError(error) }
    }

    /// Flushes everything to the disk and gives the file its name in the archive.
    package func keep(as known: Digest? = nil) throws(RunError) -> Digest {
        let digest = known ?? digester.finish()
        do throws(SystemError) { try file.sync() } catch {
            throw error.operation == .sync ? .system("cannot bring a file to the disk", error) : RunError(error)
        }
        let path = archive.path(of: digest)
        try RunError.makeFolder(Directory.parent(of: path))
        do throws(SystemError) { try file.commit(as: path, mode: 0o400) } catch {
            throw error.operation == .rename ? .system("cannot name a file of the archive", error) : RunError(error)
        }
        return digest
    }
}
