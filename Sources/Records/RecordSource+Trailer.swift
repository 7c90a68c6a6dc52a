/// `{"trailer": {"records": 2000, "total": "474705.99"}}` as the last record.
extension RecordSource {
    /// Whether the bytes begin as a trailer does; all that this costs a record.
    @inline(__always)
    func looksLikeTrailer(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var i = 0
        func passSpace() {
            while i < bytes.count, isSpace(bytes[i]) { i += 1 }
        }
        guard bytes.count >= 12 else { return false }
        passSpace()
        guard i < bytes.count, bytes[i] == UInt8(ascii: "{") else { return false }
        i += 1
        passSpace()
        let name: StaticString = "\"trailer\""
        guard bytes.count - i >= name.utf8CodeUnitCount else { return false }
        for k in 0..<name.utf8CodeUnitCount where bytes[i + k] != name.utf8Start[k] { return false }
        return true
    }

    /// The trailer that these bytes are, why they are none, or nil where they are a record that only begins like one.
    static func trailer(_ bytes: UnsafeRawBufferPointer, line: Int) -> Result<Trailer, TrailerFault>? {
        guard bytes.count < 4096, let value = try? JSONValue.parse(Array(bytes), file: ""), let members = value.members,
            members.count == 1
        else { return nil }
        return Result { () throws(TrailerFault) in try trailer(members[0].value, line: line) }
    }

    private static func trailer(_ value: JSONValue, line: Int) throws(TrailerFault) -> Trailer {
        guard let members = value.members else {
            throw .noObject(value.noun)
        }
        var trailer = Trailer(count: nil, cents: nil, line: line)
        for member in members {
            switch (member.key, member.value.content) {
            case ("records", .number(let digits)):
                guard let count = Int(digits), count >= 0 else { throw .count }
                trailer.count = count
            case ("records", _): throw .count
            case ("total", .number(let digits)), ("total", .string(let digits)):
                guard let total = try? Money.parse(digits, limit: Money.totalLimit) else {
                    throw .total
                }
                trailer.cents = total.cents
            case ("total", _): throw .total
            default:
                throw .unknown(
                    CSVColumnName.shown(member.key), didYouMean: Contract.didYouMean(member.key, in: ["records", "total"]))
            }
        }
        if members.isEmpty { throw .nothing }
        return trailer
    }
}
