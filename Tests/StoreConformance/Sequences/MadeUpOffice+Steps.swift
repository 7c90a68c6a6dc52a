import Platform
import Records
import Runs

extension MadeUpOffice {
    /// Does a step on every store.
    func act(_ step: Step) throws {
        var made = MadeUpDocuments(seed: step.seed)
        switch step.act {
        case .claim: claim(step, &made)
        case .complete: if let lease = lease(step, &made) { complete(lease) }
        case .drain: drain(step, &made)
        case .giveBack, .fail, .suspect, .abandon, .heartbeat: if let lease = lease(step, &made) { end(lease, step.act, &made) }
        case .wake:
            let run = made.isOne(in: 2) ? nil : run(step, &made)
            ask("wake") { ledger throws(RunError) in try ledger.wake(run) }
        case .wait: try turnClocks(seconds: made.noise.pick([1, 5, 31, 40, 70]))
        case .submit: submit(step, &made)
        case .correct: correct(run(step, &made), &made)
        case .issued: askIssued(&made)
        case .waive, .unwaive: waive(run(step, &made), step.act, &made)
        case .approve: approve(run(step, &made), &made)
        case .recompose: recompose(run(step, &made), &made)
        case .pause, .resume:
            let run = run(step, &made)
            ask("\(step.act) \(run)") { ledger throws(RunError) in try ledger.pause(run, step.act == .pause, by: "Ana") }
        case .retry:
            let run = run(step, &made)
            ask("retry \(run)") { ledger throws(RunError) in try ledger.retry(run, by: "Ana") }
        case .cancel:
            let run = run(step, &made)
            ask("cancel \(run)") { ledger throws(RunError) in try ledger.cancel(run, by: "Ana") }
        case .note:
            let run = run(step, &made)
            var facts = AuditFacts()
            facts.pages = made.noise.next(below: 9)
            ask("note") { ledger throws(RunError) in try ledger.note(.proof, run: run, document: 2, by: "Ana", facts) }
        case .stop: stop(run(step, &made), &made)
        case .plan:
            let run = run(step, &made)
            let (pages, day) = (1 + made.noise.next(below: 7), Sample.day)
            let isEach = made.isOne(in: 3)
            ask("plan \(run)") { ledger throws(RunError) in
                try ledger.plan(run, pagesPerFile: pages, output: "/out/\(run)", each: isEach ? .print : nil, on: day, by: "Ana")
            }
        case .publish:
            let run = run(step, &made)
            let set = Sample.digest(made.isOne(in: 8) ? 1 : 2)
            ask("publish \(run)") { ledger throws(RunError) in try ledger.publish(run, set: set, by: "Ana") }
        case .release:
            let run = run(step, &made)
            ask("release \(run)") { ledger throws(RunError) in try ledger.release(run, by: "Ana") }
        case .keep: keep(&made)
        case .find: find(step, &made)
        case .document: document(step, &made)
        case .hold:
            let run = run(step, &made)
            let why = made.isOne(in: 2) ? "a suit" : nil
            ask("hold \(run)") { ledger throws(RunError) in try ledger.hold(run, why: why, by: "Ana") }
        case .prune:
            let run = run(step, &made)
            ask("prune \(run)") { ledger throws(RunError) in try ledger.prune(run, by: "Ana").map(\.short) }
        }
    }

    // MARK: The queue

    private func claim(_ step: Step, _ made: inout MadeUpDocuments) {
        var claim = Claim(worker: "w\(step.slot)", engine: MadeUpDocuments.engines[made.isOne(in: 10) ? 1 : 0], seconds: 30)
        if made.isOne(in: 3) { claim.run = run(step, &made) }
        guard let lease = claimed(claim) else { return }
        leases[step.slot, default: []].append(lease)
    }

    private func claimed(_ claim: Claim) -> Lease? {
        let lease =
            ask("claim") { ledger throws(RunError) in
                try ledger.claim(claim)
            } _: { lease in
                guard let lease else { return "nothing" }
                return
                    "job \(lease.job) of \(lease.run.id): \(lease.kind) \(lease.number), fence \(lease.fence), attempt \(lease.attempt), \(lease.suspects.sorted { $0.key < $1.key })"
            } ?? nil
        if let lease { touched.insert(lease.run.id) }
        return lease
    }

    /// The job that a worker holds, now and then one that he held before.
    private func lease(_ step: Step, _ made: inout MadeUpDocuments) -> Lease? {
        guard let all = leases[step.slot], let newest = all.last else { return nil }
        let lease = made.isOne(in: 8) ? made.noise.pick(all) : newest
        touched.insert(lease.run.id)
        return lease
    }

    private func complete(_ lease: Lease) {
        let documents =
            ask("documents of job \(lease.job)", isQuiet: true) { ledger throws(RunError) in try ledger.documents(of: lease) }
            ?? []
        switch lease.kind {
        case .compose:
            let outcomes = documents.map { MadeUpDocuments.composed($0, lease) }
            ask("complete job \(lease.job)") { ledger throws(RunError) in
                try ledger.complete(lease, outcomes, by: .worker(on: "here"))
            }
        case .print:
            let pages = documents.reduce(0) { $0 + $1.pages }
            let file = PrintedFile(
                blob: Digest(of: Array("\(lease.run.id) \(lease.run.round) \(lease.number)".utf8)), bytes: Int64(pages) * 1000,
                pages: pages)
            ask("complete job \(lease.job)") { ledger throws(RunError) in
                try ledger.complete(lease, file, by: .worker(on: "here"))
            }
        }
    }

    /// A worker who does what there is to be done.
    private func drain(_ step: Step, _ made: inout MadeUpDocuments) {
        var claim = Claim(worker: "drain", engine: MadeUpDocuments.engines[made.isOne(in: 10) ? 1 : 0], seconds: 30)
        if made.isOne(in: 2) { claim.run = run(step, &made) }
        for _ in 0..<20 {
            guard findings.isEmpty, let lease = claimed(claim) else { return }
            complete(lease)
        }
    }

    private func end(_ lease: Lease, _ act: Step.Act, _ made: inout MadeUpDocuments) {
        let what = "\(act) job \(lease.job)"
        switch act {
        case .giveBack: ask(what) { ledger throws(RunError) in try ledger.giveBack(lease) }
        case .fail:
            let error: RunError = made.isOne(in: 2) ? .store(.full) : .blobChanged("ab")
            ask(what) { ledger throws(RunError) in try ledger.fail(lease, error, by: .worker(on: "here")) }
        case .suspect:
            let sequence = 1 + made.noise.next(below: 4)
            let suspicion: Suspicion = made.isOne(in: 4) ? .killed : .died("ended its process (Aborted)")
            ask(what) { ledger throws(RunError) in
                try ledger.suspect(job: lease.job, fence: lease.fence, sequence: sequence, suspicion)
            }
        case .abandon: ask(what) { ledger throws(RunError) in try ledger.abandon(job: lease.job, fence: lease.fence) }
        default: ask(what) { ledger throws(RunError) in try ledger.heartbeat(lease, seconds: 30) }
        }
    }

    // MARK: Intake

    private func submit(_ step: Step, _ made: inout MadeUpDocuments) {
        // A few extracts come again and again.
        var content = MadeUpDocuments(seed: made.isOne(in: 3) ? made.noise.next(below: 4) : step.seed &+ 1)
        var documents = content.extract()
        let name = ["a", "b", "c", "d"][step.slot % 4] + (made.isOne(in: 3) ? "" : "\(runs[step.slot]?.count ?? 0)")
        var new = made.newRun(name, documents)
        // What was issued before is set aside, but for what is issued meanwhile.
        if !made.isOne(in: 5) {
            let keys = documents.compactMap { document in
                document.number.flatMap { number in document.key.map { IssuedKey(number: number, key: $0) } }
            }
            let issued =
                ask("issued", isQuiet: true) { ledger throws(RunError) in
                    try ledger.issued(keys, kind: new.kind)
                } _: { found in
                    "\(found.map { "\($0.key.number) \($0.key.key) \($0.value)" }.sorted())"
                } ?? [:]
            for index in documents.indices {
                guard let number = documents[index].number, let key = documents[index].key,
                    issued[IssuedKey(number: number, key: key)] != nil
                else { continue }
                documents[index].reasons.append(Reason("its number was issued already", cause: .issued))
            }
            new.documents = documents
        }
        let order = new
        let run = ask("submit \(name), \(documents.count) documents") { ledger throws(RunError) in
            try ledger.submit(order, by: "Ana")
        } _: {
            "run \($0.id) \($0.state)"
        }
        if let run {
            add(run.id, to: step.slot)
            touched.insert(run.id)
        }
    }

    private func correct(_ run: RunID, _ made: inout MadeUpDocuments) {
        let open = ask("quarantine", isQuiet: true) { ledger throws(RunError) in try ledger.openQuarantine(of: run) } ?? []
        var places = open.map(\.sequence)
        if places.isEmpty || made.isOne(in: 15) { places = [1 + made.noise.next(below: 5)] }
        var documents: [NewDocument] = []
        for place in places.prefix(1 + made.noise.next(below: 2)) {
            documents += made.record(line: 1 + documents.count, sequence: place, copiesFrom: place)
        }
        let correction = Correction(
            source: "again.jsonl", chunk: Digest(of: Array("\(documents)".utf8)), documents: documents)
        ask("correct \(run), \(documents.map { "\($0.sequence)/\($0.part.copyNumber)" })") { ledger throws(RunError) in
            try ledger.correct(run, with: correction, by: "Ana")
        }
    }

    private func askIssued(_ made: inout MadeUpDocuments) {
        let keys = (1...14).map { IssuedKey(number: "S-\($0)", key: "S-\($0)") }
        let kind = made.isOne(in: 2) ? "slip" : "bill"
        ask("issued") { ledger throws(RunError) in
            try ledger.issued(keys, kind: kind)
        } _: { found in
            "\(found.map { "\($0.key.number) \($0.value)" }.sorted())"
        }
    }

    // MARK: People

    private func waive(_ run: RunID, _ act: Step.Act, _ made: inout MadeUpDocuments) {
        let exceptions = ask("exceptions", isQuiet: true) { ledger throws(RunError) in try ledger.exceptions(of: run) } ?? []
        let meant = exceptions.filter { $0.state == (act == .waive ? .quarantined : .waived) }.map(\.sequence)
        var sequence = meant.isEmpty ? nil : made.noise.pick(meant)
        if made.isOne(in: 10) { sequence = 1 + made.noise.next(below: 6) }
        if made.isOne(in: 10) { sequence = nil }
        let what = "\(act) \(run) \(sequence.map(String.init) ?? "totals")"
        if act == .waive {
            ask(what) { ledger throws(RunError) in try ledger.waive(run, sequence: sequence, by: "Ana", why: "by hand") }
        } else {
            ask(what) { ledger throws(RunError) in try ledger.unwaive(run, sequence: sequence, by: "Bo Li") }
        }
    }

    private func approve(_ run: RunID, _ made: inout MadeUpDocuments) {
        var seen = ask("ledger", isQuiet: true) { ledger throws(RunError) in try ledger.ledger(of: run) } ?? Sample.digest(1)
        if made.isOne(in: 12) { seen = Sample.digest(1) }
        let who = Actor(made.noise.pick(["Ana Ruiz", "ana ruiz", "Bo Li", "José"]), way: .command, machine: "here")
        ask("approve \(run) by \(who.name)") { ledger throws(RunError) in
            try ledger.approve(run, ledger: seen, on: Sample.day, by: who)
        }
    }

    private func recompose(_ run: RunID, _ made: inout MadeUpDocuments) {
        let bundle = made.noise.next(below: 4)
        var rules = RunRules()
        (rules.approvals, rules.isDuplex) = (made.noise.next(below: 3), made.isOne(in: 2))
        let engine = MadeUpDocuments.engines[made.isOne(in: 8) ? 1 : 0]
        ask("recompose \(run)") { ledger throws(RunError) in
            try ledger.recompose(
                run, bundle: MadeUpDocuments.bundle(bundle), digest: MadeUpDocuments.bundleDigest(bundle), rules: rules,
                engine: engine,
                by: "Ana")
        }
    }

    private func stop(_ run: RunID, _ made: inout MadeUpDocuments) {
        var names: [String] = []
        for _ in 0..<made.noise.next(below: 4) {
            let number = 1 + made.noise.next(below: 15)
            names.append(made.noise.pick(["S-\(number)", "\(1000 + number)", "é", "nobody"]))
        }
        let list = StopList(names)
        let allowsUnmatched = !made.isOne(in: 3)
        ask("stop \(run)") { ledger throws(RunError) in
            try ledger.stop(run, list, allowsUnmatched: allowsUnmatched, by: "Ana")
        }
    }

    // MARK: The archive

    private func keep(_ made: inout MadeUpDocuments) {
        var documents = made.record(line: 1, sequence: 0, copiesFrom: 0)
        documents[0].reasons = []
        let bundle = made.noise.next(below: 2)
        let kept = KeptDocument(
            kind: made.isOne(in: 6) ? "bill" : "slip", asOf: Sample.day, bundle: MadeUpDocuments.bundleDigest(bundle),
            bundleFiles: MadeUpDocuments.bundle(bundle), engine: Sample.engine, language: made.isOne(in: 4) ? "es" : nil,
            record: Digest(of: Array("\(documents[0])".utf8)), document: documents[0], pages: 2, sheets: 2,
            stated: documents[0].cents, digest: Sample.digest(3), pdf: Sample.digest(500 + made.noise.next(below: 99)),
            retentionYears: 7, copy: made.isOne(in: 4) ? "duplicate" : nil)
        let name = ask("keep \(documents[0].number ?? "-")") { ledger throws(RunError) in try ledger.keep(kept, by: "clerk") }
        if let run = name.flatMap(DocumentName.parse)?.run {
            add(run, to: 3)
            touched.insert(run)
        }
    }

    private func find(_ step: Step, _ made: inout MadeUpDocuments) {
        let number = 1 + made.noise.next(below: 14)
        var query = FindQuery(text: made.noise.pick([nil, "S-\(number)", "\(1000 + number)", "é", "e\u{301}"]))
        if made.isOne(in: 3) { query.number = "S-\(number)" }
        if made.isOne(in: 3) { query.run = made.isOne(in: 2) ? "\(run(step, &made))" : "a" }
        if made.isOne(in: 4) { query.from = Sample.day }
        if made.isOne(in: 4) { query.to = Day(days: Sample.day.days - 1) }
        query.most = made.noise.pick([1, 2, 5, 200])
        let asked = query
        ask("find \(asked.text ?? "-")") { ledger throws(RunError) in
            try ledger.find(asked)
        } _: { found in
            "\(found.count) \(found.map(\.name)) \(found)"
        }
    }

    private func document(_ step: Step, _ made: inout MadeUpDocuments) {
        let run = run(step, &made)
        let sequence = 1 + made.noise.next(below: 5)
        let name = made.isOne(in: 2) ? DocumentName.of(run, sequence) : "S-\(1 + made.noise.next(below: 14))"
        let found = ask("document \(name)") { ledger throws(RunError) in try ledger.document(name) }
        guard let found, found.run.state == .released, !found.run.isPruned, found.piece != nil || found.blob != nil else {
            return
        }
        // Whatever was issued can be proved to be.
        ask("prove \(found.name)") { ledger throws(RunError) in try ledger.prove(found) }
    }
}

extension Actor: ExpressibleByStringLiteral {
    /// Somebody at a command line.
    public init(stringLiteral name: String) { self.init(name, way: .command, machine: "here") }
}
