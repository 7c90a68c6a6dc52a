import Platform
import Records
import Runs

/// A made-up office without paper: the same use cases on several stores at once, nothing laid out, and every answer of one
/// held against that of the others. The first store is the one that the others are held against.
package final class MadeUpOffice {
    private let fixtures: [any StoreFixture]
    private let ledgers: [Ledger]
    /// What was not the same, or not lawful.
    package private(set) var findings: [String] = []
    /// What was done and what came of it, a line for each step.
    package private(set) var transcript: [String] = []
    private(set) var runs: [Int: [RunID]] = [:]
    /// What was refused, by all stores alike.
    private(set) var refusals = 0
    /// The jobs that workers hold, or held: the last one is the newest.
    var leases: [Int: [Lease]] = [:]
    private var lastLine: Int64 = 0
    /// The rows of runs as they were seen last.
    private var lastRows: [RunID: String] = [:]
    private var outcomes: [String] = []
    /// The runs that the step at hand has to do with.
    var touched: Set<RunID> = []

    package init(_ fixtures: [any StoreFixture]) {
        self.fixtures = fixtures
        ledgers = fixtures.map { Ledger($0.store) }
    }

    package var ledger: Ledger { ledgers[0] }

    /// Runs the steps one after the other, up to the first finding.
    package func run(_ steps: [Step]) {
        for step in steps {
            perform(step)
            if !findings.isEmpty { return }
        }
        finish()
    }

    package func perform(_ step: Step) {
        outcomes = []
        touched = []
        do { try act(step) } catch { find("a clock could not be turned: \(error)") }
        transcript.append("\(step),  // \(outcomes.joined(separator: "; "))")
        watch(touched)
    }

    /// Holds every run against its likes at the end.
    package func finish() {
        lastRows = [:]
        watch(Set(ledgers[0].allRunIDs))
        holdLaws()
    }

    func find(_ what: String) { findings.append(what) }

    // MARK: Runs by their slots

    func add(_ run: RunID, to slot: Int) {
        if runs[slot]?.last != run { runs[slot, default: []].append(run) }
    }

    /// The newest run of a slot, now and then an older one, and one that there is not where the slot is empty.
    func run(_ step: Step, _ made: inout MadeUpDocuments) -> RunID {
        guard let all = runs[step.slot], let newest = all.last else { return RunID(99) }
        let run = made.isOne(in: 12) ? made.noise.pick(all) : newest
        touched.insert(run)
        return run
    }

    // MARK: The same on every store

    /// Asks every ledger the same. Returns the first one's answer; nil where it refused.
    @discardableResult
    func ask<Answer>(
        _ what: String, isQuiet: Bool = false, _ body: (Ledger) throws(RunError) -> Answer,
        _ text: (Answer) -> String = { "\($0)" }
    ) -> Answer? {
        var first: Answer?
        var texts: [String] = []
        for (index, ledger) in ledgers.enumerated() {
            do throws(RunError) {
                let answer = try body(ledger)
                if index == 0 { first = answer }
                texts.append(text(answer))
            } catch {
                texts.append("refused (\(error.cause)): \(error.message)")
                if error.cause == .damaged, !isQuiet { find("\(what) found damage that nobody did: \(error.message)") }
            }
        }
        for other in texts.dropFirst() where !other.utf8.elementsEqual(texts[0].utf8) {
            find("\(what): \(MadeUpOffice.difference(texts[0], other))")
        }
        if !isQuiet, first == nil { refusals += 1 }
        if !isQuiet { outcomes.append("\(what): \(texts[0].prefix(150))") }
        return first
    }

    /// Where two texts part.
    static func difference(_ one: String, _ other: String) -> String {
        let (a, b) = (Array(one.utf8), Array(other.utf8))
        let same = zip(a, b).prefix { $0 == $1 }.count
        func around(_ bytes: [UInt8]) -> String {
            String(decoding: bytes[max(0, same - 200)..<min(bytes.count, same + 200)], as: UTF8.self)
        }
        return "\n    the first: …\(around(a))…\n    another:   …\(around(b))…"
    }

    func turnClocks(seconds: Int) throws { for fixture in fixtures { try fixture.turnClock(seconds: seconds) } }

    // MARK: What is seen from outside

    /// Holds what every store says of these runs against the others, and what is told of all runs.
    private func watch(_ watched: Set<RunID>) {
        let last = lastLine
        var seen = last
        ask("the trail", isQuiet: true) { ledger throws(RunError) in
            try ledger.trail(after: last, limit: .max)
        } _: { lines in
            seen = lines.last?.number ?? seen
            for line in lines { if let run = line.run { lastRows[run] = nil } }
            return MadeUpOffice.text(lines)
        }
        lastLine = seen
        ask("runs", isQuiet: true) { ledger throws(RunError) in
            try ledger.store.read { tx throws(RunError) in
                let rows = try tx.runs(after: nil, limit: .max).map(MadeUpOffice.text)
                return "\(rows) \(try tx.hasOpenJobs()) \(try tx.blobs(after: nil, limit: .max).count)"
            }
        }
        let engine = MadeUpDocuments.engines[transcript.count % 2]
        ask("progress", isQuiet: true) { ledger throws(RunError) in try ledger.progress(of: nil, engine: engine) }
        for run in watched.sorted(by: { $0.number < $1.number }) where run.number != 99 { watch(run) }
    }

    private func watch(_ id: RunID) {
        let rows = ask("rows of \(id)", isQuiet: true) { ledger throws(RunError) in
            try ledger.store.read { tx throws(RunError) in
                guard let run = try tx.run(id) else { return "none" }
                return try "\(run)\n\(MadeUpOffice.rows(of: run, tx))"
            }
        }
        // What is made of rows that are as they were is as it was.
        if rows == lastRows[id] { return }
        lastRows[id] = rows
        ask("lists of \(id)", isQuiet: true) { ledger throws(RunError) in
            try ledger.store.read { tx throws(RunError) in
                guard let run = try tx.run(id) else { return "none" }
                return try MadeUpOffice.lists(of: run, tx)
            }
        }
        ask("books of \(id)", isQuiet: true) { ledger throws(RunError) in
            let books = try ledger.books(of: id)
            return "\(books) \(books.faults)"
        }
        ask("exceptions of \(id)", isQuiet: true) { ledger throws(RunError) in try ledger.exceptions(of: id) }
        ask("quarantine of \(id)", isQuiet: true) { ledger throws(RunError) in try ledger.openQuarantine(of: id) }
        let broken = ask("seals of \(id)", isQuiet: true) { ledger throws(RunError) in try ledger.brokenSeals(of: id) }
        if let broken, !broken.isEmpty { find("run \(id): broken seals: \(broken)") }
        ask("ledger of \(id)", isQuiet: true) { ledger throws(RunError) in try ledger.ledger(of: id) }
    }

    /// All rows of a run, as the ports give them.
    private static func rows(of run: Run, _ tx: any StoreTransaction) throws(RunError) -> String {
        var text = "\(try tx.groups(of: run.id))\n\(try tx.chunks(of: run.id))\n\(try tx.jobs(of: run.id))"
        for chunk in try tx.chunks(of: run.id) {
            for document in try tx.documents(of: run, .chunk(chunk.number)) { text += "\n\(MadeUpOffice.text(document))" }
        }
        for file in try tx.files(of: run.id) {
            text += "\n\(file) \(try tx.documents(of: run, .file(file.number)).map(\.sequence))"
        }
        text += "\n\(try tx.results(of: run.id, round: run.round))\n\(try tx.waivers(of: run.id))"
        text += "\n\(try tx.approvals(of: run.id))\n\(try tx.stops(of: run.id))"
        text += "\n\(try tx.issued(of: run).sorted { $0.sequence < $1.sequence })"
        return text
    }

    /// What is asked of a run's rows in other orders, and counted.
    private static func lists(of run: Run, _ tx: any StoreTransaction) throws(RunError) -> String {
        var text = "\(try tx.lastSequence(of: run.id)) \(try tx.magnitude(of: run.id) ?? -1)\n\(try tx.proofCandidates(of: run))"
        text += "\n\(try tx.documents(of: run, .accounts).map(\.sequence)) \(try tx.printOrder(of: run).map(\.sequence))"
        text += "\n\(try tx.bundleFiles(run.bundle)) \(try tx.blobs(of: run.id).sorted().map(\.short))"
        for job in try tx.jobs(of: run.id) where job.attempt > 0 {
            text += "\n\(try tx.evidence(of: job.id).sorted { $0.key < $1.key })"
        }
        return text
    }

    static func text(_ run: Run) -> String { "\(run)" }
    static func text(_ document: StoredDocument) -> String { "\(document)" }
    static func text(_ lines: [AuditLine]) -> String {
        lines.map {
            "\($0.number) \($0.at) \($0.actor.name) \($0.act) \($0.run as Any) \($0.document as Any) \($0.text) \($0.hash)"
        }
        .joined(separator: "\n")
    }
}

extension Ledger {
    fileprivate var allRunIDs: [RunID] { (try? allRuns().map(\.id)) ?? [] }
}
