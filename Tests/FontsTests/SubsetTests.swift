import Pages
import TestKit
import Testing

@testable import Fonts

@Suite struct SubsetTests {
    /// The outlines of a font program by its own glyph numbers (OpenType 1.9: head, maxp, loca).
    private func outlines(_ program: [UInt8]) throws -> [Range<Int>] {
        let tables = TrueTypeEdit(program)
        let head = try #require(tables["head"])
        let loca = try #require(tables["loca"])
        let count = TrueTypeEdit.u16(try #require(tables["maxp"]), 4)
        let offset: (Int) -> Int = {
            TrueTypeEdit.u16(head, 50) == 0 ? 2 * TrueTypeEdit.u16(loca, 2 * $0) : TrueTypeEdit.u32(loca, 4 * $0)
        }
        return (0..<count).map { offset($0)..<offset($0 + 1) }
    }

    private func glyphs(_ text: String, _ face: Face) -> [UInt16] { Set(text.unicodeScalars.map(face.glyph)).sorted() }

    @Test(arguments: [TestFonts.body, TestFonts.fallback, TestFonts.symbols, TestFonts.scanLine])
    func itHoldsTheGlyphsAskedForAndLeadsToThem(_ name: String) throws {
        let face = TestFonts.face(name)
        let asked = glyphs("AB07", face)
        let subset = try face.subset(glyphs: asked)
        let whole = TrueTypeEdit(try TestFonts.bytes(name))
        let old = try outlines(TestFonts.bytes(name))
        let new = try outlines(subset.program)
        #expect(new.count == asked.count + 1, "one more is .notdef")
        #expect(subset.glyphMap.count == 2 * (Int(asked.last!) + 1))
        var seen: Set<Int> = [0]
        for glyph in asked {
            let small = TrueTypeEdit.u16(subset.glyphMap, 2 * Int(glyph))
            #expect(seen.insert(small).inserted && small < new.count)
            // Ten bytes of a simple glyph's head, its contours and its box, are the same in both.
            let from = try #require(whole["glyf"])[old[Int(glyph)]].prefix(10)
            let to = try #require(TrueTypeEdit(subset.program)["glyf"])[new[small]].prefix(10)
            #expect(Array(from) == Array(to))
        }
        for glyph in 0..<Int(asked.last!) where !asked.contains(UInt16(glyph)) {
            #expect(TrueTypeEdit.u16(subset.glyphMap, 2 * glyph) == 0)
        }
    }

    @Test func partsOfACompositeComeAlong() throws {
        let face = TestFonts.face(TestFonts.symbols)
        let subset = try face.subset(glyphs: glyphs("é", face))
        #expect(try outlines(subset.program).count >= 2)
        #expect(try outlines(subset.program).dropFirst().contains { !$0.isEmpty })
    }

    @Test func hintingIsLeftOut() throws {
        for name in [TestFonts.body, TestFonts.symbols] {
            let face = TestFonts.face(name)
            let subset = try face.subset(glyphs: glyphs("Total due 12.50", face))
            #expect(TrueTypeEdit(subset.program).tags.sorted() == ["glyf", "head", "hhea", "hmtx", "loca", "maxp"])
            #expect(subset.program.count < 12_000)
        }
    }

    @Test func theSameGlyphsGiveTheSameBytes() throws {
        let face = TestFonts.face(TestFonts.body)
        let again = try Face(bytes: TestFonts.bytes(TestFonts.body), name: TestFonts.body, id: FaceID(index: 3))
        let asked = glyphs("Total due", face)
        #expect(try face.subset(glyphs: asked).program == again.subset(glyphs: asked).program)
    }

    @Test func aGlyphThatTheFaceHasNotIsAnError() {
        #expect(throws: FontError.self) { try TestFonts.face(TestFonts.scanLine).subset(glyphs: [1, 60_000]) }
    }

    @Test func noGlyphsAreASubsetOfNotdef() throws {
        let subset = try TestFonts.face(TestFonts.scanLine).subset(glyphs: [])
        #expect(try outlines(subset.program).count == 1)
    }
}
