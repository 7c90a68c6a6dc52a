/// What keeps a run's books from balancing.
package enum Imbalance: Sendable, Equatable, Codable {
    case foreignData
    case notLaidOut(documents: Int)
    case setAside(documents: Int)
    /// What the records of a group say, and what their pages state.
    case group(cycle: String, route: String, selected: Tally, placed: Tally)
    /// What the input was read as, and what its groups add up to.
    case groupsDiffer(records: Int, cents: Int64, selected: Tally)
    case copies(asked: Int, found: Int)
    case expectedRecords(from: ExpectedTotals.Origin, source: String, expected: Int, found: Int)
    case expectedCents(from: ExpectedTotals.Origin, source: String, expected: Int64, found: Int64, unreadable: Int)
}

extension Imbalance: CustomStringConvertible {
    package var description: String {
        switch self {
        case .foreignData: "the data of the run are not those that were taken in"
        case .notLaidOut(let documents): "\(Books.many(documents, "document")) not laid out yet"
        case .setAside(let documents):
            "\(Books.many(documents, "document")) set aside: correct or waive \(documents == 1 ? "it" : "them")"
        case .group(let cycle, let route, let selected, let placed):
            "\(Imbalance.name(cycle, route)): the records say \(Books.many(selected.documents, "document")) and \(Books.dollars(selected.cents)), the pages state \(placed.documents) and \(Books.dollars(placed.cents)): \(Books.dollars(placed.cents &- selected.cents)) apart"
        case .groupsDiffer(let records, let cents, let selected):
            "the file was read as \(Books.many(records, "record")) and \(Books.dollars(cents)), its groups add up to \(selected.documents) and \(Books.dollars(selected.cents))"
        case .copies(let asked, let found): "\(asked) copies for further recipients were asked for, and there are \(found)"
        case .expectedRecords(let from, let source, let expected, let found):
            "\(from.words(source)) says \(Books.many(expected, "record")), and \(found) came"
        case .expectedCents(let from, let source, let expected, let found, let unreadable):
            "\(from.words(source)) says \(Books.dollars(expected)), and the records add up to \(Books.dollars(found)): \(Books.dollars(found &- expected)) apart"
                + (unreadable > 0 ? " (the amounts of \(Books.many(unreadable, "record")) could not be read)" : "")
        }
    }

    private static func name(_ cycle: String, _ route: String) -> String {
        let parts = [cycle.isEmpty ? nil : "cycle \(cycle)", route.isEmpty ? nil : "route \(route)"].compactMap { $0 }
        return parts.isEmpty ? "the run" : parts.joined(separator: ", ")
    }
}
