import Glibc

/// Writes a file under a temporary name and gives it its own when it is complete: whoever sees the name sees all of the
/// file, and whoever is killed leaves the name alone.
///
/// The file is readable and writable by its owner alone (0600), since it holds names and addresses.
package final class AtomicFile: ByteSink {
    private let path: String
    /// What an error calls writing to it.
    private let writing: SystemError.Operation
    /// The name until it is committed; nil for a device or a pipe, which is written directly, because a file of its name
    /// would take its place.
    package let temporary: String?
    private let descriptor: OwnedDescriptor
    private var buffer: [UInt8] = []
    private var isSynced = false
    private var isPending = true
    private static let bufferSize = 256 * 1024

    /// `-` is standard output; so is `/dev/stdout`, and a name under `/dev/fd` is the descriptor that it says: what is
    /// behind them is written, and never replaced.
    package init(path: String) throws(SystemError) {
        self.path = path
        writing = .write
        if let number = StandardStream.descriptor(named: path) {
            temporary = nil
            descriptor = try .duplicate(number, minimum: 3, path: path == "-" ? "standard output" : path)
        } else if AtomicFile.isDevice(path) {
            temporary = nil
            descriptor = try .writingDevice(path)
        } else {
            let temporary = "\(path).\(ProcessNumber.own).partial"
            // What a killed process of the same number left behind would keep its own mode.
            unlink(temporary)
            PartialFiles.add(temporary)
            do throws(SystemError) { descriptor = try .creating(temporary, mode: 0o600) } catch {
                PartialFiles.remove(temporary)
                throw SystemError(.create, path, code: error.code)
            }
            self.temporary = temporary
        }
        buffer.reserveCapacity(AtomicFile.bufferSize)
    }

    /// A file whose name is known when it is complete; until then it is in `folder`, under a name that begins with the
    /// number of this process.
    package init(in folder: String) throws(SystemError) {
        path = folder
        writing = .writeWithin
        descriptor = try .temporary(in: folder, prefix: "\(ProcessNumber.own)-")
        temporary = descriptor.path
        PartialFiles.add(descriptor.path)
        buffer.reserveCapacity(AtomicFile.bufferSize)
    }

    deinit { discard() }

    /// Whether a path is written directly, byte after byte, and not by a file of its name.
    package static func isStream(_ path: String) -> Bool {
        StandardStream.descriptor(named: path) != nil || isDevice(path)
    }

    private static func isDevice(_ path: String) -> Bool {
        guard let kind = FileStatus(of: path)?.kind else { return false }
        return kind != .file && kind != .directory
    }

    /// Writes a file that is in memory.
    package static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
        let file = try AtomicFile(path: path)
        try file.write(bytes)
        try file.commit()
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        if buffer.count + bytes.count > AtomicFile.bufferSize { try drain() }
        if bytes.count >= AtomicFile.bufferSize {
            try put(bytes)
        } else {
            buffer.append(contentsOf: bytes)
        }
    }

    /// Flushes everything to the disk; what may fail for want of space has then happened.
    package func sync() throws(SystemError) {
        guard !isSynced else { return }
        try drain()
        if temporary != nil {
            do throws(SystemError) { try descriptor.sync() } catch { throw SystemError(.sync, path, code: error.code) }
        }
        isSynced = true
    }

    /// Flushes everything to the disk and gives the file its name. `mode`: who may do what with it from then on.
    package func commit(as name: String? = nil, mode: mode_t? = nil) throws(SystemError) {
        try sync()
        let target = name ?? path
        do throws(SystemError) {
            if let mode, fchmod(descriptor.number, mode) != 0 { throw SystemError(writing, path) }
            do throws(SystemError) { try descriptor.close() } catch { throw SystemError(.close, target, code: error.code) }
            if let temporary, rename(temporary, target) != 0 { throw SystemError(.rename, target) }
        } catch {
            discard()
            throw error
        }
        isPending = false
        guard let temporary else { return }
        PartialFiles.remove(temporary)
        Directory.sync(Directory.parent(of: target))
    }

    /// Removes what was written; the final name is not touched.
    package func discard() {
        guard isPending else { return }
        isPending = false
        try? descriptor.close()
        guard let temporary else { return }
        unlink(temporary)
        PartialFiles.remove(temporary)
    }

    private func drain() throws(SystemError) {
        guard !buffer.isEmpty else { return }
        let full = buffer
        buffer.removeAll(keepingCapacity: true)
        try full.withBytes { bytes throws(SystemError) in try put(bytes) }
    }

    private func put(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        do throws(SystemError) { try descriptor.write(bytes) } catch {
            // A file with a hole is never committed, whatever the caller does next.
            discard()
            throw SystemError(writing, path, code: error.code)
        }
    }
}
