import Errors
import Foundation
import Pages
import Platform
import TestKit
import Testing

@testable import PDF

/// Each R3xx code comes of a file that cannot be written, taken apart or encrypted in that way.
@Suite struct FileCodeTests {
    /// What nothing outside of the program brings about, and why.
    private static let unmade: [ErrorCode: String] = [
        .pdfLibrary: "libharu refuses only what our code never asks of it, or has no memory",
        .fontNotEmbedded: "faces are subset once when they are loaded; the tests of damaged fonts hold the messages",
        .unfamiliarPDF: "qpdf brings whatever it reads into a shape that can be taken apart; what it cannot read is damaged",
        .onlyOneFile: "made by print files, in the tests of rendering",
        .folderNotMade: "made below",
    ]

    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func code(_ body: () throws -> Void) -> ErrorCode? {
        do {
            try body()
            return nil
        } catch { return (error as? any CodedError)?.errorCode }
    }

    @Test func everyCodeIsMade() throws {
        var made: Set<ErrorCode> = []
        func expect(_ code: ErrorCode, _ body: () throws -> Void) {
            let found = self.code(body)
            #expect(found == code, "\(code) \(code.name): \(found?.name ?? "nothing")")
            if let found { made.insert(found) }
        }
        try scratch.write(try Draft.bytes([try Draft.page("Bill 1")]), "run.pdf")
        try scratch.write("Hello.\n", "letter.pdf")
        func take(_ name: String, _ page: Int = 1, to output: String = "out.pdf", mark: PageMark? = nil) throws {
            try PageTaker.take(
                [Piece(path: scratch.path(name), pages: page...page)],
                to: output.hasPrefix("/") ? output : scratch.path(output), mark: mark)
        }
        expect(.noFolder) { _ = try AtomicFile(path: scratch.path("no/bill.pdf")) }
        expect(.deviceFull) { try take("run.pdf", to: "/dev/full") }
        try FileManager.default.createDirectory(atPath: scratch.path("taken.pdf"), withIntermediateDirectories: false)
        expect(.writeFailed) { try take("run.pdf", to: "taken.pdf") }
        expect(.folderNotMade) { try Directory.make("/dev/null/x", mode: 0o700) }
        expect(.noPages) { try PageTaker.take([], to: scratch.path("out.pdf")) }
        expect(.unreadablePDF) { try take("nothing.pdf") }
        expect(.noSuchPage) { try take("run.pdf", 2) }
        expect(.damagedPDF) { try take("letter.pdf") }
        expect(.extractionProgramMissing) {
            _ = try Unfolder(program: "no-such-qpdf").unfold(
                OwnedDescriptor.readingFile(scratch.path("run.pdf")), name: "x.pdf", because: "it is encrypted")
        }
        struct Broken: Error {}
        expect(.overlayFailed) {
            try take("run.pdf", mark: PageMark(book: TestFonts.book) { _ throws in throw Broken() })
        }
        let picture = try Picture.read(JPEGMaker(ids: [1, 2, 3, 4]).file, name: "ink.jpg")
        var sheet = Frame(size: .letter)
        sheet.place(.picture(picture, Size(width: .points(50), height: .points(50))), at: .zero)
        expect(.pictureNotEmbedded) { _ = try Draft.file([Page(number: 1, frame: sheet)], .archive) }

        func password(_ bytes: [UInt8], mode: mode_t = 0o600) throws -> Password {
            try scratch.write(bytes, "secret")
            chmod(scratch.path("secret"), mode)
            return try Password(file: scratch.path("secret"))
        }
        let secret = try password(Array("sesame\n".utf8))
        var encryption = Encryption(password: secret)
        expect(.archivalEncryption) {
            _ = try encryption.encrypted(try Draft.file([try Draft.page("x")], .archive))
        }
        let pdf = try scratch.bytes("run.pdf")
        expect(.encryptionFailed) { _ = try encryption.encrypted(Array("%PDF-1.7 nothing".utf8)) }
        expect(.tooLargeToEncrypt) { _ = try encryption.encrypted([UInt8](repeating: 0, count: Encryption.mostBytes + 1)) }
        encryption.program = "no-such-qpdf"
        expect(.encryptionProgramMissing) { _ = try encryption.encrypted(pdf) }

        expect(.passwordUnreadable) { _ = try Password(file: "/nowhere/secret") }
        expect(.passwordOpen) { _ = try password(Array("sesame".utf8), mode: 0o644) }
        for (code, text) in [
            (ErrorCode.passwordEmpty, ""), (.passwordLines, "a\nb"), (.passwordTooLong, String(repeating: "a", count: 128)),
            (.passwordNotASCII, "ñ"), (.passwordMark, "\u{FEFF}a"), (.passwordControl, "a\tb"), (.passwordBlank, " a"),
        ] { expect(code) { _ = try password(Array(text.utf8)) } }

        #expect(Set(ErrorCode.files).subtracting(made).subtracting(Self.unmade.keys).map(\.name).sorted() == [])
    }

    @Test func whatIsNotMadeHasItsCodeAllTheSame() {
        let font = PDFError.font(FontFault(message: "font X: it is empty"))
        #expect(font.errorCode == .fontNotEmbedded && font.description == "font X: it is empty")
        let library = PDFError.library("libharu cannot", code: 0x1001)
        #expect(library.errorCode == .pdfLibrary && library.description == "libharu cannot (error 0x1001)")
        #expect(TakeFault.unfamiliar("a.pdf", "it is odd").errorCode == .unfamiliarPDF)
        #expect(TakeFault.file(.oneFile("/dev/stdout", pages: 5_000)).errorCode == .onlyOneFile)
    }
}
