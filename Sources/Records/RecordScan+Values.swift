/// Values of each kind.
extension RecordScan {
    /// Reads the value at the cursor as the field says; `level` is that of the record or list around it.
    mutating func value(_ index: Int, slot: Int, level: Int) throws(JSONHalt) {
        let field = UnsafePointer(tables.fields + index)
        let next = cursor.next
        switch field.pointee.kind {
        case .text, .date, .month:
            guard next == UInt8(ascii: "\"") else { return try mismatch(field.pointee, level: level) }
            try quoted(field, slot: slot, level: level)
        case .money:
            if next == UInt8(ascii: "\""), field.pointee.acceptsText { return try quoted(field, slot: slot, level: level) }
            guard isNumber(next), field.pointee.acceptsNumber else { return try mismatch(field.pointee, level: level) }
            try number(field, slot: slot, level: level)
        case .integer, .number:
            guard isNumber(next) else { return try mismatch(field.pointee, level: level) }
            try number(field, slot: slot, level: level)
        case .boolean:
            guard next == UInt8(ascii: "t") || next == UInt8(ascii: "f") else { return try mismatch(field.pointee, level: level) }
            let start = cursor.at
            let flag = try cursor.literal() == .yes
            work.slots[slot] = .flag(flag)
            if field.pointee.limits >= 0, let problem = (tables.limits + Int(field.pointee.limits)).pointee.problem(flag: flag) {
                fault(from: start, problem, level: level)
            }
        case .record:
            guard next == UInt8(ascii: "{") else { return try mismatch(field.pointee, level: level) }
            guard level < JSONCursor.deepest else { throw .depth }
            cursor.at += 1
            if !field.pointee.isItem { work.slots[slot] = .present }
            try record(shape: Int(field.pointee.shape), base: field.pointee.isItem ? slot : slot + 1, level: level + 1)
        case .list:
            guard next == UInt8(ascii: "[") else { return try mismatch(field.pointee, level: level) }
            try list(field, slot: slot, level: level)
        }
    }

    @inline(__always)
    private func isNumber(_ byte: UInt8) -> Bool { byte &- 48 < 10 || byte == UInt8(ascii: "-") }

    /// Text, or a date, a month or money in quotes.
    private mutating func quoted(_ field: UnsafePointer<PlanField>, slot: Int, level: Int) throws(JSONHalt) {
        let start = cursor.at
        let out = text + textCount
        cursor.at += 1
        let length = try cursor.text(into: out)
        if let problem = cursor.problem { return fault(problem, from: start, level: level) }
        if field.pointee.limits >= 0 {
            let broken = (tables.limits + Int(field.pointee.limits)).pointee.problem(
                text: UnsafeBufferPointer(start: out, count: length), pattern: patterns[Int(field.pointee.limits)])
            if let broken { return fault(from: start, broken, level: level, isText: field.pointee.kind == .text) }
        }
        let content = UnsafeRawBufferPointer(start: out, count: length)
        switch field.pointee.kind {
        case .text:
            guard length == 0 || VisibleText.isVisible(UnsafeBufferPointer(start: out, count: length)) || takesBlanks else {
                return fault(from: start, .invisible, level: level, isText: true)
            }
            work.slots[slot] = .text(offset: UInt32(truncatingIfNeeded: textCount), length: UInt32(truncatingIfNeeded: length))
            textCount += length
        case .date:
            guard let day = Day.parse(content) else { return fault(from: start, .type(FieldForm(field.pointee)), level: level) }
            work.slots[slot] = .day(day.days)
        case .month:
            guard let month = Month.parse(content) else {
                return fault(from: start, .type(FieldForm(field.pointee)), level: level)
            }
            work.slots[slot] = .month(month.index)
        case .money:
            do throws(DigitsFault) {
                work.slots[slot] = .money(try Money.parse(content, limit: field.pointee.moneyLimit).cents)
            } catch {
                fault(from: start, .digits(error, FieldForm(field.pointee)), level: level)
            }
        case .integer, .number, .boolean, .list, .record:
            preconditionFailure("a field of this kind is not read from text in quotes")
        }
    }

    private mutating func number(_ field: UnsafePointer<PlanField>, slot: Int, level: Int) throws(JSONHalt) {
        let start = cursor.at
        let digits = try cursor.number()
        var compared = Scaled(units: 0)
        do throws(DigitsFault) {
            switch field.pointee.kind {
            case .integer:
                compared = Scaled(units: try digits.integer())
                work.slots[slot] = .integer(compared.units)
            case .number:
                compared = try digits.scaled()
                work.slots[slot] = .scaled(compared)
            case .money:
                compared = Scaled(units: try digits.money(limit: field.pointee.moneyLimit).cents, scale: 2)
                work.slots[slot] = .money(compared.units)
            case .text, .date, .month, .boolean, .list, .record:
                preconditionFailure("a field of this kind is not read from a number")
            }
        } catch { return fault(from: start, .digits(error, FieldForm(field.pointee)), level: level) }
        if field.pointee.limits >= 0, let problem = (tables.limits + Int(field.pointee.limits)).pointee.problem(number: compared)
        {
            fault(from: start, problem, level: level)
        }
    }

    /// Items are gathered on top of the work stack, above those of the lists around, and moved when the list is whole.
    private mutating func list(_ field: UnsafePointer<PlanField>, slot: Int, level: Int) throws(JSONHalt) {
        guard level < JSONCursor.deepest else { throw .depth }
        let start = cursor.at
        let bottom = work.count
        let stride = Int(field.pointee.stride)
        var count = 0
        cursor.at += 1
        cursor.skipSpace()
        if !cursor.take(UInt8(ascii: "]")) {
            while true {
                guard work.count + slots.count + stride <= RecordScan.mostSlots else { throw .slots }
                let item = work.push(stride)
                path.set(level + 1, item: count)
                try value(Int(field.pointee.item), slot: item, level: level + 1)
                count += 1
                cursor.skipSpace()
                if cursor.take(UInt8(ascii: ",")) {
                    cursor.skipSpace()
                } else if cursor.take(UInt8(ascii: "]")) {
                    break
                } else {
                    throw .commaOrBracket
                }
            }
        }
        work.slots[slot] = .list(start: UInt32(truncatingIfNeeded: slots.count), count: UInt32(truncatingIfNeeded: count))
        slots.append(contentsOf: UnsafeBufferPointer(start: work.slots + bottom, count: work.count - bottom))
        work.pop(to: bottom)
        if field.pointee.limits >= 0, let problem = (tables.limits + Int(field.pointee.limits)).pointee.problem(count: count) {
            fault(
                from: start, problem, level: level, shown: "a list of \(count) \(count == 1 ? "item" : "items")",
                isText: false)
        }
    }
}
