/// Reads JSON records of one contract, each straight into the slots of a `Record`.
///
/// A class because it owns scratch memory that is used again for every record; one for each thread.
package final class RecordReader {
    package let contract: Contract
    /// The day that the documents are made for; where it is nil, bounds relative to it are not held.
    package var day: Day?
    /// Only what other readers of JSON Schema hold a record to as well: no rules of ours, and texts that cannot be seen. For
    /// whoever compares the two.
    var isSchemaOnly = false
    private let tables: PlanTables
    /// A matcher for each limit that has a pattern.
    private let patterns: [PatternMatcher?]
    private var work = SlotStack()
    private var seen = WordStack()
    private var text: UnsafeMutableBufferPointer<UInt8>

    /// The longest record, so that every text fits the offsets of a slot.
    static let longest = 1 << 30

    package init(_ contract: Contract) {
        self.contract = contract
        tables = PlanTables(contract.plan)
        var matchers: [Pattern: PatternMatcher] = [:]
        patterns = contract.plan.limits.map { limits in
            guard let pattern = limits.pattern else { return nil }
            let matcher = matchers[pattern] ?? pattern.matcher()
            matchers[pattern] = matcher
            return matcher
        }
        text = .allocate(capacity: 1 << 14)
    }

    deinit {
        tables.deallocate()
        work.deallocate()
        seen.deallocate()
        text.deallocate()
    }

    /// Reads one record, which begins at this line (and column) of its source; no faults means it is good.
    ///
    /// With faults the record holds what could be read, and is not to be used.
    package func read(
        _ bytes: UnsafeRawBufferPointer, line: Int, column: Int = 1, into record: inout Record
    ) -> [RecordFault] {
        record.removeAll(keepingCapacity: true)
        record.line = line
        let place = Place(line: line, column: column)
        guard bytes.count <= RecordReader.longest else {
            return [RecordFault(line: line, column: column, .oneGibibyte)]
        }
        guard let base = bytes.bindMemory(to: UInt8.self).baseAddress, !bytes.isEmpty else {
            return [RecordFault(line: line, column: column, .nothing)]
        }
        if text.count < bytes.count + JSONCursor.slack {
            text.deallocate()
            text = .allocate(capacity: bytes.count + bytes.count / 2 + JSONCursor.slack)
        }
        var slots: [Slot] = []
        swap(&slots, &record.slots)
        var scan = RecordScan(
            tables: tables, cursor: JSONCursor(base, count: bytes.count), place: place, work: work, seen: seen,
            text: text.baseAddress!, slots: slots, patterns: patterns, contract: contract, takesBlanks: isSchemaOnly)
        slots = []
        scan.run(root: contract.root)
        (work, seen) = (scan.work, scan.seen)
        swap(&record.slots, &scan.slots)
        record.bytes.append(contentsOf: UnsafeBufferPointer(start: text.baseAddress!, count: scan.textCount))
        guard scan.faults.isEmpty, !isSchemaOnly else { return scan.faults }
        let faults = contract.rules.isEmpty ? [] : RecordRules(rules: contract.rules, day: day).faults(in: record)
        return faults + [RoutingCode.fault(in: record, contract.document)].compactMap(\.self)
    }

    package func read(_ bytes: [UInt8], line: Int, into record: inout Record) -> [RecordFault] {
        bytes.withUnsafeBytes { read($0, line: line, into: &record) }
    }
}
