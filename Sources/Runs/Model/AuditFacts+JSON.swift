import Foundation

extension AuditFacts {
    /// As the store holds them: an object with its keys in order, and no key for what there is not.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts, numbers and lists of them can always be encoded.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    init?(json: String) {
        guard let facts = try? JSONDecoder().decode(AuditFacts.self, from: Data(json.utf8)) else { return nil }
        self = facts
    }
}
