import Pages
import Testing

@testable import PDF

@Suite struct ContentBufferTests {
    private func written(_ body: (ContentBuffer) -> Void) -> String {
        let buffer = ContentBuffer(capacity: 1)
        body(buffer)
        return String(decoding: buffer.view, as: UTF8.self)
    }

    @Test(arguments: [
        (1250, "12.5 "), (75, ".75 "), (-300, "-3 "), (0, "0 "), (-5, "-.05 "), (5, ".05 "), (10, ".1 "), (-1210, "-12.1 "),
        (100, "1 "),
        (61_200, "612 "), (-1, "-.01 "), (99, ".99 "), (100_000_000, "1000000 "), (Int(Int32.max), "21474836.47 "),
    ]) func lengthsAreShortDecimals(_ hundredths: Int, _ text: String) {
        #expect(written { $0.add(Length(hundredths: hundredths)) } == text)
    }

    @Test func everyLengthReadsBackAsItself() {
        for hundredths in stride(from: -30_000, through: 30_000, by: 7) {
            let text = written { $0.add(Length(hundredths: hundredths)) }.dropLast()
            #expect(Double(text).map { Int(($0 * 100).rounded()) } == hundredths, "\(text)")
        }
    }

    @Test(arguments: [0, 7, -7, 10, -100, 65_535, Int.max, Int.min]) func integersAreDigits(_ number: Int) {
        #expect(written { $0.add(number) } == "\(number)")
    }

    @Test func channelsAreThousandths() {
        #expect(written { $0.addChannel(0) } == "0 ")
        #expect(written { $0.addChannel(255) } == "1 ")
        #expect(written { $0.addChannel(1) } == ".004 ")
        #expect(written { $0.addChannel(51) } == ".2 ")
        for channel in 0...255 {
            let text = written { $0.addChannel(channel) }.dropLast()
            #expect(Double(text).map { Int(($0 * 255).rounded()) } == channel, "\(text)")
        }
    }

    /// A reader of literal strings (ISO 32000-1, 7.3.4.2) gets each byte back.
    @Test func parenthesesBackslashAndReturnAreEscaped() {
        let buffer = ContentBuffer(capacity: 1024)
        for byte in UInt8.min...UInt8.max { buffer.putEscaped(byte) }
        let text = Array(buffer.view)
        var read: [UInt8] = []
        var at = 0
        while at < text.count {
            #expect(text[at] != 0x0D && text[at] != 0x28 && text[at] != 0x29, "a bare byte that means something else")
            if text[at] == 0x5C {
                read.append(text[at + 1] == 0x72 ? 0x0D : text[at + 1])
                at += 2
            } else {
                read.append(text[at])
                at += 1
            }
        }
        #expect(read == Array(UInt8.min...UInt8.max))
        #expect(text.count == 260)
    }

    @Test func aBufferGrowsAndIsUsedAgain() {
        let buffer = ContentBuffer(capacity: 1)
        for _ in 0..<1_000 { buffer.add([1, 2, 3]) }
        buffer.add([])
        #expect(buffer.count == 3_000 && buffer.view[2_999] == 3)
        buffer.clear()
        #expect(buffer.count == 0)
    }
}
