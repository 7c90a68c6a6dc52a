import Foundation
import Runs
import StoreConformance
import StoreSQL
import StoreSQLite
import TestKit

extension HandClock {
    /// As the store of SQLite has clocks.
    package var clock: Clock {
        Clock(boot: { self.era }, milliseconds: { self.milliseconds }, timeOfDay: { self.timeOfDay }, machine: { "here" })
    }
}

/// A store of SQLite in a home of its own.
final class SQLiteFixture: StoreFixture {
    let scratch: Scratch
    private let clock = HandClock()
    let store: any RunStore
    var home: String { scratch.path("home") }

    /// `isInMemory`: for sequences of many small transactions, each of which would wait for the disk.
    init(isInMemory: Bool = false) throws {
        scratch = try Scratch(isInMemory: isInMemory)
        try FileManager.default.createDirectory(atPath: scratch.path("home"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: try SQLiteFixture.empty.get().path("home/\(SQLiteDriver.fileName)"),
            toPath: scratch.path("home/\(SQLiteDriver.fileName)"))
        store = SQLStore(try SQLiteDriver(home: scratch.path("home"), clock: clock.clock))
    }

    /// A store without rows, so that its tables are made once and copied.
    private static let empty = Result {
        let scratch = try Scratch()
        _ = try SQLiteDriver(home: scratch.path("home"))
        return scratch
    }

    func open() throws -> any RunStore { SQLStore(try SQLiteDriver(home: home, clock: clock.clock)) }
    func turnClock(seconds: Int) { clock.pass(seconds: seconds) }
    func restartMachine() -> Bool {
        clock.restart()
        return true
    }

    func corrupt(_ damage: Damage) throws -> Bool {
        let stays = "DROP TRIGGER audit_stays; DROP TRIGGER audit_is_kept; "
        switch damage {
        case .state: try tamper("UPDATE run SET state = 'released'")
        case .amount: try tamper("UPDATE composed SET stated = stated + 1 WHERE seq = 1")
        case .document: try tamper("DELETE FROM document WHERE seq = 3")
        case .waiver: try tamper("DELETE FROM waiver")
        case .approval: try tamper("DELETE FROM approval")
        case .line: try tamper(stays + "UPDATE audit SET who = 'nobody' WHERE id = 1")
        case .lostLine: try tamper(stays + "DELETE FROM audit WHERE id = 2")
        }
        return true
    }

    /// Changes the file behind everybody's back.
    /// Changes rows by hand. Triggers that are dropped for it stand again afterwards.
    func tamper(_ sql: String, isLayoutKept: Bool = true) throws {
        let done = try SQLiteTool.change("\(home)/\(SQLiteDriver.fileName)", sql, isLayoutKept: isLayoutKept)
        guard done.status == 0 else { throw RunError.damagedRow(done.errors) }
    }
}
