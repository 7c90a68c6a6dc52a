import Glibc
import Records

/// Accounts or document numbers that are not printed: the first cell of each line of a file.
package struct StopList: Sendable {
    package let names: [String]
    /// Of the names in their order, so that who begins a release again brings the same list.
    package let digest: Digest

    package init(_ names: some Sequence<String>) {
        self.names = Set(names).sorted()
        let digester = Digester()
        for name in self.names {
            digester.add(Int64(name.utf8.count))
            digester.add(name)
        }
        digest = digester.finish()
    }

    /// Reads a CSV, or a bare list; a line of names for the columns is passed.
    package init(path: String) throws(RunError) {
        guard let file = fopen(path, "re") else { throw .usage("\(path): \(String(cString: strerror(errno)))") }
        defer { fclose(file) }
        var names: [String] = []
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while true {
            let count = getline(&line, &capacity, file)
            guard count >= 0, let start = line else { break }
            guard names.count < 1_000_000 else { throw .usage("\(path) has more than a million lines") }
            let text = String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
            // A line of names for the columns has no figure in it, and every account has.
            guard let name = StopList.firstCell(of: text), !names.isEmpty || name.contains(where: \.isNumber) else { continue }
            names.append(name)
        }
        self.init(names)
    }

    static func firstCell(of line: String) -> String? {
        var line = line[...]
        if line.hasPrefix("\u{FEFF}") { line.removeFirst() }
        let cell = line.prefix { $0 != "," && $0 != ";" && $0 != "\t" && !$0.isNewline }
        let name = String(cell.filter { $0 != "\"" }.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        return name.isEmpty ? nil : name
    }
}
