import Foundation
import Layout
import Pages
import TestKit
import Testing

@testable import PDF

/// What files of the profiles say of themselves, and that others find nothing wrong with them.
@Suite struct ProfileTests {
    private static func judge(_ bytes: [UInt8], isTagged: Bool) throws -> String {
        let folder = try Scratch()
        try folder.write(bytes, "f.pdf")
        let words = ["\(Scratch.root)/Tests/Judges/structure.py"] + (isTagged ? [] : ["--untagged"]) + [folder.path("f.pdf")]
        let walked = try Tool.run("/usr/bin/python3", words)
        let qpdf = try Tool.run("qpdf", ["--check", folder.path("f.pdf")])
        return walked.text + walked.errors + qpdf.errors + (qpdf.status == 0 ? "" : qpdf.text)
    }

    /// A heading, text over two lines, a list, a table, a figure, a link, words in another language, a form, decoration.
    static func page(_ number: Int = 1) throws -> Page {
        var region = Frame(size: Size(width: .points(400), height: .points(20)), role: .region(Label("head")))
        region.place(try frame("Town of Cedar Bluff", .heading(1)), at: .zero)
        var body = Frame(size: Size(width: .points(400), height: .points(500)))
        body.marks = [
            Placed(.rule(to: Point(x: .points(400), y: .zero), Stroke(width: .points(1), tint: .black)), at: .zero),
            Placed(.group(try frame("Amount due on \(number)", .paragraph)), at: Point(x: .zero, y: .points(10))),
        ]
        var row = Frame(size: Size(width: .points(400), height: .points(12)), role: .row)
        row.place(.fill(row.size, Tint(rgb: 0xEEEEEE)), at: .zero)
        row.marks.append(Placed(.group(try frame("Water", .headerCell(.row, span: 1))), at: .zero))
        row.marks.append(Placed(.group(try frame("$12.00", .cell(span: 1))), at: Point(x: .points(200), y: .zero)))
        row.marks.append(Placed(.group(Frame(size: .zero, role: .cell(span: 1))), at: Point(x: .points(300), y: .zero)))
        var table = Frame(size: row.size, role: .table)
        table.marks.append(Placed(.group(row), at: .zero))
        body.marks.append(Placed(.group(table), at: Point(x: .zero, y: .points(60))))
        var figure = Frame(size: Size(width: .points(40), height: .points(20)), role: .figure(Label("Two bars (a\\b)")))
        figure.place(.bars([Rect(origin: .zero, size: Size(width: .points(4), height: .points(20)))], .black), at: .zero)
        figure.place(.rule(to: Point(x: .points(40), y: .zero), Stroke(width: .points(1), tint: .black)), at: .zero)
        figure.place(try frame("Nov", nil), at: Point(x: .points(8), y: .points(10)))
        var link = Frame(size: figure.size, role: .link(Label("https://pay.example/u/1"), says: Label("Págalo aquí")))
        link.marks.append(Placed(.group(figure), at: .zero))
        body.marks.append(Placed(.group(link), at: Point(x: .zero, y: .points(90))))
        var spanish = Frame(size: Size(width: .points(200), height: .points(12)), role: .paragraph)
        spanish.marks.append(Placed(.group(try frame("Llame al pueblo", .language(Label("es")))), at: .zero))
        body.marks.append(Placed(.group(spanish), at: Point(x: .zero, y: .points(130))))
        var form = Frame(size: Size(width: .points(60), height: .points(20)), role: .form(Label("Amount enclosed")))
        form.place(.outline(form.size, Stroke(width: .points(1), tint: .black)), at: .zero)
        body.marks.append(Placed(.group(form), at: Point(x: .zero, y: .points(150))))
        var sheet = Frame(size: .letter)
        sheet.marks = [
            Placed(.group(region), at: Point(x: .points(50), y: .points(40))),
            Placed(.group(body), at: Point(x: .points(50), y: .points(80))),
        ]
        return Page(number: number, frame: sheet)
    }

    private static func frame(_ text: String, _ role: Role?) throws -> Frame {
        var frame = Draft.frame(try TestParagraphs.paragraph(text), width: 180)
        frame.role = role
        return frame
    }

    @Test(arguments: [OutputProfile.archive, .accessible, .tagged]) func nothingIsWrongWithAFileOfAnyProfile(
        _ profile: OutputProfile
    ) throws {
        let bytes = try Draft.file([Self.page()], profile, title: "Bill & <more> “Zoë”")
        guard profile.isArchival else {
            // Encrypted copies make no claim to be archival, which the walker asks for.
            #expect(!String(decoding: bytes, as: UTF8.self).contains("pdfaid"))
            return
        }
        #expect(try Self.judge(bytes, isTagged: profile.isTagged) == "")
    }

    @Test func aLongFileHasBookmarksAndManyDocumentsHaveATreeEach() throws {
        let pages = try (1...5).map { try Self.page($0) }
        let one = try Draft.file(pages, .accessible)
        #expect(try Self.judge(one, isTagged: true) == "")
        let many = try Draft.file(
            (1...200).map { number in
                (
                    DocumentAbout(title: "Bill", name: "\(number)", language: number % 2 == 0 ? "es" : "en"),
                    [try Self.page(number)]
                )
            }, .accessible)
        #expect(try Self.judge(many, isTagged: true) == "")
        let folder = try Scratch()
        try folder.write(many, "many.pdf")
        let read = try Tool.run("pdfinfo", ["-struct-text", folder.path("many.pdf")])
        #expect(read.errors == "" && read.text.components(separatedBy: "Amount due on ").count == 201)
        let outline = try Tool.run("mutool", ["show", folder.path("many.pdf"), "outline"])
        #expect(outline.text.contains("Bill 200") && outline.text.split(separator: "\n").count == 200)
        #expect(try Tool.run("mutool", ["show", try Self.saved(one, folder), "outline"]).text.contains("Town of Cedar Bluff"))
        let short = try Draft.file(Array(pages[..<3]), .accessible)
        #expect(try Tool.run("mutool", ["show", try Self.saved(short, folder), "outline"]).text == "")
    }

    private static func saved(_ bytes: [UInt8], _ folder: Scratch) throws -> String {
        try folder.write(bytes, "saved.pdf")
        return folder.path("saved.pdf")
    }

    @Test func theSameDocumentsAreTheSameBytesWithFreshToolsOrUsed() throws {
        let tools = FileTools()
        for profile in OutputProfile.allCases {
            let documents: [(about: DocumentAbout, pages: [Page])] = try [(DocumentAbout(title: "One", name: "1"), [Self.page()])]
            let fresh = try Draft.file(documents, profile)
            _ = try Draft.file([(DocumentAbout(title: "Other"), [Self.page(9)])], profile, tools: tools)
            #expect(try Draft.file(documents, profile, tools: tools) == fresh)
            var other = documents
            other[0].about.title = "Two"
            #expect(try (Draft.file(other, profile) == fresh) == (profile == .print), "the title is no part of a print file")
        }
    }

    @Test func aToolThatWasLeftInTheMiddleOfAFileIsClean() throws {
        let tools = FileTools()
        let clean = try Draft.file([(DocumentAbout(title: "One"), [Self.page()])], .accessible)
        let sink = FullSink(limit: 3_000)
        let composer = PageComposer(book: TestFonts.book, profile: .accessible)
        #expect(throws: PDFError.self) {
            let file = try PDFFile(sink: sink, book: TestFonts.book, profile: .accessible, tools: tools)
            try file.begin(DocumentAbout(title: "Lost"))
            for number in 1...20 { try file.append(composer.compose(try Self.page(number))) }
            try file.finish()
        }
        #expect(try Draft.file([(DocumentAbout(title: "One"), [Self.page()])], .accessible, tools: tools) == clean)
    }

    @Test func attachmentsHaveNamesOfTheirOwnAndComeBackWhole() throws {
        func about(_ text: String) -> DocumentAbout {
            DocumentAbout(
                title: "Bill",
                attachment: Attachment(
                    name: "bill-7.json", type: "application/json", about: "The data", day: "20261120", bytes: Array(text.utf8)))
        }
        let page = try Self.page()
        let bytes = try Draft.file([(about("{\"a\":1}"), [page]), (about("{\"a\":2}"), [page])], .accessible)
        #expect(try Self.judge(bytes, isTagged: true) == "")
        let folder = try Scratch()
        try folder.write(bytes, "f.pdf")
        let list = try Tool.run("pdfdetach", ["-list", folder.path("f.pdf")]).text
        #expect(list.contains("bill-7.json") && list.contains("bill-7-2.json"))
        _ = try Tool.run("pdfdetach", ["-save", "1", "-o", folder.path("one"), folder.path("f.pdf")])
        _ = try Tool.run("pdfdetach", ["-save", "2", "-o", folder.path("two"), folder.path("f.pdf")])
        #expect(try Set([folder.text("one"), folder.text("two")]) == ["{\"a\":1}", "{\"a\":2}"])
        #expect(String(decoding: bytes, as: UTF8.self).contains("<pdfaid:part>3<"))
    }

    @Test func picturesInFourInksAreRefusedWhereColorsMustMeanSomething() throws {
        let picture = try Picture.read(JPEGMaker(ids: [1, 2, 3, 4]).file, name: "ink.jpg")
        var sheet = Frame(size: .letter)
        sheet.place(.picture(picture, Size(width: .points(50), height: .points(50))), at: .zero)
        let page = Page(number: 1, frame: sheet)
        let error = #expect(throws: PDFError.self) { try Draft.file([page], .archive) }
        #expect(error?.description.contains("ink.jpg: it is in four inks (CMYK)") == true)
        #expect(throws: Never.self) { try Draft.file([page], .print) }
    }

    @Test func theColorProfileIsWholeAndHasTheCurveOnce() {
        let bytes = ColorProfile.sRGB
        let size = bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
        #expect(size == bytes.count && Array(bytes[36..<40]) == Array("acsp".utf8) && bytes.count < 600)
        let count = bytes[128..<132].reduce(0) { $0 << 8 | Int($1) }
        #expect(count == 10)
        for tag in 0..<count {
            let entry = 132 + 12 * tag
            let at = bytes[(entry + 4)..<(entry + 8)].reduce(0) { $0 << 8 | Int($1) }
            let length = bytes[(entry + 8)..<(entry + 12)].reduce(0) { $0 << 8 | Int($1) }
            #expect(at % 4 == 0 && at + length <= size)
        }
    }
}

/// Which sequences of a page's content are what, and how they nest.
@Suite struct TaggingTests {
    /// The operators that matter here, in their order.
    private func marks(_ content: String) -> [String] {
        content.split(separator: "\n").compactMap { line in
            for operation in ["BDC", "BMC", "EMC", "BT", "ET", " Do", "BI/W", "re", "f", "S"] where line.hasSuffix(operation) {
                return operation == "BDC" || operation == "BMC" ? String(line) : operation.trimmingCharacters(in: .whitespaces)
            }
            return line.hasPrefix("BI/W") ? "BI" : nil
        }
    }

    @Test func sequencesNestWithTextAndHoldAllThatIsDrawn() throws {
        let (structure, content) = Draft.tagged(try ProfileTests.page())
        var stack: [String] = []
        var count = 0
        for mark in marks(content) {
            if mark.hasSuffix("BDC") || mark.hasSuffix("BMC") {
                #expect(!stack.contains { $0 != "BT" }, "no sequence within another")
                if mark.contains("MCID") { count += 1 }
                stack.append("MC")
            } else if mark == "BT" {
                stack.append("BT")
            } else if mark == "EMC" {
                #expect(stack.popLast() == "MC")
            } else if mark == "ET" {
                #expect(stack.popLast() == "BT")
            } else if ["S", "f", "Do"].contains(mark) {
                #expect(stack.contains("MC"), "\(mark) stands in a sequence")
            }
        }
        #expect(stack.isEmpty && count == structure.contentCount && count == 7)
        #expect(structure.annotations.map(\.address.text) == ["https://pay.example/u/1"])
        #expect(structure.headings.map { String(decoding: $0.text, as: UTF8.self) } == ["Town of Cedar Bluff"])
    }

    @Test func whatIsNoContentIsAnArtifactWithAllInIt() throws {
        var inner = Draft.frame(try TestParagraphs.paragraph("page 2 of 3"))
        inner.role = .heading(1)
        var outer = Frame(size: inner.size, role: .artifact)
        outer.place(.fill(inner.size, .white), at: .zero)
        outer.marks.append(Placed(.group(inner), at: .zero))
        let (structure, content) = Draft.tagged(Draft.page(outer))
        #expect(structure.contentCount == 0 && structure.headings.isEmpty)
        #expect(structure.steps.isEmpty && !content.contains("MCID") && content.contains("/Artifact BMC"))
        outer.role = .production(Label("marks"))
        #expect(Draft.tagged(Draft.page(outer)).structure.steps.isEmpty)
    }

    @Test func aFormThatManyPagesShowIsOnePieceOfContent() throws {
        var frame = Frame(size: Size(width: .points(100), height: .points(20)))
        frame.place(try Draft.frame(Draft.staticText("Account number")), at: .zero)
        let text = Stamp(id: 7, frame: frame)
        let lines = Stamp(
            id: 8, frame: Frame(size: frame.size, marks: [Placed(.fill(frame.size, Tint(rgb: 0xEEEEEE)), at: .zero)]))
        var paragraph = Frame(size: frame.size, role: .paragraph)
        paragraph.place(.stamp(text), at: .zero)
        var sheet = Frame(size: .letter)
        sheet.place(.stamp(lines), at: .zero)
        sheet.marks.append(Placed(.group(paragraph), at: .zero))
        let page = Page(number: 1, frame: sheet)
        let content = Draft.tagged(page).content
        #expect(
            content.contains(
                "/Artifact BMC\nq\n1 0 0 1 0 772 cm\n/S8 Do\nQ\nEMC\n/P<</MCID 0>>BDC\nq\n1 0 0 1 0 772 cm\n/S7 Do\nQ\nEMC\n"))
        let folder = try Scratch()
        try folder.write(try Draft.file([page, page], .accessible), "f.pdf")
        #expect(
            try Tool.run("pdfinfo", ["-struct-text", folder.path("f.pdf")]).text.components(separatedBy: "Account number").count
                == 3)
        let walked = try Tool.run("/usr/bin/python3", ["\(Scratch.root)/Tests/Judges/structure.py", folder.path("f.pdf")])
        #expect(walked.text == "", "no sequence stands in a form that is drawn twice")
    }

    @Test func aSpacePartsLinesForWhoFollowsTheStructure() throws {
        let frame = Draft.frame(try TestParagraphs.paragraph("one two"), width: 25)
        let folder = try Scratch()
        try folder.write(try Draft.file([Draft.page(frame)], .accessible), "f.pdf")
        #expect(try Tool.run("pdfinfo", ["-struct-text", folder.path("f.pdf")]).text.contains("\"one two\""))
    }

    @Test func symbolDataThatLooksLikeItsEndIsTurnedOver() throws {
        var sheet = Frame(size: .letter)
        // " EI " stands in the rows.
        let grid = BitGrid(width: 32, height: 1, bytes: [0x20, 0x45, 0x49, 0x20])
        sheet.place(.modules(grid, side: .points(32)), at: .zero)
        let page = Page(number: 1, frame: sheet)
        let content = Draft.content(page)
        #expect(content.contains("/D[0 1]") && content.components(separatedBy: "EI").count == 2)
        let qpdf = try OutsideTool.run("qpdf", on: Draft.bytes([page]), ["--check", "PDF"])
        #expect(qpdf.status == 0 && qpdf.errors == "")
    }
}

/// What a page end cut is one element again.
@Suite struct StructureTreeTests {
    private func text(_ words: String, _ role: Role?, isContinued: Bool = false) throws -> Placed {
        var frame = Draft.frame(try TestParagraphs.paragraph(words))
        frame.role = role
        frame.isContinued = isContinued
        return Placed(.group(frame), at: Point(x: .points(50), y: .points(50)))
    }

    private func read(_ pages: [[Placed]]) throws -> String {
        let made = pages.enumerated().map { Page(number: $0 + 1, frame: Frame(size: .letter, marks: $1)) }
        let folder = try Scratch()
        try folder.write(try Draft.file(made, .accessible), "f.pdf")
        let walked = try Tool.run("/usr/bin/python3", ["\(Scratch.root)/Tests/Judges/structure.py", folder.path("f.pdf")])
        #expect(walked.text == "" && walked.errors == "")
        let tree = try Tool.run("pdfinfo", ["-struct-text", folder.path("f.pdf")]).text
        // Kinds and texts without attributes.
        return tree.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.hasPrefix("/") && !$0.hasPrefix("Document") }.map {
                $0.replacing(" (block):", with: "").replacing(" (block)", with: "")
            }
            .joined(separator: " ")
    }

    @Test func aParagraphGoesOnBehindTheHeadOfTheNextPage() throws {
        let head = try text("Page two", .paragraph)
        var region = Frame(size: .letter, marks: [head], role: .region(Label("head")))
        region.size = Size(width: .points(400), height: .points(20))
        #expect(
            try read([
                [try text("Bill", .heading(1)), try text("One ", .paragraph)],
                [
                    Placed(.group(region), at: .zero), try text("and two", .paragraph, isContinued: true),
                    try text("three", .paragraph),
                ],
            ]) == #"H1 "Bill" P "One" "and two" P "Page two" P "three""#)
    }

    @Test func aRowThatIsCutIsOneRowWithItsCells() throws {
        func table(_ cells: [Placed], isContinued: Bool) -> Placed {
            let row = Frame(size: .letter, marks: cells, role: .row, isContinued: isContinued)
            let table = Frame(size: .letter, marks: [Placed(.group(row), at: .zero)], role: .table, isContinued: isContinued)
            return Placed(.group(table), at: .zero)
        }
        let first = table([try text("Water", .headerCell(.row, span: 1)), try text("a ", .cell(span: 1))], isContinued: false)
        let empty = Placed(.group(Frame(size: .zero, role: .headerCell(.row, span: 1), isContinued: true)), at: .zero)
        let second = table([empty, try text("b", .cell(span: 1), isContinued: true)], isContinued: true)
        #expect(try read([[try text("Bill", .heading(1)), first], [second]]) == #"H1 "Bill" Table TR TH: "Water" TD "a" "b""#)
    }

    @Test func whatIsReadLastComesBehindTheOtherPages() throws {
        let stub = Frame(
            size: Size(width: .points(400), height: .points(20)), marks: [try text("Stub", .paragraph)],
            role: .ending(Label("stub")))
        #expect(
            try read([
                [try text("Bill", .heading(1)), Placed(.group(stub), at: .zero), try text("one", .paragraph)],
                [try text("two", .paragraph)],
            ]) == #"H1 "Bill" P "one" P "two" P "Stub""#)
    }

    /// Two columns, each cut by the page end: each is read to its end.
    @Test func columnsThatAreCutAreReadOneAfterTheOther() throws {
        func words(_ letter: String) -> String { (1...60).map { "\(letter)\($0)" }.joined(separator: " ") }
        let grid = Table(
            columns: [.share(1000), .share(1000)],
            rows: [
                TableRow(
                    [
                        Cell(try TestParagraphs.paragraph(words("a")), role: nil),
                        Cell(try TestParagraphs.paragraph(words("b")), role: nil),
                    ], keep: false)
            ], role: nil)
        let size = Size(width: .points(200), height: .points(60))
        var pages: [[Placed]] = []
        var rest: any Block = grid
        while case .part(let frame, let more) = rest.fit(into: Region(size: size)) {
            pages.append([Placed(.group(frame), at: .zero)])
            rest = more
        }
        guard case .whole(let last) = rest.fit(into: Region(size: size)) else {
            Issue.record("the last part fits")
            return
        }
        pages.append([Placed(.group(last), at: .zero)])
        #expect(pages.count > 2)
        let text = try read(pages).replacing("\" \"", with: " ").replacing("  ", with: " ")
        #expect(text == "Div P \"\(words("a"))\" Div P \"\(words("b"))\"")
        let made = pages.enumerated().map { Page(number: $0 + 1, frame: Frame(size: .letter, marks: $1)) }
        #expect(ReadingTree(made).plainText == words("a") + "\n" + words("b") + "\n")
    }

    @Test func anItemHasABodyAndWhatSaysNothingIsNoElement() throws {
        let item = Frame(
            size: .letter, marks: [try text("• ", .label), try text("first", .paragraph), try text("more", .paragraph)],
            role: .listItem)
        let blank = Frame(size: .letter, role: .paragraph)
        let list = Frame(size: .letter, marks: [Placed(.group(item), at: .zero)], role: .list(isOrdered: false))
        #expect(
            try read([[try text("Bill", .heading(1)), Placed(.group(blank), at: .zero), Placed(.group(list), at: .zero)]])
                == #"H1 "Bill" L LI Lbl "•" LBody P "first" P "more""#)
    }

    @Test func aParagraphInAnotherLanguageSaysSoItself() throws {
        let words = try text("Llame", .language(Label("es")))
        let paragraph = Frame(size: .letter, marks: [words], role: .paragraph)
        let read = try read([[try text("Bill", .heading(1)), Placed(.group(paragraph), at: .zero)]])
        #expect(read == #"H1 "Bill" P "Llame""#)
    }
}
