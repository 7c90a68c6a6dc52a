import Records

/// The stream of records, read once: each is checked, counted and written into the spool.
extension Intake {
    struct Entry {
        var document: NewDocument
        var ordinal: Int
        var spooled: Int
    }

    struct Taken {
        var entries: [Entry] = []
        var input = InputTotals()
        var groups: [String: InputGroup] = [:]
        /// All amounts without their signs, so that no sum of any of them is larger.
        var magnitude: Int64 = 0
        let spool: Spool
    }

    func read(
        _ stream: any RecordStream, asOf: Day, _ progress: (Int) throws(RunError) -> Void
    ) throws(RunError) -> Taken {
        var taken = Taken(spool: try Spool(in: archive))
        let reader = RecordReader(kind.contract)
        reader.day = asOf
        var record = Record()
        var ordinal = 0
        reading: while true {
            let step: RecordSource.Step
            do throws(SourceError) { step = try stream.next() } catch { throw RunError(error, .environment, errno: error.code) }
            ordinal += 1
            if ordinal % 256 == 0 { try progress(Int(stream.bytesRead)) }
            switch step {
            case .end: break reading
            case .fault(let fault):
                var document = NewDocument()
                document.line = fault.line
                document.reasons = [reason(fault, stream)]
                document.sort = [0xFF]
                // A row of details is no record, and yet somebody must answer for it.
                if !fault.file.isEmpty { document.part = .looseDetail }
                taken.entries.append(Entry(document: document, ordinal: ordinal, spooled: 0))
                if fault.file.isEmpty { count(document, &taken) }
            case .record(let bytes, let line, _):
                let faults = reader.read(bytes, line: line, column: stream.column, into: &record)
                var document = kind.describe(record)
                document.line = line
                document.column = stream.column
                document.length = bytes.count
                document.reasons = faults.prefix(20).map { reason($0, stream) }
                if !faults.isEmpty, document.sort.isEmpty { document.sort = [0xFF] }
                let start = try taken.spool.add(bytes)
                taken.entries.append(Entry(document: document, ordinal: ordinal, spooled: start))
                count(document, &taken)
                if faults.isEmpty { addCopies(of: document, record, ordinal, start, &taken) }
            }
        }
        try taken.spool.drain()
        try progress(Int(stream.bytesRead))
        return taken
    }

    /// A fault in words for the office, with the column of the extract where the field came from one.
    func reason(_ fault: RecordFault, _ stream: any RecordStream) -> Reason {
        let column = fault.pointer.isEmpty ? nil : stream.sourceColumn(of: fault.pointer)
        return Reason(fault.redacted + (column.map { " (column \($0))" } ?? ""), place: column ?? fault.pointer, cause: .contract)
    }

    func count(_ document: NewDocument, _ taken: inout Taken) {
        let cycle = document.cycle ?? ""
        let route = document.route ?? ""
        func add(_ totals: inout InputTotals) {
            totals.records += 1
            totals.cents += document.cents ?? 0
            if document.cents == nil { totals.unreadable += 1 }
        }
        let size = document.cents.map { Int64(clamping: $0.magnitude) } ?? 0
        guard taken.magnitude <= InputTotals.mostCents, size <= InputTotals.mostCents else {
            taken.magnitude = .max
            return
        }
        taken.magnitude += size
        add(&taken.input)
        add(
            &taken.groups[cycle + "\u{0}" + route, default: InputGroup(cycle: cycle, route: route, totals: InputTotals())].totals)
    }

    /// A document for each further recipient, with his own way of delivery.
    func addCopies(of own: NewDocument, _ record: Record, _ ordinal: Int, _ start: Int, _ taken: inout Taken) {
        guard let copies = kind.contract.document?.copies, case .list(_, let count) = record.slots[copies.list.slot]
        else {
            return
        }
        for copy in 0..<Int(count) {
            var addressed = record
            _ = copies.address(&addressed, to: copy)
            var document = own
            document.part = .copy(copy + 1)
            document.delivery = kind.delivery(addressed)
            document.barcode = kind.contract.document?.barcode.flatMap { kind.name($0, addressed) }
            document.nameLength = kind.nameLength(addressed)
            taken.entries.append(Entry(document: document, ordinal: ordinal, spooled: start))
        }
    }
}
