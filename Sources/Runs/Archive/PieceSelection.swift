/// Pieces of a run by their numbers, each counted once however often it is named.
package struct PieceSelection: Sendable {
    /// Sorted, and apart from one another.
    private let ranges: [ClosedRange<Int>]

    package init(_ named: some Sequence<ClosedRange<Int>>) {
        ranges = named.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { ranges, next in
            guard let last = ranges.last, next.lowerBound <= last.upperBound else { return ranges.append(next) }
            ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, next.upperBound)
        }
    }

    /// `7,12,1200-1250`
    package init(_ text: String) throws(RunError) {
        var ranges: [ClosedRange<Int>] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard let first = ends.first ?? nil, ends.count <= 2, let last = ends.last ?? nil, first >= 1, last >= first else {
                throw RunError.badPieceRange(String(part))
            }
            ranges.append(first...last)
        }
        self.init(ranges)
    }

    /// How many pieces are named: at most as many as there are numbers from 1 on, so that the sum has room.
    package var count: Int { ranges.reduce(0) { $0 + $1.count } }

    package func contains(_ piece: Int) -> Bool {
        // The first range that does not end before it.
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < piece { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(piece)
    }
}
