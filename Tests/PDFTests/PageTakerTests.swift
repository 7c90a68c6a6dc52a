import Foundation
import Fonts
import Pages
import TestKit
import Testing

@testable import PDF

@Suite struct PageTakerTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write(try Draft.bytes((1...600).map { try Draft.page("Bill \($0) of many", number: $0) }), "one.pdf")
        try scratch.write(
            try Draft.bytes((1...3).map { try Draft.page("Other \($0) ლარი", number: $0) }), "other's, (\"a\"\n-- @b).pdf")
    }

    private var one: String { scratch.path("one.pdf") }
    private var other: String { scratch.path("other's, (\"a\"\n-- @b).pdf") }

    private func texts(_ name: String) throws -> [String] {
        let text = try Tool.run("pdftotext", [scratch.path(name), "-"]).text.precomposedStringWithCanonicalMapping
        return text.split(separator: "\u{C}").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    }

    private func isClean(_ name: String) throws -> Bool {
        let result = try Tool.run("qpdf", ["--check", scratch.path(name)])
        return result.status == 0 && result.text.contains("No syntax or stream encoding errors found")
    }

    @Test func aPageWithALinkIsTakenWithoutIt() throws {
        try scratch.write(try Draft.file([try ProfileTests.page()], .accessible), "linked.pdf")
        let piece = Piece(path: scratch.path("linked.pdf"), pages: 1...1)
        #expect(try PageTaker.take([piece], to: scratch.path("out.pdf")) == 1)
        #expect(try texts("out.pdf")[0].contains("Amount due on 1") && isClean("out.pdf"))
    }

    @Test func piecesOfSeveralFilesStandInTheirOrder() throws {
        let pieces = [
            Piece(path: one, pages: 255...258), Piece(path: other, pages: 2...3), Piece(path: one, pages: 600...600),
            Piece(path: one, pages: 256...256),
        ]
        #expect(try PageTaker.take(pieces, to: scratch.path("out.pdf")) == 8)
        let bills = [255, 256, 257, 258].map { "Bill \($0) of many" }
        #expect(
            try texts("out.pdf") == bills + ["Other 2 ლარი", "Other 3 ლარი", "Bill 600 of many", "Bill 256 of many"])
        #expect(try isClean("out.pdf"))
        #expect(try PageTaker.pageCount(of: scratch.path("out.pdf")) == 8)
    }

    @Test func streamsAreThoseOfTheSourceByteForByte() throws {
        try PageTaker.take([Piece(path: one, pages: 300...302)], to: scratch.path("out.pdf"))
        try PageTaker.take([Piece(path: one, pages: 300...302)], to: scratch.path("marked.pdf"), mark: Marks.duplicate)
        for page in 1...3 {
            let source = try Streams.contents(of: one, page: 299 + page)
            #expect(source.count == 1 && source[0].count > 20)
            #expect(try Streams.contents(of: scratch.path("out.pdf"), page: page) == source)
            let marked = try Streams.contents(of: scratch.path("marked.pdf"), page: page)
            #expect(marked.count == 3 && marked[1] == source[0])
        }
        #expect(try Streams.fonts(of: scratch.path("out.pdf")) == Streams.fonts(of: one))
    }

    @Test func fiveHundredSinglePagesAndTheSameBytesTwice() throws {
        let numbers = (0..<500).map { 1 + $0 * 7919 % 600 }
        let pieces = numbers.map { Piece(path: one, pages: $0...$0) }
        try PageTaker.take(pieces, to: scratch.path("out.pdf"))
        #expect(try texts("out.pdf") == numbers.map { "Bill \($0) of many" })
        #expect(try isClean("out.pdf"))
        try scratch.copy(one, to: "elsewhere.pdf")
        let moved = numbers.map { Piece(path: scratch.path("elsewhere.pdf"), pages: $0...$0) }
        try PageTaker.take(moved, to: scratch.path("again.pdf"))
        #expect(try scratch.bytes("out.pdf") == scratch.bytes("again.pdf"), "nor does the name of the source matter")
        try PageTaker.take(pieces.reversed(), to: scratch.path("again.pdf"))
        #expect(try scratch.bytes("out.pdf") != scratch.bytes("again.pdf"))
    }

    @Test func aFileOfOnePageAndOneThatWasTaken() throws {
        try scratch.write(try Draft.bytes([try Draft.page("Alone")]), "alone.pdf")
        try PageTaker.take([Piece(path: scratch.path("alone.pdf"), pages: 1...1)], to: scratch.path("first.pdf"))
        try PageTaker.take([Piece(path: scratch.path("first.pdf"), pages: 1...1)], to: scratch.path("second.pdf"))
        #expect(try texts("second.pdf") == ["Alone"])
        #expect(try isClean("second.pdf"))
        #expect(
            try Streams.contents(of: scratch.path("second.pdf"), page: 1)
                == Streams.contents(of: scratch.path("alone.pdf"), page: 1))
    }

    @Test func onlyItsOwnerMayReadItAndAnOldFileIsReplacedWhole() throws {
        try PageTaker.take([Piece(path: one, pages: 2...2)], to: one)
        let mode = try FileManager.default.attributesOfItem(atPath: one)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try texts("one.pdf") == ["Bill 2 of many"])
        #expect(scratch.files.count == 2)
    }

    @Test func thePagesOfAWholeFileAreWhatTheyWere() throws {
        try PageTaker.take([Piece(path: one, pages: 1...600)], to: scratch.path("out.pdf"))
        #expect(try texts("out.pdf") == texts("one.pdf"))
        #expect(try scratch.bytes("out.pdf").count < scratch.bytes("one.pdf").count + 4096)
        let pictures = try OutsideTool.pictures(of: Array(scratch.bytes("out.pdf")), dpi: 10)
        #expect(try pictures == OutsideTool.pictures(of: scratch.bytes("one.pdf"), dpi: 10))
    }
}

/// Streams as they lie in a file, by qpdf.
enum Streams {
    /// The content streams of a page, still compressed.
    static func contents(of path: String, page: Int) throws -> [[UInt8]] {
        let list = try Tool.run("qpdf", ["--show-pages", path]).text.components(separatedBy: "\npage ")[page - 1]
        let numbers = list.components(separatedBy: "content:\n")[1].split(separator: "\n").compactMap { line -> Int? in
            let words = line.split(separator: " ")
            return words.count == 3 && words[2] == "R" ? Int(words[0]) : nil
        }
        return try numbers.map { try Tool.run("qpdf", ["--show-object=\($0)", "--raw-stream-data", path]).output }
    }

    /// What pdffonts tells of each font but for its object's number.
    static func fonts(of path: String) throws -> [String] {
        try Tool.run("pdffonts", [path]).text.split(separator: "\n").dropFirst(2).map { String($0.dropLast(10)) }
    }
}

/// Marks for copies.
enum Marks {
    static var duplicate: PageMark { mark("DUPLICATE of 2611-011904, re-issued 2026-11-24") }

    static func mark(_ text: String, at y: Length = .points(20)) -> PageMark {
        PageMark(book: TestFonts.book) { _ in
            var frame = Frame(size: .zero)
            frame.place(
                Draft.frame(try TestParagraphs.paragraph(text, TestStyles.bold), width: 300), at: Point(x: .points(9), y: y))
            return frame
        }
    }
}
