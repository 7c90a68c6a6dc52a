import Texts

extension Console {
    /// A result for programs, on a line of its own.
    static func printJSON(_ result: some Encodable) {
        // What the rooms below make can always be encoded: texts, integers, and lists of them.
        if let json = try? JSONWriter.encode(result) { print(json) }
    }
}
