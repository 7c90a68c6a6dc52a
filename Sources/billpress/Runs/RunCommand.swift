import ArgumentParser

/// `billpress run`: print runs from an extract to the released set.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Print runs: take in, prove, approve, release, compare.",
        discussion: """
            A run is composed by `billpress work`, looked at with `proof` and `show`, approved by name, and released as a \
            set of print files that appears whole or not at all. RUN is its number or its name.
            """,
        subcommands: [
            SubmitRun.self, ListRuns.self, ShowRun.self, RunExceptions.self, WaiveInRun.self, UnwaiveInRun.self, ProofRun.self,
            ApproveRun.self,
            ReleaseRun.self, ReprintRun.self, CompareRuns.self, PauseRun.self, ResumeRun.self, RetryRun.self, RecomposeRun.self,
            CancelRun.self,
        ])
}
