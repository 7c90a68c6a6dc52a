import Records
import Rendering

/// The documents of a run as its proof is chosen from them.
package enum ProofCandidates {
    /// A document's language stands in its record alone: where a kind has several, the records are read again.
    package static func of(_ run: Run, _ kind: Kind, _ ledger: Ledger, _ archive: Archive) throws(RunError)
        -> [ProofCandidate]
    {
        var candidates = try ledger.proofCandidates(of: run.id)
        guard kind.hasLanguages else { return candidates }
        let reader = ChunkReader(archive)
        let records = RecordReader(kind.contract)
        var record = Record()
        var languages: [Int: String] = [:]
        for chunk in try ledger.chunks(of: run.id) {
            for document in try ledger.stored(run.id, chunk: chunk.number)
            where document.state == .composed || document.state == .suppressed {
                let bytes = try reader.record(document)
                let faults = bytes.withUnsafeBytes {
                    records.read($0, line: document.line, column: document.column, into: &record)
                }
                guard faults.isEmpty else {
                    throw RunError.recordIsOther(document: DocumentName.of(run.id, document.sequence))
                }
                if let copy = document.copyIndex { _ = kind.contract.document?.copies?.address(&record, to: copy) }
                languages[document.sequence] = kind.language(of: record)
            }
        }
        for index in candidates.indices { candidates[index].language = languages[candidates[index].sequence] ?? "" }
        return candidates
    }
}
