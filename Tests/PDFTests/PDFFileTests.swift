import Fonts
import Foundation
import Layout
import Pages
import Platform
import Symbols
import TestKit
import Testing

@testable import PDF

@Suite struct PDFFileTests {
    /// Several faces, kerning, a fallback face, accents written apart, a picture, a symbol, lines, and a layer.
    private func pages() throws -> [Page] {
        var region = Draft.frame(
            Stack([
                try Draft.staticText("City of Cedar Bluff", TestStyles.large), try Draft.staticText("Account"),
                try Draft.staticText("Amount due"),
                Rule(Stroke(width: .points(1), tint: .black, dash: .points(3))),
                try TestParagraphs.paragraph("AVATAR To WAVE 1,234.50"),
                try TestParagraphs.paragraph("Nguye\u{302}\u{303}n Việt, ლარი (office) \\ affluent", TestStyles.bold),
                PictureBlock(try TestPictures.grey(), size: Size(width: .points(30), height: .points(30)), alt: "grey"),
                Matrix(
                    try QREncoder().encode(Array("HTTPS://EXAMPLE.COM/PAY".utf8), level: .m), side: .points(100), quiet: 4,
                    alt: "pay"),
                try CodeLine(Array("0123 4567".utf8), style: TestStyles.scan, pitch: Length(hundredths: 720), align: .left),
            ]))
        region.role = .region(Label("bill"))
        return [Draft.page(region), try Draft.page("Second page", number: 2)]
    }

    @Test func qpdfFindsNothingWrong() throws {
        let result = try OutsideTool.run("qpdf", on: Draft.bytes(pages()), ["--check", "PDF"])
        #expect(result.status == 0, "\(result.text) \(result.errors)")
        #expect(result.text.contains("No syntax or stream encoding errors found"))
    }

    @Test func mupdfFindsNothingWrong() throws {
        let result = try OutsideTool.run("mutool", on: Draft.bytes(pages()), ["draw", "-o", "/dev/null", "PDF"])
        // MuPDF names each page it draws; Debian's is built without colour management and says so.
        let complaints = result.errors.split(separator: "\n").filter { $0.hasPrefix("warning") || $0.hasPrefix("error") }
        #expect(result.status == 0 && complaints.filter { $0 != "warning: ICC support is not available" } == [])
    }

    @Test func textComesBackAsItWasWritten() throws {
        let result = try OutsideTool.run("pdftotext", on: Draft.bytes(pages()), ["-layout", "PDF", "-"])
        #expect(result.errors == "")
        let text = result.text.precomposedStringWithCanonicalMapping
        for line in [
            "City of Cedar Bluff", "Account", "Amount due", "AVATAR To WAVE 1,234.50", "Nguyễn Việt, ლარი (office) \\ affluent",
            "0123 4567", "Second page",
        ] {
            #expect(text.contains(line), "\(line) in \(text)")
        }
    }

    @Test func fontsAreEmbeddedSubsetAndHaveTheirUnicode() throws {
        let result = try OutsideTool.run("pdffonts", on: Draft.bytes(pages()), ["PDF"])
        let rows = result.text.split(separator: "\n").dropFirst(2)
        #expect(rows.count == 4, "\(result.text)")
        for row in rows {
            #expect(row.contains("CID TrueType") && row.contains("Identity-H") && row.contains("yes yes yes"), "\(row)")
            #expect(row.prefix(7).last == "+" && row.prefix(6).allSatisfy(\.isUppercase))
        }
    }

    @Test func theSymbolIsReadBackFromThePicture() throws {
        let folder = try Scratch()
        try folder.write(try OutsideTool.pictures(of: Draft.bytes(pages()), dpi: 200)[0], "page.png")
        let result = try Tool.run("zbarimg", ["-q", "--raw", folder.path("page.png")])
        #expect(result.text == "HTTPS://EXAMPLE.COM/PAY\n")
    }

    @Test func theSamePagesAreTheSameBytes() throws {
        #expect(try Draft.bytes(pages()) == Draft.bytes(pages()))
        #expect(try Draft.bytes(pages()) != Draft.bytes(pages().reversed()))
    }

    @Test func pagesComposedByOthersAreTheSameBytes() throws {
        let pages = try (1...20).map { try Draft.page("Bill \($0) of many", number: $0) }
        let sink = MemorySink()
        let file = try PDFFile(sink: sink, book: TestFonts.book, profile: .print)
        let two = [PageComposer(book: TestFonts.book, profile: .print), PageComposer(book: TestFonts.book, profile: .print)]
        for (index, page) in pages.enumerated() { try file.append(two[index % 2].compose(page)) }
        try file.finish()
        #expect(try sink.bytes == Draft.bytes(pages))
    }

    @Test func sixHundredPagesStandInATreeOfNodes() throws {
        let bytes = try Draft.bytes((1...600).map { try Draft.page("Bill \($0)", number: $0) })
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.components(separatedBy: "/Type/Pages/Parent").count == 1 + 3, "at most 256 pages a node")
        #expect(try OutsideTool.run("qpdf", on: bytes, ["--show-npages", "PDF"]).text == "600\n")
        #expect(try OutsideTool.run("qpdf", on: bytes, ["--check", "PDF"]).status == 0)
        #expect(try OutsideTool.run("pdftotext", on: bytes, ["-f", "513", "-l", "513", "PDF", "-"]).text.contains("Bill 513"))
    }

    @Test func aFileWithoutTextHasNoFonts() throws {
        let page = Draft.page(Frame(size: .letter, marks: [Placed(.fill(.letter, Tint(rgb: 0xEEEEEE)), at: .zero)]))
        let bytes = try Draft.bytes([page])
        #expect(!String(decoding: bytes, as: UTF8.self).contains("/FontFile2"))
        #expect(try OutsideTool.run("qpdf", on: bytes, ["--check", "PDF"]).status == 0)
    }

    @Test func everyStreamEndsInALineOfItsOwn() throws {
        let bytes = try Draft.bytes(pages())
        let text = bytes.map { $0 < 0x80 ? Character(Unicode.Scalar($0)) : "?" }
        let end = Array("endstream")
        for at in 2..<text.count - end.count where Array(text[at..<at + end.count]) == end {
            #expect(bytes[at - 2] == 0x0D && bytes[at - 1] == 0x0A)
        }
    }

    @Test func aSinkThatFailsAnywhereEndsInItsError() throws {
        let pages = try pages()
        let total = try Draft.bytes(pages).count
        for limit in stride(from: 0, to: total, by: max(1, total / 150)) {
            let sink = FullSink(limit: limit)
            let error = #expect(throws: PDFError.self) { try Draft.write(pages, to: sink) }
            guard case .sink(let cause)? = error else {
                Issue.record("the sink's own error at \(limit), not \(String(describing: error))")
                return
            }
            #expect(cause == SystemError(.write, "the test", code: ENOSPC) && sink.callsAfterTheError == 0)
        }
        #expect(throws: Never.self) { try Draft.write(pages, to: FullSink(limit: total)) }
    }

    @Test func theProducerIsNamedAndNoDateIs() throws {
        let info = try OutsideTool.run("pdfinfo", on: Draft.bytes(pages()), ["PDF"]).text
        #expect(
            info.contains("Producer:        Billpress") && info.contains("Pages:           2") && !info.contains("CreationDate"))
    }
}

/// Takes a number of bytes and then no more.
final class FullSink: ByteSink {
    private let limit: Int
    private var count = 0
    private var hasFailed = false
    private(set) var callsAfterTheError = 0

    init(limit: Int) { self.limit = limit }

    func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        if hasFailed { callsAfterTheError += 1 }
        count += bytes.count
        guard count <= limit else {
            hasFailed = true
            throw SystemError(.write, "the test", code: ENOSPC)
        }
    }
}
