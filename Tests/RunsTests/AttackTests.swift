import Records
import Rendering
import TestKit
import Testing

@testable import Runs

/// A store that somebody or something has changed below the program: what is decided or given out by it is refused, and nothing
/// of it ends the program.
@Suite struct AttackTests {
    private func released() throws -> Office {
        let office = try Office()
        try office.submit(Office.slips(8))
        try office.work()
        try office.approve()
        try office.release()
        return office
    }

    /// What a line said is not known once it was changed, and neither is what stands since.
    @Test(arguments: ["approve", "composed", "printed", "release", "submit"])
    func nothingIsGivenOutByATrailThatWasChanged(act: String) throws {
        let office = try released()
        try office.tamper("DROP TRIGGER audit_stays; UPDATE audit SET text = '{}' WHERE act = '\(act)'")
        let found = try office.ledger.document("S-7")
        let path = office.scratch.path("again.pdf")
        let reissue = Reissue(office.ledger, office.archive)
        let broken = RunError.brokenSeal(run: "nov", part: .trail)
        #expect(throws: broken) { _ = try reissue.document(found.name, to: path, mark: nil, by: "Bo") }
        #expect(throws: broken) { _ = try reissue.pieces(office.run(), { $0 == 2 }, to: path, by: "Bo", about: "a jam") }
        #expect(throws: RunError.self) { try office.ledger.proveStore() }
        #expect((try? office.scratch.bytes("again.pdf")) == nil)
    }

    @Test func aHoldThatWasTakenOutOfTheTrailStillHolds() throws {
        for sql in ["UPDATE audit SET text = '{}' WHERE act = 'hold'", "UPDATE audit SET run = NULL WHERE act = 'hold'"] {
            let office = try released()
            try office.ledger.hold(try office.run().id, why: "a lawsuit", by: "Ana")
            try office.tamper("DROP TRIGGER audit_stays; \(sql); UPDATE run SET held = NULL")
            // Who prunes proves the store first (`Operations.prune`).
            #expect(throws: RunError.self) {
                try office.ledger.proveStore()
                _ = try office.ledger.prune(try office.run().id, by: "Ana")
            }
        }
    }

    /// An index that leads from one household's number to another's row, with nothing wrong in any row.
    @Test func anIndexThatLiesGivesOutNobodysDocument() throws {
        let office = try released()
        func number(_ sequence: Int) throws -> String { try #require(try office.ledger.document("r1-00000\(sequence)").number) }
        let (second, third) = (try number(2), try number(3))
        func set(_ two: String, _ three: String) -> String {
            "UPDATE document SET number = CASE seq WHEN 2 THEN '\(two)' ELSE '\(three)' END WHERE seq IN (2, 3)"
        }
        try office.tamper(
            """
            CREATE TABLE kept AS SELECT * FROM sqlite_master WHERE name = 'document_number';
            \(set(third, second));
            PRAGMA writable_schema = ON;
            DELETE FROM sqlite_master WHERE name = 'document_number';
            PRAGMA writable_schema = RESET;
            \(set(second, third));
            PRAGMA writable_schema = ON;
            INSERT INTO sqlite_master SELECT * FROM kept;
            PRAGMA writable_schema = RESET;
            DROP TABLE kept
            """)
        #expect(throws: RunError.store(.corrupt)) { _ = try office.ledger.document(second) }
        #expect(throws: RunError.store(.corrupt)) { try office.ledger.proveStore() }
    }

    /// Numbers that no sum can hold are damage, and no end of the program.
    @Test(arguments: [
        "UPDATE composed SET stated = -9223372036854775808; UPDATE document SET cents = -9223372036854775808",
        "UPDATE composed SET stated = 9223372036854775807", "UPDATE chunk_total SET pages = 9223372036854775807",
        "UPDATE chunk_total SET documents = 9223372036854775807", "UPDATE chunk_total SET cents = 9223372036854775807",
        "UPDATE run SET cents = -9223372036854775808; UPDATE input_group SET cents = -9223372036854775808",
        "UPDATE document SET at = 9223372036854775807", "UPDATE document SET length = -5", "UPDATE composed SET pages = -5",
        "UPDATE composed SET pages = 9223372036854775807", "UPDATE run SET as_of = 9223372036854775807",
        "UPDATE run SET as_of = 2147483647",
    ])
    func numbersBeyondReasonAreRefused(sql: String) throws {
        let office = try Office()
        try office.submit(Office.slips(8))
        try office.work()
        try office.tamper(sql)
        #expect(throws: RunError.self) { try office.approve() }
        _ = try? office.books().faults
        let office2 = try released()
        try office2.tamper("\(sql); UPDATE piece SET first_page = 1099511627776; UPDATE file SET last_piece = 1099511627776")
        let path = office2.scratch.path("again.pdf")
        let reissue = Reissue(office2.ledger, office2.archive)
        #expect(throws: RunError.self) { _ = try reissue.document("S-7", to: path, mark: nil, by: "Bo") }
        #expect(throws: RunError.self) { _ = try reissue.pieces(office2.run(), { $0 == 2 }, to: path, by: "Bo", about: "") }
        #expect(throws: RunError.self) {
            let run = try office2.run()
            let outcome = try Verifier(office2.ledger, office2.archive, office2.engine).verify(run) { _ throws(RunError) in }
            if !outcome.faults.isEmpty { throw RunError.brokenSeal(run: run.name, part: .files) }
        }
    }
}
