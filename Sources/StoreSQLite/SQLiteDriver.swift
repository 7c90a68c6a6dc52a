import Foundation
import GRDB
import Platform
import Records
import Runs
import StoreSQL
import Synchronization

/// One SQLite file, for one machine and any number of its processes.
///
/// The rollback journal and `synchronous=FULL`: a run is a few hundred transactions, so that the write-ahead log would buy
/// nothing, and the SQLite of Debian 12 (3.40.1) can damage a file that several processes write with it (fixed in 3.51.3).
package final class SQLiteDriver: SQLDriver {
    private let queue: DatabaseQueue
    private let clock: Clock

    /// The database of a home folder, which is made if it is not there, and brought to the newest version.
    package init(home: String, clock: Clock = .system) throws(RunError) {
        self.clock = clock
        try RunError.makeFolder(home)
        let path = "\(home)/\(SQLiteDriver.fileName)"
        for suffix in ["", "-journal", "-wal", "-shm"] {
            // Whoever opens a named pipe waits for ever.
            if let status = FileStatus(of: path + suffix), status.kind != .file { throw .notAFile(path + suffix) }
        }
        // The journal takes its mode from the file.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("cannot open \(path)", SystemError(.open, path)) }
        close(descriptor)
        var configuration = Configuration()
        configuration.busyMode = .timeout(60)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
        }
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            let migrator = Migrations.migrator(clock)
            if try queue.read({ try migrator.hasBeenSuperseded($0) }) {
                throw RunError.newerStore(home: home)
            }
            try migrator.migrate(queue)
            try queue.unsafeRead { try SchemaSeal.check($0) }
        } catch { throw StoreFault.error(error) }
    }

    /// A database that nobody works in, such as a backup.
    package init(reading path: String) throws(RunError) {
        clock = .system
        var configuration = Configuration()
        configuration.readonly = true
        do { queue = try DatabaseQueue(path: path, configuration: configuration) } catch { throw StoreFault.error(error) }
    }

    /// Of the tables, indexes and triggers that there are.
    func layout() throws(RunError) -> Digest {
        do { return try queue.unsafeRead { try SchemaSeal.of($0) } } catch { throw StoreFault.error(error) }
    }

    package static let fileName = "billpress.sqlite"

    /// Not by the queue's own `read`, which turns `PRAGMA query_only` on and off: either has SQLite forget every statement that
    /// it has parsed.
    package func read<Result>(_ body: (any SQLConnection) throws(RunError) -> Result) throws(RunError) -> Result {
        do {
            return try queue.unsafeRead { db in
                var result: Result?
                try db.inTransaction(.deferred) {
                    result = try body(SQLiteConnection(db, clock, isReading: true))
                    return .commit
                }
                return result!
            }
        } catch { throw StoreFault.error(error) }
    }

    package func write<Result>(_ body: (any SQLConnection) throws(RunError) -> Result) throws(RunError) -> Result {
        do { return try queue.write { try body(SQLiteConnection($0, clock)) } } catch { throw StoreFault.error(error) }
    }

    package func verify(_ scope: StoreScope) throws(RunError) {
        let words =
            switch scope {
            case .trail: "(audit)"
            case .all: ""
            }
        do {
            try queue.unsafeRead { db in
                try SchemaSeal.check(db)
                let said = try String.fetchAll(db, sql: "PRAGMA integrity_check\(words)")
                guard said == ["ok"] else { throw RunError.store(.corrupt) }
            }
        } catch { throw StoreFault.error(error) }
    }

    package func backUp(to path: String) throws(RunError) -> SQLStore {
        do { try queue.vacuum(into: path) } catch { throw StoreFault.error(error) }
        return SQLStore(try SQLiteDriver(reading: path))
    }
}

/// A transaction of an SQLite database.
final class SQLiteConnection: SQLConnection {
    private let db: Database
    private let clock: Clock
    private let isReading: Bool

    init(_ db: Database, _ clock: Clock, isReading: Bool = false) {
        self.db = db
        self.clock = clock
        self.isReading = isReading
    }

    private func statement(_ sql: String) throws -> Statement {
        let statement = try db.cachedStatement(sql: SQLiteConnection.numbered(sql))
        if isReading, !statement.isReadonly { throw RunError.onlyRead }
        return statement
    }

    /// One writer at a time needs no locks on rows.
    let dialect = SQLDialect(forUpdate: "", forUpdateSkipLocked: "")

    func run(_ sql: String, rows: [[SQLValue]]) throws(RunError) -> Int {
        do {
            let statement = try statement(sql)
            var changes = 0
            for values in rows {
                try statement.execute(arguments: StatementArguments(values.map(\.database)))
                changes += db.changesCount
            }
            return changes
        } catch { throw StoreFault.error(error) }
    }

    func query(_ sql: String, _ values: [SQLValue], _ row: (SQLRow) throws(RunError) -> Void) throws(RunError) {
        do {
            let statement = try statement(sql)
            let cursor = try Row.fetchCursor(statement, arguments: StatementArguments(values.map(\.database)))
            while let next = try cursor.next() { try row(SQLRow(next.databaseValues.map(SQLValue.init))) }
        } catch { throw StoreFault.error(error) }
    }

    func timeOfDay() -> String { clock.timeOfDay() }
    func leaseClock() -> LeaseClock { LeaseClock(era: clock.boot(), milliseconds: clock.milliseconds()) }

    /// `$1` in SQLite is a name, which is numbered where it first occurs; `?1` is the number itself.
    private static func numbered(_ sql: String) -> String {
        known.withLock { known in
            if let numbered = known[sql] { return numbered }
            let numbered = sql.replacing("$", with: "?")
            known[sql] = numbered
            return numbered
        }
    }
    private static let known = Mutex<[String: String]>([:])
}

extension SQLValue {
    fileprivate var database: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
    }

    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        // Tables are strict, and no column of theirs is of this type.
        case .double(let number): self = .integer(Int64(exactly: number) ?? .min)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .bytes([UInt8](data))
        }
    }
}
