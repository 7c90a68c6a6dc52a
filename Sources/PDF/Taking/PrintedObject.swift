/// An object of a file that is read: its value, the entries if that is a dictionary, and the bytes of its stream.
struct PrintedObject {
    let value: PDFItem
    let entries: [PDFEntry]
    /// The stream as it lies in the file, compressed as it is.
    let stream: [UInt8]?
    private let bytes: [UInt8]
    private let references: [PDFScanner.Reference]

    /// Reads object `number` from the bytes between it and the next one; `resolve` answers a length that is an object.
    init?(_ bytes: [UInt8], number: Int, resolve: (Int) -> Int?) {
        var scanner = PDFScanner(bytes)
        guard scanner.integer() == number, scanner.integer() == 0, scanner.take("obj"), let item = scanner.item() else {
            return nil
        }
        self.bytes = bytes
        value = item
        if case .dictionary(let entries) = item.value { self.entries = entries } else { entries = [] }
        references = scanner.references
        guard !entries.isEmpty, scanner.take("stream") else {
            guard scanner.take("endobj") else { return nil }
            stream = nil
            return
        }
        // CR LF or LF after the keyword (ISO 32000-1, 7.3.8.1).
        var start = scanner.at
        if start < bytes.count, bytes[start] == 0x0D { start += 1 }
        guard start < bytes.count, bytes[start] == 0x0A else { return nil }
        start += 1
        let length: Int?
        switch entries.first(where: { $0.name == "Length" })?.item.value {
        case .number(let hundredths): length = hundredths / 100
        case .reference(let other): length = resolve(other)
        default: length = nil
        }
        guard let length, length >= 0, length <= bytes.count - start else { return nil }
        var rest = PDFScanner(bytes, at: start + length)
        guard rest.take("endstream") else { return nil }
        stream = Array(bytes[start..<start + length])
    }

    /// Its Type is this one.
    func isA(_ type: String) -> Bool {
        if case .name(type)? = self["Type"]?.value { true } else { false }
    }

    subscript(name: String) -> PDFItem? { entries.first { $0.name == name }?.item }

    /// A part as it stands, with other numbers in its references.
    func text(_ range: Range<Int>, numbered: (Int) throws(TakeFault) -> ObjectID) throws(TakeFault) -> [UInt8] {
        var text: [UInt8] = []
        var at = range.lowerBound
        for reference in references where range.contains(reference.range.lowerBound) {
            text += bytes[at..<reference.range.lowerBound]
            text += Array(try numbered(reference.number).reference.utf8)
            at = reference.range.upperBound
        }
        return text + bytes[at..<range.upperBound]
    }

    /// The entries as they stand but for some, with other numbers in their references. Each begins with a solidus, so
    /// nothing need stand between them.
    func text(without names: Set<String>, numbered: (Int) throws(TakeFault) -> ObjectID) throws(TakeFault) -> [UInt8] {
        var text: [UInt8] = []
        for entry in entries where !names.contains(entry.name) {
            text += try self.text(entry.range, numbered: numbered)
        }
        return text
    }
}
