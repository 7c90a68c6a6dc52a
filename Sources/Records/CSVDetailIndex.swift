/// Where the rows of each key lie in a file: 24 bytes a row, and 4 to 8 for the table of keys.
struct CSVDetailIndex {
    struct Entry: BitwiseCopyable {
        var offset: Int64
        var hash: UInt32
        /// Bytes of the row. The highest bit is set when a record has taken it; the next when it may belong to a bad one.
        fileprivate var lengthAndUse: UInt32
        var line: UInt32
        /// The number of the next row with the same place in the table, from 1; 0 for none.
        fileprivate var next: UInt32

        var length: Int { Int(lengthAndUse & 0x3FFF_FFFF) }
        var isUsed: Bool { lengthAndUse >> 31 == 1 }
        var isExcused: Bool { lengthAndUse >> 30 & 1 == 1 }
    }

    private(set) var entries = Growing<Entry>(capacity: 1024)
    private var heads: UnsafeMutablePointer<UInt32>?
    private var mask: UInt64 = 0

    func deallocate() {
        entries.deallocate()
        heads?.deallocate()
    }

    mutating func append(hash: UInt64, offset: Int64, length: Int, line: Int) {
        entries.append(
            Entry(
                offset: offset, hash: UInt32(truncatingIfNeeded: hash >> 32), lengthAndUse: UInt32(length),
                line: UInt32(truncatingIfNeeded: line), next: 0))
    }

    /// Makes the table of keys, when all rows are there. Rows of one key stay in the order of the file.
    mutating func finish() {
        var size = 16
        while size < entries.count { size *= 2 }
        mask = UInt64(size - 1)
        let heads = UnsafeMutablePointer<UInt32>.allocate(capacity: size)
        heads.initialize(repeating: 0, count: size)
        for i in (0..<entries.count).reversed() {
            let head = heads + place(UInt64(entries[i].hash) << 32)
            entries.start[i].next = head.pointee
            head.pointee = UInt32(i + 1)
        }
        self.heads = heads
    }

    /// The first row that may have a key of this hash, at or behind a row's number, or -1.
    func first(_ hash: UInt64) -> Int {
        guard let heads else { return -1 }
        return matching(hash, from: heads[place(hash)])
    }

    func next(after row: Int, _ hash: UInt64) -> Int { matching(hash, from: entries[row].next) }

    func use(_ row: Int) { entries.start[row].lengthAndUse |= 1 << 31 }

    func excuse(_ row: Int) { entries.start[row].lengthAndUse |= 1 << 30 }

    private func matching(_ hash: UInt64, from first: UInt32) -> Int {
        var next = first
        while next > 0 {
            let row = Int(next) - 1
            if entries[row].hash == UInt32(truncatingIfNeeded: hash >> 32) { return row }
            next = entries[row].next
        }
        return -1
    }

    /// Only the upper half of a hash is kept, so the place hangs on that alone.
    private func place(_ hash: UInt64) -> Int { Int((hash >> 32) & mask) }

    /// FNV-1a, mixed so that its upper half is as good as all of it.
    static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 32)) &* 0xD6E8_FEB8_6659_FD93
        return hash ^ (hash >> 32)
    }
}
