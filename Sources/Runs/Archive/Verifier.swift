import Rendering

/// Proves that the archive holds what was issued, and that what was issued can be made again.
package struct Verifier {
    private let ledger: Ledger
    private let archive: Archive
    private let engine: Engine

    package init(_ ledger: Ledger, _ archive: Archive, _ engine: Engine) {
        self.ledger = ledger
        self.archive = archive
        self.engine = engine
    }

    package struct Outcome: Sendable {
        package var documents = 0
        package var files = 0
        /// What is not as it was, the first of each kind.
        package var faults: [String] = []
        package var notes: [String] = []
    }

    /// Holds every file of a run against its digest, and lays every issued document out again.
    package func verify(_ run: Run, progress: (Int) throws(RunError) -> Void) throws(RunError) -> Outcome {
        var outcome = Outcome()
        for part in try ledger.brokenSeals(of: run.id) { outcome.faults.append("it is not what the trail says: \(part.words)") }
        if run.isPruned {
            outcome.notes.append("its documents are past their retention and were removed")
            return outcome
        }
        // One-off documents have no books: each is its own.
        if run.approvalsNeeded > 0 {
            outcome.faults += try ledger.books(of: run.id).faults
        }
        for file in try ledger.files(of: run.id) {
            guard let blob = file.blob else { continue }
            do throws(RunError) { try archive.verify(blob) } catch {
                if error.cause == .environment { throw error }
                outcome.faults.append("print file \(file.name): \(error.message)")
            }
            outcome.files += 1
        }
        let redraw: Redraw
        do throws(RunError) { redraw = try Redraw(run, KindShelf(ledger, archive), archive) } catch {
            if error.cause == .environment { throw error }
            outcome.faults.append("templates: \(error.message)")
            return outcome
        }
        for chunk in try ledger.chunks(of: run.id) {
            for document in try ledger.stored(run.id, chunk: chunk.number) {
                guard let digest = document.digest, document.state == .composed || document.state == .suppressed else { continue }
                do throws(RunError) {
                    let pages = try redraw.pages(of: document)
                    if redraw.digest(pages) != digest {
                        let cause =
                            run.engine == engine
                            ? ""
                            : " (it was made by \(run.engine.name) \(run.engine.digest.short)…, and this is \(engine.digest.short)…)"
                        outcome.faults.append(
                            "document \(DocumentName.of(run.id, document.sequence)): its pages are others now\(cause)")
                    }
                } catch {
                    if error.cause == .environment { throw error }
                    outcome.faults.append("document \(DocumentName.of(run.id, document.sequence)): \(error.message)")
                }
                outcome.documents += 1
                if outcome.faults.count >= 20 {
                    outcome.faults.append("and perhaps more: only so many are told")
                    return outcome
                }
                if outcome.documents % 128 == 0 { try progress(outcome.documents) }
            }
        }
        for own in try ledger.ownFiles(of: run) {
            do throws(RunError) { try archive.verify(own.blob) } catch {
                if error.cause == .environment { throw error }
                outcome.faults.append("document \(own.name): \(error.message)")
            }
            outcome.files += 1
        }
        return outcome
    }
}
