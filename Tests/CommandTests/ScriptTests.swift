import Foundation
import TestKit
import Testing

/// Texts of many languages through the built program: what the page shows and gives back, and what is set aside by name.
@Suite struct ScriptTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write(
            #"""
            {"type": "object", "additionalProperties": false, "required": ["number", "lines"], "x-document": {"account": "number"},
             "properties": {"number": {"type": "string"}, "lines": {"type": "array", "items": {"type": "string"}}, "code": {"type": "string"}}}
            """#, "templates/note/data.schema.json")
        try write(
            "<for each=\"l in lines\"><p>{l}</p></for><if test=\"code is present\"><scanline cpi=\"5\" value=\"{code}\"/></if>")
    }

    /// One line of text for each paragraph, 20 pt apart, the first character 72 pt from the left.
    private func write(_ flow: String, font: String = "SourceSansPro-Regular", fallback: String = "NotoSans-Regular DejaVuSans")
        throws
    {
        try scratch.write(
            """
            <document kind="note" version="1" max-pages="500">
              <fonts><font name="body" files="\(font)"\(fallback.isEmpty ? "" : " fallback=\"\(fallback)\"")/></fonts>
              <styles><style name="p" font="body" size="10pt" leading="20pt"/></styles>
              <page name="all" use="rest"><body x="1in" y="36pt" w="6.5in" h="720pt"/></page>
              <flow>\(flow)</flow>
            </document>
            """, "templates/note/note.xml")
    }

    private func render(_ input: String) throws -> Tool.Result {
        try Program.run(
            [
                "render", "note", "--data", "-", "-o", "out.pdf", "--templates", scratch.path("templates"), "--fonts",
                TestFonts.folder,
            ],
            input: Array(input.utf8), in: scratch.path)
    }

    private func record(_ lines: [String]) throws -> String {
        String(decoding: try JSONEncoder().encode(["lines": lines]), as: UTF8.self).replacing(
            "{\"lines\"", with: "{\"number\":\"1\",\"lines\"")
    }

    /// Words with accents in one piece and in several, of three alphabets and of both mixed.
    private static let words: [String] = {
        let vietnamese = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"].flatMap { vowel in
            ["\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"].flatMap { tone -> [String] in
                let apart = "Ng\(vowel)\(tone)n".decomposedStringWithCanonicalMapping
                return [apart.precomposedStringWithCanonicalMapping, apart, apart.uppercased()]
            }
        }
        return vietnamese + [
            "Nguye\u{302}\u{303}n", "Nge\u{302}\u{301}n", "Nge\u{323}\u{302}n", "x\u{302}\u{301}k", "Qu\u{323}\u{308}g",
            "ἄνθρωπος", "Ἀθῆναι", "ᾧ",
            "α\u{313}\u{301}ν", "ω\u{313}\u{342}\u{345}", "Ελλάδα", "Жёлтый", "е\u{308}ж", "те\u{301}ст", "Ж\u{302}м",
            "щу\u{301}ка", "Їжак",
            "Hе\u{301}y", "Łódź", "Škoda", "Ångström", "A\u{30A}ngstro\u{308}m", "œuvre", "ﬁn", "office", "AVATAR", "ქართული",
            "Հայերեն", "b\u{302}d",
            "т\u{302}м", "р\u{301}т", "g\u{323}k",
        ]
    }()

    @Test func everyAccentComesBackAsItWentIn() throws {
        let lines =
            Self.words + [
                "те\u{301}ст, Жу\u{301}к: x\u{302}\u{301} и y", "Nguye\u{302}\u{303}n Ba\u{301} 5", "a b\u{302} c\u{323} d",
            ]
        let made = try render(record(lines))
        #expect(made.status == 0, "\(made.errors)")
        let text = try Tool.run("pdftotext", ["-raw", scratch.path("out.pdf"), "-"]).text
        let back = text.split { $0 == "\n" || $0 == "\u{C}" }.map(String.init)
        try #require(back.count == lines.count, "\(back)")
        for (word, line) in zip(lines, back) {
            // Character by character, what was decomposed as such: not only canonically equal.
            #expect(
                line.unicodeScalars.elementsEqual(word.unicodeScalars), "\(word) came back as \(line.unicodeScalars.map(\.value))"
            )
        }
    }

    /// The places of ink in the file, as mutool reads them, beside what `hb-shape` says of the same word.
    @Test(arguments: ["SourceSansPro-Regular", "NotoSans-Regular", "DejaVuSans"])
    func marksStandOnThePageWhereHarfBuzzPutsThem(_ font: String) throws {
        try write("<for each=\"l in lines\"><p>{l}</p></for>", font: font, fallback: "")
        let missing = ["SourceSansPro-Regular": ["ქართული", "Հայերեն"], "NotoSans-Regular": ["ქართული", "Հայերեն"]][font] ?? []
        // A word of two scripts is shaped as two, which hb-shape does not do by itself.
        let words = Self.words.filter { $0 != "Hе\u{301}y" && !missing.contains($0) }
        let made = try render(record(words))
        #expect(made.status == 0, "\(made.errors)")
        let judge = try Tool.run(
            "hb-shape",
            [
                "--no-glyph-names", "--output-format=json", "--language=und", "--font-size=1000", "--text-file=-",
                "\(TestFonts.folder)/\(font).ttf",
            ],
            input: Array(words.joined(separator: "\n").utf8))
        let shaped = judge.text.split(separator: "\n")
        #expect(judge.status == 0, "\(judge.errors)")
        var glyphs = try drawn()[...]
        #expect(!glyphs.contains { $0.id == 0 }, "no glyph is .notdef")
        try #require(shaped.count == words.count)
        let base = glyphs.first?.y ?? 0
        var raised = 0
        for (number, (word, line)) in zip(words, shaped).enumerated() {
            var pen = 0.0
            for wanted in try JSONDecoder().decode([HarfBuzzGlyph].self, from: Data(line.utf8)) {
                let next = glyphs.popFirst()
                let glyph = try #require(next, "\(word)")
                let x = 72 + (pen + wanted.dx) / 100
                let y = base - Double(number % 36 * 20) + wanted.dy / 100
                #expect(abs(glyph.x - x) < 0.05 && abs(glyph.y - y) < 0.02, "\(word): \(glyph), wanted \(x), \(y)")
                pen += wanted.ax
                if wanted.dy != 0 || wanted.dx != 0 { raised += 1 }
            }
        }
        #expect(glyphs.isEmpty && raised >= 5, "\(raised) marks are moved")
    }

    private struct HarfBuzzGlyph: Decodable {
        let dx: Double
        let dy: Double
        let ax: Double
    }

    /// What cannot be set right is set aside, by field, script and code point; the documents around it are made.
    @Test func otherWritingIsSetAsideByName() throws {
        let cases = [
            ("שלום", "text in Hebrew, which runs from right to left, cannot be set: U+05E9 \"ש\" (HEBREW LETTER SHIN)"),
            ("Room 5 سلام", "text in Arabic, which runs from right to left, cannot be set: U+0633 \"س\" (ARABIC LETTER SEEN)"),
            ("abc\u{202E}cba", "text that is turned from right to left cannot be set: U+202E (RIGHT-TO-LEFT OVERRIDE)"),
            ("नमस्ते", "text in Devanagari cannot be set: U+0928 \"न\" (DEVANAGARI LETTER NA)"),
            ("தமிழ்", "text in Tamil cannot be set: U+0BA4 \"த\" (TAMIL LETTER TA)"),
            ("ภาษาไทย", "text in Thai cannot be set: U+0E20 \"ภ\" (THAI CHARACTER PHO SAMPHAO)"),
            ("ລາວ", "text in Lao cannot be set: U+0EA5 \"ລ\" (LAO LETTER LO LOOT)"),
            ("ភាសាខ្មែរ", "text in Khmer cannot be set: U+1797 \"ភ\" (KHMER LETTER PHO)"),
            ("မြန်မာ", "text in Myanmar cannot be set: U+1019 \"မ\" (MYANMAR LETTER MA)"),
            ("བོད", "text in Tibetan cannot be set: U+0F56 \"བ\" (TIBETAN LETTER BA)"),
            ("\u{301}abc", "a mark without a letter before it cannot be set: U+0301 (COMBINING ACUTE ACCENT)"),
            ("abc \u{323}", "a mark without a letter before it cannot be set: U+0323 (COMBINING DOT BELOW)"),
            ("👨\u{200D}👩\u{200D}👧", "a sign that is made of several characters cannot be set: U+200D (ZERO WIDTH JOINER)"),
            ("🇺🇸", "a sign that is made of several characters cannot be set: U+1F1FA \"🇺\" (REGIONAL INDICATOR SYMBOL LETTER U)"),
            ("Nguy\u{FFFD}n", "the text has lost a character: U+FFFD \"\u{FFFD}\" (REPLACEMENT CHARACTER)"),
            ("\u{E001}", "a character for private use cannot be set: U+E001 (without a name)"),
            (
                "葛\u{E0100}飾",
                "no glyph for U+845B \"葛\" (CJK UNIFIED IDEOGRAPH-845B) in SourceSansPro-Regular, NotoSans-Regular, DejaVuSans"
            ),
            ("☺\u{FE00}", "no glyph for U+FE00 (VARIATION SELECTOR-1) in SourceSansPro-Regular, NotoSans-Regular, DejaVuSans"),
            ("a\u{7}", "no glyph for U+0007 (without a name) in SourceSansPro-Regular, NotoSans-Regular, DejaVuSans"),
        ]
        let made = try render(try cases.map { try record(["good", $0.0]) + "\n" + record(["fine"]) }.joined(separator: "\n"))
        #expect(made.status == 3 && made.text.contains("\(cases.count) documents, \(cases.count) set aside"), "\(made.text)")
        let told = made.errors.split(separator: "\n").filter { $0.hasPrefix("set aside") }
        try #require(told.count == cases.count, "\(made.errors)")
        for (index, (line, (_, sentence))) in zip(told, cases).enumerated() {
            #expect(
                line.hasPrefix("set aside: account …, line \(index * 2 + 1): note/note.xml:5:")
                    && line.hasSuffix(": l: \(sentence)"), "\(line)")
        }
        let text = try Tool.run("pdftotext", ["-raw", scratch.path("out.pdf"), "-"]).text
        #expect(text.split { $0 == "\n" || $0 == "\u{C}" }.allSatisfy { $0 == "fine" })
    }

    /// A code is set character by character: what stands upon another or has no ink would be wrong there.
    @Test func aCodeHoldsOnlyCharactersThatStandAlone() throws {
        try write("<scanline cpi=\"5\" value=\"{code ?? ''}\"/>", font: "DejaVuSans", fallback: "")
        for (code, sentence) in [
            ("12ש", "text in Hebrew, which runs from right to left, cannot be set: U+05E9"),
            ("12e\u{301}", "a mark without a letter before it cannot be set: U+0301"),
            ("1\u{200B}2", "a control character cannot be set: U+200B"),
            ("1\u{FEFF}2", "a control character cannot be set: U+FEFF"), ("1水", "no glyph for U+6C34"),
        ] {
            let made = try render(record([]).replacing("\"lines\":[]", with: "\"lines\":[],\"code\":\"\(code)\""))
            #expect(made.status == 3 && made.errors.contains(sentence), "\(made.errors)")
        }
        let good = try render(record([]).replacing("\"lines\":[]", with: "\"lines\":[],\"code\":\"12é\""))
        #expect(good.status == 0, "\(good.errors)")
    }

    /// Controls that change nothing here leave no trace on the page, and no character of the text is lost.
    @Test func controlsWithoutEffectLeaveNoInk() throws {
        let plain = ["abcd", "☎ 5", "AV"]
        let dressed = ["ab\u{2060}c\u{200E}d", "\u{2068}☎\u{FE0F} 5\u{2069}", "\u{FEFF}AV"]
        #expect(try render(record(plain)).status == 0)
        let wanted = try drawn().map(\.rounded)
        #expect(try render(record(dressed)).status == 0)
        #expect(try drawn().map(\.rounded) == wanted)
        let text = try Tool.run("pdftotext", ["-raw", scratch.path("out.pdf"), "-"]).text
        let back = text.split { $0 == "\n" || $0 == "\u{C}" }
        #expect(
            back.count == 3
                && zip(back, plain).allSatisfy { line, word in
                    line.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }.elementsEqual(word.unicodeScalars)
                }, "\(back)")
    }

    /// The glyphs that a reader draws, with the places of their pens.
    private func drawn() throws -> [Glyph] {
        let trace = try Tool.run("mutool", ["trace", scratch.path("out.pdf")])
        #expect(trace.status == 0 && trace.errors == "", "\(trace.errors)")
        // Without the characters themselves: an accent would be one letter with the quote before it.
        let plain = String(decoding: trace.output.filter { $0 < 0x80 }, as: UTF8.self)
        return plain.matches(of: /<g .*glyph="(\d+)" x="([\d.]+)" y="([\d.]+)"/).map {
            Glyph(id: Int($0.output.1)!, x: Double($0.output.2)!, y: Double($0.output.3)!)
        }
    }

    private struct Glyph {
        let id: Int
        let x: Double
        let y: Double

        /// To a hundredth of a point.
        var rounded: String { "\(id) \(Int((x * 100).rounded())),\(Int((y * 100).rounded()))" }
    }

    /// Static text is refused when the template is compiled, with its place.
    @Test func theTemplatesOwnTextIsRefusedWithItsPlace() throws {
        for (text, sentence) in [
            ("שלום", "text in Hebrew, which runs from right to left, cannot be set: U+05E9 \"ש\" (HEBREW LETTER SHIN)"),
            ("हिन्दी", "text in Devanagari cannot be set: U+0939 \"ह\" (DEVANAGARI LETTER HA)"),
            ("&#x301;abc", "a mark without a letter before it cannot be set: U+0301 (COMBINING ACUTE ACCENT)"),
            ("水", "no glyph for U+6C34"), ("&#xFFFD;", "the text has lost a character: U+FFFD"),
        ] {
            try write("<p>good</p>\n<p>  \(text)</p>")
            let checked = try Program.run(
                ["check", "note", "--templates", scratch.path("templates"), "--fonts", TestFonts.folder], in: scratch.path)
            #expect(checked.status == 2)
            #expect(
                (checked.text + checked.errors).contains("note/note.xml:6:4: error T206: \(sentence)"),
                "\(checked.text)\(checked.errors)")
        }
    }
}
