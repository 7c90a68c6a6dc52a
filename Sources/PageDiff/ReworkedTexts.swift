import Pages

/// Finds among texts that only one of two documents has which is which in other words: first those that share at least half
/// of their words, then those in the same place.
struct ReworkedTexts {
    /// Pairs of items in the order of both.
    private(set) var pairs: [ItemAlignment.Pair] = []

    init(
        _ old: [PageItem], _ gone: [Int], _ was: PageReading, _ new: [PageItem], _ came: [Int], _ now: PageReading,
        _ around: [ItemShift?]
    ) {
        guard gone.count * came.count <= 10_000 else { return }
        let oldWords = gone.map { Self.words(of: old[$0], was) }
        let newWords = came.map { Self.words(of: new[$0], now) }
        // Better pairs first; of equally good ones those nearest to each other in order.
        var likely: [(score: Int, apart: Int, i: Int, j: Int)] = []
        for i in gone.indices where old[gone[i]].hasWords {
            for j in came.indices where new[came[j]].hasWords {
                let score = Self.score(oldWords[i], newWords[j])
                if score >= 50 { likely.append((score, abs(i - j), i, j)) }
            }
        }
        likely.sort { (-$0.score, $0.apart, $0.i, $0.j) < (-$1.score, $1.apart, $1.i, $1.j) }
        var found: [(i: Int, j: Int)] = []
        func fits(_ i: Int, _ j: Int) -> Bool { found.allSatisfy { ($0.i < i) == ($0.j < j) && $0.i != i && $0.j != j } }
        for pair in likely where fits(pair.i, pair.j) { found.append((pair.i, pair.j)) }
        for i in gone.indices where !found.contains(where: { $0.i == i }) {
            for j in came.indices where fits(i, j) && Self.isInPlace(old[gone[i]], new[came[j]], around) {
                found.append((i, j))
                break
            }
        }
        found.sort { $0.i < $1.i }
        pairs = found.map { (gone[$0.i], came[$0.j]) }
    }

    /// One lies where the other did, as what is around them has moved.
    private static func isInPlace(_ was: PageItem, _ now: PageItem, _ around: [ItemShift?]) -> Bool {
        guard was.page == now.page else { return false }
        let shift = ItemShift(was, now)
        if shift.holds(.zero) { return true }
        return around.contains { $0.map(shift.agrees) ?? false }
    }

    private static func words(of item: PageItem, _ reading: PageReading) -> [UInt64] {
        reading.patterns[item.pattern.places].split(separator: 0x20).map { word in
            var print = Fingerprint()
            for byte in word { print.add(byte) }
            return print.value
        }.sorted()
    }

    /// How many of a hundred words are in both.
    private static func score(_ a: [UInt64], _ b: [UInt64]) -> Int {
        var (i, j, shared) = (0, 0, 0)
        while i < a.count, j < b.count {
            if a[i] == b[j] {
                shared += 1
                i += 1
                j += 1
            } else if a[i] < b[j] {
                i += 1
            } else {
                j += 1
            }
        }
        return a.isEmpty && b.isEmpty ? 0 : 200 * shared / (a.count + b.count)
    }
}
