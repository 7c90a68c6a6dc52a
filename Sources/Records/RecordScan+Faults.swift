/// What is reported of a record; none of this runs for a good record.
extension RecordScan {
    /// Faults listed of one record; the last of them says that there are more.
    static let mostFaults = 100

    /// A value of another type than the field's: it is passed over, and reading goes on.
    @inline(never)
    mutating func mismatch(_ field: PlanField, level: Int) throws(JSONHalt) {
        let start = cursor.at
        try cursor.skipValue(level: level, room: text + textCount)
        fault(from: start, .type(FieldForm(field)), level: level, isText: field.kind == .text)
    }

    @inline(never)
    mutating func duplicate(level: Int) throws(JSONHalt) {
        let start = cursor.at
        try cursor.skipValue(level: level, room: text + textCount)
        fault(from: start, .duplicate, level: level)
    }

    /// A field that the contract does not declare; its key began at `keyStart`.
    @inline(never)
    mutating func unknown(_ keyStart: UnsafePointer<UInt8>, _ shape: PlanShape, level: Int) throws(JSONHalt) {
        let start = cursor.at
        try cursor.skipValue(level: level, room: text + textCount)
        if let problem = cursor.problem { fault(problem, from: start, level: level - 1) }
        guard shape.isClosed else { return }
        let end = cursor.at
        // the key again, which is in quotes and was found well formed
        cursor.at = keyStart + 1
        let length = (try? cursor.text(into: text + textCount)) ?? 0
        cursor.at = end
        let name = String(decoding: UnsafeBufferPointer(start: text + textCount, count: min(length, 240)), as: UTF8.self)
        let names = (0..<Int(shape.count)).map { self.name(Int(shape.first) + $0) }
        let isShown = RecordScan.isPlain(name)
        fault(
            from: start, .unknown(didYouMean: Contract.didYouMean(name, in: names)),
            pointer:
                "\(pointer(level - 1))/\(isShown ? SchemaCompiler.escape(name) : "(a name of \(name.count) \(name.count == 1 ? "character" : "characters"))")",
            shown: nil, isText: true, at: keyStart)
    }

    /// A field's name as programs write them: a small letter, then letters, `_` and few digits. Anything else may be data
    /// that slipped into the place of a name.
    private static func isPlain(_ name: String) -> Bool {
        let bytes = name.utf8
        return bytes.count <= 40 && (0x61...0x7A).contains(bytes.first ?? 0)
            && bytes.allSatisfy { $0 == 0x5F || (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) }
            && bytes.count { (0x30...0x39).contains($0) } < 4
    }

    @inline(never)
    mutating func report(missing: UInt64, word: Int, of shape: PlanShape, level: Int) {
        var rest = missing
        while rest != 0 {
            let index = Int(shape.first) + word << 6 + rest.trailingZeroBitCount
            rest &= rest - 1
            let place = finder.place(of: cursor.at - 1)
            add(
                RecordFault(
                    line: place.line, column: place.column,
                    pointer: "\(pointer(level - 1))/\(SchemaCompiler.escape(name(index)))",
                    .missing(FieldForm(tables.fields[index])), isAbsent: true))
        }
    }

    /// Reading cannot go on.
    @inline(never)
    mutating func halt(_ halt: JSONHalt) {
        let place = finder.place(of: cursor.at)
        var found = "the end of the record"
        var problem = RecordProblem.syntax(halt)
        if cursor.at < cursor.end {
            found = Excerpt.character(at: cursor.at, end: cursor.end)
            if cursor.at == cursor.start, cursor.end - cursor.at >= 3, cursor.at[0] == 0xEF, cursor.at[1] == 0xBB,
                cursor.at[2] == 0xBF
            {
                (found, problem) = ("a byte order mark", .mark)
            }
            if halt == .number {
                var end = cursor.at
                while end < cursor.end, end - cursor.at < 40, isPartOfToken(end.pointee) { end += 1 }
                let length = max(1, end - cursor.at)
                add(
                    RecordFault(
                        line: place.line, column: place.column,
                        value: Excerpt.cut(UnsafeBufferPointer(start: cursor.at, count: length)), problem,
                        isPrivate: true, outline: length == 40 ? "a number of 40 characters or more" : ValueOutline.number(length)
                    ))
                return
            }
        }
        add(
            RecordFault(
                line: place.line, column: place.column, value: found, problem, isPrivate: false, outline: found))
    }

    /// What stands up to the next sign of JSON's own, a space or a quote: `010421-003`.
    private func isPartOfToken(_ byte: UInt8) -> Bool {
        byte > 0x20 && !(byte == 0x2C || byte == 0x3A || byte == 0x5D || byte == 0x7D || byte == 0x22)
    }

    mutating func fault(_ problem: TextProblem, from start: UnsafePointer<UInt8>, level: Int? = nil) {
        fault(
            from: start, .text(problem.kind, byte: problem.at - cursor.start), pointer: level.map { pointer($0) } ?? "",
            shown: nil,
            isText: true, at: problem.at)
    }

    mutating func fault(
        from start: UnsafePointer<UInt8>, _ problem: RecordProblem, level: Int = 0, shown: String? = nil, isText: Bool? = nil
    ) {
        fault(from: start, problem, pointer: pointer(level), shown: shown, isText: isText, at: start)
    }

    /// A fault about the value from `start` to the cursor.
    private mutating func fault(
        from start: UnsafePointer<UInt8>, _ problem: RecordProblem, pointer: String, shown: String?, isText: Bool?,
        at byte: UnsafePointer<UInt8>
    ) {
        guard faults.count < RecordScan.mostFaults else { return tellOfMore() }
        let place = finder.place(of: byte)
        let source = UnsafeBufferPointer(start: start, count: cursor.at - start)
        let value = ValueOutline(source)
        add(
            RecordFault(
                line: place.line, column: place.column, pointer: pointer, value: shown ?? Excerpt.cut(source), problem,
                isPrivate: shown == nil && (isText ?? false || value.isPrivate), outline: shown ?? value.description))
    }

    private mutating func add(_ fault: RecordFault) {
        if faults.count < RecordScan.mostFaults { faults.append(fault) } else { tellOfMore() }
    }

    /// Once, as the last fault.
    private mutating func tellOfMore() {
        guard faults.count == RecordScan.mostFaults, let last = faults.last else { return }
        faults.append(
            RecordFault(line: last.line, column: last.column, .more))
    }

    // MARK: Words

    private func name(_ index: Int) -> String {
        let field = tables.fields[index]
        return String(
            decoding: UnsafeBufferPointer(start: tables.names + Int(field.nameOffset), count: Int(field.nameLength)),
            as: UTF8.self)
    }

    private func pointer(_ level: Int) -> String {
        guard level >= 1 else { return "" }
        return (1...level).map { level in
            let entry = path[level]
            return entry >= 0 ? "/\(SchemaCompiler.escape(name(entry)))" : "/\(~entry)"
        }.joined()
    }
}
