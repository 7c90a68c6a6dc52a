import Records
import Rendering
import System
import Templating

/// The control report of a run: a document of the kind `control-report`, made of the run's books.
package struct ControlReport {
    package static let kind = "control-report"
    package let run: Run
    package let title: String
    package var books: Books
    package var files: [PlannedFile]
    package var exceptions: [Exception]
    package var approvals: [Approval]
    let ledger: Digest

    private let kinds: KindShelf

    package init(_ run: Run, _ kinds: KindShelf, _ store: any RunStore) throws(RunError) {
        self.init(
            run, title: try kinds.kind(of: run).contract.title ?? run.kind, books: try store.books(of: run.id),
            ledger: try store.ledger(of: run.id), files: try store.files(of: run.id),
            exceptions: try store.exceptions(of: run.id), approvals: try store.approvals(of: run.id), kinds)
    }

    /// Of everything that it says; `kinds` has the templates that the run keeps.
    package init(
        _ run: Run, title: String, books: Books, ledger: Digest, files: [PlannedFile], exceptions: [Exception],
        approvals: [Approval], _ kinds: KindShelf
    ) {
        self.run = run
        self.title = title
        self.books = books
        self.ledger = ledger
        self.files = files.filter { $0.sheetClass > 0 }
        self.exceptions = exceptions.filter { $0.copy == 0 }
        self.approvals = approvals
        self.kinds = kinds
    }

    /// Its PDF, made by the templates that the run keeps.
    package func pdf() throws(RunError) -> [UInt8] {
        let kind = try kinds.kind(ControlReport.kind, of: run)
        let typesetter = Typesetter(kind, profile: .print, issue: Issuance(date: run.asOf))
        let record = Array(json.utf8)
        do {
            let document = try record.withUnsafeBytes { try typesetter.document(of: $0, line: 1) }
            return try document.file(book: kind.template.book, profile: .print)
        } catch let refusal as Refusal {
            throw RunError(.template, "the control report cannot be made: \(refusal.reasons.first?.message ?? "")")
        } catch { throw RunError(.template, "the control report cannot be made: \(error)") }
    }

    /// Its record, as `Templates/control-report/data.schema.json` has it.
    package var json: String {
        let digits = ReportDigits()
        let selected = books.selected
        let placed = books.groups.reduce(Tally()) { $0 + $1.placed }
        let difference = selected.cents - placed.cents
        var fields = [
            """
            "run":{"id":"\(run.id)","name":\(text(run.name, 80, 26)),"kind":\(text(run.kind, 96, 12)),"title":\(text(title, 48, 26)),"as_of":"\(run.asOf)",\
            "source":\(text(run.source, 90, 30)),"source_digest":"\(run.sourceDigest ?? run.data)","records":\(digits.count(books.input.records))}
            """,
            """
            "program":{"engine":\(text(run.engine.name, 24, 12)),"engine_digest":"\(run.engine.digest)","templates_digest":"\(run.bundle)",\
            "data_digest":"\(run.data)","ledger_digest":"\(ledger)"}
            """,
            "\"input\":{\(expected(digits))\"counted\":{\"records\":\(digits.count(books.input.records)),\"amount\":\(digits.money(books.input.cents)),\"unreadable\":\(books.input.unreadable)}}",
            "\"copies\":\(books.copies - books.copiesSuppressed - books.copiesQuarantined - books.copiesWaived - books.copiesWaiting)",
            "\"buckets\":{\"composed\":\(digits.tally(books.composed)),\"suppressed\":[\(suppressed(digits))],\"set_aside\":[\(setAside(digits))],\"waived\":\(digits.tally(books.waived))}",
            "\"balance\":{\"selected\":\(digits.tally(selected)),\"credits_total\":\(digits.money(books.creditCents)),\"difference\":\(digits.money(difference)),\"balanced\":\(books.isBalanced)\(others(difference, placed))}",
            "\"groups\":[\(groups(digits))]",
        ]
        fields.append(
            "\"classes\":["
                + books.classes.map {
                    "{\"sheets\":\($0.sheets),\"documents\":\(digits.count($0.tally.documents)),\"pages\":\(digits.count($0.pages)),\"sheets_total\":\(digits.count($0.sheetsTotal)),\"amount\":\(digits.money($0.tally.cents, 9))}"
                }.joined(separator: ",") + "]")
        fields.append(printFiles(digits))
        fields.append(listed(digits))
        fields.append("\"approvals\":[\(approved)]")
        fields.append("\"approvals_needed\":\(max(1, run.approvalsNeeded))")
        if let day = run.releasedOn { fields.append("\"released_on\":\"\(day)\"") }
        if digits.isWide { fields.append("\"wide\":true") }
        return "{\(fields.joined(separator: ","))}"
    }
}
