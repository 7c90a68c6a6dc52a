/// Values as bytes between the program and its render children.
///
/// Both are the same program, so there is one version. What comes is read with every bound checked all the same: a child that
/// a crash has spoilt may send anything.
struct WireWriter {
    private var bytes: [UInt8]

    /// The frame's length goes where the zeros are.
    init(room: Int = 256) {
        bytes = []
        bytes.reserveCapacity(room + WireFrame.headerSize)
        bytes.append(contentsOf: repeatElement(0, count: WireFrame.headerSize))
    }

    mutating func add(_ value: UInt8) { bytes.append(value) }
    mutating func add(_ value: Bool) { bytes.append(value ? 1 : 0) }
    mutating func add(_ value: Int) { add(Int64(value)) }
    mutating func add(_ value: Int64) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }

    mutating func add(_ value: [UInt8]) {
        add(value.count)
        bytes.append(contentsOf: value)
    }

    mutating func add(_ value: String) {
        add(value.utf8.count)
        bytes.append(contentsOf: value.utf8)
    }

    mutating func add<Value>(_ value: Value?, _ write: (inout WireWriter, Value) -> Void) {
        add(value != nil)
        if let value { write(&self, value) }
    }

    mutating func add(_ value: String?) { add(value) { $0.add($1) } }
    mutating func add(_ value: Int?) { add(value) { $0.add($1) } }
    mutating func add(_ value: Int64?) { add(value) { $0.add($1) } }

    mutating func add<Value>(_ values: [Value], _ write: (inout WireWriter, Value) -> Void) {
        add(values.count)
        for value in values { write(&self, value) }
    }

    /// All of it, with its length before it.
    func frame() -> [UInt8] {
        var frame = bytes
        WireFrame.setLength(of: &frame)
        return frame
    }
}

/// What came is not what was agreed on.
struct WireError: Error {}

struct WireReader {
    private let source: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { source = bytes }

    private mutating func take(_ count: Int) throws(WireError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= source.count - index else { throw WireError() }
        defer { index += count }
        return source[index..<index + count]
    }

    mutating func byte() throws(WireError) -> UInt8 { try take(1).first! }

    mutating func bool() throws(WireError) -> Bool {
        switch try byte() {
        case 0: return false
        case 1: return true
        default: throw WireError()
        }
    }

    mutating func int64() throws(WireError) -> Int64 {
        var value: UInt64 = 0
        for byte in try take(8).reversed() { value = value << 8 | UInt64(byte) }
        return Int64(bitPattern: value)
    }

    mutating func int() throws(WireError) -> Int { Int(try int64()) }
    mutating func bytes() throws(WireError) -> [UInt8] { Array(try take(try int())) }

    mutating func text() throws(WireError) -> String {
        guard let text = String(validating: try take(try int()), as: UTF8.self) else { throw WireError() }
        return text
    }

    mutating func optional<Value>(_ read: (inout WireReader) throws(WireError) -> Value) throws(WireError) -> Value? {
        try bool() ? try read(&self) : nil
    }

    mutating func optionalText() throws(WireError) -> String? { try optional { reader throws(WireError) in try reader.text() } }
    mutating func optionalInt() throws(WireError) -> Int? { try optional { reader throws(WireError) in try reader.int() } }
    mutating func optionalInt64() throws(WireError) -> Int64? { try optional { reader throws(WireError) in try reader.int64() } }

    mutating func list<Value>(_ read: (inout WireReader) throws(WireError) -> Value) throws(WireError) -> [Value] {
        let count = try int()
        // Each value takes a byte at least, so that no number makes room for what cannot come.
        guard count >= 0, count <= source.count - index else { throw WireError() }
        var values: [Value] = []
        for _ in 0..<count { values.append(try read(&self)) }
        return values
    }

    /// Nothing may be left over.
    func finish() throws(WireError) { if index != source.count { throw WireError() } }
}

/// A frame: the number of its bytes, in four of them, and the bytes.
enum WireFrame {
    static let headerSize = 4

    /// What a child may be sent: a record of the largest size that is read, and what goes with it.
    static let requestLimit = 80 << 20
    /// What a child may answer: a document with all its pictures and fonts.
    static let answerLimit = 256 << 20

    static func setLength(of frame: inout [UInt8]) {
        let count = UInt32(frame.count - headerSize)
        for index in 0..<headerSize { frame[index] = UInt8(truncatingIfNeeded: count >> (8 * UInt32(index))) }
    }

    static func length(_ header: [UInt8]) -> Int { header.reversed().reduce(0) { $0 << 8 | Int($1) } }
}
