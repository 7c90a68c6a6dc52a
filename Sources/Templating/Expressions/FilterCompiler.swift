import Records

/// Compiles one filter: checks what goes in, and says what comes out.
struct FilterCompiler {
    let expressions: ExpressionCompiler
    let kind: FilterKind
    let input: Expression
    let arguments: [Syntax]
    let place: SourcePlace
    let syntax: Syntax

    func compile() throws(Diagnostic) -> Expression {
        let node = input.node
        switch kind {
        case .money:
            try want("an amount of money") { if case .money = $0 { true } else { false } }
            try want(arguments: 0...1)
            let format = arguments.isEmpty ? expressions.formats.money : try moneyFormat(try literal(0))
            return text { out, merge in
                if case .money(let cents) = try merge.value(node) { format.append(Money(cents: cents), to: &out) }
            }
        case .credit:
            try want("an amount of money") { if case .money = $0 { true } else { false } }
            try want(arguments: 0...0)
            let format = expressions.formats.money
            return text { out, merge in
                guard case .money(let cents) = try merge.value(node) else { return }
                guard cents != .min else { throw ValueFault(message: "the amount is too large") }
                format.append(Money(cents: cents < 0 ? -cents : cents), to: &out)
                if cents < 0 { out += Array(" CR".utf8) }
            }
        case .number, .percent:
            try want("a number") { if case .integer = $0 { true } else if case .number = $0 { true } else { false } }
            try want(arguments: 0...2)
            // number:2 has two decimals; number:2,4 has as many as the value needs, from two to four.
            let least = arguments.isEmpty ? 0 : try count(0, at: Scaled.maximumScale)
            let most = arguments.count < 2 ? least : try count(1, at: Scaled.maximumScale)
            guard least <= most else {
                throw expressions.fault(
                    .filterArguments, arguments[1], "\(kind.rawValue) takes the fewest decimals first, then the most")
            }
            var formats: [NumberFormat] = []
            for decimals in least...most { formats.append(try numberFormat(decimals)) }
            let tail: [UInt8] = kind == .percent ? Array("%".utf8) : []
            return text { [formats] out, merge in
                switch try merge.value(node) {
                case .integer(let value): formats[0].append(value, to: &out)
                case .number(let value): formats[min(max(value.decimals - least, 0), formats.count - 1)].append(value, to: &out)
                default: return
                }
                out += tail
            }
        case .date:
            try want("a date or a month") { if case .date = $0 { true } else if case .month = $0 { true } else { false } }
            try want(arguments: 1...2)
            let format = try dateFormat(try literal(0), in: arguments.count > 1 ? try language(1) : expressions.formats.names)
            return text { out, merge in
                switch try merge.value(node) {
                case .day(let day): format.append(day, to: &out)
                case .month(let month): format.append(month, to: &out)
                default: return
                }
            }
        case .bit:
            try want("an integer") { if case .integer = $0 { true } else { false } }
            try want(arguments: 1...1)
            let bit = try count(0, at: 62)
            return Expression(
                .filter(
                    Filter { merge in
                        guard case .integer(let value) = try merge.value(node) else { return .absent }
                        return .flag(value >> Int64(bit) & 1 == 1)
                    }), .boolean, isStatic: input.isStatic, place: place)
        case .weekday, .days, .workdays, .plus: return try calendar()
        case .upper:
            try wantText()
            return text { out, merge in
                if case .text(let bytes) = try merge.value(node) {
                    out += Array(String(decoding: bytes, as: UTF8.self).uppercased().utf8)
                }
            }
        case .trim:
            try wantText()
            return text { out, merge in if case .text(let bytes) = try merge.value(node) { out += FilterCompiler.trimmed(bytes) }
            }
        case .title:
            try wantText()
            return text { out, merge in if case .text(let bytes) = try merge.value(node) { TitleCase.append(bytes, to: &out) } }
        case .mask:
            try wantText(arguments: 1...1)
            let kept = try count(0, at: 64)
            return text { out, merge in
                guard case .text(let bytes) = try merge.value(node) else { return }
                let characters = Array(String(decoding: bytes, as: UTF8.self))
                for (index, character) in characters.enumerated() {
                    out += Array((index + kept >= characters.count ? String(character) : "•").utf8)
                }
            }
        case .zfill:
            try want("a text or an integer") { if case .text = $0 { true } else if case .integer = $0 { true } else { false } }
            try want(arguments: 1...1)
            let width = try count(0, at: 64)
            return text { out, merge in
                var plain: [UInt8] = []
                merge.append(try merge.value(node), to: &plain)
                let digits = String(decoding: plain, as: UTF8.self)
                guard digits.count <= width else { throw ValueFault(message: "zfill:\(width) got \(digits.count) characters") }
                out += [UInt8](repeating: 0x30, count: width - digits.count) + plain
            }
        case .pad: return try padded()
        case .spell: return try spelled()
        case .word: return try worded()
        case .cents:
            try want("an amount of money") { if case .money = $0 { true } else { false } }
            try want(arguments: 0...0)
            return Expression(
                .filter(
                    Filter { merge in if case .money(let cents) = try merge.value(node) { .integer(cents) } else { .absent } }),
                .integer,
                place: place)
        case .plural:
            try want("an integer") { if case .integer = $0 { true } else { false } }
            try want(arguments: 2...2)
            let one = try textArgument(0)
            let many = try textArgument(1)
            return Expression(
                .filter(
                    Filter { merge in
                        if case .integer(1) = try merge.value(node) { return try merge.value(one.node) }
                        return try merge.value(many.node)
                    }), .text, place: place, isQuotable: one.isQuotable && many.isQuotable)
        case .default:
            guard input.isOptional, arguments.count == 1 else {
                throw Diagnostic(.filterArguments, at: place, "default:… gives what stands instead of a value that may be absent")
            }
            return try expressions.compile(Syntax(form: .coalesce(inputSyntax, arguments[0]), offset: syntax.offset))
        case .count:
            _ = try list()
            try want(arguments: 0...0)
            return Expression(
                .filter(
                    Filter { merge in
                        if case .list(let list) = try merge.value(node) { .integer(Int64(list.size)) } else { .integer(0) }
                    }),
                .integer, place: place)
        case .sum, .min, .max: return try fold()
        case .first, .last: return try edge()
        case .take, .skip: return try cut()
        case .where: return try chosen()
        case .join: return try joined()
        case .sort: return try sorted()
        case .group: return try grouped()
        // These take their input as it is written, and are compiled before it is.
        case .round, .with: preconditionFailure("\(kind.rawValue) is compiled by its own function")
        }
    }

    private var inputSyntax: Syntax {
        if case .filter(let input, _, _, _) = syntax.form { input } else { syntax }
    }

    // MARK: Lists

    func list() throws(Diagnostic) -> FieldType {
        guard case .list(let item, _) = input.type else {
            throw Diagnostic(.wrongType, at: place, "\(kind.rawValue) takes a list; this is \(input.type.noun)")
        }
        return item
    }

    /// An argument that is worked out for each item; the item's fields are names in it.
    func perItem(_ index: Int, _ item: FieldType) throws(Diagnostic) -> (Expression, variable: Int) {
        var inner = expressions
        let variable = expressions.variables.next()
        inner.scope = expressions.scope.with(item: item, index: variable)
        return (try inner.compile(arguments[index]), variable)
    }

    private func fold() throws(Diagnostic) -> Expression {
        let item = try list()
        try want(arguments: 1...1)
        let (value, variable) = try perItem(0, item)
        try expressions.refuseOptional(value, arguments[0])
        let isOrdered: Bool
        switch value.type {
        case .money, .integer, .number: isOrdered = true
        case .date, .month: isOrdered = kind != .sum
        case .text, .boolean, .list, .record: isOrdered = false
        }
        guard isOrdered else { throw Diagnostic(.wrongType, at: place, "\(kind.rawValue) cannot add up \(value.type.noun)") }
        let node = input.node
        let each = value.node
        let kind = kind
        let zero: Value
        if case .money = value.type {
            zero = .money(0)
        } else if case .number = value.type {
            zero = .number(Scaled(units: 0))
        } else {
            zero = .integer(0)
        }
        let filter = Filter { merge in
            guard case .list(let list) = try merge.value(node) else { return kind == .sum ? zero : .absent }
            try merge.pass(list.size)
            var total: Value = kind == .sum ? zero : .absent
            for index in 0..<list.size {
                merge.bases[variable] = list.base(index)
                let next = try merge.value(each)
                if kind == .sum {
                    total = try Arithmetic.value(.add, total, next)
                } else if total.isAbsent {
                    total = next
                } else if try Arithmetic.compare(kind == .min ? .less : .greater, next, total) {
                    total = next
                }
            }
            return total
        }
        return Expression(.filter(filter), value.type, isOptional: kind != .sum, place: place)
    }

    private func edge() throws(Diagnostic) -> Expression {
        let item = try list()
        try want(arguments: 0...0)
        let node = input.node
        let isFirst = kind == .first
        let isRecord = if case .record = item { true } else { false }
        let filter = Filter { merge in
            guard case .list(let list) = try merge.value(node), list.size > 0 else { return .absent }
            let base = list.base(isFirst ? 0 : list.size - 1)
            return isRecord ? .record(base) : try merge.value(.field(.constant(.record(base)), offset: 0, stride: nil))
        }
        return Expression(.filter(filter), item, isOptional: true, place: place)
    }

    private func cut() throws(Diagnostic) -> Expression {
        _ = try list()
        try want(arguments: 1...1)
        let number = try expressions.compile(arguments[0])
        guard case .integer = number.type else {
            throw expressions.fault(
                .filterArguments, arguments[0], "\(kind.rawValue) takes an integer; this is \(number.type.noun)")
        }
        try expressions.refuseOptional(number, arguments[0])
        let node = input.node
        let isTake = kind == .take
        let wanted = number.node
        let filter = Filter { merge in
            guard case .list(var list) = try merge.value(node) else { return .absent }
            try merge.pass(list.size)
            let all = list.picks ?? Array(0..<list.count)
            guard case .integer(let value) = try merge.value(wanted) else { return .absent }
            let number = Int(min(max(0, value), Int64(all.count)))
            list.picks = isTake ? Array(all.prefix(number)) : Array(all.dropFirst(number))
            return .list(list)
        }
        return Expression(.filter(filter), input.type, place: place)
    }

    private func chosen() throws(Diagnostic) -> Expression {
        let item = try list()
        try want(arguments: 1...1)
        let (test, variable) = try perItem(0, item)
        guard case .boolean = test.type else {
            throw Diagnostic(.wrongType, at: place, "where takes a condition; this is \(test.type.noun)")
        }
        try expressions.refuseOptional(test, arguments[0])
        let node = input.node
        let each = test.node
        let filter = Filter { merge in
            guard case .list(var list) = try merge.value(node) else { return .absent }
            try merge.pass(list.size)
            var picks: [Int] = []
            for index in 0..<list.size {
                merge.bases[variable] = list.base(index)
                if try merge.isTrue(each) { picks.append(list.picks?[index] ?? index) }
            }
            list.picks = picks
            return .list(list)
        }
        return Expression(.filter(filter), input.type, place: place)
    }

    private func joined() throws(Diagnostic) -> Expression {
        let item = try list()
        try want(arguments: 1...2)
        let separator = try literal(0)
        let value: Expression
        let variable: Int
        if arguments.count == 2 {
            (value, variable) = try perItem(1, item)
            try expressions.refuseOptional(value, arguments[1])
        } else {
            variable = expressions.variables.next()
            value = Expression(.slot(variable: variable, offset: 0), item, place: place)
        }
        guard value.type.isPrintable else {
            throw Diagnostic(
                .wrongType, at: place, "join writes texts and numbers; this is \(value.type.noun)",
                hint: "join:', ',name takes a field of each item")
        }
        let node = input.node
        let each = value.node
        return text { out, merge in
            guard case .list(let list) = try merge.value(node) else { return }
            try merge.pass(list.size)
            for index in 0..<list.size {
                if index > 0 { out += separator }
                merge.bases[variable] = list.base(index)
                merge.append(try merge.value(each), to: &out)
            }
        }
    }

    // MARK: Checks

    func text(_ append: @escaping @Sendable (inout [UInt8], Merge) throws -> Void) -> Expression {
        Expression(
            .filter(
                Filter { merge in
                    var out: [UInt8] = []
                    try append(&out, merge)
                    return .text(out[...])
                }), .text, isStatic: input.isStatic, place: place, isQuotable: input.isQuotable && kind != .zfill && kind != .pad)
    }

    func want(_ what: String, _ isGood: (FieldType) -> Bool) throws(Diagnostic) {
        guard isGood(input.type) else {
            throw Diagnostic(
                .wrongType, at: place, "\(kind.rawValue) takes \(what); this is \(input.type.noun)", hint: kind.signature)
        }
    }

    private func wantText(arguments: ClosedRange<Int> = 0...0) throws(Diagnostic) {
        try want("a text") { if case .text = $0 { true } else { false } }
        try want(arguments: arguments)
    }

    func want(arguments range: ClosedRange<Int>) throws(Diagnostic) {
        guard range.contains(arguments.count) else {
            let wanted =
                range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
            throw Diagnostic(
                .filterArguments, at: place,
                "\(kind.rawValue) takes \(wanted) argument\(wanted == "1" ? "" : "s"), not \(arguments.count)",
                hint: kind.signature)
        }
    }

    func literal(_ index: Int) throws(Diagnostic) -> [UInt8] {
        if case .string(let bytes) = arguments[index].form { return bytes }
        // A pattern that each language has its own of.
        if case .member(let base, _, _) = arguments[index].form, case .name("t") = base.form {
            let word = try expressions.compile(arguments[index])
            if word.isStatic, case .constant(.text(let bytes)) = word.node { return Array(bytes) }
        }
        throw expressions.fault(
            .filterArguments, arguments[index], "\(kind.rawValue) takes a text in quotes here, or a word such as t.long_date")
    }

    func count(_ index: Int, at most: Int) throws(Diagnostic) -> Int {
        guard case .integer(let value) = arguments[index].form, value >= 0, value <= Int64(most) else {
            throw expressions.fault(.filterArguments, arguments[index], "\(kind.rawValue) takes a number from 0 to \(most) here")
        }
        return Int(value)
    }

    private func textArgument(_ index: Int) throws(Diagnostic) -> Expression {
        let value = try expressions.compile(arguments[index])
        guard case .text = value.type else {
            throw expressions.fault(.filterArguments, arguments[index], "\(kind.rawValue) takes a text here")
        }
        try expressions.refuseOptional(value, arguments[index])
        return value
    }

    private func moneyFormat(_ pattern: [UInt8]) throws(Diagnostic) -> MoneyFormat {
        do throws(FormatError) { return try MoneyFormat(String(decoding: pattern, as: UTF8.self)) } catch {
            throw Diagnostic(.filterArguments, at: place, error.message)
        }
    }

    private func numberFormat(_ decimals: Int) throws(Diagnostic) -> NumberFormat {
        do throws(FormatError) { return try NumberFormat(decimals: decimals) } catch {
            throw Diagnostic(.filterArguments, at: place, error.message)
        }
    }

    /// The names of months and days in a language that is named, for a page in two.
    private func language(_ index: Int) throws(Diagnostic) -> DateNames {
        let tag = String(decoding: try literal(index), as: UTF8.self)
        guard let names = DateNames.of(language: tag) else {
            throw expressions.fault(
                .filterArguments, arguments[index], "there are no names of months and days for \(tag)",
                hint: "there are en and es")
        }
        return names
    }

    private func dateFormat(_ pattern: [UInt8], in names: DateNames) throws(Diagnostic) -> DateFormat {
        let kind: DateFormat.Kind = if case .month = input.type { .month } else { .day }
        do throws(FormatError) {
            return try DateFormat(String(decoding: pattern, as: UTF8.self), names: names, for: kind)
        } catch { throw Diagnostic(.filterArguments, at: place, error.message) }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while let byte = rest.first, byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D { rest = rest.dropFirst() }
        while let byte = rest.last, byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D { rest = rest.dropLast() }
        return rest
    }
}
