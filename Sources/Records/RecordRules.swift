/// Holds a record that was read against the rules of its contract.
struct RecordRules {
    let rules: [ContractRule]
    /// The day that the run is made for; nil where none is known, and bounds relative to it say nothing.
    let day: Day?

    func faults(in record: Record) -> [RecordFault] {
        var faults: [RecordFault] = []
        for rule in rules { check(rule, record, base: 0, depth: 0, &faults) }
        return faults
    }

    /// Goes through the lists down to the field's own records.
    private func check(_ rule: ContractRule, _ record: Record, base: Int, depth: Int, _ faults: inout [RecordFault]) {
        guard depth < rule.lists.count else {
            guard let problem = broken(rule, record, base) else { return }
            if faults.count < RecordScan.mostFaults { faults.append(fault(rule, record, base, problem)) }
            return
        }
        let list = rule.lists[depth]
        guard case .list(let start, let count) = record.slots[base + list.slot] else { return }
        for index in 0..<Int(count) {
            check(rule, record, base: Int(start) + index * list.stride, depth: depth + 1, &faults)
        }
    }

    /// The places in the lists that lead to the field's own record: no good record pays for what only a message needs.
    private func items(_ rule: ContractRule, _ record: Record, from start: Int, depth: Int, to base: Int) -> [Int]? {
        guard depth < rule.lists.count else { return start == base ? [] : nil }
        let list = rule.lists[depth]
        guard case .list(let first, let count) = record.slots[start + list.slot] else { return nil }
        for index in 0..<Int(count) {
            let inner = items(rule, record, from: Int(first) + index * list.stride, depth: depth + 1, to: base)
            if let inner { return [index] + inner }
        }
        return nil
    }

    /// What is wrong with the field, where something is.
    private func broken(_ rule: ContractRule, _ record: Record, _ base: Int) -> RecordProblem? {
        let slot = record.slots[base + rule.slot]
        switch rule.test {
        case .minimum(let bound):
            guard let least = value(of: bound, like: slot, record, base), isLess(slot, least) else { return nil }
            return .bound(bound.fact(shown(least)), isMinimum: true)
        case .maximum(let bound):
            guard let most = value(of: bound, like: slot, record, base), isLess(most, slot) else { return nil }
            return .bound(bound.fact(shown(most)), isMinimum: false)
        case .equals(let operand):
            let other = record.slots[(operand.isOfRoot ? 0 : base) + operand.slot]
            guard !slot.isAbsent, !other.isAbsent, !isSame(slot, other, record) else { return nil }
            return .unequal(to: operand.path)
        case .consecutive(let field, let stride, let name):
            guard case .list(let start, let count) = slot, count > 1 else { return nil }
            for index in 1..<Int(count) {
                let before = record.slots[Int(start) + (index - 1) * stride + field]
                let this = record.slots[Int(start) + index * stride + field]
                guard let one = ordinal(before), let next = ordinal(this), one == .max || next != one + 1 else { continue }
                return .notConsecutive(field: name, item: index, before: shown(before), after: shown(this))
            }
            return nil
        case .onlyIf(let condition):
            guard isThere(slot), !holds(condition, record, base) else { return nil }
            return .notAllowed(unless: condition.text)
        case .neededIf(let condition):
            guard !isThere(slot), holds(condition, record, base) else { return nil }
            return .needed(since: condition.text)
        case .identity:
            guard case .text = slot else { return nil }
            return VisibleText.identityProblem(record.text(slot)).map { .identity($0) }
        }
    }

    private func fault(_ rule: ContractRule, _ record: Record, _ base: Int, _ problem: RecordProblem) -> RecordFault {
        let slot = record.slots[base + rule.slot]
        var items = (items(rule, record, from: 0, depth: 0, to: base) ?? [])[...]
        let pointer = rule.pointer.split(separator: "/", omittingEmptySubsequences: false).map { step in
            step == "*" ? items.popFirst().map(String.init) ?? "*" : String(step)
        }.joined(separator: "/")
        switch slot {
        case .absent:
            return RecordFault(line: record.line, column: 1, pointer: pointer, problem, isAbsent: true)
        case .text:
            let outline = ValueOutline.text(record.text(slot))
            return RecordFault(
                line: record.line, column: 1, pointer: pointer, value: outline, problem, outline: outline)
        default:
            return RecordFault(
                line: record.line, column: 1, pointer: pointer, value: shown(slot), problem, outline: shown(slot))
        }
    }

    // MARK: Values

    private func value(of bound: ContractRule.Bound, like slot: Slot, _ record: Record, _ base: Int) -> Slot? {
        if slot.isAbsent { return nil }
        let origin: Slot
        switch bound.origin {
        case .run:
            guard let day else { return nil }
            origin = .day(day.days)
        case .field(let operand): origin = record.slots[(operand.isOfRoot ? 0 : base) + operand.slot]
        case .value(let value): origin = value
        }
        switch (slot, origin) {
        case (.day, .day(let days)): return .day(days + Int32(bound.offset))
        case (.month, .day(let days)): return .month(Day(days: days + Int32(bound.offset)).monthOfYear.index)
        case (.month, .month(let index)): return .month(index + Int32(bound.offset))
        case (.day, .month), (_, .absent): return nil
        default: return origin
        }
    }

    /// Whether one is less than the other, of two values that can be compared.
    private func isLess(_ one: Slot, _ other: Slot) -> Bool {
        if let one = ordinal(one), let other = ordinal(other) { return one < other }
        guard let one = decimal(one), let other = decimal(other) else { return false }
        return one < other
    }

    private func isSame(_ one: Slot, _ other: Slot, _ record: Record) -> Bool {
        if case .text = one, case .text = other { return record.text(one).elementsEqual(record.text(other)) }
        if let one = ordinal(one), let other = ordinal(other) { return one == other }
        guard let one = decimal(one), let other = decimal(other) else { return one == other }
        return one == other
    }

    /// A value that is counted in whole steps.
    private func ordinal(_ slot: Slot) -> Int64? {
        switch slot {
        case .day(let days): Int64(days)
        case .month(let index): Int64(index)
        case .integer(let value): value
        default: nil
        }
    }

    private func decimal(_ slot: Slot) -> Scaled? {
        switch slot {
        case .integer(let value): Scaled(units: value)
        case .scaled(let value): value
        case .money(let cents): Scaled(units: cents, scale: 2)
        default: nil
        }
    }

    /// A field is there; a list has items, and a boolean is true.
    private func isThere(_ slot: Slot) -> Bool {
        switch slot {
        case .absent: false
        case .flag(let flag): flag
        case .list(_, let count): count > 0
        default: true
        }
    }

    private func holds(_ condition: ContractRule.Condition, _ record: Record, _ base: Int) -> Bool {
        condition.terms.allSatisfy { term in
            let slot = record.slots[(term.operand.isOfRoot ? 0 : base) + term.operand.slot]
            guard let (sign, value, text) = term.comparison else { return isThere(slot) != term.isNegated }
            // What is absent equals nothing, and compares with nothing.
            if slot.isAbsent { return (sign == .notEqual) != term.isNegated }
            let isEqual: Bool
            if case .text = slot {
                isEqual = record.text(slot).elementsEqual(text)
            } else {
                isEqual = isSame(slot, value, record)
            }
            let isTrue =
                switch sign {
                case .equal: isEqual
                case .notEqual: !isEqual
                case .less: isLess(slot, value)
                case .atMost: isLess(slot, value) || isEqual
                case .more: isLess(value, slot)
                case .atLeast: isLess(value, slot) || isEqual
                }
            return isTrue != term.isNegated
        }
    }

    /// A value for a message; texts are never shown.
    private func shown(_ slot: Slot) -> String {
        switch slot {
        case .absent: "nothing"
        case .text: "a text"
        case .integer(let value): "\(value)"
        case .scaled(let value): "\(value)"
        case .money(let cents): Scaled(units: cents, scale: 2).description
        case .day(let days): Day(days: days).description
        case .month(let index):
            "\(Month(index: index).year)-\(Month(index: index).month < 10 ? "0" : "")\(Month(index: index).month)"
        case .flag(let flag): "\(flag)"
        case .list(_, let count): "a list of \(count) \(count == 1 ? "item" : "items")"
        case .present: "a record"
        }
    }
}

extension ContractRule.Bound {
    /// The bound with its value in a record, for a message.
    fileprivate func fact(_ value: String) -> RecordProblem.Bound {
        let origin: RecordProblem.Bound.Origin =
            switch self.origin {
            case .run: .run
            case .field: .field
            case .value: .value
            }
        return RecordProblem.Bound(value: value, text: text, origin: origin)
    }
}
