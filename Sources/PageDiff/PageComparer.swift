import Pages

/// Compares the pages of two documents of one account, last month's and this month's, as a person would who reads one after
/// the other: other words, other places and other looks count, other figures and dates do not.
///
/// It keeps its memory from one comparison to the next; each thread has its own.
package struct PageComparer {
    private var was = PageReading()
    private var now = PageReading()
    private var faces: [String] = []

    /// The names of the faces of both books in their order, if the documents were laid out with different ones.
    package init(facesBefore: [String] = [], facesAfter: [String] = []) {
        func number(_ name: String) -> Int32 {
            if let known = faces.firstIndex(of: name) { return Int32(known) }
            faces.append(name)
            return Int32(faces.count - 1)
        }
        was.faces = facesBefore.map(number)
        now.faces = facesAfter.map(number)
    }

    /// What is different in the later pages. Comparing the other way round tells the same, as seen from there.
    package mutating func changes(from earlier: [Page], to later: [Page]) -> [PageChange] {
        was.read(earlier)
        now.read(later)
        var changes = sheets(earlier, later)
        var regions = RegionComparison(was: was, now: now, faces: faces, isPaged: earlier.count == later.count)
        var isMet = [Bool](repeating: false, count: was.streams.count)
        let partners = partners()
        for (index, stream) in now.streams.enumerated() {
            if let partner = partners[index] {
                isMet[partner] = true
                regions.compare(was.streams[partner], stream)
            } else if earlier.contains(where: { $0.number == Int(stream.page) }) {
                regions.tellWhole(.appeared, stream)
            }
        }
        for (index, stream) in was.streams.enumerated() where !isMet[index] {
            if later.contains(where: { $0.number == Int(stream.page) }) { regions.tellWhole(.vanished, stream) }
        }
        changes += regions.changes
        return changes
    }

    /// How many pages there are, and of what size.
    private func sheets(_ earlier: [Page], _ later: [Page]) -> [PageChange] {
        var changes: [PageChange] = []
        func tell(_ kind: PageChange.Kind, page: Int, _ was: String, _ now: String) {
            var change = PageChange(kind, .page, region: "", page: page, was: was, now: now)
            change.wasIdentity = Fingerprint(of: was).value
            change.nowIdentity = Fingerprint(of: now).value
            changes.append(change)
        }
        if earlier.count != later.count {
            tell(.pages, page: min(earlier.count, later.count) + 1, "\(earlier.count)", "\(later.count)")
        }
        if let (old, new) = zip(earlier, later).first(where: { $0.frame.size != $1.frame.size }) {
            func size(_ page: Page) -> String { "\(page.frame.size.width) × \(page.frame.size.height)" }
            tell(.paper, page: new.number, size(old), size(new))
        }
        return changes
    }

    /// The earlier region for each later one: the same name on the same page, or else the next of that name that is left, as
    /// when a stub stands on the last page.
    private func partners() -> [Int?] {
        let (old, new) = (was.streams, now.streams)
        if old.count == new.count, zip(old, new).allSatisfy({ $0.page == $1.page && $0.name == $1.name }) {
            return Array(old.indices)
        }
        var isTaken = [Bool](repeating: false, count: old.count)
        var partners = [Int?](repeating: nil, count: new.count)
        for isStrict in [true, false] {
            for index in new.indices where partners[index] == nil {
                let partner = old.indices.first {
                    !isTaken[$0] && old[$0].name == new[index].name && (!isStrict || old[$0].page == new[index].page)
                }
                guard let partner else { continue }
                isTaken[partner] = true
                partners[index] = partner
            }
        }
        return partners
    }
}
