import Runs

/// A store in a place of a test's own. Whoever adds a database writes one of these.
package protocol StoreFixture: AnyObject, Sendable {
    /// The store, as one process has it.
    var store: any RunStore { get }
    /// The same store, as another process opens it.
    func open() throws -> any RunStore
    /// Turns the clock that leases are counted on.
    func turnClock(seconds: Int) throws
    /// Starts the machine anew, where leases are counted on its own clock. False where that means nothing.
    func restartMachine() throws -> Bool
    /// Changes what is kept behind the store's back. False where the store cannot be damaged so.
    func corrupt(_ damage: Damage) throws -> Bool
}

extension StoreFixture {
    /// Ends every lease by the passing of time.
    package func expireLeases() throws { try turnClock(seconds: 100_000) }
    package func restartMachine() throws -> Bool { false }
    package func corrupt(_ damage: Damage) throws -> Bool { false }
}

/// What somebody with the database in his hands may do to it.
package enum Damage: Sendable, CaseIterable {
    /// A run is where it never came to.
    case state
    /// One cent more on the pages of a document.
    case amount
    /// A document, a waiver, an approval is gone.
    case document, waiver, approval
    /// A line of the trail says something else, or is gone.
    case line, lostLine
}
