import Platform
import Records
import Runs

/// A database behind the store: it opens transactions, runs statements, and knows the few words in which it differs from
/// others.
package protocol SQLDriver: Sendable {
    /// A transaction that only reads, as of one moment.
    func read<Result>(_ body: (any SQLConnection) throws(RunError) -> Result) throws(RunError) -> Result
    /// A transaction that writes all or nothing.
    func write<Result>(_ body: (any SQLConnection) throws(RunError) -> Result) throws(RunError) -> Result
    /// Proves that indexes fit the rows of the trail (`audit`), or of all tables.
    func verify(_ scope: StoreScope) throws(RunError)
    /// Writes a copy of the database as of one moment. Returns a store of that copy.
    func backUp(to path: String) throws(RunError) -> SQLStore
}

/// A transaction of a database. Parameters of statements are `$1`, `$2`, … in the order in which they first occur.
package protocol SQLConnection: AnyObject {
    var dialect: SQLDialect { get }
    /// Runs a statement, once for each row of values. Returns how many rows of the table it changed in all.
    @discardableResult func run(_ sql: String, rows: [[SQLValue]]) throws(RunError) -> Int
    /// Calls `row` for each row that a query returns.
    func query(_ sql: String, _ values: [SQLValue], _ row: (SQLRow) throws(RunError) -> Void) throws(RunError)
    /// The time of day in UTC, as `2026-11-24T08:50:52Z`.
    func timeOfDay() throws(RunError) -> String
    /// The clock that leases are counted on.
    func leaseClock() throws(RunError) -> LeaseClock
}

/// In which words a database differs.
package struct SQLDialect: Sendable {
    /// After a query of rows that the transaction is about to change: `FOR UPDATE`.
    package var forUpdate: String
    /// The same, where rows that others hold are passed over.
    package var forUpdateSkipLocked: String
    package init(forUpdate: String, forUpdateSkipLocked: String) {
        self.forUpdate = forUpdate
        self.forUpdateSkipLocked = forUpdateSkipLocked
    }
}

/// A moment on the clock of leases. A lease ends when its moment has passed, and when its `era` is over: on one machine each
/// start of it is an era, because its clock begins anew.
package struct LeaseClock: Sendable {
    package var era: String
    package var milliseconds: Int64
    package init(era: String, milliseconds: Int64) {
        self.era = era
        self.milliseconds = milliseconds
    }
}

package enum SQLValue: Sendable, Equatable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
}

/// What can be a parameter.
package protocol SQLParameter { var sql: SQLValue { get } }

extension Int: SQLParameter { package var sql: SQLValue { .integer(Int64(self)) } }
extension Int32: SQLParameter { package var sql: SQLValue { .integer(Int64(self)) } }
extension Int64: SQLParameter { package var sql: SQLValue { .integer(self) } }
extension Bool: SQLParameter { package var sql: SQLValue { .integer(self ? 1 : 0) } }
extension String: SQLParameter { package var sql: SQLValue { .text(self) } }
extension Array: SQLParameter where Element == UInt8 { package var sql: SQLValue { .bytes(self) } }
extension Digest: SQLParameter { package var sql: SQLValue { .bytes(bytes) } }
extension RunID: SQLParameter { package var sql: SQLValue { .integer(number) } }
extension Optional: SQLParameter where Wrapped: SQLParameter { package var sql: SQLValue { self?.sql ?? .null } }

extension SQLConnection {
    @discardableResult func run(_ sql: String, _ values: [any SQLParameter] = []) throws(RunError) -> Int {
        try run(sql, rows: [values.map(\.sql)])
    }

    func query(_ sql: String, _ values: [any SQLParameter], _ row: (SQLRow) throws(RunError) -> Void) throws(RunError) {
        try query(sql, values.map(\.sql), row)
    }

    /// Every row of a query, made into something.
    func all<Result>(
        _ sql: String, _ values: [any SQLParameter] = [], _ make: (SQLRow) throws(RunError) -> Result
    ) throws(RunError) -> [Result] {
        var all: [Result] = []
        try query(sql, values) { row throws(RunError) in all.append(try make(row)) }
        return all
    }

    /// The first row of a query, made into something.
    func first<Result>(
        _ sql: String, _ values: [any SQLParameter] = [], _ make: (SQLRow) throws(RunError) -> Result
    ) throws(RunError) -> Result? {
        try all(sql, values, make).first
    }

    /// Whether a query returns a row.
    func exists(_ sql: String, _ values: [any SQLParameter] = []) throws(RunError) -> Bool {
        try first(sql, values) { _ throws(RunError) in true } ?? false
    }

    /// The number in the first column of the first row.
    func number(_ sql: String, _ values: [any SQLParameter] = []) throws(RunError) -> Int? {
        try first(sql, values) { row throws(RunError) in try row.optionalInteger(0).map { Int($0) } } ?? nil
    }
}

/// A row that a query returned; its columns are read by their places, in the order in which the query names them.
package struct SQLRow: Sendable {
    package let values: [SQLValue]
    package init(_ values: [SQLValue]) { self.values = values }

    private func damaged(_ column: Int) -> RunError {
        .damagedRow("column \(column + 1) of a row is not of its type")
    }

    package func optionalInteger(_ column: Int) throws(RunError) -> Int64? {
        switch values[column] {
        case .null: return nil
        case .integer(let number): return number
        case .text, .bytes: throw damaged(column)
        }
    }

    package func integer(_ column: Int) throws(RunError) -> Int64 {
        guard let number = try optionalInteger(column) else { throw damaged(column) }
        return number
    }

    /// A count, a place or a length: far from what sums of them could not hold.
    package func int(_ column: Int) throws(RunError) -> Int {
        guard let number = try optionalInt(column) else { throw damaged(column) }
        return number
    }

    package func optionalInt(_ column: Int) throws(RunError) -> Int? {
        guard let number = try optionalInteger(column) else { return nil }
        guard number.magnitude <= UInt64(StoreLimit.maxCount) else { throw damaged(column) }
        return Int(number)
    }

    package func optionalDay(_ column: Int) throws(RunError) -> Day? {
        guard let number = try optionalInteger(column) else { return nil }
        guard let days = Int32(exactly: number), Day.reach.contains(days) else { throw damaged(column) }
        return Day(days: days)
    }

    package func day(_ column: Int) throws(RunError) -> Day {
        guard let day = try optionalDay(column) else { throw damaged(column) }
        return day
    }

    package func flag(_ column: Int) throws(RunError) -> Bool {
        let number = try integer(column)
        guard number == 0 || number == 1 else { throw damaged(column) }
        return number == 1
    }

    package func optionalText(_ column: Int) throws(RunError) -> String? {
        switch values[column] {
        case .null: return nil
        case .text(let text): return text
        case .integer, .bytes: throw damaged(column)
        }
    }

    package func text(_ column: Int) throws(RunError) -> String {
        guard let text = try optionalText(column) else { throw damaged(column) }
        return text
    }

    package func optionalBytes(_ column: Int) throws(RunError) -> [UInt8]? {
        switch values[column] {
        case .null: return nil
        case .bytes(let bytes): return bytes
        case .integer, .text: throw damaged(column)
        }
    }

    package func bytes(_ column: Int) throws(RunError) -> [UInt8] {
        guard let bytes = try optionalBytes(column) else { throw damaged(column) }
        return bytes
    }

    package func optionalDigest(_ column: Int) throws(RunError) -> Digest? {
        guard let bytes = try optionalBytes(column) else { return nil }
        guard let digest = Digest(bytes: bytes) else { throw damaged(column) }
        return digest
    }

    package func digest(_ column: Int) throws(RunError) -> Digest {
        guard let digest = try optionalDigest(column) else { throw damaged(column) }
        return digest
    }
}
