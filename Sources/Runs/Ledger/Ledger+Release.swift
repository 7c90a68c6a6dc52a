import Pages
import Platform
import Records

extension Ledger {
    /// Takes documents of these accounts or numbers out of the print. Returns how many, and which names fit none.
    package func stop(
        _ id: RunID, _ list: StopList, allowsUnmatched: Bool, by actor: Actor
    ) throws(RunError) -> (documents: Int, unmatched: [String]) {
        try store.write { tx throws(RunError) in
            var (run, _) = try sealed(id, tx)
            guard run.state == .approved else {
                throw RunError.wrongState(run: run.name, state: run.state, act: .stopList)
            }
            var stopped: Set<Int> = []
            var unmatched: [String] = []
            for name in list.names {
                let found = try tx.sequences(of: id, accountOrNumber: name)
                if found.isEmpty { unmatched.append(name) }
                for sequence in found {
                    // By its own key again: a damaged index finds other rows than those that were asked for.
                    let own = try tx.documents(of: run, .sequence(sequence)).first?.document
                    guard own?.account == name || own?.number == name else { throw RunError.store(.corrupt) }
                }
                stopped.formUnion(found)
            }
            if !allowsUnmatched, !unmatched.isEmpty {
                throw RunError.unmatchedStops(
                    run: run.name, count: unmatched.count, shown: unmatched.prefix(5).map { MaskedAccount.tail(of: $0) })
            }
            let sequences = stopped.sorted()
            try tx.replaceStops(of: id, with: sequences)
            run.stopList = list.digest
            try tx.save(run)
            var facts = AuditFacts()
            facts.list = list.digest.description
            facts.names = list.names.count
            facts.documents = sequences.count
            facts.unmatched = unmatched.count
            facts.stopped = Seal.stops(sequences).description
            try Ledger.note(.stopList, facts, run: id, by: actor, tx)
            return (sequences.count, unmatched)
        }
    }

    /// Documents that another run has printed or kept since this one was taken in.
    private func refuse(_ issued: [IssuedDocument], of run: Run, _ tx: any StoreTransaction) throws(RunError) {
        guard let first = issued.min(by: { $0.sequence < $1.sequence }) else { return }
        let other = try tx.issue(of: first.key, kind: run.kind).map { issue throws(RunError) in try self.run(issue.run, tx).name }
        throw RunError.issuedElsewhere(
            run: run.name, count: issued.count, document: DocumentName.of(run.id, first.sequence), other: other ?? "")
    }

    /// Orders the documents into print files, and makes their jobs.
    package func plan(
        _ id: RunID, pagesPerFile: Int, output: String, each: OutputProfile?, on day: Day, by actor: Actor
    ) throws(RunError) {
        try proveStore()
        try store.write { tx throws(RunError) in
            var (run, history) = try sealed(id, tx)
            guard run.state == .approved else {
                throw RunError.wrongState(run: run.name, state: run.state, act: .print)
            }
            try refuseUnapproved(run, history, tx)
            var plan = PrintPlan(try tx.printOrder(of: run), run: run.name, sides: run.sides, pagesPerFile: pagesPerFile)
            for piece in PieceBatches(plan.pieces) { try tx.insert(Array(piece), of: id) }
            for file in plan.files { try tx.save(file, of: id) }
            var taken: [IssuedDocument] = []
            for file in plan.files {
                let documents = try tx.documents(of: run, .file(file.number))
                plan.seal(Seal.pieces(documents), file: file.number)
                taken += try tx.insert(documents.compactMap { $0.issuedDocument(id) }, kind: run.kind)
            }
            try refuse(taken, of: run, tx)
            for file in plan.files { try tx.save(file, of: id) }
            try tx.insert(
                plan.files.map {
                    NewJob(kind: .print, number: $0.number, documents: $0.documents, priority: run.isUrgent ? 0 : 5)
                }, of: id)
            (run.output, run.releasedOn, run.each) = (output, day, each)
            move(&run, to: .printing)
            try tx.save(run)
            var facts = AuditFacts()
            facts.state = run.state.rawValue
            facts.pieces = plan.pieceCount
            facts.files = plan.files.count
            facts.plan = Seal.files(plan.files, written: false).description
            facts.output = output
            facts.each = each?.rawValue
            facts.releasedOn = String(describing: day)
            try Ledger.note(.print, facts, run: id, by: actor, tx)
        }
    }

    private func refuseUnapproved(_ run: Run, _ history: RunHistory, _ tx: any StoreTransaction) throws(RunError) {
        guard isApproved(run, history, ledger: try examine(run, history, tx)) else {
            throw RunError.approvalOutdated(run: run.name)
        }
    }

    /// Refuses a run that is no longer what enough people have approved.
    package func checkApproved(_ id: RunID) throws(RunError) {
        try store.read { tx throws(RunError) in
            let run = try run(id, tx)
            let history = try Ledger.history(of: id, tx)
            if let part = history.difference(from: run) { throw Ledger.broken(run, part) }
            try refuseUnapproved(run, history, tx)
        }
    }

    package func files(of run: RunID) throws(RunError) -> [PlannedFile] {
        try store.read { tx throws(RunError) in try tx.files(of: run) }
    }

    /// The documents of a print file in the order of print.
    package func documents(of id: RunID, file: Int) throws(RunError) -> [StoredDocument] {
        try store.read { tx throws(RunError) in try tx.documents(of: try run(id, tx), .file(file)) }
    }

    /// Notes the digest of the set that is about to get its name.
    package func publish(_ id: RunID, set digest: Digest, by actor: Actor) throws(RunError) {
        try store.verify(.trail)
        try store.write { tx throws(RunError) in
            var (run, history) = try sealed(id, tx)
            // A set that an earlier version was about to name, and did not, had another report.
            guard run.state == .printing, run.publishing == nil || run.publishing == digest || history.isSetAdopted else {
                throw RunError.notPrinting
            }
            try refuseUnapproved(run, history, tx)
            guard run.publishing != digest else { return }
            run.publishing = digest
            try tx.save(run)
            var facts = AuditFacts()
            facts.set = digest.description
            try Ledger.note(.publish, facts, run: id, by: actor, tx)
        }
    }

    package func release(_ id: RunID, by actor: Actor) throws(RunError) {
        try store.write { tx throws(RunError) in
            var (run, history) = try sealed(id, tx)
            guard run.state == .printing else { throw RunError.wrongState(run: run.name, state: run.state, act: .release) }
            let files = try tx.files(of: id)
            for file in files where file.blob != history.printed[file.number]?.blob { throw Ledger.broken(run, .files) }
            guard files.allSatisfy({ $0.blob != nil }) else {
                throw RunError.printFilesNotWritten(run: run.name)
            }
            move(&run, to: .released)
            try tx.save(run)
            var facts = AuditFacts()
            facts.state = run.state.rawValue
            facts.set = run.publishing?.description
            facts.seal = Seal.files(files, written: true).description
            try Ledger.note(.release, facts, run: id, by: actor, tx)
        }
    }
}

/// Pieces in batches, so that no statement's list grows with the run.
private struct PieceBatches: Sequence, IteratorProtocol {
    private var rest: ArraySlice<PrintPiece>
    init(_ pieces: [PrintPiece]) { rest = pieces[...] }
    mutating func next() -> ArraySlice<PrintPiece>? {
        guard !rest.isEmpty else { return nil }
        defer { rest = rest.dropFirst(10_000) }
        return rest.prefix(10_000)
    }
}

/// A document's name in the store: the run and the place in it, as `r17-000123`.
package enum DocumentName {
    package static func of(_ run: RunID, _ sequence: Int) -> String {
        let digits = String(sequence)
        return "r\(run)-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
    }

    package static func parse(_ name: String) -> (run: RunID, sequence: Int)? {
        guard name.hasPrefix("r") else { return nil }
        let parts = name.dropFirst().split(separator: "-")
        guard parts.count == 2, parts[1].count >= 6, let run = Int64(parts[0]), let sequence = Int(parts[1]) else { return nil }
        return (RunID(run), sequence)
    }
}
