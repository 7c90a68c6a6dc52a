import GRDB
import Platform
import Runs

/// The tables, indexes and triggers that this program has made, and no other: a trigger, a view or a column that somebody adds
/// would change what a statement does.
enum SchemaSeal {
    /// Of the newest version; `SchemaSealTests` tells it after a migration was added.
    static let newest = "bf73accf5a155b7815b8f11528af97a167248e21217687cb7cd1a635977fc43a"

    /// Refuses a database that is laid out in another way.
    static func check(_ db: Database) throws {
        guard try of(db).description == newest else { throw RunError.store(.schema) }
    }

    /// What somebody analyzes (`sqlite_stat1`) is not of the layout.
    static func of(_ db: Database) throws -> Digest {
        let digester = Digester()
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'
                ORDER BY type, name
                """)
        while let row = try rows.next() { for column in 0..<4 { digester.addSized(row[column] as String) } }
        return digester.finish()
    }
}
