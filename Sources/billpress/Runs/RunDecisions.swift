import ArgumentParser
import Glibc
import PDF
import Pages
import Records
import Rendering
import Runs
import Workers

/// `billpress run waive`.
struct WaiveInRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waive", abstract: "Answer for leaving out a document that is set aside, or for totals that differ.")

    @Argument(help: "The run.")
    var name: String

    @Argument(help: "The document's sequence in the run, or \"totals\" for the expected totals.")
    var what: String

    @Option(help: "Who answers for it.")
    var by: String

    @Option(help: "Why.")
    var why: String

    @OptionGroup var home: HomeOptions

    func run() throws {
        let desk = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            let run = try desk.ledger.run(name)
            try People.checkName(by.trimmed)
            try People.checkReason(why.trimmed)
            guard what == "totals" || Int(what) != nil else {
                throw .usage("\(what) is neither a sequence in the run nor \"totals\"")
            }
            try desk.ledger.waive(run.id, sequence: Int(what), by: Desk.user.named(by.trimmed), why: why.trimmed)
            Console.print("waived by \(by.trimmed)")
        }
    }
}

extension String {
    /// Without space at its ends.
    var trimmed: String {
        String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}

/// `billpress run unwaive`.
struct UnwaiveInRun: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "unwaive", abstract: "Take a waiver back.")

    @Argument(help: "The run.")
    var name: String

    @Argument(help: "The document's sequence in the run, or \"totals\".")
    var what: String

    @Option(help: "Who takes it back (default: the user).")
    var by: String?

    @OptionGroup var home: HomeOptions

    func run() throws {
        let desk = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            guard what == "totals" || Int(what) != nil else {
                throw .usage("\(what) is neither a sequence in the run nor \"totals\"")
            }
            try desk.ledger.unwaive(try desk.ledger.run(name).id, sequence: Int(what), by: try Desk.person(by))
            Console.print("no longer waived")
        }
    }
}

/// `billpress run proof`: the documents to look at.
struct ProofRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof", abstract: "Write the documents to look at before a run is approved as one PDF.",
        discussion: """
            One for each way through the template in each language, one for each way of leaving the house, and those at the \
            edges: the longest name, most pages, a credit.
            """)

    @Argument(help: "The run.")
    var name: String

    @Option(name: [.short, .long], help: "The PDF to write (default RUN-proof.pdf).")
    var output: String?

    @OptionGroup var home: HomeOptions

    func run() throws {
        let desk = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            let run = try desk.ledger.run(name)
            guard run.state != .composing else {
                throw .notReleased("the run \(run.name) is not laid out yet: `billpress work --drain`")
            }
            let redraw = try Redraw(run, KindShelf(desk.ledger, desk.archive), desk.archive)
            let chosen = ProofSet.choose(from: try ProofCandidates.of(run, redraw.kind, desk.ledger, desk.archive))
            guard !chosen.isEmpty else { throw .usage("the run \(run.name) has no document to look at") }
            let path = Console.output(output ?? "\(run.name)-proof.pdf")
            var documents: [Int: JobDocument] = [:]
            let wanted = Set(chosen.map(\.sequence))
            for chunk in try desk.ledger.chunks(of: run.id) {
                for document in try desk.ledger.stored(run.id, chunk: chunk.number) where wanted.contains(document.sequence) {
                    documents[document.sequence] = document
                }
            }
            var page = 1
            var blanks = 0
            var lines: [String] = []
            let files = PrintFiles(path: path, book: redraw.kind.template.book, profile: .print, sides: run.sides)
            for one in chosen {
                guard let document = documents[one.sequence] else { continue }
                let pages = try redraw.pages(of: document)
                guard redraw.digest(pages) == document.digest else {
                    throw .damaged(
                        "document \(DocumentName.of(run.id, one.sequence)) is not what was laid out: its pages are others now")
                }
                do throws(PDFError) { try files.append(redraw.compose(pages)) } catch { throw .environment("\(error)") }
                lines.append("page \(page): \(DocumentName.of(run.id, one.sequence)), \(one.why.joined(separator: "; "))")
                page += run.sides.filePages(of: pages.count)
                blanks += run.sides.filePages(of: pages.count) - pages.count
            }
            do throws(PDFError) { try files.finish() } catch { throw .environment("\(error)") }
            var facts = AuditFacts()
            facts.documents = chosen.count
            try desk.ledger.note(.proof, run: run.id, by: Desk.user, facts)
            Console.print("\(path): \(Books.many(chosen.count, "document")), \(RunText.pages(page - 1, blanks: blanks))")
            for line in lines { Console.print(line) }
        }
    }
}

/// `billpress run approve`.
struct ApproveRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Approve a run by name, as it stands now.",
        discussion: "The approval is bound to the data, templates, fonts and program, and void when any of them changes.")

    @Argument(help: "The run.")
    var name: String

    @Option(help: "Who approves.")
    var by: String

    @OptionGroup var home: HomeOptions

    func run() throws {
        let desk = try home.openExisting()
        let engine = try Desk.engine()
        try Desk.telling { () throws(RunError) in
            let run = try desk.ledger.run(name)
            try People.checkName(by.trimmed)
            guard run.state == .composed || run.state == .approved else {
                throw .notReleased("the run \(run.name) is \(run.state.rawValue), and only a composed one is approved")
            }
            let seen = try desk.ledger.ledger(of: run.id)
            let faults = try Releaser(ledger: desk.ledger, archive: desk.archive, engine: engine).faults(of: run, nil)
            guard faults.isEmpty else {
                throw .notReleased("the run \(run.name) cannot be approved:\n  " + faults.joined(separator: "\n  "))
            }
            // What cannot be reported cannot be released.
            let kinds = KindShelf(desk.ledger, desk.archive)
            _ = try ControlReport(run, kinds, desk.ledger).pdf()
            let approvals = try desk.ledger.approve(run.id, ledger: seen, on: Today.local, by: Desk.user.named(by.trimmed))
            let left = run.approvalsNeeded - approvals.count
            Console.print(
                "approved by \(by.trimmed)" + (left > 0 ? "; \(Books.many(left, "more approval")) by another name needed" : ""))
        }
    }
}

/// `billpress run release`.
struct ReleaseRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Print an approved run and put its output set in place.",
        discussion: "The folder appears whole or not at all. Whatever stops the release, begin it again: it goes on.")

    @Argument(help: "The run.")
    var name: String

    @Option(name: [.short, .long], help: "The new folder of the output set.")
    var output: String

    @Option(help: "A list of accounts or document numbers that are not printed: the first column of a CSV.")
    var stop: String?

    @Flag(help: "Release although names of the stop list fit no document.")
    var stopAnyway = false

    @Option(help: "What the files of --each are for: print, archive (PDF/A-2u) or accessible (PDF/A-2a and PDF/UA-1).")
    var eachProfile: OutputProfile?

    @Flag(help: "One PDF for each document beside the print files.")
    var each = false

    @Flag(help: "Release what was approved although templates have changed since.")
    var asApproved = false

    @Option(help: "Pages in a print file at most.")
    var pagesPerFile = Releaser.Order.pagesPerFile

    @Option(help: "How many processes print (default: all cores).")
    var workers: Int?

    @Option(help: "Who releases it (default: the user).")
    var by: String?

    @Flag(help: "Tell the result as JSON.")
    var json = false

    @OptionGroup var home: HomeOptions
    @OptionGroup var folders: LibraryOptions

    func validate() throws {
        if let workers, !(1...256).contains(workers) { throw ValidationError("--workers is a number from 1 to 256") }
        if eachProfile != nil, !each { throw ValidationError("--each-profile is for the files of --each") }
        guard (1...5_000).contains(pagesPerFile) else { throw ValidationError("--pages-per-file is a number from 1 to 5000") }
    }

    func run() throws {
        let desk = try home.openExisting()
        let engine = try Desk.engine()
        let run = try Desk.telling { () throws(RunError) in try desk.ledger.run(name) }
        let current =
            asApproved || run.state != .approved ? nil : BundleKeeper.digest(try Desk.bundle(of: run.kind, folders))
        let count = workers ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let released = try Desk.telling { () throws(RunError) in
            let releaser = Releaser(ledger: desk.ledger, archive: desk.archive, engine: engine)
            var order = Releaser.Order(directory: absolute(output), by: try Desk.person(by), on: Today.local)
            order.each = each ? eachProfile ?? .print : nil
            order.pagesPerFile = pagesPerFile
            order.current = current
            if let stop {
                order.stopList = try StopList(path: stop)
                order.allowsUnmatched = stopAnyway
                order.stopped = { documents, unmatched in
                    Console.error(
                        "stop list: \(Books.many(documents, "document")) not printed"
                            + (unmatched.isEmpty
                                ? ""
                                : "; \(Books.many(unmatched.count, "name")) on it fit\(unmatched.count == 1 ? "s" : "") none of this run's: \(unmatched.prefix(5).map { MaskedAccount.tail(of: $0) }.joined(separator: " "))\(unmatched.count > 5 ? " …" : "")")
                    )
                }
            }
            // Of several processes each writes print files, and this one sees after them.
            let crew =
                count > 1
                ? WorkerSupervisor(
                    ledger: desk.ledger, engine: engine,
                    command: WorkCommand.child(home.path, engine, lease: 10, only: run.id), count: count)
                : nil
            defer { crew?.endAll() }
            let worker = Worker(
                name: "release \(getpid())", ledger: desk.ledger, archive: desk.archive, engine: engine,
                machine: Desk.user.machine)
            worker.isStopped = { Interrupt.isRequested }
            var bar = WorkBar(isShown: !json)
            defer { bar.clear() }
            return try releaser.release(run, order, worker: crew == nil ? worker : nil) { progress throws(RunError) in
                try crew?.maintainPool()
                if Interrupt.isRequested { throw RunError(.stopped, "stopped; begin the release again to go on") }
                bar.show(progress)
            }
        }
        try Desk.telling { () throws(RunError) in
            let books = try desk.ledger.books(of: released.id)
            if json { return Console.print(RunText.json(released, books)) }
            for file in try desk.ledger.files(of: released.id) where file.isPrinted {
                Console.print(
                    "\(order(output))/\(file.name): \(Books.many(file.documents, "piece")), \(RunText.pages(of: file, released))")
            }
            Console.print(
                "\(released.name) is released: \(Books.many(books.composed.documents, "document")), \(Books.dollars(books.composed.cents)), in \(output)"
            )
        }
    }

    private func order(_ path: String) -> String { path.hasSuffix("/") ? String(path.dropLast()) : path }

    /// A release that is begun again may be begun from another folder.
    private func absolute(_ path: String) -> String {
        let path = order(path)
        if path.hasPrefix("/") { return path }
        guard let here = getcwd(nil, 0) else { return path }
        defer { free(here) }
        return "\(String(cString: here))/\(path)"
    }
}

/// `billpress run pause`.
struct PauseRun: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "pause", abstract: "Let workers leave a run alone.")
    @Argument(help: "The run.") var name: String
    @OptionGroup var home: HomeOptions
    func run() throws {
        let desk = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            try desk.ledger.pause(try desk.ledger.run(name).id, true, by: Desk.user)
            Console.print("paused")
        }
    }
}

/// `billpress run resume`.
struct ResumeRun: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "resume", abstract: "Go on with a paused run.")
    @Argument(help: "The run.") var name: String
    @OptionGroup var home: HomeOptions
    func run() throws {
        let desk = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            try desk.ledger.pause(try desk.ledger.run(name).id, false, by: Desk.user)
            Console.print("goes on")
        }
    }
}

/// `billpress run retry`.
struct RetryRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Try jobs again that have stopped, after their cause was mended.")
    @Argument(help: "The run.") var name: String
    @OptionGroup var home: HomeOptions
    func run() throws {
        let desk = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            let count = try desk.ledger.retry(try desk.ledger.run(name).id, by: Desk.user)
            Console.print("\(Books.many(count, "job")) to be tried again")
        }
    }
}

/// `billpress run cancel`.
struct CancelRun: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "cancel", abstract: "Give a run up that is not released.")
    @Argument(help: "The run.") var name: String
    @Option(help: "Who cancels it (default: the user).") var by: String?
    @OptionGroup var home: HomeOptions
    func run() throws {
        let desk = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            try desk.ledger.cancel(try desk.ledger.run(name).id, by: try Desk.person(by))
            Console.print("cancelled")
        }
    }
}

/// `billpress run recompose`.
struct RecomposeRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recompose", abstract: "Lay all documents of a run out again, with the templates and the program of now.",
        discussion: "Approvals become void.")
    @Argument(help: "The run.") var name: String
    @Option(help: "Who asks for it (default: the user).") var by: String?
    @OptionGroup var home: HomeOptions
    @OptionGroup var folders: LibraryOptions
    func run() throws {
        let desk = try home.openExisting()
        let engine = try Desk.engine()
        let run = try Desk.telling { () throws(RunError) in try desk.ledger.run(name) }
        let bundle = try Desk.bundle(of: run.kind, folders)
        let kind = try folders.load(run.kind, language: run.language)
        try Desk.telling { () throws(RunError) in
            try Intake(kind: kind, ledger: desk.ledger, archive: desk.archive).checkKind()
            let lock = try desk.archive.lock(.shared)
            defer { lock.release() }
            let kept = try BundleKeeper.keep(bundle, in: desk.archive)
            try desk.ledger.recompose(
                run.id, bundle: kept.files, digest: kept.digest, rules: kind.contract.run, engine: engine, by: try Desk.person(by)
            )
            Console.print("to be laid out again: billpress work --drain")
        }
    }
}
