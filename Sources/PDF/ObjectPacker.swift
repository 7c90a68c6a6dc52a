/// Where an object of a file lies.
struct ObjectPlace: Equatable {
    /// Zero: nowhere yet. Else the offset in the file plus one; or, with the highest bit, the number of an object stream and
    /// the place in it.
    private let bits: UInt64

    private init(bits: UInt64) { self.bits = bits }

    private static let isPacked: UInt64 = 1 << 63

    static let absent = ObjectPlace(bits: 0)
    static func offset(_ offset: UInt64) -> ObjectPlace { ObjectPlace(bits: offset + 1) }
    /// In the object stream that is gathered, whose number is not known yet.
    static func packed(at index: Int) -> ObjectPlace { ObjectPlace(bits: isPacked | UInt64(index)) }

    func within(_ stream: ObjectID) -> ObjectPlace { ObjectPlace(bits: bits | UInt64(stream.number) << 16) }

    var offset: UInt64? { bits == 0 || bits & ObjectPlace.isPacked != 0 ? nil : bits - 1 }

    // MARK: Rows of a cross-reference stream: a kind of one byte, a number of five, another of two

    static let width = 8
    static let widths = "[1 5 2]"

    var row: [UInt8] {
        if let offset { return ObjectPlace.row(1, offset, 0) }
        return ObjectPlace.row(2, (bits & ~ObjectPlace.isPacked) >> 16, bits & 0xFFFF)
    }

    static func free(next: UInt32, isHead: Bool) -> [UInt8] { row(0, UInt64(next), isHead ? 65_535 : 0) }

    private static func row(_ kind: UInt8, _ number: UInt64, _ more: UInt64) -> [UInt8] {
        var row = [kind]
        for shift in [32, 24, 16, 8, 0] { row.append(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
        row.append(UInt8(truncatingIfNeeded: more >> 8))
        row.append(UInt8(truncatingIfNeeded: more))
        return row
    }
}

/// Gathers small objects into streams that are compressed together (ISO 32000-1, 7.5.7).
final class ObjectPacker {
    /// Objects in one stream: more compress a little better and cost a reader that wants one of them more.
    private static let most = 200

    private let index = ContentBuffer(capacity: 4096)
    private let bodies = ContentBuffer(capacity: 64 * 1024)
    private var numbers: [UInt32] = []
    // A higher level takes seven times as long here, for 2 % less.
    let deflater = Deflater(level: 6)

    /// Forgets what an earlier file may have left when it failed.
    func begin() {
        index.clear()
        bodies.clear()
        numbers.removeAll(keepingCapacity: true)
    }

    var isEmpty: Bool { numbers.isEmpty }
    var isFull: Bool { numbers.count >= ObjectPacker.most }

    /// Takes an object; `value` writes it.
    func add(_ id: ObjectID, value: (ContentBuffer) -> Void) -> ObjectPlace {
        index.add(Int(id.number))
        index.add(" ")
        index.add(bodies.count)
        index.add(" ")
        value(bodies)
        bodies.add(" ")
        numbers.append(id.number)
        return .packed(at: numbers.count - 1)
    }

    /// The stream of what was gathered, and the numbers of the objects in it.
    func take() -> (entries: [UInt8], stream: [UInt8], numbers: [UInt32]) {
        let first = index.count
        let entries = Array("/Type/ObjStm/N \(numbers.count)/First \(first)/Filter/FlateDecode".utf8)
        index.add(Array(bodies.view))
        let stream = deflater.deflate(Array(index.view))
        defer { begin() }
        return (entries, stream, numbers)
    }
}
