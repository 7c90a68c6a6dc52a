import Fonts
import Foundation
import Pages
import Platform
import TestKit
import Testing

@testable import PDF

@Suite struct PageMarkTests {
    private let scratch: Scratch
    /// Letter, a roll of 80 mm, a door tag.
    private let sizes = [
        Size.letter, Size(width: Length(hundredths: 22677), height: .points(500)),
        Size(width: .points(306), height: .points(792)),
        Size.letter,
    ]

    init() throws {
        scratch = try Scratch()
        let pages = try sizes.enumerated().map { index, size in
            var frame = Frame(size: size)
            frame.place(
                Draft.frame(try TestParagraphs.paragraph("Bill \(index + 1)"), width: 200),
                at: Point(x: .points(9), y: .points(300)))
            return Page(number: 1, frame: frame)
        }
        try scratch.write(try Draft.bytes(pages), "run.pdf")
    }

    private var pieces: [Piece] { [Piece(path: scratch.path("run.pdf"), pages: 1...4)] }

    /// The words of a page and where they stand: left, top, right, bottom.
    private func words(_ name: String, page: Int) throws -> [(word: String, box: [Double])] {
        let text = try Tool.run("pdftotext", ["-bbox", "-f", "\(page)", "-l", "\(page)", scratch.path(name), "-"]).text
        return text.split(separator: "\n").filter { $0.contains("<word ") }.map { line in
            let parts = line.split(separator: "\"")
            let word = parts[8].dropFirst().split(separator: "<")[0]
            return (String(word), [1, 3, 5, 7].map { Double(parts[$0])! })
        }
    }

    @Test func eachSizeOfPageHasTheMarkInTheSamePlaceAndSize() throws {
        try PageTaker.take(pieces, to: scratch.path("out.pdf"), mark: Marks.duplicate)
        #expect(try PageTaker.sizes(of: Piece(path: scratch.path("out.pdf"), pages: 1...4)) == sizes)
        let first = try words("out.pdf", page: 1).filter { !["Bill", "1"].contains($0.word) }
        #expect(first.map(\.word) == ["DUPLICATE", "of", "2611-011904,", "re-issued", "2026-11-24"])
        for page in 1...4 {
            let before = try words("run.pdf", page: page)
            let after = try words("out.pdf", page: page)
            #expect(before.map(\.word) == ["Bill", "\(page)"])
            for (word, box) in before + first {
                #expect(
                    after.contains { $0.word == word && zip($0.box, box).allSatisfy { abs($0 - $1) < 0.01 } },
                    "\(word) on \(page)")
            }
            #expect(after.count == before.count + first.count)
        }
        let check = try Tool.run("qpdf", ["--check", scratch.path("out.pdf")])
        #expect(check.status == 0, "\(check.text) \(check.errors)")
        let fonts = try Tool.run("pdffonts", [scratch.path("out.pdf")]).text.split(separator: "\n").dropFirst(2)
        #expect(fonts.count == 2 && fonts.allSatisfy { $0.contains("yes yes yes") })
    }

    @Test func theMarkIsAskedForOnceForEachSize() throws {
        var asked: [Size] = []
        let mark = PageMark(book: TestFonts.book) { size in
            asked.append(size)
            return try Marks.duplicate.frame(size)
        }
        try PageTaker.take(pieces, to: MemorySink(), mark: mark)
        #expect(asked == Array(sizes[..<3]))
    }

    @Test func theSameMarkIsTheSameBytesAndAnotherIsNot() throws {
        let sinks = [MemorySink(), MemorySink(), MemorySink(), MemorySink()]
        try PageTaker.take(pieces, to: sinks[0], mark: Marks.duplicate)
        try PageTaker.take(pieces, to: sinks[1], mark: Marks.duplicate)
        try PageTaker.take(pieces, to: sinks[2], mark: Marks.mark("VOID"))
        try PageTaker.take(pieces, to: sinks[3])
        #expect(sinks[0].bytes == sinks[1].bytes && sinks[0].bytes != sinks[2].bytes)
        let ids = sinks.map { String(decoding: $0.bytes, as: UTF8.self).components(separatedBy: "/ID[<")[1].prefix(32) }
        #expect(Set(ids).count == 3)
    }

    @Test func aCopyThatIsMarkedAgainKeepsItsFirstMark() throws {
        try PageTaker.take(pieces, to: scratch.path("first.pdf"), mark: Marks.duplicate)
        let again = [Piece(path: scratch.path("first.pdf"), pages: 1...4)]
        try PageTaker.take(again, to: scratch.path("second.pdf"), mark: Marks.mark("COPY of a copy", at: .points(40)))
        try PageTaker.take(again, to: scratch.path("twice.pdf"), mark: Marks.duplicate)
        for page in 1...4 {
            let words = try words("second.pdf", page: page).map(\.word)
            #expect(Set(words).isSuperset(of: ["Bill", "\(page)", "DUPLICATE", "COPY"]))
            #expect(try self.words("twice.pdf", page: page).contains { $0.word == "DUPLICATE" })
        }
        for name in ["second.pdf", "twice.pdf"] { #expect(try Tool.run("qpdf", ["--check", scratch.path(name)]).status == 0) }
    }

    @Test func aMarkThatCannotBeMadeLeavesNothing() throws {
        let mark = PageMark(book: TestFonts.book) { _ in throw OutsideTool.Complaint(description: "no glyph for 鱼") }
        let error = #expect(throws: TakeFault.self) { try PageTaker.take(pieces, to: scratch.path("out.pdf"), mark: mark) }
        #expect(error?.description == "the mark for the pages cannot be made: no glyph for 鱼")
        #expect(scratch.files == ["run.pdf"])
    }
}
