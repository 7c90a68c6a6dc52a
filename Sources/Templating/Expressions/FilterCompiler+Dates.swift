import Records

extension FilterCompiler {
    /// `weekday`, `days:earlier`, `workdays:earlier,holidays`, `plus:days`: what the rules of notices are checked with.
    func calendar() throws(Diagnostic) -> Expression {
        try want("a date") { if case .date = $0 { true } else { false } }
        let node = input.node
        switch kind {
        case .weekday:
            try want(arguments: 0...0)
            return integer { merge, day in Int64((day.weekday + 6) % 7 + 1) }
        case .days:
            try want(arguments: 1...1)
            let other = try argument(0, "a date") { if case .date = $0 { true } else { false } }
            return integer { merge, day in
                guard case .day(let earlier) = try merge.value(other) else { throw ValueFault(message: "days has no date") }
                return Int64(day.days(since: earlier))
            }
        case .workdays:
            try want(arguments: 1...2)
            let other = try argument(0, "a date") { if case .date = $0 { true } else { false } }
            let holidays =
                arguments.count < 2
                ? nil : try argument(1, "a list of dates") { if case .list(.date, _) = $0 { true } else { false } }
            return integer { merge, day in
                guard case .day(let earlier) = try merge.value(other) else { throw ValueFault(message: "workdays has no date") }
                var free: Set<Int32> = []
                if let holidays, case .list(let list) = try merge.value(holidays) {
                    try merge.pass(list.size)
                    for index in 0..<list.size {
                        if case .day(let holiday) = try merge.value(
                            .field(.constant(.record(list.base(index))), offset: 0, stride: nil))
                        {
                            free.insert(holiday.days)
                        }
                    }
                }
                return try Self.workdays(from: earlier, to: day, free)
            }
        default:
            try want(arguments: 1...1)
            let days = try argument(0, "an integer") { if case .integer = $0 { true } else { false } }
            return Expression(
                .filter(
                    Filter { merge in
                        guard case .day(let day) = try merge.value(node), case .integer(let count) = try merge.value(days) else {
                            return .absent
                        }
                        guard let sum = Int(exactly: count).flatMap({ day.adding(days: $0) }) else {
                            throw ValueFault(message: "the date is out of the calendar")
                        }
                        return .day(sum)
                    }), .date, place: place)
        }
    }

    /// Days from Monday to Friday that are no holidays, after one day up to and with another; below zero where that one is
    /// the earlier.
    private static func workdays(from earlier: Day, to later: Day, _ holidays: Set<Int32>) throws -> Int64 {
        guard earlier <= later else { return -(try workdays(from: later, to: earlier, holidays)) }
        guard later.days(since: earlier) <= 40_000 else { throw ValueFault(message: "workdays counts at most 40000 days") }
        let weeks = (later.days - earlier.days) / 7
        var count = Int64(weeks) * 5
        for number in earlier.days + weeks * 7..<later.days where isWorkday(number + 1) { count += 1 }
        for holiday in holidays where earlier.days < holiday && holiday <= later.days && isWorkday(holiday) { count -= 1 }
        return count
    }

    private static func isWorkday(_ days: Int32) -> Bool { (1...5).contains(Day(days: days).weekday) }

    private func integer(_ make: @escaping @Sendable (Merge, Day) throws -> Int64) -> Expression {
        let node = input.node
        return Expression(
            .filter(
                Filter { merge in
                    guard case .day(let day) = try merge.value(node) else { return .absent }
                    return .integer(try make(merge, day))
                }), .integer, place: place)
    }

    /// An argument that is always there, of a type.
    private func argument(_ index: Int, _ what: String, _ isGood: (FieldType) -> Bool) throws(Diagnostic) -> Node {
        let value = try expressions.compile(arguments[index])
        guard isGood(value.type) else {
            throw expressions.fault(
                .filterArguments, arguments[index], "\(kind.rawValue) takes \(what) here; this is \(value.type.noun)",
                hint: kind.signature)
        }
        try expressions.refuseOptional(value, arguments[index])
        return value.node
    }
}
