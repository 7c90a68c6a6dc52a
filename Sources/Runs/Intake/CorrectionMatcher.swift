/// Finds which document of a run a corrected record is of.
///
/// Its key tells. Where two records came with one key, one of them had the wrong one: that is the document of its account. A
/// line that could not be read is nobody's, so that somebody has to say which record it is.
struct CorrectionMatcher {
    let run: String
    let source: String
    let open: [QuarantinedKey]

    /// The sequences of the documents, one for each record.
    func places(of records: [NewDocument]) throws(RunError) -> [Int] {
        var places = [Int?](repeating: nil, count: records.count)
        var used: Set<Int> = []
        func take(_ candidates: [QuarantinedKey], for index: Int) {
            let record = records[index]
            let account = candidates.filter { $0.account == record.account }
            let best = account.first { $0.cents == record.cents } ?? account.first ?? candidates.first
            guard let best else { return }
            places[index] = best.sequence
            used.insert(best.sequence)
        }
        // Earlier versions kept keys as they were written.
        let open = open.map { known in
            var plain = known
            plain.key = known.key.map(PlainName.of)
            return plain
        }
        for (index, record) in records.enumerated() {
            guard let key = record.key else { continue }
            take(open.filter { $0.key == key && !used.contains($0.sequence) }, for: index)
        }
        for (index, record) in records.enumerated() where places[index] == nil {
            let candidates = open.filter {
                $0.isDuplicate && $0.account != nil && $0.account == record.account && !used.contains($0.sequence)
            }
            let alike = candidates.filter { $0.cents == record.cents }
            if candidates.count == 1 || alike.count == 1 { take(alike.count == 1 ? alike : candidates, for: index) }
            guard places[index] != nil else { throw refusal(record, used) }
        }
        return places.compactMap { $0 }
    }

    private func refusal(_ record: NewDocument, _ used: Set<Int>) -> RunError {
        if let key = record.key, let taken = open.first(where: { $0.key.map(PlainName.of) == key }), used.contains(taken.sequence)
        {
            return .correctedTwice(line: record.line, source: source, sequence: taken.sequence)
        }
        let nameless = open.filter { $0.key == nil && !used.contains($0.sequence) }.map(\.sequence)
        return .unknownKey(
            line: record.line, source: source, run: run, nameless: nameless,
            isAnyOpen: open.contains { !used.contains($0.sequence) })
    }
}
