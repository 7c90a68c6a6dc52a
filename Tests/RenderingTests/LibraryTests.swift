import Pages
import TestKit
import Testing

@testable import Rendering

/// Kinds from their folders, and what is wrong with them.
@Suite struct LibraryTests {
    private func fault(_ library: Library, _ kind: String, language: String? = nil) -> String {
        do throws(KindError) {
            _ = try library.load(kind, language: language)
            return "loaded"
        } catch {
            switch error {
            case .unknown: return "unknown: \(error)"
            case .name: return "name: \(error)"
            case .language: return "language: \(error)"
            case .file: return "file: \(error)"
            case .contract: return "contract: \(error)"
            case .template: return "template: \(error)"
            case .fonts(let names, _): return "fonts \(names.joined(separator: " ")): \(error)"
            }
        }
    }

    /// The same without the folders of this machine.
    private func fault(_ small: SmallKind, _ kind: String = "note", language: String? = nil) throws -> String {
        do throws(KindError) {
            _ = try small.load(language)
            return "loaded"
        } catch { return fault(small.library, kind, language: language).replacing(small.scratch.path, with: "…") }
    }

    @Test func kindsSamplesAndLanguagesAreFound() throws {
        #expect(Bench.library.kinds == ["bill"])
        #expect(Bench.library.samples(of: "bill") == ["one"])
        #expect(Bench.library.languages(of: "bill") == [])
        #expect(fault(Bench.library, "bill") == "loaded")
        let nowhere = Library(templates: "/nowhere", fonts: "/nowhere")
        #expect(nowhere.kinds == [] && nowhere.samples(of: "bill") == [] && nowhere.languages(of: "bill") == [])
    }

    @Test func unknownKindIsToldWithTheNearest() {
        #expect(fault(Bench.library, "bil") == "unknown: there is no kind bil; did you mean bill?")
        #expect(fault(Bench.library, "zebra") == "unknown: there is no kind zebra; there are: bill")
        #expect(
            fault(Library(templates: "/nowhere", fonts: ""), "bill")
                == "unknown: there is no kind bill, and no other"
        )
    }

    @Test func namesDoNotLeadOutOfTheFolder() throws {
        for name in ["", ".", "..", "../bill", "bill/", "bill/../bill", "./bill", ".hidden", "bi ll", "bill\0", "bíll", "/etc"] {
            #expect(fault(Bench.library, name).hasPrefix("name: "), "\(name)")
        }
        var small = try SmallKind()
        try small.scratch.write("<part><p>SECRET</p></part>", "templates/secret.xml")
        try small.scratch.write("<part><p>SECRET</p></part>", "templates/shared/ok.xml")
        small.template = SmallKind.template("<include part=\"ok\"/>")
        #expect(try fault(small) == "loaded")
        for part in ["../secret", "./ok", "ok.xml/..", "/etc/passwd", ".", ""] {
            small.template = SmallKind.template("<include part=\"\(part)\"/>")
            #expect(try fault(small).contains("T203: there is no part \(part) beside the template or in the shared folder"))
        }
        for picture in ["../x.png", "/etc/passwd", ".x.png", "a/b.png"] {
            small.template = SmallKind.template("<image file=\"\(picture)\" w=\"1in\" alt=\"\"/>")
            #expect(try fault(small).contains("T205: picture \(picture): is not a file's name"))
        }
        for font in ["../OCRA", "/etc/passwd", ".OCRA"] {
            small.template = SmallKind.template("<p>x</p>").replacing("OCRA", with: font)
            #expect(try fault(small).contains("T202: \(font): is not a font's name"))
        }
        small.template = SmallKind.template("<p>{t.due}</p>")
        try small.scratch.write("{\"due\": \"SECRET\"}", "templates/en.json")
        #expect(try fault(small, language: "../en").contains("is not in ../en.json (there is no such file)"))
    }

    @Test func missingFontIsAFaultOfTheMachine() throws {
        var small = try SmallKind()
        small.template = SmallKind.template("<p>x</p>").replacing("\"OCRA\"", with: "\"OCRA Nope-Regular\"")
        let told = try fault(small)
        #expect(told.hasPrefix("fonts Nope-Regular: note/note.xml:2:35: error T202: "))
        #expect(told.contains("Nope-Regular.ttf: No such file or directory"))
    }

    @Test func fontThatIsCutShortIsAFaultOfTheTemplate() throws {
        let scratch = try Scratch()
        let whole = try TestFonts.bytes("OCRA")
        try scratch.write(Array(whole.prefix(9000)), "fonts/OCRA.ttf")
        var small = try SmallKind()
        _ = try small.load()
        let library = Library(templates: small.scratch.path("templates"), fonts: scratch.path("fonts"))
        #expect(fault(library, "note").hasPrefix("template: note/note.xml:2:35: error T202: font OCRA: "))
        for length in [0, 1, 11, 12, 100, 1000, whole.count / 2, whole.count - 4000] {
            try scratch.write(Array(whole.prefix(length)), "fonts/OCRA.ttf")
            #expect(fault(library, "note").hasPrefix("template: "), "\(length) bytes")
        }
        small.template = ""
    }

    @Test func pictureMustBeWhole() throws {
        var small = try SmallKind()
        small.template = SmallKind.template("<image file=\"seal.png\" w=\"10pt\" alt=\"\"/>")
        #expect(try fault(small).contains("seal.png: there is no such file beside the template"))
        let png = TestPictures.greyPNG
        try small.scratch.write(png, "templates/note/seal.png")
        #expect(try fault(small) == "loaded")
        for length in 0..<png.count {
            try small.scratch.write(Array(png.prefix(length)), "templates/note/seal.png")
            #expect(try fault(small).contains("error T205: picture seal.png: "), "\(length) bytes")
        }
        // A header that claims 60,000 × 60,000 dots is refused before memory is asked for.
        var huge = png
        huge.replaceSubrange(16..<24, with: [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60])
        huge.replaceSubrange(29..<33, with: PNGMaker.crc(Array(huge[12..<29])))
        try small.scratch.write(huge, "templates/note/seal.png")
        #expect(try fault(small).contains("error T205: picture seal.png: "))
        #expect(try fault(small).contains("60"))
    }

    @Test func partsAndPicturesAreLookedForBesideTheTemplateAndAmongTheShared() throws {
        var small = try SmallKind()
        small.template = SmallKind.template("<image file=\"seal.png\" w=\"1pt\" alt=\"\"/><include part=\"line\"/>")
        try small.scratch.write(TestPictures.greyPNG, "templates/shared/seal.png")
        try small.scratch.write("<part><p>HI</p></part>", "templates/shared/line.xml")
        #expect(try fault(small) == "loaded")
    }

    @Test func wordsAreReadForTheLanguageOrItsShortName() throws {
        var small = try SmallKind()
        small.template = SmallKind.template("<p>{t.due}</p>")
        try small.scratch.write("{\"due\": \"DUE\"}", "templates/note/en.json")
        try small.scratch.write("{\"due\": \"VENCE\"}", "templates/note/es.json")
        #expect(try fault(small) == "loaded")
        #expect(try fault(small, language: "es-MX") == "loaded")
        #expect(try fault(small, language: "fr") == "language: note has no words in fr; it has: en, es")
        #expect(small.library.languages(of: "note") == ["en", "es"])
    }

    @Test func aRecordChoosesItsLanguage() throws {
        var small = try SmallKind()
        small.template = SmallKind.template("<p>{t.due}</p>")
        try small.scratch.write("{\"due\": \"DUE\"}", "templates/note/en.json")
        try small.scratch.write("{\"due\": \"VENCE\"}", "templates/note/es.json")
        try small.scratch.write(
            "{\"type\": \"object\", \"additionalProperties\": false, \"required\": [\"number\"], \"x-document\": {\"account\": \"number\", \"language\": \"speaks\"}, \"properties\": {\"number\": {\"type\": \"string\"}, \"speaks\": {\"type\": \"string\"}}}",
            "templates/note/data.schema.json")
        try small.scratch.write(small.template, "templates/note/note.xml")
        func text(_ json: String, language: String? = nil) throws -> String {
            let kind = try small.library.load("note", language: language)
            let typesetter = Typesetter(kind, profile: .print, issue: .test)
            var json = json
            do {
                return try json.withUTF8 { try typesetter.pages(of: UnsafeRawBufferPointer($0), line: 1) }.map {
                    $0.dump(faces: kind.template.book.names)
                }.joined()
            } catch let refusal as Refusal { return refusal.reasons[0].message }
        }
        #expect(try text("{\"number\": \"1\"}").contains("\"DUE\""), "the template's own where nothing is said")
        #expect(try text("{\"number\": \"1\", \"speaks\": \"es\"}").contains("\"VENCE\""))
        #expect(try text("{\"number\": \"1\", \"speaks\": \"en\"}").contains("\"DUE\""))
        #expect(try text("{\"number\": \"1\", \"speaks\": \"fr\"}") == "speaks asks for fr; there are words in en, es")
        #expect(
            try text("{\"number\": \"1\", \"speaks\": \"Jane Doe\\n12 Elm St\"}")
                == "speaks asks for another language; there are words in en, es", "a text that is no language is not repeated")
        #expect(
            try text("{\"number\": \"1\", \"speaks\": \"en\"}", language: "es").contains("\"VENCE\""), "unless one is asked for")
    }

    @Test func wordsThatKindsShareStandOnce() throws {
        var small = try SmallKind()
        small.template = SmallKind.template("<p>{t.due} {t.town}</p>")
        try small.scratch.write("{\"town\": \"CEDAR\", \"due\": \"NEVER\", \"idle\": \"X\"}", "templates/shared/en.json")
        try small.scratch.write("{\"due\": \"DUE\"}", "templates/note/en.json")
        #expect(try fault(small) == "loaded")
        let kind = try small.load()
        #expect(!kind.template.notes.contains { $0.message.contains("idle") }, "what other kinds use is not idle")
        try small.scratch.write("{\"due\": \"VENCE\"}", "templates/note/es.json")
        #expect(try fault(small).contains("T204: note/es.json lacks the word town, which note/en.json or shared/en.json has"))
        try small.scratch.write("{\"town\": \"CEDRO\"}", "templates/shared/es.json")
        #expect(try fault(small) == "loaded" && fault(small, language: "es") == "loaded")
        small.template = SmallKind.template("<p>{t.twon}</p>")
        #expect(try fault(small).contains("T204: t.twon is not in note/en.json or shared/en.json"))
    }

    @Test func contractAndTemplateMustBeThere() throws {
        let scratch = try Scratch()
        let library = Library(templates: scratch.path, fonts: TestFonts.folder)
        #expect(
            fault(library, "note")
                == "unknown: there is no kind note, and no other"
        )
        try scratch.write("{\"type\": \"objct\"}", "note/data.schema.json")
        #expect(fault(library, "note").hasPrefix("contract: note/data.schema.json:1:"))
        try scratch.write("{", "note/data.schema.json")
        #expect(fault(library, "note").hasPrefix("contract: note/data.schema.json:1:2"))
        try scratch.write(SmallKind.contract, "note/data.schema.json")
        #expect(
            fault(library, "note").hasPrefix("file: ") && fault(library, "note").hasSuffix("note.xml: No such file or directory"))
        try scratch.write("x", "note/note.xml/x")
        #expect(fault(library, "note").hasSuffix("note.xml: is not a file, but a folder"))
    }
}
