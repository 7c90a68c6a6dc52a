import Foundation
import Pages
import TestKit
import Testing

@testable import Preview

/// What is shown of a kind while it is written.
@Suite struct SessionTests {
    @Test func firstSampleIsShownInTheLanguageOfTheTemplate() async throws {
        let desk = try Desk()
        let shown = try await desk.session().show(PreviewSession.View())
        #expect(shown.outcome == .good && !shown.isStale && shown.findings.isEmpty)
        #expect(shown.sample == "ana" && shown.samples == ["ana", "ben"])
        #expect(shown.language == "en" && shown.languages == ["en", "es"])
        #expect(shown.pages.map(\.number) == [1])
        #expect(shown.pages[0].size == Size(width: .points(288), height: .points(216)) && shown.pages[0].master == "sheet")
    }

    @Test func everyRegionAndTheBodyHaveTheirPlaceEvenIfEmpty() async throws {
        let desk = try Desk()
        let session = desk.session()
        let boxes = try await session.show("ana").pages[0].boxes
        #expect(boxes.map(\.name) == ["head", "foot", "body"] && boxes.map(\.isBody) == [false, false, true])
        #expect(boxes.map(\.isEmpty) == [false, true, false])
        #expect(boxes.map(\.place) == ["note/note.xml:5:5", "note/note.xml:6:5", nil])
        let foot = Rect(origin: Point(x: .points(72), y: .points(180)), size: Size(width: .points(144), height: .points(18)))
        #expect(boxes[1].rect == foot)
        #expect(try await session.show("ben").pages[0].boxes.map(\.isEmpty) == [false, false, false])
    }

    @Test func wordsOfOneLineShareABaseline() async throws {
        let desk = try Desk()
        try desk.save(Desk.template("<p>ONE TWO</p><p>THREE</p>"), "note/note.xml")
        let lines = try await desk.session().show("ana").pages[0].baselines
        #expect(lines.count == 3 && lines.allSatisfy { $0.at.x == .points(72) })
        #expect(lines[2].at.y - lines[1].at.y == .points(12))
        // Seven letters of a pitch against five.
        #expect(lines[1].width.hundredths * 5 == lines[2].width.hundredths * 7)
    }

    @Test func savedSampleIsShownWithoutCompilingAgain() async throws {
        let desk = try Desk()
        let session = desk.session()
        let before = try await session.show("ana")
        #expect(await !session.refresh())
        try desk.save(#"{"number": "100001", "name": "EVA"}"#, "note/samples/ana.json")
        #expect(await session.refresh())
        let after = try await session.show("ana")
        #expect(after.version == 2 && after.outcome == .good && after.pages[0].digest != before.pages[0].digest)
        #expect(await session.compilations == 1)
    }

    @Test func templatePartsWordsContractAndFontsCompileAgain() async throws {
        let desk = try Desk()
        let session = desk.session()
        _ = try await session.show("ana")
        var compilations = 1
        for (text, file) in [
            (Desk.template("<p>{name}!</p>"), "note/note.xml"), ("<part> </part>", "shared/part.xml"),
            (#"{"hello": "HI"}"#, "note/en.json"), (Desk.contract + "\n", "note/data.schema.json"),
        ] {
            try desk.save(text, file)
            #expect(await session.refresh(), "\(file)")
            compilations += 1
            #expect(await session.compilations == compilations, "\(file)")
        }
        let before = try await session.show("ana").pages[0].digest
        try desk.scratch.write(try desk.scratch.bytes("fonts/OCRA.ttf"), "fonts/OCRA.ttf")
        #expect(await session.refresh())
        // A font may look other now, so the pictures of before do not count.
        #expect(try await session.show("ana").pages[0].digest != before)
        try desk.save("{}", "other/data.schema.json")
        #expect(await !session.refresh())
    }

    @Test func brokenTemplateKeepsTheLastGoodPages() async throws {
        let desk = try Desk()
        let session = desk.session()
        let good = try await session.show("ana")
        try desk.save(Desk.template("<p>{nam}</p>"), "note/note.xml")
        await session.refresh()
        let broken = try await session.show("ana")
        #expect(broken.outcome == .templateError && broken.isStale && broken.version == 2)
        #expect(broken.pages.map(\.digest) == good.pages.map(\.digest))
        #expect(try await session.picture("ana", page: 1)?.isPNG == true)
        let fault = try #require(broken.findings.first)
        #expect(fault.severity == .error && fault.code == "T101" && fault.location?.file == "note/note.xml")
        #expect(fault.location?.line == 9 && fault.location?.column == 13 && fault.text == "  <flow><p>{nam}</p></flow>")
        #expect(fault.excerpt?.caret == 12 && fault.hint == "did you mean name?")
        // The other sample was never good.
        #expect(try await session.show("ben").pages.isEmpty)
        #expect(try await session.picture("ben", page: 1) == nil)
        try desk.save(Desk.template(), "note/note.xml")
        await session.refresh()
        let mended = try await session.show("ana")
        #expect(mended.outcome == .good && !mended.isStale && mended.findings.isEmpty && mended.version == 3)
    }

    @Test func halfWrittenFileIsReadAgain() async throws {
        let desk = try Desk()
        let session = desk.session()
        _ = try await session.show("ana")
        let whole = Desk.template("<p>{name} AGAIN</p>")
        try desk.save(String(whole.prefix(200)), "note/note.xml")
        #expect(await session.refresh())
        #expect(try await session.show("ana").findings.map(\.code) == ["T001"])
        try desk.save(whole, "note/note.xml")
        #expect(await session.refresh())
        #expect(try await session.show("ana").outcome == .good)
    }

    @Test func sampleThatIsSetAsideSaysWhere() async throws {
        let desk = try Desk()
        try desk.save("{\"number\": \"1\",\n  \"name\": 5}", "note/samples/ana.json")
        try desk.save(
            Desk.template("<p>{name}</p>\n<check test=\"name != 'BEN'\" message=\"it is Ben\"/>"), "note/note.xml")
        let session = desk.session()
        let wrong = try await session.show("ana")
        #expect(wrong.outcome == .setAside && wrong.pages.isEmpty)
        #expect(wrong.findings.map(\.severity) == [.setAside])
        #expect(wrong.findings[0].location?.file == "note/samples/ana.json" && wrong.findings[0].location?.line == 2)
        #expect(wrong.findings[0].message.hasPrefix("/name: found a number of 1 character; wanted text"))
        #expect(wrong.findings[0].text == "  \"name\": 5}")
        let ben = try await session.show("ben")
        #expect(ben.outcome == .setAside && ben.findings[0].description.hasPrefix("note/note.xml:10:1: set aside: it is Ben\n"))
        try desk.save("{", "note/samples/ben.json")
        await session.refresh()
        #expect(try await session.show("ben").findings[0].location?.file == "note/samples/ben.json")
    }

    @Test func regionThatOverflowsIsFoundWhereItIsWritten() async throws {
        let desk = try Desk()
        let note = String(repeating: "LONG ", count: 30)
        try desk.save("{\"number\": \"1\", \"name\": \"BEN\", \"note\": \"\(note)\"}", "note/samples/ben.json")
        let session = desk.session()
        let finding = try #require(try await session.show("ben").findings.first)
        #expect(
            finding.severity == .setAside && finding.location?.file == "note/note.xml" && finding.location?.line == 6
                && finding.location?.column == 5)
        #expect(finding.message.hasPrefix("page 1, region foot: the content does not fit: "))
    }

    @Test func partThatIsWrongTwiceIsToldOnce() async throws {
        let desk = try Desk()
        try desk.save("<part><p>{nam}</p></part>", "shared/part.xml")
        try desk.save(Desk.template("<include part=\"part\"/><include part=\"part\"/>"), "note/note.xml")
        let session = desk.session()
        #expect(try await session.show("ana").findings.map(\.code) == ["T101"])
    }

    @Test func contractFontsAndSamplesThatAreMissingAreFindings() async throws {
        let desk = try Desk()
        let session = desk.session()
        try desk.save("{\"type\": \"array\"}", "note/data.schema.json")
        let contract = try await session.show("ana")
        #expect(contract.outcome == .templateError && contract.findings.allSatisfy { $0.code == "C001" && !$0.text.isEmpty })
        try desk.save(Desk.contract, "note/data.schema.json")
        try FileManager.default.removeItem(atPath: desk.scratch.path("fonts/OCRA.ttf"))
        await session.refresh()
        let font = try await session.show("ana")
        #expect(font.outcome == .environment && font.findings[0].message.hasSuffix("fonts: OCRA"))
        try desk.scratch.copy("\(TestFonts.folder)/OCRA.ttf", to: "fonts/OCRA.ttf")
        try FileManager.default.removeItem(atPath: desk.scratch.path("templates/note/samples"))
        await session.refresh()
        let none = try await session.show(PreviewSession.View())
        #expect(none.outcome == .badInput && none.findings[0].message.hasPrefix("note has no sample; a file such as "))
        try FileManager.default.removeItem(atPath: desk.scratch.path("templates/note"))
        await session.refresh()
        #expect(
            try await session.show(PreviewSession.View()).findings[0].message.hasPrefix("there is no kind note, and no other"))
    }

    @Test func unknownSampleAndLanguageAreToldWithTheList() async throws {
        let desk = try Desk()
        let session = desk.session()
        await #expect { _ = try await session.show("anna") } throws: {
            "\($0)" == "there is no sample anna; did you mean ana? there are: ana, ben"
        }
        await #expect { _ = try await session.show("../../secret") } throws: {
            "\($0)" == "there is no sample ../../secret; there are: ana, ben"
        }
        await #expect { _ = try await session.show("ana", "fr") } throws: {
            "\($0)" == "there is no language fr; there are: en, es"
        }
    }

    @Test func languagesAreSwitched() async throws {
        let desk = try Desk()
        let session = desk.session()
        let own = try await session.show("ana")
        let spanish = try await session.show("ana", "es")
        #expect(spanish.language == "es" && spanish.pages[0].digest != own.pages[0].digest)
        // Each is compiled once.
        _ = try await session.show("ben")
        _ = try await session.show("ben", "es")
        #expect(await session.compilations == 2)
    }

    @Test func pageThatDidNotChangeIsDrawnOnce() async throws {
        let desk = try Desk()
        func template(_ last: String) -> String {
            Desk.template((1...7).map { "<p>LINE \($0)</p>" }.joined() + "<p>\(last)</p>")
        }
        try desk.save(template("EIGHT"), "note/note.xml")
        let session = desk.session()
        #expect(try await session.show("ana").pages.count == 2)
        for page in 1...2 { #expect(try await session.picture("ana", page: page)?.isPNG == true) }
        #expect(await session.pictures.made == 2)
        try desk.save(template("NINE"), "note/note.xml")
        await session.refresh()
        for page in 1...2 { #expect(try await session.picture("ana", page: page)?.isPNG == true) }
        // The second page only: the first looks as before.
        #expect(await session.pictures.made == 3)
        try desk.save(template("EIGHT"), "note/note.xml")
        await session.refresh()
        for page in 1...2 { _ = try await session.picture("ana", page: page) }
        #expect(await session.pictures.made == 3)
        #expect(try await session.picture("ana", page: 1, dpi: 192)?.dots == [768, 576])
        #expect(try await session.picture("ana", page: 1)?.dots == [384, 288])
        for page in [-1, 0, 3, Int.max] { #expect(try await session.picture("ana", page: page) == nil) }
    }

    @Test func listenersHearOfSaves() async throws {
        let desk = try Desk()
        let session = desk.session()
        var versions = await session.versions().makeAsyncIterator()
        #expect(await versions.next() == 1)
        try desk.save(Desk.template("<p>NEW</p>"), "note/note.xml")
        await session.refresh()
        #expect(await versions.next() == 2)
    }

    @Test func stateIsJSON() async throws {
        let desk = try Desk()
        try desk.save(Desk.template("<p class=\"zz\">\"</p>"), "note/note.xml")
        let session = desk.session()
        for sample in ["ana", "ben"] {
            let text = try await session.show(sample).json
            let state = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            #expect(state["sample"] as? String == sample && state["outcome"] as? String == "template-error")
        }
    }
}

/// The program that draws pages.
@Suite struct RasteriserTests {
    @Test func missingProgramIsNamedWithItsPackage() throws {
        let absent = Rasteriser(program: "no-such-mutool")
        #expect(!absent.isInstalled && Rasteriser().isInstalled)
        #expect {
            _ = try absent.png(of: [], page: 1, dpi: 96)
        } throws: { "\($0)" == "no-such-mutool is not installed, which makes the pictures: apt-get install mupdf-tools" }
    }

    @Test func fileThatIsNoneMakesNoPicture() {
        for bytes in [[], Array("%PDF-1.4 and no more".utf8)] {
            #expect(throws: RasterFault.self) { try Rasteriser().png(of: bytes, page: 1, dpi: 96) }
        }
    }

    @Test func programThatHangsIsGivenUp() throws {
        let scratch = try Scratch()
        try scratch.write("#!/bin/sh\nexec sleep 60\n", "slow")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: scratch.path("slow"))
        #expect {
            _ = try Rasteriser(program: scratch.path("slow"), timeout: 100).png(of: [], page: 1, dpi: 96)
        } throws: { "\($0)".contains("took more than") }
    }
}
