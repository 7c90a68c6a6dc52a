import Operations
import Records
import Runs
import Texts

/// How runs are told, to people and to programs.
enum RunText {
    static func line(_ exception: Exception) -> String {
        let account = exception.account.map { "account \($0), " } ?? ""
        let why = exception.reasons.map(\.message).joined(separator: "; ")
        let message = why.isEmpty ? (exception.suppressed ?? "") : why
        let place = exception.reasons.first?.cause.isOfRecord == true ? "" : "line \(exception.line): "
        return
            "\(exception.sequence): \(account)\(exception.part.isCopy ? "copy \(exception.part.copyNumber), " : exception.part == .looseDetail ? "a row of details, " : "")\(place)\(message)"
    }

    /// A document that was found.
    static func line(_ found: FoundDocument) -> String {
        let copy = found.part.isCopy ? ", copy \(found.part.copyNumber)" : ""
        let amount = right(found.stated.map(Books.dollars) ?? "", 14)
        return
            "\(pad(found.name, 12)) \(found.run.asOf)  \(pad(found.run.kind, 16)) \(pad(found.number ?? "", 16))\(amount)  \(found.pages) p.  \(found.status)\(copy)"
    }

    /// A run in the list of runs.
    static func line(_ run: Run) -> String {
        right(String(describing: run.id), 5) + "  " + pad(run.name, 28) + pad(state(run), 18)
            + right(Books.grouped(run.input.records), 9) + right(Books.dollars(run.input.cents), 18) + "  \(run.asOf)"
    }

    /// The books of a run, for a person.
    static func text(_ details: RunDetails) -> String {
        let (run, books, progress) = (details.result.run, details.result.books, details.progress)
        var out: [String] = []
        out.append("\(run.name) (\(run.id)), \(run.kind), as of \(run.asOf): \(state(run))")
        out.append(
            "taken in \(run.begun) by \(PrintableText.of(run.begunBy)) from \(PrintableText.of(run.source)), \(Books.many(run.input.records, "record")), data \(run.data.short)…"
        )
        if run.state == .composing || run.state == .printing {
            out.append(
                "\(progress.done) of \(Books.many(progress.jobs, "job")) done, \(progress.running) running"
                    + (run.isPaused ? "; paused" : ""))
        }
        if run.state == .printing, progress.running == 0, !progress.isIdle || run.publishing != nil {
            out.append("nobody prints: billpress run release \(run.name) -o \(run.output ?? "DIR") goes on")
        }
        out += progress.stopped.map { "stopped: \(text($0)); mend it, then billpress run retry \(run.name)" }
        out += Set(progress.waiting.map(text)).sorted().map { "tried again soon: \($0)" }
        out.append("")
        out += rows(of: books)
        out.append("")
        if books.isBalanced { out.append("balanced") } else { out += books.faults.map { "not balanced: \($0)" } }
        if let expected = run.expected, let waived = run.expectedWaived {
            let said = [expected.records.map { Books.many($0, "record") }, expected.cents.map(Books.dollars)].compactMap { $0 }
            out.append("\(expected.from) said \(said.joined(separator: " and ")); waived by \(waived)")
        }
        for approval in details.approvals { out.append("approved by \(approval.by) on \(approval.on)") }
        if run.state == .composed {
            out.append("\(details.approvals.count) of \(Books.many(max(1, run.approvalsNeeded), "approval"))")
        }
        for file in details.files where file.isPrinted {
            out.append(
                "\(file.name): \(Books.many(file.documents, "piece")), \(file.firstPiece) to \(file.lastPiece), \(pages(of: file, run))"
            )
        }
        if let output = run.output, run.state == .released { out.append("released to \(output)") }
        if let held = run.held { out.append("held: \(PrintableText.of(held))") }
        return out.joined(separator: "\n")
    }

    /// How many documents and cents are in which state.
    private static func rows(of books: Books) -> [String] {
        func row(_ name: String, _ tally: Tally) -> String {
            pad(name, 28) + right(Books.grouped(tally.documents), 9) + right(Books.dollars(tally.cents), 18)
        }
        var rows = [row("selected", books.selected), row("composed", books.composed)]
        rows += books.suppressedBy.map { reason, tally in row("suppressed: \(reason)", tally) }
        rows += [row("set aside", books.quarantined), row("waived", books.waived)]
        if books.waiting > 0 { rows.append(row("not laid out yet", Tally(documents: books.waiting))) }
        if books.copies > 0 { rows.append(pad("copies, not counted", 28) + right(Books.grouped(books.copies), 9)) }
        return rows
            + books.classes.map { part in
                row("of \(Books.many(part.sheets, "sheet"))", part.tally) + right("\(Books.grouped(part.pages)) pages", 16)
            }
    }

    /// What came of an extract.
    static func takenIn(_ result: IntakeResult) -> String {
        let (run, books) = (result.run, result.books)
        let copies = books.copies == 1 ? ", 1 copy" : books.copies > 1 ? ", \(Books.grouped(books.copies)) copies" : ""
        return "\(run.name) (\(run.id)): \(Books.many(run.input.records, "record")), \(Books.dollars(run.input.cents))\(copies)"
            + (result.setAside.isEmpty ? "" : ", \(result.setAside.count) set aside")
    }

    /// What a stop list took out of a release.
    static func stopped(_ documents: Int, _ unmatched: [String]) -> String {
        let said = "stop list: \(Books.many(documents, "document")) not printed"
        guard !unmatched.isEmpty else { return said }
        let shown = unmatched.prefix(5).map { MaskedAccount.tail(of: $0) }.joined(separator: " ")
        return
            "\(said); \(Books.many(unmatched.count, "name")) on it fit\(unmatched.count == 1 ? "s" : "") none of this run's: \(shown)\(unmatched.count > 5 ? " …" : "")"
    }

    /// Why a job stopped, or waits: `nov: the disk is full`.
    static func text(_ job: (run: String, error: RunError)) -> String { "\(job.run): \(CommandWords.message(of: job.error))" }

    static func state(_ run: Run) -> String {
        run.state.rawValue + (run.isPaused ? ", paused" : "") + (run.isPruned ? ", pruned" : "")
    }

    /// `6 pages (2 blank backs)`: what a file holds.
    static func pages(_ count: Int, blanks: Int) -> String {
        Books.many(count, "page") + (blanks > 0 ? " (\(Books.many(blanks, "blank back")))" : "")
    }

    /// `4 pages`, or `4 pages on both sides of 3 sheets`: what a print file has of its documents.
    static func pages(of file: PlannedFile, _ run: Run) -> String {
        Books.many(file.pages, "page") + (run.isDuplex ? " on both sides of \(Books.many(file.sheets, "sheet"))" : "")
    }

    static func pad(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(1, width - text.count)) }
    static func right(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(1, width - text.count)) + text }
}
