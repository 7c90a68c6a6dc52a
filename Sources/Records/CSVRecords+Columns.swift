/// From the place of a fault back to the column that it came from.
extension CSVRecords {
    /// The column that fills the field of a JSON pointer (RFC 6901): `/mail/lines/0` is `ADDR1`.
    ///
    /// Empty items are left out, and the items behind them move up. Where that has happened in a list so far, the columns
    /// that it may be are named: `ADDR2 to ADDR4`.
    package func sourceColumn(of pointer: String) -> String? {
        var nodes = [root]
        /// Whose columns they are.
        var table: CSVDetailTable?
        for token in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            nodes = nodes.flatMap { inner(of: $0, String(token), &table) }
        }
        let names = nodes.compactMap { node -> String? in
            guard case .column(let column, _) = node.content else { return nil }
            return (table?.columns ?? reader.columns)[column]
        }
        guard let first = names.first, let last = names.last else { return nil }
        let name = names.count == 1 ? first : names.count == 2 ? "\(first) or \(last)" : "\(first) to \(last)"
        return table.map { "\(name) of \($0.name)" } ?? name
    }

    /// What a token of a pointer leads to.
    private func inner(of node: CSVNode, _ token: String, _ table: inout CSVDetailTable?) -> [CSVNode] {
        switch node.content {
        case .record(let members):
            return members.filter { SchemaCompiler.escape($0.name).isSameBytes(as: token) }.map(\.node)
        case .list(let items):
            guard let index = Int(token), items.indices.contains(index) else { return [] }
            return node.hasGap ? items[index...].map(\.node) : [items[index].node]
        case .details(let number, _, let item):
            table = tables[number]
            return [item]
        case .column, .constant:
            return []
        }
    }
}
