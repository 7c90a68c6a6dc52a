import Platform
import Records

/// Runs that were written by an earlier version, whose trail has sentences and no seals.
extension Ledger {
    /// Seals every run that the trail has no seal of, as it is found, with a line of its own. Part of a store's migration.
    package static func adopt(in tx: any StoreTransaction, by actor: Actor) throws(RunError) {
        var last: RunID?
        while let run = try tx.runs(after: last, limit: 1).first {
            last = run.id
            guard try Ledger.history(of: run.id, tx).state == nil else { continue }
            if run.isOneOff { try adoptOneOff(run, by: actor, tx) } else { try adopt(run, by: actor, tx) }
        }
    }

    private static func adopt(_ run: Run, by actor: Actor, _ tx: any StoreTransaction) throws(RunError) {
        for chunk in try tx.chunks(of: run.id) {
            let documents = try tx.documents(of: run.id, chunk: chunk.number)
            let sealed = Ledger.chunk(chunk.number, chunk.blob, documents)
            try tx.save(sealed, of: run.id)
            let composed = try tx.composed(of: run.id, round: run.round, chunk: chunk.number)
            guard !composed.isEmpty else { continue }
            try tx.save(Ledger.result(chunk.number, documents, composed), of: run.id, round: run.round)
        }
        if run.state == .cancelled { try tx.deletePlan(of: run.id) }
        for var file in try tx.files(of: run.id) {
            let documents = try tx.documents(of: run, .file(file.number))
            file.piecesDigest = Seal.pieces(documents)
            try tx.save(file, of: run.id)
            guard run.state == .printing || run.state == .released else { continue }
            _ = try tx.insert(documents.compactMap { $0.issuedDocument(run.id) }, kind: run.kind)
        }
        let intake = Seal.intake(run, try tx.groups(of: run.id), try tx.chunks(of: run.id))
        let composed = Seal.composed(try tx.results(of: run.id, round: run.round))
        let waivers = try tx.waivers(of: run.id)
        let approvals = try adoptApprovals(
            of: run,
            Seal.ledger(
                made: Seal.made(run), intake: intake, composed: composed, waivers: waivers, expectedWaived: run.expectedWaived),
            tx)
        var facts = seal(run)
        facts.intake = intake.description
        facts.composed = composed.description
        facts.waivers = waivers
        facts.approvals = approvals.map(\.sealed)
        // An approval that was void before stays void, and what was released without one is told for good.
        let isApproved = approvals.count >= max(1, run.approvalsNeeded)
        facts.isWhole = isApproved || ![.approved, .printing, .released].contains(run.state) || run.isPruned
        facts.list = run.stopList?.description
        facts.stopped = Seal.stops(try tx.stops(of: run.id)).description
        let files = try tx.files(of: run.id)
        facts.plan = Seal.files(files, written: false).description
        if run.state == .released { facts.seal = Seal.files(files, written: true).description }
        try Ledger.note(.adopt, facts, run: run.id, by: actor, tx)
        guard run.state == .printing else { return }
        for file in files {
            guard let blob = file.blob else { continue }
            var printed = AuditFacts()
            (printed.file, printed.fileName) = (file.number, file.name)
            (printed.blob, printed.bytes) = (blob.description, file.bytes)
            try Ledger.note(.printed, printed, run: run.id, by: actor, tx)
        }
    }

    /// The store has dropped those that were void. What is left is of the same rows, under their new seal.
    private static func adoptApprovals(
        of run: Run, _ ledger: Digest, _ tx: any StoreTransaction
    ) throws(RunError) -> [Approval] {
        var approvals = try tx.approvals(of: run.id)
        try tx.deleteApprovals(of: run.id)
        for index in approvals.indices {
            approvals[index].ledger = ledger
            try tx.insert(approvals[index], of: run.id)
        }
        return approvals
    }

    private static func adoptOneOff(_ run: Run, by actor: Actor, _ tx: any StoreTransaction) throws(RunError) {
        var facts = seal(run)
        facts.intake = Seal.intake(run, [], []).description
        facts.isWhole = true
        try Ledger.note(.adopt, facts, run: run.id, by: actor, tx)
        for chunk in try tx.chunks(of: run.id) {
            var sealed = chunk
            sealed.digest = Seal.documents(try tx.documents(of: run.id, chunk: chunk.number))
            try tx.save(sealed, of: run.id)
            for document in try tx.documents(of: run, .chunk(chunk.number)) {
                if run.copy == nil {
                    _ = try tx.insert([document.issuedDocument(run.id)].compactMap { $0 }, kind: run.kind)
                }
                var facts = AuditFacts()
                facts.pages = document.pages
                facts.composed = document.composed?.digest?.description
                facts.blob = document.ownFile?.description
                facts.seal = Seal.oneOff(document, record: chunk.blob).description
                try Ledger.note(.adopt, facts, run: run.id, document: document.sequence, by: actor, tx)
            }
        }
    }

    /// What the row of a run says, as the trail holds it.
    private static func seal(_ run: Run) -> AuditFacts {
        var facts = AuditFacts()
        facts.state = run.state.rawValue
        facts.name = run.name
        facts.isPaused = run.isPaused
        facts.isPruned = run.isPruned
        facts.why = run.held
        facts.expectedWaived = run.expectedWaived
        facts.output = run.output
        facts.each = run.each?.rawValue
        facts.releasedOn = run.releasedOn.map { String(describing: $0) }
        facts.set = run.publishing?.description
        Ledger.describe(run, &facts)
        return facts
    }
}
