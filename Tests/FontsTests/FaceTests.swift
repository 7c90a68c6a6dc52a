import Pages
import TestKit
import Testing

@testable import Fonts

@Suite struct FaceTests {
    @Test(arguments: [
        "SourceSansPro-Regular", "SourceSansPro-Bold", "SourceSansPro-It", "SourceSansPro-BoldIt", "NotoSans-Regular",
        "NotoSans-Bold",
        "DejaVuSans", "NotoSansMono-Regular", "NotoSansMono-Bold", "OCRA",
    ])
    func everyFaceOfTheProjectIsRead(_ name: String) throws {
        let face = try Face(bytes: TestFonts.bytes(name), name: name, id: FaceID(index: 0))
        #expect(face.name == name)
        #expect(face.ascent > 0 && face.descent <= 0 && face.capHeight > 0 && face.xHeight > 0)
        for scalar in "0123456789ABCXYZ".unicodeScalars {
            #expect(face.covers(scalar))
            #expect(face.advance(of: face.glyph(of: scalar)) > 0)
        }
    }

    @Test func measuresAreTheFiles() {
        let face = TestFonts.face(TestFonts.body)
        #expect(face.unitsPerEm == 1000)
        #expect(face.capHeight == 660 && face.xHeight == 486)
        #expect(!face.isItalic && !face.isFixedPitch && face.weight == 400)
        #expect(TestFonts.face(TestFonts.bold).weight == 700)
        #expect(face.advance(of: face.glyph(of: "7")) == 497)
        #expect(face.scaled(486, at: .points(10)) == Length(hundredths: 486))
    }

    @Test func italicFacesSaySo() throws {
        let face = try Face(bytes: TestFonts.bytes("SourceSansPro-It"), name: "It", id: FaceID(index: 0))
        #expect(face.isItalic && face.italicAngle < 0)
    }

    @Test func coverageIsTheFacesOwn() {
        let body = TestFonts.face(TestFonts.body)
        let noto = TestFonts.face(TestFonts.fallback)
        let symbols = TestFonts.face(TestFonts.symbols)
        #expect(body.covers("é") && body.covers("ế") && body.covers("−"))
        #expect(!body.covers("ა") && symbols.covers("ა"))
        #expect(!noto.covers("−"))
        #expect(!symbols.covers("水"))
        #expect(body.covers("\u{200D}") && body.covers("\u{FE0F}"), "what is never drawn is covered by any face")
        #expect(body.glyph(of: "水") == 0)
    }

    @Test func advancesOfGlyphsBeyondTheFaceAreZero() {
        #expect(TestFonts.face(TestFonts.body).advance(of: 65_535) == 0)
    }

    @Test func glyphsMeanTheirLowestScalarFiguresAndLigatures() {
        let face = TestFonts.face(TestFonts.symbols)
        #expect(face.text(of: face.glyph(of: "A")) == ["A"])
        #expect(face.text(of: face.glyph(of: " ")) == [" "])
        #expect(face.text(of: 0) == [])
        #expect(face.text(of: 65_535) == [])
    }

    @Test func aBookReadsEachFaceOnce() throws {
        var reads: [String] = []
        var builder = FontBookBuilder { name in
            reads.append(name)
            return try TestFonts.bytes(name)
        }
        let first = try builder.face(named: TestFonts.scanLine)
        let second = try builder.face(named: TestFonts.scanLine)
        #expect(first === second && reads == [TestFonts.scanLine])
        #expect(builder.book().names == [TestFonts.scanLine])
        #expect(throws: FileBytes.Unreadable.self) { try builder.face(named: "Nothing-Regular") }
    }
}
