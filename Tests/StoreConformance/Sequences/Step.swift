/// One thing that somebody does in a made-up office. It is told in three words, so that a sequence can be cut, run again and
/// pasted into a test: what, at which of a few runs, and a number from which everything else is made.
package struct Step: Sendable, Equatable, CustomStringConvertible {
    package enum Act: String, Sendable, CaseIterable {
        // The queue.
        case claim, complete, drain, giveBack, fail, suspect, abandon, heartbeat, wake, wait
        // Intake.
        case submit, correct, issued
        // People.
        case waive, unwaive, approve, recompose, pause, resume, retry, cancel, note
        // A release.
        case stop, plan, publish, release
        // The archive.
        case keep, find, document, hold, prune
    }

    package var act: Act
    /// Which run, or which worker's job.
    package var slot: Int
    package var seed: Int

    package init(_ act: Act, _ slot: Int, _ seed: Int) {
        self.act = act
        self.slot = slot
        self.seed = seed
    }

    package var description: String { "Step(.\(act), \(slot), \(seed))" }
}
