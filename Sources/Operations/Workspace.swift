import Platform
import Records
import Rendering
import Runs
import StoreSQL
import StoreSQLite

/// Where runs, the archive and the trail are kept, and the program that works on them.
package struct Workspace: Sendable {
    package let ledger: Ledger
    package let archive: Archive
    /// This very program: pages are bound to what made them.
    package let program: Engine

    package init(ledger: Ledger, archive: Archive, program: Engine) {
        self.ledger = ledger
        self.archive = archive
        self.program = program
    }

    /// Opens a home folder, and makes it where it is not there.
    package init(home: String, program: Engine) throws(RunError) {
        let archive = Archive(home: home)
        // Nothing is kept before its store is there: one that is gone or empty was lost, and a new one would know nothing of
        // what was issued.
        let size = FileStatus(of: "\(home)/\(SQLiteDriver.fileName)")?.size ?? 0
        if size == 0, !archive.loose(beside: []).isEmpty { throw .storeLost(home: home) }
        self.init(ledger: Ledger(SQLStore(try SQLiteDriver(home: home))), archive: archive, program: program)
    }

    /// Whether a folder is a home.
    package static func isHome(_ home: String) -> Bool { FileStatus.exists("\(home)/\(SQLiteDriver.fileName)") }

    /// The name of this machine, as the trail has it.
    package static var machine: String { Clock.system.machine() }
}
