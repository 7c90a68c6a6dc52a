import Platform
import Runs
import StoreConformance
import StoreSQL
import TestKit
import Testing

@testable import StoreSQLite

/// A store that finds other rows than there are, or does something beside what it is told, is refused.
@Suite struct SchemaSealTests {
    private func reopen(_ fixture: SQLiteFixture) throws { _ = try SQLiteDriver(home: fixture.home) }

    @Test func theLayoutIsTheOneThatTheProgramMakes() throws {
        let fixture = try SQLiteFixture()
        let layout = try SQLiteDriver(reading: "\(fixture.home)/\(SQLiteDriver.fileName)").layout()
        #expect(layout.description == SchemaSeal.newest, "a migration was added: this is the digest of the layout now")
        try reopen(fixture)
    }

    @Test(arguments: [
        "CREATE TRIGGER x BEFORE INSERT ON audit WHEN new.act = 'reissue' BEGIN SELECT raise(IGNORE); END",
        "CREATE TRIGGER x AFTER INSERT ON audit BEGIN UPDATE file SET cents = 1; END",
        "ALTER TABLE piece RENAME TO piece_; CREATE VIEW piece AS SELECT * FROM piece_",
        "ALTER TABLE run ADD COLUMN other INTEGER GENERATED ALWAYS AS (1)", "DROP TRIGGER audit_stays", "DROP INDEX audit_run",
        "CREATE TABLE other (x)", "DROP INDEX document_number; CREATE INDEX document_number ON document(number) WHERE seq < 5",
    ])
    func whatSomebodyAddsOrTakesAwayIsRefused(sql: String) throws {
        let fixture = try SQLiteFixture()
        try fixture.tamper(sql, isLayoutKept: false)
        #expect(throws: RunError.store(.schema)) { try reopen(fixture) }
    }

    /// What a database has learned about its own tables changes nothing.
    @Test func aDatabaseThatWasAnalyzedIsOpened() throws {
        let fixture = try SQLiteFixture()
        try fixture.tamper("ANALYZE")
        try reopen(fixture)
    }

    /// An index without some of its rows, whose definition says nothing of it.
    @Test(arguments: [
        ("audit_run", "CREATE INDEX audit_run ON audit(run) WHERE id < 2", StoreScope.trail),
        ("document_number", "CREATE INDEX document_number ON document(number) WHERE seq < 2", .all),
    ])
    func anIndexThatLacksRowsIsFound(name: String, part: String, scope: StoreScope) throws {
        let fixture = try SQLiteFixture()
        let office = MadeUpOffice([fixture])
        _ = try office.approvedRun()
        try fixture.store.verify(scope)
        try fixture.tamper(
            """
            CREATE TABLE kept AS SELECT sql FROM sqlite_master WHERE name = '\(name)';
            DROP INDEX \(name); \(part);
            PRAGMA writable_schema = ON;
            UPDATE sqlite_master SET sql = (SELECT sql FROM kept) WHERE name = '\(name)';
            PRAGMA writable_schema = RESET;
            DROP TABLE kept
            """)
        try reopen(fixture)
        #expect(throws: RunError.store(.corrupt)) { try SQLStore(SQLiteDriver(home: fixture.home)).verify(scope) }
    }

    @Test(arguments: ["", "-journal", "-wal"]) func aNamedPipeInThePlaceOfAFileHoldsNobodyUp(suffix: String) throws {
        let fixture = try SQLiteFixture()
        let path = "\(fixture.home)/\(SQLiteDriver.fileName)\(suffix)"
        #expect(try Tool.run("rm", ["-f", path]).status == 0)
        #expect(try Tool.run("mkfifo", [path]).status == 0)
        #expect(throws: RunError.notAFile(path)) { try reopen(fixture) }
    }
}
