import Pages
import Platform
import Records

/// Holding all of a run's rows against what the trail says of them.
extension Ledger {
    /// The digest of all that an approval is of: whose the documents are, where their records lie, what became of them, how
    /// many pages and which amounts they have.
    package func ledger(of id: RunID) throws(RunError) -> Digest {
        try store.read { tx throws(RunError) in
            let run = try run(id, tx)
            if run.isPruned { throw RunError.documentsPruned(run: run.name) }
            let history = try Ledger.history(of: id, tx)
            if let part = history.difference(from: run) { throw Ledger.broken(run, part) }
            return try examine(run, history, tx)
        }
    }

    /// Every part of a run that is not what the trail says, each once; empty where all is.
    package func brokenSeals(of id: RunID) throws(RunError) -> [SealedPart] {
        try store.read { tx throws(RunError) in
            let run = try run(id, tx)
            let history = try Ledger.history(of: id, tx)
            var broken: [SealedPart] = []
            if let part = history.difference(from: run) { broken.append(part) }
            if history.isUnapproved { broken.append(.approvals) }
            for line in try tx.lines(of: id, after: 0, limit: .max) where !line.isWhole {
                broken.append(.trail)
                break
            }
            if run.isPruned {
                broken += try examinePruned(run, history, tx)
            } else if run.isOneOff {
                broken += try examineOneOff(run, history, tx)
            } else {
                broken += try examination(run, history, tx).broken
            }
            var seen: Set<SealedPart> = []
            return broken.filter { seen.insert($0).inserted }
        }
    }

    /// The ledger's digest as the rows make it; refused where they are not what the trail says.
    func examine(_ run: Run, _ history: RunHistory, _ tx: any StoreTransaction) throws(RunError) -> Digest {
        let examination = try examination(run, history, tx)
        if let part = examination.broken.first { throw Ledger.broken(run, part) }
        return examination.ledger
    }

    private struct Examination {
        var broken: [SealedPart] = []
        var ledger: Digest
    }

    private func examination(
        _ run: Run, _ history: RunHistory, _ tx: any StoreTransaction
    ) throws(RunError) -> Examination {
        var broken = try examineDecisions(run, history, tx)
        let groups = try tx.groups(of: run.id)
        let chunks = try tx.chunks(of: run.id)
        let results = try tx.results(of: run.id, round: run.round)
        let resultOf = Dictionary(results.map { ($0.chunk, $0) }, uniquingKeysWith: { $1 })
        // Not everything is laid out yet, or ever will be.
        let mayWait = run.state == .composing || run.state == .cancelled
        var counted = CountedInput()
        var (documentCount, composedCount) = (0, 0)
        for chunk in chunks {
            let documents = try tx.documents(of: run.id, chunk: chunk.number)
            documentCount += documents.count
            counted.add(documents)
            if Ledger.chunk(chunk.number, chunk.blob, documents) != chunk { broken.append(.intake) }
            let composed = try tx.composed(of: run.id, round: run.round, chunk: chunk.number)
            // Only what is sound is laid out.
            let sound = Set(documents.lazy.filter(\.isSound).map(\.sequence))
            if !sound.isSuperset(of: composed.lazy.map(\.sequence)) { broken.append(.composed) }
            composedCount += composed.count
            let made = Ledger.result(chunk.number, documents, composed)
            if let result = resultOf[chunk.number] {
                if result != made { broken.append(.composed) }
            } else if !made.totals.isEmpty || (!mayWait && chunk.own + chunk.copies > 0) {
                broken.append(.composed)
            }
        }
        // Nothing is of a chunk that there is not.
        if !Set(resultOf.keys).isSubset(of: chunks.map(\.number)) { broken.append(.composed) }
        let counts = try tx.counts(of: run)
        if counts.documents != documentCount { broken.append(.intake) }
        if counts.composed != composedCount { broken.append(.composed) }
        if counts.ownFiles != 0 { broken.append(.document) }
        if !counted.isAs(run, groups) { broken.append(.totals) }
        if Ledger.dataDigest(chunks) != run.data { broken.append(.intake) }
        let intake = Seal.intake(run, groups, chunks)
        if history.intake != intake { broken.append(.intake) }
        let composed = Seal.composed(results)
        if run.state != .composing, history.composed != composed { broken.append(.composed) }
        broken += try examinePlan(run, history, counts, tx)
        return Examination(
            broken: broken,
            ledger: Seal.ledger(
                made: Seal.made(run), intake: intake, composed: composed, waivers: try tx.waivers(of: run.id),
                expectedWaived: run.expectedWaived))
    }

    /// What people have decided, and the templates that they saw.
    private func examineDecisions(
        _ run: Run, _ history: RunHistory, _ tx: any StoreTransaction
    ) throws(RunError) -> [SealedPart] {
        var broken: [SealedPart] = []
        func order(_ a: Approval, _ b: Approval) -> Bool { a.by < b.by }
        if try tx.approvals(of: run.id).sorted(by: order) != history.approvals.sorted(by: order) { broken.append(.approvals) }
        // With a run's documents go their waivers, the stop list's marks and the templates.
        let waivers = run.isPruned ? [] : history.waivers.values.sorted { $0.sequence < $1.sequence }
        if try tx.waivers(of: run.id) != waivers { broken.append(.waivers) }
        let stopped = run.isPruned ? nil : history.stopped
        if try Seal.stops(tx.stops(of: run.id)) != stopped ?? Seal.stops([]) { broken.append(.stops) }
        if !run.isPruned, try BundleKeeper.digest(tx.bundleFiles(run.bundle)) != run.bundle { broken.append(.templates) }
        return broken
    }

    /// What is left of a run without its documents.
    private func examinePruned(
        _ run: Run, _ history: RunHistory, _ tx: any StoreTransaction
    ) throws(RunError) -> [SealedPart] {
        var broken = try examineDecisions(run, history, tx)
        if history.intake != Seal.intake(run, try tx.groups(of: run.id), []) { broken.append(.intake) }
        let isEmpty = try tx.counts(of: run) == RowCounts()
        guard isEmpty, try tx.chunks(of: run.id).isEmpty, try tx.results(of: run.id, round: run.round).isEmpty,
            try tx.files(of: run.id).isEmpty
        else { return broken + [.retention] }
        return broken
    }

    /// The print files and where each document stands in them.
    private func examinePlan(
        _ run: Run, _ history: RunHistory, _ counts: RowCounts, _ tx: any StoreTransaction
    ) throws(RunError) -> [SealedPart] {
        var broken: [SealedPart] = []
        let files = try tx.files(of: run.id)
        guard run.state == .printing || run.state == .released else {
            if !files.isEmpty { broken.append(.files) }
            if counts.pieces != 0 { broken.append(.pieces) }
            if counts.issued != 0 { broken.append(.issued) }
            return broken
        }
        var own: [IssuedDocument] = []
        var planned = 0
        for file in files {
            let documents = try tx.documents(of: run, .file(file.number))
            planned += documents.count
            if Seal.pieces(documents) != file.piecesDigest || !PrintPlan.isContiguous(documents, file, run.sides) {
                broken.append(.pieces)
            }
            if documents.contains(where: { !$0.isLaidOut || $0.isStopped }) { broken.append(.pieces) }
            own += documents.compactMap { $0.issuedDocument(run.id) }
            // A file that the trail has no line of is not written yet, or was sealed as a whole.
            if let printed = history.printed[file.number] {
                if file.blob != printed.blob || file.bytes != printed.bytes { broken.append(.files) }
            } else if history.seal == nil, file.blob != nil || file.bytes != 0 {
                broken.append(.files)
            }
        }
        // Every document that is to be issued stands in a file, and no other does.
        let order = try tx.printOrder(of: run)
        if planned != order.count || planned != counts.pieces { broken.append(.pieces) }
        if Seal.files(files, written: false) != history.plan { broken.append(.files) }
        if run.state == .released, Seal.files(files, written: true) != history.seal { broken.append(.files) }
        if try !isIssued(own, of: run, history, counts, tx) { broken.append(.issued) }
        return broken
    }

    /// Whether what takes up numbers is written down among those that were issued, and nothing else of the run is.
    private func isIssued(
        _ own: [IssuedDocument], of run: Run, _ history: RunHistory, _ counts: RowCounts, _ tx: any StoreTransaction
    ) throws(RunError) -> Bool {
        let written = Set(try tx.issued(of: run))
        guard written.count == counts.issued, written.isSubset(of: own) else { return false }
        for one in own where !written.contains(one) {
            // Numbers that look the same were two to version 0.1.
            guard history.isAdopted, try tx.issue(of: one.key, kind: run.kind) != nil else { return false }
        }
        return true
    }

    /// Documents that were made one by one: each has a line of its own, and nothing of what runs have beside their documents.
    private func examineOneOff(
        _ run: Run, _ history: RunHistory, _ tx: any StoreTransaction
    ) throws(RunError) -> [SealedPart] {
        var broken = try examineDecisions(run, history, tx)
        if history.intake != Seal.intake(run, try tx.groups(of: run.id), []) { broken.append(.intake) }
        if try !tx.results(of: run.id, round: run.round).isEmpty { broken.append(.composed) }
        if try !tx.files(of: run.id).isEmpty { broken.append(.files) }
        var count = 0
        var own: [IssuedDocument] = []
        let blobs = try blobs(of: run.id, tx)
        for chunk in try tx.chunks(of: run.id) {
            let documents = try tx.documents(of: run, .chunk(chunk.number))
            if chunk != Chunk(number: chunk.number, blob: chunk.blob, digest: Seal.documents(documents.map(\.document))) {
                broken.append(.intake)
            }
            for document in documents {
                count += 1
                let seal = Seal.oneOff(document, record: try blobs.blob(chunk.number))
                if try self.seal(ofKept: document.sequence, run: run.id, tx) != seal { broken.append(.document) }
                own += run.copy == nil ? [document.issuedDocument(run.id)].compactMap { $0 } : []
            }
        }
        let kept = try tx.lines(of: run.id, after: 0, limit: .max).count {
            // Lines of version 0.1 name their document in a sentence, and it has a line of its own beside them.
            $0.document != nil && ($0.act == AuditAct.keep.rawValue || $0.act == AuditAct.adopt.rawValue)
        }
        let counts = try tx.counts(of: run)
        if count != kept || counts.documents != count || counts.ownFiles != count
            || counts.composed != count
        {
            broken.append(.document)
        }
        if counts.pieces != 0 { broken.append(.pieces) }
        if try !isIssued(own, of: run, history, counts, tx) { broken.append(.issued) }
        return broken
    }

    /// What the trail says of a document that was made one by one and kept.
    func seal(ofKept sequence: Int, run: RunID, _ tx: any StoreTransaction) throws(RunError) -> Digest? {
        try tx.lines(of: run, document: sequence).last {
            $0.isWhole && ($0.act == AuditAct.keep.rawValue || $0.act == AuditAct.adopt.rawValue)
        }?.facts?.seal.flatMap(Digest.init(hex:))
    }
}

/// What a run's documents add up to as they were taken in.
private struct CountedInput {
    private var groups: [String: InputGroup] = [:]
    private var input = InputTotals()
    private var copies = 0

    mutating func add(_ documents: [NewDocument]) {
        for document in documents {
            switch document.part {
            case .own:
                let group = InputGroup(cycle: document.cycle ?? "", route: document.route ?? "", totals: InputTotals())
                groups[group.key, default: group].totals.add(document)
                input.add(document)
            case .copy: copies += 1
            case .looseDetail: break
            }
        }
    }

    /// A group from which a correction took its last record counts nothing.
    func isAs(_ run: Run, _ kept: [InputGroup]) -> Bool {
        let kept = kept.filter { $0.totals != InputTotals() }
        return input == run.input && copies == run.copies && kept.count == groups.count
            && kept.allSatisfy { groups[$0.key] == $0 }
    }
}

extension StoredDocument {
    /// What it takes up among the numbers that were issued; nothing for copies, and where there is no number.
    func issuedDocument(_ run: RunID) -> IssuedDocument? {
        guard document.part.isOwn, let key = document.issuedKey else { return nil }
        return IssuedDocument(key: key, run: run, sequence: sequence)
    }
}
