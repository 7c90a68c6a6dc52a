import Glibc
import Platform

/// A file of details, whose rows are read again by their places.
///
/// A class because it owns a buffer and perhaps a file descriptor.
final class CSVDetailFile {
    private enum Origin {
        case file(any Descriptor, start: Int)
        case memory([UInt8])
    }

    let reader: CSVReader
    private let name: String
    private let origin: Origin
    /// Bytes of the file that were read last, and where they begin.
    private var block = Growing<UInt8>(capacity: 1 << 16)
    private var blockStart: Int64 = 0
    private var blockCount = 0

    init(_ input: CSVInput, _ dialect: CSVDialect) throws(SourceError) {
        name = input.name
        switch input {
        case .path(let path):
            let file: OwnedDescriptor
            do throws(SystemError) { file = try .reading(path, waits: false) } catch {
                throw SourceError(name: path, "cannot be opened", error)
            }
            origin = .file(file, start: 0)
            reader = CSVReader(descriptor: file.number, name: path, dialect: dialect)
            try CSVDetailFile.check(file, name)
        case .descriptor(let number, let name):
            let file = BorrowedDescriptor(number, path: name)
            origin = .file(file, start: file.offset)
            reader = CSVReader(descriptor: number, name: name, dialect: dialect)
            try CSVDetailFile.check(file, name)
        case .bytes(let bytes, _, _):
            origin = .memory(bytes)
            reader = try input.reader(dialect)
        }
    }

    private static func check(_ file: some Descriptor, _ name: String) throws(SourceError) {
        let status: FileStatus
        do throws(SystemError) { status = try file.status() } catch { throw SourceError(name: name, "cannot be read", error) }
        guard status.kind == .file else {
            throw SourceError(
                name: name, code: ESPIPE, message: "details are read by their places and need a file; this is a pipe or a folder")
        }
    }

    deinit { block.deallocate() }

    /// So many bytes of the file, valid until the next call.
    func bytes(at offset: Int64, _ length: Int) throws(SourceError) -> UnsafeMutablePointer<UInt8> {
        if offset >= blockStart, offset + Int64(length) <= blockStart + Int64(blockCount) {
            return block.start + Int(offset - blockStart)
        }
        // rows that lie one behind the other are read many at a time
        let isNear = offset >= blockStart && offset - blockStart <= 1 << 17
        block.cut(to: 0)
        block.reserve(max(length, isNear ? 1 << 16 : 1 << 12))
        (blockStart, blockCount) = (offset, 0)
        let most = max(length, isNear ? 1 << 16 : 1 << 12)
        while blockCount < length {
            let count = try read(at: offset + Int64(blockCount), block.start + blockCount, most - blockCount)
            guard count > 0 else { throw SourceError(name: name, code: EIO, message: "became shorter while it was read") }
            blockCount += count
        }
        return block.start
    }

    private func read(at offset: Int64, _ place: UnsafeMutablePointer<UInt8>, _ most: Int) throws(SourceError) -> Int {
        switch origin {
        case .memory(let bytes):
            let count = max(0, min(most, bytes.count - Int(offset)))
            bytes.withUnsafeBufferPointer { bytes in
                if let base = bytes.baseAddress { place.initialize(from: base + Int(offset), count: count) }
            }
            return count
        case .file(let file, let start):
            do throws(SystemError) {
                return try file.read(
                    into: UnsafeMutableRawBufferPointer(start: place, count: most), at: start + Int(offset))
            } catch { throw SourceError(name: name, "cannot be read", error) }
        }
    }
}
