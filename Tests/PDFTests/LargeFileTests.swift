import Foundation
import Pages
import Platform
import TestKit
import Testing

@testable import PDF

/// Files beyond what libharu's own writer can count: 2 GiB, and 32,767 pages. They take gigabytes and minutes:
/// `LARGE_FILES=1 swift test --filter LargeFileTests`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["LARGE_FILES"] == "1"), .serialized) struct LargeFileTests {
    private static let profiles: [OutputProfile] = [.print, .archive, .accessible]

    @Test(arguments: profiles) func aFileOverTwoGibibytesIsWhole(_ profile: OutputProfile) throws {
        var noise = Noise(seed: 5)
        let deflater = Deflater(level: 0)
        let size = try write(pages: 2_200, profile, isWalked: false) { page, small in
            // A comment of a megabyte that nothing makes smaller.
            let raw = profile.isTagged ? Draft.tagged(page).content : Draft.content(page)
            let comment = (0..<(1 << 15)).map { _ in String(noise.next(below: 1 << 62), radix: 16) }.joined()
            let content = Array(raw.utf8) + Array("%\(String(repeating: comment, count: 4))\n".utf8)
            return ComposedPage(
                size: small.size, content: deflater.deflate(content), usage: small.usage, structure: small.structure)
        }
        #expect(size > 1 << 31, "\(size) bytes")
    }

    @Test(arguments: profiles) func aFileOfMoreThan32767PagesIsWhole(_ profile: OutputProfile) throws {
        _ = try write(pages: 33_000, profile, isWalked: true) { _, page in page }
    }

    /// Writes a file of so many documents of a page, each as `made` changes it, and has others read it; answers its size.
    private func write(
        pages count: Int, _ profile: OutputProfile, isWalked: Bool, made: (Page, ComposedPage) -> ComposedPage
    ) throws -> Int {
        let folder = try Scratch()
        let path = folder.path("large.pdf")
        let sink = try AtomicFile(path: path)
        let file = try PDFFile(sink: sink, book: TestFonts.book, profile: profile)
        let composer = PageComposer(book: TestFonts.book, profile: profile)
        for number in 1...count {
            try file.begin(DocumentAbout(title: "Bill", name: "\(number)"))
            let page = try Draft.page("Bill \(number) of many", number: number)
            try file.append(made(page, composer.compose(page)))
        }
        try file.finish()
        try sink.commit()
        try check(path, pages: count, profile, isWalked: isWalked)
        let size = try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
        print("\(profile.rawValue): \(size) bytes, \(count) pages")
        return size
    }

    private func check(_ path: String, pages: Int, _ profile: OutputProfile, isWalked: Bool) throws {
        #expect(try Tool.run("qpdf", ["--show-npages", path]).text == "\(pages)\n")
        let qpdf = try Tool.run("qpdf", ["--check", path])
        #expect(qpdf.status == 0 && qpdf.errors == "", "\(qpdf.text) \(qpdf.errors)")
        for page in [1, pages / 2, pages] {
            let text = try Tool.run("pdftotext", ["-f", "\(page)", "-l", "\(page)", path, "-"])
            #expect(text.text.contains("Bill \(page) of many") && text.errors == "", "page \(page)")
        }
        guard profile.isArchival, isWalked else { return }
        let words = ["\(Scratch.root)/Tests/Judges/structure.py"] + (profile.isTagged ? [] : ["--untagged"]) + [path]
        #expect(try Tool.run("/usr/bin/python3", words).text == "")
    }
}
