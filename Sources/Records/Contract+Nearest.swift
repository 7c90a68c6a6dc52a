/// The name that was probably meant.
extension Contract {
    /// Never the name itself: the nearest of some names by edits (insert, delete, replace, swap neighbours), if it is near: a third of the name's length, at least 1.
    package static func nearest(to name: String, in names: [String]) -> String? {
        let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
        var best: (name: String, distance: Int)?
        let allowed = max(1, wanted.count / 3)
        // What was written is no suggestion, even where it is not accepted.
        for candidate in names where candidate != name {
            let bound = min(allowed, (best?.distance ?? allowed + 1) - 1)
            guard bound >= 0, candidate.utf8.count <= 256 else { continue }
            let other = Array(candidate.lowercased().unicodeScalars)
            if let distance = distance(wanted, other, bound: bound), distance < max(wanted.count, other.count) {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    /// The question whether the nearest of some names was meant, where one is near: `did you mean total_due?`
    package static func didYouMean(_ name: String, in names: [String]) -> String? {
        nearest(to: name, in: names).map { "did you mean \($0)?" }
    }

    /// Optimal string alignment distance, or nil where it is more than `bound`.
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], bound: Int) -> Int? {
        guard abs(a.count - b.count) <= bound else { return nil }
        var before: [Int] = []
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
                row.append(cost)
            }
            guard row.min()! <= bound else { return nil }
            (before, last) = (last, row)
        }
        return last[b.count] <= bound ? last[b.count] : nil
    }
}
