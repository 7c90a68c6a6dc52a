import Pages
import TestKit
import Testing

@testable import Fonts

/// Files that are not a whole TrueType font end in a sentence, never in a crash.
@Suite struct FontFileTests {
    private func refusal(_ bytes: [UInt8]) -> String {
        do {
            _ = try Face(bytes: bytes, name: "Odd", id: FaceID(index: 0))
            return "read"
        } catch { return error.description }
    }

    private func edited(_ change: (inout TrueTypeEdit) throws -> Void) throws -> String {
        var edit = TrueTypeEdit(try TestFonts.bytes(TestFonts.scanLine))
        try change(&edit)
        return refusal(edit.file)
    }

    @Test func takenApartAndPutTogetherItIsStillAFont() throws {
        #expect(try edited { _ in } == "read")
    }

    @Test func otherKindsOfFontAreNamed() throws {
        let rest = [UInt8](repeating: 0, count: 40)
        #expect(refusal([]) == "font Odd: the file is cut short: 0 bytes")
        #expect(
            refusal(Array("OTTO".utf8) + rest)
                == "font Odd: its outlines are CFF; a TrueType build (.ttf with glyf outlines) is needed")
        #expect(refusal(Array("ttcf".utf8) + rest) == "font Odd: it is a collection (.ttc); take one face out of it")
        #expect(refusal(Array("wOFF".utf8) + rest) == "font Odd: it is not a TrueType font")
        #expect(try edited { $0["fvar"] = rest } == "font Odd: it is a variable font; take a static instance")
    }

    @Test(arguments: ["glyf", "loca", "cmap", "head", "hhea", "hmtx", "maxp"]) func aMissingTableIsNamed(_ tag: String) throws {
        #expect(try edited { $0[tag] = nil } == "font Odd: its \(tag) table is missing or cut short")
    }

    @Test func aLicenceThatForbidsEmbeddingIsHonoured() throws {
        for (bits, isRefused) in [(0x0002, true), (0x0100, true), (0x0200, true), (0x0004, false), (0x0008, false), (0, false)] {
            let said = try edited {
                guard var table = $0["OS/2"] else { return }
                table.replaceSubrange(8..<10, with: TrueTypeEdit.bytes(bits, 2))
                $0["OS/2"] = table
            }
            #expect(said == (isRefused ? "font Odd: its licence bits (fsType \(bits)) forbid embedding or subsetting" : "read"))
        }
    }

    @Test func aHeadWithoutAnEmIsDamaged() throws {
        let said = try edited {
            guard var table = $0["maxp"] else { return }
            table.replaceSubrange(4..<6, with: [0, 0])
            $0["maxp"] = table
        }
        #expect(said == "font Odd: its maxp table says that it has no glyphs; take the font's file anew from where it came from")
    }

    /// Tables that each hold something for every glyph, and do not agree about how many there are.
    @Test func tablesThatDoNotAgreeAreNamed() throws {
        func u16(_ tag: String, _ at: Int, _ value: (Int) -> Int) throws -> String {
            try edited {
                var table = try #require($0[tag])
                table.replaceSubrange(at..<at + 2, with: TrueTypeEdit.bytes(value(TrueTypeEdit.u16(table, at)), 2))
                $0[tag] = table
            }
        }
        #expect(try u16("maxp", 4) { $0 + 1 }.contains("its loca table is too short for the"))
        #expect(try u16("maxp", 4) { _ in 3 }.contains("table"))
        #expect(try u16("hhea", 34) { _ in 0 }.contains("its hmtx table does not fit the"))
        #expect(try u16("hhea", 34) { _ in 60_000 }.contains("its hmtx table does not fit the"))
        #expect(try u16("head", 50) { 1 - $0 } != "read")
        let stray = try edited { $0.map([0x41: 5, 0x42: 60_000]) }
        #expect(stray.contains("its cmap table leads to glyph 60000 for U+42, and its maxp table has"))
        let outside = try edited {
            let glyf = try #require($0["glyf"])
            $0["glyf"] = Array(glyf.prefix(glyf.count / 2))
        }
        #expect(
            outside.contains("its loca table places glyph")
                && outside.hasSuffix("take the font's file anew from where it came from"))
    }

    @Test(arguments: [TestFonts.scanLine, TestFonts.body, TestFonts.symbols]) func cutShortItIsAnErrorOrAFace(_ name: String)
        throws
    {
        let bytes = try TestFonts.bytes(name)
        var read = 0
        for count in stride(from: 0, to: bytes.count, by: 97) where refusal(Array(bytes[..<count])) == "read" { read += 1 }
        #expect(read == 0, "a table ends beyond each of these")
    }

    /// Bytes changed at random, most of them where the tables begin: what is still read can be shaped and subset.
    @Test(arguments: [TestFonts.scanLine, "SourceSansPro-It", TestFonts.body, TestFonts.symbols])
    func aDamagedFontNeverCrashes(_ name: String) throws {
        let whole = try TestFonts.bytes(name)
        var noise = Noise(seed: UInt64(whole.count))
        let starts = TrueTypeEdit.tableStarts(whole)
        var read = 0
        var refusals: Set<String> = []
        var bytes = whole
        let rounds = 2_000
        for _ in 0..<rounds {
            var changed: [Int] = []
            for _ in 0..<1 + noise.next(below: 12) {
                let at =
                    switch noise.next(below: 4) {
                    case 0: noise.next(below: whole.count)
                    case 1: noise.next(below: 300)
                    default: min(whole.count - 1, noise.pick(starts) + noise.next(below: 64))
                    }
                bytes[at] = noise.pick([0, 1, 0x7F, 0x80, 0xFF, UInt8(noise.next(below: 256))])
                changed.append(at)
            }
            if let face = try? Face(bytes: bytes, name: "Odd", id: FaceID(index: 0)) {
                read += 1
                let shaper = Shaper(capacity: 16)
                var used: Set<UInt16> = [0, 65_535]
                for text in ["A", "AVATAR To", "office 1,234", "ế\u{301}"] {
                    let word = try? shaper.word(text, chain: FaceChain([face]), features: .tabular)
                    for run in word?.runs ?? [] {
                        for glyph in run.glyphs {
                            used.insert(glyph.id)
                            _ = face.text(of: glyph.id)
                        }
                    }
                }
                _ = try? face.subset(glyphs: used.sorted())
                do { _ = try face.subset(glyphs: used.filter { Int($0) < face.glyphCount }.sorted()) } catch {
                    refusals.insert("\(error)")
                }
            }
            for at in changed { bytes[at] = whole[at] }
        }
        print("REFUSALS", refusals)
        #expect(read > rounds / 10, "most mutants are still worth shaping with: \(read) of \(rounds)")
    }
}
