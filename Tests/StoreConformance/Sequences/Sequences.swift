import Runs
import TestKit

/// Random sequences of use cases, and what they find, cut short.
package enum Sequences {
    /// What came of sequences.
    package struct Outcome: Sendable {
        /// The first finding, cut short; nil where there is none.
        package var report: String?
        package var steps = 0
        package var refusals = 0
        /// Runs by where they stand at the end.
        package var runs: [RunState: Int] = [:]
        package init() {}

        package mutating func add(_ other: Outcome) {
            report = report ?? other.report
            steps += other.steps
            refusals += other.refusals
            runs.merge(other.runs) { $0 + $1 }
        }
    }

    /// Runs a sequence of so many steps; each is chosen by where the runs stand, so that some come to their end.
    package static func run(seed: Int, length: Int, makeFixtures: () throws -> [any StoreFixture]) throws -> Outcome {
        let office = MadeUpOffice(try makeFixtures())
        var noise = Noise(seed: UInt64(seed) &* 7_919 &+ 1)
        var steps: [Step] = []
        while steps.count < length, office.findings.isEmpty {
            let step = office.next(&noise)
            steps.append(step)
            office.perform(step)
        }
        if office.findings.isEmpty { office.finish() }
        var outcome = Outcome()
        (outcome.steps, outcome.refusals) = (steps.count, office.refusals)
        for run in try office.ledger.allRuns() { outcome.runs[run.state, default: 0] += 1 }
        guard !office.findings.isEmpty else { return outcome }
        func trial(_ steps: [Step]) throws -> MadeUpOffice {
            let office = MadeUpOffice(try makeFixtures())
            office.run(steps)
            return office
        }
        let short = try cut(steps) { try !trial($0).findings.isEmpty }
        let last = try trial(short)
        outcome.report = """
            sequence \(seed) finds, after \(short.count) of \(steps.count) steps:
            \(last.findings.joined(separator: "\n"))
            as the whole sequence does:
            \(office.findings.first ?? "")
            To be pasted into a test:
            let steps: [Step] = [
                \(last.transcript.joined(separator: "\n    "))
            ]
            """
        return outcome
    }

    /// Drops steps, many at once and then one by one, for as long as what is left still finds something.
    static func cut(_ steps: [Step], budget: Int = 400, _ isStillFound: ([Step]) throws -> Bool) throws -> [Step] {
        var (steps, tries) = (steps, 0)
        var size = steps.count / 2
        while size > 0 {
            var (start, isShorter) = (0, false)
            while start < steps.count, tries < budget {
                var fewer = steps
                fewer.removeSubrange(start..<min(steps.count, start + size))
                tries += 1
                if try isStillFound(fewer) { (steps, isShorter) = (fewer, true) } else { start += size }
            }
            if !isShorter || size > 1 { size /= 2 }
            if tries >= budget { break }
        }
        return steps
    }
}

extension MadeUpOffice {
    /// What somebody might do next.
    func next(_ noise: inout Noise) -> Step {
        var slot = noise.next(below: 4)
        let seed = noise.next(below: 100_000)
        // Now and then anything at all.
        if noise.next(below: 4) == 0 { return Step(noise.pick(Step.Act.allCases), slot, seed) }
        if noise.next(below: 3) == 0 { return Step(noise.pick(MadeUpOffice.office), slot, seed) }
        slot = noise.next(below: 3)
        guard let id = runs[slot]?.last, let run = try? ledger.run("\(id)") else { return Step(.submit, slot, seed) }
        switch run.state {
        case .composing: return Step(noise.pick([.drain, .drain, .claim, .complete, .correct, .waive]), slot, seed)
        case .composed:
            let isBalanced = (try? ledger.books(of: id).faults.isEmpty) ?? false
            return Step(isBalanced ? .approve : noise.pick([.waive, .waive, .correct]), slot, seed)
        case .approved: return Step(noise.pick([.plan, .plan, .stop, .waive, .unwaive]), slot, seed)
        case .printing: return Step(noise.pick([.drain, .claim, .complete, .publish, .release]), slot, seed)
        case .released: return Step(noise.pick([.submit, .document, .find, .prune]), slot, seed)
        case .cancelled: return Step(.submit, slot, seed)
        }
    }

    /// What is done all day.
    private static let office: [Step.Act] = [
        .claim, .claim, .complete, .complete, .drain, .wait, .fail, .suspect, .heartbeat, .giveBack, .keep, .find, .document,
        .waive, .unwaive, .correct, .approve, .stop,
    ]
}
