import Records

/// The lists of a control report. Each is folded where a run has more than the report lists, and two entries that would
/// look the same become one.
extension ControlReport {
    /// Of cycles and of routes; more are summed up in one line.
    private static let mostGroups = 290
    /// Print files that are listed with their digests; more are summed up in one line. `SHA256SUMS` has them all.
    private static let mostFiles = 2_000
    private static let mostReasons = 20
    private static let mostExceptions = 200

    func expected(_ digits: ReportDigits) -> String {
        guard let expected = run.expected else { return "" }
        return
            "\"expected\":{\"records\":\(digits.count(expected.records ?? books.input.records)),\"amount\":\(digits.money(expected.cents ?? books.input.cents)),\"from\":\"\(expected.from.hasPrefix("the trailer") ? "trailer" : "command line")\"\(run.expectedWaived.map { ",\"waived\":\(text($0, 345, 22))" } ?? "")},"
    }

    func suppressed(_ digits: ReportDigits) -> String {
        reasons(books.suppressedBy.map { (ReportText.cut($0.reason, ems: 60), $0.tally) }, digits)
    }

    /// What is set aside, by kind of cause.
    func setAside(_ digits: ReportDigits) -> String {
        let open = exceptions.filter { $0.state == .quarantined }
        return reasons(
            open.map {
                (($0.reasons.first?.cause ?? .pages).words, Tally(documents: 1, cents: $0.cents ?? 0))
            }, digits)
    }

    private func reasons(_ all: [(String, Tally)], _ digits: ReportDigits) -> String {
        var sums: [String: Tally] = [:]
        for (reason, tally) in all { sums[ReportText.printable(reason), default: Tally()] += tally }
        var listed = sums.sorted { $0.key < $1.key }
        if listed.count > ControlReport.mostReasons {
            let rest = listed[(ControlReport.mostReasons - 1)...].reduce(Tally()) { $0 + $1.value }
            listed = Array(listed.prefix(ControlReport.mostReasons - 1)) + [("all other reasons", rest)]
        }
        return listed.map {
            "{\"reason\":\(text($0.key, 80, 10)),\"documents\":\(digits.count($0.value.documents)),\"amount\":\(digits.money($0.value.cents))}"
        }.joined(separator: ",")
    }

    /// What keeps the run from balancing and stands in no other field.
    func others(_ difference: Int64, _ placed: Tally) -> String {
        let isTold =
            difference != 0 || books.selected.documents != placed.documents || books.quarantined.documents > 0
            || (run.expected?.records ?? books.input.records) != books.input.records
            || (run.expected?.cents ?? books.input.cents) != books.input.cents
        guard !books.isBalanced, !isTold else { return "" }
        return ",\"others\":[\(books.faults.prefix(20).map { text($0, 400, 40) }.joined(separator: ","))]"
    }

    func groups(_ digits: ReportDigits) -> String {
        var out: [String] = []
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
            out += listed.map { key, sum in
                let aside = sum.quarantined + sum.waived
                return
                    "{\"by\":\"\(by)\",\"name\":\(text(key, 24, 7)),\"selected\":\(digits.tally(sum.selected, 8)),\"composed\":\(digits.tally(sum.composed, 8)),\"suppressed\":\(digits.tally(sum.suppressed, 7)),\"set_aside\":\(digits.tally(aside, 6, counts: 6))}"
            }
        }
        return out.joined(separator: ",")
    }

    func printFiles(_ digits: ReportDigits) -> String {
        // The sums stand in a row of their own.
        _ = digits.count(files.last?.lastPiece ?? 0, 6)
        let shown = files.prefix(ControlReport.mostFiles).map {
            "{\"name\":\(text($0.name, 60, 16)),\"class\":\($0.sheetClass),\"first_piece\":\($0.firstPiece),\"last_piece\":\($0.lastPiece),\"documents\":\($0.documents),\"pages\":\($0.pages),\"sheets\":\($0.sheets),\"bytes\":\(max(1, $0.bytes)),\"digest\":\"\($0.blob?.description ?? String(repeating: "0", count: 64))\"}"
        }
        let list = "\"files\":[\(shown.joined(separator: ","))]"
        _ = digits.count(Int(files.reduce(0) { $0 + $1.bytes }), 11)
        let rest = files.dropFirst(ControlReport.mostFiles)
        guard !rest.isEmpty else { return list }
        return list
            + ",\"files_more\":{\"files\":\(rest.count),\"documents\":\(rest.reduce(0) { $0 + $1.documents }),\"pages\":\(rest.reduce(0) { $0 + $1.pages }),\"sheets\":\(rest.reduce(0) { $0 + $1.sheets }),\"bytes\":\(rest.reduce(0) { $0 + $1.bytes })}"
    }

    /// What is set aside first, then what was waived, then what is suppressed; at most 200.
    func listed(_ digits: ReportDigits) -> String {
        func rank(_ state: DocumentState) -> Int { state == .quarantined ? 0 : state == .waived ? 1 : 2 }
        let all = exceptions.sorted { (rank($0.state), $0.line, $0.sequence) < (rank($1.state), $1.line, $1.sequence) }
        let shown = all.prefix(ControlReport.mostExceptions).map { exception in
            let rank = rank(exception.state)
            let state = ["set aside", "waived", "suppressed"][rank]
            let why = exception.suppressed ?? exception.reasons.first?.message ?? ""
            // A reason of what is suppressed is a title with a note beside it; any other stands in a column.
            let reason = rank == 2 ? text(ReportText.cut(why, ems: 20), 60, 20) : text(why, 400, 18)
            let figures = rank == 2 ? 6 : 7
            var out =
                "{\"sequence\":\(digits.count(exception.sequence, figures)),\"line\":\(digits.count(max(1, exception.line), figures)),\"state\":\"\(state)\",\"reason\":\(reason)"
            if let account = exception.account { out += ",\"account\":\(text(String(account.suffix(9)), 12, 3.5))" }
            if exception.state == .waived, let by = exception.waivedBy, let why = exception.waivedWhy {
                out += ",\"by\":\(text(by, 40, 18)),\"why\":\(text(why, 300, 18))"
            }
            return out + "}"
        }
        return "\"exceptions\":[\(shown.joined(separator: ","))]"
            + (all.count > shown.count ? ",\"exceptions_more\":\(all.count - shown.count)" : "")
    }

    /// Two people whose names the font cannot tell apart are still two.
    var approved: String {
        var seen: [String: Int] = [:]
        return approvals.map { approval in
            let name = ReportText.printable(approval.by)
            let number = seen[name, default: 0] + 1
            seen[name] = number
            let by = number == 1 ? name : "\(name.prefix(32)) (\(number))"
            return "{\"by\":\(text(by, 40, 16)),\"on\":\"\(approval.on)\"}"
        }.joined(separator: ",")
    }

    func text(_ text: some StringProtocol, _ most: Int, _ ems: Double) -> String {
        JSONText.quoted(ReportText.fitted(String(text), to: most, ems: ems))
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
