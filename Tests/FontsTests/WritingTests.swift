import Foundation
import Pages
import TestKit
import Testing

@testable import Fonts

/// What cannot be set is named by script and code point, whatever the fonts have; what is set, is set as HarfBuzz says.
@Suite struct WritingTests {
    private let shaper = Shaper()

    /// Why a text is not set, or what is.
    private func answer(_ text: String, _ chain: FaceChain = TestFonts.chain) -> String {
        do {
            return "set as \(try shaper.word(text, chain: chain).runs.map { "\($0.glyphs.count)" }.joined(separator: "+"))"
        } catch {
            return error.description
        }
    }

    /// DejaVu Sans has letters of Hebrew, Arabic, N'Ko and Lao: glyphs alone do not make them right.
    @Test(arguments: [
        ("שלום", "text in Hebrew, which runs from right to left, cannot be set: U+05E9 \"ש\" (HEBREW LETTER SHIN)"),
        ("سلام", "text in Arabic, which runs from right to left, cannot be set: U+0633 \"س\" (ARABIC LETTER SEEN)"),
        ("abcש", "text in Hebrew, which runs from right to left, cannot be set: U+05E9 \"ש\" (HEBREW LETTER SHIN)"),
        ("12ا", "text in Arabic, which runs from right to left, cannot be set: U+0627 \"ا\" (ARABIC LETTER ALEF)"),
        ("٣", "text in Arabic, which runs from right to left, cannot be set: U+0663 \"٣\" (ARABIC-INDIC DIGIT THREE)"),
        (
            "ﷺ",
            "text in Arabic, which runs from right to left, cannot be set: U+FDFA \"ﷺ\" (ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM)"
        ),
        ("ߊ", "text in N'Ko, which runs from right to left, cannot be set: U+07CA \"ߊ\" (NKO LETTER A)"),
        ("ܐ", "text in Syriac, which runs from right to left, cannot be set: U+0710 \"ܐ\" (SYRIAC LETTER ALAPH)"),
        ("ހ", "text in Thaana, which runs from right to left, cannot be set: U+0780 \"ހ\" (THAANA LETTER HAA)"),
        ("𐤀", "text in the script Phnx, which runs from right to left, cannot be set: U+10900 \"𐤀\" (PHOENICIAN LETTER ALF)"),
        ("a\u{202E}b", "text that is turned from right to left cannot be set: U+202E (RIGHT-TO-LEFT OVERRIDE)"),
        ("a\u{200F}!", "text that is turned from right to left cannot be set: U+200F (RIGHT-TO-LEFT MARK)"),
        ("\u{2067}a\u{2069}", "text that is turned from right to left cannot be set: U+2067 (RIGHT-TO-LEFT ISOLATE)"),
        ("हिन्दी", "text in Devanagari cannot be set: U+0939 \"ह\" (DEVANAGARI LETTER HA)"),
        ("बিল", "text in Devanagari cannot be set: U+092C \"ब\" (DEVANAGARI LETTER BA)"),
        ("বিল", "text in Bengali cannot be set: U+09AC \"ব\" (BENGALI LETTER BA)"),
        ("ਬਿੱਲ", "text in Gurmukhi cannot be set: U+0A2C \"ਬ\" (GURMUKHI LETTER BA)"),
        ("બિલ", "text in Gujarati cannot be set: U+0AAC \"બ\" (GUJARATI LETTER BA)"),
        ("தமிழ்", "text in Tamil cannot be set: U+0BA4 \"த\" (TAMIL LETTER TA)"),
        ("తెలుగు", "text in Telugu cannot be set: U+0C24 \"త\" (TELUGU LETTER TA)"),
        ("ಕನ್ನಡ", "text in Kannada cannot be set: U+0C95 \"ಕ\" (KANNADA LETTER KA)"),
        ("മലയാളം", "text in Malayalam cannot be set: U+0D2E \"മ\" (MALAYALAM LETTER MA)"),
        ("සිංහල", "text in Sinhala cannot be set: U+0DC3 \"ස\" (SINHALA LETTER DANTAJA SAYANNA)"),
        ("ไทย", "text in Thai cannot be set: U+0E44 \"ไ\" (THAI CHARACTER SARA AI MAIMALAI)"),
        ("ລາວ", "text in Lao cannot be set: U+0EA5 \"ລ\" (LAO LETTER LO LOOT)"),
        ("བོད", "text in Tibetan cannot be set: U+0F56 \"བ\" (TIBETAN LETTER BA)"),
        ("မြန်မာ", "text in Myanmar cannot be set: U+1019 \"မ\" (MYANMAR LETTER MA)"),
        ("ខ្មែរ", "text in Khmer cannot be set: U+1781 \"ខ\" (KHMER LETTER KHA)"),
        ("ᠮᠣᠩ", "text in Mongolian cannot be set: U+182E \"ᠮ\" (MONGOLIAN LETTER MA)"),
        ("ꦗꦮ", "text in Javanese cannot be set: U+A997 \"ꦗ\" (JAVANESE LETTER JA)"),
        ("𑄌", "text in the script Cakm cannot be set: U+1110C \"𑄌\" (CHAKMA LETTER CAA)"),
        ("\u{301}a", "a mark without a letter before it cannot be set: U+0301 (COMBINING ACUTE ACCENT)"),
        ("\u{483}", "a mark without a letter before it cannot be set: U+0483 (COMBINING CYRILLIC TITLO)"),
        ("👍🏽", "a sign that is made of several characters cannot be set: U+1F3FD \"🏽\" (EMOJI MODIFIER FITZPATRICK TYPE-4)"),
        ("😀\u{200D}😀", "a sign that is made of several characters cannot be set: U+200D (ZERO WIDTH JOINER)"),
        ("❤\u{FE0F}\u{200D}😀", "a sign that is made of several characters cannot be set: U+200D (ZERO WIDTH JOINER)"),
        ("🇺🇸", "a sign that is made of several characters cannot be set: U+1F1FA \"🇺\" (REGIONAL INDICATOR SYMBOL LETTER U)"),
        ("1\u{FE0F}\u{20E3}", "a sign that is made of several characters cannot be set: U+20E3 (COMBINING ENCLOSING KEYCAP)"),
        ("A\u{20DD}", "a sign that is made of several characters cannot be set: U+20DD (COMBINING ENCLOSING CIRCLE)"),
        ("\u{E000}", "a character for private use cannot be set: U+E000 (without a name)"),
        ("a\u{F6C5}", "a character for private use cannot be set: U+F6C5 (without a name)"),
        ("\u{F0000}", "a character for private use cannot be set: U+F0000 (without a name)"),
        ("Nguy\u{FFFD}n", "the text has lost a character: U+FFFD \"\u{FFFD}\" (REPLACEMENT CHARACTER)"),
        ("\u{FFFC}", "the text has lost a character: U+FFFC \"\u{FFFC}\" (OBJECT REPLACEMENT CHARACTER)"),
        ("a\u{2028}b", "a control character cannot be set: U+2028 (LINE SEPARATOR)"),
        ("a\u{206A}b", "a control character cannot be set: U+206A (INHIBIT SYMMETRIC SWAPPING)"),
        ("a\u{7}", "no glyph for U+0007 (without a name) in SourceSansPro-Regular, NotoSans-Regular, DejaVuSans"),
        ("a\u{85}", "no glyph for U+0085 (without a name) in SourceSansPro-Regular, NotoSans-Regular, DejaVuSans"),
        ("葛\u{E0100}", "no glyph for U+845B"), ("A\u{FE00}", "no glyph for U+FE00 (VARIATION SELECTOR-1)"),
        ("a\u{E0041}", "a sign that is made of several characters cannot be set: U+E0041 (TAG LATIN CAPITAL LETTER A)"),
        ("a\u{1D173}", "no glyph for U+1D173 (MUSICAL SYMBOL BEGIN BEAM)"), ("a\u{115F}", "no glyph for U+115F"),
        ("a\u{FFFF}", "no glyph for U+FFFF (without a name)"), ("a\u{378}", "no glyph for U+0378 (without a name)"),
    ])
    func whatCannotBeSetIsNamed(_ text: String, _ sentence: String) {
        #expect(answer(text).hasPrefix(sentence), "\(answer(text))")
        // Within a word the same character stops it too, unless it is a mark that then has its letter.
        if !sentence.hasPrefix("a mark") { #expect(answer("x" + text).hasPrefix(sentence)) }
    }

    /// Near misses: signs of those blocks that stand alone, controls that change nothing, accents on a letter.
    @Test(arguments: [
        ("x\u{301}a", "set as 3"), ("฿120", "set as 1+3"), ("ℵ", "set as 1"), ("№5", "set as 2"), ("…−€£¥", "set as 5"),
        ("a\u{200E}b", "set as 2"), ("\u{200E}ab", "set as 2"), ("a\u{2060}b", "set as 2"), ("\u{2068}ab\u{2069}", "set as 2"),
        ("\u{FEFF}ab", "set as 2"), ("a\u{200D}b", "set as 2"), ("☎\u{FE0F}5", "set as 1+1"), ("☎\u{FE0E}", "set as 1"),
        ("😀", "set as 1"), ("\u{200E}", "set as 0"), ("Ա", "set as 1"), ("ლარი", "set as 4"), ("ᐃᓄ", "set as 2"),
        ("◌", "set as 1"),
        ("ＡΑА", "no glyph for U+FF21"), ("AΑА", "set as 1+1+1"),
    ])
    func whatStandsAloneIsSet(_ text: String, _ wanted: String) {
        #expect(answer(text).hasPrefix(wanted), "\(answer(text))")
    }

    /// By their names in Unicode, which the code does not look at.
    @Test func everyCharacterIsEitherSetWithInkOrNamed() throws {
        let refused = [
            "HEBREW ", "ARABIC ", "SYRIAC ", "THAANA ", "NKO ", "SAMARITAN ", "MANDAIC ", "ADLAM ", "DEVANAGARI ", "BENGALI ",
            "GURMUKHI ",
            "GUJARATI ", "ORIYA ", "TAMIL ", "TELUGU ", "KANNADA ", "MALAYALAM ", "SINHALA ", "THAI CHARACTER ", "LAO ",
            "TIBETAN ", "MYANMAR ",
            "KHMER ", "MONGOLIAN ", "RIGHT-TO-LEFT", "REGIONAL INDICATOR", "EMOJI MODIFIER", "COMBINING ENCLOSING",
        ]
        var set = 0
        var named = 0
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value), value < 0x20000 || value > 0xDFFFF else { continue }
            let category = scalar.properties.generalCategory
            if category == .unassigned || category == .privateUse && value > 0xE010 { continue }
            let name = scalar.properties.name ?? ""
            // On a letter, where marks may stand.
            do {
                let runs = try shaper.word("x\(scalar)", chain: TestFonts.chain).runs
                set += 1
                #expect(!refused.contains { name.hasPrefix($0) }, "U+\(String(value, radix: 16)) \(name) is set")
                #expect(runs.allSatisfy { $0.glyphs.allSatisfy { $0.id != 0 } })
                #expect(String(decoding: runs.flatMap(\.text), as: UTF8.self).unicodeScalars.elementsEqual(["x", scalar]))
                if runs.reduce(0, { $0 + $1.glyphs.count }) < 2 {
                    // One glyph for both is either a letter with its mark or one that leaves out what has no ink.
                    #expect(
                        category == .nonspacingMark || scalar.properties.isDefaultIgnorableCodePoint,
                        "U+\(String(value, radix: 16)) \(name) has vanished")
                }
            } catch { named += 1 }
        }
        #expect(set > 5_000 && named > 50_000, "\(set) are set and \(named) named")
    }

    // MARK: Shape

    /// Every glyph and where its ink stands, in units of the font: by us and by `hb-shape`.
    @Test(arguments: ["SourceSansPro-Regular", "SourceSansPro-It", "SourceSansPro-Bold", "NotoSans-Regular", "DejaVuSans"])
    func accentsStandWhereHarfBuzzPutsThem(_ name: String) throws {
        let face = try Face(bytes: TestFonts.bytes(name), name: name, id: FaceID(index: 0))
        let texts = AccentedWords.all.filter { text in
            text.unicodeScalars.allSatisfy { face.glyph(of: $0) != 0 }
        }
        let chain = FaceChain([face])
        let judge = try Tool.run(
            "hb-shape",
            [
                "--no-glyph-names", "--no-clusters", "--output-format=json", "--language=und", "--text-file=-",
                "\(TestFonts.folder)/\(name).ttf",
            ],
            input: Array(texts.joined(separator: "\n").utf8))
        #expect(judge.status == 0, "\(judge.errors)")
        let lines = judge.text.split(separator: "\n")
        try #require(lines.count == texts.count)
        var raised = 0
        for (text, line) in zip(texts, lines) {
            let glyphs = try JSONDecoder().decode([HarfBuzzGlyph].self, from: Data(line.utf8))
            var pen = 0
            let wanted = glyphs.map { glyph in
                defer { pen += glyph.ax }
                return "\(glyph.g)@\(pen + glyph.dx),\(glyph.dy)"
            }
            let runs = try shaper.word(text, chain: chain).runs
            try #require(runs.count == 1, "\(text)")
            var ours = 0
            let got = runs[0].glyphs.map { glyph in
                defer { ours += Int(glyph.advance) }
                return "\(glyph.id)@\(ours + Int(glyph.x)),\(glyph.y)"
            }
            #expect(got == wanted, "\(text) in \(name)")
            #expect(runs[0].advance == pen, "\(text) in \(name)")
            if glyphs.contains(where: { $0.dx != 0 || $0.dy != 0 }) { raised += 1 }
        }
        #expect(texts.count > 900 && raised > 250, "\(texts.count) texts, \(raised) of them with a mark that is moved")
    }

    private struct HarfBuzzGlyph: Decodable {
        let g: Int
        let dx: Int
        let dy: Int
        let ax: Int
    }

    /// Fonts place marks by the rules of one script, so a word of two is cut between them.
    @Test func aWordOfTwoScriptsIsShapedScriptByScript() throws {
        // Source Sans has a breve of its own for Cyrillic.
        let chain = FaceChain([TestFonts.face(TestFonts.body)])
        func glyphs(_ text: String) throws -> [String] {
            try shaper.word(text, chain: chain).runs.flatMap(\.glyphs).map { "\($0.id) \($0.advance) \($0.x) \($0.y)" }
        }
        for (one, other) in [
            ("H", "Є\u{306}"), ("x\u{306}", "є\u{306}"), ("H", "е\u{301}"), ("Ж\u{302}", "x\u{323}"),
            ("α\u{313}\u{301}", "ы\u{301}"), ("A1-", "й"),
        ] {
            #expect(try glyphs(one + other) == glyphs(one) + glyphs(other), "\(one)\(other)")
        }
    }
}

/// Words with accents, precomposed and not: Vietnamese, Greek, Cyrillic, and stacks that no language has.
enum AccentedWords {
    static let all = vietnamese + stacks + greek + cyrillic

    /// Every vowel with every tone; in two letters, in three, and in one.
    static let vietnamese: [String] = {
        let vowels = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"].flatMap { [$0, $0.uppercased()] }
        let tones = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"]
        let mixed = vowels.flatMap { vowel in tones.map { "Ng\(vowel)\($0)n" } }
        let apart = mixed.map(\.decomposedStringWithCanonicalMapping)
        let asTyped = ["Nge\u{302}\u{301}n", "Nge\u{323}\u{302}n", "NGO\u{31B}\u{323}N", "đo\u{302}\u{300}ng"]
        return mixed.map(\.precomposedStringWithCanonicalMapping) + mixed + apart + asTyped
    }()

    static let stacks: [String] = {
        let marks = [
            "\u{300}", "\u{301}", "\u{302}", "\u{303}", "\u{308}", "\u{30A}", "\u{30C}", "\u{323}", "\u{327}", "\u{331}",
        ]
        return ["a", "x", "g", "X", "Q"].flatMap { letter in marks.flatMap { one in marks.map { "n\(letter)\(one)\($0)k" } } }
    }()

    /// Greek and polytonic Greek, each letter in one piece and in several.
    static let greek = letters(0x370..<0x400) + letters(0x1F00..<0x2000) + ["ἄνθρωπος", "ᾧ", "Ἀθῆναι", "ω\u{313}\u{342}\u{345}"]

    static let cyrillic =
        letters(0x400..<0x530)
        + "аеиоуыэюяАЕИОУЫЭЮЯ".flatMap { letter in ["\u{300}", "\u{301}", "\u{302}", "\u{308}"].map { "т\(letter)\($0)м" } }

    private static func letters(_ range: Range<UInt32>) -> [String] {
        range.compactMap { Unicode.Scalar($0) }.filter {
            $0.properties.isAlphabetic && $0.properties.generalCategory != .nonspacingMark
        }
        .flatMap { scalar in
            let text = String(scalar)
            let apart = text.decomposedStringWithCanonicalMapping
            return apart.unicodeScalars.count > 1 ? [text, apart] : [text]
        }
    }
}
