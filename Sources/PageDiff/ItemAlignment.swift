import Pages

/// Finds which items of one region are which of the other: the pairs of equal tokens, in order, that keep the most.
///
/// The answer does not depend on which document comes first.
enum ItemAlignment {
    typealias Pair = (was: Int, now: Int)

    static func pairs(_ was: [PageItem], _ now: [PageItem]) -> [Pair] {
        var out: [Pair] = []
        out.reserveCapacity(min(was.count, now.count))
        align(was, was.indices, now, now.indices, into: &out)
        return out
    }

    /// The most cells of a table; longer regions are first divided at the texts that occur once.
    private static let mostCells = 1 << 18

    private static func align(
        _ was: [PageItem], _ wasRange: Range<Int>, _ now: [PageItem], _ nowRange: Range<Int>, into out: inout [Pair]
    ) {
        var (start, other) = (wasRange.lowerBound, nowRange.lowerBound)
        while start < wasRange.upperBound, other < nowRange.upperBound, was[start].token == now[other].token {
            out.append((start, other))
            start += 1
            other += 1
        }
        var (end, otherEnd) = (wasRange.upperBound, nowRange.upperBound)
        while end > start, otherEnd > other, was[end - 1].token == now[otherEnd - 1].token {
            end -= 1
            otherEnd -= 1
        }
        if start < end, other < otherEnd {
            // Of two ways that keep as much, the one that is first from the side of the lesser tokens.
            if now[other..<otherEnd].lazy.map(\.token).lexicographicallyPrecedes(was[start..<end].lazy.map(\.token)) {
                var swapped: [Pair] = []
                search(now, other..<otherEnd, was, start..<end, into: &swapped)
                out += swapped.map { ($0.now, $0.was) }
            } else {
                search(was, start..<end, now, other..<otherEnd, into: &out)
            }
        }
        while end < wasRange.upperBound {
            out.append((end, otherEnd))
            end += 1
            otherEnd += 1
        }
    }

    private static func search(
        _ a: [PageItem], _ aRange: Range<Int>, _ b: [PageItem], _ bRange: Range<Int>, into out: inout [Pair]
    ) {
        if aRange.count * bRange.count <= mostCells {
            fill(a, aRange, b, bRange, into: &out)
        } else {
            divide(a, aRange, b, bRange, into: &out)
        }
    }

    /// The longest common subsequence, in which words weigh more than lines and bare figures.
    private static func fill(
        _ a: [PageItem], _ aRange: Range<Int>, _ b: [PageItem], _ bRange: Range<Int>, into out: inout [Pair]
    ) {
        let width = bRange.count + 1
        var best = [UInt16](repeating: 0, count: (aRange.count + 1) * width)
        for i in stride(from: aRange.count - 1, through: 0, by: -1) {
            let item = a[aRange.lowerBound + i]
            for j in stride(from: bRange.count - 1, through: 0, by: -1) {
                let cell = i * width + j
                best[cell] = max(best[cell + width], best[cell + 1])
                if item.token == b[bRange.lowerBound + j].token {
                    best[cell] = max(best[cell], best[cell + width + 1] + weight(item))
                }
            }
        }
        var (i, j) = (0, 0)
        while i < aRange.count, j < bRange.count {
            let cell = i * width + j
            let item = a[aRange.lowerBound + i]
            if item.token == b[bRange.lowerBound + j].token, best[cell] == best[cell + width + 1] + weight(item) {
                out.append((aRange.lowerBound + i, bRange.lowerBound + j))
                i += 1
                j += 1
            } else if best[cell] == best[cell + width] {
                i += 1
            } else {
                j += 1
            }
        }
    }

    private static func weight(_ item: PageItem) -> UInt16 { item.hasWords ? 4 : 1 }

    /// Patience: pairs what occurs once on both sides, as much of it as is in one order, and aligns what lies between.
    private static func divide(
        _ was: [PageItem], _ wasRange: Range<Int>, _ now: [PageItem], _ nowRange: Range<Int>, into out: inout [Pair]
    ) {
        let places = single(now, nowRange)
        let own = single(was, wasRange)
        let common = wasRange.compactMap { index -> Pair? in
            guard own[was[index].token] == index, let place = places[was[index].token], place >= 0 else { return nil }
            return (index, place)
        }
        var (start, other) = (wasRange.lowerBound, nowRange.lowerBound)
        for pair in increasing(common) {
            align(was, start..<pair.was, now, other..<pair.now, into: &out)
            out.append(pair)
            (start, other) = (pair.was + 1, pair.now + 1)
        }
        // Without a text to divide at there is no pair at all.
        guard start > wasRange.lowerBound else { return }
        align(was, start..<wasRange.upperBound, now, other..<nowRange.upperBound, into: &out)
    }

    /// Where each token is that occurs once; −1 for those that occur more often.
    private static func single(_ items: [PageItem], _ range: Range<Int>) -> [UInt64: Int] {
        var places: [UInt64: Int] = [:]
        for index in range { places[items[index].token] = places[items[index].token] == nil ? index : -1 }
        return places
    }

    /// The longest part of the pairs whose second places increase too.
    private static func increasing(_ pairs: [Pair]) -> [Pair] {
        var tops: [Int] = []
        var before = [Int](repeating: -1, count: pairs.count)
        for (index, pair) in pairs.enumerated() {
            var (low, high) = (0, tops.count)
            while low < high {
                let middle = (low + high) / 2
                if pairs[tops[middle]].now < pair.now { low = middle + 1 } else { high = middle }
            }
            if low > 0 { before[index] = tops[low - 1] }
            if low == tops.count { tops.append(index) } else { tops[low] = index }
        }
        var chain: [Pair] = []
        var at = tops.last ?? -1
        while at >= 0 {
            chain.append(pairs[at])
            at = before[at]
        }
        return chain.reversed()
    }
}
