import Records
import Runs
import TestKit
import Testing

@Suite struct CompareTests {
    @Test func twoMonthsAreComparedInCountsAmountsAndPages() throws {
        let office = try Office()
        let october = try office.submit(Office.slips(20), "oct")
        try office.work()
        // In November one account is gone, two are new, one has six times its amount, and the words have changed.
        try office.scratch.write(#"{"title": "Notice"}"#, "Templates/slip/en.json")
        let november = try office.submit(
            (2...22).map { Office.slip($0, cents: $0 == 5 ? 50_000 : $0 * 100 + 6).replacing("S-", with: "N-") }, "nov")
        try office.work()
        let comparison = try RunComparison.compare(october, november, most: 1_000, office.ledger, office.archive) {
            _, _ throws(RunError) in
        }
        #expect(comparison.both == 19 && comparison.onlyBefore == 1 && comparison.onlyAfter == 2 && comparison.compared == 19)
        #expect(comparison.doubled.count == 1)
        let text = comparison.text
        #expect(text.contains("1 amount more than doubled"))
        #expect(text.contains("The templates are not the same."))
        let change = try #require(text.split(separator: "\n").first { $0.contains("Slip") })
        #expect(change.contains("     19  body: reworded") && change.contains("Notice"), "\(text)")
        // Of the figures nothing is said but the sums.
        let few = try RunComparison.compare(october, november, most: 5, office.ledger, office.archive) { _, _ throws(RunError) in
        }
        #expect(few.compared == 5)
    }

    @Test func aRunComparedWithItselfHasNoChanges() throws {
        let office = try Office()
        let run = try office.submit(Office.slips(20), "oct")
        try office.work()
        let comparison = try RunComparison.compare(run, run, most: 1_000, office.ledger, office.archive) {
            _, _ throws(RunError) in
        }
        #expect(comparison.tally.changedDocuments == 0 && comparison.text.contains("  none\n"))
    }
}
