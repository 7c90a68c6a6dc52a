import Pages
import Testing

@testable import Symbols

/// Texts without a random source: a linear congruential generator (Knuth's MMIX constants).
private struct Noise {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    mutating func text(of kinds: [[UInt8]], count: Int) -> [UInt8] {
        var kind = kinds[0]
        return (0..<count).map { _ in
            if next(below: 12) == 0 { kind = kinds[next(below: kinds.count)] }
            return kind[next(below: kind.count)]
        }
    }
}

private let digits = Array("0123456789".utf8)
private let capitals = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
private let small = Array("abcdefghijklmnopqrstuvwxyz?=&é".utf8)

@Suite struct QRCodeTests {
    /// The judge of masks against libqrencode's own, over every version, level and mixture of modes.
    @Test(arguments: QRLevel.allCases)
    func modulesAreTheLibrarysOwn(level: QRLevel) throws {
        let encoder = QREncoder()
        var noise = Noise(state: 18_004)
        var seen: Set<Int> = []
        let rounds = 520
        // Beyond ASCII, a text has a head of 12 bits more.
        let most = QRVersionGroup.large.capacity(level) / 8 - 5
        for round in 1...rounds {
            // From one byte to the longest text, most of them short, as on bills.
            let count = max(1, most * round * round * round / (rounds * rounds * rounds))
            let kinds = [[digits], [capitals], [small], [digits, capitals, small]][noise.next(below: 4)]
            let text = noise.text(of: round % 2 == 0 ? [small] : kinds, count: count)
            let grid = try encoder.encode(text, level: level)
            seen.insert((grid.width - 17) / 4)
            // Beyond version 26 the symbol is the library's own anyway.
            guard grid.width <= 121 else { continue }
            let judged = try QRInput(text.span, level: level).symbol()
            #expect(grid == judged.grid, "\(count) bytes")
        }
        #expect(seen == Set(1...40))
    }

    @Test func knownSymbol() throws {
        let grid = try QREncoder().encode(Array("https://pay.example/i/4711".utf8), level: .m)
        #expect(grid.dump == "25x25 6d971f859706a587")
        #expect(grid[0, 0] && grid[6, 6] && !grid[7, 7])
    }

    @Test func digitsAndCapitalsTakeLessRoom() throws {
        let encoder = QREncoder()
        #expect(try encoder.encode(Array(repeating: 0x37, count: 34), level: .m).width == 21)
        #expect(try encoder.encode(Array(repeating: 0x37, count: 35), level: .m).width == 25)
        #expect(try encoder.encode(Array("HTTPS://PAY.EXAMPLE/".utf8), level: .m).width == 21)
        #expect(try encoder.encode(Array("https://pay.example/".utf8), level: .m).width == 25)
    }

    @Test func segmentsAreCutWhereBitsAreSaved() {
        let runs = { (text: String) in
            QRSegments(Array(text.utf8).span, group: .small).runs.map { "\($0.mode) \($0.range.count)" }
        }
        #expect(runs("abc123") == ["byte 6"])
        #expect(runs("abc123456789012") == ["byte 3", "numeric 12"])
        #expect(runs("AB12") == ["alphanumeric 4"])
        #expect(runs("ABCDEF1234567890123456") == ["alphanumeric 6", "numeric 16"])
        #expect(runs("pay?n=12345678901234567890&x") == ["byte 6", "numeric 20", "byte 2"])
    }

    @Test func aTextThatFillsTheLargestSymbolFitsAndOneByteMoreDoesNot() throws {
        let encoder = QREncoder()
        for (level, most) in zip(QRLevel.allCases, [2_953, 2_331, 1_663, 1_273]) {
            let text = [UInt8](repeating: 0x61, count: most)
            #expect(try encoder.encode(text, level: level).width == 177)
            let error = #expect(throws: SymbolError.self) { try encoder.encode(text + [0x61], level: level) }
            #expect(
                error?.description
                    == "a text of \(most + 1) bytes is too long for a QR symbol of level \(level.rawValue), which holds \(most) bytes"
            )
        }
        #expect(try encoder.encode([UInt8](repeating: 0x31, count: 7_089), level: .l).width == 177)
        #expect(throws: SymbolError.self) { try encoder.encode([UInt8](repeating: 0x31, count: 7_090), level: .l) }
    }

    @Test func textBeyondASCIISaysThatItIsUTF8AndOtherTextDoesNot() throws {
        #expect(QRSegments(Array("?n=Jose".utf8).span, group: .small).bits == 4 + 8 + 8 * 7)
        #expect(QRSegments(Array("?n=José".utf8).span, group: .small).bits == 4 + 8 + 8 * 8 + 12)
        let encoder = QREncoder()
        // 17 bytes fill version 1 of level L; with the head for UTF-8 as well, a few less.
        #expect(try encoder.encode([UInt8](repeating: 0x61, count: 17), level: .l).width == 21)
        #expect(try encoder.encode(Array("aaaaaaaaaaaé".utf8), level: .l).width == 21)
        #expect(try encoder.encode(Array("aaaaaaaaaaaaaaaé".utf8), level: .l).width == 25)
        let error = #expect(throws: SymbolError.self) {
            try encoder.encode([UInt8](repeating: 0x61, count: 2_951) + Array("é".utf8), level: .l)
        }
        #expect(
            error?.description
                == "a text of 2953 bytes is too long for a QR symbol of level L, which holds 2952 bytes with characters beyond ASCII"
        )
    }

    @Test func anEmptyTextIsRefused() {
        #expect(throws: SymbolError("a QR symbol needs a text of at least one byte")) { try QREncoder().encode([], level: .m) }
    }

    @Test func zeroBytesAreText() throws {
        #expect(try QREncoder().encode([0, 0, 0], level: .l) != QREncoder().encode([0, 0], level: .l))
    }

    @Test func theCacheGivesTheSameGridAgainAndNeverAnother() throws {
        let cache = QRCache(capacity: 2)
        let encoder = QREncoder()
        let first = try cache.grid(Array("one".utf8), level: .m)
        #expect(try cache.grid(Array("one".utf8), level: .m) === first)
        // Far more texts than slots: whatever shares a slot is told apart by its bytes and level.
        for round in 0..<60 {
            let text = Array("text \(round % 20)".utf8)
            let level = QRLevel.allCases[round % 3]
            #expect(try cache.grid(text, level: level) == encoder.encode(text, level: level))
        }
        #expect(throws: SymbolError.self) { try cache.grid([], level: .m) }
    }
}
