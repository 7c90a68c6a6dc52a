import Records

extension Day: Encodable {
    /// As `2026-11-24`.
    package func encode(to encoder: any Encoder) throws {
        var json = encoder.singleValueContainer()
        try json.encode(String(describing: self))
    }
}
