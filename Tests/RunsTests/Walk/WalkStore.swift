import Foundation
import GRDB
import Platform
import Runs
import StoreSQL

@testable import StoreSQLite

/// A home's store in memory, in which one change after the other is tried and taken back.
final class WalkStore {
    /// A table, as the database describes it.
    struct Table {
        var name: String
        var columns: [Column]
        /// What tells a row from the others.
        var key: [Column]
        var rows: [Row]
    }

    struct Column {
        var name: String
        var type: String
        var isNullable: Bool
        /// Every value that stands in it, once.
        var values: [DatabaseValue]
    }

    /// One change of one or two rows.
    struct Change {
        var table: String
        /// A column, or what is done to a whole row.
        var column: String
        /// The rows that it is of, as a condition.
        var rows: [String]
        var sql: String
        var arguments: [DatabaseValue]
        var words: String
        /// The runs whose rows they are.
        var runs: [Int64]
        /// What is added, where something is.
        var added: String?
    }

    private let queue = try! DatabaseQueue(configuration: WalkStore.unguarded)

    /// Whoever edits a file by hand has no foreign keys.
    private static let unguarded: Configuration = {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        return configuration
    }()

    init(_ path: String) throws { try DatabaseQueue(path: path).backup(to: queue) }

    /// Tries what `body` asks for; all of it is taken back.
    func walk(_ clock: Clock, _ body: (WalkStore.Bench) throws -> Void) throws {
        try queue.inDatabase { db in
            for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
                try db.execute(sql: "DROP TRIGGER \(trigger)")
            }
            try body(Bench(db, clock))
        }
    }

    /// One connection, on which changes are tried.
    final class Bench {
        private let db: Database
        let ledger: Ledger

        init(_ db: Database, _ clock: Clock) {
            self.db = db
            ledger = Ledger(SQLStore(OneConnection(db, clock)))
        }

        /// Runs the change and then `body`; false where the database itself refuses the change.
        func attempt(_ change: Change, _ body: () throws -> Void) throws -> Bool {
            try db.execute(sql: "SAVEPOINT walk")
            defer { try? db.execute(sql: "ROLLBACK TO walk; RELEASE walk") }
            do { try db.execute(sql: change.sql, arguments: StatementArguments(change.arguments)) } catch { return false }
            try body()
            return true
        }

        func isTrue(_ condition: String, in table: String, where row: String) throws -> Bool {
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(table) WHERE \(row) AND (\(condition)))") ?? false
        }

        /// Every table but the list of migrations.
        func tables() throws -> [Table] {
            try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'grdb_migrations' ORDER BY name"
            ).map { name in
                var key: [(Int, Column)] = []
                var columns: [Column] = []
                for about in try Row.fetchAll(db, sql: "SELECT * FROM pragma_table_info(?)", arguments: [name]) {
                    let column = Column(
                        name: about["name"], type: about["type"], isNullable: about["notnull"] == 0 && about["pk"] == 0,
                        values: try DatabaseValue.fetchAll(db, sql: "SELECT DISTINCT \(about["name"] as String) FROM \(name)"))
                    columns.append(column)
                    if about["pk"] > 0 { key.append((about["pk"], column)) }
                }
                let names = columns.map(\.name).joined(separator: ", ")
                return Table(
                    name: name, columns: columns, key: key.isEmpty ? columns : key.sorted { $0.0 < $1.0 }.map(\.1),
                    rows: try Row.fetchAll(db, sql: "SELECT \(names) FROM \(name)"))
            }
        }
    }
}

/// A database whose transactions are parts of one.
private final class OneConnection: SQLDriver, @unchecked Sendable {
    private let connection: StoreSQLite.SQLiteConnection
    init(_ db: Database, _ clock: Clock) { connection = StoreSQLite.SQLiteConnection(db, clock) }

    func read<Result>(_ body: (any SQLConnection) throws(RunError) -> Result) throws(RunError) -> Result { try body(connection) }
    func write<Result>(_ body: (any SQLConnection) throws(RunError) -> Result) throws(RunError) -> Result { try body(connection) }
    func verify(_ scope: StoreScope) {}
    func backUp(to path: String) throws(RunError) -> SQLStore { throw .store(.unknown) }
}

// MARK: What is tried

extension WalkStore.Table {
    private static func literal(_ value: DatabaseValue) -> String {
        switch value.storage {
        case .null: "NULL"
        case .int64(let number): String(number)
        case .double(let number): String(number)
        case .string(let text): "'\(text.replacing("'", with: "''"))'"
        case .blob(let data): "x'\(data.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())'"
        }
    }

    private func condition(_ row: Row) -> String {
        key.map { "\($0.name) IS \(Self.literal(row[$0.name]))" }.joined(separator: " AND ")
    }

    private func runs(_ row: Row) -> [Int64] {
        let column = name == "run" ? "id" : "run"
        return row.hasColumn(column) ? [row[column] as Int64?].compactMap { $0 } : []
    }

    private func change(_ column: String, _ rows: [Row], _ sql: String, _ arguments: [DatabaseValue], _ words: String)
        -> WalkStore.Change
    {
        WalkStore.Change(
            table: name, column: column, rows: rows.map(condition), sql: sql, arguments: arguments,
            words: "\(name).\(column) of \(rows.map(condition).joined(separator: " and ")): \(words)", runs: rows.flatMap(runs))
    }

    /// The least changes of each value, another valid one, and none in the place of one.
    func changes(of row: Row) -> [WalkStore.Change] {
        columns.flatMap { column -> [WalkStore.Change] in
            let old = row[column.name] as DatabaseValue
            return column.others(old).map { new in
                change(
                    column.name, [row], "UPDATE \(name) SET \(column.name) = ? WHERE \(condition(row))", [new],
                    "\(Self.literal(old)) is \(Self.literal(new))")
            }
        }
    }

    func deletion(of row: Row) -> WalkStore.Change {
        change("(deleted)", [row], "DELETE FROM \(name) WHERE \(condition(row))", [], "is gone")
    }

    /// The same row again, under a key that differs in one column.
    func duplicates(of row: Row) -> [WalkStore.Change] {
        let names = columns.map(\.name).joined(separator: ", ")
        return key.flatMap { column in
            column.others(row[column.name]).filter { !$0.isNull }.map { new in
                let values = columns.map { $0.name == column.name ? "?" : $0.name }.joined(separator: ", ")
                var change = change(
                    "(added)", [row], "INSERT INTO \(name) (\(names)) SELECT \(values) FROM \(name) WHERE \(condition(row))",
                    [new],
                    "is there again with \(column.name) \(Self.literal(new))")
                change.added = key.map {
                    "\($0.name) IS \(Self.literal($0.name == column.name ? new : row[$0.name]))"
                }.joined(separator: " AND ")
                return change
            }
        }
    }

    /// The values of one column of two rows, exchanged.
    func exchanges(of row: Row, with other: Row) -> [WalkStore.Change] {
        columns.filter { row[$0.name] as DatabaseValue != other[$0.name] }.map { column in
            let (here, there) = (row[column.name] as DatabaseValue, other[column.name] as DatabaseValue)
            return change(
                column.name, [row, other],
                """
                UPDATE \(name) SET \(column.name) = CASE WHEN \(condition(row)) THEN ? ELSE ? END
                WHERE (\(condition(row))) OR (\(condition(other)))
                """, [there, here], "\(Self.literal(here)) and \(Self.literal(there)) are exchanged")
        }
    }
}

extension WalkStore.Column {
    /// What is put in the place of a value.
    func others(_ old: DatabaseValue) -> [DatabaseValue] {
        var others: [DatabaseValue] = []
        switch old.storage {
        case .null: break
        case .int64(let number): others += [(number + 1).databaseValue, (number == 0 ? 1 : 0).databaseValue]
        case .double: break
        case .string(let text): others.append("\(text)x".databaseValue)
        case .blob(let data):
            var changed = data
            if changed.isEmpty { changed.append(0) } else { changed[changed.count - 1] ^= 1 }
            others.append(changed.databaseValue)
        }
        // The next one in the column, so that not all are changed to the same.
        let place = values.firstIndex(of: old) ?? 0
        if let next = (values[place...] + values[..<place]).dropFirst().first(where: { !$0.isNull }) { others.append(next) }
        if old.isNull, others.isEmpty {
            others.append(
                type == "INTEGER"
                    ? 1.databaseValue : type == "BLOB" ? [UInt8](repeating: 7, count: 32).databaseValue! : "x".databaseValue)
        }
        if isNullable { others.append(.null) }
        var seen: [DatabaseValue] = [old]
        return others.filter { value in
            guard !seen.contains(value) else { return false }
            seen.append(value)
            return true
        }
    }
}

extension [UInt8] {
    fileprivate var databaseValue: DatabaseValue? { DatabaseValue(value: Data(self)) }
}
