import Pages
import Testing

@testable import Symbols

/// What Code 128 and Data Matrix take; that scanners read them is shown on printed pages (`Tests/CommandTests`).
@Suite struct ZintSymbolTests {
    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func code128IsOneRowThatBeginsAndEndsWithABar() throws {
        // Start, one symbol character a letter (or two digits), check, and 13 modules of stop (ISO/IEC 15417).
        for (text, width) in [("A", 11 * 3 + 13), ("AB", 11 * 4 + 13), ("12", 11 * 3 + 13), ("123456", 11 * 5 + 13)] {
            let grid = try Code128.modules(of: Self.bytes(text))
            #expect(grid.height == 1 && grid.width == width, "\(text): \(grid.width)")
            #expect(grid[0, 0] && grid[grid.width - 1, 0] && !grid[2, 0])
        }
    }

    /// `PJJ123C` of ISO/IEC 15417's own example: Start B, P, J, J, 1, 2, 3, C, check 55, Stop, by the widths of its table.
    @Test func code128OfTheStandardsExample() throws {
        let widths = "211214" + "313121" + "112133" + "112133" + "123221" + "223211" + "221132" + "131321" + "311321" + "2331112"
        let grid = try Code128.modules(of: Self.bytes("PJJ123C"))
        var runs = ""
        var length = 0
        for x in 0..<grid.width {
            length += 1
            if x + 1 == grid.width || grid[x, 0] != grid[x + 1, 0] {
                runs += "\(length)"
                length = 0
            }
        }
        #expect(runs == widths)
    }

    @Test func dataMatrixIsSquareWithItsFinderPattern() throws {
        for (text, width) in [("123456", 10), ("1234567", 12), ("A", 10), ("HTTPS://PAY.EXAMPLE/4711", 18)] {
            let grid = try DataMatrix.modules(of: Self.bytes(text))
            #expect(grid.width == width && grid.height == width, "\(text): \(grid.width)")
            // Dark at the left and below, light and dark by turns above and at the right.
            for place in 0..<width {
                #expect(grid[0, place] && grid[place, width - 1])
                #expect(grid[place, 0] == (place % 2 == 0) && grid[width - 1, place] == (place % 2 == 1))
            }
        }
    }

    /// The example of ISO/IEC 16022: 123456 in 10 × 10 modules.
    @Test func dataMatrixOfTheStandardsExample() throws {
        let grid = try DataMatrix.modules(of: Self.bytes("123456"))
        let rows = (0..<10).map { y in (0..<10).map { grid[$0, y] ? "1" : "0" }.joined() }
        #expect(
            rows == [
                "1010101010", "1100101101", "1100000100", "1100011101", "1100001000", "1000001111", "1110110000", "1111011001",
                "1001110100", "1111111111",
            ])
    }

    @Test func whatReadersWouldNotReadBackIsRefused() {
        func refusal(_ text: [UInt8], _ make: ([UInt8]) throws -> BitGrid) -> String {
            do {
                _ = try make(text)
                return ""
            } catch { return "\(error)" }
        }
        for (name, article, make, longest) in [
            ("Code 128", "Code 128", Code128.modules, Code128.longest),
            ("Data Matrix", "a Data Matrix symbol", DataMatrix.modules, DataMatrix.longest),
        ] {
            #expect(refusal([], make) == "\(article) needs a text of at least one character")
            for odd in [[0], [0x0A], [0x1F], [0x7F], Self.bytes("é"), [0xFF]] {
                #expect(refusal([0x41] + odd, make) == "\(article) holds the printable characters of ASCII; byte 2 is of another")
            }
            for byte in UInt8(0x20)...0x7E { #expect(refusal([byte], make) == "", "\(name) \(byte)") }
            let full = [UInt8](repeating: 0x61, count: longest)
            #expect(refusal(full, make) == "")
            #expect(
                refusal(full + [0x61], make) == "a text of \(longest + 1) bytes is too long for \(article): \(longest) at most")
        }
    }

    /// Whatever is in a text of the greatest length, the library takes it.
    @Test func everyTextOfTheGreatestLengthIsTaken() throws {
        let kinds = ["0123456789", "AZ", "az", " !~", "0123456789AZ", "aZ0 ~"].map { Array($0.utf8) }
        for kind in kinds {
            for step in 1...3 {
                let text = { (count: Int) in (0..<count).map { kind[$0 / step % kind.count] } }
                #expect(try Code128.modules(of: text(Code128.longest)).width <= 62 * 11 + 13)
                #expect(try DataMatrix.modules(of: text(DataMatrix.longest)).width <= 132)
            }
        }
    }
}
