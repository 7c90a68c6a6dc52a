import Fonts
import Pages
import TestKit
import Testing

@testable import Layout

@Suite struct ParagraphTests {
    /// The lines that a text takes at a width, as strings.
    private func lines(_ text: String, _ style: TextStyle = TestStyles.body, width: Length) throws -> [String] {
        let flow = Flow(try TestParagraphs.paragraph(text, style), through: Size(width: width, height: .endless))
        if let failure = flow.failure { return [failure.description] }
        return rows(of: flow.frames[0])
    }

    private func rows(of frame: Frame) -> [String] {
        var rows: [(y: Length, text: String)] = []
        for (at, run) in Places.runs(of: frame) {
            let text = String(decoding: run.shaped.text, as: UTF8.self)
            if rows.last?.y == at.y { rows[rows.count - 1].text += text } else { rows.append((at.y, text)) }
        }
        return rows.map { Places.drawn(Array($0.text.utf8)) }
    }

    /// How wide a text is when nothing wraps it.
    private func natural(_ text: String, _ style: TextStyle = TestStyles.body) throws -> Length {
        try TestParagraphs.paragraph(text, style).naturalWidth
    }

    private let hundredth = Length(hundredths: 1)

    @Test func wrapsAtSpacesWhenOneHundredthIsLacking() throws {
        let width = try natural("water bill")
        #expect(try lines("water bill", width: width) == ["water bill"])
        #expect(try lines("water bill", width: width - hundredth) == ["water", "bill"])
        #expect(try lines("water bill due", width: width) == ["water bill", "due"], "the space at a line's end takes no room")
    }

    @Test func whiteSpaceRunsTogether() throws {
        #expect(try lines("  water \n\t bill  ", width: .points(200)) == ["water bill"])
    }

    @Test func breaksAfterHyphensAndSlashes() throws {
        #expect(try lines("shut-off", width: try natural("shut-off") - hundredth) == ["shut-", "off"])
        #expect(try lines("and/or", width: try natural("and/or") - hundredth) == ["and/", "or"])
        #expect(try lines("past–due", width: try natural("past–due") - hundredth) == ["past–", "due"])
        #expect(try lines("now—then", width: try natural("now—then") - hundredth) == ["now—", "then"])
    }

    /// Near misses of the rule above: each of these words is whole or does not fit.
    @Test(arguments: [
        "07-31", "A-1", "1/2", "https://", "a--", "(on-)", "either/,", "A/\"", "x-\u{301}", "-5", "2024–25", "U\u{2011}Bahn",
        "12\u{A0}kg", "a\u{2060}b", "well-\u{2060}known", "a/\u{483}b",
    ])
    func doesNotBreakWithin(_ text: String) throws {
        let paragraph = try TestParagraphs.paragraph(text)
        #expect(paragraph.items.count == 1)
        let flow = Flow(paragraph, through: Size(width: paragraph.naturalWidth - hundredth, height: .endless))
        #expect(
            flow.failure?.description
                == "a word of \(text.count) character\(text.count == 1 ? "" : "s") is 0.01 pt wider than its line of \(paragraph.naturalWidth - hundredth) pt"
        )
        #expect(flow.failure?.text == text)
    }

    @Test func softHyphenShowsOnlyWhereTheLineBreaks() throws {
        let text = "re\u{AD}im\u{AD}burse"
        #expect(try lines(text, width: .points(200)) == ["reimburse"])
        #expect(try lines(text, width: try natural("burse") + .points(2)) == ["reim-", "burse"])
    }

    @Test func softHyphenNeedsRoomForItsHyphen() throws {
        // "reim" fits but "reim-" does not: the line breaks one place earlier.
        let width = try natural("re") + natural("im") + natural("-") - hundredth
        #expect(try lines("re\u{AD}im\u{AD}bu", width: width) == ["re-", "imbu"])
    }

    @Test func zeroWidthSpaceBreaksWithoutATrace() throws {
        #expect(try lines("kilo\u{200B}gallons", width: .points(200)) == ["kilogallons"])
        #expect(try lines("kilo\u{200B}gallons", width: try natural("gallons")) == ["kilo", "gallons"])
    }

    /// No committed face has ideographs, so a face is made whose letters stand for some.
    @Test func breaksBetweenIdeographsButNotBeforeWhatCloses() throws {
        var edit = TrueTypeEdit(try TestFonts.bytes(TestFonts.scanLine))
        let letter = TestFonts.face(TestFonts.scanLine).glyph(of: "A")
        var glyphs: [UInt32: UInt16] = [:]
        for scalar in "水道料金「」。、がき\u{3099}ー abc".unicodeScalars { glyphs[scalar.value] = letter }
        edit.map(glyphs)
        let face = try Face(bytes: edit.file, name: "Ideographs", id: FaceID(index: 0))
        let style = TextStyle(chain: FaceChain([face]), size: .points(10), leading: .points(12))
        let one = style.chain.first.scaled(face.advance(of: letter), at: style.size)

        func lines(_ text: String, _ count: Int) throws -> [String] {
            let flow = Flow(try TestParagraphs.paragraph(text, style), through: Size(width: one * count, height: .endless))
            #expect(flow.failure == nil)
            return flow.texts.flatMap { $0 }
        }
        #expect(try lines("水道料金", 3) == ["水道料", "金"])
        #expect(try lines("水道料。金", 3) == ["水道", "料。金"], "a full stop does not begin a line")
        #expect(try lines("水道「料」", 3) == ["水道", "「料」"], "an opening bracket does not end a line")
        #expect(try lines("水道ー料", 2) == ["水", "道ー", "料"], "nor a sound mark begin one")
        #expect(try lines("水ab料金", 4) == ["水ab料", "金"], "letters are not cut, and stay with their neighbours")
        #expect(try lines("がが", 1) == ["が", "が"])
        #expect(try lines("水道き\u{3099}", 2) == ["水道", "き\u{3099}"], "a voiced sound mark stays with its letter")
    }

    @Test func ideographRule() {
        func mayBreak(_ before: String, _ after: String) -> Bool {
            Array((before + after).utf8).withUnsafeBufferPointer { Ideograph.mayBreak(before: $0, at: before.utf8.count) }
        }
        #expect(mayBreak("水", "道"))
        #expect(mayBreak("。", "水"))
        #expect(mayBreak("한", "국"))
        #expect(mayBreak("𠀀", "水"))
        #expect(!mayBreak("水", "。"))
        #expect(!mayBreak("水", "）"))
        #expect(!mayBreak("「", "水"))
        #expect(!mayBreak("a", "水"))
        #expect(!mayBreak("か", "\u{3099}"))
        #expect(!mayBreak("水", "\u{3000}"))
    }

    /// A Vietnamese name with its accents written apart, at every width.
    @Test func neverCutsWithinACharacter() throws {
        let text = "Nguye\u{302}\u{303}n\u{AD}-Va\u{306}n/Ðu\u{31B}\u{301}c-A\u{302}\u{301}u"
        let whole = text.filter { $0 != "\u{AD}" }
        for hundredths in stride(from: 2_000, to: 12_000, by: 50) {
            let flow = Flow(
                try TestParagraphs.paragraph(text), through: Size(width: Length(hundredths: hundredths), height: .endless))
            guard flow.isWhole else { continue }
            for line in rows(of: flow.frames[0]) {
                let first = try #require(line.unicodeScalars.first)
                #expect(!(0x300...0x36F).contains(first.value), "a line begins with a combining accent at \(hundredths)")
            }
            let set = rows(of: flow.frames[0]).joined()
            #expect(set == whole || set.filter { $0 != "-" } == whole.filter { $0 != "-" })
        }
    }

    @Test func linesStandLeftRightAndInTheMiddle() throws {
        let width = try natural("due")
        for (align, x) in [(Alignment.left, Length.zero), (.right, .points(100) - width), (.center, (.points(100) - width) / 2)] {
            let flow = Flow(try TestParagraphs.paragraph("due", align: align), 100, 50)
            #expect(Places.runs(of: flow.frames[0]).map(\.at.x) == [x])
            #expect(flow.frames[0].size == Size(width: .points(100), height: .points(12)))
        }
    }

    private func tabbed(_ left: String, _ stop: TabStop, _ right: String) throws -> Paragraph {
        var builder = ParagraphBuilder(shaper: Shaper())
        try builder.add(left, style: TestStyles.body)
        builder.addTab(stop, style: TestStyles.body)
        try builder.add(right, style: TestStyles.body)
        return builder.paragraph(ParagraphStyle(), base: TestStyles.body, role: nil)
    }

    @Test func rightTabEndsAtTheEdgeAndLeftTabStartsAtItsStop() throws {
        let width = try natural("1,208.10")
        func start(_ stop: TabStop) throws -> Length? {
            let flow = Flow(try tabbed("Water", stop, "1,208.10"), 200, 50)
            return Places.runs(of: flow.frames[0]).last?.at.x
        }
        #expect(try start(TabStop(align: .right, at: nil)) == .points(200) - width)
        #expect(try start(TabStop(align: .right, at: .points(150))) == .points(150) - width)
        #expect(try start(TabStop(align: .left, at: .points(70))) == .points(70))
        #expect(try start(TabStop(align: .center, at: .points(100))) == .points(100) - width / 2)
    }

    @Test func tabNeverGoesBack() throws {
        let flow = Flow(try tabbed("Water and sewer", TabStop(align: .left, at: .points(10)), "9"), 200, 50)
        let runs = Places.runs(of: flow.frames[0])
        #expect(runs.count == 2 && runs[1].at.x >= runs[0].at.x + runs[0].run.width)
    }

    @Test func naturalWidthOfATabbedLineIsItsText() throws {
        let paragraph = try tabbed("Water", TabStop(align: .right, at: nil), "12.50")
        // A space's width at least stands between them.
        #expect(paragraph.naturalWidth == (try natural("Water 12.50")))
    }

    @Test func tooMuchAtATabDoesNotFit() throws {
        let flow = Flow(try tabbed("Water", TabStop(align: .left, at: .points(300)), "9"), 200, 50)
        #expect(flow.failure != nil && flow.failure?.text == "")
    }

    /// Six lines of one word each, with two orphans and two widows asked for.
    @Test func cutsLeaveTwoLinesOnEachSide() throws {
        let text = "aaaa bbbb cccc dddd eeee ffff"
        let paragraph = try TestParagraphs.paragraph(text)
        let width = try natural("aaaa") + .points(6)
        func pages(_ heights: [Int]) -> [Int] {
            var rest: any Block = Stack([Rigid("A", 1, 100), paragraph])
            var counts: [Int] = []
            for height in heights {
                switch rest.fit(into: Region(size: Size(width: width, height: .points(height)))) {
                case .whole(let frame): return counts + [Places.texts(of: frame).count]
                case .part(let frame, let more):
                    counts.append(Places.texts(of: frame).count)
                    rest = more
                case .none: return counts + [-1]
                }
            }
            return counts
        }
        #expect(pages([100 + 72]) == [6])
        #expect(pages([100 + 60, 500]) == [4, 2], "five lines fit, but one may not go alone")
        #expect(pages([100 + 36, 500]) == [3, 3])
        #expect(pages([100 + 24, 500]) == [2, 4])
        #expect(pages([100 + 12, 500]) == [0, 6], "one line may not stay alone")
    }

    @Test func onAnEmptyPageALineAloneIsBetterThanNone() throws {
        let paragraph = try TestParagraphs.paragraph("aaaa bbbb cccc")
        let flow = Flow(paragraph, through: Size(width: try natural("aaaa") + .points(6), height: .points(12)))
        #expect(flow.texts == [["aaaa"], ["bbbb"], ["cccc"]])
    }

    @Test func aLineOfMixedStylesIsAsTallAsItsTallest() throws {
        var builder = ParagraphBuilder(shaper: Shaper())
        try builder.add("Pay ", style: TestStyles.body)
        try builder.add("$12.50", style: TestStyles.large)
        try builder.add(" now", style: TestStyles.body)
        let flow = Flow(builder.paragraph(ParagraphStyle(), base: TestStyles.body, role: nil), 300, 50)
        let runs = Places.runs(of: flow.frames[0])
        #expect(flow.heights == ["22"])
        #expect(runs.map(\.run.size) == [.points(10), .points(18), .points(10)])
        #expect(Set(runs.map(\.at.y)).count == 1, "one baseline")
        for (one, next) in zip(runs, runs.dropFirst()) { #expect(next.at.x >= one.at.x + one.run.width - hundredth) }
    }

    @Test func wordsInOneStyleBecomeOneRunWithItsText() throws {
        let flow = Flow(try TestParagraphs.paragraph("Total amount due now"), 300, 50)
        #expect(flow.texts == [["Total amount due now"]])
    }

    @Test func aWordInAnotherFaceKeepsItsPlace() throws {
        let flow = Flow(try TestParagraphs.paragraph("Total ლარი paid"), 300, 50)
        let runs = Places.runs(of: flow.frames[0])
        #expect(runs.map { String(decoding: $0.run.shaped.text, as: UTF8.self) }.joined(separator: "|") == "Total |ლარი |paid")
        #expect(Set(runs.map(\.run.shaped.face)).count == 2)
    }

    @Test func aWordWiderThanTheLineIsNamedByItsLength() throws {
        let flow = Flow(try TestParagraphs.paragraph("a Wilhelminenhofstrasse"), 40, 500)
        #expect(flow.frames.isEmpty)
        #expect(flow.failure?.description.hasPrefix("a word of 21 characters is ") == true)
        #expect(flow.failure?.description.hasSuffix(" pt wider than its line of 40 pt") == true)
        #expect(flow.failure?.text == "Wilhelminenhofstrasse")
    }

    @Test func emptyLinesHaveTheHeightOfTheirStyle() throws {
        var builder = ParagraphBuilder(shaper: Shaper())
        try builder.add("a", style: TestStyles.body)
        builder.addLineBreak(style: TestStyles.body)
        builder.addLineBreak(style: TestStyles.large)
        try builder.add("b", style: TestStyles.body)
        let flow = Flow(builder.paragraph(ParagraphStyle(), base: TestStyles.body, role: nil), 300, 100)
        #expect(flow.heights == ["46"])
    }

    @Test func aParagraphOfNothingTakesNoRoom() throws {
        for text in ["", " ", "\n \t"] {
            let flow = Flow(try TestParagraphs.paragraph(text), 100, 0)
            #expect(flow.heights == ["0"])
        }
    }

    @Test func aFaceWithoutASpaceIsNotSetWithAnEmptyBox() throws {
        var edit = TrueTypeEdit(try TestFonts.bytes(TestFonts.scanLine))
        edit.map([0x41: TestFonts.face(TestFonts.scanLine).glyph(of: "A")])
        let face = try Face(bytes: edit.file, name: "Spaceless", id: FaceID(index: 0))
        let style = TextStyle(chain: FaceChain([face]), size: .points(10), leading: .points(12))
        #expect(try TestParagraphs.paragraph("AA", style).items.count == 1)
        let fault = #expect(throws: MissingGlyph.self) { try TestParagraphs.paragraph("A A", style) }
        #expect(fault.map { "\($0)" } == "no glyph for U+0020 \" \" (SPACE) in Spaceless")
    }

    @Test func aMissingGlyphStopsTheParagraph() {
        #expect(throws: MissingGlyph.self) { try TestParagraphs.paragraph("pay 水 now") }
    }
}
