import Records
import Texts

/// The lists of a control report. Each is folded where a run has more than the report lists, and two entries that would
/// look the same become one.
extension ControlReport {
    /// Of cycles and of routes; more are summed up in one line.
    private static let mostGroups = 290
    /// Print files that are listed with their digests; more are summed up in one line. `SHA256SUMS` has them all.
    private static let mostFiles = 2_000
    private static let mostReasons = 20
    private static let mostExceptions = 200

    func writeExpected(to json: inout JSONWriter, _ digits: ReportDigits) {
        guard let expected = run.expected else { return }
        json.object("expected") { json in
            json.member("records", digits.count(expected.records ?? books.input.records))
            json.member("amount", digits.money(expected.cents ?? books.input.cents))
            json.member("from", expected.from.rawValue)
            json.member("waived", ifPresent: run.expectedWaived.map { text($0, 345, 22) })
        }
    }

    func writeSuppressed(to json: inout JSONWriter, _ digits: ReportDigits) {
        writeReasons(books.suppressedBy.map { (ReportText.cut($0.reason, ems: 60), $0.tally) }, to: &json, digits)
    }

    /// What is set aside, by kind of cause.
    func writeSetAside(to json: inout JSONWriter, _ digits: ReportDigits) {
        let open = exceptions.filter { $0.state == .quarantined }
        writeReasons(
            open.map { (($0.reasons.first?.cause ?? .pages).words, Tally(documents: 1, cents: $0.cents ?? 0)) },
            to: &json, digits)
    }

    private func writeReasons(_ all: [(String, Tally)], to json: inout JSONWriter, _ digits: ReportDigits) {
        var sums: [String: Tally] = [:]
        for (reason, tally) in all { sums[ReportText.printable(reason), default: Tally()] += tally }
        var listed = sums.sorted { $0.key < $1.key }
        if listed.count > ControlReport.mostReasons {
            let rest = listed[(ControlReport.mostReasons - 1)...].reduce(Tally()) { $0 + $1.value }
            listed = Array(listed.prefix(ControlReport.mostReasons - 1)) + [("all other reasons", rest)]
        }
        for (reason, tally) in listed {
            json.object { json in
                json.member("reason", text(reason, 80, 10))
                json.member("documents", digits.count(tally.documents))
                json.member("amount", digits.money(tally.cents))
            }
        }
    }

    /// What keeps the run from balancing and stands in no other field.
    func writeOthers(to json: inout JSONWriter, _ difference: Int64, _ placed: Tally) {
        let isTold =
            difference != 0 || books.selected.documents != placed.documents || books.quarantined.documents > 0
            || (run.expected?.records ?? books.input.records) != books.input.records
            || (run.expected?.cents ?? books.input.cents) != books.input.cents
        guard !books.isBalanced, !isTold else { return }
        json.array("others", books.faults.prefix(20).map { text($0, 400, 40) })
    }

    func writeGroups(to json: inout JSONWriter, _ digits: ReportDigits) {
        for (by, name) in [("cycle", \Books.Group.cycle), ("route", \Books.Group.route)] {
            guard books.groups.contains(where: { !$0[keyPath: name].isEmpty }) else { continue }
            var sums: [String: Books.Group] = [:]
            for group in books.groups {
                let key = group[keyPath: name].isEmpty ? "none" : ReportText.shortened(group[keyPath: name], to: 20)
                sums[key, default: Books.Group(cycle: key, route: key)].add(group)
            }
            var listed = sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            if listed.count > ControlReport.mostGroups {
                var rest = Books.Group(cycle: "", route: "")
                var name = "all others"
                for (_, sum) in listed[(ControlReport.mostGroups - 1)...] { rest.add(sum) }
                listed = Array(listed.prefix(ControlReport.mostGroups - 1))
                while listed.contains(where: { $0.0 == name }) { name += "…" }
                listed.append((name, rest))
            }
            for (key, sum) in listed {
                json.object { json in
                    json.member("by", by)
                    json.member("name", text(key, 24, 7))
                    json.tally("selected", sum.selected, digits, 8)
                    json.tally("composed", sum.composed, digits, 8)
                    json.tally("suppressed", sum.suppressed, digits, 7)
                    json.tally("set_aside", sum.quarantined + sum.waived, digits, 6, counts: 6)
                }
            }
        }
    }

    func writeFiles(to json: inout JSONWriter, _ digits: ReportDigits) {
        // The sums stand in a row of their own.
        _ = digits.count(files.last?.lastPiece ?? 0, 6)
        _ = digits.count(Int(files.reduce(0) { $0 + $1.bytes }), 11)
        json.array("files") { json in
            for file in files.prefix(ControlReport.mostFiles) {
                json.object { json in
                    json.member("name", text(file.name, 60, 16))
                    json.member("class", file.sheetClass)
                    json.member("first_piece", file.firstPiece)
                    json.member("last_piece", file.lastPiece)
                    json.member("documents", file.documents)
                    json.member("pages", file.pages)
                    json.member("sheets", file.sheets)
                    json.member("bytes", max(1, file.bytes))
                    json.member("digest", file.blob?.description ?? String(repeating: "0", count: 64))
                }
            }
        }
        let rest = files.dropFirst(ControlReport.mostFiles)
        guard !rest.isEmpty else { return }
        json.object("files_more") { json in
            json.member("files", rest.count)
            json.member("documents", rest.reduce(0) { $0 + $1.documents })
            json.member("pages", rest.reduce(0) { $0 + $1.pages })
            json.member("sheets", rest.reduce(0) { $0 + $1.sheets })
            json.member("bytes", rest.reduce(0) { $0 + $1.bytes })
        }
    }

    /// What is set aside first, then what was waived, then what is suppressed; at most 200.
    func writeExceptions(to json: inout JSONWriter, _ digits: ReportDigits) {
        func rank(_ state: DocumentState) -> Int { state == .quarantined ? 0 : state == .waived ? 1 : 2 }
        let all = exceptions.sorted { (rank($0.state), $0.line, $0.sequence) < (rank($1.state), $1.line, $1.sequence) }
        json.array("exceptions") { json in
            for exception in all.prefix(ControlReport.mostExceptions) {
                let rank = rank(exception.state)
                let why = exception.suppressed ?? exception.reasons.first?.message ?? ""
                let figures = rank == 2 ? 6 : 7
                json.object { json in
                    json.member("sequence", digits.count(exception.sequence, figures))
                    json.member("line", digits.count(max(1, exception.line), figures))
                    json.member("state", ["set aside", "waived", "suppressed"][rank])
                    // A reason of what is suppressed is a title with a note beside it; any other stands in a column.
                    json.member("reason", rank == 2 ? text(ReportText.cut(why, ems: 20), 60, 20) : text(why, 400, 18))
                    json.member("account", ifPresent: exception.account.map { text($0.suffix(9), 12, 3.5) })
                    guard exception.state == .waived, let by = exception.waivedBy, let why = exception.waivedWhy else { return }
                    json.member("by", text(by, 40, 18))
                    json.member("why", text(why, 300, 18))
                }
            }
        }
        if all.count > ControlReport.mostExceptions {
            json.member("exceptions_more", all.count - ControlReport.mostExceptions)
        }
    }

    /// Two people whose names the font cannot tell apart are still two.
    func writeApprovals(to json: inout JSONWriter) {
        var seen: [String: Int] = [:]
        for approval in approvals {
            let name = ReportText.printable(approval.by)
            let number = seen[name, default: 0] + 1
            seen[name] = number
            let by = number == 1 ? name : "\(name.prefix(32)) (\(number))"
            json.object { json in
                json.member("by", text(by, 40, 16))
                json.member("on", "\(approval.on)")
            }
        }
    }

    func text(_ text: some StringProtocol, _ most: Int, _ ems: Double) -> String {
        ReportText.fitted(String(text), to: most, ems: ems)
    }
}

extension Books.Group {
    fileprivate mutating func add(_ other: Books.Group) {
        selected += other.selected
        composed += other.composed
        suppressed += other.suppressed
        quarantined += other.quarantined
        waived += other.waived
    }
}
