import Texts

/// What is written at one place of a record, and from where.
///
/// A class because a list remembers whether it ever left out an item, which tells how far columns can be named.
final class CSVNode {
    enum Content {
        case column(Int, CSVCellKind)
        /// JSON as it stands.
        case constant([UInt8])
        case record([CSVMember])
        case list([CSVItem])
        /// The rows of a file of details, within so many lists.
        case details(table: Int, depth: Int, item: CSVNode)
    }

    let content: Content
    /// Something of it comes from the extract.
    let hasColumns: Bool
    /// The field is written even where the extract says nothing of it: `[]`, or a record of what is required within.
    var isRequired = false
    /// An item was left out before one that was written.
    var hasGap = false

    init(_ content: Content) {
        self.content = content
        hasColumns =
            switch content {
            case .column, .details: true
            case .constant: false
            case .record(let members): members.contains { $0.node.hasColumns }
            case .list(let items): items.contains { $0.node.hasColumns }
            }
    }

    /// It is written though no cell of the extract is in it.
    var isKept: Bool { isRequired || !hasColumns }
}

/// A field of a record.
struct CSVMember {
    var name: String
    /// `"name":`
    var key: [UInt8]
    var node: CSVNode
}

/// An item of a list, with the number that the columns have for it.
struct CSVItem {
    var number: Int
    var node: CSVNode
}

/// What fills a place.
struct CSVEntry {
    enum Source {
        case column(Int)
        case constant([UInt8])
        case details(table: Int)
    }

    /// From the place at hand; for details without the numbers of items.
    var steps: ArraySlice<CSVPath.Step>
    var source: Source
}

/// Makes the tree of what is written, in the order of the contract.
struct CSVNodeBuilder {
    let contract: Contract
    /// The columns of each file of details, from an item.
    let tables: [[CSVEntry]]

    func root(_ entries: [CSVEntry]) -> CSVNode { node(CSVPlace(contract), entries, depth: 0) ?? CSVNode(.record([])) }

    private func node(_ place: CSVPlace, _ entries: [CSVEntry], depth: Int) -> CSVNode? {
        switch place.type {
        case .record(let shape):
            let members = shape.fields.indices.compactMap { member(shape.fields[$0], $0, of: place, entries, depth) }
            return CSVNode(.record(members))
        case .list:
            return list(place, entries, depth)
        default:
            guard let source = entries.first?.source, let kind = CSVCellKind(place.field) else { return nil }
            switch source {
            case .column(let index): return CSVNode(.column(index, kind))
            case .constant(let json): return CSVNode(.constant(json))
            case .details: return nil
            }
        }
    }

    private func member(_ field: Field, _ index: Int, of place: CSVPlace, _ entries: [CSVEntry], _ depth: Int) -> CSVMember? {
        let inner = entries.filter { $0.steps.first == .field(index) }.map(CSVNodeBuilder.inner)
        switch field.type {
        case .record, .list: guard !inner.isEmpty || field.isRequired else { return nil }
        default: guard !inner.isEmpty else { return nil }
        }
        guard let node = node(place.field(index, contract), inner, depth: depth) else { return nil }
        node.isRequired = field.isRequired
        return CSVMember(name: field.name, key: Array("\(JSONText.quoted(field.name)):".utf8), node: node)
    }

    private func list(_ place: CSVPlace, _ entries: [CSVEntry], _ depth: Int) -> CSVNode? {
        let item = place.item(contract)
        // lists within the items, which every item may have
        let within = entries.filter { if case .field? = $0.steps.first { true } else { false } }
        for case .details(let table) in entries.filter({ $0.steps.isEmpty }).map(\.source) {
            guard let node = node(item, tables[table] + within, depth: depth + 1) else { return nil }
            return CSVNode(.details(table: table, depth: depth, item: node))
        }
        var numbers: Set<Int> = []
        for case .item(let number)? in entries.map(\.steps.first) { numbers.insert(number) }
        let items = numbers.sorted().compactMap { number -> CSVItem? in
            let inner = entries.filter { $0.steps.first == .item(number) }.map(CSVNodeBuilder.inner)
            return node(item, inner + within, depth: depth + 1).map { CSVItem(number: number, node: $0) }
        }
        return CSVNode(.list(items))
    }

    private static func inner(_ entry: CSVEntry) -> CSVEntry {
        CSVEntry(steps: entry.steps.dropFirst(), source: entry.source)
    }
}
