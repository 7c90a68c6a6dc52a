import Fonts
import Foundation
import PDF
import Pages
import Records
import TestKit
import Testing

@testable import Rendering

/// Many records into print files.
@Suite struct BatchTests {
    private struct Outcome: Equatable {
        var files: [[UInt8]] = []
        var documents = 0
        var pages = 0
        var setAside = 0
        var cents: Int64 = 0
        var refused: [Int] = []
    }

    private func render(
        _ kind: Kind, _ input: [UInt8], threads: Int, limits: FileLimits = .print,
        progress: (BatchSummary) throws -> Void = { _ in }
    ) async throws -> Outcome {
        let scratch = try Scratch()
        let files = PrintFiles(path: scratch.path("out.pdf"), book: kind.template.book, profile: .print, limits: limits)
        var outcome = Outcome()
        let summary = try await Batch(kind: kind, profile: .print, issue: .test, threads: threads).render(
            RecordSource(bytes: input), take: { try files.append($0) }, refused: { outcome.refused.append($0.line) },
            progress: progress)
        #expect(scratch.files.allSatisfy { $0.hasSuffix(".partial") }, "nothing has its name before the end")
        try files.finish()
        outcome.files = try files.finished.map { try TestKit.FileBytes.read($0.path) }
        (outcome.documents, outcome.pages, outcome.setAside, outcome.cents) = (
            summary.documents, summary.pages, summary.setAside, summary.cents
        )
        #expect(scratch.files == files.finished.map { String($0.path.dropFirst(scratch.path.count + 1)) }.sorted())
        return outcome
    }

    @Test func theBytesAreTheSameForAnyNumberOfThreads() async throws {
        let kind = try Bench.kind()
        var lines = (0..<300).map { Bench.record($0) }
        for bad in [0, 17, 48, 49, 150, 299] { lines[bad] = "{\"bad\": \(bad)" }
        lines[200] = Bench.record(200).replacing("\"charges\": [", with: "\"charges\": [], \"x\": [")
        let input = Array((lines.joined(separator: "\n") + "\n").utf8)
        let wanted = try await render(kind, input, threads: 1)
        #expect(wanted.refused == [1, 18, 49, 50, 151, 201, 300])
        #expect(wanted.documents == 293 && wanted.pages == 293 && wanted.setAside == 7)
        var cents: Int64 = 0
        for number in 0..<300 where !wanted.refused.contains(number + 1) { cents += Int64(number) * 100 + 97 }
        #expect(wanted.cents == cents)
        for threads in [1, 2, 4, 7] { #expect(try await render(kind, input, threads: threads) == wanted, "\(threads) threads") }
    }

    @Test func documentsComeInTheOrderOfTheirRecords() async throws {
        let small = try SmallKind()
        let kind = try small.load()
        let input = Array((0..<500).map { SmallKind.record($0, name: "N\($0)", amount: "\($0).00") }.joined().utf8)
        for threads in [1, 4] {
            var cents: [Int64] = []
            _ = try await Batch(kind: kind, profile: .print, issue: .test, threads: threads).render(
                RecordSource(bytes: input), take: { cents.append($0.cents ?? -1) }, refused: { _ in Issue.record("refused") },
                progress: { _ in })
            #expect(cents == (0..<500).map { Int64($0) * 100 })
        }
    }

    @Test func oneThatStopsTheWorkLeavesNothing() async throws {
        struct Stop: Error {}
        let kind = try Bench.kind()
        for threads in [1, 3] {
            let scratch = try Scratch()
            var files: PrintFiles? = PrintFiles(
                path: scratch.path("out.pdf"), book: kind.template.book, profile: .print,
                limits: FileLimits(pages: 20, bytes: 1 << 30))
            await #expect(throws: Stop.self) {
                _ = try await Batch(kind: kind, profile: .print, issue: .test, threads: threads).render(
                    RecordSource(bytes: Bench.lines(400)), take: { try files?.append($0) }, refused: { _ in },
                    progress: { if $0.documents >= 100 { throw Stop() } })
            }
            #expect(scratch.files.count > 2, "several files are begun")
            files = nil
            #expect(scratch.files == [])
        }
    }

    @Test func manyRecordsTakeFlatMemory() async throws {
        let kind = try SmallKind().load()
        let scratch = try Scratch()
        let line = (0..<1000).map { SmallKind.record($0, name: "NAME\($0)") }.joined()
        try scratch.write(String(repeating: line, count: 20), "in.ndjson")
        let files = PrintFiles(path: scratch.path("out.pdf"), book: kind.template.book, profile: .print)
        var afterThousand = 0
        let summary = try await Batch(kind: kind, profile: .print, issue: .test, threads: 2).render(
            RecordSource(path: scratch.path("in.ndjson")), take: { try files.append($0) }, refused: { _ in },
            progress: { if $0.documents >= 4000, afterThousand == 0 { afterThousand = Self.resident } })
        try files.finish()
        #expect(summary.documents == 20_000 && files.finished.count == 4)
        #expect(Self.resident - afterThousand < 64 << 20, "\((Self.resident - afterThousand) >> 20) MB more than after 4,000")
    }

    /// Bytes of memory that the process holds now.
    private static var resident: Int {
        let words = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * 4096
    }
}

/// How documents are put into files.
@Suite struct PrintFilesTests {
    private let kind: Kind
    private let scratch: Scratch

    init() throws {
        var small = try SmallKind()
        // As many pages as lines.
        small.template = SmallKind.template(
            "<if test=\"lines is present\"><for each=\"l in lines\"><p>{l}</p></for></if>",
            body: "x=\"1in\" y=\"1in\" w=\"3in\" h=\"12pt\"")
        kind = try small.load()
        scratch = small.scratch
    }

    private func document(pages: Int, text: String = "X") throws -> Document {
        var json =
            "{\"number\": \"1\", \"name\": \"n\", \"amount\": \"1.00\", \"lines\": [\((0..<pages).map { _ in "\"\(text)\"" }.joined(separator: ","))]}"
        return try json.withUTF8 {
            try Typesetter(kind, profile: .print, issue: .test).document(of: UnsafeRawBufferPointer($0), line: 1)
        }
    }

    private func put(_ pages: [Int], _ limits: FileLimits, name: String = "b.pdf", text: String = "X") throws -> [PrintFile] {
        let files = PrintFiles(path: scratch.path(name), book: kind.template.book, profile: .print, limits: limits)
        for count in pages { try files.append(document(pages: count, text: text)) }
        try files.finish()
        return files.finished
    }

    @Test func aNewFileBeginsBeforeTheLimitOfPages() throws {
        let files = try put([2, 2, 2, 1, 4, 1], FileLimits(pages: 4, bytes: 1 << 30))
        #expect(files.map(\.pages) == [4, 3, 4, 1])
        #expect(files.map(\.documents) == [2, 2, 1, 1])
        #expect(files.map { String($0.path.dropFirst(scratch.path.count + 1)) } == ["b.pdf", "b-2.pdf", "b-3.pdf", "b-4.pdf"])
        for file in files {
            let told = try Tool.run("qpdf", ["--show-npages", file.path])
            #expect(told.text == "\(file.pages)\n")
            #expect(try TestKit.FileBytes.read(file.path).count == Int(file.bytes))
        }
    }

    @Test func aDocumentIsNeverParted() throws {
        #expect(try put([3, 3, 3], FileLimits(pages: 4, bytes: 1 << 30)).map(\.pages) == [3, 3, 3])
        #expect(
            try put([9, 1], FileLimits(pages: 4, bytes: 1 << 30)).map(\.pages) == [9, 1],
            "one that is longer than a file has its own")
    }

    @Test func aNewFileBeginsBeforeTheLimitOfBytes() throws {
        let text = String(repeating: "ABCDEFGHIJ", count: 2)
        let files = try put(Array(repeating: 1, count: 60), FileLimits(pages: 5000, bytes: 6000), text: text)
        #expect(files.count > 1 && files.map(\.documents).reduce(0, +) == 60)
        // Fonts, the page tree and the table of offsets come last and are not counted.
        let fonts = try put([1], .print, name: "one.pdf", text: text)[0].bytes
        #expect(files.allSatisfy { $0.bytes < 6000 + fonts + 60 * UInt64($0.pages) }, "\(files.map(\.bytes))")
    }

    @Test func namesWithoutTheEndingAreNumberedToo() throws {
        #expect(
            try put([1, 1], FileLimits(pages: 1, bytes: 1 << 30), name: "bills").map {
                String($0.path.dropFirst(scratch.path.count + 1))
            } == ["bills", "bills-2"])
    }

    @Test func nothingPutInIsNoFile() throws { #expect(try put([], .print).isEmpty) }

    @Test func filesAreTheirOwnersAlone() throws {
        let file = try put([1], .print)[0]
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func whatIsEncryptedIsNeverOnTheDiskBefore() throws {
        try scratch.write("open sesame", "secret")
        #expect(chmod(scratch.path("secret"), 0o600) == 0)
        let files = PrintFiles(
            path: scratch.path("b.pdf"), book: kind.template.book, profile: .print,
            limits: FileLimits(pages: 4, bytes: 1 << 30),
            encryption: Encryption(password: try Password(file: scratch.path("secret"))))
        for count in [2, 2, 1] { try files.append(document(pages: count)) }
        // The first file is whole and encrypted, the second is in memory.
        let aside = try scratch.files.filter { $0.hasSuffix(".partial") }.map { try scratch.text($0) }
        #expect(aside.count == 2 && aside.filter(\.isEmpty).count == 1 && aside.filter { $0.contains("/AESV3") }.count == 1)
        try files.finish()
        #expect(files.finished.map(\.pages) == [4, 1])
        for file in files.finished {
            let told = try Tool.run("qpdf", ["--password-file=\(scratch.path("secret"))", "--show-npages", file.path])
            #expect(told.text == "\(file.pages)\n", "\(told.errors)")
            #expect(try TestKit.FileBytes.read(file.path).count == Int(file.bytes))
        }
    }

    @Test func folderThatIsNotThereIsAnErrorWithItsPath() throws {
        let files = PrintFiles(path: scratch.path("no/b.pdf"), book: kind.template.book, profile: .print)
        let document = try document(pages: 1)
        #expect(throws: PDFError.self) { try files.append(document) }
    }

    @Test func aDeviceIsWrittenAndNotReplaced() throws {
        let files = PrintFiles(path: "/dev/null", book: kind.template.book, profile: .print)
        try files.append(document(pages: 1))
        try files.finish()
        var status = stat()
        #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
        let full = PrintFiles(path: "/dev/full", book: kind.template.book, profile: .print)
        try full.append(document(pages: 1))
        #expect(throws: PDFError.self) { try full.finish() }
        #expect(stat("/dev/full", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
        let left = try FileManager.default.contentsOfDirectory(atPath: "/dev").filter { $0.contains("partial") }
        #expect(left == [])
    }
}
