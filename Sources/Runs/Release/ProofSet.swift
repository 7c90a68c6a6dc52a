/// Chooses the documents that somebody looks at before a run is released: few, and yet every way through the template that
/// some document of the run takes, and the ones at the edges.
package enum ProofSet {
    package struct Chosen: Sendable {
        package var sequence: Int
        package var why: [String]
    }

    /// As many different ways are shown each; of more, as many as show every turn taken either way.
    package static let mostWays = 24

    package static func choose(from candidates: [ProofCandidate]) -> [Chosen] {
        var reasons: [Int: [String]] = [:]
        func add(_ candidate: ProofCandidate?, _ why: String) {
            guard let candidate else { return }
            reasons[candidate.sequence, default: []].append(why)
        }
        // The first of equals, so that the choice is the same each time.
        func most<Value: Comparable>(_ value: (ProofCandidate) -> Value?) -> ProofCandidate? {
            var best: (candidate: ProofCandidate, value: Value)?
            for candidate in candidates {
                guard let value = value(candidate), best == nil || value > best!.value else { continue }
                best = (candidate, value)
            }
            return best?.candidate
        }
        add(candidates.first, "the first")
        add(most { $0.pages > 1 ? $0.pages : nil }, "most pages")
        add(candidates.first { $0.pages == 2 }, "two pages")
        add(most { $0.nameLength }, "the longest line of an address")
        add(most { $0.marks }, "most on its pages")
        add(most { -$0.marks }, "least on its pages")
        add(most { $0.stated }, "the largest amount")
        add(most { ($0.stated ?? 0) < 0 ? -$0.stated! : nil }, "a credit")
        add(candidates.first { $0.stated == 0 }, "nothing due")
        add(candidates.first { $0.copy > 0 }, "a copy for a further recipient")

        var ways: [(way: [UInt8], first: ProofCandidate)] = []
        var seen: Set<[UInt8]> = []
        for candidate in candidates where seen.insert(candidate.way).inserted { ways.append((candidate.way, candidate)) }
        if ways.count <= mostWays {
            for (number, way) in ways.enumerated() { add(way.first, "way \(number + 1) of \(ways.count) through the template") }
        } else {
            // Each turn taken either way: always the document next that shows most of what is not shown yet.
            var covered = [UInt8](repeating: 0, count: ways.map(\.way.count).max() ?? 0)
            for sequence in reasons.keys {
                if let candidate = candidates.first(where: { $0.sequence == sequence }) { merge(candidate.way, into: &covered) }
            }
            while let best = ways.map({ (gain: gain($0.way, over: covered), way: $0) }).max(by: { $0.gain < $1.gain }),
                best.gain > 0
            {
                // `max` answers the last of equals; the first is wanted.
                let first = ways.first { gain($0.way, over: covered) == best.gain }!
                add(first.first, "\(best.gain) turn\(best.gain == 1 ? "" : "s") of the template not shown before")
                merge(first.way, into: &covered)
            }
        }
        return reasons.map { Chosen(sequence: $0.key, why: $0.value) }.sorted { $0.sequence < $1.sequence }
    }

    private static func merge(_ way: [UInt8], into covered: inout [UInt8]) {
        for index in way.indices { covered[index] |= way[index] }
    }

    private static func gain(_ way: [UInt8], over covered: [UInt8]) -> Int {
        way.indices.reduce(0) { $0 + (way[$1] & ~covered[$1]).nonzeroBitCount }
    }
}
