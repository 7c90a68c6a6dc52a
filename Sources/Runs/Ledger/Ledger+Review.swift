import Platform
import Records

/// What people decide about a run; each is a line of the trail.
extension Ledger {
    /// Answers for leaving out a document that is set aside, or, without one, for totals that are not the expected.
    package func waive(_ id: RunID, sequence: Int?, by actor: Actor, why: String) throws(RunError) {
        try store.write { tx throws(RunError) in
            var (run, history) = try sealed(id, tx)
            guard [.composing, .composed, .approved].contains(run.state) else {
                throw RunError.wrongState(run: run.name, state: run.state, act: .waive)
            }
            var facts = AuditFacts()
            facts.why = why
            if let sequence {
                // What was made for further recipients goes with the record's own.
                var waivers: [Waiver] = []
                for document in [sequence] + (try tx.copies(of: id, parent: sequence).map(\.sequence)) {
                    guard let stored = try tx.documents(of: run, .sequence(document)).first else { continue }
                    if document == sequence {
                        guard stored.state == .quarantined else { break }
                    } else if stored.state == .waived {
                        continue
                    }
                    waivers.append(Waiver(sequence: document, by: actor.name, why: why))
                }
                guard !waivers.isEmpty else {
                    throw RunError.notSetAside(sequence: sequence, run: run.name)
                }
                for waiver in waivers { try tx.insert(waiver, of: id) }
                facts.waivers = waivers
                facts.sequence = sequence
            } else {
                guard run.expected != nil else {
                    throw RunError.noExpectedTotals(run: run.name)
                }
                run.expectedWaived = "\(actor.name): \(why)"
                facts.expectedWaived = run.expectedWaived
            }
            try voidApprovals(of: &run, history, because: .waived, by: actor, tx)
            try tx.save(run)
            facts.state = run.state.rawValue
            try Ledger.note(.waive, facts, run: id, by: actor, tx)
        }
    }

    /// Takes a waiver back.
    package func unwaive(_ id: RunID, sequence: Int?, by actor: Actor) throws(RunError) {
        try store.write { tx throws(RunError) in
            var (run, history) = try sealed(id, tx)
            guard [.composing, .composed, .approved].contains(run.state) else {
                throw RunError.wrongState(run: run.name, state: run.state, act: .unwaive)
            }
            var facts = AuditFacts()
            if let sequence {
                let copies = try tx.copies(of: id, parent: sequence).map(\.sequence)
                let waived = Set(try tx.waivers(of: id).map(\.sequence))
                let taken = ([sequence] + copies).filter(waived.contains)
                guard !taken.isEmpty else { throw RunError.notWaived(sequence: sequence, run: run.name) }
                try tx.deleteWaivers(of: id, taken)
                facts.sequences = taken
                facts.sequence = sequence
            } else {
                guard run.expectedWaived != nil else { throw RunError.totalsNotWaived(run: run.name) }
                run.expectedWaived = nil
            }
            try voidApprovals(of: &run, history, because: .unwaived, by: actor, tx)
            try tx.save(run)
            facts.state = run.state.rawValue
            try Ledger.note(.unwaive, facts, run: id, by: actor, tx)
        }
    }

    /// What makes approvals void.
    enum VoidCause: String {
        case corrected, waived, unwaived, recomposed

        var words: String {
            switch self {
            case .corrected: "records were corrected"
            case .waived: "something was waived"
            case .unwaived: "a waiver was taken back"
            case .recomposed: "all documents are laid out again"
            }
        }
    }

    /// An approval is of what there was when it was given.
    func voidApprovals(
        of run: inout Run, _ history: RunHistory, because cause: VoidCause, by actor: Actor, _ tx: any StoreTransaction
    ) throws(RunError) {
        let count = try tx.approvals(of: run.id).count
        try tx.deleteApprovals(of: run.id)
        if run.state == .approved { run.state = .composed }
        guard max(count, history.approvals.count) > 0 else { return }
        var facts = AuditFacts()
        facts.state = run.state.rawValue
        facts.why = cause.words
        facts.documents = max(count, history.approvals.count)
        try Ledger.note(.void, facts, run: run.id, by: actor, tx)
    }

    /// Lets jobs that have stopped be tried again. Returns how many.
    package func retry(_ id: RunID, by actor: Actor) throws(RunError) -> Int {
        try store.write { tx throws(RunError) in
            let count = try tx.wake(id, [.discarded, .retryable])
            guard count > 0 else { return 0 }
            var facts = AuditFacts()
            facts.jobs = count
            try Ledger.note(.retry, facts, run: id, by: actor, tx)
            return count
        }
    }

    package func pause(_ id: RunID, _ isPaused: Bool, by actor: Actor) throws(RunError) {
        try store.write { tx throws(RunError) in
            var (run, _) = try sealed(id, tx)
            guard run.state == .composing || run.state == .printing else {
                throw RunError.wrongState(run: run.name, state: run.state, act: isPaused ? .pause : .resume)
            }
            run.isPaused = isPaused
            try tx.save(run)
            try Ledger.note(isPaused ? .pause : .resume, AuditFacts(), run: id, by: actor, tx)
        }
    }

    package func cancel(_ id: RunID, by actor: Actor) throws(RunError) {
        try store.write { tx throws(RunError) in
            var (run, _) = try sealed(id, tx)
            guard run.state != .released else {
                throw RunError.wrongState(run: run.name, state: run.state, act: .cancel)
            }
            guard run.state != .cancelled else { return }
            try refusePublishing(run)
            move(&run, to: .cancelled)
            // The name is free for the next try.
            run.name += " (cancelled \(run.id))"
            try tx.save(run)
            try tx.cancelJobs(of: id)
            // What it had planned to print is of use to nobody.
            try tx.deletePlan(of: id)
            try tx.deleteIssued(of: id)
            var facts = AuditFacts()
            facts.state = run.state.rawValue
            facts.name = run.name
            // How far it had come stays as it is now.
            facts.composed = Seal.composed(try tx.results(of: id, round: run.round)).description
            try Ledger.note(.cancel, facts, run: id, by: actor, tx)
        }
    }

    /// The set may have its name already, though the store has not heard of it.
    private func refusePublishing(_ run: Run) throws(RunError) {
        if run.publishing != nil {
            throw RunError.publishing(run: run.name, output: run.output ?? "")
        }
    }

    /// Approves a run as it was seen: `ledger` is the digest of what was shown.
    package func approve(_ id: RunID, ledger seen: Digest, on day: Day, by actor: Actor) throws(RunError) -> [Approval] {
        try store.verify(.trail)
        return try store.write { tx throws(RunError) in
            var (run, history) = try sealed(id, tx)
            guard run.state == .composed || run.state == .approved else {
                throw RunError.wrongState(run: run.name, state: run.state, act: .approve)
            }
            let now = try examine(run, history, tx)
            guard now == seen else {
                throw RunError.changedMeanwhile(run: run.name)
            }
            // What does not balance is nobody's to approve, whichever way in he takes.
            let imbalances = try books(of: run, tx).imbalances
            guard imbalances.isEmpty else {
                throw RunError.notReady(run: run.name, act: .approve, problems: imbalances.map { .imbalance($0) })
            }
            if history.approvals.contains(where: { People.isSame($0.by, actor.name) }) {
                throw RunError.approvedAlready(run: run.name, by: actor.name)
            }
            let approval = Approval(by: actor.name, on: day, ledger: seen)
            try tx.insert(approval, of: id)
            let approvals = try tx.approvals(of: id)
            if approvals.count >= max(1, run.approvalsNeeded) { run.state = .approved }
            try tx.save(run)
            var facts = AuditFacts()
            facts.state = run.state.rawValue
            facts.ledger = seen.description
            facts.approvals = [approval.sealed]
            try Ledger.note(.approve, facts, run: id, by: actor, tx)
            return approvals
        }
    }

    package func approvals(of run: RunID) throws(RunError) -> [Approval] {
        try store.read { tx throws(RunError) in try tx.approvals(of: run) }
    }

    /// Whether enough people have approved the run as it is now. Approvals are those of the trail.
    func isApproved(_ run: Run, _ history: RunHistory, ledger now: Digest) -> Bool {
        history.approvals.count { $0.ledger == now } >= max(1, run.approvalsNeeded)
    }

    /// The documents of a run that its proof is chosen from.
    package func proofCandidates(of id: RunID) throws(RunError) -> [ProofCandidate] {
        try store.read { tx throws(RunError) in try tx.proofCandidates(of: try run(id, tx)) }
    }

    /// Lays all documents out again, by another program or other templates; approvals are void.
    package func recompose(
        _ id: RunID, bundle: [BundleFile], digest: Digest, rules: RunRules, engine: Engine, by actor: Actor
    ) throws(RunError) {
        try store.write { tx throws(RunError) in
            var (run, history) = try sealed(id, tx)
            guard [.composing, .composed, .approved, .printing].contains(run.state) else {
                throw RunError.wrongState(run: run.name, state: run.state, act: .recompose)
            }
            try refusePublishing(run)
            // What a release had begun is undone; its stop list comes again with the next.
            try tx.deletePlan(of: id)
            try tx.deleteIssued(of: id)
            try tx.replaceStops(of: id, with: [])
            (run.publishing, run.output, run.releasedOn, run.stopList, run.each) = (nil, nil, nil, nil, nil)
            if run.state == .printing { run.state = .approved }
            try voidApprovals(of: &run, history, because: .recomposed, by: actor, tx)
            try tx.insert(bundle, bundle: digest)
            let before = run.bundle
            (run.bundle, run.engine, run.approvalsNeeded) = (digest, engine, rules.approvals)
            (run.isDuplex, run.retentionYears, run.expectedWaived) = (rules.isDuplex, rules.retentionYears, nil)
            // What intake set aside has no pages to make anew; what was set aside when it was laid out may be good now.
            let unsound = Set(try tx.documents(of: run, .unsound).map(\.sequence))
            let dropped = try tx.waivers(of: id).map(\.sequence).filter { !unsound.contains($0) }
            try tx.deleteWaivers(of: id, dropped)
            run.round += 1
            try tx.deleteJobs(of: id)
            let jobs = Ledger.composeJobs(try tx.chunks(of: id), isUrgent: run.isUrgent)
            try tx.insert(jobs, of: id)
            move(&run, to: jobs.isEmpty ? .composed : .composing)
            try tx.save(run)
            // Nobody would think of it when the run is pruned.
            if try !tx.needsBundle(before) { try tx.deleteBundle(before) }
            var facts = AuditFacts()
            facts.state = run.state.rawValue
            facts.sequences = dropped
            Ledger.describe(run, &facts)
            if jobs.isEmpty { facts.composed = Seal.composed([]).description }
            try Ledger.note(.recompose, facts, run: id, by: actor, tx)
        }
    }
}
