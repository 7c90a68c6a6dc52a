import Runs

/// The one way in: a function for each use case, for commands, pages and programs alike. Each asks first whether the actor
/// may (`allow`), then does the work on the ledger and the archive, and returns a value that encodes itself.
///
/// Nothing here prints, reads options, or knows which front end asked.
package struct Operations: Sendable {
    package let workspace: Workspace
    /// Asked now and then by what takes long: true ends it.
    package let isCancelled: @Sendable () -> Bool

    package init(_ workspace: Workspace, isCancelled: @escaping @Sendable () -> Bool = { false }) {
        self.workspace = workspace
        self.isCancelled = isCancelled
    }

    var ledger: Ledger { workspace.ledger }
    var archive: Archive { workspace.archive }

    /// Refuses what the actor's roles do not allow.
    func allow(_ useCase: UseCase, _ actor: Actor) throws(RunError) {
        guard let roles = actor.roles, roles.isDisjoint(with: useCase.roles) else { return }
        throw RunError.notPermitted(actor: actor.name, roles: Array(useCase.roles))
    }

    func checkCancelled(_ point: RunError.StopPoint = .plain) throws(RunError) {
        if isCancelled() { throw .stopped(point) }
    }
}
