import Records

extension FilterCompiler {
    /// `sort:key`, `sort:key,'down'`: items of one key keep their order.
    func sorted() throws(Diagnostic) -> Expression {
        let item = try list()
        try want(arguments: 1...2)
        let (key, variable) = try perItem(0, item)
        try expressions.refuseOptional(key, arguments[0])
        switch key.type {
        case .text, .integer, .number, .money, .date, .month: break
        case .boolean, .list, .record:
            throw Diagnostic(.wrongType, at: place, "sort has no order for \(key.type.noun)", hint: kind.signature)
        }
        var isDown = false
        if arguments.count == 2 {
            guard try literal(1) == Array("down".utf8) else {
                throw expressions.fault(.filterArguments, arguments[1], "sort goes up, or 'down'")
            }
            isDown = true
        }
        let node = input.node
        let each = key.node
        let down = isDown
        let filter = Filter { merge in
            guard case .list(var list) = try merge.value(node) else { return .absent }
            try merge.pass(list.size)
            var keyed: [(pick: Int, key: Value)] = []
            keyed.reserveCapacity(list.size)
            for index in 0..<list.size {
                merge.bases[variable] = list.base(index)
                keyed.append((list.picks?[index] ?? index, try merge.value(each)))
            }
            // The standard sort is stable.
            try keyed.sort { try down ? Arithmetic.isOrdered($1.key, $0.key) : Arithmetic.isOrdered($0.key, $1.key) }
            list.picks = keyed.map(\.pick)
            return .list(list)
        }
        return Expression(.filter(filter), input.type, place: place)
    }

    /// `group:key`: a record for each key in the order in which it first comes, with its `key` and its `items`.
    func grouped() throws(Diagnostic) -> Expression {
        guard case .list(let item, let stride) = input.type else {
            throw Diagnostic(
                .wrongType, at: place, "group takes a list; this is \(input.type.noun)", hint: kind.signature)
        }
        try want(arguments: 1...1)
        let (key, variable) = try perItem(0, item)
        try expressions.refuseOptional(key, arguments[0])
        switch key.type {
        case .text, .integer, .number, .money, .date, .month, .boolean: break
        case .list, .record:
            throw Diagnostic(.wrongType, at: place, "group has no key in \(key.type.noun)", hint: kind.signature)
        }
        let group = Shape(of: [("key", key.type, key.choices), ("items", .list(of: item, stride: stride), nil)])
        let node = input.node
        let each = key.node
        let filter = Filter { merge in
            guard case .list(let list) = try merge.value(node) else { return .absent }
            // Each slot of an item is copied.
            try merge.pass(list.size * max(1, stride))
            var groups: [(key: Value, bases: [Int])] = []
            var known: [[UInt8]: Int] = [:]
            for index in 0..<list.size {
                merge.bases[variable] = list.base(index)
                let value = try merge.value(each)
                let name = Arithmetic.identity(of: value)
                if let at = known[name] {
                    groups[at].bases.append(list.base(index))
                } else {
                    known[name] = groups.count
                    groups.append((value, [list.base(index)]))
                }
            }
            return .list(merge.store(groups, stride: stride))
        }
        return Expression(.filter(filter), .list(of: .record(group), stride: group.slotCount), place: place)
    }

    /// `pad:width`, `pad:width,'fill'`, `pad:width,'fill','left'`.
    func padded() throws(Diagnostic) -> Expression {
        try want("a text or an integer") { if case .text = $0 { true } else if case .integer = $0 { true } else { false } }
        try want(arguments: 1...3)
        let width = try count(0, at: 200)
        let fill = arguments.count > 1 ? String(decoding: try literal(1), as: UTF8.self) : " "
        guard fill.count == 1 else {
            throw expressions.fault(.filterArguments, arguments[1], "pad fills with one character")
        }
        var isLeft = false
        if arguments.count == 3 {
            guard try literal(2) == Array("left".utf8) else {
                throw expressions.fault(.filterArguments, arguments[2], "pad fills at the end, or at the 'left'")
            }
            isLeft = true
        }
        let node = input.node
        let left = isLeft
        return text { out, merge in
            var plain: [UInt8] = []
            merge.append(try merge.value(node), to: &plain)
            let size = String(decoding: plain, as: UTF8.self).count
            guard size <= width else { throw ValueFault(message: "pad:\(width) got \(size) characters") }
            let room = Array(String(repeating: fill, count: width - size).utf8)
            out += left ? room + plain : plain + room
        }
    }

    /// `word:'lead_'`: the word for each value that the contract lists, all of which must be there.
    func worded() throws(Diagnostic) -> Expression {
        try want("a text") { if case .text = $0 { true } else { false } }
        try want(arguments: 1...1)
        let lead = String(decoding: try literal(0), as: UTF8.self)
        guard let choices = input.choices else {
            throw Diagnostic(
                .filterArguments, at: place, "word needs a field whose values the contract lists (enum)", hint: kind.signature)
        }
        var texts: [[UInt8]: [UInt8]] = [:]
        for choice in choices {
            let name = lead + choice
            guard let word = expressions.words[name] else {
                throw Diagnostic(
                    .word, at: place, "t.\(name) is not in \(expressions.words.file)",
                    hint: "each value has its word: \(choices.map { lead + $0 }.joined(separator: " "))")
            }
            expressions.words.note(name)
            guard word.placeholders.isEmpty else {
                throw Diagnostic(.word, at: place, "t.\(name) has placeholders, and word gives no values")
            }
            texts[Array(choice.utf8)] = word.parts.flatMap { if case .text(let bytes) = $0 { bytes } else { [UInt8]() } }
        }
        let node = input.node
        let known = texts
        return text { out, merge in
            if case .text(let bytes) = try merge.value(node) { out += known[Array(bytes)] ?? [] }
        }
    }

    /// `spell`: a number or an amount in the words of the document's language.
    func spelled() throws(Diagnostic) -> Expression {
        try want("an integer or an amount of money") {
            if case .integer = $0 { true } else if case .money = $0 { true } else { false }
        }
        try want(arguments: 0...0)
        guard let words = NumberWords.of(language: LanguageTag.primary(expressions.words.language)) else {
            throw Diagnostic(
                .filterArguments, at: place, "spell knows numbers in English and Spanish, not in \(expressions.words.language)")
        }
        let node = input.node
        return text { out, merge in
            switch try merge.value(node) {
            case .integer(let value): words.append(value, to: &out)
            case .money(let cents): words.append(Money(cents: cents), to: &out)
            default: return
            }
        }
    }
}

extension Arithmetic {
    /// Whether one value comes before another; texts by their code points.
    static func isOrdered(_ a: Value, _ b: Value) throws -> Bool {
        if case .text(let first) = a, case .text(let second) = b { return first.lexicographicallyPrecedes(second) }
        return try compare(.less, a, b)
    }

    /// Bytes that are the same for equal values of one type, and for no others.
    static func identity(of value: Value) -> [UInt8] {
        switch value {
        case .absent: []
        case .text(let bytes): Array(bytes)
        case .integer(let value), .money(let value): Array(String(value).utf8)
        case .number(let value):
            Array("\(value.units / Scaled.power(Int(value.scale) - value.decimals)) \(value.decimals)".utf8)
        case .day(let day): Array(String(day.days).utf8)
        case .month(let month): Array(String(month.index).utf8)
        case .flag(let value): [value ? 1 : 0]
        case .list(let list): Array(String(list.start).utf8)
        case .record(let base): Array(String(base).utf8)
        }
    }
}

extension Merge {
    /// Puts groups behind the record's own slots, their items one behind the other, as if the record had held them.
    func store(_ groups: [(key: Value, bases: [Int])], stride: Int) -> ListValue {
        var heads: [Slot] = []
        for group in groups {
            let start = record.slots.count
            // One by one: a slice of the slots would hold them, and all would be copied at each step.
            for base in group.bases { for index in base..<base + stride { record.slots.append(record.slots[index]) } }
            heads.append(slot(of: group.key))
            heads.append(.list(start: UInt32(start), count: UInt32(group.bases.count)))
        }
        let start = record.slots.count
        record.slots += heads
        return ListValue(start: start, count: groups.count, stride: 2)
    }

    private func slot(of value: Value) -> Slot {
        switch value {
        case .absent, .list, .record: return .absent
        case .text(let bytes):
            let start = record.bytes.count
            record.bytes += bytes
            return .text(offset: UInt32(start), length: UInt32(bytes.count))
        case .integer(let value): return .integer(value)
        case .number(let value): return .scaled(value)
        case .money(let cents): return .money(cents)
        case .day(let day): return .day(day.days)
        case .month(let month): return .month(month.index)
        case .flag(let value): return .flag(value)
        }
    }
}
