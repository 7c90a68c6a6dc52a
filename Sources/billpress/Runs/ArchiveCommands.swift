import ArgumentParser
import Glibc
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
        let desk = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            var found = try desk.ledger.find(FindQuery(text: text, run: ofRun, from: from, to: to, most: most + 1))
            let isCut = found.count > most
            if isCut { found.removeLast() }
            for one in found {
                let state = FindCommand.state(one)
                if json {
                    var fields = [
                        "\"document\":\"\(one.name)\"", "\"kind\":\(JSONText.quoted(one.run.kind))",
                        "\"run\":\(JSONText.quoted(one.run.name))", "\"as_of\":\"\(one.run.asOf)\"",
                        "\"state\":\(JSONText.quoted(state))", "\"pages\":\(one.pages)", "\"copy\":\(one.part.copyNumber)",
                    ]
                    if let number = one.number { fields.append("\"number\":\(JSONText.quoted(number))") }
                    if let stated = one.stated { fields.append("\"cents\":\(stated)") }
                    Console.print("{\(fields.joined(separator: ","))}")
                } else {
                    Console.print(
                        "\(RunText.pad(one.name, 12)) \(one.run.asOf)  \(RunText.pad(one.run.kind, 16)) \(RunText.pad(one.number ?? "", 16))\(RunText.right(one.stated.map(Books.dollars) ?? "", 14))  \(one.pages) p.  \(state)\(one.part.isCopy ? ", copy \(one.part.copyNumber)" : "")"
                    )
                }
            }
            if isCut { Console.error("there are more: --most") }
            if found.isEmpty {
                Console.error("nothing was found")
                throw RunError(.usage, "")
            }
        }
    }

    static func state(_ document: FoundDocument) -> String {
        if document.isStopped { return "stop list" }
        switch document.state {
        case .composed: return document.run.state == .released ? "issued" : document.run.state.rawValue
        case .suppressed: return "not printed"
        case .quarantined: return "set aside"
        case .waived: return "waived"
        case .waiting: return "waiting"
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
        let desk = try home.openExisting()
        let engine = try Desk.engine()
        try Desk.telling { () throws(RunError) in
            let runs: [Run]
            if let name {
                runs = [try desk.ledger.run(name)]
            } else {
                runs = try desk.ledger.allRuns().filter { $0.state == .released }
            }
            let verifier = Verifier(desk.ledger, desk.archive, engine)
            var isWhole = true
            if runs.isEmpty { Console.print("no run is released yet") }
            for run in runs {
                let outcome = try verifier.verify(run) { _ throws(RunError) in
                    if Interrupt.isRequested { throw RunError(.stopped, "stopped") }
                }
                for fault in outcome.faults { Console.error("\(run.name): \(fault)") }
                for note in outcome.notes { Console.print("\(run.name): \(note)") }
                if run.isPruned, outcome.faults.isEmpty { continue }
                if outcome.faults.isEmpty {
                    Console.print(
                        "\(run.name): \(Books.many(outcome.documents, "document")) made again the same, \(Books.many(outcome.files, "file")) whole"
                    )
                } else {
                    isWhole = false
                }
            }
            var facts = AuditFacts()
            (facts.runs, facts.isWhole) = (runs.map(\.name), isWhole)
            try desk.ledger.note(.verify, by: Desk.user, facts)
            if !isWhole { throw RunError(.damaged, "the archive is not whole") }
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
        let desk = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            try People.checkReason(why.trimmed)
            try desk.ledger.hold(try desk.ledger.run(name).id, why: why.trimmed, by: try Desk.person(by))
            Console.print("held")
        }
    }
}

/// `billpress archive unhold`.
struct UnholdRun: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "unhold", abstract: "End a hold.")
    @Argument(help: "The run.") var name: String
    @Option(help: "Who asks for it (default: the user).") var by: String?
    @OptionGroup var home: HomeOptions
    func run() throws {
        let desk = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            try desk.ledger.hold(try desk.ledger.run(name).id, why: nil, by: try Desk.person(by))
            Console.print("no longer held")
        }
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
        let desk = try home.openExisting()
        let day = asOf ?? Today.local
        try Desk.telling { () throws(RunError) in
            // Nobody puts a file into the archive that is about to be needed.
            let lock = try desk.archive.lock(.exclusive)
            defer { lock.release() }
            var count = 0
            for run in try desk.ledger.allRuns() where !run.isPruned {
                guard let why = Retention.end(of: run, on: day) else { continue }
                if let held = run.held {
                    Console.print("\(run.name): \(why), and held: \(held)")
                    continue
                }
                count += 1
                Console.print("\(run.name): \(why)\(yes ? "; removed" : "")")
                if yes {
                    for blob in try desk.ledger.prune(run.id, by: try Desk.person(by)) { try desk.archive.remove(blob) }
                }
            }
            if yes {
                desk.archive.sweepAside()
                let needed = Set(try desk.ledger.blobs().map(\.description))
                let swept = desk.archive.sweep(keeping: needed)
                if swept > 0 { Console.print("\(Books.many(swept, "file")) that nothing refers to removed") }
            }
            if count == 0 { Console.print("nothing is past its retention") }
            if !yes {
                let loose = desk.archive.loose(beside: Set(try desk.ledger.blobs().map(\.description))).count
                if loose > 0 { Console.print("\(Books.many(loose, "file")) of the archive that nothing refers to") }
                if count + loose > 0 { Console.print("--yes removes \(count + loose == 1 ? "it" : "them")") }
            }
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
        let desk = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            let whole = try desk.ledger.checkTrail(through: head)
            Console.print("\(Books.many(whole.lines, "line")), whole; head \(whole.head)")
        }
    }
}

/// `billpress audit list`.
struct ListAudit: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List who did what, when.")
    @Argument(help: "Of this run alone.") var name: String?
    @OptionGroup var home: HomeOptions
    func run() throws {
        let desk = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            var run: RunID?
            if let name { run = try desk.ledger.run(name).id }
            var last: Int64 = 0
            while true {
                let lines = try desk.ledger.trail(of: run, after: last)
                guard let end = lines.last else { break }
                for line in lines {
                    Console.print(
                        "\(RunText.right(String(line.number), 6))  \(line.at)  \(RunText.pad(line.actor.name, 14))\(RunText.pad(line.act, 11))\(line.run.map { "run \($0): " } ?? "")\(AuditText.of(line))"
                    )
                }
                last = end.number
            }
        }
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
        let desk = try home.openExisting()
        try Desk.telling { () throws(RunError) in
            let made = try Backup.run(desk.ledger, desk.archive, to: output)
            Console.print("\(output): the store, and \(Books.many(made.files, "file")), of which \(made.copied) are new")
            var facts = AuditFacts()
            (facts.files, facts.lost) = (made.files, made.lost.count)
            try desk.ledger.note(.backup, by: Desk.user, facts)
            for message in made.lost { Console.error(message) }
            if !made.lost.isEmpty {
                throw RunError(.damaged, "the archive is not whole: `billpress archive verify` names the runs")
            }
        }
    }
}
