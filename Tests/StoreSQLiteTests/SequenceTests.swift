import Foundation
import Runs
import StoreConformance
import Testing

/// Random sequences of use cases, on both stores at once. `SEQUENCES=20000 swift test --filter SequenceTests` runs more of
/// them, and `SEED=5000` others.
@Suite struct SequenceTests {
    private static func number(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }
    private static let count = number("SEQUENCES") ?? 320
    private static let parts = 16

    @Test(arguments: 0..<parts) func bothStoresGiveTheSameAnswers(part: Int) throws {
        let first = Self.number("SEED") ?? 0
        var all = Sequences.Outcome()
        for seed in stride(from: first + part, to: first + Self.count, by: Self.parts) where all.report == nil {
            all.add(try Sequences.run(seed: seed, length: 40) { [MemoryFixture(), try SQLiteFixture(isInMemory: true)] })
        }
        if let report = all.report { Issue.record("\(report)") }
        // They come far enough to mean something.
        #expect(all.report != nil || all.steps < 400 || all.runs[.released, default: 0] > 0 && all.refusals > 0, "\(all)")
        if Self.number("SEQUENCES") != nil {
            print("part \(part): \(all.steps) steps, \(all.refusals) refused, runs \(all.runs)")
        }
    }
}
