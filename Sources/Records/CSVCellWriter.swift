/// What a cell becomes in JSON.
enum CSVCellKind: Sendable {
    case text, integer, number, date, month, boolean
    /// In quotes, unless the contract takes money as a number alone.
    case money(inQuotes: Bool)

    /// nil for a list or a record, which is no cell.
    init?(_ field: PlanField) {
        switch field.kind {
        case .text: self = .text
        case .integer: self = .integer
        case .number: self = .number
        case .money: self = .money(inQuotes: field.acceptsText)
        case .date: self = .date
        case .month: self = .month
        case .boolean: self = .boolean
        case .list, .record: return nil
        }
    }
}

/// Writes cells as JSON values of the types that the contract wants.
///
/// A cell that is no value of its type goes on as text in quotes, so that the record reader names it with its pointer.
struct CSVCellWriter: Sendable {
    var dates = CSVDatePattern.isoDay
    var months = CSVDatePattern.isoMonth
    /// What stands for true and for false, beside those words.
    var yes: [[UInt8]] = []
    var no: [[UInt8]] = []

    /// Nothing, or nothing but spaces: the field is left out.
    @inline(__always)
    static func isEmpty(_ cell: UnsafeBufferPointer<UInt8>) -> Bool { cell.allSatisfy { $0 == 0x20 } }

    /// Whether the cell was a value of its type.
    @discardableResult
    func write(_ cell: UnsafeBufferPointer<UInt8>, as kind: CSVCellKind, to out: inout Growing<UInt8>) -> Bool {
        let mark = out.count
        let content = CSVCellWriter.withoutSpaces(cell)
        let isValue: Bool
        switch kind {
        case .text:
            CSVCellWriter.text(cell, to: &out)
            return true
        case .integer, .number: isValue = CSVNumber.write(content, to: &out)
        case .money(let inQuotes):
            if inQuotes { out.append(UInt8(ascii: "\"")) }
            isValue = CSVNumber.money(content, to: &out)
            if inQuotes { out.append(UInt8(ascii: "\"")) }
        case .date: isValue = date(content, dates, to: &out)
        case .month: isValue = date(content, months, to: &out)
        case .boolean: isValue = boolean(content, to: &out)
        }
        if !isValue {
            out.cut(to: mark)
            out.append(UInt8(ascii: "\""))
            CSVCellWriter.escape(cell, to: &out)
            if let disclaimer = disclaimer(content, kind) { out.append(Array(disclaimer.utf8)) }
            out.append(UInt8(ascii: "\""))
        }
        return isValue
    }

    static func withoutSpaces(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var (first, last) = (0, cell.count)
        while first < last, cell[first] == 0x20 { first += 1 }
        while last > first, cell[last - 1] == 0x20 { last -= 1 }
        return UnsafeBufferPointer(rebasing: cell[first..<last])
    }

    private func date(_ cell: UnsafeBufferPointer<UInt8>, _ pattern: CSVDatePattern, to out: inout Growing<UInt8>) -> Bool {
        let mark = out.count
        out.append(UInt8(ascii: "\""))
        if pattern.write(cell, to: &out) {
            out.append(UInt8(ascii: "\""))
            return true
        }
        out.cut(to: mark)
        return false
    }

    /// What an extract that writes days in another order must not pass on as it is: it might be taken for ISO 8601.
    private func disclaimer(_ cell: UnsafeBufferPointer<UInt8>, _ kind: CSVCellKind) -> String? {
        guard cell.count > 4, cell[4] == UInt8(ascii: "-") else { return nil }
        switch kind {
        case .date where dates != .isoDay: return " (not \(dates.source))"
        case .month where months != .isoMonth: return " (not \(months.source))"
        default: return nil
        }
    }

    private func boolean(_ cell: UnsafeBufferPointer<UInt8>, to out: inout Growing<UInt8>) -> Bool {
        func isOne(of words: [[UInt8]]) -> Bool { words.contains { $0.elementsEqual(cell) } }
        func isWord(_ word: StaticString) -> Bool {
            cell.count == word.utf8CodeUnitCount && (0..<cell.count).allSatisfy { cell[$0] | 0x20 == word.utf8Start[$0] }
        }
        if isOne(of: yes) || isWord("true") {
            out.append("true")
        } else if isOne(of: no) || isWord("false") {
            out.append("false")
        } else {
            return false
        }
        return true
    }

    /// Text in quotes (RFC 8259 section 7); a line break is a line feed, whatever it was in the file.
    static func text(_ cell: UnsafeBufferPointer<UInt8>, to out: inout Growing<UInt8>) {
        out.append(UInt8(ascii: "\""))
        escape(cell, to: &out)
        out.append(UInt8(ascii: "\""))
    }

    private static func escape(_ cell: UnsafeBufferPointer<UInt8>, to out: inout Growing<UInt8>) {
        guard let base = cell.baseAddress else { return }
        var i = 0
        while i < cell.count {
            let first = i
            while i < cell.count, cell[i] >= 0x20, cell[i] != UInt8(ascii: "\""), cell[i] != UInt8(ascii: "\\") { i += 1 }
            out.append(base + first, i - first)
            guard i < cell.count else { return }
            switch cell[i] {
            case 0x0D where i + 1 < cell.count && cell[i + 1] == 0x0A: break
            case 0x0D, 0x0A: out.append("\\n")
            case 0x09: out.append("\\t")
            case let byte where byte >= 0x20:
                out.append(UInt8(ascii: "\\"))
                out.append(byte)
            default:
                // the reader of rows lets no other control character through
                out.append("\\u00")
                out.append(Array("0123456789abcdef".utf8)[Int(cell[i] >> 4)])
                out.append(Array("0123456789abcdef".utf8)[Int(cell[i] & 15)])
            }
            i += 1
        }
    }
}
