import Platform
import Records
import Rendering
import Templating
import Texts

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

    package init(_ run: Run, _ kinds: KindShelf, _ ledger: Ledger) throws(RunError) {
        self.init(
            run, title: try kinds.kind(of: run).contract.title ?? run.kind, books: try ledger.books(of: run.id),
            ledger: try ledger.ledger(of: run.id), files: try ledger.files(of: run.id),
            exceptions: try ledger.exceptions(of: run.id), approvals: try ledger.approvals(of: run.id), kinds)
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
        self.files = files.filter(\.isPrinted)
        self.exceptions = exceptions.filter(\.part.isOwn)
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
            throw RunError.reportNotMade(refusal.reasons.first?.message ?? "")
        } catch { throw RunError.reportNotMade("\(error)") }
    }

    /// Its record, as `Templates/control-report/data.schema.json` has it.
    package var json: String {
        let digits = ReportDigits()
        let selected = books.selected
        let placed = books.groups.reduce(Tally()) { $0 + $1.placed }
        let difference = selected.cents &- placed.cents
        return JSONWriter.object { json in
            json.object("run") { json in
                json.member("id", "\(run.id)")
                json.member("name", text(run.name, 80, 26))
                json.member("kind", text(run.kind, 96, 12))
                json.member("title", text(title, 48, 26))
                json.member("as_of", "\(run.asOf)")
                json.member("source", text(run.source, 90, 30))
                json.member("source_digest", "\(run.sourceDigest ?? run.data)")
                json.member("records", digits.count(books.input.records))
            }
            json.object("program") { json in
                json.member("engine", text(run.engine.name, 24, 12))
                json.member("engine_digest", "\(run.engine.digest)")
                json.member("templates_digest", "\(run.bundle)")
                json.member("data_digest", "\(run.data)")
                json.member("ledger_digest", "\(ledger)")
            }
            json.object("input") { json in
                writeExpected(to: &json, digits)
                json.object("counted") { json in
                    json.member("records", digits.count(books.input.records))
                    json.member("amount", digits.money(books.input.cents))
                    json.member("unreadable", books.input.unreadable)
                }
            }
            json.member(
                "copies",
                books.copies - books.copiesSuppressed - books.copiesQuarantined - books.copiesWaived - books.copiesWaiting)
            json.object("buckets") { json in
                json.tally("composed", books.composed, digits)
                json.array("suppressed") { writeSuppressed(to: &$0, digits) }
                json.array("set_aside") { writeSetAside(to: &$0, digits) }
                json.tally("waived", books.waived, digits)
            }
            json.object("balance") { json in
                json.tally("selected", selected, digits)
                json.member("credits_total", digits.money(books.creditCents))
                json.member("difference", digits.money(difference))
                json.member("balanced", books.isBalanced)
                writeOthers(to: &json, difference, placed)
            }
            json.array("groups") { writeGroups(to: &$0, digits) }
            json.array("classes") { json in
                for sheetClass in books.classes {
                    json.object { json in
                        json.member("sheets", sheetClass.sheets)
                        json.member("documents", digits.count(sheetClass.tally.documents))
                        json.member("pages", digits.count(sheetClass.pages))
                        json.member("sheets_total", digits.count(sheetClass.sheetsTotal))
                        json.member("amount", digits.money(sheetClass.tally.cents, 9))
                    }
                }
            }
            writeFiles(to: &json, digits)
            writeExceptions(to: &json, digits)
            json.array("approvals") { writeApprovals(to: &$0) }
            json.member("approvals_needed", max(1, run.approvalsNeeded))
            json.member("released_on", ifPresent: run.releasedOn.map { "\($0)" })
            if digits.isWide { json.member("wide", true) }
        }
    }
}
