/// A document as a reader meets it who does not see the pages: its elements in their order, those that a page end cut in one.
package struct ReadingTree {
    /// An element, or a run of text.
    package final class Node {
        package let role: Role?
        package fileprivate(set) var text: [UInt8] = []
        package fileprivate(set) var kids: [Node] = []
        fileprivate let place: Place

        fileprivate init(_ role: Role?, _ place: Place) {
            self.role = role
            self.place = place
        }

        /// It or something in it says something.
        package fileprivate(set) var isThere = false

        /// It only holds others.
        var isGroup: Bool {
            switch role {
            case nil, .division: true
            default: false
            }
        }

        /// All text in it.
        package var allText: [UInt8] { kids.reduce(into: text) { $0 += $1.allText } }
    }

    /// Where on its page an element stands: in the flow, in a fixed region, or in one that is read when all else is.
    fileprivate enum Place {
        case flow, region, ending
    }

    package let root = Node(nil, .flow)

    package init(_ pages: [Page]) {
        for page in pages {
            for placed in page.frame.marks {
                if case .group(let region) = placed.mark, region.role?.region != nil {
                    if case .ending? = region.role {
                        enter(region, into: [root], .ending)
                    } else {
                        enter(region, into: [root], .region)
                    }
                } else {
                    read(placed.mark, into: [root], .flow)
                }
            }
        }
        root.kids = root.kids.filter { $0.place != .ending } + root.kids.filter { $0.place == .ending }
    }

    private func read(_ mark: Mark, into path: [Node], _ place: Place, cells: Int = 0) {
        switch mark {
        case .glyphs(let run):
            // Text without glyphs is on no page.
            if run.shaped.glyphs.isEmpty { return }
            let text = Node(nil, place)
            text.text = run.shaped.text
            path[path.count - 1].kids.append(text)
            for node in path + [text] { node.isThere = true }
        case .group(let inner): enter(inner, into: path, place, cells: cells)
        case .stamp(let stamp): enter(stamp.frame, into: path, place)
        case .rule, .fill, .outline, .picture, .modules, .bars: break
        }
    }

    private func enter(_ frame: Frame, into path: [Node], _ place: Place, cells: Int = 0) {
        var path = path
        switch frame.role {
        case nil, .region, .ending, .required, .statement: break
        case .production, .artifact: return
        case .figure, .form:
            // What stands for it is all that is read of it.
            let node = Node(frame.role, place)
            path[path.count - 1].kids.append(node)
            for node in path + [node] { node.isThere = true }
            return
        case let role?:
            let parent = path[path.count - 1]
            let known = frame.isContinued ? continued(role, in: parent, cells, place) : nil
            let node = known ?? Node(role, place)
            if known == nil { parent.kids.append(node) }
            path.append(node)
            // What is drawn in a link can be followed, though nothing in it is read.
            if case .link = role, frame.drawsAnything { for node in path { node.isThere = true } }
        }
        var cell = 0
        for placed in frame.marks {
            read(placed.mark, into: path, place, cells: cell)
            if case .group(let inner) = placed.mark, inner.role?.isCell == true { cell += 1 }
        }
    }

    /// The element that another goes on with: the last of its kind, or the cell at its place.
    private func continued(_ role: Role, in parent: Node, _ cell: Int, _ place: Place) -> Node? {
        if case .division(let label) = role {
            return parent.kids.last { $0.role?.isDivision(label) == true }
        }
        if role.isCell {
            let cells = parent.kids.filter { $0.role?.isCell == true }
            return cell < cells.count ? cells[cell] : nil
        }
        return parent.kids.last { $0.role?.isLike(role) == true && (parent !== root || $0.place == place) }
    }
}

extension Role {
    fileprivate var isCell: Bool {
        switch self {
        case .cell, .headerCell: true
        default: false
        }
    }

    fileprivate func isDivision(_ label: Label) -> Bool { if case .division(let own) = self { own === label } else { false } }

    /// Of the same kind.
    fileprivate func isLike(_ other: Role) -> Bool {
        switch (self, other) {
        case (.paragraph, .paragraph), (.list, .list), (.listItem, .listItem), (.label, .label), (.table, .table), (.row, .row),
            (.link, .link), (.language, .language):
            true
        case (.heading(let one), .heading(let other)): one == other
        default: false
        }
    }
}

extension ReadingTree {
    /// What is wrong with the order of its headings, by which people find their way: the first is of level 1, and none skips
    /// a level (ISO 14289-1, 7.4.2). Nil where nothing is.
    package var headingFault: String? {
        var last = 0
        var fault: String?
        func look(_ node: Node) {
            if case .heading(let level)? = node.role, node.isThere {
                if level > last + 1, fault == nil {
                    fault =
                        last == 0
                        ? "its first heading in the order of reading is an h\(level), not an h1"
                        : "an h\(level) follows an h\(last) in the order of reading"
                }
                last = level
            }
            for kid in node.kids { look(kid) }
        }
        look(root)
        return fault
    }
}
