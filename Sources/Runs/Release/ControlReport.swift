import PDF
import Records
import Rendering
import Templating

/// The control report of a run: a document of the kind `control-report`, made of the run's books.
package struct ControlReport {
    package static let kind = "control-report"
    let run: Run
    let title: String
    let books: Books
    let ledger: Digest
    let files: [PlannedFile]
    let exceptions: [Exception]
    let approvals: [Approval]

    private let kinds: KindShelf

    package init(_ run: Run, _ kinds: KindShelf, _ store: any RunStore) throws(RunError) {
        self.run = run
        self.kinds = kinds
        title = try kinds.kind(of: run).contract.title ?? run.kind
        books = try store.books(of: run.id)
        ledger = try store.ledger(of: run.id)
        files = try store.files(of: run.id)
        exceptions = try store.exceptions(of: run.id).filter { $0.copy == 0 }
        approvals = try store.approvals(of: run.id)
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
        let selected = books.selected
        let placed = books.groups.reduce(Tally()) { $0 + $1.placed }
        var fields = [
            """
            "run":{"id":"\(run.id)","name":\(quoted(run.name)),"kind":\(quoted(run.kind)),"title":\(prose(title, 48)),"as_of":"\(run.asOf)",\
            "source":\(prose(run.source, 90)),"source_digest":"\(run.sourceDigest ?? run.data)","records":\(books.input.records)}
            """,
            """
            "program":{"engine":\(quoted(run.engine.name)),"engine_digest":"\(run.engine.digest)","templates_digest":"\(run.bundle)",\
            "data_digest":"\(run.data)","ledger_digest":"\(ledger)"}
            """,
            "\"input\":{\(expected)\"counted\":{\"records\":\(books.input.records),\"amount\":\(money(books.input.cents)),\"unreadable\":\(books.input.unreadable)}}",
            "\"copies\":\(books.copies - books.copiesSuppressed - books.copiesQuarantined - books.copiesWaived - books.copiesWaiting)",
        ]
        let suppressed = books.suppressedBy.map { reason($0.reason, $0.tally) }
        fields.append(
            "\"buckets\":{\"composed\":\(tally(books.composed)),\"suppressed\":[\(suppressed.joined(separator: ","))],\"set_aside\":[\(setAside)],\"waived\":\(tally(books.waived))}"
        )
        fields.append(
            "\"balance\":{\"selected\":\(tally(selected)),\"credits_total\":\(money(books.creditCents)),\"difference\":\(money(selected.cents - placed.cents)),\"balanced\":\(books.isBalanced)}"
        )
        fields.append("\"groups\":[\(groups)]")
        fields.append(
            "\"classes\":["
                + books.classes.map {
                    "{\"sheets\":\($0.sheets),\"documents\":\($0.tally.documents),\"pages\":\($0.pages),\"sheets_total\":\($0.sheetsTotal),\"amount\":\(money($0.tally.cents))}"
                }.joined(separator: ",") + "]")
        fields.append(
            "\"files\":["
                + files.filter { $0.sheetClass > 0 }.map {
                    "{\"name\":\(quoted($0.name)),\"class\":\($0.sheetClass),\"first_piece\":\($0.firstPiece),\"last_piece\":\($0.lastPiece),\"documents\":\($0.documents),\"pages\":\($0.pages),\"sheets\":\($0.sheets),\"bytes\":\($0.bytes),\"digest\":\"\($0.blob?.description ?? String(repeating: "0", count: 64))\"}"
                }.joined(separator: ",") + "]")
        fields.append(listed)
        fields.append(
            "\"approvals\":["
                + approvals.map { "{\"by\":\(prose($0.by, 40)),\"on\":\"\($0.on)\"}" }.joined(separator: ",")
                + "]")
        fields.append("\"approvals_needed\":\(max(1, run.approvalsNeeded))")
        if let day = run.releasedOn { fields.append("\"released_on\":\"\(day)\"") }
        return "{\(fields.joined(separator: ","))}"
    }

    private var expected: String {
        guard let expected = run.expected else { return "" }
        return
            "\"expected\":{\"records\":\(expected.records ?? books.input.records),\"amount\":\(money(expected.cents ?? books.input.cents)),\"from\":\"\(expected.from.hasPrefix("the trailer") ? "trailer" : "command line")\"\(run.expectedWaived.map { ",\"waived\":\(prose($0, 345))" } ?? "")},"
    }

    /// What is set aside, by kind of cause.
    private var setAside: String {
        var causes: [String: Tally] = [:]
        for exception in exceptions where exception.state == .quarantined {
            causes[(exception.reasons.first?.cause ?? .pages).words, default: Tally()] += Tally(
                documents: 1, cents: exception.cents ?? 0)
        }
        return causes.sorted { $0.key < $1.key }.map { reason($0.key, $0.value) }.joined(separator: ",")
    }

    /// Of cycles and of routes; more are summed up in one line.
    private static let mostGroups = 290

    private var groups: String {
        var out: [String] = []
        for (by, name) in [("cycle", \Books.Group.cycle), ("route", \Books.Group.route)] {
            guard books.groups.contains(where: { !$0[keyPath: name].isEmpty }) else { continue }
            var sums: [String: Books.Group] = [:]
            for group in books.groups {
                let key = group[keyPath: name].isEmpty ? "none" : group[keyPath: name]
                var sum = sums[key] ?? Books.Group(cycle: key, route: key)
                sum.selected += group.selected
                sum.composed += group.composed
                sum.suppressed += group.suppressed
                sum.quarantined += group.quarantined + group.waived
                sums[key] = sum
            }
            var listed = sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            if listed.count > ControlReport.mostGroups {
                var rest = Books.Group(cycle: "", route: "")
                for (_, sum) in listed[(ControlReport.mostGroups - 1)...] {
                    rest.selected += sum.selected
                    rest.composed += sum.composed
                    rest.suppressed += sum.suppressed
                    rest.quarantined += sum.quarantined
                }
                listed = listed.prefix(ControlReport.mostGroups - 1) + [("all others", rest)]
            }
            out += listed.map { key, sum in
                "{\"by\":\"\(by)\",\"name\":\(prose(key, 20)),\"selected\":\(tally(sum.selected)),\"composed\":\(tally(sum.composed)),\"suppressed\":\(tally(sum.suppressed)),\"set_aside\":\(tally(sum.quarantined))}"
            }
        }
        return out.joined(separator: ",")
    }

    /// What is set aside first, then what was waived, then what is suppressed; at most 200.
    private var listed: String {
        func rank(_ state: DocumentState) -> Int { state == .quarantined ? 0 : state == .waived ? 1 : 2 }
        let all = exceptions.sorted { (rank($0.state), $0.line, $0.sequence) < (rank($1.state), $1.line, $1.sequence) }
        let shown = all.prefix(200).map { exception in
            let state = ["set aside", "waived", "suppressed"][rank(exception.state)]
            let why = exception.suppressed ?? exception.reasons.first?.message ?? ""
            var text =
                "{\"sequence\":\(exception.sequence),\"line\":\(max(1, exception.line)),\"state\":\"\(state)\",\"reason\":\(prose(why.isEmpty ? "no reason" : why, 400))"
            if let account = exception.account { text += ",\"account\":\(quoted(String(account.suffix(12))))" }
            if exception.state == .waived, let by = exception.waivedBy, let why = exception.waivedWhy {
                text += ",\"by\":\(prose(by, 40)),\"why\":\(prose(why, 300))"
            }
            return text + "}"
        }
        return "\"exceptions\":[\(shown.joined(separator: ","))]"
            + (all.count > 200 ? ",\"exceptions_more\":\(all.count - 200)" : "")
    }

    /// Words as a person or a check wrote them, as far as a column holds them: none so long that it fits no line.
    private func prose(_ text: some StringProtocol, _ most: Int) -> String {
        var out = ""
        var unbroken = 0
        for character in text {
            unbroken = character == " " ? 0 : unbroken + 1
            if unbroken > 26 {
                out += " "
                unbroken = 1
            }
            out.append(character)
        }
        return quoted(String(out.prefix(most)))
    }

    /// A text that the report's font can print: a reason may name a character that no font has, beside its number.
    private func quoted(_ text: String) -> String {
        var printable = ""
        for scalar in text.unicodeScalars {
            let isPlain = (0x20..<0x250).contains(scalar.value) || (0x2010...0x2027).contains(scalar.value)
            printable.unicodeScalars.append(
                isPlain && scalar.value != 0x7F && !(0x80..<0xA0).contains(scalar.value) ? scalar : "?")
        }
        return JSONText.quoted(printable)
    }
    private func tally(_ tally: Tally) -> String { "{\"documents\":\(tally.documents),\"amount\":\(money(tally.cents))}" }
    private func reason(_ reason: String, _ tally: Tally) -> String {
        "{\"reason\":\(prose(reason, 80)),\"documents\":\(tally.documents),\"amount\":\(money(tally.cents))}"
    }

    private func money(_ cents: Int64) -> String { "\"\(Books.plain(cents))\"" }
}
