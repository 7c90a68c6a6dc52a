import Pages

/// What became of the items of a region, in the order of reading.
enum RegionStep: Equatable {
    /// One item in both, by its pattern or its kind.
    case same(Int, Int)
    /// Other words in one place.
    case reworded(Int, Int)
    case gone(Int)
    case came(Int)
    /// Texts that are cut in other places, by the end of a page, and say the same.
    case recut
}

/// Writes the steps from one region to another.
struct RegionScript {
    let was: PageReading
    let now: PageReading
    private(set) var steps: [RegionStep] = []

    init(from was: PageReading, _ old: [PageItem], to now: PageReading, _ new: [PageItem]) {
        self.was = was
        self.now = now
        let pairs = ItemAlignment.pairs(old, new)
        steps.reserveCapacity(pairs.count + 4)
        var (start, other) = (0, 0)
        var before: ItemShift?
        for pair in pairs {
            let shift = ItemShift(old[pair.was], new[pair.now])
            bridge(old, start..<pair.was, new, other..<pair.now, [before, shift])
            steps.append(.same(pair.was, pair.now))
            (start, other) = (pair.was + 1, pair.now + 1)
            before = shift
        }
        bridge(old, start..<old.count, new, other..<new.count, [before])
    }

    /// What became of the items between two that are the same.
    private mutating func bridge(
        _ old: [PageItem], _ oldRange: Range<Int>, _ new: [PageItem], _ newRange: Range<Int>, _ around: [ItemShift?]
    ) {
        if oldRange.isEmpty && newRange.isEmpty { return }
        var gone = oldRange.filter { old[$0].subject == .text }
        var came = newRange.filter { new[$0].subject == .text }
        var words: [RegionStep] = []
        if !gone.isEmpty && !came.isEmpty {
            let (before, after) = (identity(of: old, gone, was), identity(of: new, came, now))
            if before == after {
                words = [.recut]
                gone = []
                came = []
            } else {
                // From the same side, whichever document comes first.
                words =
                    before < after
                    ? ReworkedTexts(old, gone, was, new, came, now, around).pairs.map { .reworded($0.was, $0.now) }
                    : ReworkedTexts(new, came, now, old, gone, was, around.map { $0?.reversed }).pairs
                        .map { .reworded($0.now, $0.was) }
                gone.removeAll { index in words.contains { if case .reworded(index, _) = $0 { true } else { false } } }
                came.removeAll { index in words.contains { if case .reworded(_, index) = $0 { true } else { false } } }
            }
        }
        steps += words
        // Lines and grounds come and go with the texts that they belong to.
        let isBare = gone.isEmpty && came.isEmpty
        func isTold(_ item: PageItem) -> Bool {
            switch item.subject {
            case .text: false
            case .rule, .fill, .outline: isBare
            case .page, .region, .picture, .symbol, .figure: true
            }
        }
        steps += gone.map(RegionStep.gone) + oldRange.filter { isTold(old[$0]) }.map(RegionStep.gone)
        steps += came.map(RegionStep.came) + newRange.filter { isTold(new[$0]) }.map(RegionStep.came)
    }

    /// Of all the words one after the other, wherever they are divided.
    private func identity(of items: [PageItem], _ places: [Int], _ reading: PageReading) -> UInt64 {
        var print = Fingerprint()
        for place in places {
            print.add(reading.patterns.span.extracting(items[place].pattern.places), skipping: 0x20)
        }
        return print.value
    }
}
