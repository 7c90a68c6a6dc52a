import Fonts
import Pages
import TestKit
import Testing

@testable import Layout

/// The texts of lines as a reader meets them: words stand apart where a space is seen or a line ends, and go on where one is
/// cut.
@Suite struct ReadTextTests {
    private func runs(_ frame: Frame) -> [Shaped] { Places.runs(of: frame).map(\.run.shaped) }

    private func texts(_ frame: Frame) -> [String] { runs(frame).map { String(decoding: $0.text, as: UTF8.self) } }

    private func texts(_ text: String, width: Length) throws -> [String] {
        let flow = Flow(try TestParagraphs.paragraph(text), through: Size(width: width, height: .endless))
        #expect(flow.isWhole)
        return texts(flow.frames[0])
    }

    /// The frame of a paragraph that is built piece by piece, in lines of 200 pt.
    private func built(_ add: (inout ParagraphBuilder) throws -> Void) throws -> Frame {
        var builder = ParagraphBuilder(shaper: Shaper())
        try add(&builder)
        return Flow(builder.paragraph(ParagraphStyle(), base: TestStyles.body, role: .paragraph), 200, 100).frames[0]
    }

    private func natural(_ text: String) throws -> Length { try TestParagraphs.paragraph(text).naturalWidth }

    private static let spanish = TextStyle(
        chain: TestFonts.chain, size: .points(10), leading: .points(12), role: .language(Label("es")))

    // MARK: Spaces

    @Test func aLineThatWrapsAtASpaceEndsInOne() throws {
        let width = try natural("water bill")
        #expect(try texts("water bill due now", width: width) == ["water bill ", "due now"])
        let flow = Flow(try TestParagraphs.paragraph("water bill due"), through: Size(width: width, height: .endless))
        let first = try #require(runs(flow.frames[0]).first)
        #expect(first.glyphs.count == 10 && first.text.count == 11, "no glyph is drawn for it")
        #expect(first.glyphs.reduce(0) { $0 + Int($1.textLength) } == 10)
        #expect(first.advance == first.glyphs.reduce(0) { $0 + Int($1.advance) }, "and it takes no room")
    }

    @Test func aLineThatItsAuthorEndsEndsInASpace() throws {
        let frame = try built {
            try $0.add("one", style: TestStyles.body)
            $0.addLineBreak(style: TestStyles.body)
            try $0.add("two", style: TestStyles.body)
        }
        #expect(texts(frame) == ["one ", "two"])
    }

    @Test func aParagraphEndsInNoSpace() throws {
        #expect(try texts("water", width: .points(200)) == ["water"])
        #expect(try texts("water bill ", width: .points(200)) == ["water bill"])
        let frame = try built {
            try $0.add("one two", style: TestStyles.body)
            $0.addLineBreak(style: TestStyles.body)
        }
        #expect(texts(frame) == ["one two"], "nor where a line end stands last")
    }

    @Test func aLineBeforeAPageEndEndsInASpace() throws {
        let paragraph = try TestParagraphs.paragraph("water bill due", orphans: 1, widows: 1)
        let flow = Flow(paragraph, through: Size(width: try natural("water bill"), height: .points(12)))
        #expect(flow.frames.map(texts) == [["water bill "], ["due"]])
    }

    @Test func aSpaceBetweenTwoStylesBelongsToTheFirst() throws {
        let before = try built {
            try $0.add("Total ", style: TestStyles.body)
            try $0.add("paid", style: TestStyles.bold)
        }
        #expect(texts(before) == ["Total ", "paid"])
        #expect(runs(before).map(\.glyphs.count) == [6, 4], "of its own style it is drawn")
        let after = try built {
            try $0.add("Total", style: TestStyles.body)
            try $0.add(" paid", style: TestStyles.bold)
        }
        #expect(texts(after) == ["Total ", "paid"])
        #expect(runs(after).map(\.glyphs.count) == [5, 4], "of the next style it is room alone")
        let none = try built {
            try $0.add("Total", style: TestStyles.body)
            try $0.add("paid", style: TestStyles.bold)
        }
        #expect(texts(none) == ["Total", "paid"])
    }

    @Test func aTabIsASpaceToAReader() throws {
        func tabbed(_ text: String) throws -> [String] {
            texts(
                try built {
                    try $0.add(text, style: TestStyles.body)
                    $0.addTab(TabStop(align: .right, at: nil), style: TestStyles.body)
                    try $0.add("$1.00", style: TestStyles.body)
                })
        }
        #expect(try tabbed("Due") == ["Due ", "$1.00"])
        #expect(try tabbed("") == ["$1.00"], "nothing stands before it")
    }

    @Test func aWordThatIsCutGoesOn() throws {
        let hundredth = Length(hundredths: 1)
        #expect(try texts("shut-off", width: try natural("shut-off") - hundredth) == ["shut-", "off"])
        #expect(try texts("and/or", width: try natural("and/or") - hundredth) == ["and/", "or"])
        #expect(try texts("kilo\u{200B}gallons", width: try natural("gallons")) == ["kilo", "gallons"])
    }

    @Test func theHyphenOfACutWordIsASoftOne() throws {
        let width = try natural("burse") + .points(2)
        #expect(try texts("re\u{AD}im\u{AD}burse", width: width) == ["reim\u{AD}", "burse"])
        #expect(try texts("re\u{AD}im\u{AD}burse", width: .points(200)) == ["reimburse"], "which a whole word has not")
        let flow = Flow(
            try TestParagraphs.paragraph("re\u{AD}im\u{AD}burse"), through: Size(width: width, height: .endless))
        let first = try #require(runs(flow.frames[0]).first)
        #expect(first.glyphs.last?.id == TestFonts.face(TestFonts.body).glyph(of: "-"), "a hyphen is what is drawn")
        #expect(first.glyphs.reduce(0) { $0 + Int($1.textLength) } == first.text.count)
    }

    // MARK: Text that is something to a reader

    @Test func textOfAnotherLanguageStandsInItsOwnFrame() throws {
        func say(_ style: TextStyle) throws -> Frame {
            try built {
                try $0.add("Say ", style: TestStyles.body)
                try $0.add("buenos dias", style: style)
                try $0.add(" or not", style: TestStyles.body)
            }
        }
        let frame = try say(Self.spanish)
        #expect(
            Outline.of(frame) == """
                p
                  "Say "
                  language es
                    "buenos dias "
                  "or not"
                """)
        let plain = try say(TextStyle(chain: TestFonts.chain, size: .points(10), leading: .points(12)))
        #expect(Places.table(of: [frame]) == Places.table(of: [plain]), "and nothing is moved by it")
    }

    @Test func aWordAloneStandsInItsFrameToo() throws {
        let frame = Flow(try TestParagraphs.paragraph("hola", Self.spanish), 200, 100).frames[0]
        #expect(Outline.of(frame) == "p\n  language es\n    \"hola\"")
    }

    // MARK: Texts that are cut short

    /// The first line of a text whose second line is left out.
    private func shortened(_ text: String, room: Int) throws -> Shaped {
        var builder = ParagraphBuilder(shaper: Shaper())
        try builder.add(text, style: TestStyles.body)
        builder.addLineBreak(style: TestStyles.body)
        try builder.add("more", style: TestStyles.body)
        let style = ParagraphStyle(align: .left, orphans: 1, widows: 1)
        let flow = Flow(builder.paragraph(style, base: TestStyles.body, role: .paragraph), 200, 12)
        #expect(texts(flow.frames[0]) == [text + " "])
        let frame = Truncation(mark: "…", book: TestFonts.book).applied(to: flow.frames[0], room: .points(room))
        return try #require(runs(frame).first)
    }

    @Test func aSpaceWithoutAGlyphIsNoneOfWhatIsCutShort() throws {
        let whole = try shortened("Your money", room: 200)
        #expect(String(decoding: whole.text, as: UTF8.self) == "Your money…")
        #expect(whole.glyphs.count == 11)
        let cut = try shortened("Your money", room: 30)
        let text = String(decoding: cut.text, as: UTF8.self)
        #expect(text.hasSuffix("…") && !text.hasSuffix(" …") && "Your money".hasPrefix(text.dropLast()), "\(text)")
        #expect(text.count < 11 && text.count > 2, "\(text)")
        for run in [whole, cut] {
            #expect(run.glyphs.reduce(0) { $0 + Int($1.textLength) } == run.text.count, "each glyph has its text")
        }
    }
}
