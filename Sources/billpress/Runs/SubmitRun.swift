import ArgumentParser
import Operations
import Platform
import Records
import Rendering
import Runs

/// `billpress run submit`: an extract becomes a run.
struct SubmitRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Take an extract in as a run.",
        discussion: """
            FILE is JSON, JSON lines or CSV (its name ends in .csv), or - for standard input. Each record is checked against \
            the kind's contract; what is bad is set aside with its line and reason, and the exit status is 3. Correct those \
            records and hand them in with --into RUN.
            """)

    @Argument(help: "The kind of document.")
    var kind: String

    @Argument(help: "The extract, or - for standard input.")
    var file: String

    @Option(help: "The run's name (default: the kind and the day, such as bill-2026-11-24).")
    var name: String?

    @Option(help: "The day that the documents are made for, as YYYY-MM-DD (default: today).")
    var asOf: Day?

    @Option(help: "The language of all documents, whatever their records say.")
    var lang: String?

    @Option(help: "How many records the extract must hold.")
    var expectCount: Int?

    @Option(help: "What their amounts must add up to, such as 474705.99.")
    var expectTotal: Amount?

    @Option(help: "Put the records into this run, in the places of those that it has set aside.")
    var into: String?

    @Option(
        help: """
            With --into: the sequences of the documents that the records correct, in their order (12, or 12,15-18), where a line \
            could not be read, or an account or number was wrong.
            """)
    var sequence: SequenceList?

    @Flag(help: "Go before other runs.")
    var urgent = false

    @Flag(help: "Take the same data in again.")
    var force = false

    @Option(help: "Who takes it in (default: the user).")
    var by: String?

    @Flag(help: "Tell the result as JSON.")
    var json = false

    @OptionGroup var table: TableOptions
    @OptionGroup var home: HomeOptions
    @OptionGroup var folders: LibraryOptions

    func validate() throws {
        if sequence != nil, into == nil { throw ValidationError("--sequence goes with --into RUN") }
    }

    func run() async throws {
        let operations = try home.open()
        let who = try Desk.telling { () throws(RunError) in try Desk.person(by) }
        if let into { return try correct(into, operations, who) }
        let bundle = try Desk.bundle(of: kind, folders)
        let kind = try folders.load(kind, language: lang)
        let records = try table.open(file, kind, folders.library)
        operations.workspace.archive.sweepAside()
        let day = asOf ?? Today.ofDocuments
        let request = SubmitRequest(
            name: name ?? "\(kind.name)-\(day)", kind: kind.name, asOf: day, language: lang, source: source,
            expectedRecords: expectCount, expectedCents: expectTotal?.cents, isUrgent: urgent, isForced: force)
        var bar = ProgressBar(isShown: !json, total: size)
        let result = try Desk.telling { () throws(RunError) in
            try operations.submit(
                who, request, SubmittedExtract(records: records, digest: try digest()), kind: kind, bundle: bundle
            ) { bar.show(documents: 0, setAside: 0, read: Int64($0)) }
        }
        bar.clear()
        try tell(result)
    }

    private func correct(_ name: String, _ operations: Operations, _ who: Actor) throws {
        let contract = try Desk.telling { () throws(RunError) in try operations.kind(Desk.user, ofRun: name, asKind: kind) }
        let records = try table.open(file, contract, folders.library)
        let request = CorrectRequest(run: name, source: source, sequences: sequence?.numbers ?? [])
        let result = try Desk.telling { () throws(RunError) in try operations.correct(who, request, records, kind: contract) }
        if !json { for change in result.changes { Console.print(AuditText.of(change)) } }
        try tell(result)
    }

    private func tell(_ result: IntakeResult) throws {
        if json {
            Console.printJSON(result)
        } else {
            Console.print(RunText.takenIn(result))
            for exception in result.setAside.prefix(20) { Console.error("set aside: \(RunText.line(exception))") }
            if result.setAside.count > 20 {
                Console.error("and \(result.setAside.count - 20) more: billpress run exceptions \(result.run.name)")
            }
        }
        for fault in result.unexpected { Console.error(fault) }
        if !result.isClean { throw Status.setAside.exitCode }
    }

    /// The file's name, as lists can show it.
    private var source: String {
        if file == "-" { return "standard input" }
        let name = file.split(separator: "/").last ?? Substring(file)
        return String(name.map { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "?" : $0 })
    }

    private func digest() throws(RunError) -> Digest? {
        guard file != "-", FileStatus(of: file)?.kind == .file else { return nil }
        return try Archive.digest(ofFile: file, named: file)
    }

    private var size: Int64? { file == "-" ? nil : FileStatus(of: file).map { Int64($0.size) } }
}

/// An amount on the command line.
struct Amount: ExpressibleByArgument {
    let cents: Int64

    init?(argument: String) {
        var text = argument.filter { $0 != "," && $0 != "$" }
        let isNegative = text.hasPrefix("-")
        if isNegative { text.removeFirst() }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Int64(parts[0]), whole >= 0, whole < 1 << 50 else { return nil }
        var rest: Int64 = 0
        if parts.count == 2 {
            guard parts[1].count == 2, parts[1].allSatisfy(\.isNumber), let value = Int64(parts[1]) else { return nil }
            rest = value
        }
        cents = (isNegative ? -1 : 1) * (whole * 100 + rest)
    }
}

/// Sequences of documents on the command line: `12`, or `12,15-18`.
struct SequenceList: ExpressibleByArgument {
    let numbers: [Int]

    init?(argument: String) {
        var numbers: [Int] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, first >= 1, last >= first,
                last - first < 1_000_000
            else { return nil }
            numbers += first...last
        }
        self.numbers = numbers
    }
}
