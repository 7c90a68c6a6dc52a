import Records

/// The contract's sort keys of a record as bytes that compare as the values do.
enum SortKey {
    static func of(_ record: Record, _ fields: [ResolvedField]) -> [UInt8] {
        var key: [UInt8] = []
        for field in fields {
            guard record.slots.indices.contains(field.slot) else { return key }
            let slot = record.slots[field.slot]
            switch slot {
            case .text:
                // A text ends with the lowest byte, so that a shorter one goes first.
                key.append(1)
                key.append(contentsOf: record.text(slot).filter { $0 != 0 })
                key.append(0)
            case .integer(let number), .money(let number): append(number, to: &key)
            case .day(let number), .month(let number): append(Int64(number), to: &key)
            case .scaled(let value): append(value.sixDecimals, to: &key)
            // What is left out goes last.
            case .absent, .flag, .list, .present: key.append(0xFF)
            }
        }
        return key
    }

    private static func append(_ number: Int64, to key: inout [UInt8]) {
        key.append(1)
        withUnsafeBytes(of: (UInt64(bitPattern: number) ^ (1 << 63)).bigEndian) { key.append(contentsOf: $0) }
    }
}

extension Scaled {
    /// In millionths, clamped: enough to sort by.
    fileprivate var sixDecimals: Int64 {
        var units = units
        var scale = Int(scale)
        while scale < 6 {
            let (product, overflow) = units.multipliedReportingOverflow(by: 10)
            if overflow { return units < 0 ? .min : .max }
            units = product
            scale += 1
        }
        while scale > 6 {
            units /= 10
            scale -= 1
        }
        return units
    }
}
