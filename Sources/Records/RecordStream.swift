/// Records one at a time, whatever file they come from.
package protocol RecordStream: AnyObject {
    func next() throws(SourceError) -> RecordSource.Step
    /// The column at which the record handed out last begins.
    var column: Int { get }
    /// Bytes of the input that were passed so far, for progress.
    var bytesRead: Int64 { get }
    /// Nothing was in the whole input; known at the end.
    var isEmpty: Bool { get }
    /// Records, and faults in the place of records, handed out so far: what a trailer counts.
    var ordinal: Int { get }
    /// The extract's own control totals; known at the end, and nil where the extract has none that can be relied on.
    var trailer: Trailer? { get }
    /// The column of a table that a field came from, by its JSON pointer; nil where there are no columns.
    func sourceColumn(of pointer: String) -> String?
}

extension RecordSource: RecordStream {}

/// What an extract says about itself at its end, so that one that was cut off is seen.
package struct Trailer: Sendable, Equatable {
    /// Records that the extract has.
    package var count: Int?
    /// The sum of their amounts.
    package var cents: Int64?
    package var line: Int

    package init(count: Int?, cents: Int64?, line: Int) {
        (self.count, self.cents, self.line) = (count, cents, line)
    }
}

/// The one trailer of a stream, which is its last record.
struct TrailerWatch {
    private(set) var trailer: Trailer?
    private var line: Int?

    /// Takes a trailer as it was read, or says why it is none.
    mutating func take(_ found: Result<Trailer, TrailerFault>, line: Int) -> RecordFault? {
        trailer = nil
        if let first = self.line {
            return RecordFault(line: line, column: 1, .repeatedTrailer(line: first))
        }
        self.line = line
        switch found {
        case .success(let trailer):
            self.trailer = trailer
            return nil
        case .failure(let fault):
            return RecordFault(line: line, column: 1, .trailer(fault))
        }
    }

    /// Something is behind the trailer, which then can be relied on for nothing; told once.
    mutating func passRecord() -> RecordFault? {
        guard trailer != nil, let line else { return nil }
        trailer = nil
        return RecordFault(line: line, column: 1, .recordBehindTrailer)
    }
}

/// Why something that looks like a trailer is none.
package enum TrailerFault: Error, Hashable {
    /// The trailer is something else than an object.
    case noObject(String)
    case count, total
    /// It says neither.
    case nothing
    case unknown(String, didYouMean: String?)
    /// A row has more than the three columns.
    case moreColumns

    var wanted: String {
        switch self {
        case .noObject(let noun): "a trailer that is an object of records and total, and this is \(noun)"
        case .count: "a trailer whose number of records is a whole number"
        case .total: "a trailer whose total is an amount of money such as 474705.99"
        case .nothing: "a trailer that says the number of records or their total"
        case .unknown(let name, let nearest):
            "a trailer of records and total, and \(name) is neither\(nearest.map { "; \($0)" } ?? "")"
        case .moreColumns: "a trailer of its word, the number of records and their total, and nothing else"
        }
    }
}

extension RecordStream {
    package func sourceColumn(of pointer: String) -> String? { nil }
}
