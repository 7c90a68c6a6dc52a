import Pages

/// Tells the changes of one region: its steps as changes, and of what is in both where it lies and how it looks.
struct RegionComparison {
    let was: PageReading
    let now: PageReading
    /// Names of the faces of both documents, for telling looks.
    let faces: [String]
    /// Whether both documents have as many pages, so that nothing goes to another page by itself.
    let isPaged: Bool
    private(set) var changes: [PageChange] = []

    init(was: PageReading, now: PageReading, faces: [String], isPaged: Bool) {
        self.was = was
        self.now = now
        self.faces = faces
        self.isPaged = isPaged
    }

    /// A region that only one document has is one change, whatever is in it.
    mutating func tellWhole(_ kind: PageChange.Kind, _ stream: PageStream) {
        changes.append(PageChange(kind, .region, region: stream.name, page: Int(stream.page)))
    }

    mutating func compare(_ old: PageStream, _ new: PageStream) {
        let script = RegionScript(from: was, old.items, to: now, new.items)
        var lost: [Lost] = []
        var found: [Lost] = []
        for step in script.steps {
            switch step {
            case .same(let i, let j): judge(old.items[i], new.items[j], in: new, script)
            case .reworded(let i, let j): tell(.reworded, old.items[i], new.items[j], in: new)
            case .gone(let i):
                lost.append(Lost(item: old.items[i], change: changes.count))
                tell(.vanished, old.items[i], nil, in: new)
            case .came(let j):
                found.append(Lost(item: new.items[j], change: changes.count))
                tell(.appeared, nil, new.items[j], in: new)
            case .recut: break
            }
        }
        if old.name != PageChange.body, case let shift = Self.way(old.origin, new.origin), shift != .zero {
            var change = PageChange(.moved, .region, region: new.name, page: Int(new.page))
            change.shift = shift
            changes.append(change)
        }
        let judge = PlaceJudge(isPaged: isPaged, oldLooks: was.looks, newLooks: now.looks)
        for moved in judge.moves(script.steps, old.items, new.items) {
            let (i, j) = moved.pair
            tell(.moved, old.items[i], new.items[j], in: new)
            changes[changes.count - 1].shift = moved.shift
            changes[changes.count - 1].lines = moved.lines
        }
        reunite(lost, found)
    }

    // MARK: What is in both

    /// Looks at an item that is in both, except for where it lies.
    private mutating func judge(_ old: PageItem, _ new: PageItem, in stream: PageStream, _ script: RegionScript) {
        if old.content != new.content, old.content != 0, new.content != 0 {
            // A picture, or a text that the template says without any data: here figures count too.
            tell(old.subject == .text ? .reworded : .redrawn, old, new, in: stream, toTheLetter: true)
        }
        let (a, b) = (was.looks[old.looks.places], now.looks[new.looks.places])
        if !a.elementsEqual(b) {
            let differing = zip(a, b).first { $0 != $1 }
            let looks = differing.map { PageChange.Styles(was: style($0.0), now: style($0.1)) }
            restyle(old, new, looks ?? .init(was: "\(a.count) styles", now: "\(b.count) styles"), in: stream)
        }
        guard old.subject != .text else { return }
        let (size, other) = (old.box.size, new.box.size)
        let isTaller = size.height != other.height && !script.hasOtherText
        if size.width != other.width || isTaller {
            restyle(
                old, new, .init(was: "\(size.width) × \(size.height)", now: "\(other.width) × \(other.height)"), in: stream)
        }
    }

    /// One change for all that is restyled alike in a region.
    private mutating func restyle(_ old: PageItem, _ new: PageItem, _ styles: PageChange.Styles, in stream: PageStream) {
        let known = changes.lastIndex {
            $0.kind == .restyled && $0.styles == styles && $0.region == stream.name && $0.subject == new.subject
        }
        if let known {
            changes[known].lines += 1
        } else {
            tell(.restyled, old, new, in: stream)
            changes[changes.count - 1].styles = styles
            // Many documents have it from another line on, and it is one change.
            changes[changes.count - 1].wasIdentity = Fingerprint(of: styles.was).value
            changes[changes.count - 1].nowIdentity = Fingerprint(of: styles.now).value
        }
    }

    private func style(_ look: Look) -> String {
        var parts: [String] = []
        if look.face >= 0 { parts.append(faces.indices.contains(Int(look.face)) ? faces[Int(look.face)] : "face \(look.face)") }
        if look.size != .zero { parts.append("\(look.size)") }
        parts.append("\(look.tint)")
        if look.dash != .zero { parts.append("dash \(look.dash)") }
        return parts.joined(separator: " ")
    }

    // MARK: What only one has

    private struct Lost {
        var item: PageItem
        var change: Int
    }

    /// What vanished in one place and appeared in another of the same region has moved.
    private mutating func reunite(_ lost: [Lost], _ found: [Lost]) {
        var left = found
        var dropped: [Int] = []
        for one in lost where one.item.hasWords || one.item.subject == .picture {
            let other = left.firstIndex {
                $0.item.token == one.item.token
                    && ($0.item.content == one.item.content || one.item.subject == .text)
            }
            guard let other else { continue }
            let match = left.remove(at: other)
            changes[match.change].kind = .moved
            changes[match.change].was = changes[one.change].was
            changes[match.change].wasIdentity = changes[one.change].wasIdentity
            if one.item.page == match.item.page {
                changes[match.change].shift = Self.way(one.item.box.origin, match.item.box.origin)
            }
            dropped.append(one.change)
        }
        for index in dropped.sorted().reversed() { changes.remove(at: index) }
    }

    private mutating func tell(
        _ kind: PageChange.Kind, _ old: PageItem?, _ new: PageItem?, in stream: PageStream, toTheLetter: Bool = false
    ) {
        guard let item = new ?? old else { return }
        var change = PageChange(kind, item.subject, region: stream.name, page: Int(item.page))
        let isLetter = toTheLetter && item.subject == .text
        if let old { (change.was, change.wasIdentity) = wording(old, was, isLetter) }
        if let new { (change.now, change.nowIdentity) = wording(new, now, isLetter) }
        changes.append(change)
    }

    private func wording(_ item: PageItem, _ reading: PageReading, _ isLetter: Bool) -> (String, UInt64) {
        let bytes = isLetter ? reading.texts[item.text.places] : reading.patterns[item.pattern.places]
        let text = String(decoding: bytes, as: UTF8.self)
        switch item.subject {
        case .text: return (text, isLetter ? item.content : item.token)
        case .picture: return (text, item.content)
        case .page, .region, .rule, .fill, .outline, .symbol, .figure: return (text, 0)
        }
    }

    private static func way(_ from: Point, _ to: Point) -> Point { Point(x: to.x - from.x, y: to.y - from.y) }
}

extension RegionScript {
    /// Whether there is a text that only one has or that is worded otherwise, which makes what is around it taller.
    var hasOtherText: Bool {
        steps.contains {
            switch $0 {
            case .same: false
            case .reworded, .gone, .came, .recut: true
            }
        }
    }
}
