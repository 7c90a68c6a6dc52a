import Pages

/// The structure of a file, joined from the structures of its pages: one tree a document, written when the document ends,
/// and the table that leads from a page's content back to it (ISO 32000-1, 14.7).
final class StructureTree {
    let root: ObjectID
    private let file: HaruDocument
    private var parents: ParentTree
    /// What holds the documents of a file of several.
    private var whole: ObjectID?
    private var documents: [ObjectID] = []

    // MARK: The document at hand

    private struct Node {
        let kind: StructureKind
        let parent: Int
        let place: StructurePlace
        var detail = StructureDetail.none
        var kids: [Kid] = []
        /// It or something in it is on a page; a cell counts too.
        var isThere = false
        var id: ObjectID?
    }

    private enum Kid {
        case node(Int)
        case content(page: Int, number: Int)
        case annotation(ObjectID, page: Int)
    }

    private struct Sheet {
        let id: ObjectID
        let key: Int
        /// The node that each sequence belongs to.
        var owners: [Int]
    }

    private var about: DocumentAbout?
    private var nodes: [Node] = []
    private var sheets: [Sheet] = []
    /// Annotations with their keys and the nodes that they belong to.
    private var annotations: [(key: Int, node: Int)] = []
    /// Nodes whose content went to another.
    private var moved: [Int: Int] = [:]
    private let text = ContentBuffer(capacity: 4096)

    init(in file: HaruDocument) throws(PDFError) {
        self.file = file
        root = try file.reserve()
        parents = try ParentTree(in: file)
    }

    /// Begins a document; the one before is written. The first is the root of the tree unless another follows it.
    func begin(_ about: DocumentAbout) throws(PDFError) {
        if self.about != nil, whole == nil { whole = try file.reserve() }
        try endDocument()
        self.about = about
        nodes = [Node(kind: .document, parent: -1, place: .flow, isThere: true)]
    }

    /// Joins a page to the document: what its dictionary says of its structure.
    func entries(of page: ComposedPage, as id: ObjectID) throws(PDFError) -> [UInt8] {
        guard let structure = page.structure else { return [] }
        if about == nil { try begin(DocumentAbout()) }
        let number = sheets.count
        let key = parents.next()
        sheets.append(Sheet(id: id, key: key, owners: []))
        var stack: [(node: Int, cells: Int)] = [(0, 0)]
        var annots: [ObjectID] = []
        for (index, step) in structure.steps.enumerated() {
            switch step {
            case .open(let kind, let isContinued, let place):
                let cells = stack[stack.count - 1].cells
                if kind.isCell { stack[stack.count - 1].cells += 1 }
                let parent = home(of: kind, within: stack[stack.count - 1].node)
                var known = isContinued ? continued(kind, in: parent, cell: cells, place) : nil
                // The parts of a division are told by their label, which is the detail of what is opened.
                if kind == .division, isContinued, index + 1 < structure.steps.count,
                    case .detail(let detail) = structure.steps[index + 1], case .division(let label) = structure.details[detail]
                {
                    known = lastKid(of: parent) { if case .division(let own) = $0.detail { own === label } else { false } }
                }
                stack.append((known ?? add(kind, to: parent, place), 0))
            case .detail(let index):
                let node = stack[stack.count - 1].node
                if case .none = nodes[node].detail { nodes[node].detail = structure.details[index].turned(on: page.size) }
            case .content:
                let node = home(of: nil, within: stack[stack.count - 1].node)
                nodes[node].kids.append(.content(page: number, number: sheets[number].owners.count))
                markThere(node)
                sheets[number].owners.append(node)
            case .annotation(let index):
                let node = stack[stack.count - 1].node
                let annotation = try write(structure.annotations[index], on: page.size, of: node)
                nodes[node].kids.append(.annotation(annotation, page: number))
                markThere(node)
                annots.append(annotation)
            case .close: stack.removeLast()
            }
        }
        text.clear()
        text.add("/StructParents ")
        text.add(key)
        text.add("/Tabs/S")
        if !annots.isEmpty {
            text.add("/Annots[")
            for annotation in annots { reference(annotation) }
            text.add("]")
        }
        return Array(text.view)
    }

    /// Writes the last document, the root and the table; answers what the catalog says of them.
    func finish() throws(PDFError) {
        try endDocument()
        let table = try parents.write()
        text.clear()
        text.add("/Type/StructTreeRoot/ParentTree ")
        text.add(Int(table.number))
        text.add(" 0 R/ParentTreeNextKey ")
        text.add(parents.count)
        text.add("/K[")
        for top in whole.map({ [$0] }) ?? documents { reference(top) }
        text.add("]")
        try file.write(root, Array(text.view))
        guard let whole else { return }
        text.clear()
        text.add("/S/Document/P ")
        reference(root)
        text.add("/K[")
        for document in documents { reference(document) }
        text.add("]")
        try file.write(whole, Array(text.view))
    }

    // MARK: Joining

    private func add(_ kind: StructureKind, to parent: Int, _ place: StructurePlace) -> Int {
        nodes.append(Node(kind: kind, parent: parent, place: place))
        nodes[parent].kids.append(.node(nodes.count - 1))
        return nodes.count - 1
    }

    /// Where an element of a kind, or content, goes within a node: what an item of a list says stands in its body.
    private func home(of kind: StructureKind?, within node: Int) -> Int {
        guard nodes[node].kind == .listItem, kind != .label else { return node }
        if let body = lastKid(of: node, where: { $0.kind == .listBody }) { return body }
        return add(.listBody, to: node, .flow)
    }

    /// The node that an element goes on with: of the document the last of its kind where it stands, of a row the cell at its
    /// place.
    private func continued(_ kind: StructureKind, in parent: Int, cell: Int, _ place: StructurePlace) -> Int? {
        if kind.isCell {
            var index = 0
            for case .node(let kid) in nodes[parent].kids where nodes[kid].kind.isCell {
                if index == cell { return kid }
                index += 1
            }
            return nil
        }
        return lastKid(of: parent) { $0.kind == kind && (parent != 0 || $0.place == place) }
    }

    private func lastKid(of parent: Int, where isIt: (Node) -> Bool) -> Int? {
        for case .node(let kid) in nodes[parent].kids.reversed() where isIt(nodes[kid]) { return kid }
        return nil
    }

    private func markThere(_ node: Int) {
        var at = node
        while at >= 0, !nodes[at].isThere {
            nodes[at].isThere = true
            at = nodes[at].parent
        }
    }

    /// A link's place on the page (ISO 32000-1, 12.5.6.5; ISO 14289-1, 7.18.5).
    private func write(_ annotation: PageStructure.Annotation, on size: Size, of node: Int) throws(PDFError) -> ObjectID {
        let id = try file.reserve()
        let key = parents.next()
        annotations.append((key, node))
        text.clear()
        text.add("/Type/Annot/Subtype/Link/Rect")
        text.add(annotation.box.turned(on: size))
        text.add("/Border[0 0 0]/F 4/Contents")
        text.add(PDFText.string(annotation.says.text))
        text.add("/StructParent ")
        text.add(key)
        text.add("/A<</S/URI/URI")
        text.add(PDFText.string(annotation.address.text))
        text.add(">>")
        try file.write(id, Array(text.view))
        return id
    }

    // MARK: Writing

    private func endDocument() throws(PDFError) {
        guard let about else { return }
        sortEndings()
        hoistLanguages()
        for index in nodes.indices where isWritten(index) { nodes[index].id = try file.reserve() }
        for index in nodes.indices where nodes[index].id != nil { try write(index, about) }
        documents.append(nodes[0].id!)
        for sheet in sheets { parents.set(sheet.key, to: sheet.owners.map { nodes[moved[$0] ?? $0].id! }) }
        for (key, node) in annotations { parents.set(key, to: nodes[moved[node] ?? node].id!) }
        try parents.writeFull()
        self.about = nil
        nodes = []
        sheets = []
        annotations = []
        moved = [:]
    }

    /// What is read when all else is comes last, from the first page on.
    private func sortEndings() {
        func isEnding(_ kid: Kid) -> Bool { if case .node(let index) = kid { nodes[index].place == .ending } else { false } }
        nodes[0].kids = nodes[0].kids.filter { !isEnding($0) } + nodes[0].kids.filter(isEnding)
    }

    /// An element all of which is in another language says so itself, and needs none within.
    private func hoistLanguages() {
        for index in nodes.indices {
            guard case .none = nodes[index].detail, nodes[index].kind != .span, let tag = soleLanguage(of: nodes[index]) else {
                continue
            }
            var kids: [Kid] = []
            for case .node(let span) in nodes[index].kids {
                kids += nodes[span].kids
                nodes[span].kids = []
                nodes[span].isThere = false
                moved[span] = index
            }
            nodes[index].kids = kids
            nodes[index].detail = .language(tag)
        }
    }

    private func soleLanguage(of node: Node) -> Label? {
        var found: Label?
        for kid in node.kids {
            guard case .node(let index) = kid, case .language(let tag) = nodes[index].detail,
                found == nil || found!.text == tag.text
            else { return nil }
            found = tag
        }
        return found
    }

    /// What says nothing is no element, but for the cells of a row that is there.
    private func isWritten(_ index: Int) -> Bool {
        let node = nodes[index]
        return node.isThere || node.kind.isCell && nodes[node.parent].isThere
    }

    private func write(_ index: Int, _ about: DocumentAbout) throws(PDFError) {
        let node = nodes[index]
        text.clear()
        text.add("/S/")
        // A head that says nothing heads nothing.
        let isBlank = node.kind == .headerCell && !node.isThere
        let kind = isBlank ? .cell : index == 0 && whole != nil ? .part : node.kind
        text.add(kind.name)
        text.add("/P ")
        text.add(Int((index == 0 ? whole ?? root : nodes[node.parent].id!).number))
        text.add(" 0 R")
        if index == 0 {
            text.add("/Lang")
            text.add(PDFText.string(about.language))
            if !about.title.isEmpty {
                text.add("/T")
                text.add(PDFText.string(about.title))
            }
        }
        add(node.detail, isBlank: isBlank)
        addKids(of: node)
        try file.write(node.id!, Array(text.view))
    }

    private func add(_ detail: StructureDetail, isBlank: Bool) {
        switch detail {
        case .none: break
        case .cell(let scope, let span):
            let scope = isBlank ? nil : scope
            guard scope != nil || span > 1 else { return }
            text.add("/A<</O/Table")
            switch scope {
            case .column: text.add("/Scope/Column")
            case .row: text.add("/Scope/Row")
            case nil: break
            }
            if span > 1 {
                text.add("/ColSpan ")
                text.add(span)
            }
            text.add(">>")
        case .figure(let alt, let box):
            text.add("/Alt")
            text.add(PDFText.string(alt.text))
            text.add("/A<</O/Layout/Placement/Block/BBox")
            text.add(box)
            text.add(">>")
        case .division: break
        case .list(let isOrdered):
            text.add("/A<</O/List/ListNumbering")
            text.add(isOrdered ? "/Decimal>>" : "/Disc>>")
        case .language(let tag):
            text.add("/Lang")
            text.add(PDFText.string(tag.text))
        }
    }

    private func addKids(of node: Node) {
        // The page of what stands in the element directly: others are told with their page.
        var first: Int?
        for kid in node.kids {
            if case .content(let page, _) = kid {
                first = page
                break
            }
        }
        if let first {
            text.add("/Pg ")
            reference(sheets[first].id)
        }
        text.add("/K[")
        for kid in node.kids {
            switch kid {
            case .node(let index): if let id = nodes[index].id { reference(id) }
            case .content(let page, let number) where page == first:
                text.add(number)
                text.add(" ")
            case .content(let page, let number):
                text.add("<</Type/MCR/Pg ")
                reference(sheets[page].id)
                text.add("/MCID ")
                text.add(number)
                text.add(">>")
            case .annotation(let id, let page):
                text.add("<</Type/OBJR/Obj ")
                reference(id)
                text.add("/Pg ")
                reference(sheets[page].id)
                text.add(">>")
            }
        }
        text.add("]")
    }

    private func reference(_ id: ObjectID) {
        text.add(Int(id.number))
        text.add(" 0 R ")
    }
}

/// The table that leads from the content of pages, and from annotations, to their elements: a number tree of short leaves,
/// each written as soon as it is full.
private struct ParentTree {
    private static let leafSize = 64

    private let file: HaruDocument
    private(set) var count = 0
    private var entries: [Int: [UInt8]] = [:]
    private var written = 0
    private var leaves: [(id: ObjectID, first: Int, last: Int)] = []

    init(in file: HaruDocument) throws(PDFError) { self.file = file }

    mutating func next() -> Int {
        count += 1
        return count - 1
    }

    mutating func set(_ key: Int, to element: ObjectID) { entries[key] = Array(element.reference.utf8) }

    mutating func set(_ key: Int, to elements: [ObjectID]) {
        entries[key] = Array(("[" + elements.map(\.reference).joined(separator: " ") + "]").utf8)
    }

    /// Writes the leaves whose entries are all known.
    mutating func writeFull() throws(PDFError) {
        while count - written >= ParentTree.leafSize { try writeLeaf(ParentTree.leafSize) }
    }

    mutating func write() throws(PDFError) -> ObjectID {
        let root = try file.reserve()
        if leaves.isEmpty {
            try file.write(root, Array("/Nums[".utf8) + take(count) + Array("]".utf8))
            return root
        }
        if count > written { try writeLeaf(count - written) }
        let kids = leaves.map(\.id.reference).joined(separator: " ")
        try file.write(root, Array("/Kids[\(kids)]".utf8))
        return root
    }

    private mutating func writeLeaf(_ size: Int) throws(PDFError) {
        let id = try file.reserve()
        let first = written
        let nums = take(size)
        leaves.append((id, first, written - 1))
        try file.write(id, Array("/Limits[\(first) \(written - 1)]/Nums[".utf8) + nums + Array("]".utf8))
    }

    private mutating func take(_ size: Int) -> [UInt8] {
        var out: [UInt8] = []
        for key in written..<written + size {
            out += Array(" \(key) ".utf8) + (entries.removeValue(forKey: key) ?? [])
        }
        written += size
        return out
    }
}

extension Rect {
    /// As PDF counts, from the foot of the page: the one place where the boxes of structure and links turn over.
    fileprivate func turned(on page: Size) -> Rect {
        Rect(origin: Point(x: origin.x, y: page.height - bottom), size: size)
    }
}

extension StructureDetail {
    /// With its box as PDF counts.
    fileprivate func turned(on page: Size) -> StructureDetail {
        if case .figure(let alt, let box) = self { .figure(alt, box.turned(on: page)) } else { self }
    }
}

extension ContentBuffer {
    /// A rectangle that counts from the foot of the page, as PDF writes it: left, bottom, right, top.
    fileprivate func add(_ box: Rect) {
        add("[")
        add(box.origin.x)
        add(box.origin.y)
        add(box.right)
        add(box.bottom)
        add("]")
    }
}
