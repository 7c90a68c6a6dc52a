#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file of details, whose rows are read again by their places.
///
/// A class because it owns a buffer and perhaps a file descriptor.
final class CSVDetailFile {
    private enum Origin {
        case descriptor(Int32, start: Int64, closes: Bool)
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
            let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
            guard descriptor >= 0 else { throw CSVDetailFile.error(path, "cannot be opened", errno) }
            origin = .descriptor(descriptor, start: 0, closes: true)
            reader = CSVReader(descriptor: descriptor, name: path, dialect: dialect)
        case .descriptor(let descriptor, let name):
            origin = .descriptor(descriptor, start: Int64(lseek(descriptor, 0, SEEK_CUR)), closes: false)
            reader = CSVReader(descriptor: descriptor, name: name, dialect: dialect)
        case .bytes(let bytes, _, _):
            origin = .memory(bytes)
            reader = try input.reader(dialect)
        }
        guard case .descriptor(let descriptor, _, _) = origin else { return }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw CSVDetailFile.error(name, "cannot be read", errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw SourceError(
                name: name, code: ESPIPE, message: "details are read by their places and need a file; this is a pipe or a folder")
        }
    }

    deinit {
        block.deallocate()
        if case .descriptor(let descriptor, _, closes: true) = origin { close(descriptor) }
    }

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
        case .descriptor(let descriptor, let start, _):
            while true {
                let count = pread(descriptor, place, most, off_t(start + offset))
                if count >= 0 { return count }
                guard errno == EINTR else { throw CSVDetailFile.error(name, "cannot be read", errno) }
            }
        }
    }

    private static func error(_ name: String, _ what: String, _ code: Int32) -> SourceError {
        SourceError(name: name, code: code, message: "\(what): \(String(cString: strerror(code)))")
    }
}
