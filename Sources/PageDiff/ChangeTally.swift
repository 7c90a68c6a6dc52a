import Pages

/// Gathers the changes of thousands of documents: what changed, in how many of them, and where to see it.
///
/// Its memory has a bound. What is met in one or two documents only is taken for their data, which nobody asked for, and is
/// counted as other text of its region without showing it.
package struct ChangeTally: Sendable {
    /// One change and the documents that have it.
    package struct Group: Sendable {
        package enum Subject: Sendable, Equatable {
            /// The change as the first document has it.
            case change(PageChange)
            /// Texts of a region that are different in each document.
            case otherText(PageChange.Kind, region: String)
            /// Changes for which there was no more room.
            case others
        }

        package var subject: Subject
        /// How many documents have it, and how often all of them together.
        package var documents: Int
        package var occurrences: Int
        /// Up to three documents that have it, the first ones in the order in which they were added.
        package var examples: [String]

        package var region: String {
            switch subject {
            case .change(let change): change.region
            case .otherText(_, let region): region
            case .others: ""
            }
        }
    }

    /// How many documents were added, and how many of them have any change.
    package private(set) var documents = 0
    package private(set) var changedDocuments = 0

    /// The most different changes that are kept apart.
    private let mostKeys: Int
    private var places: [PageChange.Key: Int] = [:]
    private var entries: [TallyEntry] = []
    private var folded = FoldedTexts()
    private var others = TallyEntry()
    /// What comes often has taken the room, and looking for what is rare would not give enough back.
    private var isFull = false

    package init(mostKeys: Int = 4_096) { self.mostKeys = max(1, mostKeys) }

    package mutating func add(_ changes: [PageChange], of document: String) {
        documents += 1
        if changes.isEmpty { return }
        changedDocuments += 1
        if entries.count + changes.count > mostKeys && !isFull { makeRoom() }
        for change in changes {
            let key = change.key
            if let place = places[key] {
                entries[place].count(change, document, serial: documents)
            } else if entries.count < mostKeys {
                places[key] = entries.count
                entries.append(TallyEntry(change))
                entries[entries.count - 1].count(change, document, serial: documents)
            } else {
                others.count(change, document, serial: documents)
            }
        }
    }

    /// What changed, most documents first, then by region and in the order in which it was met.
    package var groups: [Group] {
        var folded = folded
        var groups: [Group] = []
        for entry in entries {
            if isRare(entry) { folded.add(entry) } else if let group = entry.group { groups.append(group) }
        }
        groups += folded.groups
        let order = groups.indices.sorted {
            let (a, b) = (groups[$0], groups[$1])
            return (b.documents, a.region, $0) < (a.documents, b.region, $1)
        }
        groups = order.map { groups[$0] }
        if others.occurrences > 0 {
            groups.append(
                Group(
                    subject: .others, documents: others.documents, occurrences: others.occurrences, examples: others.examples))
        }
        return groups
    }

    /// Of fewer documents than this one cannot tell what is rare, so all is shown.
    private static let fewDocuments = 8

    private func isRare(_ entry: TallyEntry) -> Bool {
        documents >= Self.fewDocuments && entry.documents <= 2 && entry.change?.showsText == true
    }

    /// Counts what is rare so far as other text, so that what comes often finds room.
    private mutating func makeRoom() {
        let kept = entries.filter { entry in
            guard isRare(entry) else { return true }
            folded.add(entry)
            return false
        }
        guard kept.count < entries.count else { return }
        folded.settle()
        isFull = kept.count > mostKeys / 4 * 3
        entries = kept
        places.removeAll(keepingCapacity: true)
        for (index, entry) in entries.enumerated() {
            if let change = entry.change { places[change.key] = index }
        }
    }
}
