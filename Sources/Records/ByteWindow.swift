import Platform

/// The part of an input that is in memory: bytes are read in at its end and passed at its start.
///
/// A class because it owns memory and perhaps a file descriptor.
final class ByteWindow {
    private enum Origin {
        case file(any Descriptor)
        /// Bytes in memory, handed out a piece at a time.
        case memory([UInt8], next: Int, piece: Int)
    }

    private let name: String
    private var origin: Origin
    private var memory: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int
    private var head = 0
    private var tail = 0
    private(set) var isAtEnd = false

    /// Bytes asked for in one read.
    private static let chunk = 1 << 18

    init(descriptor: Int32, name: String) {
        origin = .file(BorrowedDescriptor(descriptor, path: name))
        self.name = name
        capacity = ByteWindow.chunk
        memory = .allocate(capacity: capacity)
    }

    init(path: String) throws(SourceError) {
        name = path
        capacity = ByteWindow.chunk
        do throws(SystemError) { origin = .file(try OwnedDescriptor.reading(path)) } catch {
            throw SourceError(name: path, "cannot be opened", error)
        }
        memory = .allocate(capacity: capacity)
    }

    init(bytes: [UInt8], piece: Int) {
        name = "bytes in memory"
        origin = .memory(bytes, next: 0, piece: max(1, piece))
        capacity = min(ByteWindow.chunk, max(64, piece))
        memory = .allocate(capacity: capacity)
    }

    deinit { memory.deallocate() }

    /// The first byte in memory that is not passed; valid until `fill`.
    var start: UnsafeMutablePointer<UInt8> { memory + head }
    var count: Int { tail - head }

    subscript(_ i: Int) -> UInt8 { memory[head + i] }

    func pass(_ count: Int) { head += count }

    /// Reads more behind what is there. False at the end of the input.
    func fill() throws(SourceError) -> Bool {
        if isAtEnd { return false }
        makeRoom()
        let read = try read(into: memory + tail, room: capacity - tail)
        tail += read
        isAtEnd = read == 0
        return read > 0
    }

    private func makeRoom() {
        if head == tail { (head, tail) = (0, 0) }
        guard tail == capacity else { return }
        if head >= capacity / 2 {
            memory.update(from: memory + head, count: count)
        } else {
            capacity *= 2
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
            larger.initialize(from: memory + head, count: count)
            memory.deallocate()
            memory = larger
        }
        (head, tail) = (0, tail - head)
    }

    private func read(into place: UnsafeMutablePointer<UInt8>, room: Int) throws(SourceError) -> Int {
        switch origin {
        case .file(let file):
            do throws(SystemError) {
                return try file.read(into: UnsafeMutableRawBufferPointer(start: place, count: min(room, ByteWindow.chunk)))
            } catch { throw SourceError(name: name, "cannot be read", error) }
        case .memory(let bytes, let next, let piece):
            let count = min(room, piece, bytes.count - next)
            bytes.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return }
                place.initialize(from: base + next, count: count)
            }
            origin = .memory(bytes, next: next + count, piece: piece)
            return count
        }
    }
}
