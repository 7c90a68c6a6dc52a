import Records
import Runs

extension MadeUpOffice {
    /// A run of four documents, of which one is waived, laid out and approved.
    package func approvedRun() throws -> RunID {
        var documents = (1...4).map { Sample.document($0) }
        documents[3].reasons = [Reason("line 4: the field is missing", cause: .contract)]
        var made = MadeUpDocuments(seed: 1)
        var new = made.newRun("nov", documents)
        (new.kind, new.engine, new.expected, new.rules) = ("slip", Sample.engine, nil, RunRules())
        let run = try ledger.submit(new, by: "Ana").id
        while let lease = try ledger.claim(Claim(worker: "w", engine: Sample.engine, seconds: 30)) {
            let composed = try ledger.documents(of: lease).map { Sample.composed($0.sequence) }
            _ = try ledger.complete(lease, composed, by: .worker(on: "here"))
        }
        try ledger.waive(run, sequence: 4, by: "Ana", why: "by hand")
        _ = try ledger.approve(run, ledger: try ledger.ledger(of: run), on: Sample.day, by: "Ana Ruiz")
        return run
    }

    /// The same, printed and released.
    package func releasedRun() throws -> RunID {
        let run = try approvedRun()
        try plan(run)
        while let lease = try ledger.claim(Claim(worker: "w", engine: Sample.engine, seconds: 30)) {
            let file = PrintedFile(blob: Sample.digest(70 + lease.number), bytes: 9, pages: 3)
            _ = try ledger.complete(lease, file, by: .worker(on: "here"))
        }
        try ledger.publish(run, set: Sample.digest(80), by: "Ana")
        try ledger.release(run, by: "Ana")
        return run
    }

    package func plan(_ run: RunID) throws {
        try ledger.plan(run, pagesPerFile: 2, output: "/out", each: nil, on: Sample.day, by: "Ana")
    }
}
