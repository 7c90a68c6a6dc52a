import Foundation
import TestKit
import Testing

@testable import Runs

/// Whatever of a store is changed by hand, one value at a time, is noticed, or stands in a list with the reason why nothing
/// comes of it.
@Suite struct ColumnWalkTests {
    @Test func everyValueThatIsChangedIsNoticed() throws {
        let home = try WalkedHome()
        try walk(home.office)
    }

    private func walk(_ office: Office) throws {
        let unsealed = try Unsealed()
        var unnoticed: [String] = []
        var tried = 0
        try WalkStore("\(office.home)/billpress.sqlite").walk(office.clock.clock) { bench in
            #expect(try !isNoticed(bench.ledger, []))
            for table in try bench.tables() {
                #expect(!table.rows.isEmpty, "\(table.name) has no row to be walked over")
                for (place, row) in table.rows.enumerated() {
                    var changes = table.changes(of: row) + [table.deletion(of: row)] + table.duplicates(of: row)
                    if place > 0 { changes += table.exchanges(of: table.rows[place - 1], with: row) }
                    for change in changes {
                        // What is added is told by what it is, and any other row by what it was.
                        var entry = change.added == nil ? try unsealed.entry(of: change, bench) : nil
                        if entry?.isProved == true { continue }
                        var isNoticed = true
                        let isTried = try bench.attempt(change) {
                            if change.added != nil { entry = try unsealed.entry(of: change, bench) }
                            isNoticed = try entry?.isProved == true || self.isNoticed(bench.ledger, change.runs)
                        }
                        if isTried { tried += 1 }
                        if isNoticed { continue }
                        if let entry { entry.isProved = true } else { unnoticed.append(change.words) }
                    }
                }
            }
        }
        // The first of each kind say enough.
        let kinds = Dictionary(grouping: unnoticed) { $0.prefix { $0 != " " } }.sorted { $0.key < $1.key }
        let told = kinds.map { "\($0.value.count): \($0.value.prefix(3).joined(separator: "\n    "))" }.joined(separator: "\n")
        #expect(unnoticed.isEmpty, "\(unnoticed.count) of \(tried) changes are not noticed:\n\(told)")
        for entry in unsealed.entries {
            #expect(entry.isProved, "\(entry.head) is always noticed, and does not belong in the list")
            #expect(entry.reason.count > 20, "\(entry.head) has no reason")
        }
    }

    /// Whether the seals of a run, or the chain of the trail, tell of it; `first` are the likeliest runs.
    private func isNoticed(_ ledger: Ledger, _ first: [Int64]) throws -> Bool {
        do throws(RunError) {
            let runs = try ledger.allRuns().map(\.id)
            for run in runs where first.contains(run.number) { if try !ledger.brokenSeals(of: run).isEmpty { return true } }
            _ = try ledger.checkTrail()
            for run in runs where !first.contains(run.number) { if try !ledger.brokenSeals(of: run).isEmpty { return true } }
            return false
        } catch {
            guard error.cause == .damaged else { throw error }
            return true
        }
    }
}
