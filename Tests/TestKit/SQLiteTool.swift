/// The `sqlite3` command, as somebody uses it who changes a store by hand.
package enum SQLiteTool {
    /// Runs statements. Unless `isLayoutKept` is false, triggers that they drop stand again afterwards, so that the rows alone
    /// are other ones.
    package static func change(_ path: String, _ sql: String, isLayoutKept: Bool = true) throws -> Tool.Result {
        let triggers = try Tool.run("sqlite3", [path, "SELECT sql || ';' FROM sqlite_master WHERE type = 'trigger'"]).text
        let done = try Tool.run("sqlite3", [path, sql])
        guard isLayoutKept, done.status == 0 else { return done }
        return try Tool.run("sqlite3", [path, triggers.replacing("CREATE TRIGGER ", with: "CREATE TRIGGER IF NOT EXISTS ")])
    }
}
