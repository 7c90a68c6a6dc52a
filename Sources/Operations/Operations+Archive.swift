import Records
import Runs

/// Whether what was issued of a run is whole, and can be made again.
package struct VerifyResult: Encodable, Sendable {
    package var run: String
    package var isPruned: Bool
    package var documents: Int
    package var files: Int
    package var faults: [String]
    package var notes: [String]
    package var isWhole: Bool { faults.isEmpty }
}

package struct BackupResult: Encodable, Sendable {
    package var files: Int
    package var copied: Int
    /// What could not be copied, since it is no longer what was kept.
    package var lost: [String]
}

/// A run that is past its retention, or was cancelled.
package struct PrunableRun: Encodable, Sendable {
    package var run: String
    package var why: String
    /// Why it stays all the same.
    package var held: String?
}

package struct PruneResult: Encodable, Sendable {
    /// Files of the archive that nothing refers to: what is there, or was removed.
    package var loose: Int
}

extension Operations {
    /// Holds a run, or every one that is released, against the archive and the trail, and lays its documents out again.
    /// `each` hears of one run after the other.
    package func verifyArchive(
        _ actor: Actor, run name: String?, each: (VerifyResult) -> Void
    ) throws(RunError) -> Bool {
        try allow(.verifyArchive, actor)
        try ledger.proveStore()
        let runs = if let name { [try ledger.run(name)] } else { try ledger.allRuns() }
        let verifier = Verifier(ledger, archive, workspace.program)
        var isWhole = true
        var verified: [String] = []
        // Whether a run was released is not left to its row: what is not as the trail says is told of any.
        for run in runs {
            if name == nil, run.state != .released, try ledger.brokenSeals(of: run.id).isEmpty { continue }
            verified.append(run.name)
            let outcome = try verifier.verify(run) { _ throws(RunError) in try checkCancelled() }
            let result = VerifyResult(
                run: run.name, isPruned: run.isPruned, documents: outcome.documents, files: outcome.files,
                faults: outcome.faults, notes: outcome.notes)
            isWhole = isWhole && result.isWhole
            each(result)
        }
        var facts = AuditFacts()
        (facts.runs, facts.isWhole) = (verified, isWhole)
        try ledger.note(.verify, by: actor, facts)
        return isWhole
    }

    /// Copies the store and the archive to another folder, while others work.
    package func backUp(_ actor: Actor, to home: String) throws(RunError) -> BackupResult {
        try allow(.backUp, actor)
        let made = try Backup.run(ledger, archive, to: home)
        var facts = AuditFacts()
        (facts.files, facts.lost) = (made.files, made.lost.count)
        try ledger.note(.backup, by: actor, facts)
        return BackupResult(files: made.files, copied: made.copied, lost: made.lost)
    }

    /// Keeps a run whatever its retention says.
    package func hold(_ actor: Actor, run name: String, why: String) throws(RunError) {
        try allow(.hold, actor)
        try People.checkReason(why)
        try ledger.hold(try ledger.run(name).id, why: why, by: actor)
    }

    package func unhold(_ actor: Actor, run name: String) throws(RunError) {
        try allow(.unhold, actor)
        try ledger.hold(try ledger.run(name).id, why: nil, by: actor)
    }

    /// Removes what is past its retention on a day, except what is held; unless `isMeant`, only tells what that would be.
    /// `each` hears of one run after the other.
    package func prune(
        _ actor: Actor, on day: Day, isMeant: Bool, each: (PrunableRun) -> Void
    ) throws(RunError) -> PruneResult {
        try allow(.prune, actor)
        if isMeant {
            // What is removed cannot be looked at any more.
            try ledger.proveStore()
            for run in try ledger.allRuns() {
                if let part = try ledger.brokenSeals(of: run.id).first { throw .brokenSeal(run: run.name, part: part) }
            }
        }
        // Nobody puts a file into the archive that is about to be needed.
        let lock = try archive.lock(.exclusive)
        defer { lock.release() }
        for run in try ledger.allRuns() where !run.isPruned {
            guard let why = Retention.end(of: run, on: day) else { continue }
            if isMeant, run.held == nil { for blob in try ledger.prune(run.id, by: actor) { try archive.remove(blob) } }
            each(PrunableRun(run: run.name, why: why, held: run.held))
        }
        let needed = Set(try ledger.blobs().map(\.description))
        guard isMeant else { return PruneResult(loose: archive.loose(beside: needed).count) }
        archive.sweepAside()
        return PruneResult(loose: archive.sweep(keeping: needed))
    }

    // MARK: The trail

    /// Lines of the trail after a line's number, of a run or of all.
    package func readTrail(
        _ actor: Actor, run name: String? = nil, after number: Int64, limit: Int = 500
    ) throws(RunError) -> [AuditLine] {
        try allow(.readTrail, actor)
        var run: RunID?
        if let name { run = try ledger.run(name).id }
        return try ledger.trail(of: run, after: number, limit: limit)
    }

    /// Proves that no line was changed, taken out or put in. `head` is one that was written down before.
    package func verifyTrail(_ actor: Actor, through head: String?) throws(RunError) -> (lines: Int, head: String) {
        try allow(.verifyTrail, actor)
        let whole = try ledger.proveStore(through: head)
        return (whole.lines, whole.head.description)
    }
}
