/// What a file is that holds no records, as its first bytes say: so that it is refused in one sentence, and not row for row.
package enum ForeignForm: Sendable, Equatable {
    case spreadsheet
    /// A workbook of the time before XLSX.
    case oldSpreadsheet
    case pdf
    case compressed
    case markup
    /// Lines with this between their cells.
    case table(delimiter: String)
    case text

    /// Bytes that are looked at.
    static let seen = 1 << 14

    /// Nil for what may be records. `isJSON`: records begin with a brace or a bracket.
    package init?(_ bytes: UnsafeRawBufferPointer, isJSON: Bool) {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            self = .spreadsheet
        } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            self = .oldSpreadsheet
        } else if bytes.starts(with: Array("%PDF-".utf8)) {
            self = .pdf
        } else if bytes.starts(with: [0x1F, 0x8B]) {
            self = .compressed
        } else {
            let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
            let text = UnsafeRawBufferPointer(rebasing: bytes[(isMarked ? 3 : 0)...])
            guard let first = text.first(where: { !ForeignForm.isSpace($0) }) else { return nil }
            if first == UInt8(ascii: "<") {
                self = .markup
            } else if isJSON, let form = ForeignForm(withoutRecords: text) {
                self = form
            } else {
                return nil
            }
        }
    }

    /// One bad line among good ones is a record that is set aside; a file without a line that begins as JSON is none.
    private init?(withoutRecords text: UnsafeRawBufferPointer) {
        // UTF-16 is told elsewhere.
        guard !text.contains(0), text.first.map({ $0 < 0xFE }) ?? false else { return nil }
        var header: UnsafeRawBufferPointer?
        for line in text.split(separator: 0x0A) {
            guard let first = line.first(where: { !ForeignForm.isSpace($0) }) else { continue }
            if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return nil }
            if header == nil { header = UnsafeRawBufferPointer(rebasing: line) }
        }
        guard let header else { return nil }
        let delimiters = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")]
        let counts = delimiters.map { delimiter in header.count { $0 == delimiter } }
        guard let most = counts.max(), most > 0, let index = counts.firstIndex(of: most) else {
            self = .text
            return
        }
        self = .table(delimiter: [",", ";", "a tab", "|"][index])
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// `a spreadsheet (XLSX)`
    package var noun: String {
        switch self {
        case .spreadsheet: "a spreadsheet (XLSX) or another ZIP file"
        case .oldSpreadsheet: "a spreadsheet (XLS)"
        case .pdf: "a PDF"
        case .compressed: "a compressed file (gzip)"
        case .markup: "XML or HTML"
        case .table(let delimiter): "a table with \(delimiter) between its cells"
        case .text: "text that is no JSON"
        }
    }
}
