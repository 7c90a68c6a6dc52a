/// What the names of columns give away.
enum CSVColumnName {
    /// The name as a message may show it: one that may be data that slipped into the first row is only outlined.
    static func shown(_ name: String) -> String {
        let isPlain =
            name.utf8.count <= 60 && name.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
            && name.utf8.reduce(0) { $0 + ((0x30...0x39).contains($1) ? 1 : 0) } < 7
        return isPlain ? name : "(a name of \(name.count) characters)"
    }

    /// Figures, an amount or a date: no name of a column.
    static func isData(_ name: String) -> Bool {
        name.utf8.contains { (0x30...0x39).contains($0) } && name.utf8.allSatisfy { "0123456789.,:/-()$ ".utf8.contains($0) }
    }

    /// The column holds numbers of persons that no bill needs: SSN, social security, tax ID.
    static func isForbidden(_ name: String) -> Bool {
        let words = name.uppercased().split { $0 == "_" || $0 == "-" || $0 == " " || $0 == "." }
        let joined = words.joined()
        // SSN begins or ends a word: BUSINESS_NAME has it too
        return joined.contains("SOCIAL") || joined.contains("TAXID") || joined == "SSN"
            || words.contains { $0.hasPrefix("SSN") || $0.hasSuffix("SSN") }
    }
}
