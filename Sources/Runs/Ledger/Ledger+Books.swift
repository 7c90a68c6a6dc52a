import Records

extension Ledger {
    /// What a run holds, counted twice. Whether its rows are those that were counted, `ledger(of:)` tells.
    package func books(of id: RunID) throws(RunError) -> Books {
        try store.read { tx throws(RunError) in try books(of: try run(id, tx), tx) }
    }

    func books(of run: Run, _ tx: any StoreTransaction) throws(RunError) -> Books {
        var books = Books()
        books.input = run.input
        books.expectedCopies = run.copies
        books.source = run.source
        books.expected = run.expectedWaived == nil ? run.expected : nil
        guard !run.isPruned else { return prunedBooks(books, run) }
        var count = BooksCount(run, try tx.groups(of: run.id))
        let chunks = try tx.chunks(of: run.id)
        books.hasOwnData = Ledger.dataDigest(chunks) == run.data || run.isOneOff
        for result in try tx.results(of: run.id, round: run.round) { for total in result.totals { count.add(total) } }
        for document in try tx.documents(of: run, .unsound) { count.add(unsound: document) }
        for waiver in try tx.waivers(of: run.id) {
            for document in try tx.documents(of: run, .sequence(waiver.sequence)) { count.waive(document) }
        }
        for sequence in try tx.stops(of: run.id) {
            for document in try tx.documents(of: run, .sequence(sequence)) { count.stop(document) }
        }
        let wanted = chunks.reduce((own: 0, copies: 0)) { ($0.own + $1.own, $0.copies + $1.copies) }
        count.fill(&books, own: wanted.own, copies: wanted.copies)
        return books
    }

    /// Of a run whose documents were removed no more is known than what was taken in.
    private func prunedBooks(_ books: Books, _ run: Run) -> Books {
        var books = books
        books.isPruned = true
        return books
    }

    /// The documents that are not printed as they came.
    package func exceptions(of id: RunID) throws(RunError) -> [Exception] {
        try store.read { tx throws(RunError) in
            try tx.documents(of: try run(id, tx), .exceptions).map { stored in
                let document = stored.document
                return Exception(
                    sequence: stored.sequence, part: document.part, line: document.line,
                    account: document.account.map { MaskedAccount.tail(of: $0) },
                    state: stored.isStopped ? .suppressed : stored.state, reasons: stored.reasons,
                    suppressed: stored.isStopped ? "stop list" : stored.state == .suppressed ? document.delivery : nil,
                    waivedBy: stored.waiver?.by, waivedWhy: stored.waiver?.why,
                    cents: stored.composed?.stated ?? document.cents)
            }
        }
    }
}

/// Adds up the books of a run from totals of chunks and the few documents beside them.
private struct BooksCount {
    private let run: Run
    private var groups: [String: Books.Group] = [:]
    private var suppressed: [String: Tally] = [:]
    private var classes: [Int: (tally: Tally, pages: Int)] = [:]
    private var copies = (all: 0, suppressed: 0, quarantined: 0, waived: 0)
    private var laidOut = (own: 0, copies: 0)
    private var creditCents: Int64 = 0

    init(_ run: Run, _ input: [InputGroup]) {
        self.run = run
        for group in input {
            change(group.cycle, group.route) { $0.selected = Tally(documents: group.totals.records, cents: group.totals.cents) }
        }
    }

    private mutating func change(_ cycle: String, _ route: String, _ body: (inout Books.Group) -> Void) {
        body(&groups[cycle + "\u{0}" + route, default: Books.Group(cycle: cycle, route: route)])
    }

    mutating func add(_ total: ChunkTotal) {
        let key = total.key
        if key.isCopy { laidOut.copies += total.documents } else { laidOut.own += total.documents }
        if key.isCopy { copies.all += total.documents }
        creditCents &+= total.creditCents
        count(key, documents: total.documents, cents: total.cents)
    }

    /// Counts documents in a bucket, or with negative numbers out of it.
    private mutating func count(_ key: ChunkTotal.Key, documents: Int, cents: Int64) {
        let tally = key.isCopy ? Tally() : Tally(documents: documents, cents: cents)
        switch key.state {
        case .composed:
            change(key.cycle, key.route) { $0.composed += tally }
            let sheets = run.sides.sheets(of: key.pages)
            classes[sheets, default: (Tally(), 0)].tally += Tally(documents: documents, cents: key.isCopy ? 0 : cents)
            classes[sheets]!.pages &+= documents &* key.pages
        case .suppressed:
            change(key.cycle, key.route) { $0.suppressed += tally }
            if key.isCopy {
                copies.suppressed += documents
            } else {
                suppressed[key.delivery.isEmpty ? "not printed" : key.delivery, default: Tally()] += tally
            }
        case .quarantined:
            change(key.cycle, key.route) { $0.quarantined += tally }
            if key.isCopy { copies.quarantined += documents }
        case .waived:
            change(key.cycle, key.route) { $0.waived += tally }
            if key.isCopy { copies.waived += documents }
        case .waiting: break
        }
    }

    private func key(of stored: StoredDocument, _ state: DocumentState) -> ChunkTotal.Key {
        let document = stored.document
        return ChunkTotal.Key(
            cycle: document.cycle ?? "", route: document.route ?? "", state: state,
            delivery: state == .suppressed ? document.delivery ?? "" : "", isCopy: !document.part.isOwn, pages: stored.pages)
    }

    /// Set aside when it was taken in.
    mutating func add(unsound stored: StoredDocument) {
        if stored.document.part.isCopy { copies.all += 1 }
        count(key(of: stored, .quarantined), documents: 1, cents: stored.placedCents)
    }

    /// Set aside or made for a recipient of what is, and answered for.
    mutating func waive(_ stored: StoredDocument) {
        let before = stored.document.isSound ? stored.composed?.state : .quarantined
        if let before { count(key(of: stored, before), documents: -1, cents: -stored.placedCents) }
        guard before != nil else { return }
        count(key(of: stored, .waived), documents: 1, cents: stored.placedCents)
    }

    /// Laid out, and on the stop list.
    mutating func stop(_ stored: StoredDocument) {
        guard stored.isLaidOut else { return }
        count(key(of: stored, stored.state), documents: -1, cents: -stored.placedCents)
        var key = key(of: stored, .suppressed)
        key.delivery = "stop list"
        count(key, documents: 1, cents: stored.placedCents)
    }

    /// `own`, `copies`: documents that are to be laid out.
    func fill(_ books: inout Books, own: Int, copies wantedCopies: Int) {
        books.groups = groups.sorted { $0.key < $1.key }.map(\.value).filter { $0.selected != Tally() || $0.placed != Tally() }
        books.suppressedBy = suppressed.filter { $0.value != Tally() }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        books.classes = classes.filter { $0.value.pages > 0 || $0.value.tally.documents > 0 }.sorted { $0.key < $1.key }.map {
            ($0.key, $0.value.tally, $0.value.pages, $0.value.tally.documents * $0.key)
        }
        books.creditCents = creditCents
        books.ownWaiting = own - laidOut.own
        books.copiesWaiting = wantedCopies - laidOut.copies
        books.copies = copies.all + books.copiesWaiting
        books.copiesSuppressed = copies.suppressed
        books.copiesQuarantined = copies.quarantined
        books.copiesWaived = copies.waived
    }
}
