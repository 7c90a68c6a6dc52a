import Foundation

extension RunError {
    /// As a store holds it.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Its cases hold texts, numbers and lists of them, which can always be encoded.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// What another version wrote keeps its text.
    package init(json: String) {
        self =
            (try? JSONDecoder().decode(RunError.self, from: Data(json.utf8)))
            ?? .other(code: "", cause: .environment, sentence: json, errno: 0)
    }
}
