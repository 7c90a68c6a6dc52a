import Platform
import Records

extension Ledger {
    /// The run, not cancelled, that was made of the same content.
    package func run(ofContent content: Digest, kind: String) throws(RunError) -> Run? {
        try store.read { tx throws(RunError) in try run(ofContent: content, kind: kind, tx) }
    }

    private func run(ofContent content: Digest, kind: String, _ tx: any StoreTransaction) throws(RunError) -> Run? {
        try tx.runs(ofContent: content, kind: kind).first { $0.state != .cancelled && !$0.isOneOff }
    }

    /// Which of these documents were issued before, and in which run.
    package func issued(_ keys: [IssuedKey], kind: String) throws(RunError) -> [IssuedKey: String] {
        try store.read { tx throws(RunError) in
            var found: [IssuedKey: String] = [:]
            for key in keys {
                if let issue = try tx.issue(of: key, kind: kind) { found[key] = try run(issue.run, tx).name }
            }
            return found
        }
    }

    /// Writes down a run with all its documents, or nothing.
    package func submit(_ new: NewRun, by actor: Actor) throws(RunError) -> Run {
        try store.write { tx throws(RunError) in
            if try tx.run(named: new.name) != nil {
                throw RunError.runNameTaken(new.name)
            }
            if !new.isForced, let earlier = try run(ofContent: new.content, kind: new.kind, tx) {
                throw RunError.takenInBefore(source: new.source, run: earlier.name)
            }
            try tx.insert(new.bundleFiles, bundle: new.bundle)
            let hasWork = new.documents.contains(where: \.isSound)
            var run = Run(
                id: RunID(0), name: new.name, kind: new.kind, state: hasWork ? .composing : .composed, asOf: new.asOf,
                language: new.language, source: new.source, sourceDigest: new.sourceDigest, content: new.content, data: new.data,
                bundle: new.bundle, engine: new.engine, begun: try tx.timeOfDay(), begunBy: actor.name, isPaused: false,
                isUrgent: new.isUrgent, approvalsNeeded: new.rules.approvals, isDuplex: new.rules.isDuplex,
                retentionYears: new.rules.retentionYears, input: new.input, copies: new.documents.count { $0.part.isCopy },
                expected: new.expected, isPruned: false, isOneOff: false, round: 1)
            run.id = try tx.insert(run)
            for group in new.groups { try tx.save(group, of: run.id) }
            try tx.insert(new.documents, of: run.id)
            var byChunk = [[NewDocument]](repeating: [], count: new.chunks.count)
            for document in new.documents { byChunk[document.chunk].append(document) }
            var chunks: [Chunk] = []
            for (number, blob) in new.chunks.enumerated() {
                chunks.append(Ledger.chunk(number, blob, byChunk[number]))
                try tx.save(chunks[number], of: run.id)
            }
            try tx.insert(Ledger.composeJobs(chunks, isUrgent: run.isUrgent), of: run.id)
            var facts = AuditFacts()
            facts.state = run.state.rawValue
            facts.name = run.name
            facts.source = run.source
            facts.records = run.input.records
            facts.data = run.data.description
            Ledger.describe(run, &facts)
            facts.intake = Seal.intake(run, new.groups, chunks).description
            if !hasWork { facts.composed = Seal.composed([]).description }
            try Ledger.note(.submit, facts, run: run.id, by: actor, tx)
            return run
        }
    }

    /// What a run is made with, as the trail holds it.
    static func describe(_ run: Run, _ facts: inout AuditFacts) {
        facts.templates = run.bundle.description
        facts.program = run.engine.name
        facts.programDigest = run.engine.digest.description
        facts.about = Seal.about(run).description
    }

    /// A chunk with the documents that were taken in with it.
    static func chunk(_ number: Int, _ blob: Digest, _ documents: [NewDocument]) -> Chunk {
        Chunk(
            number: number, blob: blob, own: documents.count { $0.isSound && !$0.part.isCopy },
            copies: documents.count { $0.isSound && $0.part.isCopy }, digest: Seal.documents(documents))
    }

    /// Urgent runs go before others.
    static func composeJobs(_ chunks: [Chunk], isUrgent: Bool) -> [NewJob] {
        chunks.filter { $0.own + $0.copies > 0 }.map {
            NewJob(kind: .compose, number: $0.number, documents: $0.own + $0.copies, priority: isUrgent ? 0 : 10)
        }
    }

    /// The records of a run that are set aside, by what tells which record corrects them.
    package func openQuarantine(of run: RunID) throws(RunError) -> [QuarantinedKey] {
        try store.read { tx throws(RunError) in
            let about = try self.run(run, tx)
            var own: [Int: StoredDocument] = [:]
            for document in try tx.documents(of: about, .exceptions) where document.state == .quarantined {
                // A record whose own document is set aside, or that of a further recipient.
                if document.document.part.isOwn {
                    own[document.sequence] = document
                } else if let parent = document.document.parent, own[parent] == nil {
                    own[parent] = try tx.documents(of: about, .sequence(parent)).first
                }
            }
            return own.values.sorted { $0.sequence < $1.sequence }.map {
                QuarantinedKey(
                    sequence: $0.sequence, key: $0.document.key, line: $0.document.line, account: $0.document.account,
                    cents: $0.document.cents, isDuplicate: $0.reasons.contains { $0.cause == .duplicate })
            }
        }
    }

    /// Puts corrected records in the places of those that were set aside. Returns what each was and is.
    package func correct(
        _ id: RunID, with correction: Correction, by actor: Actor
    ) throws(RunError) -> [CorrectedDocument] {
        try store.write { tx throws(RunError) in
            var (run, history) = try sealed(id, tx)
            guard [.composing, .composed, .approved].contains(run.state) else {
                throw RunError.wrongState(run: run.name, state: run.state, act: .correct)
            }
            let number = (try tx.chunks(of: id).last?.number ?? -1) + 1
            var groups = Dictionary(try tx.groups(of: id).map { ($0.key, $0) }, uniquingKeysWith: { $1 })
            var touched: Set<Int> = []
            var taken: [NewDocument] = []
            var changes: [CorrectedDocument] = []
            var next = try tx.lastSequence(of: id)
            var own = 0
            var barcodes: [String: Int] = [:]
            try refuseTooMuch(run, correction)
            var dropped = Set(try tx.waivers(of: id).map(\.sequence))
            var replaced: Set<Int> = []
            for var document in correction.documents {
                document.chunk = number
                if document.part.isOwn {
                    let old = try openDocument(document.sequence, of: run, tx)
                    try refuseKnown(document, in: run, tx)
                    recount(&run, &groups, from: old, to: document)
                    changes.append(Ledger.change(from: old, to: document))
                    // What was made for further recipients of the bad record goes with it.
                    let copies = try tx.copies(of: id, parent: document.sequence)
                    run.copies -= copies.count
                    touched.formUnion(copies.map(\.chunk))
                    touched.insert(old.chunk)
                    try tx.delete([document.sequence] + copies.map(\.sequence), of: id)
                    replaced.formUnion([document.sequence] + copies.map(\.sequence))
                    own = document.sequence
                } else {
                    next += 1
                    document.sequence = next
                    document.parent = own
                    run.copies += 1
                }
                if let barcode = document.barcode {
                    try refuseShared(barcode, of: document, record: own, in: run, tx)
                    guard barcodes.updateValue(own, forKey: barcode) ?? own == own else {
                        throw RunError.sharedBarcode(line: document.line)
                    }
                }
                taken.append(document)
            }
            // The hand-in has them in an order of its own; what is sealed is the order in which they are read again.
            taken.sort { $0.sequence < $1.sequence }
            try tx.insert(taken, of: id)
            // What was waived were other documents.
            dropped.formIntersection(replaced)
            try tx.deleteWaivers(of: id, dropped.sorted())
            for group in groups.values.sorted(by: { ($0.cycle, $0.route) < ($1.cycle, $1.route) }) { try tx.save(group, of: id) }
            try tx.save(Ledger.chunk(number, correction.chunk, taken), of: id)
            for chunk in touched { try recount(chunk, of: run, tx) }
            let chunks = try tx.chunks(of: id)
            try tx.insert(
                Ledger.composeJobs(chunks.filter { $0.number == number }, isUrgent: run.isUrgent), of: id)
            run.data = Ledger.dataDigest(chunks)
            // No sum of amounts may grow beyond what a run can hold and print.
            guard let magnitude = try tx.magnitude(of: id), magnitude <= InputTotals.mostCents else {
                throw Ledger.tooMuch(run, correction)
            }
            try voidApprovals(of: &run, history, because: .corrected, by: actor, tx)
            // What was waived were other totals.
            run.expectedWaived = nil
            // What is paused stays so.
            if run.state != .composing, taken.contains(where: \.isSound) { move(&run, to: .composing) }
            try tx.save(run)
            var facts = AuditFacts()
            facts.state = run.state.rawValue
            facts.source = correction.source
            facts.data = correction.chunk.description
            facts.changes = changes
            if !dropped.isEmpty { facts.sequences = dropped.sorted() }
            facts.intake = Seal.intake(run, try tx.groups(of: id), chunks).description
            facts.composed = Seal.composed(try tx.results(of: id, round: run.round)).description
            try Ledger.note(.correct, facts, run: id, by: actor, tx)
            return changes
        }
    }

    private static func tooMuch(_ run: Run, _ correction: Correction) -> RunError {
        .amountsTooLarge(source: "\(run.name) with \(correction.source)")
    }

    /// Amounts that cannot even be added to those of the run.
    private func refuseTooMuch(_ run: Run, _ correction: Correction) throws(RunError) {
        var rest = InputTotals.mostCents.magnitude
        for document in correction.documents where document.part.isOwn {
            guard let cents = document.cents?.magnitude else { continue }
            guard cents <= rest else { throw Ledger.tooMuch(run, correction) }
            rest -= cents
        }
    }

    /// A record whose own document is set aside, or that of a further recipient.
    private func openDocument(_ sequence: Int, of run: Run, _ tx: any StoreTransaction) throws(RunError) -> NewDocument {
        if let stored = try tx.documents(of: run, .sequence(sequence)).first, stored.document.part.isOwn {
            if stored.state == .quarantined { return stored.document }
            for copy in try tx.copies(of: run.id, parent: sequence) {
                if try tx.documents(of: run, .sequence(copy.sequence)).first?.state == .quarantined { return stored.document }
            }
        }
        throw RunError.noLongerSetAside(sequence: sequence)
    }

    private static func change(from old: NewDocument, to new: NewDocument) -> CorrectedDocument {
        var change = CorrectedDocument(sequence: new.sequence, was: old.cents, now: new.cents)
        if old.account != new.account {
            change.accountWas = old.account.map { MaskedAccount.tail(of: $0) }
            change.accountNow = new.account.map { MaskedAccount.tail(of: $0) }
        }
        return change
    }

    /// A correction is no second document for what is good already.
    private func refuseKnown(_ document: NewDocument, in run: Run, _ tx: any StoreTransaction) throws(RunError) {
        guard let key = document.key else { return }
        for other in try tx.documents(of: run.id, key: key) where other.sequence != document.sequence {
            let state = try tx.documents(of: run, .sequence(other.sequence)).first?.state
            if state != .quarantined, state != .waived {
                throw RunError.keyIsSound(line: document.line)
            }
        }
        if let issued = document.issuedKey, let issue = try tx.issue(of: issued, kind: run.kind), issue.run != run.id {
            throw RunError.issuedBefore(line: document.line, run: try self.run(issue.run, tx).name)
        }
    }

    /// A barcode is one record's: two of them would be one piece of mail to whoever sorts it.
    private func refuseShared(
        _ barcode: String, of document: NewDocument, record: Int, in run: Run, _ tx: any StoreTransaction
    ) throws(RunError) {
        for other in try tx.documents(of: run.id, barcode: barcode) where (other.parent ?? other.sequence) != record {
            let state = try tx.documents(of: run, .sequence(other.sequence)).first?.state
            if state != .quarantined, state != .waived { throw RunError.sharedBarcode(line: document.line) }
        }
    }

    /// A corrected record counts with its new amount, in its new group.
    private func recount(
        _ run: inout Run, _ groups: inout [String: InputGroup], from old: NewDocument, to new: NewDocument
    ) {
        func change(_ document: NewDocument, _ sign: Int) {
            var group = InputGroup(cycle: document.cycle ?? "", route: document.route ?? "", totals: InputTotals())
            group = groups[group.key] ?? group
            group.totals.add(document, sign)
            groups[group.key] = group
        }
        change(old, -1)
        change(new, 1)
        run.input.add(old, -1)
        run.input.add(new, 1)
    }

    /// A chunk that documents were taken out of: what is left of it.
    private func recount(_ number: Int, of run: Run, _ tx: any StoreTransaction) throws(RunError) {
        guard let chunk = try tx.chunks(of: run.id).first(where: { $0.number == number }) else { return }
        let documents = try tx.documents(of: run.id, chunk: number)
        try tx.save(Ledger.chunk(number, chunk.blob, documents), of: run.id)
        guard try tx.results(of: run.id, round: run.round).contains(where: { $0.chunk == number }) else { return }
        let sound = Set(documents.lazy.filter(\.isSound).map(\.sequence))
        let composed = try tx.composed(of: run.id, round: run.round, chunk: number)
        try tx.deleteComposed(
            composed.map(\.sequence).filter { !sound.contains($0) }, of: run.id, round: run.round, chunk: number)
        try tx.save(Ledger.result(number, documents, composed), of: run.id, round: run.round)
    }

    /// Of the chunks of a run, in order.
    static func dataDigest(_ chunks: [Chunk]) -> Digest {
        let digester = Digester()
        for chunk in chunks { digester.add(chunk.blob.bytes) }
        return digester.finish()
    }
}
