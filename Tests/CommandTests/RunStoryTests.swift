import Foundation
import TestKit
import Testing

/// The house stands: an extract with bad rows becomes a released set by the built program, whatever dies on the way.
@Suite struct RunStoryTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @discardableResult
    private func bill(_ arguments: String..., status: Int32 = 0, disturb: String = "") throws -> Tool.Result {
        try bill(arguments, status: status, disturb: disturb)
    }

    @discardableResult
    private func bill(_ arguments: [String], status: Int32 = 0, disturb: String = "") throws -> Tool.Result {
        let done = try Program.run(
            arguments, in: Scratch.root,
            environment: ["BILLPRESS_HOME": scratch.path("home"), "BILLPRESS_DISTURB": disturb])
        #expect(done.status == status, "\(arguments.joined(separator: " ")): \(done.errors)\(done.text)")
        return done
    }

    private func town(_ count: Int) throws {
        let made = try Tool.run(
            "python3", ["Scripts/make_bills.py", String(count), "-o", scratch.path("bills.jsonl")], in: Scratch.root)
        #expect(made.status == 0)
    }

    @Test func anExtractBecomesAReleasedSetThatCanBeIssuedAgain() throws {
        try town(60)
        var lines = try scratch.text("bills.jsonl").split(separator: "\n").map(String.init)
        let good = lines[10]
        lines[10] = good.replacing(#""bill":"#, with: #""bull":"#)
        lines[20] = "{"
        try scratch.write(lines.joined(separator: "\n"), "bad.jsonl")
        let taken = try bill(
            "run", "submit", "bill", scratch.path("bad.jsonl"), "--name", "nov", "--as-of", "2026-11-20", status: 3)
        #expect(
            taken.text.hasPrefix("nov (1): 60 records") && taken.errors.contains("line 11") && taken.errors.contains("line 21"))
        #expect(!taken.errors.contains("Ruiz"))
        try bill("run", "release", "nov", "-o", scratch.path("out"), status: 4)
        try bill("work", "--drain", "--workers", "2")
        try bill("run", "approve", "nov", "--by", "Ana Ruiz", status: 4)
        try scratch.write(good, "good.jsonl")
        try bill("run", "submit", "bill", scratch.path("good.jsonl"), "--into", "nov", status: 3)
        try bill("work", "--drain", "--workers", "2")
        let open = try bill("run", "exceptions", "nov").text.split(separator: "\n").filter { $0.hasPrefix("set aside") }
        #expect(open.count == 1)
        let sequence = open[0].split(separator: " ")[2].dropLast()
        for name in ["Ana Ruiz\u{200B}", "\u{410}na Ruiz", "Ana Ruiz 2"] {
            #expect(
                try bill("run", "waive", "nov", String(sequence), "--by", name, "--why", "a broken line", status: 1).errors
                    .contains("who answers"))
            #expect(try bill("run", "approve", "nov", "--by", name, status: 1).errors.contains("who answers"))
        }
        func hidden(_ command: [String]) throws {
            let done = try Program.run(
                command + ["--by", "Bo\u{200B}"], in: Scratch.root, environment: ["BILLPRESS_HOME": scratch.path("home")])
            #expect(done.status == 1 && done.errors.contains(#"not seen: Bo\u{200B}"#), "\(command): \(done.errors)")
        }
        for command in [
            ["run", "cancel", "nov"], ["run", "unwaive", "nov", "totals"], ["run", "recompose", "nov"],
            ["run", "release", "nov", "-o", scratch.path("none")], ["archive", "hold", "nov", "--why", "a letter"],
            ["archive", "unhold", "nov"], ["run", "submit", "bill", scratch.path("bad.jsonl")],
        ] { try hidden(command) }
        try bill("run", "waive", "nov", String(sequence), "--by", "Ana Ruiz", "--why", "a broken line")
        let proof = try bill("run", "proof", "nov", "-o", scratch.path("proof.pdf"))
        #expect(proof.text.contains("the first") && proof.text.contains("page 1: r1-"))
        try bill("run", "approve", "nov", "--by", "Bo Li")
        try bill("run", "release", "nov", "-o", scratch.path("out"), "--workers", "2")
        try bill("run", "release", "nov", "-o", scratch.path("out2"), status: 1)
        let shown = try bill("run", "show", "nov").text
        #expect(shown.contains("\nbalanced\n") && shown.contains("approved by Bo Li"))
        let number = try scratch.text("out/manifest.csv").split(separator: "\r\n")[5].split(separator: ",")[2]
        let account = lines.first { $0.contains("\"\(number)\"") }?.split(separator: "\"number\": \"").dropFirst().first?.prefix {
            $0 != "\""
        }
        try hidden(["reissue", String(number), "-o", scratch.path("none.pdf")])
        try hidden(["run", "reprint", "nov", "--range", "1", "-o", scratch.path("none.pdf")])
        try bill("reissue", String(number), "--mark", "duplicate", "-o", scratch.path("again.pdf"))
        let text = try Tool.run("pdftotext", [scratch.path("again.pdf"), "-"]).text
        #expect(text.contains("DUPLICATE of \(number), issued 2026-11-20") && text.contains(String(number)))
        if let account { #expect(try bill("find", String(account)).text.contains(String(number))) }
        try bill("find", "nobody", status: 1)
        try bill("archive", "verify")
        #expect(try bill("audit", "verify").text.contains("whole; head"))
        let report = try Tool.run("pdftotext", ["-layout", scratch.path("out/control-report.pdf"), "-"]).text
        #expect(report.contains("Balanced") && report.contains("Bo Li"))
        for file in scratch.files where file.hasPrefix("home/") || file.hasPrefix("out/") {
            let mode = try FileManager.default.attributesOfItem(atPath: scratch.path(file))[.posixPermissions] as? Int
            #expect(mode.map { $0 & 0o077 } == 0, "\(file)")
        }
    }

    @Test func aDocumentThatCrashesAndOneThatHangsAreSetAsideAndTheOthersPrinted() throws {
        try town(30)
        try bill("run", "submit", "bill", scratch.path("bills.jsonl"), "--name", "nov")
        // Debug builds can be told to crash or hang at a document, which no input does.
        try bill("work", "--drain", "--workers", "1", "--patience", "2", disturb: "crash:7,hang:19")
        let aside = try bill("run", "exceptions", "nov").text
        #expect(aside.contains("set aside   7: ") && aside.contains("laying it out ended its process (Aborted)"), "\(aside)")
        #expect(aside.contains("set aside   19: ") && aside.contains("did not come to an end within 2 s"), "\(aside)")
        #expect(try bill("run", "show", "nov", "--json").text.contains(#""composed":{"documents":28,"#))
    }

    @Test func workersThatAreAskedToEndGiveBackWhatTheyHave() throws {
        try town(60)
        try bill("run", "submit", "bill", scratch.path("bills.jsonl"), "--name", "nov")
        let work = try Tool(
            Program.path, ["work", "--workers", "2"], in: Scratch.root,
            environment: [
                "BILLPRESS_HOME": scratch.path("home"), "BILLPRESS_DISTURB": (1...60).map { "slow:\($0)" }.joined(separator: ","),
            ])
        Thread.sleep(forTimeInterval: 0.6)
        kill(work.id, SIGTERM)
        let begun = Date()
        let done = try work.finish()
        #expect(done.status == 0 && -begun.timeIntervalSinceNow < 5)
        let jobs = try Tool.run("sqlite3", [scratch.path("home/billpress.sqlite"), "SELECT DISTINCT state, attempt FROM job"])
            .text
        #expect(jobs == "available|0\n" || jobs == "completed|1\n", "\(jobs)")
        try bill("work", "--drain")
        #expect(try bill("run", "show", "nov", "--json").text.contains(#""balanced":true"#))
    }

    /// More lines than a pipe holds, into a pager at which somebody reads the first page: the office works on.
    @Test func aPagerThatWaitsHoldsNobodyUp() throws {
        try town(3)
        try bill("run", "submit", "bill", scratch.path("bills.jsonl"), "--name", "nov")
        let filled = try Tool.run(
            "sqlite3",
            [
                scratch.path("home/billpress.sqlite"),
                """
                WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
                INSERT INTO audit (id, at, who, act, run, text, previous, hash)
                SELECT i, '2026-11-24T08:00:00Z', 'Ana', 'note', NULL, 'a line of some forty characters or so', previous, hash
                FROM n, audit WHERE audit.id = 1
                """,
            ])
        #expect(filled.status == 0, "\(filled.errors)")
        let pager = try Tool(
            "/bin/sh", ["-c", "\"$0\" audit list | sleep 20", Program.path],
            environment: ["BILLPRESS_HOME": scratch.path("home")])
        defer { kill(pager.id, SIGKILL) }
        Thread.sleep(forTimeInterval: 1)
        #expect(pager.isRunning)
        // Each of them writes; a store that is busy answers with status 5 after a minute.
        let begun = Date()
        try bill("run", "pause", "nov")
        try bill("run", "resume", "nov")
        try bill("work", "--drain", "--workers", "1")
        try bill("run", "approve", "nov", "--by", "Ana Ruiz")
        #expect(pager.isRunning || -begun.timeIntervalSinceNow > 15, "the pager ended before it was tried")
    }

    @Test func tablesBecomeARun() throws {
        try town(3)
        // What is once for each bill, and its services and charges beside it.
        let made = try Tool.run(
            "python3", ["Tests/Judges/bills_to_csv.py", scratch.path("bills.jsonl"), scratch.path("csv")], in: Scratch.root)
        #expect(made.status == 0, "\(made.errors)")
        try bill(
            "run", "submit", "bill", scratch.path("csv/bills.csv"), "--detail", "services=\(scratch.path("csv/services.csv"))",
            "--detail",
            "services.charges=\(scratch.path("csv/charges.csv"))", "--name", "csv", "--as-of", "2026-11-20")
        try bill("run", "submit", "bill", scratch.path("bills.jsonl"), "--name", "json", "--as-of", "2026-11-20", status: 1)
        // The very same records: only when told so.
        try bill("run", "submit", "bill", scratch.path("bills.jsonl"), "--name", "json", "--as-of", "2026-11-20", "--force")
        try bill("work", "--drain")
        let digests = try Tool.run(
            "sqlite3", [scratch.path("home/billpress.sqlite"), "SELECT run, hex(digest) FROM composed ORDER BY run, seq"]
        ).text.split(separator: "\n").map { $0.split(separator: "|")[1] }
        #expect(digests.count == 6 && Array(digests[..<3]) == Array(digests[3...]))
        try bill("run", "submit", "bill", scratch.path("bills.jsonl"), "--key", "account.number", status: 1)
    }

    /// The day of a run is the one that bounds from it are held against, when records come in and when they are corrected.
    @Test func recordsOfAnotherYearAreSetAside() throws {
        try town(2)
        let lines = try scratch.text("bills.jsonl")
        func count(_ run: String) throws -> Int {
            try bill("run", "exceptions", run).text.split(separator: "\n").filter {
                $0.hasPrefix("set aside") && $0.contains("bill.date") || $0.contains("/bill/date")
            }.count
        }
        let late = try bill(
            "run", "submit", "bill", scratch.path("bills.jsonl"), "--name", "late", "--as-of", "2027-11-20", status: 3)
        #expect(late.errors.contains("the day that the documents are made for"), "\(late.errors)")
        #expect(try count("late") == 2)
        try bill("run", "submit", "bill", scratch.path("bills.jsonl"), "--name", "right", "--as-of", "2026-11-20", "--force")
        try scratch.write(lines.replacing("2026-11-20", with: "2027-11-20"), "other.jsonl")
        #expect(
            try bill("run", "submit", "bill", scratch.path("bills.jsonl"), "--into", "late", status: 3).errors
                .contains("the day that the documents are made for"))
        let one = lines.split(separator: "\n")[0]
        try scratch.write(String(one), "one.json")
        #expect(
            try bill(
                "render", "bill", "--data", scratch.path("one.json"), "-o", scratch.path("one.pdf"), "--as-of", "2027-11-20",
                status: 3
            ).errors.contains("the day that the documents are made for"))
        try bill("render", "bill", "--data", scratch.path("one.json"), "-o", scratch.path("one.pdf"), "--as-of", "2026-11-20")
    }

    /// What is kept is issued: a file that cannot be made keeps nothing, and one that cannot be written says what is.
    @Test func nothingIsKeptForAFileThatCannotBeMade() throws {
        let receipt = ["render", "receipt", "--data", "Templates/receipt/samples/cash-change.json", "--keep", "-o"]
        #expect(try bill(receipt + [scratch.path("none/one.pdf")], status: 5).errors.contains("none/one.pdf"))
        let full = try bill(receipt + ["/dev/full"], status: 5).errors
        #expect(full.contains("kept as r1-000001; `billpress reissue r1-000001 -o FILE` writes it again"), "\(full)")
        try bill("reissue", "r1-000001", "-o", scratch.path("one.pdf"))
    }

    /// Whoever says that nothing was released, and whoever lost the store beside a full archive, is not believed.
    @Test func aStoreThatForgetsWhatWasIssuedIsNotBelieved() throws {
        let sample = "Templates/receipt/samples/cash-change.json"
        try bill("render", "receipt", "--data", sample, "-o", scratch.path("one.pdf"), "--keep")
        let store = scratch.path("home/billpress.sqlite")
        #expect(try Tool.run("sqlite3", [store, "UPDATE run SET state = 'cancelled'"]).status == 0)
        #expect(try bill("archive", "verify", status: 5).errors.contains("where it stands"))
        #expect(try bill("archive", "prune", "--yes", "--as-of", "2060-01-01", status: 5).errors.contains("where it stands"))
        #expect(try Tool.run("sqlite3", [store, "UPDATE run SET state = 'released'"]).status == 0)
        try bill("archive", "verify")
        #expect(try Tool.run("truncate", ["-s", "0", store]).status == 0)
        for words in [["audit", "verify"], ["archive", "prune", "--yes"], ["archive", "verify"]] {
            #expect(try bill(words, status: 5).errors.contains("is gone or empty"), "\(words)")
        }
    }

    @Test func aReceiptIsKeptAndIssuedAgainByteForByte() throws {
        let sample = "Templates/receipt/samples/cash-change.json"
        try bill("render", "receipt", "--data", sample, "-o", scratch.path("one.pdf"), "--keep")
        try bill("render", "receipt", "--data", sample, "-o", scratch.path("two.pdf"), "--keep", status: 1)
        try bill("reissue", "r1-000001", "-o", scratch.path("again.pdf"))
        try bill("reissue", "r1-000001", "--verify", "-o", scratch.path("proved.pdf"))
        #expect(try scratch.bytes("one.pdf") == scratch.bytes("again.pdf"))
        #expect(try scratch.bytes("one.pdf") == scratch.bytes("proved.pdf"))
        try bill("archive", "verify")
        try bill("archive", "backup", "-o", scratch.path("copy"))
        #expect(try bill("find", "r1-000001", "--home", scratch.path("copy"), status: 1).errors.contains("nothing was found"))
        #expect(try bill("find", "R-2026-018344", "--home", scratch.path("copy")).text.contains("issued"))
    }

    @Test(arguments: [
        (["run", "show", "nov"], "there are no runs in"), (["find"], "name an account, a number, a run or days"),
        (["run", "submit", "bull", "x"], "did you mean bill?"),
        (["run", "submit", "bill", "/nowhere"], "/nowhere: cannot be opened"),
        (["work", "--workers", "0"], "--workers is a number from 1 to 256"),
        (["run", "reprint", "nov", "-o", "x.pdf"], "name the pieces with one of"),
    ])
    func wrongUseIsTold(arguments: [String], message: String) throws {
        let done = try Program.run(arguments, in: Scratch.root, environment: ["BILLPRESS_HOME": scratch.path("home")])
        #expect(done.status == 1 && done.errors.contains(message), "\(done.errors)")
    }
}

/// A little of `Scripts/try-runs`: runs under `kill -9` and SIGSTOP, edited rows and files, full disks. At length it is run by hand.
@Suite(.serialized) struct ViolenceTests {
    @Test(arguments: ["kill", "faults", "environment"])
    func whatIsKilledSpoiltOrFilledUpEndsInTheSameSetOrInNone(what: String) throws {
        let done = try Tool.run("Scripts/try-runs".withRoot, [what, "--quick", "--program", Program.path], in: Scratch.root)
        #expect(done.status == 0, "\(done.text)\(done.errors)")
        #expect(done.text.contains("holds") && !done.text.contains("FAILS"))
    }
}

extension String {
    fileprivate var withRoot: String { "\(Scratch.root)/\(self)" }
}
