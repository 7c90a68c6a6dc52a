import Platform
import Records

/// The rules of runs, written once, above whatever store keeps their rows: what may follow what, when a run balances, who may
/// approve it and what voids that, what was issued before, how print files are cut and named, and the trail.
///
/// Each function is one use and one transaction, or one read. Begin with `Ledger+Review` to see how one is written: it locks
/// the run and holds it against the trail (`sealed`), checks, changes rows, and adds its line to the trail (`note`).
package struct Ledger: Sendable {
    package let store: any RunStore

    package init(_ store: any RunStore) { self.store = store }

    // MARK: Runs

    /// Runs, without those of one-off documents.
    package func runs() throws(RunError) -> [Run] { try allRuns().filter { !$0.isOneOff } }

    /// Those of one-off documents too.
    package func allRuns() throws(RunError) -> [Run] {
        var all: [Run] = []
        while true {
            let page = try store.read { tx throws(RunError) in try tx.runs(after: all.last?.id, limit: 500) }
            all += page
            if page.count < 500 { return all }
        }
    }

    /// By name or by number.
    package func run(_ name: String) throws(RunError) -> Run {
        try store.read { tx throws(RunError) in
            if let run = try tx.run(named: name) { return run }
            if let number = Int64(name), let run = try tx.run(RunID(number)) { return run }
            var names: [String] = []
            for run in try tx.runs(after: nil, limit: 5_000) where !run.isOneOff { names.append(run.name) }
            throw RunError.unknownRun(name, suggestion: Contract.didYouMean(name, in: names))
        }
    }

    func run(_ id: RunID, _ tx: any StoreTransaction) throws(RunError) -> Run {
        guard let run = try tx.run(id) else { throw RunError.unknownRun(String(describing: id), suggestion: nil) }
        return run
    }

    // MARK: Within a transaction

    /// A run that is about to be changed, and what the trail says of it; refused where its row says something else.
    func sealed(_ id: RunID, _ tx: any StoreTransaction) throws(RunError) -> (run: Run, history: RunHistory) {
        guard let run = try tx.lock(id) else { throw RunError.unknownRun(String(describing: id), suggestion: nil) }
        let history = try Ledger.history(of: id, tx)
        if let part = history.difference(from: run) { throw Ledger.broken(run, part) }
        return (run, history)
    }

    /// The row of a run, or of what is its, is not what the trail says.
    static func broken(_ run: Run, _ part: SealedPart) -> RunError {
        .brokenSeal(run: run.name, part: part)
    }

    static func history(of run: RunID, _ tx: any StoreTransaction) throws(RunError) -> RunHistory {
        var history = RunHistory()
        var last: Int64 = 0
        while true {
            let lines = try tx.runLines(of: run, after: last, limit: 1_000)
            for line in lines {
                history.add(line)
                last = line.number
            }
            if lines.count < 1_000 { return history }
        }
    }

    /// Adds a line to the trail.
    static func note(
        _ act: AuditAct, _ facts: AuditFacts, run: RunID?, document: Int? = nil, by actor: Actor, _ tx: any StoreTransaction
    ) throws(RunError) {
        let last = try tx.lastLine()
        var line = AuditLine(
            format: .facts, number: (last?.number ?? 0) + 1, at: try tx.timeOfDay(), actor: actor, act: act.rawValue, run: run,
            document: document, text: facts.json, previous: last?.hash ?? AuditLine.origin, hash: AuditLine.origin)
        line.hash = line.ownHash
        try tx.insert(line)
    }

    /// Moves a run on, and ends its pause, which was of the work at hand.
    func move(_ run: inout Run, to state: RunState) {
        run.state = state
        run.isPaused = false
    }

    // MARK: The trail

    /// Adds a line that goes with no change of rows.
    package func note(
        _ act: AuditAct, run: RunID? = nil, document: Int? = nil, by actor: Actor, _ facts: AuditFacts
    ) throws(RunError) {
        try store.write { tx throws(RunError) in
            // The trail tells of no run that there is not.
            if let run { _ = try self.run(run, tx) }
            try Ledger.note(act, facts, run: run, document: document, by: actor, tx)
        }
    }

    /// Lines of the trail in their order, a page at a time.
    package func trail(of run: RunID? = nil, after number: Int64 = 0, limit: Int = 500) throws(RunError) -> [AuditLine] {
        try store.read { tx throws(RunError) in try tx.lines(of: run, after: number, limit: limit) }
    }

    package func trailHead() throws(RunError) -> Digest {
        try store.read { tx throws(RunError) in try tx.lastLine()?.hash ?? AuditLine.origin }
    }

    /// Proves the store as a whole and the trail: before anything is given out or removed, and where somebody verifies.
    @discardableResult
    package func proveStore(through head: String? = nil) throws(RunError) -> (lines: Int, head: Digest) {
        try store.verify(.all)
        return try checkTrail(through: head)
    }

    /// Goes through the whole trail: how many lines there are, and the last one's hash. `head` is one that was written down
    /// before, and must be on the way.
    package func checkTrail(through head: String? = nil) throws(RunError) -> (lines: Int, head: Digest) {
        var isMet = head == nil
        var expected = AuditLine.origin
        var number: Int64 = 0
        var last = Int64.min
        var begun: Set<RunID> = []
        while true {
            let lines = try trail(after: last, limit: 2_000)
            for line in lines {
                number += 1
                guard line.number == number else {
                    throw line.number > number ? RunError.trailLacks(line: number) : RunError.trailExtraLine(line.number)
                }
                last = number
                guard line.previous == expected else {
                    throw RunError.trailOutOfOrder(line: number)
                }
                guard line.isWhole else { throw RunError.trailChanged(line: number) }
                expected = line.hash
                if let run = line.run { begun.insert(run) }
                if head == line.hash.description { isMet = true }
            }
            if lines.isEmpty { break }
        }
        guard isMet else {
            throw RunError.otherTrail
        }
        try checkRuns(begun)
        return (Int(number), expected)
    }

    /// Runs are never removed, and nothing is of a run that is not there.
    private func checkRuns(_ begun: Set<RunID>) throws(RunError) {
        let runs = Set(try allRuns().map(\.id))
        if let lost = begun.subtracting(runs).min(by: { $0.number < $1.number }) {
            throw RunError.trailRunLost("\(lost)")
        }
        if try store.read({ tx throws(RunError) in try tx.hasStrays() }) {
            throw RunError.strayRows
        }
    }
}
