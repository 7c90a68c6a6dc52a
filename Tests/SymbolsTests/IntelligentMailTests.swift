import Glibc
import TestKit
import Testing

@testable import Symbols

@Suite struct IntelligentMailTests {
    private static func bars(_ text: String) throws -> String {
        String(try IntelligentMail(Array(text.utf8)).bars().map(\.rawValue))
    }

    /// The example of USPS-B-3200, and rows of the reference set that USPS gives to writers of encoders (2009).
    private static let published = """
        01234567094987654321||ATTFATTDTTADTAATTDTDTATTDAFDDFADFDFTFFFFFTATFAAAATDFFTDAADFTFDTDT
        01234567094987654321|01234|DTTAFADDTTFTDTFTFDTDDADADAFADFATDDFTAAAFDTTADFAAATDFDTDFADDDTDFFT
        01234567094987654321|012345678|ADFTTAFDTTTTFATTADTAAATFTFTATDAAAFDDADATATDTDTTDFDTDATADADTDFFTFA
        01234567094987654321|01234567891|AADTFFDFTDADTAADAATFDTDDAAADDTDTTDAFADADDDTFFFDDTTTADFAAADFTDAADA
        53379777234994544928|51135759461|DAFDTDAFFDFTDADTDDFTTFDTATATFFFDFTTFFFTFDDTDAAFATDFTFDFDTTTDTTFDA
        82205455868913559972|54765515722|TTTADTFFADAFDTTFDTAADATFFFADFFTDDFFFATDADAATAAADDATFTAADFADTADADD
        40120111574675115924|621766091|ADFFTATTAFTTFTAADTFFATDTDFDDDTTAAFDTDDDFAAFATAFDFDTDTATDDATTADADA
        40120111574675115924|62176|AFDDADATAFDTDTTFAATDDTDFTDDDAFTFFTDTTATFAADFTFTFFADAAFAADFFDAADDT
        40120111574675115924||FAAADFDDADFFDAFDFFTFDFFFFTADFADTTTATTTADDDAFTATADDTADDDATATFFTFDD
        72589631489654789632|13254789654|AFDDDDDDATAADFDTADDTTFDDTFDFDADADFFAFFAFATDDATFDDFFTFFFDFFFAAATDT
        70236987456321035987||AADTDFTDDDFTFFADDFTAFFTTAATFTTFDFTDTTTAAFDATTDTDADTDFDFTAADFDTTAD
        62789641258963214569|42563|DTTFAATAADFDFDTADDTFAFADAADTATDDTFATTTATDATDFDATDDDTATATAFADTDFAD
        71456321478965412365|58965123645|DDFDDTTFDADTDFFDFDAAFDTTDDDTDTTFTAFTDDATFDAATAFFFDAAAFTDTFFDAFDFA
        12456321478955412336||DAAAAFDDTTFFTATFADDTTFDDDADDFADDTTADFFFDDFDFAFFFDDTAFTFATFDTTTDFT
        42563214558978541236|12364587456|FTTTFATFTTATDFTATTFADTFATDAFTFDDTDAATDTATTATFDDFFFFTDFDTDFDFTDTDF
        62145879854112365544|45632|FFDDTDAADADTDFFDFTFFDTTTFDDFFFTFTAFTAFDDTTFAAAFADFAFAFFFFDFFDATDA
        10556924967913040800|554519513|DTADDTATFTFTDTFTTATADFTFDDDATDDADAFDFTFDFDDTADAFATTATTDFDDDFTDDTF
        04295886771456773067||TTFDATDFTTFFFFDAAFTDFATFFAATADTDDDATTTFTDFFFDTFDDTATDTATTDTFDDFDA
        """

    /// The encoder of the postal service's own site, the ends of the range, and numbers as a town in Colorado mails them.
    private static let further = """
        23270592831482031240|96713024817|DDADATADTAATDTTTDFDTTFTFFADTFTDFTATAAFTTFATDAATATDATATFADAADDTFDT
        00000000000000000000||ATDFAATFTAFTFATTTFDDAADATAAFTDFDADFDTDFAFDTAFFFTFDTDDTATATFTADTDA
        44999999999999999999|99999999999|TFFDDTDAAADFDDFTATDDAFFFDDTAFTFDTDDFDFDTATTFDDDTDTAAAFFTTFDTAATFD
        94000000000000000000|00000000000|DTFTDAFTFFAFATFTDATATAFTFDAFTDTDTDDTDFTFFFFAFDAADFAAFFDATFDDFFTAA
        00270123456000000001|80550|TTTFTTDDTFAATDAAFFFADAAFAAATAATTADATFDAFFFDAFDTFFDAATDFFAADFTDAFD
        00270123456000000001|805501234|DATATTTDDFDDFAAFADTAADATTTAAFDAADAFFTDDFDATTAFDFAFDDATFAFTATTDDTF
        00270123456000000001|80550123456|DFFTTDDTDFADTFFDADADAADDADDFFAADTTTTDDFTFDAFDTFFAFFAFATDDDDFFADFT
        """

    @Test func publishedVectors() throws {
        let rows = (Self.published + "\n" + Self.further).split(separator: "\n")
        #expect(rows.count == 25)
        for row in rows {
            let parts = row.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            #expect(try Self.bars("\(parts[0])-\(parts[1])") == parts[2], "\(row)")
            #expect(try Self.bars(parts[0] + parts[1]) == parts[2], "without a hyphen")
            #expect(SecondEncoder.bars(tracking: parts[0], routing: parts[1]) == parts[2], "the second encoder")
        }
    }

    @Test func oneDigitMoreIsAnotherBarcode() throws {
        #expect(try Self.bars("00270123456000000001-80550") != Self.bars("00270123456000000002-80550"))
        #expect(try Self.bars("00270123456000000001-00000") != Self.bars("00270123456000000001"))
        #expect(try Self.bars("00270123456000000001-00000") != Self.bars("00270123456000000001-000000000"))
    }

    /// Digits that keep the rules, from a seed.
    private static func samples(_ count: Int, seed: UInt64) -> [(tracking: String, routing: String)] {
        var noise = Noise(seed: seed)
        return (0..<count).map { index in
            func digits(_ count: Int) -> String { (0..<count).map { _ in "\(noise.next(below: 10))" }.joined() }
            return ("\(noise.next(below: 10))\(noise.next(below: 5))\(digits(18))", digits([0, 5, 9, 11][index % 4]))
        }
    }

    @Test func tablesOfTheSecondEncoderAreThoseOfTheSpecification() {
        #expect(SecondEncoder.fiveOf13.prefix(4) == [0x001F, 0x1F00, 0x002F, 0x1E80] && SecondEncoder.fiveOf13.last == 0x01F0)
        #expect(SecondEncoder.twoOf13.prefix(4) == [0x0003, 0x1800, 0x0005, 0x1400] && SecondEncoder.twoOf13.last == 0x00A0)
        #expect(Set(SecondEncoder.fiveOf13).count == 1287 && Set(SecondEncoder.twoOf13).count == 78)
    }

    @Test func theSecondEncoderAgrees() throws {
        for (tracking, routing) in Self.samples(2_000, seed: 3_200) {
            #expect(try Self.bars("\(tracking)-\(routing)") == SecondEncoder.bars(tracking: tracking, routing: routing))
        }
    }

    /// The command is the same library behind its own reading of its output: what we take from its symbol is right.
    @Test func theZintCommandAgrees() throws {
        let samples = Self.samples(2_000, seed: 2_015)
        let lines = samples.map { $0.routing.isEmpty ? $0.tracking : "\($0.tracking)-\($0.routing)" }
        let scratch = try Scratch()
        try scratch.write(lines.joined(separator: "\n") + "\n", "in.txt")
        let told = try Tool.run("zint", ["-b", "ONECODE", "-i", scratch.path("in.txt"), "--batch", "--dump"])
        let rows = told.text.split(separator: "\n").map { row in row.filter { $0 != " " }.compactMap(\.hexDigitValue) }
        try #require(told.status == 0 && rows.count == 3 * samples.count, "\(told.errors)")
        for (index, line) in lines.enumerated() {
            // Four modules a digit, the first leftmost; a bar in every other one.
            func isDark(_ row: Int, _ bar: Int) -> Bool { rows[3 * index + row][2 * bar / 4] & (8 >> (2 * bar % 4)) != 0 }
            let wanted = (0..<65).map { bar in isDark(0, bar) ? isDark(2, bar) ? "F" : "A" : isDark(2, bar) ? "D" : "T" }
            #expect(try Self.bars(line) == wanted.joined(), "\(line)")
        }
    }

    // MARK: What USPS refuses

    private static func fault(_ tracking: String, _ routing: String) -> IntelligentMail.Fault? {
        do {
            _ = try IntelligentMail(tracking: Array(tracking.utf8), routing: Array(routing.utf8))
            return nil
        } catch { return error }
    }

    @Test func eachInputRuleHasItsClassAndSentence() {
        let good = "01234567094987654321"
        let cases: [(String, String, Int, String)] = [
            ("0123456709498765432", "", 9, "an Intelligent Mail barcode has 20 digits for tracking; 19 characters are given"),
            (
                "012345670949876543210", "01234", 9,
                "an Intelligent Mail barcode has 20 digits for tracking; 21 characters are given"
            ),
            ("0", "01234", 9, "an Intelligent Mail barcode has 20 digits for tracking; 1 character is given"),
            ("", "", 9, "an Intelligent Mail barcode has 20 digits for tracking; 0 characters are given"),
            (" 1234567094987654321", "", 9, "an Intelligent Mail barcode has 20 digits for tracking; 19 characters are given"),
            (
                "0123456 094987654321", "", 10,
                "the tracking part of an Intelligent Mail barcode is digits only; character 8 is not one"
            ),
            (
                "0123456709498765432O", "", 10,
                "the tracking part of an Intelligent Mail barcode is digits only; character 20 is not one"
            ),
            (
                "05234567094987654321", "", 11,
                "the second digit of an Intelligent Mail barcode is 0 to 4 (its barcode identifier); here it is 5 to 9"
            ),
            (good, "0123", 12, "the ZIP of an Intelligent Mail barcode has 0, 5, 9 or 11 digits; 4 characters are given"),
            (good, "012345", 12, "the ZIP of an Intelligent Mail barcode has 0, 5, 9 or 11 digits; 6 characters are given"),
            (good, "0", 12, "the ZIP of an Intelligent Mail barcode has 0, 5, 9 or 11 digits; 1 character is given"),
            (
                good, "012345678912", 12,
                "the ZIP of an Intelligent Mail barcode has 0, 5, 9 or 11 digits; 12 characters are given"
            ),
            (good, "0123A", 13, "the ZIP of an Intelligent Mail barcode is digits only; character 5 is not one"),
            (good, "805501234", 0, ""),
            (good, "8055-01234", 12, "the ZIP of an Intelligent Mail barcode has 0, 5, 9 or 11 digits; 10 characters are given"),
            (good, "80550-12345", 13, "the ZIP of an Intelligent Mail barcode is digits only; character 6 is not one"),
        ]
        for (tracking, routing, code, sentence) in cases {
            let fault = Self.fault(tracking, routing)
            #expect((fault?.code ?? 0) == code && (fault?.description ?? "") == sentence, "\(tracking) \(routing)")
        }
        // Near misses: every first digit, and every second up to 4.
        for first in 0..<10 {
            for second in 0..<10 { #expect((Self.fault("\(first)\(second)234567094987654321", "") == nil) == (second < 5)) }
        }
        for count in 0...13 {
            #expect((Self.fault(good, String(repeating: "7", count: count)) == nil) == [0, 5, 9, 11].contains(count))
        }
        #expect(Self.fault("٠1234567094987654321", "") != nil, "digits of another script are none")
    }

    @Test func oneTextIsParted() throws {
        func parts(_ text: String) throws -> [String] {
            let mail = try IntelligentMail(Array(text.utf8))
            return [mail.tracking, mail.routing].map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(try parts("0123456709498765432101234") == ["01234567094987654321", "01234"])
        #expect(try parts("01234567094987654321-01234") == ["01234567094987654321", "01234"])
        #expect(try parts("01234567094987654321-") == ["01234567094987654321", ""])
        #expect(throws: IntelligentMail.Fault.trackingLength(19)) { try parts("0123456709498765432-01234") }
        #expect(throws: IntelligentMail.Fault.routingLength(4)) { try parts("012345670949876543210123") }
        #expect(throws: IntelligentMail.Fault.trackingLength(0)) { try parts("") }
    }

    /// The reference set of USPS, all 10,000 rows, for whoever has it: USPS_CASES=uspsIMbEncoderTestCases.csv.
    @Test(.enabled(if: getenv("USPS_CASES") != nil)) func theReferenceSetOfUSPS() throws {
        let text = String(decoding: try FileBytes.read(String(cString: getenv("USPS_CASES"))), as: UTF8.self)
        var codes: [Int: Int] = [:]
        for row in text.split(whereSeparator: \.isNewline) {
            let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            let fault = Self.fault(cells[1], cells[2])
            #expect(fault?.code ?? 0 == Int(cells[4]), "\(row): \(fault.map(\.description) ?? "no fault")")
            codes[fault?.code ?? 0, default: 0] += 1
            if cells[4] == "00", fault == nil { #expect(try Self.bars("\(cells[1])-\(cells[2])") == cells[3], "\(row)") }
        }
        #expect(codes == [0: 8_128, 9: 125, 10: 18, 11: 1_629, 12: 89, 13: 11])
    }

    // MARK: The library

    /// Symbols of every kind on many threads at once are those of one thread.
    @Test func threadsMakeTheSameSymbols() async throws {
        let samples = Self.samples(64, seed: 7).map { $0.tracking + $0.routing }
        @Sendable func all() throws -> [String] {
            try samples.map { text in
                let bytes = Array(text.utf8)
                return try [Self.bars(text), Code128.modules(of: bytes).dump, DataMatrix.modules(of: bytes).dump].joined(
                    separator: " ")
            }
        }
        let alone = try all()
        #expect(Set(alone).count == samples.count)
        try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<8 { group.addTask { try all() } }
            for try await made in group { #expect(made == alone) }
        }
    }
}
