import Platform
import Runs

/// Runs in an SQL database: one set of statements, in the words that SQLite and PostgreSQL both understand.
package final class SQLStore: RunStore {
    private let driver: any SQLDriver

    package init(_ driver: any SQLDriver) { self.driver = driver }

    package func read<Result>(_ body: (any StoreTransaction) throws(RunError) -> Result) throws(RunError) -> Result {
        try driver.read { connection throws(RunError) in try body(SQLTransaction(connection)) }
    }

    package func write<Result>(_ body: (any StoreTransaction) throws(RunError) -> Result) throws(RunError) -> Result {
        try driver.write { connection throws(RunError) in try body(SQLTransaction(connection)) }
    }

    /// A transaction that something else has begun, such as a migration.
    package static func transaction(of connection: any SQLConnection) -> any StoreTransaction { SQLTransaction(connection) }

    package func verify(_ scope: StoreScope) throws(RunError) { try driver.verify(scope) }

    package func backUp(to path: String) throws(RunError) -> [Digest] {
        let copy = try driver.backUp(to: path)
        return try copy.read { tx throws(RunError) in try tx.blobs(after: nil, limit: .max) }
    }
}

/// A transaction of an SQL database.
final class SQLTransaction: StoreTransaction {
    let sql: any SQLConnection
    init(_ sql: any SQLConnection) { self.sql = TextGuard(sql) }
}
