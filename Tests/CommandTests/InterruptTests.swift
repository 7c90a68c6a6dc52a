import Foundation
import TestKit
import Testing

/// Who asks the program to end does not wait, wherever it is, and nothing half written stays.
@Suite(.serialized) struct InterruptTests {
    private let notes: Notes

    init() throws { notes = try Notes() }

    /// Begins a command, asks it to end when it has settled, and answers its status and how long it took to go.
    private func ended(
        by signal: Int32, after script: String, _ arguments: [String], settled: Double = 0.5
    ) throws -> (status: Int32, seconds: Double) {
        // The shell gives way to the program, which has its number.
        let program = try Tool(
            "/bin/bash", ["-c", script, Program.path] + arguments + notes.arguments, in: notes.scratch.path)
        Thread.sleep(forTimeInterval: settled)
        #expect(program.isRunning)
        let start = Date()
        kill(program.id, signal)
        let done = try program.finish()
        #expect(done.signal == 0, "\(done.errors)")
        return (done.status, Date().timeIntervalSince(start))
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func anyWaitEnds(_ signal: Int32) throws {
        #expect(mkfifo(notes.scratch.path("pipe"), 0o600) == 0)
        try notes.scratch.write(Notes.record(1), "data.jsonl")
        let render = ["render", "note", "-o", "out.pdf", "--data"]
        let waits: [(script: String, arguments: [String])] = [
            // Standard input that says nothing, a pipe that nobody writes, a line without an end, a pipe that nobody reads.
            ("exec \"$0\" \"$@\" < <(exec sleep 4 2>/dev/null)", render + ["-"]),
            ("exec \"$0\" \"$@\"", render + ["pipe"]),
            ("exec \"$0\" \"$@\" < <(head -c 200; exec cat /dev/zero 2>/dev/null)", render + ["-"]),
            ("exec \"$0\" \"$@\" < <(printf '{\"a\": \"'; exec tr '\\0' a < /dev/zero 2>/dev/null)", render + ["-"]),
            ("exec \"$0\" \"$@\"", ["render", "note", "-o", "pipe", "--data", "data.jsonl"]),
        ]
        for (script, arguments) in waits {
            let (status, seconds) = try ended(by: signal, after: script, arguments)
            #expect(status == 130, "\(script) \(arguments)")
            // A second, and what a busy machine adds.
            #expect(seconds < 5, "\(script) \(arguments): \(seconds) s")
            #expect(!notes.made.contains { $0.contains("partial") || $0 == "out.pdf" }, "\(notes.made)")
        }
    }

    @Test func aPreviewEndsWhileABrowserListens() throws {
        try notes.scratch.write(Notes.record(1), "templates/note/samples/one.json")
        let program = try Program.start(["preview", "note", "--watch"] + notes.arguments, in: notes.scratch.path)
        var tries = 0
        while try !program.soFar.hasSuffix("\n"), tries < 600 {
            usleep(50_000)
            tries += 1
        }
        let address = try program.soFar.trimmingCharacters(in: .whitespacesAndNewlines).replacing("/?key", with: "/events?key")
        let listener = try Tool("curl", ["-sN", address])
        Thread.sleep(forTimeInterval: 0.5)
        let start = Date()
        kill(program.id, SIGTERM)
        let done = try program.finish()
        #expect([0, 130].contains(done.status) && Date().timeIntervalSince(start) < 5, "\(done.status)")
        kill(listener.id, SIGKILL)
        _ = try listener.finish()
    }

    @Test func whatNohupBeganGoesOn() throws {
        try notes.scratch.write(Notes.record(1), "data.jsonl")
        let done = try Tool.run(
            "/bin/bash",
            [
                "-c", "trap '' HUP; (sleep 1; cat data.jsonl) | \"$0\" \"$@\" & sleep 0.3; kill -HUP $!; wait $!", Program.path,
                "render", "note", "--data", "-", "-o", "out.pdf",
            ]
                + notes.arguments, in: notes.scratch.path)
        #expect(done.status == 0 && notes.made.contains("out.pdf"), "\(done.errors)")
    }
}
