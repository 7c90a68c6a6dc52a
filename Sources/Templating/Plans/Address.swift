/// Addresses that a link on a page leads to.
enum Address {
    private static let schemes = ["https://", "http://", "mailto:", "tel:"]

    /// An address of the web, a mailbox or a telephone in plain ASCII without spaces, as a PDF link takes it
    /// (ISO 32000-1, 12.6.4.7).
    static func isOne(_ text: String) -> Bool {
        let lower = text.lowercased()
        return schemes.contains { lower.hasPrefix($0) && lower.count > $0.count }
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}
