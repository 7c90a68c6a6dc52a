import Foundation
import TestKit
import Testing

/// Where a document goes, and what may be read: standard output by its names, pipes and devices, and nothing but files as input.
@Suite struct StreamTests {
    private let notes: Notes

    init() throws { notes = try Notes() }

    private func shell(_ script: String, _ more: [String] = []) throws -> Tool.Result {
        try Tool.run(
            "/bin/bash", ["-c", script, Program.path] + ["render", "note", "--data", "data.jsonl"] + notes.arguments + more,
            in: notes.scratch.path)
    }

    private func isWhole(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: Array("%PDF-".utf8)) && String(decoding: bytes.suffix(8), as: UTF8.self).hasSuffix("%%EOF\n")
    }

    @Test(arguments: ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/proc/thread-self/fd/1"])
    func standardOutputTakesTheDocumentAlone(_ name: String) throws {
        try notes.scratch.write(Notes.record(1), "data.jsonl")
        // A file, which something might want to replace, and a pipe.
        let file = try shell("exec \"$0\" \"$@\" -o \(name) > out")
        #expect(file.status == 0 && file.text.isEmpty && file.errors.contains("1 document, 1 page"), "\(file.errors)")
        let written = try notes.scratch.bytes("out")
        #expect(isWhole(written))
        let pipe = try shell("\"$0\" \"$@\" -o \(name) | cat")
        #expect(pipe.status == 0 && isWhole(pipe.output) && pipe.output == written)
        let json = try shell("\"$0\" \"$@\" -o \(name) | cat", ["--json"])
        #expect(isWhole(json.output) && json.errors.hasPrefix("{\"documents\":1"))
        #expect(!notes.made.contains { $0.contains("partial") } && !notes.made.contains("-"))
        var about = stat()
        #expect(lstat("/dev/stdout", &about) == 0 && about.st_mode & S_IFMT == S_IFLNK)
    }

    @Test func anotherDescriptorByItsNameIsWritten() throws {
        try notes.scratch.write(Notes.record(1), "data.jsonl")
        let done = try shell("exec \"$0\" \"$@\" -o /dev/fd/7 7> out")
        let written = try notes.scratch.bytes("out")
        #expect(done.status == 0 && done.text.contains("1 document, 1 page") && isWhole(written))
        let closed = try shell("exec \"$0\" \"$@\" -o /dev/fd/9 9>&-")
        #expect(closed.status == 5 && closed.errors.contains("cannot write /dev/fd/9"))
    }

    @Test func linksAreReplacedAndDevicesAreWritten() throws {
        try notes.scratch.write(Notes.record(1), "data.jsonl")
        try notes.scratch.write("kept", "target")
        #expect(symlink("target", notes.scratch.path("link.pdf")) == 0)
        #expect(try shell("exec \"$0\" \"$@\" -o link.pdf").status == 0)
        #expect(try notes.scratch.text("target") == "kept")
        let linked = try notes.scratch.bytes("link.pdf")
        #expect(isWhole(linked))
        #expect(try shell("exec \"$0\" \"$@\" -o /dev/null").status == 0)
        #expect(try shell("exec \"$0\" \"$@\" -o /dev/full").status == 5)
        let each = try shell("exec \"$0\" \"$@\" --each -o -")
        #expect(each.status == 1 && each.errors.contains("--each writes a file for each record into a folder, and - is none"))
        for name in ["-", "/dev/null"] {
            let pictures = try Program.run(["preview", "note", "-o", name] + notes.arguments, in: notes.scratch.path)
            #expect(pictures.status == 1 && pictures.errors.contains("--output names a folder for the pictures"))
        }
    }

    @Test func aPipeByNameWaitsForItsReader() throws {
        try notes.scratch.write(Notes.record(1), "data.jsonl")
        #expect(mkfifo(notes.scratch.path("pipe"), 0o600) == 0)
        let done = try shell("\"$0\" \"$@\" -o pipe & sleep 0.3; cat pipe > out; wait $!")
        let written = try notes.scratch.bytes("out")
        #expect(done.status == 0 && isWhole(written))
    }

    @Test func whatIsNoFileIsRefusedAsInput() throws {
        try notes.scratch.write(Notes.record(1), "data.jsonl")
        let parts = ["templates/note/note.xml", "templates/note/data.schema.json", "fonts/OCRA.ttf"]
        for part in parts {
            let path = notes.scratch.path(part)
            let kept = try notes.scratch.bytes(part)
            unlink(path)
            #expect(mkfifo(path, 0o600) == 0)
            let done = try shell("exec timeout 20 \"$0\" \"$@\" -o out.pdf")
            let isTold = done.errors.contains("is not a file, but a pipe")
            #expect(![0, 3, 124].contains(done.status) && done.signal == 0 && isTold, "\(part): \(done.errors)")
            unlink(path)
            try notes.scratch.write(kept, part)
        }
        try notes.write(
            Notes.template("<p>{name}</p><image file=\"seal.png\" w=\"1in\" alt=\"x\"/>"))
        #expect(mkfifo(notes.scratch.path("templates/note/seal.png"), 0o600) == 0)
        let picture = try shell("exec timeout 20 \"$0\" \"$@\" -o out.pdf")
        #expect(picture.status == 2 && picture.errors.contains("seal.png"), "\(picture.errors)")
        #expect(mkfifo(notes.scratch.path("secret"), 0o600) == 0)
        let password = try shell("exec timeout 20 \"$0\" \"$@\" -o out.pdf --password-file secret")
        #expect(password.status == 1 && password.errors.contains("secret"))
    }

    @Test func argumentsWithControlCharactersAreRefused() throws {
        for odd in ["a\u{1B}[31m.pdf", "a\nb.pdf", "a\u{202E}fdp.exe", "a\u{9B}b"] {
            let done = try shell("exec \"$0\" \"$@\"", ["-o", odd])
            #expect(done.status == 1 && done.errors.contains("holds the control character U+"), "\(done.errors)")
            #expect(done.errors.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F || $0 == "\n" })
        }
    }
}
