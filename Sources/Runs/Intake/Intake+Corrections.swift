import Records

extension Intake {
    /// Puts corrected records into the places of those that a run has set aside. `places` are the sequences of the documents
    /// that the records correct, in their order, where their keys cannot tell.
    package func correct(
        _ run: Run, _ stream: any RecordStream, source: String, places given: [Int] = [], by actor: Actor
    ) throws(RunError) -> [CorrectedDocument] {
        let lock = try archive.lock(.shared)
        defer { lock.release() }
        let taken = try read(stream, asOf: run.asOf) { _ throws(RunError) in }
        guard taken.input.records > 0 else { throw RunError.emptySource(source) }
        var entries = taken.entries
        if let loose = entries.first(where: { $0.document.part == .looseDetail }) {
            throw RunError.looseDetail(loose.document.reasons.first?.message ?? "a row of details is bad")
        }
        let open = try ledger.openQuarantine(of: run.id)
        let records = entries.map(\.document).filter(\.part.isOwn)
        let places =
            given.isEmpty
            ? try CorrectionMatcher(run: run.name, source: source, open: open).places(of: records)
            : try named(given, of: records, source, open, run)
        var next = 0
        for index in entries.indices {
            if entries[index].document.part.isOwn { next += 1 }
            entries[index].document.sequence = places[next - 1]
        }
        let (chunks, documents) = try writeChunks(entries, taken.spool, isOne: true, keepsSequence: true)
        return try ledger.correct(
            run.id, with: Correction(source: source, chunk: chunks[0], documents: documents), by: actor)
    }

    /// The documents that somebody has named.
    private func named(
        _ places: [Int], of records: [NewDocument], _ source: String, _ open: [QuarantinedKey], _ run: Run
    ) throws(RunError) -> [Int] {
        guard places.count == records.count else {
            throw RunError.correctionCount(named: places.count, source: source, records: records.count)
        }
        for place in places where !open.contains(where: { $0.sequence == place }) {
            throw RunError.notSetAside(sequence: place, run: run.name)
        }
        guard Set(places).count == places.count else { throw RunError.correctionNamedTwice }
        return places
    }
}
