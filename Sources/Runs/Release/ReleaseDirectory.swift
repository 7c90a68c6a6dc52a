import Platform

/// The folder of a release, filled under another name: what is written or copied into it is noted with its digest.
package final class ReleaseDirectory {
    private let directory: AtomicDirectory
    /// The files and their digests, by name.
    private(set) var sums: [(name: String, digest: Digest)] = []

    static let sumsName = "SHA256SUMS"

    package init(_ path: String) throws(RunError) {
        guard !AtomicFile.isStream(Directory.trimmed(path)) else {
            throw RunError.notADirectory(Directory.trimmed(path))
        }
        do throws(SystemError) { directory = try AtomicDirectory(path) } catch {
            throw error.operation == .create ? .system("cannot make a folder beside \(error.path)", error) : RunError(error)
        }
    }

    static func checkName(_ path: String) throws(RunError) {
        let name = Directory.name(of: Directory.trimmed(path))
        guard name.utf8.count <= AtomicDirectory.maxNameLength else {
            throw RunError.directoryNameTooLong(bytes: name.utf8.count, max: AtomicDirectory.maxNameLength)
        }
    }

    /// Writes a file of the folder.
    func write(_ name: String, _ bytes: [UInt8]) throws(RunError) {
        do throws(SystemError) { try AtomicFile.write(bytes, to: path(of: name)) } catch { throw RunError(error) }
        sums.append((name, Digest(of: bytes)))
    }

    /// Copies a file of the archive, and holds it against its digest on the way.
    func copy(_ digest: Digest, as name: String, from archive: Archive) throws(RunError) {
        let source: OwnedDescriptor
        do throws(SystemError) { source = try .reading(archive.path(of: digest)) } catch {
            throw Archive.unreadable(digest, error)
        }
        let file: AtomicFile
        do throws(SystemError) { file = try AtomicFile(path: path(of: name)) } catch { throw RunError(error) }
        let digester = Digester()
        try source.readPieces(failure: { .system("cannot read the archive", $0) }) { piece throws(RunError) in
            digester.add(piece)
            do throws(SystemError) { try file.write(piece) } catch { throw RunError(error) }
        }
        guard digester.finish() == digest else { throw Archive.changed(digest) }
        do throws(SystemError) { try file.commit() } catch { throw RunError(error) }
        sums.append((name, digest))
    }

    func makeFolder(_ name: String) throws(RunError) {
        do throws(SystemError) { try directory.makeDirectory(name) } catch {
            throw .system("cannot make a folder in \(directory.path)", error)
        }
    }

    /// The digests of all files, as `sha256sum -c` reads them. Returns the digest of the list, which stands for the set.
    func writeSums() throws(RunError) -> Digest {
        let list = Array(sums.sorted { $0.name < $1.name }.map { "\($0.digest)  \($0.name)\n" }.joined().utf8)
        try write(ReleaseDirectory.sumsName, list)
        return Digest(of: list)
    }

    /// Gives the folder its name.
    func place() throws(RunError) {
        do throws(SystemError) { try directory.commit() } catch {
            if error.isOccupied { throw RunError.placeTaken(directory.path) }
            throw .system("cannot name the folder \(directory.path)", error)
        }
    }

    private func path(of name: String) -> String { "\(directory.temporary)/\(name)" }
}
