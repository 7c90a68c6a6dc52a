/// How days or months are written in an extract: `MM/DD/YYYY`, `D.M.YYYY`, `YYYYMM`.
struct CSVDatePattern: Sendable, Equatable {
    enum Part: Sendable, Equatable {
        case year, month, day
        /// One or two figures.
        case shortMonth, shortDay
        case literal(UInt8)

        var isFigures: Bool { if case .literal = self { false } else { true } }
    }

    let source: String
    private let parts: [Part]
    private let hasDay: Bool

    static let isoDay = CSVDatePattern(source: "YYYY-MM-DD", parts: [.year, .literal(0x2D), .month, .literal(0x2D), .day])
    static let isoMonth = CSVDatePattern(source: "YYYY-MM", parts: [.year, .literal(0x2D), .month])

    private init(source: String, parts: [Part]) {
        (self.source, self.parts) = (source, parts)
        hasDay = parts.contains { $0 == .day || $0 == .shortDay }
    }

    struct Fault: Error {
        var message: String
    }

    init(_ source: String, hasDay: Bool) throws(Fault) {
        var parts: [Part] = []
        var rest = Array(source.utf8)[...]
        while let byte = rest.first {
            let run = rest.prefix { $0 == byte }.count
            switch (byte, run) {
            case (UInt8(ascii: "Y"), 4): parts.append(.year)
            case (UInt8(ascii: "Y"), 2): throw Fault(message: "YY does not say the century; a date needs YYYY")
            case (UInt8(ascii: "M"), 2): parts.append(.month)
            case (UInt8(ascii: "M"), 1): parts.append(.shortMonth)
            case (UInt8(ascii: "D"), 2): parts.append(.day)
            case (UInt8(ascii: "D"), 1): parts.append(.shortDay)
            case (0x41...0x5A, _), (0x61...0x7A, _), (0x30...0x39, _), (0x80..., _), (..<0x20, _):
                throw Fault(message: "\(source) is not a pattern of \(hasDay ? "YYYY, MM, M, DD and D" : "YYYY, MM and M")")
            default: for _ in 0..<run { parts.append(.literal(byte)) }
            }
            rest = rest.dropFirst(run)
        }
        func count(_ wanted: [Part]) -> Int { parts.count { wanted.contains($0) } }
        guard count([.year]) == 1, count([.month, .shortMonth]) == 1, count([.day, .shortDay]) == (hasDay ? 1 : 0) else {
            throw Fault(message: "\(source) does not say \(hasDay ? "year, month and day" : "year and month") once each")
        }
        for (part, next) in zip(parts, parts.dropFirst()) where part == .shortMonth || part == .shortDay {
            if next.isFigures { throw Fault(message: "in \(source) the figures of M or D run into the next; write MM or DD") }
        }
        self.init(source: source, parts: parts)
    }

    /// Writes `YYYY-MM-DD` or `YYYY-MM`; false where the cell does not follow the pattern, and then nothing is written.
    func write(_ cell: UnsafeBufferPointer<UInt8>, to out: inout Growing<UInt8>) -> Bool {
        var (year, month, day) = (0, 0, 1)
        var i = 0
        func figures(_ least: Int, _ most: Int) -> Int? {
            var value = 0
            var count = 0
            while count < most, i < cell.count, cell[i] &- 48 < 10 {
                value = value * 10 + Int(cell[i] - 48)
                i += 1
                count += 1
            }
            return count >= least ? value : nil
        }
        for part in parts {
            switch part {
            case .literal(let byte):
                guard i < cell.count, cell[i] == byte else { return false }
                i += 1
            case .year:
                guard let value = figures(4, 4) else { return false }
                year = value
            case .month, .shortMonth:
                guard let value = figures(part == .month ? 2 : 1, 2) else { return false }
                month = value
            case .day, .shortDay:
                guard let value = figures(part == .day ? 2 : 1, 2) else { return false }
                day = value
            }
        }
        guard i == cell.count, Day(year: year, month: month, day: day) != nil else { return false }
        func two(_ value: Int) {
            out.append(UInt8(48 + value / 10))
            out.append(UInt8(48 + value % 10))
        }
        two(year / 100)
        two(year % 100)
        out.append(UInt8(ascii: "-"))
        two(month)
        if hasDay {
            out.append(UInt8(ascii: "-"))
            two(day)
        }
        return true
    }
}
