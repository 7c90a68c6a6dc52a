/// Takes a TrueType file apart and puts it together again with other tables, for tests of odd fonts.
package struct TrueTypeEdit {
    private var tables: [(tag: String, data: [UInt8])] = []

    package init(_ bytes: [UInt8]) {
        for index in 0..<TrueTypeEdit.u16(bytes, 4) {
            let entry = 12 + 16 * index
            let start = TrueTypeEdit.u32(bytes, entry + 8)
            let data = Array(bytes[start..<start + TrueTypeEdit.u32(bytes, entry + 12)])
            tables.append((String(decoding: bytes[entry..<entry + 4], as: UTF8.self), data))
        }
    }

    /// Where the tables of a file begin.
    package static func tableStarts(_ bytes: [UInt8]) -> [Int] { (0..<u16(bytes, 4)).map { u32(bytes, 12 + 16 * $0 + 8) } }

    package var tags: [String] { tables.map(\.tag) }

    package subscript(tag: String) -> [UInt8]? {
        get { tables.first { $0.tag == tag }?.data }
        set {
            tables.removeAll { $0.tag == tag }
            if let newValue { tables.append((tag, newValue)) }
            tables.sort { $0.tag < $1.tag }
        }
    }

    /// Maps scalars to glyphs by a new `cmap` (format 12), and nothing else.
    package mutating func map(_ glyphs: [UInt32: UInt16]) {
        var groups: [UInt8] = []
        for (scalar, glyph) in glyphs.sorted(by: { $0.key < $1.key }) {
            groups += TrueTypeEdit.bytes(Int(scalar), 4) + TrueTypeEdit.bytes(Int(scalar), 4) + TrueTypeEdit.bytes(Int(glyph), 4)
        }
        let table =
            TrueTypeEdit.bytes(12, 2) + TrueTypeEdit.bytes(0, 2) + TrueTypeEdit.bytes(16 + groups.count, 4)
            + TrueTypeEdit.bytes(0, 4)
            + TrueTypeEdit.bytes(glyphs.count, 4) + groups
        self["cmap"] =
            TrueTypeEdit.bytes(0, 2) + TrueTypeEdit.bytes(1, 2) + TrueTypeEdit.bytes(3, 2) + TrueTypeEdit.bytes(10, 2)
            + TrueTypeEdit.bytes(12, 4) + table
    }

    package var file: [UInt8] {
        var directory = TrueTypeEdit.bytes(0x0001_0000, 4) + TrueTypeEdit.bytes(tables.count, 2) + [UInt8](repeating: 0, count: 6)
        var body: [UInt8] = []
        let start = 12 + 16 * tables.count
        for (tag, data) in tables {
            directory += Array(tag.utf8) + TrueTypeEdit.bytes(0, 4)
            directory += TrueTypeEdit.bytes(start + body.count, 4) + TrueTypeEdit.bytes(data.count, 4)
            body += data + [UInt8](repeating: 0, count: (4 - data.count % 4) % 4)
        }
        return directory + body
    }

    package static func bytes(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * (count - 1 - $0))) }
    }

    package static func u16(_ bytes: [UInt8], _ at: Int) -> Int { Int(bytes[at]) << 8 | Int(bytes[at + 1]) }
    package static func u32(_ bytes: [UInt8], _ at: Int) -> Int { u16(bytes, at) << 16 | u16(bytes, at + 2) }
}
