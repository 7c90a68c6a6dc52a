import Pages
import Testing

@Suite struct BitGridTests {
    @Test func rowsArePackedFromTheLeft() {
        let grid = BitGrid(width: 10, height: 2) { x, y in y == 0 ? x == 0 : x == 9 }
        #expect(grid.bytes == [0x80, 0, 0, 0x40])
        #expect(grid[0, 0] && grid[9, 1] && !grid[9, 0] && !grid[0, 1])
        #expect(grid == BitGrid(width: 10, height: 2, bytes: [0x80, 0, 0, 0x40]))
        #expect(grid != BitGrid(width: 11, height: 2, bytes: [0x80, 0, 0, 0x40]))
        #expect(grid != BitGrid(width: 10, height: 2, bytes: [0x80, 0, 0, 0]))
    }

    /// FNV-1a's published values for "" and "a".
    @Test func fingerprints() {
        var print = Fingerprint()
        #expect(print.hex == "cbf29ce484222325")
        print.add(0x61)
        #expect(print.value == 0xaf63_dc4c_8601_ec8c)
        #expect(BitGrid(width: 8, height: 1, bytes: [0x61]).dump == "8x1 af63dc4c8601ec8c")
    }
}
