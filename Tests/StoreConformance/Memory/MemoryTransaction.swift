import Platform
import Runs

/// A transaction of the store in memory: a copy of all its rows.
final class MemoryTransaction: StoreTransaction {
    var rows: Rows { didSet { hasWritten = true } }
    private(set) var hasWritten = false
    let clock: HandClock

    init(_ rows: Rows, _ clock: HandClock) {
        self.rows = rows
        self.clock = clock
    }

    /// Texts are told apart by their bytes, not as Swift does it.
    static func same(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        return one.utf8.elementsEqual(other.utf8)
    }

    /// Refuses rows of a run that there is not.
    func known(_ run: RunID) throws(RunError) {
        if !rows.runs.contains(where: { $0.id == run }) { throw .conflict }
    }

    /// Refuses what is there already.
    func fresh(_ isTaken: Bool) throws(RunError) { if isTaken { throw .conflict } }

    func checked(_ texts: String?...) throws(RunError) {
        for text in texts { if let text, text.utf8.contains(0) { throw .unfitText } }
    }
}

extension MemoryTransaction {
    // MARK: Runs

    private func check(_ run: Run) throws(RunError) {
        try checked(
            run.name, run.kind, run.language, run.source, run.engine.name, run.begun, run.begunBy,
            run.expectedWaived, run.output, run.held, run.copy)
        try fresh(rows.runs.contains { $0.id != run.id && Self.same($0.name, run.name) })
    }

    func run(_ id: RunID) -> Run? { rows.runs.first { $0.id == id } }
    func lock(_ id: RunID) -> Run? { run(id) }
    func run(named name: String) throws(RunError) -> Run? {
        try checked(name)
        return rows.runs.first { Self.same($0.name, name) }
    }
    func runs(after id: RunID?, limit: Int) -> [Run] { Array(rows.runs.filter { $0.id.number > id?.number ?? 0 }.prefix(limit)) }
    func runs(in states: [RunState]) -> [Run] { rows.runs.filter { states.contains($0.state) } }

    func insert(_ run: Run) throws(RunError) -> RunID {
        var run = run
        run.id = RunID((rows.runs.last?.id.number ?? 0) + 1)
        try check(run)
        rows.runs.append(run)
        return run.id
    }

    func save(_ run: Run) throws(RunError) {
        try check(run)
        if let index = rows.runs.firstIndex(where: { $0.id == run.id }) { rows.runs[index] = run }
    }

    func counts(of run: Run) -> RowCounts {
        RowCounts(
            documents: rows.documents.count { $0.run == run.id }, pieces: rows.pieces.count { $0.run == run.id },
            ownFiles: rows.ownFiles.count { $0.run == run.id }, issued: rows.issued.count { $0.issued.run == run.id },
            composed: rows.composed.count { $0.run == run.id && $0.row.round == run.round })
    }

    func hasStrays() -> Bool {
        let known = Set(rows.runs.map(\.id))
        let referred: [[RunID]] = [
            rows.groups.map(\.run), rows.chunks.map(\.run), rows.documents.map(\.run), rows.composed.map(\.run),
            rows.results.map(\.run), rows.waivers.map(\.run), rows.stops.map(\.run), rows.approvals.map(\.run),
            rows.files.map(\.run), rows.pieces.map(\.run), rows.ownFiles.map(\.run), rows.issued.map(\.issued.run),
            rows.jobs.map(\.job.run),
        ]
        return !referred.allSatisfy(known.isSuperset)
    }

    // MARK: Intake

    func runs(ofContent content: Digest, kind: String) throws(RunError) -> [Run] {
        try checked(kind)
        return rows.runs.filter { $0.content == content && Self.same($0.kind, kind) }
    }

    func groups(of run: RunID) -> [InputGroup] {
        rows.groups.filter { $0.run == run }.map(\.row).sorted { ($0.cycle, $0.route) < ($1.cycle, $1.route) }
    }

    func save(_ group: InputGroup, of run: RunID) throws(RunError) {
        try known(run)
        try checked(group.cycle, group.route)
        rows.groups.removeAll {
            $0.run == run && Self.same($0.row.cycle, group.cycle) && Self.same($0.row.route, group.route)
        }
        rows.groups.append(Rows.Of(run: run, row: group))
    }

    func chunks(of run: RunID) -> [Chunk] {
        rows.chunks.filter { $0.run == run }.map(\.row).sorted { $0.number < $1.number }
    }

    func save(_ chunk: Chunk, of run: RunID) throws(RunError) {
        try known(run)
        rows.chunks.removeAll { $0.run == run && $0.row.number == chunk.number }
        rows.chunks.append(Rows.Of(run: run, row: chunk))
    }

    private func documents(of run: RunID, _ isMeant: (NewDocument) -> Bool) -> [NewDocument] {
        rows.documents.filter { $0.run == run && isMeant($0.row) }.map(\.row).sorted { $0.sequence < $1.sequence }
    }

    func documents(of run: RunID, chunk: Int) -> [NewDocument] { documents(of: run) { $0.chunk == chunk } }
    func documents(of run: RunID, key: String) throws(RunError) -> [NewDocument] {
        try checked(key)
        return documents(of: run) { $0.part.isOwn && $0.key != nil && Self.same($0.key, key) }
    }
    func documents(of run: RunID, barcode: String) throws(RunError) -> [NewDocument] {
        try checked(barcode)
        return documents(of: run) { $0.barcode != nil && Self.same($0.barcode, barcode) }
    }
    func copies(of run: RunID, parent: Int) -> [NewDocument] { documents(of: run) { $0.parent == parent } }

    func insert(_ documents: [NewDocument], of run: RunID) throws(RunError) {
        for document in documents {
            try known(run)
            try checked(
                document.account, document.number, document.key, document.cycle, document.route, document.delivery,
                document.barcode)
            for reason in document.reasons { try checked(reason.message, reason.place) }
            try fresh(!self.documents(of: run) { $0.sequence == document.sequence }.isEmpty)
            rows.documents.append(Rows.Of(run: run, row: document))
        }
    }

    func delete(_ sequences: [Int], of run: RunID) {
        rows.documents.removeAll { $0.run == run && sequences.contains($0.row.sequence) }
    }

    func magnitude(of run: RunID) -> Int64? {
        var sum: UInt64 = 0
        for document in documents(of: run, { $0.part.isOwn }) {
            sum += document.cents?.magnitude ?? 0
            if sum > 400_000_000_000_000_000 { return nil }
        }
        return Int64(sum)
    }

    func lastSequence(of run: RunID) -> Int { documents(of: run) { _ in true }.last?.sequence ?? 0 }

    func issue(of key: IssuedKey, kind: String) throws(RunError) -> IssuedDocument? {
        try checked(kind, key.number, key.key)
        return rows.issued.first {
            Self.same($0.kind, kind) && Self.same($0.issued.key.number, key.number) && Self.same($0.issued.key.key, key.key)
        }?.issued
    }

    func insert(_ issued: [IssuedDocument], kind: String) throws(RunError) -> [IssuedDocument] {
        var taken: [IssuedDocument] = []
        for one in issued {
            try known(one.run)
            if let earlier = try issue(of: one.key, kind: kind) {
                if earlier != one { taken.append(one) }
            } else {
                rows.issued.append(Rows.IssuedRow(kind: kind, issued: one))
            }
        }
        return taken
    }

    func deleteIssued(of run: RunID) { rows.issued.removeAll { $0.issued.run == run } }
    func issued(of run: Run) -> [IssuedDocument] {
        rows.issued.filter { $0.issued.run == run.id && Self.same($0.kind, run.kind) }.map(\.issued)
    }

    // MARK: The trail

    func timeOfDay() -> String { clock.timeOfDay }
    func lastLine() -> AuditLine? { rows.trail.last }

    func insert(_ line: AuditLine) throws(RunError) {
        try checked(line.at, line.actor.name, line.actor.machine, line.act, line.text)
        try fresh(rows.trail.contains { $0.number == line.number })
        rows.trail.append(line)
        rows.trail.sort { $0.number < $1.number }
    }

    private func lines(after number: Int64, limit: Int, _ isMeant: (AuditLine) -> Bool) -> [AuditLine] {
        Array(rows.trail.filter { $0.number > number && isMeant($0) }.prefix(limit))
    }

    func lines(of run: RunID?, after number: Int64, limit: Int) -> [AuditLine] {
        lines(after: number, limit: limit) { run == nil || $0.run == run }
    }
    func runLines(of run: RunID, after number: Int64, limit: Int) -> [AuditLine] {
        lines(after: number, limit: limit) { $0.run == run && $0.document == nil }
    }
    func lines(of run: RunID, document: Int) -> [AuditLine] {
        lines(after: 0, limit: .max) { $0.run == run && $0.document == document }
    }
}
