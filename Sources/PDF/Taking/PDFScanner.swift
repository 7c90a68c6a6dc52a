/// A value of PDF syntax (ISO 32000-1, 7.3), told as far as copying a page asks for it.
indirect enum PDFValue {
    /// A number in hundredths, rounded.
    case number(hundredths: Int)
    case name(String)
    case reference(Int)
    case array([PDFItem])
    case dictionary([PDFEntry])
    /// A string, true, false, null: copied and never looked at.
    case other
}

/// A value and where it stands.
struct PDFItem {
    let value: PDFValue
    let range: Range<Int>
}

/// An entry of a dictionary; its range begins with the name.
struct PDFEntry {
    let name: String
    let item: PDFItem
    let range: Range<Int>
}

/// Reads values of PDF syntax from bytes that may be damaged: what is not well-formed is nil.
struct PDFScanner {
    /// A reference to another object, and where it stands.
    typealias Reference = (range: Range<Int>, number: Int)

    private let bytes: [UInt8]
    private(set) var at: Int
    /// The references that were met, in order.
    private(set) var references: [Reference] = []
    /// Values in values; deeper than any file of sense, so that a damaged one does not exhaust the stack.
    private static let deepest = 32

    init(_ bytes: [UInt8], at: Int = 0) {
        self.bytes = bytes
        self.at = at
    }

    /// Goes past a keyword if it stands here.
    mutating func take(_ keyword: StaticString) -> Bool {
        skipSpace()
        let length = keyword.utf8CodeUnitCount
        guard at + length <= bytes.count else { return false }
        for index in 0..<length where bytes[at + index] != keyword.utf8Start[index] { return false }
        at += length
        return true
    }

    /// A whole number of at most 18 digits.
    mutating func integer() -> Int? {
        skipSpace()
        let start = at
        var value = 0
        while at < bytes.count, 0x30...0x39 ~= bytes[at], at - start < 18 {
            value = value * 10 + Int(bytes[at] - 0x30)
            at += 1
        }
        return at > start ? value : nil
    }

    mutating func item(depth: Int = 0) -> PDFItem? {
        skipSpace()
        guard at < bytes.count, depth < PDFScanner.deepest else { return nil }
        let start = at
        let value: PDFValue?
        switch bytes[at] {
        case 0x3C where at + 1 < bytes.count && bytes[at + 1] == 0x3C: value = dictionary(depth)
        case 0x3C: value = hexString()
        case 0x28: value = literalString()
        case 0x5B: value = array(depth)
        case 0x2F: value = name().map { .name($0) }
        case 0x30...0x39, 0x2B, 0x2D, 0x2E: value = numberOrReference()
        default: value = take("true") || take("false") || take("null") ? .other : nil
        }
        return value.map { PDFItem(value: $0, range: start..<at) }
    }

    private mutating func dictionary(_ depth: Int) -> PDFValue? {
        at += 2
        var entries: [PDFEntry] = []
        while !take(">>") {
            let start = at
            guard let name = name(), let item = item(depth: depth + 1) else { return nil }
            entries.append(PDFEntry(name: name, item: item, range: start..<at))
        }
        return .dictionary(entries)
    }

    private mutating func array(_ depth: Int) -> PDFValue? {
        at += 1
        var items: [PDFItem] = []
        while !take("]") {
            guard let item = item(depth: depth + 1) else { return nil }
            items.append(item)
        }
        return .array(items)
    }

    /// The name without its solidus, as it is spelt.
    private mutating func name() -> String? {
        guard at < bytes.count, bytes[at] == 0x2F else { return nil }
        at += 1
        let start = at
        while at < bytes.count, PDFScanner.isRegular(bytes[at]) { at += 1 }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func numberOrReference() -> PDFValue? {
        let start = at
        if let number = integer() {
            let end = at
            if integer() != nil, take("R"), at == bytes.count || !PDFScanner.isRegular(bytes[at]) {
                references.append((start..<at, number))
                return .reference(number)
            }
            at = end
            if at == bytes.count || bytes[at] != 0x2E { return .number(hundredths: number &* 100) }
        }
        at = start
        let isNegative = bytes[at] == 0x2D
        if isNegative || bytes[at] == 0x2B { at += 1 }
        let digits = at
        let whole = at < bytes.count && bytes[at] == 0x2E ? 0 : integer() ?? 0
        // Thousandths, of which the last rounds.
        var part = 0
        if at < bytes.count, bytes[at] == 0x2E {
            at += 1
            var unit = 100
            while at < bytes.count, 0x30...0x39 ~= bytes[at] {
                part += Int(bytes[at] - 0x30) * unit
                unit /= 10
                at += 1
            }
        }
        guard at > digits, whole < 1_000_000_000 else { return nil }
        let hundredths = whole * 100 + (part + 5) / 10
        return .number(hundredths: isNegative ? -hundredths : hundredths)
    }

    private mutating func literalString() -> PDFValue? {
        var open = 0
        while at < bytes.count {
            switch bytes[at] {
            case 0x5C: at += 1
            case 0x28: open += 1
            case 0x29: open -= 1
            default: break
            }
            at += 1
            if open == 0 { return .other }
        }
        return nil
    }

    private mutating func hexString() -> PDFValue? {
        while at < bytes.count, bytes[at] != 0x3E { at += 1 }
        guard at < bytes.count else { return nil }
        at += 1
        return .other
    }

    /// White space and comments (7.2.3).
    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x00, 0x09, 0x0A, 0x0C, 0x0D, 0x20: at += 1
            case 0x25: while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
            default: return
            }
        }
    }

    private static func isRegular(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00, 0x09, 0x0A, 0x0C, 0x0D, 0x20, 0x25, 0x28, 0x29, 0x2F, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D: false
        default: true
        }
    }
}
