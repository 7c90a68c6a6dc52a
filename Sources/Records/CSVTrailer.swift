/// `TRAILER,2000,474705.99` as the last row.
extension Trailer {
    static func read(_ row: CSVRow, line: Int) throws(TrailerFault) -> Trailer {
        var trailer = Trailer(count: nil, cents: nil, line: line)
        for i in 1..<max(1, row.count) {
            let cell = CSVCellWriter.withoutSpaces(row[i])
            switch i {
            case _ where cell.isEmpty: continue
            case 1:
                guard cell.allSatisfy({ $0 &- 48 < 10 }), let count = Int(String(decoding: cell, as: UTF8.self)) else {
                    throw .count
                }
                trailer.count = count
            case 2:
                guard let cents = cents(cell) else { throw .total }
                trailer.cents = cents
            default: throw .moreColumns
            }
        }
        guard trailer.count != nil || trailer.cents != nil else { throw .nothing }
        return trailer
    }

    private static func cents(_ cell: UnsafeBufferPointer<UInt8>) -> Int64? {
        var out = Growing<UInt8>()
        defer { out.deallocate() }
        guard CSVNumber.money(cell, to: &out) else { return nil }
        return (try? Money.parse(UnsafeRawBufferPointer(start: out.start, count: out.count), limit: Money.totalLimit))?.cents
    }
}
