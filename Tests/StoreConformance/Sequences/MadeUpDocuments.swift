import Platform
import Records
import Runs
import TestKit

/// Documents, runs and what is laid out of them, made of a number: the same number, the same rows.
struct MadeUpDocuments {
    var noise: Noise

    init(seed: Int) { noise = Noise(seed: UInt64(bitPattern: Int64(seed)) &* 2_654_435_761 &+ 12_345) }

    mutating func isOne(in count: Int) -> Bool { noise.next(below: count) == 0 }

    static let engines = [Sample.engine, Engine(name: "billpress other", digest: Sample.digest(90))]

    /// Few numbers, so that they meet.
    private mutating func describe(_ document: inout NewDocument) {
        let number = 1 + noise.next(below: 14)
        document.account = isOne(in: 12) ? noise.pick(["é", "e\u{301}", ""]) : "\(1000 + number)"
        document.number = isOne(in: 15) ? nil : "S-\(number)"
        document.key = isOne(in: 15) ? nil : isOne(in: 20) ? "K\u{1F}\(noise.next(below: 3))" : "S-\(number)"
        document.sort = [UInt8(noise.next(below: 4)), UInt8(number)]
        document.cycle = isOne(in: 10) ? noise.pick([nil, ""]) : "0\(noise.next(below: 2))"
        document.route = isOne(in: 10) ? noise.pick([nil, "", "é", "e\u{301}"]) : "\(noise.next(below: 2))"
        document.delivery = isOne(in: 6) ? noise.pick(["paperless", "e-bill"]) : nil
        document.barcode = isOne(in: 3) ? "0123\(number)" : nil
        document.cents = Int64(noise.next(below: 20_000)) - 2_000
        if isOne(in: 60) { document.cents = noise.pick([0, InputTotals.mostCents / 2, -InputTotals.mostCents / 3]) }
        document.nameLength = noise.next(below: 30)
        document.length = 10 + noise.next(below: 90)
    }

    /// A record, and documents of it for further recipients.
    mutating func record(line: Int, sequence: Int, copiesFrom first: Int) -> [NewDocument] {
        var own = NewDocument()
        (own.line, own.sequence) = (line, sequence)
        describe(&own)
        if isOne(in: 7) {
            own.reasons = [Reason("line \(line): the field is missing", place: "/total", cause: .contract)]
            if isOne(in: 2) { (own.account, own.number, own.key, own.cents, own.sort) = (nil, nil, nil, nil, [0xFF]) }
            return [own]
        }
        var documents = [own]
        guard isOne(in: 4) else { return documents }
        for copy in 1...(1 + noise.next(below: 2)) {
            var document = own
            (document.part, document.parent) = (.copy(copy), sequence)
            document.sequence = first + copy - 1
            document.delivery = isOne(in: 4) ? "paperless" : nil
            documents.append(document)
        }
        return documents
    }

    /// The documents of a run as intake would order and mark them.
    mutating func extract() -> [NewDocument] {
        var documents: [NewDocument] = []
        for line in 1...(1 + noise.next(below: 7)) {
            documents += record(line: line, sequence: documents.count + 1, copiesFrom: documents.count + 2)
        }
        if isOne(in: 8) {
            var loose = NewDocument()
            (loose.part, loose.line, loose.sort, loose.sequence) = (.looseDetail, 99, [0xFF], documents.count + 1)
            loose.reasons = [Reason("details.csv: a row of no record", cause: .contract)]
            documents.append(loose)
        }
        let keys = documents.filter(\.part.isOwn).compactMap(\.key)
        for index in documents.indices {
            guard let key = documents[index].key, documents[index].part != .looseDetail else { continue }
            if keys.count(where: { $0.utf8.elementsEqual(key.utf8) }) > 1 {
                documents[index].reasons.append(Reason("another record has the same number", cause: .duplicate))
            }
        }
        var chunk = 0
        var inChunk = 0
        let size = 1 + noise.next(below: 4)
        for index in documents.indices {
            if inChunk >= size, !documents[index].part.isCopy { (chunk, inChunk) = (chunk + 1, 0) }
            documents[index].chunk = chunk
            documents[index].offset = inChunk * 100
            inChunk += 1
        }
        return documents
    }

    mutating func newRun(_ name: String, _ documents: [NewDocument]) -> NewRun {
        var input = InputTotals()
        var groups: [InputGroup] = []
        for document in documents where document.part.isOwn {
            let (cycle, route) = (document.cycle ?? "", document.route ?? "")
            let index = groups.firstIndex { $0.cycle == cycle && $0.route == route } ?? groups.count
            if index == groups.count { groups.append(InputGroup(cycle: cycle, route: route, totals: InputTotals())) }
            func count(_ totals: inout InputTotals) {
                totals.records += 1
                totals.cents += document.cents ?? 0
                if document.cents == nil { totals.unreadable += 1 }
            }
            count(&groups[index].totals)
            count(&input)
        }
        let content = Digest(of: Array("\(documents)".utf8))
        let chunks = (0...(documents.last?.chunk ?? 0)).map { Digest(of: content.bytes + [UInt8($0)]) }
        let digester = Digester()
        for chunk in chunks { digester.add(chunk.bytes) }
        let bundle = noise.next(below: 3)
        var rules = RunRules()
        rules.approvals = noise.next(below: 3)
        rules.isDuplex = isOne(in: 3)
        var expected: ExpectedTotals?
        if isOne(in: 4) {
            expected = ExpectedTotals(
                records: isOne(in: 3) ? nil : input.records, cents: isOne(in: 3) ? 1 : input.cents, from: .asked)
        }
        return NewRun(
            name: name, kind: isOne(in: 8) ? "bill" : "slip", asOf: Day(days: Sample.day.days - Int32(noise.next(below: 3))),
            language: nil, source: "\(name).jsonl", sourceDigest: nil, content: content, data: digester.finish(),
            bundle: MadeUpDocuments.bundleDigest(bundle), bundleFiles: MadeUpDocuments.bundle(bundle),
            engine: MadeUpDocuments.engines[isOne(in: 12) ? 1 : 0], isUrgent: isOne(in: 5), rules: rules, input: input,
            expected: expected, groups: groups, chunks: chunks, documents: documents, isForced: isOne(in: 4))
    }

    /// Files of bundles have parts in common.
    static func bundle(_ number: Int) -> [BundleFile] {
        [
            BundleFile(path: "slip/slip.xml", blob: Sample.digest(20 + number)),
            BundleFile(path: "shared/font", blob: Sample.digest(25)),
        ]
    }

    static func bundleDigest(_ number: Int) -> Digest { BundleKeeper.digest(bundle(number).sorted { $0.path < $1.path }) }

    /// What becomes of a document that a job is to lay out. Another round may set aside what this one takes.
    static func composed(_ document: JobDocument, _ lease: Lease) -> ComposedDocument {
        var made = MadeUpDocuments(seed: document.sequence &* 31 &+ Int(lease.run.id.number) &* 7 &+ lease.run.round)
        var composed = ComposedDocument(
            sequence: document.sequence, state: document.delivery == nil ? .composed : .suppressed)
        composed.pages = 1 + made.noise.next(below: 3)
        composed.stated = document.cents ?? 0
        composed.digest = Sample.digest(made.noise.next(below: 1_000))
        composed.way = [UInt8(made.noise.next(below: 256)), 0]
        composed.marks = made.noise.next(below: 500)
        let suspicion = lease.suspects[document.sequence].map { $0.weight >= Suspicion.conviction } ?? false
        if suspicion || made.isOne(in: 9) {
            composed.state = .quarantined
            composed.reasons = [
                suspicion
                    ? Reason("laying it out \(lease.suspects[document.sequence]?.how ?? "")", cause: .process)
                    : Reason("the document states another amount than its record", place: "slip.xml:7", cause: .pages)
            ]
            composed.stated = made.isOne(in: 2) ? nil : (document.cents ?? 0) + 1
            if made.isOne(in: 2) { (composed.pages, composed.digest) = (0, nil) }
        }
        return composed
    }
}
