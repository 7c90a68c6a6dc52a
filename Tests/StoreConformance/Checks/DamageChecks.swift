import Runs

extension StoreConformance {
    /// What is changed behind the store's back is told by the seals.
    static let damageChecks: [StoreCheck] = Damage.allCases.map { damage in
        StoreCheck("damage is told: \(damage)") { bench in
            let office = MadeUpOffice([bench.fixture])
            let run = try office.approvedRun()
            bench.same(try office.ledger.brokenSeals(of: run), [])
            _ = try office.ledger.ledger(of: run)
            _ = try office.ledger.checkTrail()
            guard try bench.fixture.corrupt(damage) else { return }
            switch damage {
            case .line, .lostLine: bench.expect((try? office.ledger.checkTrail()) == nil, "the trail")
            case .state, .amount, .document, .waiver, .approval: break
            }
            bench.expect(try !office.ledger.brokenSeals(of: run).isEmpty, "the seals")
            do throws(RunError) {
                _ = try office.ledger.ledger(of: run)
                bench.findings.add("the ledger's digest was told")
            } catch { bench.expect(error.cause == .damaged, "\(error)") }
        }
    }
}
