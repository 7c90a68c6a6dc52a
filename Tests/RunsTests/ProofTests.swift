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
        let candidates = try office.ledger.proofCandidates(of: run.id)
        #expect(candidates.count == 4 && Set(candidates.map(\.way)).count == 3)
        #expect(ProofSet.choose(from: candidates).count >= 3)
    }
}

/// The proof and languages.
@Suite struct ProofLanguageTests {
    private func candidate(_ sequence: Int, way: [UInt8], in language: String) -> ProofCandidate {
        ProofCandidate(
            sequence: sequence, way: way, pages: 1, marks: 10, nameLength: 5, stated: 100, copy: 0, language: language)
    }

    @Test func eachWayIsShownInEachLanguage() {
        let candidates = (1...60).map { candidate($0, way: [UInt8($0 % 3)], in: $0 > 50 ? "es" : "en") }
        let chosen = ProofSet.choose(from: candidates)
        let shown = Set(chosen.map { "\(candidates[$0.sequence - 1].way[0]) \(candidates[$0.sequence - 1].language)" })
        #expect(shown == ["0 en", "1 en", "2 en", "0 es", "1 es", "2 es"])
        #expect(chosen.first { $0.sequence == 51 }?.why.contains("the first in es") == true)
    }

    @Test func everyTurnIsShownInEachLanguageWhereThereAreMany() {
        let candidates = (0..<2048).map { number -> ProofCandidate in
            var bits: UInt32 = 0
            for turn in 0..<10 { bits |= 1 << UInt32(turn * 2 + (number >> turn & 1)) }
            return candidate(
                number + 1, way: [UInt8(bits & 255), UInt8(bits >> 8 & 255), UInt8(bits >> 16)], in: number < 1024 ? "en" : "es")
        }
        let chosen = ProofSet.choose(from: candidates)
        #expect(chosen.count <= 8)
        for language in ["en", "es"] {
            var covered = [UInt8](repeating: 0, count: 3)
            for one in chosen where candidates[one.sequence - 1].language == language {
                for (index, byte) in candidates[one.sequence - 1].way.enumerated() { covered[index] |= byte }
            }
            #expect(covered == [255, 255, 15], "\(language)")
        }
    }

    /// A town whose records choose: the languages are those of the records, and of each copy its own.
    @Test func theLanguageOfADocumentIsThatOfItsRecord() throws {
        let office = try Office()
        let contract = try office.scratch.text("Templates/slip/data.schema.json")
            .replacing(#""copies": "copies""#, with: #""copies": "copies", "language": "language""#)
            .replacing(
                #""name": {"type": "string"}, "delivery""#,
                with: #""name": {"type": "string"}, "language": {"type": "string"}, "delivery""#
            )
        try office.scratch.write(contract, "Templates/slip/data.schema.json")
        try office.scratch.write(#"{"title": "Hoja"}"#, "Templates/slip/es.json")
        var slips = Office.slips(60)
        slips[37] = Office.slip(38, more: #","language":"es""#)
        slips[39] = Office.slip(40, more: #","copies":[{"for":"tenant","name":"Bo","language":"es"}]"#)
        slips[50] = Office.slip(51, more: #","delivery":"paperless""#)
        let run = try office.submit(slips)
        try office.work()
        let kind = try KindShelf(office.ledger, office.archive).kind(of: run)
        let candidates = try ProofCandidates.of(run, kind, office.ledger, office.archive)
        let spanish = candidates.filter { $0.language == "es" }
        #expect(candidates.count == 61 && spanish.count == 2 && spanish.filter { $0.copy == 1 }.count == 1)
        let chosen = Set(ProofSet.choose(from: candidates).map(\.sequence))
        #expect(spanish.allSatisfy { chosen.contains($0.sequence) })
        #expect(chosen.contains(try #require(candidates.first { $0.delivery == "paperless" }).sequence))
        // One language for all, whatever the records say.
        let other = try Office()
        try other.scratch.write(contract, "Templates/slip/data.schema.json")
        try other.scratch.write(#"{"title": "Hoja"}"#, "Templates/slip/es.json")
        let forced = try other.submit(slips) { $0.language = "en" }
        try other.work()
        let all = try ProofCandidates.of(
            forced, try KindShelf(other.ledger, other.archive).kind(of: forced), other.ledger, other.archive)
        #expect(Set(all.map(\.language)) == [""])
    }
}
