/// The tree of a file's pages, made as they come: nodes of 256 pages under one root (ISO 32000-1, 7.7.3).
struct PageTree {
    private static let nodeSize = 256

    let root: ObjectID
    private var nodes: [(id: ObjectID, kids: [ObjectID])] = []
    private(set) var count = 0

    init(in file: HaruDocument) throws(PDFError) { root = try file.reserve() }

    /// The node that the next page belongs to.
    mutating func node(in file: HaruDocument) throws(PDFError) -> ObjectID {
        if nodes.isEmpty || nodes[nodes.count - 1].kids.count == PageTree.nodeSize {
            nodes.append((try file.reserve(), []))
        }
        return nodes[nodes.count - 1].id
    }

    /// Puts a page into the node that was named last.
    mutating func append(_ page: ObjectID) {
        nodes[nodes.count - 1].kids.append(page)
        count += 1
    }

    func write(into file: HaruDocument) throws(PDFError) {
        for node in nodes {
            let kids = node.kids.map(\.reference).joined(separator: " ")
            try file.write(node.id, Array("/Type/Pages/Parent \(root.reference)/Count \(node.kids.count)/Kids[\(kids)]".utf8))
        }
        let kids = nodes.map(\.id.reference).joined(separator: " ")
        try file.write(root, Array("/Type/Pages/Count \(count)/Kids[\(kids)]".utf8))
    }
}
