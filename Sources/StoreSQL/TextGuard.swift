import Runs

/// A connection that refuses texts with the character U+0000: PostgreSQL holds none, and what binds a text as C does cuts it
/// off there without a word.
final class TextGuard: SQLConnection {
    private let connection: any SQLConnection

    init(_ connection: any SQLConnection) { self.connection = connection }

    var dialect: SQLDialect { connection.dialect }

    func run(_ sql: String, rows: [[SQLValue]]) throws(RunError) -> Int {
        for values in rows { try check(values) }
        return try connection.run(sql, rows: rows)
    }

    func query(_ sql: String, _ values: [SQLValue], _ row: (SQLRow) throws(RunError) -> Void) throws(RunError) {
        try check(values)
        try connection.query(sql, values, row)
    }

    func timeOfDay() throws(RunError) -> String { try connection.timeOfDay() }
    func leaseClock() throws(RunError) -> LeaseClock { try connection.leaseClock() }

    private func check(_ values: [SQLValue]) throws(RunError) {
        for case .text(let text) in values where text.utf8.contains(0) { throw .unfitText }
    }
}
