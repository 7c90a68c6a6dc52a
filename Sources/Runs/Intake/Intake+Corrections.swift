import Records

extension Intake {
    /// Puts corrected records into the places of those that a run has set aside.
    /// `place` is the sequence of the one that a single record corrects, where its key cannot tell.
    package func correct(_ run: Run, _ stream: any RecordStream, source: String, place given: Int? = nil, by who: String)
        throws(RunError) -> Int
    {
        let lock = try archive.lock(.shared)
        defer { lock.release() }
        let taken = try read(stream, asOf: run.asOf) { _ throws(RunError) in }
        guard !taken.entries.isEmpty else { throw .usage("\(source) holds no record") }
        let open = try store.openQuarantine(of: run.id)
        var byKey: [String: Int] = [:]
        for document in open { if let key = document.key, byKey[key] == nil { byKey[key] = document.sequence } }
        // A record that could not be read has no key: what comes in its place is told by there being no other.
        var nameless = open.filter { $0.key == nil }.map(\.sequence)
        var entries = taken.entries
        var used: Set<Int> = []
        var place = 0
        for index in entries.indices {
            let document = entries[index].document
            if document.copy == NewDocument.loose {
                throw .usage("\(document.reasons.first?.message ?? "a row of details is bad"); corrections must be whole")
            }
            if document.copy == 0 {
                if let given {
                    guard open.contains(where: { $0.sequence == given }) else {
                        throw .usage("document \(given) of \(run.name) is not set aside")
                    }
                    place = given
                } else if let key = document.key, let sequence = byKey[key] {
                    place = sequence
                } else if !nameless.isEmpty {
                    place = nameless.removeFirst()
                } else {
                    throw .usage(
                        "line \(document.line) of \(source): no document of \(run.name) that is set aside has its key; a run takes corrections of what was set aside, and nothing new"
                    )
                }
                guard used.insert(place).inserted else {
                    throw .usage("line \(document.line) of \(source) corrects document \(place) a second time")
                }
            }
            entries[index].document.sequence = place
        }
        let (chunks, documents) = try writeChunks(entries, taken.spool, isOne: true, keepsSequence: true)
        try store.correct(
            run.id, with: Correction(source: source, chunk: chunks[0], documents: documents), by: who)
        return documents.count
    }
}
