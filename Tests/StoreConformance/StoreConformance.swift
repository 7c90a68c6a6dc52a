import Runs

/// What every store of runs must hold to: one suite for all databases.
package enum StoreConformance {
    /// Each promise by itself; a test runs each on a fixture of its own.
    package static let checks: [StoreCheck] =
        transactionChecks + runChecks + intakeChecks + jobChecks + composedChecks + reviewChecks + releaseChecks + documentChecks
        + trailChecks + damageChecks

    /// What a store does not hold to; empty where it conforms.
    package static func exercise(makeFixture: () throws -> any StoreFixture) throws -> [String] {
        try checks.flatMap { try $0.findings(on: makeFixture()) }
    }
}
