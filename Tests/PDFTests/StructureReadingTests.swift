import Fonts
import Pages
import TestKit
import Testing

@testable import PDF

/// What `--dump text` says of a document, and what the structure of its file says, are the same: for trees of every role,
/// with marks and without, over page ends.
@Suite struct StructureReadingTests {
    /// The structure of a file, as a walker of others' code reads it.
    private static func structure(of pages: [Page]) throws -> String {
        let folder = try Scratch()
        try folder.write(try Draft.file(pages, .accessible), "f.pdf")
        let walked = try Tool.run("/usr/bin/python3", ["\(Scratch.root)/Tests/Judges/outline.py", folder.path("f.pdf")])
        try #require(walked.status == 0, "\(walked.errors)")
        return walked.text.split(separator: "\n").joined(separator: "\n")
    }

    /// The same of the reading tree.
    private static func reading(of pages: [Page]) -> String {
        var lines: [String] = []
        func kind(_ node: ReadingTree.Node) -> String? {
            switch node.role {
            case .paragraph: "P"
            case .heading(let level): "H\(level)"
            case .list: "L"
            case .listItem: "LI"
            case .label: "Lbl"
            case .table: "Table"
            case .row: "TR"
            case .headerCell: node.isThere ? "TH" : "TD"
            case .cell: "TD"
            case .figure(let alt), .form(let alt): "Figure \(alt.text)"
            case .link: "Link"
            case .division: "Div"
            default: nil
            }
        }
        /// What stands in a node itself, its own text and that of what is nothing by itself.
        func text(_ node: ReadingTree.Node) -> String {
            node.kids.reduce(into: String(decoding: node.text, as: UTF8.self)) { out, kid in
                if kind(kid) == nil { out += text(kid) }
            }
        }
        func write(_ node: ReadingTree.Node, _ depth: Int) {
            for kid in node.kids {
                guard let kind = kind(kid) else {
                    write(kid, depth)
                    continue
                }
                guard kid.isThere || kind.hasPrefix("T") && kind.count == 2 && kind != "TR" && node.isThere else { continue }
                let own = text(kid).trimmingBlanks
                lines.append(String(repeating: "  ", count: depth) + kind + (own.isEmpty ? "" : " \(own)"))
                write(kid, depth + 1)
                if case .link(let address, _)? = kid.role {
                    lines.append(String(repeating: "  ", count: depth + 1) + "(\(address.text))")
                }
            }
        }
        write(ReadingTree(pages).root, 0)
        return lines.joined(separator: "\n")
    }

    @Test(arguments: 0..<12) func theFileAndTheTextSayTheSame(_ seed: Int) throws {
        // Many trees a file: each is a page or two, and what goes on over a page end is among them.
        var maker = try RoleTreeMaker(seed: UInt64(seed) * 7919 + 1)
        let pages = maker.pages(6)
        #expect(try Self.structure(of: pages) == Self.reading(of: pages), "\(maker.story)")
    }

    private static let size = Size(width: .points(200), height: .points(24))

    private static func form(_ marks: [Placed]) -> Frame { Frame(size: size, marks: marks, role: .form(Label("Sign here"))) }

    /// A line to sign on, as a `<rule/>` makes it.
    private static var rule: Placed {
        let line = Frame(
            size: Size(width: size.width, height: .points(1)),
            marks: [Placed(.rule(to: Point(x: size.width, y: .zero), Stroke(width: .points(1), tint: .black)), at: .zero)],
            role: .artifact)
        return Placed(.group(line), at: Point(x: .zero, y: .points(23)))
    }

    @Test(arguments: [0, 1, 2]) func aPlaceToBeFilledInIsAFigureWhateverItLooksLike(_ look: Int) throws {
        let border = Placed(.outline(Self.size, Stroke(width: .points(1), tint: .black)), at: .zero)
        let page = Draft.page(Self.form([[], [Self.rule], [border]][look]))
        #expect(try Self.structure(of: [page]) == "Figure Sign here")
        #expect(ReadingTree([page]).plainText == "[to be filled in: Sign here]\n")
        let (structure, content) = Draft.tagged(page)
        guard case .figure(let alt, let box)? = structure.details.last else {
            Issue.record("no figure")
            return
        }
        #expect(alt.text == "Sign here")
        #expect(box.size.width >= Self.size.width && box.size.height >= Self.size.height, "its box is the room for the hand")
        #expect(structure.contentCount == 1)
        #expect(content.contains("/Figure<</MCID 0>>BDC"))
        #expect(look != 0 || content.contains("re\nn\nEMC"), "an empty path stands for what has no marks")
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        var rest = self[...]
        while rest.last == " " { rest.removeLast() }
        while rest.first == " " { rest.removeFirst() }
        return String(rest)
    }
}
