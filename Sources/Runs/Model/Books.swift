/// Documents and cents.
package struct Tally: Sendable, Equatable, Codable {
    package var documents = 0
    package var cents: Int64 = 0
    package init(documents: Int = 0, cents: Int64 = 0) {
        self.documents = documents
        self.cents = cents
    }
    // A store that was changed may hold any number: what is counted of it is wrong then, is told as such, and ends nothing.
    package static func + (a: Tally, b: Tally) -> Tally {
        Tally(documents: a.documents &+ b.documents, cents: a.cents &+ b.cents)
    }
    package static func - (a: Tally, b: Tally) -> Tally {
        Tally(documents: a.documents &- b.documents, cents: a.cents &- b.cents)
    }
    static func += (a: inout Tally, b: Tally) { a = a + b }
}

/// What a run holds, counted twice: as the records said when they were read, and as the pages state now that they are laid
/// out. The two ways meet only here.
package struct Books: Sendable {
    /// One cycle and route.
    package struct Group: Sendable {
        package var cycle: String
        package var route: String
        package var selected = Tally()
        package var composed = Tally()
        package var suppressed = Tally()
        package var quarantined = Tally()
        package var waived = Tally()
        package init(cycle: String, route: String) {
            self.cycle = cycle
            self.route = route
        }
        var placed: Tally { composed + suppressed + quarantined + waived }
    }

    package var groups: [Group] = []
    package var input = InputTotals()
    package var expected: ExpectedTotals?
    /// Not printed, by reason: delivery by other means, or the stop list.
    package var suppressedBy: [(reason: String, tally: Tally)] = []
    /// Documents made for further recipients; their amounts are not counted.
    package var copies = 0
    /// The same, as they were counted while the input was read.
    package var expectedCopies = 0
    package var copiesQuarantined = 0
    package var copiesWaived = 0
    package var copiesSuppressed = 0
    package var copiesWaiting = 0
    /// Own documents of records that are not laid out yet.
    package var ownWaiting = 0
    package var waiting: Int { ownWaiting + copiesWaiting }
    /// Printed, by sheets a document.
    package var classes: [(sheets: Int, tally: Tally, pages: Int, sheetsTotal: Int)] = []
    package var creditCents: Int64 = 0
    /// The chunks are those that were taken in.
    package var hasOwnData = true
    /// The documents are past their retention and were removed, so that nothing can be added up any more.
    package var isPruned = false

    package init() {}

    package var selected: Tally { groups.reduce(Tally()) { $0 + $1.selected } }
    package var composed: Tally { groups.reduce(Tally()) { $0 + $1.composed } }
    package var suppressed: Tally { groups.reduce(Tally()) { $0 + $1.suppressed } }
    package var quarantined: Tally { groups.reduce(Tally()) { $0 + $1.quarantined } }
    package var waived: Tally { groups.reduce(Tally()) { $0 + $1.waived } }

    /// The extract's name, for the words about its trailer.
    package var source = ""

    /// What keeps the run from being released; empty where it balances.
    package var imbalances: [Imbalance] {
        guard !isPruned else { return [] }
        var imbalances: [Imbalance] = []
        if !hasOwnData { imbalances.append(.foreignData) }
        if waiting > 0 { imbalances.append(.notLaidOut(documents: waiting)) }
        let open = quarantined.documents + copiesQuarantined
        if open > 0 { imbalances.append(.setAside(documents: open)) }
        // While documents wait, the pages cannot tie yet.
        for group in groups where waiting == 0 && group.selected != group.placed {
            imbalances.append(
                .group(cycle: group.cycle, route: group.route, selected: group.selected, placed: group.placed))
        }
        if selected.documents != input.records || selected.cents != input.cents {
            imbalances.append(.groupsDiffer(records: input.records, cents: input.cents, selected: selected))
        }
        if copies != expectedCopies { imbalances.append(.copies(asked: expectedCopies, found: copies)) }
        return imbalances + expectationImbalances
    }

    /// Where the records are not what their sender says they are.
    package var expectationImbalances: [Imbalance] {
        guard let expected else { return [] }
        var imbalances: [Imbalance] = []
        if let records = expected.records, records != input.records {
            imbalances.append(.expectedRecords(from: expected.from, source: source, expected: records, found: input.records))
        }
        if let cents = expected.cents, cents != input.cents {
            imbalances.append(
                .expectedCents(
                    from: expected.from, source: source, expected: cents, found: input.cents, unreadable: input.unreadable))
        }
        return imbalances
    }

    /// The same in sentences.
    package var faults: [String] { imbalances.map(\.description) }
    package var expectationFaults: [String] { expectationImbalances.map(\.description) }

    package var isBalanced: Bool { imbalances.isEmpty }

    package static func many(_ count: Int, _ noun: String) -> String { "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")" }

    /// `$1,234.56`, with a minus sign before it.
    package static func dollars(_ cents: Int64) -> String {
        let rest = cents.magnitude % 100
        return "\(cents < 0 ? "−" : "")$\(grouped(Int(cents.magnitude / 100))).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// `-1234.56`, for other programs.
    package static func plain(_ cents: Int64) -> String {
        let rest = cents.magnitude % 100
        return "\(cents < 0 ? "-" : "")\(cents.magnitude / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// `1,234`
    package static func grouped(_ number: Int) -> String {
        var digits = Array(String(number.magnitude))
        var at = digits.count - 3
        while at > 0 {
            digits.insert(",", at: at)
            at -= 3
        }
        return (number < 0 ? "−" : "") + String(digits)
    }
}

/// A document that is not printed as it came: set aside, waived or suppressed.
package struct Exception: Sendable {
    package var sequence: Int
    package var part: DocumentPart
    package var line: Int
    /// The last characters of the account.
    package var account: String?
    package var state: DocumentState
    package var reasons: [Reason]
    /// Why it is not printed, where it is suppressed.
    package var suppressed: String?
    package var waivedBy: String?
    package var waivedWhy: String?
    package var cents: Int64?
}
