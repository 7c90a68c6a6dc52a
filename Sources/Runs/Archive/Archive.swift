import Glibc
import PDF

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

    package func holds(_ digest: Digest) -> Bool { access(path(of: digest), F_OK) == 0 }

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
        let path = path(of: digest)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Archive.unreadable(digest) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system("cannot read \(path)") }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress! + filled, $0.count - filled) }
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw .system("cannot read \(path)") }
            if count == 0 { break }
            filled += count
        }
        guard filled == bytes.count, Digest(of: bytes) == digest else {
            throw Archive.changed(digest)
        }
        return bytes
    }

    static func changed(_ digest: Digest) -> RunError {
        .damaged("the file \(digest.short)… of the archive is not what was kept: somebody or something has changed it")
    }

    /// From the system's error number.
    static func unreadable(_ digest: Digest) -> RunError {
        errno == ENOENT
            ? .damaged("the archive has lost the file \(digest.short)…")
            : .system("cannot read the file \(digest.short)… of the archive")
    }

    /// Whether a file, of any size, still is what was kept.
    package func verify(_ digest: Digest) throws(RunError) {
        guard try Archive.digest(ofFile: path(of: digest), named: "the file \(digest.short)… of the archive") == digest else {
            throw Archive.changed(digest)
        }
    }

    /// The digest of a file, read a piece at a time.
    package static func digest(ofFile path: String, named name: String) throws(RunError) -> Digest {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { throw .damaged("\(name) is not there") }
            throw .system("cannot read \(name)")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .usage("\(name) is read twice, so it is a file; this is a folder, a pipe or a device")
        }
        let digester = Digester()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system("cannot read \(name)") }
            if count == 0 { return digester.finish() }
            digester.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Removes a file that nothing refers to any more.
    package func remove(_ digest: Digest) throws(RunError) {
        guard unlink(path(of: digest)) == 0 || errno == ENOENT else { throw .system("cannot remove \(path(of: digest))") }
    }
}

/// A file of the archive that is being written and has no name of its own yet; it goes away unless it is kept.
package final class FileAside: ByteSink {
    private let archive: Archive
    private let path: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private let digester = Digester()
    package private(set) var count: UInt64 = 0
    private static let bufferSize = 1 << 18

    package init(in archive: Archive) throws(RunError) {
        self.archive = archive
        try archive.prepare()
        var template = Array("\(archive.aside)/\(getpid())-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard descriptor >= 0 else { throw .system("cannot write in \(archive.aside)") }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        buffer.reserveCapacity(FileAside.bufferSize)
    }

    deinit { abandon() }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(SinkError) {
        do throws(RunError) { try add(bytes) } catch { throw SinkError(message: error.message, code: error.code) }
    }

    package func add(_ bytes: UnsafeRawBufferPointer) throws(RunError) {
        digester.add(bytes)
        count += UInt64(bytes.count)
        if buffer.count + bytes.count > FileAside.bufferSize { try drain() }
        if bytes.count >= FileAside.bufferSize { try put(bytes) } else { buffer.append(contentsOf: bytes) }
    }

    package func add(_ bytes: [UInt8]) throws(RunError) {
        try FileAside.lend(bytes) { bytes throws(RunError) in try add(bytes) }
    }

    private static func lend(
        _ bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws(RunError) -> Void
    ) throws(RunError) {
        var fault: RunError?
        bytes.withUnsafeBytes { bytes in
            do throws(RunError) { try body(bytes) } catch { fault = error }
        }
        if let fault { throw fault }
    }

    /// Brings everything to the disk and gives the file its name in the archive.
    package func keep(as known: Digest? = nil) throws(RunError) -> Digest {
        let digest = known ?? digester.finish()
        try drain()
        guard fdatasync(descriptor) == 0 else { throw .system("cannot bring a file to the disk") }
        guard fchmod(descriptor, 0o400) == 0 else { throw .system("cannot write in \(archive.aside)") }
        let target = archive.path(of: digest)
        let folder = String(target[..<target.lastIndex(of: "/")!])
        try RunError.makeFolder(folder)
        guard rename(path, target) == 0 else { throw .system("cannot name a file of the archive") }
        close(descriptor)
        descriptor = -1
        // The name itself is on the disk when its folder is.
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if handle >= 0 {
            fsync(handle)
            close(handle)
        }
        return digest
    }

    func abandon() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(path)
        descriptor = -1
    }

    private func drain() throws(RunError) {
        guard !buffer.isEmpty else { return }
        let full = buffer
        buffer.removeAll(keepingCapacity: true)
        try FileAside.lend(full) { bytes throws(RunError) in try put(bytes) }
    }

    private func put(_ bytes: UnsafeRawBufferPointer) throws(RunError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .system("cannot write in \(archive.aside)") }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }
}
