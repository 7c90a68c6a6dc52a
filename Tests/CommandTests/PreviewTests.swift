import Foundation
import TestKit
import Testing

/// The contract of `billpress preview`.
@Suite struct PreviewCommandTests {
    /// A kind with two samples, of which the second is set aside.
    private func notes(_ flow: String = "<p>{name}</p><check test=\"name != 'BEN'\" message=\"it is Ben\"/>") throws -> Notes {
        let notes = try Notes(flow)
        try notes.scratch.write(Notes.record(1), "templates/note/samples/ana.json")
        try notes.scratch.write(Notes.record(2, name: "BEN"), "templates/note/samples/ben.json")
        return notes
    }

    private func preview(_ notes: Notes, _ more: [String] = [], environment: [String: String] = [:]) throws -> Tool.Result {
        try Program.run(["preview", "note"] + notes.arguments + more, in: notes.scratch.path, environment: environment)
    }

    private func mode(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    /// Waits until something holds.
    private func eventually(_ what: () throws -> Bool) throws -> Bool {
        let end = Date(timeIntervalSinceNow: 60)
        while Date() < end {
            if try what() { return true }
            usleep(10_000)
        }
        return false
    }

    @Test func pagesOfTheFirstSampleAreWritten() throws {
        let notes = try notes()
        let result = try preview(notes)
        #expect(result.status == 0 && result.text == "preview/note-ana-1.png\n")
        #expect(notes.made == ["preview/note-ana-1.png"])
        #expect(try notes.scratch.bytes("preview/note-ana-1.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(try mode(notes.scratch.path("preview/note-ana-1.png")) == 0o600 && mode(notes.scratch.path("preview")) == 0o700)
    }

    @Test func everyPageIsAFile() throws {
        let notes = try notes("<p>{name}</p><p>TWO</p><p>THREE</p>")
        let result = try preview(notes, ["--sample", "ben", "-o", "pictures"])
        #expect(result.status == 0 && notes.made == ["pictures/note-ben-1.png", "pictures/note-ben-2.png"])
    }

    @Test func statusesSayWhatIsWrong() throws {
        let notes = try notes()
        let aside = try preview(notes, ["--sample", "ben", "-o", "out"])
        #expect(aside.status == 3 && aside.errors.contains("note/note.xml:5:") && aside.errors.contains("set aside: it is Ben"))
        let unknown = try preview(notes, ["--sample", "bem"])
        #expect(unknown.status == 1)
        #expect(unknown.errors == "there is no sample bem; did you mean ben? there are: ana, ben\n")
        let kind = try Program.run(["preview", "nota"] + notes.arguments, in: notes.scratch.path)
        #expect(kind.status == 1 && kind.errors.hasPrefix("there is no kind nota; did you mean note?"))
        try notes.write(Notes.template("<p>{nam}</p>"))
        let broken = try preview(notes, ["-o", "out"])
        #expect(broken.status == 2 && broken.errors.contains("note/note.xml:5:13: error T101: nam is not in the contract\n"))
        #expect(notes.made.isEmpty)
        let tool = try preview(notes, environment: ["PATH": "/nowhere"])
        #expect(tool.status == 5 && tool.errors.contains("apt-get install mupdf-tools"))
        #expect(try preview(notes, ["--port", "80"]).status == 1)
        #expect(try preview(notes, ["--watch", "--port", "70000"]).status == 1)
    }

    @Test func folderThatCannotBeMadeIsAFaultOfTheMachine() throws {
        let result = try preview(try notes(), ["-o", "/proc/no/folder"])
        #expect(result.status == 5 && result.errors.contains("cannot make the folder"))
    }

    @Test func watchWritesAgainAtEachSave() throws {
        let notes = try notes()
        let program = try Program.start(["preview", "note", "--watch", "-o", "out"] + notes.arguments, in: notes.scratch.path)
        let picture = "out/note-ana-1.png"
        #expect(try eventually { notes.made.contains(picture) })
        let before = try notes.scratch.bytes(picture)
        try notes.write(Notes.template("<p>{nam}</p>"))
        try notes.write(Notes.template("<p>{name} {amount}</p><p>TWO</p><p>THREE</p>"))
        #expect(try eventually { notes.made.contains("out/note-ana-2.png") })
        #expect(try notes.scratch.bytes(picture) != before)
        try notes.write(Notes.template("<p>{name}</p>"))
        #expect(try eventually { notes.made == [picture] })
        kill(program.id, SIGTERM)
        #expect(try program.finish().status == 0)
    }

    @Test func watchServesThePage() throws {
        let notes = try notes()
        let program = try Program.start(["preview", "note", "--watch"] + notes.arguments, in: notes.scratch.path)
        #expect(
            try eventually {
                try program.soFar.hasPrefix("http://127.0.0.1:") && program.soFar.contains("/?key=")
                    && program.soFar.hasSuffix("\n")
            })
        kill(program.id, SIGINT)
        let result = try program.finish()
        #expect(result.status == 0 && result.errors.isEmpty && notes.made.isEmpty)
    }
}
