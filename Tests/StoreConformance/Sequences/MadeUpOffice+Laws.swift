import Platform
import Runs

/// What holds of any office, whatever was done in it.
extension MadeUpOffice {
    func holdLaws() {
        do {
            _ = try ledger.checkTrail()
            try holdBlobs()
            var issued: [String: String] = [:]
            for run in try ledger.allRuns() where !run.isPruned {
                for document in try issuedDocuments(of: run) {
                    guard document.part.isOwn, let number = document.number, let key = document.key else { continue }
                    let name = "\(Array("\(run.kind)/\(number)/\(key)".utf8))"
                    if let other = issued[name] { find("\(number) was issued in the run \(other) and in \(run.name)") }
                    issued[name] = run.name
                }
                if run.state == .released, !run.isOneOff { try holdRelease(run) }
            }
        } catch { find("the laws could not be held: \(error)") }
    }

    /// What the store refers to is what its runs need, and nothing else is kept.
    private func holdBlobs() throws(RunError) {
        var needed: Set<Digest> = []
        for run in try ledger.allRuns() where !run.isPruned {
            needed.formUnion(try ledger.bundleFiles(run.bundle).map(\.blob))
            needed.formUnion(try ledger.store.read { tx throws(RunError) in try tx.blobs(of: run.id) })
        }
        let kept = try ledger.blobs()
        if Set(kept) != needed { find("\(Set(kept).subtracting(needed).count) blobs are kept that no run needs") }
    }

    /// Those that a run has printed or is printing, or has kept.
    private func issuedDocuments(of run: Run) throws(RunError) -> [NewDocument] {
        guard run.state == .released || run.state == .printing, run.copy == nil else { return [] }
        return try ledger.store.read { tx throws(RunError) in
            var documents: [NewDocument] = []
            for file in try tx.files(of: run.id) { documents += try tx.documents(of: run, .file(file.number)).map(\.document) }
            guard run.isOneOff else { return documents }
            for chunk in try tx.chunks(of: run.id) { documents += try tx.documents(of: run.id, chunk: chunk.number) }
            return documents
        }
    }

    /// Every document of a released run is printed or kept once, or somebody has answered for it.
    private func holdRelease(_ run: Run) throws(RunError) {
        try ledger.store.read { tx throws(RunError) in
            var wanted: [Int] = []
            for chunk in try tx.chunks(of: run.id) {
                for document in try tx.documents(of: run, .chunk(chunk.number)) {
                    if document.isLaidOut, !document.isStopped { wanted.append(document.sequence) }
                    if document.state == .quarantined || document.state == .waiting {
                        find("run \(run.id) is released with document \(document.sequence), which is \(document.state)")
                    }
                }
            }
            var places: [Int] = []
            var printed: [Int] = []
            var pieces: [Int] = []
            for file in try tx.files(of: run.id) {
                let documents = try tx.documents(of: run, .file(file.number))
                printed += documents.map(\.sequence)
                places += documents.compactMap(\.piece?.place)
                pieces += documents.compactMap(\.piece?.piece)
                if file.blob == nil { find("run \(run.id) is released without its file \(file.number)") }
            }
            if printed.sorted() != wanted.sorted() {
                find("run \(run.id): \(wanted.sorted()) are to be printed, and \(printed) are")
            }
            if places != Array(1..<(places.count + 1)) { find("run \(run.id): the places are \(places)") }
            if pieces != Array(1..<(pieces.count + 1)) { find("run \(run.id): the pieces are \(pieces)") }
        }
        let faults = try ledger.books(of: run.id).faults
        if !faults.isEmpty { find("run \(run.id) is released, and \(faults)") }
    }
}
