/// Chooses the documents that somebody looks at before a run is released: few, and yet every way through the template that
/// some document of the run takes, in each language, and the ones at the edges. What leaves by other means is issued, too, and
/// is looked at like what is printed.
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
        // None where there is one.
        let spoken = Set(candidates.map(\.language)).sorted()
        let languages = spoken.count > 1 ? spoken : []
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

        for language in languages { add(candidates.first { $0.language == language }, "the first in \(language)") }
        for language in languages { add(candidates.first { $0.copy > 0 && $0.language == language }, "a copy in \(language)") }
        var deliveries: Set<String> = []
        for candidate in candidates {
            guard let delivery = candidate.delivery, deliveries.count < mostWays, deliveries.insert(delivery).inserted else {
                continue
            }
            add(candidate, "not printed: \(ReportText.cut(delivery, ems: 20))")
        }

        var ways: [Way] = []
        var seen: Set<Way.ID> = []
        for candidate in candidates {
            let way = Way(candidate)
            if seen.insert(way.id).inserted { ways.append(way) }
        }
        if ways.count <= mostWays {
            for (number, way) in ways.enumerated() {
                let language = languages.isEmpty ? "" : ", in \(way.id.language)"
                add(way.first, "way \(number + 1) of \(ways.count) through the template\(language)")
            }
        } else {
            // A language is a template of its own: its words stand in other branches.
            for language in Set(ways.map(\.id.language)).sorted() {
                let own = ways.filter { $0.id.language == language }
                // Each turn taken either way: always the document next that shows most of what is not shown yet.
                var covered = [UInt8](repeating: 0, count: own.map(\.id.bits.count).max() ?? 0)
                for candidate in candidates where candidate.language == language && reasons[candidate.sequence] != nil {
                    merge(candidate.way, into: &covered)
                }
                while let gain = own.map({ gain($0.id.bits, over: covered) }).max(), gain > 0 {
                    let first = own.first { self.gain($0.id.bits, over: covered) == gain }!
                    add(first.first, "\(gain) turn\(gain == 1 ? "" : "s") of the template not shown before")
                    merge(first.id.bits, into: &covered)
                }
            }
        }
        return reasons.map { Chosen(sequence: $0.key, why: $0.value) }.sorted { $0.sequence < $1.sequence }
    }

    /// A way through the template, in a language, and the first document that takes it.
    private struct Way {
        struct ID: Hashable {
            var bits: [UInt8]
            var language: String
        }

        var id: ID
        var first: ProofCandidate

        init(_ candidate: ProofCandidate) {
            id = ID(bits: candidate.way, language: candidate.language)
            first = candidate
        }
    }

    private static func merge(_ way: [UInt8], into covered: inout [UInt8]) {
        for index in way.indices { covered[index] |= way[index] }
    }

    private static func gain(_ way: [UInt8], over covered: [UInt8]) -> Int {
        way.indices.reduce(0) { $0 + (way[$1] & ~covered[$1]).nonzeroBitCount }
    }
}
