import Records

/// How long is kept.
package enum Retention {
    /// Why a run need not be kept any longer on a day; nil while it must. The years of its kind are counted from the end of
    /// the year in which it was released, as retention schedules count them.
    package static func end(of run: Run, on day: Day) -> String? {
        if run.state == .cancelled { return "cancelled" }
        guard run.state == .released, let released = run.releasedOn else { return nil }
        let last = released.year + run.retentionYears
        return day.year > last ? "kept through \(last), \(run.retentionYears) years" : nil
    }
}
