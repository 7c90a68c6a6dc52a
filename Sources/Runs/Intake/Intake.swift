import Records
import Rendering

/// Reads an extract into a run: every record is checked, counted and ordered, and none is lost.
package struct Intake {
    package let kind: Kind
    package let store: any RunStore
    package let archive: Archive
    /// Documents in a chunk: at most so many are laid out again after a crash.
    package var chunkSize = 500

    package init(kind: Kind, store: any RunStore, archive: Archive) {
        self.kind = kind
        self.store = store
        self.archive = archive
    }

    /// What a run is told beside its data.
    package struct Order: Sendable {
        package var name: String
        package var asOf: Day
        package var language: String?
        package var source: String
        package var sourceDigest: Digest?
        package var bundle: (digest: Digest, files: [BundleFile])
        package var engine: Engine
        package var isUrgent = false
        /// Taken in although the same content was before.
        package var isForced = false
        package var expected: ExpectedTotals?
        package init(
            name: String, asOf: Day, language: String?, source: String, sourceDigest: Digest?,
            bundle: (digest: Digest, files: [BundleFile]), engine: Engine
        ) {
            self.name = name
            self.asOf = asOf
            self.language = language
            self.source = source
            self.sourceDigest = sourceDigest
            self.bundle = bundle
            self.engine = engine
        }
    }

    /// What cannot be printed by a run, whatever its data.
    package func checkKind() throws(RunError) {
        if kind.contract.document == nil {
            throw RunError(
                .template,
                "\(kind.name)/data.schema.json has no x-document: a run must know whose the documents are and what they say")
        }
        if kind.contract.document?.amount != nil, !kind.template.statesAmount {
            throw RunError(
                .template,
                "\(kind.name): the contract names an amount, and no element of the template has id=\"amount\": a run adds up what the pages state there"
            )
        }
        if let place = kind.template.sequenceInFlow {
            throw RunError(
                .template, "\(place): the flow uses run.sequence, which is known only when the pages are made; use it in a region"
            )
        }
    }

    /// Takes a stream of records in. `progress` hears of the bytes that were read, and stops the work by throwing.
    package func submit(
        _ stream: any RecordStream, _ order: Order, by who: String, progress: (Int) throws(RunError) -> Void
    ) throws(RunError) -> Run {
        try checkKind()
        try Intake.checkName(order.name)
        let lock = try archive.lock(.shared)
        defer { lock.release() }
        let taken = try read(stream, progress)
        guard !taken.entries.isEmpty else { throw .usage("\(order.source) holds no record") }
        let content = taken.spool.content.finish()
        if !order.isForced, let earlier = try store.run(ofContent: content, kind: kind.name) {
            throw .usage(
                "\(order.source) was taken in before, as the run \(earlier.name); --force takes it in again")
        }
        var entries = taken.entries
        try refuseDuplicates(&entries)
        entries.sort { a, b in
            // Records that could not be read stand at the end, in the order of the file.
            if a.document.sort != b.document.sort { return SortOrder.isBefore(a.document.sort, b.document.sort) }
            return (a.document.line, a.ordinal, a.document.copy) < (b.document.line, b.ordinal, b.document.copy)
        }
        let (chunks, documents) = try writeChunks(entries, taken.spool)
        let digester = Digester()
        for chunk in chunks { digester.add(chunk.bytes) }
        var expected = order.expected
        if let trailer = stream.trailer, let given = order.expected {
            guard given.records ?? trailer.count == trailer.count ?? given.records,
                given.cents ?? trailer.cents == trailer.cents ?? given.cents
            else { throw .usage("the trailer of \(order.source) does not say what \(given.from) does") }
        }
        if expected == nil, let trailer = stream.trailer {
            expected = ExpectedTotals(records: trailer.count, cents: trailer.cents, from: "the trailer of \(order.source)")
        }
        let new = NewRun(
            name: order.name, kind: kind.name, asOf: order.asOf, language: order.language, source: order.source,
            sourceDigest: order.sourceDigest, content: content, data: digester.finish(), bundle: order.bundle.digest,
            bundleFiles: order.bundle.files, engine: order.engine, isUrgent: order.isUrgent, rules: kind.contract.run,
            input: taken.input, expected: expected, groups: taken.groups.sorted { $0.key < $1.key }.map(\.value), chunks: chunks,
            documents: documents, isForced: order.isForced)
        return try store.submit(new, by: who)
    }

    /// Puts corrected records into the places of those that a run has set aside.
    /// `place` is the sequence of the one that a single record corrects, where its key cannot tell.
    package func correct(_ run: Run, _ stream: any RecordStream, source: String, place given: Int? = nil, by who: String)
        throws(RunError) -> Int
    {
        let lock = try archive.lock(.shared)
        defer { lock.release() }
        let taken = try read(stream) { _ throws(RunError) in }
        guard !taken.entries.isEmpty else { throw .usage("\(source) holds no record") }
        let open = try store.openQuarantine(of: run.id)
        var byKey: [String: Int] = [:]
        for document in open { if let key = document.key, byKey[key] == nil { byKey[key] = document.sequence } }
        // A record that could not be read has no key: what comes in its place is told by there being no other.
        var nameless = open.filter { $0.key == nil }.map(\.sequence)
        var entries = taken.entries
        var used: Set<Int> = []
        var place = 0
        for index in entries.indices {
            let document = entries[index].document
            if document.copy == NewDocument.loose {
                throw .usage("\(document.reasons.first?.message ?? "a row of details is bad"); corrections must be whole")
            }
            if document.copy == 0 {
                if let given {
                    guard open.contains(where: { $0.sequence == given }) else {
                        throw .usage("document \(given) of \(run.name) is not set aside")
                    }
                    place = given
                } else if let key = document.key, let sequence = byKey[key] {
                    place = sequence
                } else if !nameless.isEmpty {
                    place = nameless.removeFirst()
                } else {
                    throw .usage(
                        "line \(document.line) of \(source): no document of \(run.name) that is set aside has its key; a run takes corrections of what was set aside, and nothing new"
                    )
                }
                guard used.insert(place).inserted else {
                    throw .usage("line \(document.line) of \(source) corrects document \(place) a second time")
                }
            }
            entries[index].document.sequence = place
        }
        let (chunks, documents) = try writeChunks(entries, taken.spool, isOne: true, keepsSequence: true)
        try store.correct(
            run.id, with: Correction(source: source, chunk: chunks[0], documents: documents), by: who)
        return documents.count
    }

    /// A run's name stands in lists, in names of files, and beside the numbers of runs.
    static func checkName(_ name: String) throws(RunError) {
        let isPlain = name.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType != nil || "-._ ".unicodeScalars.contains($0)
        }
        guard (1...40).contains(name.count), isPlain, name.contains(where: \.isLetter), name.first != ".", name.first != " ",
            name.last != " "
        else {
            throw .usage(
                "a run's name has 1 to 40 letters, figures, hyphens, points, spaces, at least one of them a letter; this is \(name.isEmpty ? "empty" : name)"
            )
        }
    }

    // MARK: Reading

    private struct Entry {
        var document: NewDocument
        var ordinal: Int
        var spooled: Int
    }

    private struct Taken {
        var entries: [Entry] = []
        var input = InputTotals()
        var groups: [String: InputGroup] = [:]
        let spool: Spool
    }

    private func read(_ stream: any RecordStream, _ progress: (Int) throws(RunError) -> Void) throws(RunError) -> Taken {
        var taken = Taken(spool: try Spool(in: archive))
        let reader = RecordReader(kind.contract)
        var record = Record()
        var ordinal = 0
        reading: while true {
            let step: RecordSource.Step
            do throws(SourceError) { step = try stream.next() } catch { throw .environment("\(error)", code: error.code) }
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
                if !fault.file.isEmpty { document.copy = NewDocument.loose }
                taken.entries.append(Entry(document: document, ordinal: ordinal, spooled: 0))
                if fault.file.isEmpty { count(document, &taken) }
            case .record(let bytes, let line, _):
                let faults = reader.read(bytes, line: line, column: stream.column, into: &record)
                var document = describe(record)
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
    private func reason(_ fault: RecordFault, _ stream: any RecordStream) -> Reason {
        let column = fault.pointer.isEmpty ? nil : stream.sourceColumn(of: fault.pointer)
        return Reason(fault.redacted + (column.map { " (column \($0))" } ?? ""), place: column ?? fault.pointer)
    }

    private func count(_ document: NewDocument, _ taken: inout Taken) {
        let cycle = document.cycle ?? ""
        let route = document.route ?? ""
        func add(_ totals: inout InputTotals) {
            totals.records += 1
            // An overflow is as good as an amount that could not be read: no sum of bills comes near it.
            let (sum, overflow) = totals.cents.addingReportingOverflow(document.cents ?? 0)
            if !overflow { totals.cents = sum }
            if document.cents == nil || overflow { totals.unreadable += 1 }
        }
        add(&taken.input)
        add(
            &taken.groups[cycle + "\u{0}" + route, default: InputGroup(cycle: cycle, route: route, totals: InputTotals())].totals)
    }

    /// What a run writes down of a record; of a bad one, as much as could be read.
    func describe(_ record: Record) -> NewDocument {
        var document = NewDocument()
        guard let fields = kind.contract.document else { return document }
        document.account = name(fields.account, record)
        document.number = fields.number.flatMap { name($0, record) }
        let key = fields.key.map { part($0, record) }
        if key.contains(where: { $0 != nil }) { document.key = key.map { $0 ?? "" }.joined(separator: "\u{1F}") }
        document.sort = SortKey.of(record, fields.sort)
        document.cycle = fields.cycle.flatMap { name($0, record) }
        document.route = fields.route.flatMap { name($0, record) }
        document.delivery = delivery(record)
        document.barcode = fields.barcode.flatMap { name($0, record) }
        if let amount = fields.amount {
            if record.slots.indices.contains(amount.slot), case .money(let cents) = record.slots[amount.slot] {
                document.cents = cents
            }
        } else {
            document.cents = 0
        }
        document.nameLength = nameLength(record)
        return document
    }

    private func delivery(_ record: Record) -> String? {
        guard let way = kind.contract.document?.delivery.flatMap({ name($0, record) }), way != "paper" else { return nil }
        return way
    }

    private func name(_ field: ResolvedField, _ record: Record) -> String? {
        guard record.slots.indices.contains(field.slot) else { return nil }
        switch record.slots[field.slot] {
        case .text: return record.string(record.slots[field.slot])
        case .integer(let number): return String(number)
        default: return nil
        }
    }

    /// A part of the key: any value that can be sorted by.
    private func part(_ field: ResolvedField, _ record: Record) -> String? {
        guard record.slots.indices.contains(field.slot) else { return nil }
        switch record.slots[field.slot] {
        case .text: return record.string(record.slots[field.slot])
        case .integer(let number), .money(let number): return String(number)
        case .day(let day): return String(day)
        case .month(let month): return String(month)
        case .scaled(let value): return "\(value)"
        default: return nil
        }
    }

    private func nameLength(_ record: Record) -> Int {
        guard let recipient = kind.contract.document?.recipient, record.slots.indices.contains(recipient.slot) else { return 0 }
        let count = recipient.type.slots
        var longest = 0
        for slot in record.slots[recipient.slot..<min(record.slots.count, recipient.slot + count)] {
            switch slot {
            case .text(_, let length): longest = max(longest, Int(length))
            case .list(let start, let count):
                for item in Int(start)..<Int(start) + Int(count) where record.slots.indices.contains(item) {
                    if case .text(_, let length) = record.slots[item] { longest = max(longest, Int(length)) }
                }
            default: continue
            }
        }
        return longest
    }

    /// Whether what a run has written down of a document is what its record says.
    func isOf(_ record: Record, _ document: JobDocument) -> Bool {
        var record = record
        if let copy = document.copyIndex {
            guard let copies = kind.contract.document?.copies, case .list(let first, let count) = record.slots[copies.list.slot],
                copy < Int(count)
            else { return false }
            record = addressed(record, copies, item: Int(first) + copy * copies.stride)
        }
        let said = describe(record)
        return said.account == document.account && said.number == document.number && said.barcode == document.barcode
            && said.cents == document.cents && said.delivery == document.delivery
            && (said.delivery == nil) == (document.state == .composed)
    }

    /// A record with what a further recipient has of his own in the places of the record's.
    private func addressed(_ record: Record, _ copies: DocumentFields.Copies, item: Int) -> Record {
        var addressed = record
        for move in copies.moves where !record.slots[item + move.from].isAbsent {
            for offset in 0..<move.count { addressed.slots[move.to + offset] = record.slots[item + move.from + offset] }
        }
        return addressed
    }

    /// A document for each further recipient, with his own way of delivery.
    private func addCopies(of own: NewDocument, _ record: Record, _ ordinal: Int, _ start: Int, _ taken: inout Taken) {
        guard let copies = kind.contract.document?.copies, case .list(let first, let count) = record.slots[copies.list.slot]
        else {
            return
        }
        for copy in 0..<Int(count) {
            let addressed = addressed(record, copies, item: Int(first) + copy * copies.stride)
            var document = own
            document.copy = copy + 1
            document.delivery = delivery(addressed)
            document.barcode = kind.contract.document?.barcode.flatMap { name($0, addressed) }
            document.nameLength = nameLength(addressed)
            taken.entries.append(Entry(document: document, ordinal: ordinal, spooled: start))
        }
    }

    // MARK: Order

    /// Which of two records with one key is the right one nobody here can know: both are set aside.
    private func refuseDuplicates(_ entries: inout [Entry]) throws(RunError) {
        var lines: [String: [Int]] = [:]
        var accounts: [String: Set<String>] = [:]
        var issuable: [IssuedKey] = []
        for document in entries.lazy.map(\.document) where document.copy == 0 {
            if let key = document.key { lines[key, default: []].append(document.line) }
            guard let number = document.number else { continue }
            accounts[number, default: []].insert(document.account ?? "")
            if let key = document.key { issuable.append(IssuedKey(number: number, key: key)) }
        }
        let fields = kind.contract.document
        let what = fields?.key.map(\.path).joined(separator: " and ") ?? "key"
        let issued = try store.issued(issuable, kind: kind.name)
        for index in entries.indices {
            let document = entries[index].document
            func refuse(_ message: String, _ field: ResolvedField?) {
                entries[index].document.reasons.append(Reason("line \(document.line): \(message)", place: field?.path ?? ""))
            }
            if let key = document.key, let all = lines[key], all.count > 1 {
                let others = all.filter { $0 != document.line }
                let shown = others.prefix(5).map(String.init).joined(separator: ", ") + (others.count > 5 ? ", …" : "")
                refuse(
                    "another record has the same \(what): line\(others.count > 1 ? "s" : "") \(others.isEmpty ? String(document.line) : shown)",
                    fields?.key.first)
            } else if let number = document.number, let owners = accounts[number], owners.count > 1 {
                refuse("a record of another account has the same \(fields?.number?.path ?? "number")", fields?.number)
            }
            if let number = document.number, let key = document.key, let run = issued[IssuedKey(number: number, key: key)] {
                refuse("its number was issued already, in the run \(run)", fields?.number)
            }
        }
    }

    private func writeChunks(
        _ entries: [Entry], _ spool: Spool, isOne: Bool = false, keepsSequence: Bool = false
    ) throws(RunError) -> (chunks: [Digest], documents: [NewDocument]) {
        var chunks: [Digest] = []
        var documents: [NewDocument] = []
        documents.reserveCapacity(entries.count)
        var bytes: [UInt8] = []
        var inChunk = 0
        var own = 0
        var lastOrdinal = -1
        var lastOffset = 0
        for (index, entry) in entries.enumerated() {
            // A copy stays with its record.
            if !isOne, inChunk >= chunkSize, entry.document.copy == 0 {
                chunks.append(try archive.put(bytes))
                bytes.removeAll(keepingCapacity: true)
                inChunk = 0
                lastOrdinal = -1
            }
            var document = entry.document
            if !keepsSequence {
                document.sequence = index + 1
                if document.copy == 0 { own = document.sequence } else if document.copy > 0 { document.parent = own }
            }
            document.chunk = chunks.count
            if entry.ordinal == lastOrdinal {
                document.offset = lastOffset
            } else {
                document.offset = bytes.count
                try spool.read(entry.spooled, document.length, into: &bytes)
                bytes.append(0x0A)
            }
            (lastOrdinal, lastOffset) = (entry.ordinal, document.offset)
            inChunk += 1
            documents.append(document)
        }
        chunks.append(try archive.put(bytes))
        return (chunks, documents)
    }
}

/// The order of sort keys.
enum SortOrder {
    static func isBefore(_ a: [UInt8], _ b: [UInt8]) -> Bool { a.lexicographicallyPrecedes(b) }
}
