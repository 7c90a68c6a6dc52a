import Pages

/// The bytes of a content stream as they are composed: a buffer that grows and is used again for the next page.
///
/// A class over raw memory, because every operator of every page goes through it.
final class ContentBuffer {
    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int = 64 * 1024) {
        self.capacity = capacity
        bytes = .allocate(capacity: capacity)
    }

    deinit { bytes.deallocate() }

    func clear() { count = 0 }

    var view: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: count) }

    /// Makes room for `more` bytes, which `put` then takes without asking again.
    @inline(__always)
    func reserve(_ more: Int) {
        if count &+ more > capacity { grow(more) }
    }

    private func grow(_ more: Int) {
        let larger = max(capacity * 2, count + more)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: bytes, count: count)
        bytes.deallocate()
        bytes = moved
        capacity = larger
    }

    @inline(__always)
    func put(_ byte: UInt8) {
        bytes[count] = byte
        count &+= 1
    }

    @inline(__always)
    func add(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        reserve(length)
        (bytes + count).update(from: text.utf8Start, count: length)
        count &+= length
    }

    func add(_ more: [UInt8]) {
        reserve(more.count)
        more.withUnsafeBufferPointer { (bytes + count).update(from: $0.baseAddress!, count: $0.count) }
        count &+= more.count
    }

    /// An integer in digits.
    func add(_ number: Int) {
        reserve(20)
        var rest = number.magnitude
        if number < 0 { put(0x2D) }
        var length = 1
        var bound = rest / 10
        while bound > 0 {
            length &+= 1
            bound /= 10
        }
        var at = count &+ length
        count = at
        repeat {
            at &-= 1
            bytes[at] = UInt8(truncatingIfNeeded: 0x30 &+ rest % 10)
            rest /= 10
        } while rest > 0
    }

    /// A length in points as PDF writes it: `12.5`, `.75`, `-3` (ISO 32000-1, 7.3.3), and a space.
    func add(_ length: Length) {
        reserve(16)
        var value = length.hundredths
        if value < 0 {
            put(0x2D)
            value = 0 &- value
        }
        let whole = value / 100
        let part = value % 100
        if whole > 0 || part == 0 {
            if whole < 10 {
                put(digit(whole))
            } else if whole < 100 {
                put(digit(whole / 10))
                put(digit(whole % 10))
            } else if whole < 1000 {
                put(digit(whole / 100))
                put(digit(whole / 10 % 10))
                put(digit(whole % 10))
            } else {
                add(Int(whole))
            }
        }
        reserve(5)
        if part > 0 {
            put(0x2E)
            put(digit(part / 10))
            if part % 10 > 0 { put(digit(part % 10)) }
        }
        put(0x20)
    }

    /// So many thousandths of a length, above zero, with five decimals, and a space.
    func addThousandths(_ thousandths: Int, of length: Length) {
        let value = thousandths * Int(length.hundredths)
        add(value / 100_000)
        reserve(7)
        put(0x2E)
        var unit = 10_000
        while unit > 0 {
            put(UInt8(truncatingIfNeeded: 0x30 + value / unit % 10))
            unit /= 10
        }
        put(0x20)
    }

    @inline(__always)
    private func digit(_ value: Int32) -> UInt8 { UInt8(truncatingIfNeeded: 0x30 &+ value) }

    /// One channel of a colour, 0…255, as a number between 0 and 1 with three decimals, and a space.
    func addChannel(_ channel: Int) {
        let thousandths = (channel * 1000 + 127) / 255
        reserve(6)
        if thousandths >= 1000 {
            put(0x31)
        } else if thousandths == 0 {
            put(0x30)
        } else {
            put(0x2E)
            put(UInt8(0x30 + thousandths / 100))
            if thousandths % 100 > 0 { put(UInt8(0x30 + thousandths / 10 % 10)) }
            if thousandths % 10 > 0 { put(UInt8(0x30 + thousandths % 10)) }
        }
        put(0x20)
    }

    /// One byte of a literal string, escaped where PDF asks for it (ISO 32000-1, 7.3.4.2). Two bytes of room are needed.
    @inline(__always)
    func putEscaped(_ byte: UInt8) {
        switch byte {
        case 0x28, 0x29, 0x5C:
            put(0x5C)
            put(byte)
        case 0x0D:
            put(0x5C)
            put(0x72)
        default: put(byte)
        }
    }
}
