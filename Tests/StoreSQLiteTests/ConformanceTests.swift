import StoreConformance
import Testing

/// Both stores hold to every promise of the ports.
@Suite struct ConformanceTests {
    @Test(arguments: StoreConformance.checks) func sqliteHoldsTo(_ check: StoreCheck) throws {
        #expect(try check.findings(on: SQLiteFixture()) == [])
    }

    @Test(arguments: StoreConformance.checks) func memoryHoldsTo(_ check: StoreCheck) {
        #expect(check.findings(on: MemoryFixture()) == [])
    }
}
