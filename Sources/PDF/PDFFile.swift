import Fonts
import Pages

/// One PDF file that pages are put into, in order; each goes out at once.
package final class PDFFile {
    private let file: HaruDocument
    private let book: FontBook
    private let resources: ObjectID
    private let root: ObjectID
    private var nodes: [(id: ObjectID, kids: [ObjectID])] = []
    private var usage = Usage()
    private var forms: [UInt64: ObjectID] = [:]
    private var formNames: [(name: [UInt8], id: ObjectID)] = []
    private let stampComposer: PageComposer
    private var identity = Fingerprint()
    private let text = ContentBuffer(capacity: 1024)
    private static let deflated = Array("/Filter/FlateDecode".utf8)

    /// Pages in one node of the page tree.
    private static let nodeSize = 256
    package private(set) var pageCount = 0

    package init(sink: any ByteSink, book: FontBook, profile: Profile) throws(PDFError) {
        file = try HaruDocument(sink: sink)
        self.book = book
        stampComposer = PageComposer(book: book, profile: profile)
        try file.begin(version: "1.4")
        resources = try file.reserve()
        root = try file.reserve()
    }

    /// Bytes written so far, without the fonts, which come last.
    package var byteCount: UInt64 { file.count }

    package func append(_ page: ComposedPage) throws(PDFError) {
        for stamp in page.usage.stamps where forms[stamp.id] == nil { try write(stamp) }
        if nodes.isEmpty || nodes[nodes.count - 1].kids.count == PDFFile.nodeSize {
            nodes.append((try file.reserve(), []))
        }
        usage.formUnion(page.usage)
        let content = try file.reserve()
        let id = try file.reserve()
        try file.write(content, PDFFile.deflated, stream: page.content)
        let node = nodes[nodes.count - 1].id
        text.clear()
        text.add("/Type/Page/Parent ")
        text.add(Int(node.number))
        text.add(" 0 R/Resources ")
        text.add(Int(resources.number))
        text.add(" 0 R/MediaBox[0 0 ")
        text.add(page.size.width)
        text.add(page.size.height)
        text.add("]/Contents ")
        text.add(Int(content.number))
        text.add(" 0 R")
        try file.write(id, Array(text.view))
        nodes[nodes.count - 1].kids.append(id)
        pageCount += 1
        page.content.withUnsafeBufferPointer { identity.add($0.span) }
    }

    /// Writes fonts, pictures, the page tree and the end of the file.
    package func finish() throws(PDFError) {
        var fonts: [UInt8] = []
        for face in usage.faces {
            let id = try file.reserve()
            try FontWriter(face: book[face], glyphs: usage.glyphs(of: face)).write(as: id, into: file)
            fonts += Array("/F\(face.index) \(id.reference)".utf8)
        }
        var objects: [UInt8] = []
        for (name, id) in formNames { objects += name + Array(" \(id.reference)".utf8) }
        for picture in usage.pictures {
            objects += PDFName.of(picture) + Array(" \(try write(picture).reference)".utf8)
        }
        let empty = fonts.isEmpty ? [] : Array("/Font<<".utf8) + fonts + Array(">>".utf8)
        let xobjects = objects.isEmpty ? [] : Array("/XObject<<".utf8) + objects + Array(">>".utf8)
        try file.write(resources, Array("/ProcSet[/PDF/Text/ImageB/ImageC/ImageI]".utf8) + empty + xobjects)
        for node in nodes {
            let kids = node.kids.map(\.reference).joined(separator: " ")
            try file.write(node.id, Array("/Type/Pages/Parent \(root.reference)/Count \(node.kids.count)/Kids[\(kids)]".utf8))
        }
        let kids = nodes.map(\.id.reference).joined(separator: " ")
        try file.write(root, Array("/Type/Pages/Count \(pageCount)/Kids[\(kids)]".utf8))
        try file.finish(pages: root, producer: "Billpress", identity: idBytes)
    }

    private var idBytes: [UInt8] {
        var second = identity
        second.add(0x42)
        return [identity.value, second.value].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) }
        }
    }

    private func write(_ stamp: Stamp) throws(PDFError) {
        let form = stampComposer.compose(stamp)
        for inner in form.usage.stamps where forms[inner.id] == nil { try write(inner) }
        let id = try file.reserve()
        // Lines on the frame's edge reach beyond it by half their width.
        let entries =
            "/Type/XObject/Subtype/Form/BBox[-36 -36 \(form.size.width + .points(36)) \(form.size.height + .points(36))]/Resources \(resources.reference)/Filter/FlateDecode"
        try file.write(id, Array(entries.utf8), stream: form.content)
        usage.formUnion(form.usage)
        forms[stamp.id] = id
        formNames.append((PDFName.of(stamp), id))
    }

    private func write(_ picture: Picture) throws(PDFError) -> ObjectID {
        let stream: PictureStream
        do { stream = try PictureStream(picture) } catch { throw .picture("\(error)") }
        var entries = stream.dictionary
        if let mask = stream.softMask {
            let id = try file.reserve()
            try file.write(id, mask.dictionary, stream: mask.data)
            entries += Array("/SMask \(id.reference)".utf8)
        }
        let id = try file.reserve()
        try file.write(id, entries, stream: stream.data)
        return id
    }
}
