import Platform
import Records

/// A list that an office keeps: the first cell of each line of a text, a CSV, or what a spreadsheet saves as Unicode text.
enum ListFile {
    private static let mostLines = 1_000_000
    private static let mostBytes = 256 << 20

    /// The cells that are not empty. A line of names for the columns has no figure in it, and every name in a list has.
    static func cells(_ path: String) throws(RunError) -> [String] {
        let bytes = try read(path)
        let form = bytes.withUnsafeBytes { ForeignForm($0, isJSON: false) }
        if let form { throw RunError.list(path: path, .foreign(form.noun)) }
        var names: [String] = []
        var lines = 0
        for line in try text(bytes, path).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            lines += 1
            guard lines <= mostLines else { throw RunError.list(path: path, .tooManyLines) }
            guard let name = firstCell(of: line), !names.isEmpty || name.contains(where: \.isNumber) else { continue }
            names.append(name)
        }
        return names
    }

    /// UTF-8, or UTF-16 where the file begins with its mark.
    private static func text(_ bytes: [UInt8], _ path: String) throws(RunError) -> String {
        let isLittle = bytes.starts(with: [0xFF, 0xFE])
        guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else {
            guard !bytes.contains(0) else {
                throw RunError.list(path: path, .utf16)
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        guard bytes.count % 2 == 0 else { throw RunError.list(path: path, .halfCharacter) }
        let units = stride(from: 2, to: bytes.count, by: 2).map { index -> UInt16 in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isLittle ? second << 8 | first : first << 8 | second
        }
        return String(decoding: units, as: UTF16.self)
    }

    static func firstCell(of line: Substring) -> String? {
        var line = line
        if line.hasPrefix("\u{FEFF}") { line.removeFirst() }
        let cell = line.prefix { $0 != "," && $0 != ";" && $0 != "\t" }
        let name = String(cell.filter { $0 != "\"" }.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        return name.isEmpty ? nil : name
    }

    private static func read(_ path: String) throws(RunError) -> [UInt8] {
        do throws(SystemError) { return try OwnedDescriptor.readingFile(path).readToEnd(limit: mostBytes) } catch {
            if error.isOtherKind { throw RunError.list(path: path, .notAFile) }
            if error.isTooLarge { throw RunError.list(path: path, .tooLarge(megabytes: mostBytes >> 20)) }
            throw RunError.list(path: path, .unreadable(error.reason))
        }
    }
}
