import Pages

/// One change of a tally, with the documents that have it.
struct TallyEntry: Sendable {
    /// Nothing for what is counted together.
    var change: PageChange?
    private(set) var documents = 0
    private(set) var occurrences = 0
    /// The first three documents, and the numbers under which they were added.
    private(set) var examples: [String] = []
    private(set) var serials: [Int] = []
    private var last = 0

    init(_ change: PageChange? = nil) { self.change = change }

    mutating func count(_ own: PageChange, _ document: String, serial: Int) {
        occurrences += own.lines
        if let change, change.kind == .restyled, change.was != own.was {
            // It is of no one text, and the first document's is nobody else's.
            self.change?.was = ""
            self.change?.now = ""
        }
        guard serial != last else { return }
        last = serial
        documents += 1
        if examples.count < 3 {
            examples.append(document)
            serials.append(serial)
        }
    }

    var group: ChangeTally.Group? {
        change.map {
            ChangeTally.Group(subject: .change($0), documents: documents, occurrences: occurrences, examples: examples)
        }
    }
}

/// Rare texts by kind and region: how many there are and in how many documents, and not what they say.
struct FoldedTexts: Sendable {
    private struct Bucket: Sendable {
        var kind: PageChange.Kind
        var region: String
        var occurrences = 0
        /// How many documents were settled, and the others by their numbers, each once.
        var settled = 0
        var serials: Set<Int> = []
        var examples: [(serial: Int, document: String)] = []
    }

    private var buckets: [Bucket] = []

    mutating func add(_ entry: TallyEntry) {
        guard let change = entry.change else { return }
        let place: Int
        if let known = buckets.firstIndex(where: { $0.kind == change.kind && $0.region == change.region }) {
            place = known
        } else {
            place = buckets.count
            buckets.append(Bucket(kind: change.kind, region: change.region))
        }
        buckets[place].occurrences += entry.occurrences
        for (serial, document) in zip(entry.serials, entry.examples) where buckets[place].serials.insert(serial).inserted {
            buckets[place].examples.append((serial, document))
            buckets[place].examples.sort { $0.serial < $1.serial }
            if buckets[place].examples.count > 3 { buckets[place].examples.removeLast() }
        }
    }

    /// Forgets which documents there were and keeps how many: none of them is added again.
    mutating func settle() {
        for place in buckets.indices {
            buckets[place].settled += buckets[place].serials.count
            buckets[place].serials.removeAll()
        }
    }

    var groups: [ChangeTally.Group] {
        buckets.map {
            ChangeTally.Group(
                subject: .otherText($0.kind, region: $0.region), documents: $0.settled + $0.serials.count,
                occurrences: $0.occurrences,
                examples: $0.examples.map(\.document))
        }
    }
}
