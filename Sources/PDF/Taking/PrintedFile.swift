import Pages
import Platform

/// A PDF file as `PDFFile` writes it, read for its pages: a header, one cross-reference table (ISO 32000-1, 7.5.4), one
/// trailer, and a page tree that says everything of a page on the page itself.
///
/// Only the table, the page tree and what is asked for are read: a page of a file of 20 MB costs 300 kB of reading. What
/// is of another shape (cross-reference streams, later revisions, encryption) is refused as `unfamiliar`; what breaks its
/// own shape is `damaged`.
final class PrintedFile {
    let version: String
    let objects: PrintedObjects
    /// The objects of the pages, in order.
    private(set) var pages: [Int] = []
    private var nodes: Set<Int> = []

    init(_ file: any RandomAccess, name: String) throws(TakeFault) {
        guard let head = file.bytes(0..<min(8, file.count)), head.count == 8, head.starts(with: Array("%PDF-".utf8)) else {
            throw .damaged(name, "it does not begin as a PDF file does")
        }
        version = String(decoding: head[5...], as: UTF8.self)
        objects = try PrintedObjects(of: file, name: name)
        guard case .reference(let root)? = try objects[objects.root]["Pages"]?.value else {
            throw .damaged(name, "it has no page tree")
        }
        try addPages(below: root, objects[root])
    }

    /// What errors call it.
    var name: String { objects.name }

    /// The pages below a node. Where a node counts as many pages as it has kids and the first is a page, all are pages;
    /// they are looked at when they are taken, so that 5,000 need not be read for one.
    private func addPages(below node: Int, _ tree: PrintedObject) throws(TakeFault) {
        let fault = TakeFault.damaged(name, "its page tree is broken at object \(node)")
        // A node that is met again would lead round in a circle.
        guard nodes.insert(node).inserted, case .array(let items)? = tree["Kids"]?.value,
            case .number(let hundredths)? = tree["Count"]?.value
        else { throw fault }
        // What pages inherit would be lost with the tree (7.7.3.4).
        for inherited in ["Resources", "MediaBox", "CropBox", "Rotate"] where tree[inherited] != nil {
            throw .unfamiliar(name, "its pages inherit \(inherited)")
        }
        var kids: [Int] = []
        for item in items {
            guard case .reference(let kid) = item.value else { throw fault }
            kids.append(kid)
        }
        let known = pages.count
        if let first = kids.first, hundredths == kids.count * 100, try objects[first].isA("Page") {
            pages += kids
        } else {
            for kid in kids {
                let object = try objects[kid]
                if object.isA("Page") { pages.append(kid) } else { try addPages(below: kid, object) }
            }
        }
        guard pages.count - known == hundredths / 100 else { throw fault }
    }
}
