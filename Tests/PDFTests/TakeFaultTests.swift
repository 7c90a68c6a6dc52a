import Foundation
import Pages
import Platform
import TestKit
import Testing

@testable import PDF

@Suite struct TakeFaultTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write(try Draft.bytes((1...20).map { try Draft.page("Bill \($0)", number: $0) }), "run.pdf")
    }

    private func fault(_ name: String, _ pages: ClosedRange<Int> = 1...1, mark: PageMark? = nil) -> String {
        let before = scratch.files
        let error = #expect(throws: TakeFault.self) {
            try PageTaker.take([Piece(path: scratch.path(name), pages: pages)], to: scratch.path("out.pdf"), mark: mark)
        }
        #expect(scratch.files == before, "nothing is left behind")
        return (error?.description ?? "").replacingOccurrences(of: scratch.path + "/", with: "")
    }

    @Test func whatIsAskedForIsNotThere() throws {
        #expect(fault("nothing.pdf") == "nothing.pdf is not there")
        #expect(fault("run.pdf", 19...21) == "there is no page 21 in run.pdf, which has pages 1 to 20")
        #expect(fault("run.pdf", 0...3) == "there is no page 0 in run.pdf, which has pages 1 to 20")
        #expect(fault("run.pdf", 5...Int.max).hasPrefix("there is no page 9223372036854775807 in run.pdf"))
        #expect(fault("") == "cannot read : it is not a file")
        #expect(mkfifo(scratch.path("pipe"), 0o600) == 0)
        #expect(fault("pipe") == "cannot read pipe: it is not a file")
        let error = #expect(throws: TakeFault.self) { try PageTaker.take([], to: scratch.path("out.pdf")) }
        #expect(error?.description == "no pages are asked for")
    }

    @Test func whatIsNoPDFFileOrIsCutOff() throws {
        try scratch.write("", "empty.pdf")
        try scratch.write("Hello, this is a letter.\n", "letter.pdf")
        let whole = try scratch.bytes("run.pdf")
        #expect(fault("empty.pdf") == "empty.pdf is damaged, and nothing is taken from it: it does not begin as a PDF file does")
        #expect(fault("letter.pdf").contains("does not begin"))
        for part in stride(from: 8, to: whole.count - 40, by: 301) {
            try scratch.write(Array(whole[..<part]), "part.pdf")
            #expect(fault("part.pdf").hasPrefix("part.pdf is damaged, and nothing is taken from it: "))
        }
    }

    /// Whatever byte is wrong, the answer is pages or a sentence, and the process lives.
    @Test func wrongBytesAnywhereEndInPagesOrASentence() throws {
        let whole = try scratch.bytes("run.pdf")
        var random = Noise(seed: 7)
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0..<3 { bytes[random.next(below: bytes.count)] = UInt8(random.next(below: 256)) }
            let tail = bytes.count - random.next(below: 2000) - 1
            bytes[tail] = UInt8(ascii: "1")
            try scratch.write(bytes, "wrong.pdf")
            let sink = MemorySink()
            do {
                try PageTaker.take([Piece(path: scratch.path("wrong.pdf"), pages: 1...1)], to: sink, mark: Marks.duplicate)
            } catch { #expect(error.description.contains("wrong.pdf")) }
        }
    }

    @Test func aStreamOfAnotherLengthIsDamage() throws {
        var bytes = try scratch.bytes("run.pdf")
        let length = Array("/Length ".utf8)
        let at = (0..<bytes.count).first { bytes[$0...].starts(with: length) }! + length.count
        bytes[at] = bytes[at] == UInt8(ascii: "9") ? UInt8(ascii: "8") : bytes[at] + 1
        try scratch.write(bytes, "wrong.pdf")
        #expect(fault("wrong.pdf", 1...20).contains("is not whole"))
    }

    @Test func aFolderThatIsNotThere() throws {
        let error = #expect(throws: TakeFault.self) {
            try PageTaker.take([Piece(path: scratch.path("run.pdf"), pages: 1...1)], to: scratch.path("no/out.pdf"))
        }
        #expect(error?.description == "cannot write \(scratch.path("no/out.pdf")): its folder does not exist")
    }

    @Test func aDiskThatIsFullIsTold() throws {
        let error = #expect(throws: TakeFault.self) {
            try PageTaker.take([Piece(path: scratch.path("run.pdf"), pages: 1...1)], to: "/dev/full")
        }
        #expect(error?.description == "cannot write /dev/full: No space left on device")
        for limit in stride(from: 0, to: 4000, by: 97) {
            #expect(throws: TakeFault.self) {
                try PageTaker.take(
                    [Piece(path: scratch.path("run.pdf"), pages: 1...20)], to: Narrow(limit: limit), mark: Marks.duplicate)
            }
        }
    }

    @Test func filesOfOthersComeThroughQpdf() throws {
        let run = scratch.path("run.pdf")
        for (name, how) in [
            ("streams.pdf", ["--object-streams=generate"]), ("web.pdf", ["--linearize"]),
            ("locked.pdf", ["--encrypt", "", "owner", "256", "--"]),
        ] {
            #expect(try Tool.run("qpdf", how + [run, scratch.path(name)]).status == 0)
            try PageTaker.take(
                [Piece(path: scratch.path(name), pages: 3...4)], to: scratch.path("out.pdf"), mark: Marks.duplicate)
            let text = try Tool.run("pdftotext", [scratch.path("out.pdf"), "-"]).text
            #expect(text.contains("Bill 3") && text.contains("Bill 4") && text.contains("DUPLICATE"), "\(name)")
            #expect(try Streams.contents(of: scratch.path("out.pdf"), page: 1)[1] == Streams.contents(of: run, page: 3)[0])
            #expect(try Tool.run("qpdf", ["--check", scratch.path("out.pdf")]).status == 0)
        }
        _ = try Tool.run("qpdf", ["--encrypt", "user", "owner", "256", "--", run, scratch.path("secret.pdf")])
        #expect(fault("secret.pdf") == "secret.pdf is damaged, and nothing is taken from it: invalid password")
    }

    @Test func qpdfThatIsMissingIsNamedWithItsPackage() throws {
        let file = try OwnedDescriptor.readingFile(scratch.path("run.pdf"))
        let error = #expect(throws: TakeFault.self) {
            _ = try Unfolder(program: "no-such-qpdf").unfold(file, name: "x.pdf", because: "it is encrypted")
        }
        #expect(
            error?.description
                == "x.pdf is not as Billpress writes files (it is encrypted), and no-such-qpdf, which reads others, is not installed: apt-get install qpdf"
        )
    }
}

/// Takes a number of bytes and then no more.
private final class Narrow: ByteSink {
    private var left: Int

    init(limit: Int) { left = limit }

    func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        left -= bytes.count
        if left < 0 { throw SystemError(.write, "the test", code: ENOSPC) }
    }
}
