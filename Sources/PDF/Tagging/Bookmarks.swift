import Pages

/// The bookmarks of a long file: of one document its headings, of several the documents (ISO 32000-1, 12.3.3).
struct Bookmarks {
    /// Files of so many pages have none.
    static let most = 3

    private struct Mark {
        let level: Int
        var title: String
        let page: ObjectID
        let top: Length
    }

    private var headings: [Mark] = []
    /// Those of what is read when all else is.
    private var endings: [Mark] = []
    private var documents: [Mark] = []
    private var about: DocumentAbout?

    mutating func begin(_ about: DocumentAbout) { self.about = about }

    mutating func note(_ page: ComposedPage, as id: ObjectID) {
        if let about {
            let title = about.name.isEmpty ? about.title : "\(about.title) \(about.name)"
            documents.append(Mark(level: 1, title: title, page: id, top: page.size.height))
            self.about = nil
            if documents.count > 1 { (headings, endings) = ([], []) }
        }
        guard documents.count == 1, let structure = page.structure else { return }
        for heading in structure.headings {
            let text = String(decoding: heading.text, as: UTF8.self)
            if heading.isContinued, let last = headings.indices.last {
                headings[last].title += text
                continue
            }
            let mark = Mark(level: heading.level, title: text, page: id, top: page.size.height - heading.top)
            if heading.isEnding { endings.append(mark) } else { headings.append(mark) }
        }
    }

    /// A bookmark with those below it.
    private struct Node {
        let mark: Mark
        var kids: [Int] = []
    }

    func write(into file: HaruDocument, isOne: Bool) throws(PDFError) -> ObjectID? {
        let marks = isOne ? headings + endings : documents
        guard !marks.isEmpty else { return nil }
        var nodes: [Node] = []
        var tops: [Int] = []
        var open: [Int] = []
        for mark in marks {
            while let last = open.last, nodes[last].mark.level >= mark.level { open.removeLast() }
            nodes.append(Node(mark: mark))
            if let parent = open.last { nodes[parent].kids.append(nodes.count - 1) } else { tops.append(nodes.count - 1) }
            open.append(nodes.count - 1)
        }
        let root = try file.reserve()
        var ids: [ObjectID] = []
        for _ in nodes { ids.append(try file.reserve()) }
        func write(_ row: [Int], below parent: ObjectID) throws(PDFError) {
            for (place, index) in row.enumerated() {
                let node = nodes[index]
                var entries = Array("/Title".utf8) + PDFText.string(node.mark.title) + Array("/Parent \(parent.reference)".utf8)
                if place > 0 { entries += Array("/Prev \(ids[row[place - 1]].reference)".utf8) }
                if place + 1 < row.count { entries += Array("/Next \(ids[row[place + 1]].reference)".utf8) }
                if let first = node.kids.first, let last = node.kids.last {
                    entries += Array("/First \(ids[first].reference)/Last \(ids[last].reference)/Count \(count(index))".utf8)
                }
                entries += Array("/Dest[\(node.mark.page.reference)/XYZ null \(node.mark.top) null]".utf8)
                try file.write(ids[index], entries)
                try write(node.kids, below: ids[index])
            }
        }
        /// All that are shown below a bookmark.
        func count(_ index: Int) -> Int { nodes[index].kids.reduce(0) { $0 + 1 + count($1) } }
        try write(tops, below: root)
        try file.write(
            root,
            Array(
                "/Type/Outlines/First \(ids[tops[0]].reference)/Last \(ids[tops[tops.count - 1]].reference)/Count \(nodes.count)"
                    .utf8))
        return root
    }
}
