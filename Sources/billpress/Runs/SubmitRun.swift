import ArgumentParser
import Records
import Rendering
import Runs
import System

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
        let desk = try home.open()
        let who = try Desk.telling { () throws(RunError) in try Desk.person(by) }
        if let into { return try correct(into, desk, who) }
        let bundle = try Desk.bundle(of: kind, folders)
        let kind = try folders.load(kind, language: lang)
        let stream = try table.open(file, kind, folders.library)
        let day = asOf ?? Today.ofDocuments
        let engine = try Desk.engine()
        desk.archive.sweepAside()
        var bar = ProgressBar(isShown: !json, total: size)
        let (run, books) = try Desk.telling { () throws(RunError) in
            let lock = try desk.archive.lock(.shared)
            defer { lock.release() }
            let kept = try BundleKeeper.keep(bundle, in: desk.archive)
            var order = Intake.Order(
                name: name ?? "\(kind.name)-\(day)", asOf: day, language: lang, source: source, sourceDigest: try digest(),
                bundle: kept, engine: engine)
            order.isUrgent = urgent
            order.isForced = force
            if expectCount != nil || expectTotal != nil {
                order.expected = ExpectedTotals(records: expectCount, cents: expectTotal?.cents, from: "the command line")
            }
            let intake = Intake(kind: kind, store: desk.store, archive: desk.archive)
            let run = try intake.submit(stream, order, by: who) { read throws(RunError) in
                if Interrupt.isRequested { throw RunError(.stopped, "stopped; nothing was taken in") }
                bar.show(documents: 0, setAside: 0, read: Int64(read))
            }
            bar.clear()
            return (run, try desk.store.books(of: run.id))
        }
        try tell(run, books, desk)
    }

    private func correct(_ name: String, _ desk: Desk, _ who: String) throws {
        let run = try Desk.telling { () throws(RunError) in try desk.store.run(name) }
        guard run.kind == kind else {
            Console.error("\(run.name) is a run of \(run.kind), not of \(kind)")
            throw Status.badInput.exitCode
        }
        // By the contract and the templates that the run was begun with.
        let kind = try Desk.telling { () throws(RunError) in try KindShelf(desk.store, desk.archive).kind(of: run) }
        let stream = try table.open(file, kind, folders.library)
        let (now, books) = try Desk.telling { () throws(RunError) in
            _ = try Intake(kind: kind, store: desk.store, archive: desk.archive).correct(
                run, stream, source: source, places: sequence?.numbers ?? [], by: who)
            var said = ""
            try desk.store.audit(of: run.id) { line in if line.act == "correct" { said = line.text } }
            if !json { Console.print(String(said.drop { $0 != ":" }.dropFirst(2)).replacing("; ", with: "\n")) }
            return (try desk.store.run(run.name), try desk.store.books(of: run.id))
        }
        try tell(now, books, desk)
    }

    private func tell(_ run: Run, _ books: Books, _ desk: Desk) throws {
        let exceptions = try Desk.telling { () throws(RunError) in
            try desk.store.exceptions(of: run.id).filter { $0.state == .quarantined }
        }
        if json {
            Console.print(RunText.json(run, books))
        } else {
            Console.print(
                "\(run.name) (\(run.id)): \(Books.many(run.input.records, "record")), \(Books.dollars(run.input.cents))"
                    + (books.copies > 0 ? ", \(Books.many(books.copies, "copy").replacing("copys", with: "copies"))" : "")
                    + (exceptions.isEmpty ? "" : ", \(exceptions.count) set aside"))
            for exception in exceptions.prefix(20) {
                Console.error("set aside: \(RunText.line(exception))")
            }
            if exceptions.count > 20 {
                Console.error("and \(exceptions.count - 20) more: billpress run exceptions \(run.name)")
            }
        }
        let differs = run.expectedWaived == nil ? books.expectationFaults : []
        for fault in differs { Console.error(fault) }
        if !exceptions.isEmpty || !differs.isEmpty { throw Status.setAside.exitCode }
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
