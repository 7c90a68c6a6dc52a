import ArgumentParser
import Operations
import Records
import Runs
import Texts

/// `billpress find`: what was sent.
struct FindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "List the documents of an account, or the one of a number.")

    @Argument(help: "An account, or a document's number.")
    var text: String?

    @Option(name: .customLong("run"), help: "Of this run alone.")
    var ofRun: String?

    @Option(help: "Made for this day or later.")
    var from: Day?

    @Option(help: "Made for this day or earlier.")
    var to: Day?

    @Option(help: "At most so many.")
    var most = 200

    @Flag(help: "As JSON, one document a line.")
    var json = false

    @OptionGroup var home: HomeOptions

    func validate() throws {
        if text == nil, ofRun == nil, from == nil, to == nil { throw ValidationError("name an account, a number, a run or days") }
        if most < 1 { throw ValidationError("--most is at least 1") }
    }

    func run() throws {
        let operations = try home.openExisting()
        let query = FindQuery(text: text, run: ofRun, from: from, to: to, most: most)
        let found = try Desk.telling { () throws(RunError) in try operations.find(Desk.user, query) }
        for document in found.documents {
            if json { Console.printJSON(document) } else { Console.print(RunText.line(document)) }
        }
        if found.isCut { Console.error("there are more: --most") }
        if found.documents.isEmpty {
            Console.error("nothing was found")
            throw Status.badInput.exitCode
        }
    }
}

/// `billpress archive`.
struct ArchiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Verify, hold and prune what was issued.",
        subcommands: [VerifyArchive.self, ArchiveText.self, BackUp.self, HoldRun.self, UnholdRun.self, PruneArchive.self])
}

/// `billpress archive verify`.
struct VerifyArchive: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Prove that what was issued is whole, and that it can be made again the same.")

    @Argument(help: "A run (default: all that are released).")
    var name: String?

    @OptionGroup var home: HomeOptions

    func run() throws {
        let operations = try home.openExisting()
        var count = 0
        let isWhole = try Desk.telling { () throws(RunError) in
            try operations.verifyArchive(Desk.user, run: name) { result in
                count += 1
                for fault in result.faults { Console.error("\(result.run): \(fault)") }
                for note in result.notes { Console.print("\(result.run): \(note)") }
                guard result.isWhole, !result.isPruned else { return }
                Console.print(
                    "\(result.run): \(Books.many(result.documents, "document")) made again the same, \(Books.many(result.files, "file")) whole"
                )
            }
        }
        if count == 0 { Console.print("no run is released yet") }
        if !isWhole {
            Console.error("the archive is not whole")
            throw Status.environment.exitCode
        }
    }
}

/// `billpress archive hold`: litigation, an audit.
struct HoldRun: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "hold", abstract: "Keep a run whatever its retention says.")
    @Argument(help: "The run.") var name: String
    @Option(help: "Why.") var why: String
    @Option(help: "Who asks for it (default: the user).") var by: String?
    @OptionGroup var home: HomeOptions
    func run() throws {
        let operations = try home.openExisting()
        try Desk.telling { () throws(RunError) in try operations.hold(try Desk.person(by), run: name, why: why.trimmed) }
        Console.print("held")
    }
}

/// `billpress archive unhold`.
struct UnholdRun: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "unhold", abstract: "End a hold.")
    @Argument(help: "The run.") var name: String
    @Option(help: "Who asks for it (default: the user).") var by: String?
    @OptionGroup var home: HomeOptions
    func run() throws {
        let operations = try home.openExisting()
        try Desk.telling { () throws(RunError) in try operations.unhold(try Desk.person(by), run: name) }
        Console.print("no longer held")
    }
}

/// `billpress archive prune`.
struct PruneArchive: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove what is past its retention, except what is held.",
        discussion: "Without --yes it only tells what it would remove. Cancelled runs go at once.")

    @Option(help: "The day from which is counted, as YYYY-MM-DD (default: today).")
    var asOf: Day?

    @Flag(help: "Remove it.")
    var yes = false

    @Option(help: "Who removes it (default: the user).")
    var by: String?

    @OptionGroup var home: HomeOptions

    func run() throws {
        let operations = try home.openExisting()
        var count = 0
        let result = try Desk.telling { () throws(RunError) in
            try operations.prune(try Desk.person(by), on: asOf ?? Today.local, isMeant: yes) { run in
                if let held = run.held { return Console.print("\(run.run): \(run.why), and held: \(PrintableText.of(held))") }
                count += 1
                Console.print("\(run.run): \(run.why)\(yes ? "; removed" : "")")
            }
        }
        if yes, result.loose > 0 { Console.print("\(Books.many(result.loose, "file")) that nothing refers to removed") }
        if count == 0 { Console.print("nothing is past its retention") }
        guard !yes else { return }
        if result.loose > 0 { Console.print("\(Books.many(result.loose, "file")) of the archive that nothing refers to") }
        if count + result.loose > 0 { Console.print("--yes removes \(count + result.loose == 1 ? "it" : "them")") }
    }
}

/// `billpress archive backup`: while others work.
struct BackUp: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the store and the archive to another folder, while others work.",
        discussion: "What the folder has already is not copied again. The copy is a home like the first: use it with --home.")
    @Option(name: [.short, .long], help: "The folder of the copy.") var output: String
    @OptionGroup var home: HomeOptions
    func run() throws {
        let operations = try home.openExisting()
        let made = try Desk.telling { () throws(RunError) in try operations.backUp(Desk.user, to: output) }
        Console.print("\(output): the store, and \(Books.many(made.files, "file")), of which \(made.copied) are new")
        for message in made.lost { Console.error(message) }
        if !made.lost.isEmpty {
            Console.error("the archive is not whole: `billpress archive verify` names the runs")
            throw Status.environment.exitCode
        }
    }
}

/// `billpress audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Show and verify the trail of who did what.",
        subcommands: [VerifyAudit.self, ListAudit.self])
}

/// `billpress audit verify`.
struct VerifyAudit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Prove that no line of the trail was changed, taken out or put in.")
    @Option(help: "A head that was written down before: the trail must go through it.") var head: String?
    @OptionGroup var home: HomeOptions
    func run() throws {
        let operations = try home.openExisting()
        let whole = try Desk.telling { () throws(RunError) in try operations.verifyTrail(Desk.user, through: head) }
        Console.print("\(Books.many(whole.lines, "line")), whole; head \(whole.head)")
    }
}

/// `billpress audit list`: a page at a time, so that a reader who waits holds nobody up.
struct ListAudit: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List who did what, when.")
    @Argument(help: "Of this run alone.") var name: String?
    @OptionGroup var home: HomeOptions
    func run() throws {
        let operations = try home.openExisting()
        var last: Int64 = 0
        while !Console.isOutputLost {
            let lines = try Desk.telling { () throws(RunError) in
                try operations.readTrail(Desk.user, run: name, after: last)
            }
            guard let end = lines.last else { break }
            for line in lines { Console.print(AuditText.line(line)) }
            last = end.number
        }
    }
}
