import ArgumentParser
import Glibc
import Operations
import Pages
import Platform
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
        let operations = try home.openExisting()
        let subject = try WaiverSubject(argument: what)
        try Desk.telling { () throws(RunError) in
            try operations.waive(Desk.answering(by), run: name, subject, why: why.trimmed)
        }
        Console.print("waived by \(by.trimmed)")
    }
}

extension WaiverSubject {
    /// As the command line has it.
    init(argument: String) throws {
        if argument == "totals" {
            self = .totals
        } else if let sequence = Int(argument) {
            self = .document(sequence)
        } else {
            Console.error("\(argument) is neither a sequence in the run nor \"totals\"")
            throw Status.badInput.exitCode
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
        let operations = try home.openExisting()
        let subject = try WaiverSubject(argument: what)
        try Desk.telling { () throws(RunError) in try operations.unwaive(try Desk.person(by), run: name, subject) }
        Console.print("no longer waived")
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
        let operations = try home.openExisting()
        let (path, proof) = try Desk.telling { () throws(RunError) in
            try operations.proof(Desk.user, run: name) { Console.output(output ?? "\($0.name)-proof.pdf") }
        }
        Console.print(
            "\(path): \(Books.many(proof.documents.count, "document")), \(RunText.pages(proof.pages, blanks: proof.blanks))")
        for one in proof.documents { Console.print("page \(one.page): \(one.document), \(one.why.joined(separator: "; "))") }
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
        let operations = try home.openExisting()
        let approved = try Desk.telling { () throws(RunError) in
            try operations.approve(Desk.answering(by), run: name, on: Today.local)
        }
        let left = approved.left > 0 ? "; \(Books.many(approved.left, "more approval")) by another name needed" : ""
        Console.print("approved by \(by.trimmed)\(left)")
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
        let operations = try home.openExisting()
        let run = try Desk.telling { () throws(RunError) in try operations.run(Desk.user, name, for: .release) }
        let current = asApproved || run.state != .approved ? nil : try Desk.bundle(of: run.kind, folders)
        let count = workers ?? Environment.processorCount
        // Of several processes each writes print files, and this one sees after them.
        let workspace = operations.workspace
        let crew =
            count > 1
            ? WorkerSupervisor(
                ledger: workspace.ledger, engine: workspace.program,
                command: WorkCommand.child(home.path, workspace.program, lease: 10, only: run.id), count: count) : nil
        defer { crew?.endAll() }
        var bar = WorkBar(isShown: !json)
        defer { bar.clear() }
        let released = try Desk.telling { () throws(RunError) in
            try operations.release(
                try Desk.person(by), try request, current: current, isPrintedByOthers: crew != nil,
                ReleaseProgress(
                    stopped: { Console.error(RunText.stopped($0, $1)) },
                    tend: { () throws(RunError) in try crew?.maintainPool() },
                    show: { bar.show($0) }))
        }
        bar.clear()
        if json { Console.printJSON(released) } else { tell(released) }
    }

    private func tell(_ released: ReleaseResult) {
        for file in released.files {
            Console.print(
                "\(order(output))/\(file.name): \(Books.many(file.documents, "piece")), \(RunText.pages(of: file, released.result.run))"
            )
        }
        let composed = released.result.books.composed
        Console.print(
            "\(released.result.run.name) is released: \(Books.many(composed.documents, "document")), \(Books.dollars(composed.cents)), in \(output)"
        )
    }

    private var request: ReleaseRequest {
        get throws(RunError) {
            var request = ReleaseRequest(run: name, directory: absolute(output), on: Today.local)
            request.each = each ? (eachProfile ?? .print).rawValue : nil
            request.pagesPerFile = pagesPerFile
            request.asApproved = asApproved
            request.stopList = try stop.map { path throws(RunError) in try StopList(path: path).names }
            request.allowsUnmatched = stopAnyway
            return request
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
        let operations = try home.openExisting()
        try Desk.telling { () throws(RunError) in try operations.pause(Desk.user, run: name) }
        Console.print("paused")
    }
}

/// `billpress run resume`.
struct ResumeRun: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "resume", abstract: "Go on with a paused run.")
    @Argument(help: "The run.") var name: String
    @OptionGroup var home: HomeOptions
    func run() throws {
        let operations = try home.openExisting()
        try Desk.telling { () throws(RunError) in try operations.resume(Desk.user, run: name) }
        Console.print("goes on")
    }
}

/// `billpress run retry`.
struct RetryRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Try jobs again that have stopped, after their cause was mended.")
    @Argument(help: "The run.") var name: String
    @OptionGroup var home: HomeOptions
    func run() throws {
        let operations = try home.openExisting()
        let count = try Desk.telling { () throws(RunError) in try operations.retry(Desk.user, run: name) }
        Console.print("\(Books.many(count, "job")) to be tried again")
    }
}

/// `billpress run cancel`.
struct CancelRun: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "cancel", abstract: "Give a run up that is not released.")
    @Argument(help: "The run.") var name: String
    @Option(help: "Who cancels it (default: the user).") var by: String?
    @OptionGroup var home: HomeOptions
    func run() throws {
        let operations = try home.openExisting()
        try Desk.telling { () throws(RunError) in try operations.cancel(try Desk.person(by), run: name) }
        Console.print("cancelled")
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
        let operations = try home.openExisting()
        let run = try Desk.telling { () throws(RunError) in try operations.run(Desk.user, name, for: .recompose) }
        let bundle = try Desk.bundle(of: run.kind, folders)
        let kind = try folders.load(run.kind, language: run.language)
        try Desk.telling { () throws(RunError) in
            try operations.recompose(try Desk.person(by), run: name, kind: kind, bundle: bundle)
        }
        Console.print("to be laid out again: billpress work --drain")
    }
}
