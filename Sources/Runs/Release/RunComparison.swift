import PageDiff
import Pages
import Records
import Rendering

/// What is other in a run than in an earlier one: documents, amounts, sheets, and what changed on the pages.
package struct RunComparison {
    package struct Side: Sendable {
        package var run: Run
        package var books: Books
    }

    package var before: Side
    package var after: Side
    /// Accounts that only one of the runs has a document of.
    package var onlyBefore = 0
    package var onlyAfter = 0
    package var both = 0
    /// Documents whose pages were compared.
    package var compared = 0
    /// Accounts whose amount is more than twice what it was, and more than ten dollars apart.
    package var doubled: [String] = []
    package var tally = ChangeTally()

    /// Compares the pages of at most so many accounts, taken evenly over the runs. Answers examples by the names of the later
    /// run's documents.
    package static func compare(
        _ before: Run, _ after: Run, most: Int, _ ledger: Ledger, _ archive: Archive,
        progress: (Int, Int) throws(RunError) -> Void
    ) throws(RunError) -> RunComparison {
        guard before.kind == after.kind else {
            throw RunError.differentKinds(
                before: before.name, kind: before.kind, after: after.name, otherKind: after.kind)
        }
        var comparison = RunComparison(
            before: Side(run: before, books: try ledger.books(of: before.id)),
            after: Side(run: after, books: try ledger.books(of: after.id)))
        let old = try ledger.accounts(of: before.id)
        let new = try ledger.accounts(of: after.id)
        var earlier: [String: AccountDocument] = [:]
        for document in old where earlier[document.account] == nil { earlier[document.account] = document }
        var pairs: [(AccountDocument, AccountDocument)] = []
        var seen: Set<String> = []
        for document in new where seen.insert(document.account).inserted {
            guard let partner = earlier[document.account] else {
                comparison.onlyAfter += 1
                continue
            }
            pairs.append((partner, document))
            if let was = partner.stated, let now = document.stated, now > 2 * max(0, was), now - was > 1_000 {
                comparison.doubled.append(DocumentName.of(after.id, document.job.sequence))
            }
        }
        comparison.both = pairs.count
        comparison.onlyBefore = earlier.count - pairs.count
        let kinds = KindShelf(ledger, archive)
        let first = try Redraw(before, kinds, archive)
        let second = try Redraw(after, kinds, archive)
        var comparer = PageComparer(
            facesBefore: first.kind.template.book.names, facesAfter: second.kind.template.book.names)
        let step = max(1, (pairs.count + most - 1) / max(1, most))
        for index in stride(from: 0, to: pairs.count, by: step) {
            let (old, new) = pairs[index]
            let changes = comparer.changes(from: try first.pages(of: old.job), to: try second.pages(of: new.job))
            comparison.tally.add(changes, of: DocumentName.of(after.id, new.job.sequence))
            comparison.compared += 1
            if comparison.compared % 64 == 0 { try progress(comparison.compared, pairs.count / step) }
        }
        return comparison
    }

    /// The report, for a person.
    package var text: String {
        var out: [String] = []
        func row(_ name: String, _ was: String, _ now: String, _ change: String = "") {
            out.append(
                RunComparison.pad(name, 26) + RunComparison.right(was, 18) + RunComparison.right(now, 18)
                    + (change.isEmpty ? "" : "  \(change)"))
        }
        func percent(_ was: Int64, _ now: Int64) -> String {
            guard was != 0 else { return "" }
            let tenths = (now - was) * 1000 / was
            return "\(tenths >= 0 ? "+" : "−")\(tenths.magnitude / 10).\(tenths.magnitude % 10) %"
        }
        row("", before.run.name, after.run.name)
        let (a, b) = (before.books, after.books)
        row(
            "records", Books.grouped(a.input.records), Books.grouped(b.input.records),
            percent(Int64(a.input.records), Int64(b.input.records)))
        row("amount", Books.dollars(a.input.cents), Books.dollars(b.input.cents), percent(a.input.cents, b.input.cents))
        row(
            "printed", Books.grouped(a.classes.reduce(0) { $0 + $1.tally.documents }),
            Books.grouped(b.classes.reduce(0) { $0 + $1.tally.documents }))
        row("not printed", Books.grouped(a.suppressed.documents), Books.grouped(b.suppressed.documents))
        row(
            "set aside or waived", Books.grouped((a.quarantined + a.waived).documents),
            Books.grouped((b.quarantined + b.waived).documents))
        row("copies", Books.grouped(a.copies), Books.grouped(b.copies))
        for sheets in Set(a.classes.map(\.sheets) + b.classes.map(\.sheets)).sorted() {
            func count(_ books: Books) -> Int { books.classes.first { $0.sheets == sheets }?.tally.documents ?? 0 }
            row("of \(Books.many(sheets, "sheet"))", Books.grouped(count(a)), Books.grouped(count(b)))
        }
        row("accounts in one run only", Books.grouped(onlyBefore), Books.grouped(onlyAfter))
        if !doubled.isEmpty {
            let shown = doubled.prefix(8).joined(separator: " ")
            out.append(
                "\(Books.many(doubled.count, "amount")) more than doubled: \(shown)\(doubled.count > 8 ? " …" : "")")
        }
        out.append("")
        if before.run.bundle != after.run.bundle { out.append("The templates are not the same.") }
        if before.run.engine != after.run.engine { out.append("The program is not the same.") }
        out.append(
            "On the pages of \(Books.many(compared, "account")) that both have, \(Books.grouped(tally.changedDocuments)) with changes beside figures and dates:"
        )
        for group in tally.groups.prefix(40) {
            out.append(
                "  \(RunComparison.right(Books.grouped(group.documents), 7))  \(RunComparison.line(group))  \(group.examples.joined(separator: " "))"
            )
        }
        if tally.groups.count > 40 { out.append("           and \(tally.groups.count - 40) further kinds of change") }
        if tally.groups.isEmpty { out.append("  none") }
        return out.joined(separator: "\n") + "\n"
    }

    private static func line(_ group: ChangeTally.Group) -> String {
        switch group.subject {
        case .others: return "others"
        case .otherText(let kind, let region): return "\(region): other text \(kind)"
        case .change(let change):
            let region = change.region.isEmpty ? "pages" : change.region
            let was = cut(change.was)
            let now = cut(change.now)
            switch change.kind {
            case .appeared: return "\(region): \(change.subject) appeared \(now)"
            case .vanished: return "\(region): \(change.subject) vanished \(was)"
            case .moved:
                return "\(region): \(change.subject) moved \(cut(change.now))"
                    + (change.shift.map { " by \($0.x), \($0.y) pt" } ?? " to another page")
            case .restyled: return "\(region): \(change.subject) restyled \(change.styles.map { "\($0.was) → \($0.now)" } ?? now)"
            case .pages: return "pages: \(change.was) → \(change.now)"
            default: return "\(region): \(change.kind) \(was) → \(now)"
            }
        }
    }

    private static func cut(_ text: String) -> String {
        text.isEmpty ? "" : "“\(text.count > 48 ? text.prefix(47) + "…" : text[...])”"
    }
    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - text.count)) + text
    }
}

/// An account's own document in a run.
package struct AccountDocument: Sendable {
    package var account: String
    package var job: JobDocument
    package var stated: Int64?
}
