extension ReadingTree {
    /// The document as plain text in the order of reading: an element a line, headings with `#`, the cells of a row with `|`
    /// between them, items with their bullets or numbers, and in brackets what stands for a figure or for a box to be filled
    /// in. What is decoration, or a running head, is not in it.
    package var plainText: String {
        var out = ""
        for kid in root.kids where kid.isThere { ReadingTree.write(kid, indent: "", to: &out) }
        return out
    }

    private static func write(_ node: Node, indent: String, to out: inout String) {
        func line(_ text: String) {
            if !text.isEmpty { out += indent + text + "\n" }
        }
        switch node.role {
        case .heading(let level): line(String(repeating: "#", count: level) + " " + inline(node))
        case .table:
            out += "\n"
            for row in node.kids where row.isThere { write(row, indent: indent, to: &out) }
            out += "\n"
        case .row: line(node.kids.map(inline).joined(separator: " | "))
        case .list: for item in node.kids where item.isThere { write(item, indent: indent, to: &out) }
        case .listItem:
            // What is more than text in an item stands in lines of its own, further in.
            var said: [String] = []
            for kid in node.kids where kid.isThere {
                switch kid.role {
                case .table, .list:
                    line(said.joined(separator: " "))
                    said = []
                    write(kid, indent: indent + "  ", to: &out)
                default: said.append(inline(kid))
                }
            }
            line(said.filter { !$0.isEmpty }.joined(separator: " "))
        default:
            if node.isGroup, !node.kids.isEmpty {
                for kid in node.kids where kid.isThere { write(kid, indent: indent, to: &out) }
            } else {
                line(inline(node))
            }
        }
    }

    /// An element in one line.
    private static func inline(_ node: Node) -> String {
        var text = running(node)
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }

    /// What is read of an element, with the space that parts it from what follows.
    private static func running(_ node: Node) -> String {
        var text = String(decoding: node.text, as: UTF8.self)
        for kid in node.kids where kid.isThere {
            // Blocks within a block are parted; runs of text bring their spaces.
            let isBlock = isBlock(kid)
            let more = isBlock ? inline(kid) : running(kid)
            if isBlock, !text.isEmpty, !text.hasSuffix(" ") { text += " " }
            text += more
            if isBlock, !more.isEmpty { text += " " }
        }
        text.removeAll { $0 == "\u{AD}" }
        switch node.role {
        case .figure(let alt): return "[\(alt.text)]"
        case .form(let label): return "[to be filled in: \(label.text)]"
        case .link(let address, _):
            if text.contains(address.text) { return text }
            let isParted = text.hasSuffix(" ")
            if isParted { text.removeLast() }
            return (text.isEmpty ? "" : text + " ") + "<\(address.text)>" + (isParted ? " " : "")
        default: return text
        }
    }

    private static func isBlock(_ node: Node) -> Bool {
        switch node.role {
        case nil, .link, .language: false
        default: true
        }
    }
}
