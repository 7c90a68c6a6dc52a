import TestKit
import Testing

/// Who may know the database, and who may open a transaction: nobody else does.
@Suite struct WallTests {
    /// Files whose text has something, by their paths below the root.
    private func files(in folders: [String], with words: [String]) throws -> [String] {
        let found = try Tool.run("grep", ["-rlE", "--include=*.swift", words.joined(separator: "|")] + folders, in: Scratch.root)
        return found.text.split(separator: "\n").map(String.init).sorted()
    }

    @Test func oneRoomKnowsTheDatabase() throws {
        let found = try files(in: ["Sources", "Tests"], with: ["^ *(@[a-z_]+ +)?import (struct |class |enum )?GRDB"])
        #expect(found.contains("Sources/StoreSQLite/SQLiteDriver.swift"))
        // The walk over every column changes rows behind the program's back.
        let others = found.filter { !$0.hasPrefix("Sources/StoreSQLite/") }
        #expect(others == ["Tests/RunsTests/Walk/WalkStore.swift"])
    }

    @Test func theLedgerAloneOpensTransactions() throws {
        let found = try files(in: ["Sources"], with: [#"store\.(read|write)\b"#])
        let rooms = ["Sources/Runs/Ledger/", "Sources/StoreSQL/", "Sources/StoreSQLite/"]
        #expect(!found.isEmpty && found.allSatisfy { file in rooms.contains { file.hasPrefix($0) } }, "\(found)")
    }
}
