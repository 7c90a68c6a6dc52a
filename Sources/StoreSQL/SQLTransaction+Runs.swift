import Pages
import Platform
import Records
import Runs

extension SQLTransaction {
    private static let columns = """
        id, name, kind, state, as_of, language, source, source_digest, content, data, bundle, engine_name, engine, begun,
        begun_by, paused, urgent, approvals_needed, duplex, retention_years, records, cents, unreadable, copies,
        expected_records, expected_cents, expected_from, expected_waived, output, publishing, released_on, held, pruned,
        is_one_off, copy, stop_list, each, round
        """

    /// `columns` of another name for the table.
    static func runColumns(of table: String) -> String {
        columns.split(whereSeparator: { ", \n".contains($0) }).map { "\(table).\($0)" }.joined(separator: ", ")
    }
    static let runColumnCount = 38

    package func run(_ id: RunID) throws(RunError) -> Run? {
        try sql.first("SELECT \(Self.columns) FROM run WHERE id = $1", [id]) { row throws(RunError) in try Run(row) }
    }

    package func lock(_ id: RunID) throws(RunError) -> Run? {
        try sql.first("SELECT \(Self.columns) FROM run WHERE id = $1\(sql.dialect.forUpdate)", [id]) { row throws(RunError) in
            try Run(row)
        }
    }

    package func run(named name: String) throws(RunError) -> Run? {
        try sql.first("SELECT \(Self.columns) FROM run WHERE name = $1", [name]) { row throws(RunError) in try Run(row) }
    }

    package func runs(after id: RunID?, limit: Int) throws(RunError) -> [Run] {
        try sql.all("SELECT \(Self.columns) FROM run WHERE id > $1 ORDER BY id LIMIT $2", [id?.number ?? 0, limit]) {
            row throws(RunError) in try Run(row)
        }
    }

    package func runs(in states: [RunState]) throws(RunError) -> [Run] {
        guard !states.isEmpty else { return [] }
        let marks = states.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        return try sql.all("SELECT \(Self.columns) FROM run WHERE state IN (\(marks)) ORDER BY id", states.map(\.rawValue)) {
            row throws(RunError) in try Run(row)
        }
    }

    package func runs(ofContent content: Digest, kind: String) throws(RunError) -> [Run] {
        try sql.all("SELECT \(Self.columns) FROM run WHERE content = $1 AND kind = $2 ORDER BY id", [content, kind]) {
            row throws(RunError) in try Run(row)
        }
    }

    /// Every column but the number, in their order.
    private func values(of run: Run) -> [any SQLParameter] {
        [
            run.name, run.kind, run.state.rawValue, run.asOf.days, run.language, run.source, run.sourceDigest, run.content,
            run.data, run.bundle, run.engine.name, run.engine.digest, run.begun, run.begunBy, run.isPaused, run.isUrgent,
            run.approvalsNeeded, run.isDuplex, run.retentionYears, run.input.records, run.input.cents, run.input.unreadable,
            run.copies, run.expected?.records, run.expected?.cents, run.expected?.from.rawValue, run.expectedWaived, run.output,
            run.publishing, run.releasedOn?.days, run.held, run.isPruned, run.isOneOff, run.copy, run.stopList,
            run.each?.number ?? 0, run.round,
        ]
    }

    package func insert(_ run: Run) throws(RunError) -> RunID {
        let marks = (1..<Self.runColumnCount).map { "$\($0)" }.joined(separator: ", ")
        let names = Self.columns.drop { $0 != "," }.dropFirst()
        let id = try sql.first("INSERT INTO run (\(names)) VALUES (\(marks)) RETURNING id", values(of: run)) {
            row throws(RunError) in RunID(try row.integer(0))
        }
        guard let id else { throw RunError.damagedRow("a run has no number") }
        return id
    }

    package func save(_ run: Run) throws(RunError) {
        let names = Self.columns.split(whereSeparator: { ", \n".contains($0) }).dropFirst()
        let changes = names.enumerated().map { "\($1) = $\($0 + 1)" }.joined(separator: ", ")
        try sql.run("UPDATE run SET \(changes) WHERE id = $\(names.count + 1)", values(of: run) + [run.id])
    }

    package func counts(of run: Run) throws(RunError) -> RowCounts {
        func count(_ table: String) throws(RunError) -> Int {
            try sql.number("SELECT count(*) FROM \(table) WHERE run = $1", [run.id]) ?? 0
        }
        return RowCounts(
            documents: try count("document"), pieces: try count("piece"), ownFiles: try count("own_file"),
            issued: try count("issued"),
            composed: try sql.number("SELECT count(*) FROM composed WHERE run = $1 AND round = $2", [run.id, run.round]) ?? 0)
    }

    package func hasStrays() throws(RunError) -> Bool {
        for table in [
            "input_group", "chunk", "document", "composed", "chunk_result", "chunk_total", "waiver", "stop", "approval", "file",
            "piece", "own_file", "issued", "job",
        ] {
            if try sql.exists("SELECT 1 FROM \(table) WHERE run NOT IN (SELECT id FROM run) LIMIT 1") { return true }
        }
        return false
    }
}

extension Run {
    init(_ row: SQLRow) throws(RunError) {
        guard let state = RunState(rawValue: try row.text(3)) else {
            throw RunError.damagedRow("a run's state")
        }
        var input = InputTotals()
        (input.records, input.cents, input.unreadable) = (try row.int(20), try row.integer(21), try row.int(22))
        var expected: ExpectedTotals?
        let (records, cents) = (try row.optionalInt(24), try row.optionalInteger(25))
        if let text = try row.optionalText(26) {
            guard let from = ExpectedTotals.Origin(rawValue: text) else { throw .damagedRow("who expected a run's totals") }
            expected = ExpectedTotals(records: records, cents: cents, from: from)
        } else if records != nil || cents != nil {
            throw .damagedRow("totals that nobody has said")
        }
        let asOf = try row.day(4)
        self.init(
            id: RunID(try row.integer(0)), name: try row.text(1), kind: try row.text(2), state: state, asOf: asOf,
            language: try row.optionalText(5), source: try row.text(6), sourceDigest: try row.optionalDigest(7),
            content: try row.digest(8), data: try row.digest(9), bundle: try row.digest(10),
            engine: Engine(name: try row.text(11), digest: try row.digest(12)), begun: try row.text(13),
            begunBy: try row.text(14), isPaused: try row.flag(15), isUrgent: try row.flag(16),
            approvalsNeeded: try row.int(17), isDuplex: try row.flag(18), retentionYears: try row.int(19), input: input,
            copies: try row.int(23), expected: expected, expectedWaived: try row.optionalText(27),
            output: try row.optionalText(28), releasedOn: try row.optionalDay(30), held: try row.optionalText(31),
            isPruned: try row.flag(32), isOneOff: try row.flag(33), round: try row.int(37), copy: try row.optionalText(34),
            stopList: try row.optionalDigest(35), each: OutputProfile(number: try row.int(36)),
            publishing: try row.optionalDigest(29))
    }
}

extension OutputProfile {
    /// As the store numbers the profiles of single files; 0 is none.
    private static let numbered: [OutputProfile] = [.print, .archive, .accessible, .tagged]

    init?(number: Int) {
        guard OutputProfile.numbered.indices.contains(number - 1) else { return nil }
        self = OutputProfile.numbered[number - 1]
    }

    var number: Int { (OutputProfile.numbered.firstIndex(of: self) ?? 0) + 1 }
}
