import Runs
import TestKit
import Testing

@Suite struct ProofTests {
    private func candidate(_ sequence: Int, way: [UInt8], pages: Int = 1, marks: Int = 10, name: Int = 5, stated: Int64 = 100)
        -> ProofCandidate
    {
        ProofCandidate(
            sequence: sequence, way: way, pages: pages, marks: marks, nameLength: name, stated: stated, copy: 0)
    }

    @Test func eachWayIsShownWhereTheyAreFew() {
        let chosen = ProofSet.choose(from: (1...100).map { candidate($0, way: [UInt8($0 % 5)]) })
        #expect(chosen.map(\.sequence) == [1, 2, 3, 4, 5])
    }

    @Test func everyTurnIsShownEitherWayWhereTheyAreMany() {
        // Ten turns, any combination of them: a thousand ways.
        let candidates = (0..<1024).map { number -> ProofCandidate in
            var bits: UInt32 = 0
            for turn in 0..<10 { bits |= 1 << UInt32(turn * 2 + (number >> turn & 1)) }
            return candidate(number + 1, way: [UInt8(bits & 255), UInt8(bits >> 8 & 255), UInt8(bits >> 16)])
        }
        let chosen = ProofSet.choose(from: candidates)
        #expect(chosen.count <= 4)
        var covered = [UInt8](repeating: 0, count: 3)
        for one in chosen { for (index, byte) in candidates[one.sequence - 1].way.enumerated() { covered[index] |= byte } }
        #expect(covered == [255, 255, 15])
    }

    @Test func theEdgesAreAmongThem() {
        var candidates = (1...50).map { candidate($0, way: [1]) }
        candidates[10].pages = 4
        candidates[20].nameLength = 60
        candidates[30].stated = -5
        candidates[40].stated = 1_000_000
        candidates[45].marks = 900
        candidates[46].stated = 0
        candidates[47].pages = 2
        let chosen = ProofSet.choose(from: candidates)
        #expect(Set([11, 21, 31, 41, 46, 47, 48]).isSubset(of: chosen.map(\.sequence)))
        #expect(chosen.first { $0.sequence == 31 }?.why == ["a credit"])
        #expect(chosen.map(\.sequence) == ProofSet.choose(from: candidates).map(\.sequence))
    }

    @Test func theWayOfADocumentIsTakenFromItsTemplate() throws {
        let office = try Office()
        let run = try office.submit([
            Office.slip(1), Office.slip(2), Office.slip(3, cents: -5), Office.slip(4).replacing(#"["one","two"]"#, with: "[]"),
        ])
        try office.work()
        let candidates = try office.store.proofCandidates(of: run.id)
        #expect(candidates.count == 4 && Set(candidates.map(\.way)).count == 3)
        #expect(ProofSet.choose(from: candidates).count >= 3)
    }
}
