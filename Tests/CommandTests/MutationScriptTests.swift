import TestKit
import Testing

/// A little of `Scripts/try-mutations`: spoilt records, templates, contracts, words, mappings, fonts and pictures. At length it is
/// run by hand.
@Suite struct MutationScriptTests {
    @Test func spoiltFilesNeverCrashHangOrPass() throws {
        let done = try Tool.run(
            "\(Scratch.root)/Scripts/try-mutations", ["--quick", "--jobs", "2", "--bound", "120", "--program", Program.path],
            in: Scratch.root)
        #expect(done.status == 0, "\(done.text)\(done.errors)")
        #expect(done.text.contains("7 hold, 0 fail"))
    }

    /// A little of `Scripts/try-changes`: what nothing proves is what the list says.
    @Test func theLeastChangesAreCaughtOrListed() throws {
        let done = try Tool.run("\(Scratch.root)/Scripts/try-changes", ["--quick", "--program", Program.path], in: Scratch.root)
        #expect(done.status == 0, "\(done.text)\(done.errors)")
        let counts = try #require(done.text.firstMatch(of: /(\d+) changes, (\d+) caught; 0 differences/))
        #expect((Int(counts.output.1) ?? 0) > 900 && (Int(counts.output.2) ?? 0) > 600, "\(counts.output.0)")
    }
}
