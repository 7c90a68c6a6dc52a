import Pages
import TestKit
import Testing

@testable import Fonts

@Suite struct ShaperTests {
    private let shaper = Shaper()

    private func word(_ text: String, _ chain: FaceChain = TestFonts.chain, _ features: Features = .plain) throws -> Word {
        try shaper.word(text, chain: chain, features: features)
    }

    private func advance(_ text: String, _ features: Features = .plain) throws -> Int {
        try word(text, TestFonts.chain, features).runs.reduce(0) { $0 + $1.advance }
    }

    @Test func kernedPairsStandCloser() throws {
        let sum = try "AVATAR To".map { try advance(String($0)) }.reduce(0, +)
        #expect(try advance("AVATAR To") < sum)
        #expect(try advance("AVATAR To", .code) == sum, "codes are not kerned")
        let run = try word("AVATAR To").runs[0]
        guard case .adjusted = run.pattern else {
            Issue.record("kerning is a pen movement")
            return
        }
        #expect(run.advance == run.glyphs.reduce(0) { $0 + Int($1.advance) })
    }

    @Test func plainTextIsPlain() throws {
        guard case .plain = try word("0123456789").runs[0].pattern else {
            Issue.record("figures are not kerned")
            return
        }
    }

    @Test func figuresHaveOneWidth() throws {
        for features in [Features.plain, .tabular] {
            let widths = try Set("0123456789".map { try advance(String($0), features) })
            #expect(widths.count == 1)
            #expect(try advance("1,111.11", features) == advance("8,888.88", features))
        }
    }

    @Test func aLigatureMeansItsLetters() throws {
        let chain = FaceChain([TestFonts.face(TestFonts.symbols)])
        let run = try word("office", chain).runs[0]
        #expect(run.glyphs.count < 6, "DejaVu Sans has a glyph for ffi")
        #expect(run.glyphs.reduce(0) { $0 + Int($1.textLength) } == 6)
        let ligature = try #require(run.glyphs.first { $0.textLength > 1 })
        #expect(chain.first.text(of: ligature.id).count == Int(ligature.textLength))
        #expect(try word("office", chain, .code).runs[0].glyphs.count == 6, "codes have no ligatures")
    }

    @Test func textIsSplitAtTheEdgesOfCharactersWhereTheFaceChanges() throws {
        let chain = FaceChain([TestFonts.face(TestFonts.scanLine), TestFonts.face(TestFonts.body)])
        let runs = try word("No:ΩμέγαX", chain).runs
        #expect(runs.map { String(decoding: $0.text, as: UTF8.self) } == ["No:", "Ωμέγα", "X"])
        #expect(runs.map { TestFonts.book[$0.face].name } == [TestFonts.scanLine, TestFonts.body, TestFonts.scanLine])
    }

    @Test func aCharacterOfSeveralScalarsStaysInOneFace() throws {
        // OCR A has "e" but no combining accents: the whole character goes to the face that has both.
        let chain = FaceChain([TestFonts.face(TestFonts.scanLine), TestFonts.face(TestFonts.fallback)])
        let runs = try word("Ae\u{302}\u{301}B", chain).runs
        #expect(runs.map { String(decoding: $0.text, as: UTF8.self) } == ["A", "e\u{302}\u{301}", "B"])
    }

    @Test func decomposedAccentsAreOneClusterWithTheirText() throws {
        let run = try word("Vie\u{302}\u{323}t").runs[0]
        #expect(run.glyphs.reduce(0) { $0 + Int($1.textLength) } == run.text.count)
        guard case .intricate = run.pattern else {
            Issue.record("its number alone does not tell the text")
            return
        }
        var at = 0
        for glyph in run.glyphs where glyph.textLength > 0 {
            let cluster = String(decoding: run.text[at..<at + Int(glyph.textLength)], as: UTF8.self)
            #expect(cluster.count == 1)
            at += Int(glyph.textLength)
        }
    }

    @Test func aMissingGlyphIsNamed() {
        let fault = #expect(throws: MissingGlyph.self) { try word("pay水now") }
        #expect(
            fault.map { "\($0)" }
                == "no glyph for U+6C34 \"水\" (CJK UNIFIED IDEOGRAPH-6C34) in SourceSansPro-Regular, NotoSans-Regular, DejaVuSans"
                || fault.map { "\($0)" }
                    == "no glyph for U+6C34 \"水\" (without a name) in SourceSansPro-Regular, NotoSans-Regular, DejaVuSans"
        )
        let control = #expect(throws: MissingGlyph.self) { try word("a\u{7}b") }
        #expect(control.map { "\($0)" }?.hasPrefix("no glyph for U+0007 (") == true)
        let far = #expect(throws: MissingGlyph.self) { try word("a\u{1F9FE}") }
        #expect(far.map { "\($0)" }?.hasPrefix("no glyph for U+1F9FE \"🧾\" (RECEIPT) in") == true)
    }

    @Test func rightToLeftTextIsRefusedRatherThanSetWrong() {
        #expect(throws: MissingGlyph.self) { try word("שלום") }
        #expect(throws: MissingGlyph.self) { try word("سلام") }
    }

    @Test func nothingIsAWordOfNoWidth() throws {
        #expect(try word("").width(at: .points(10)) == .zero)
    }

    @Test func staticTextIsMarked() throws {
        let shaper = Shaper()
        shaper.isStatic = true
        let fixed = try shaper.word("Total", chain: TestFonts.chain)
        shaper.isStatic = false
        let bound = try shaper.word("Total", chain: TestFonts.chain)
        #expect(fixed.runs[0].isStatic && !bound.runs[0].isStatic)
    }

    @Test func whatIsRememberedIsWhatWouldBeShapedAnew() throws {
        let forgetful = Shaper(capacity: 1)
        let texts = ["Total", "due", "AVATAR", "office", "1,234.50", "Nguyễn", "e\u{301}", "ლარი", "T", "7", "Total"]
        let chains = [TestFonts.chain, TestFonts.boldChain, FaceChain([TestFonts.face(TestFonts.symbols)])]
        var noise = Noise(seed: 7)
        for _ in 0..<2_000 {
            let text = noise.pick(texts)
            let chain = noise.pick(chains)
            let features = noise.pick([Features.plain, .tabular, .code])
            let one = try shaper.word(text, chain: chain, features: features)
            let other = try forgetful.word(text, chain: chain, features: features)
            #expect(one.runs.map(\.face) == other.runs.map(\.face))
            #expect(one.runs.map(\.glyphs) == other.runs.map(\.glyphs))
            #expect(one.runs.map(\.text) == other.runs.map(\.text))
        }
        #expect(try shaper.word("Total", chain: TestFonts.chain) === shaper.word("Total", chain: TestFonts.chain))
    }

    /// Faces are numbered within their book, so the first faces of two books have one number.
    @Test func oneShaperServesTwoBooks() throws {
        let body = FaceChain([try Face(bytes: TestFonts.bytes(TestFonts.body), name: "A", id: FaceID(index: 0))])
        let symbols = FaceChain([try Face(bytes: TestFonts.bytes(TestFonts.symbols), name: "B", id: FaceID(index: 0))])
        let again = FaceChain(body.faces)
        let one = try shaper.word("Total", chain: body)
        let other = try shaper.word("Total", chain: symbols)
        #expect(one.runs[0].unitsPerEm == 1000 && other.runs[0].unitsPerEm == 2048)
        #expect(try shaper.word("Total", chain: body) !== shaper.word("Total", chain: symbols))
        #expect(try shaper.word("Total", chain: body) === shaper.word("Total", chain: again))
    }

    @Test func widthsAreRoundedHalfAwayFromZero() throws {
        // 497 units of 1000 at 9.5 pt: 4.7215 pt.
        #expect(try word("7").width(at: Length(hundredths: 950)) == Length(hundredths: 472))
    }
}
