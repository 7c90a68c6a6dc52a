import Pages

@testable import PageDiff

/// A change in one line, as a summary could print it.
extension PageChange {
    var told: String {
        var out = "\(kind) \(subject)" + (region.isEmpty ? "" : " in \(region)") + " p\(page)"
        if was == now { out += was.isEmpty ? "" : " '\(was)'" } else { out += " '\(was)' > '\(now)'" }
        if let shift { out += " by \(shift.x),\(shift.y)" }
        if let styles { out += " \(styles.was) > \(styles.now)" }
        return lines == 1 ? out : out + " ×\(lines)"
    }
}

func told(_ earlier: [Page], _ later: [Page]) -> [String] {
    var comparer = PageComparer()
    return comparer.changes(from: earlier, to: later).map(\.told)
}
