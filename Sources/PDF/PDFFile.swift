import Fonts
import Pages
import Platform

/// One PDF file that pages are put into, in order; each goes out at once.
package final class PDFFile {
    private let file: HaruDocument
    private let resources: SharedResources
    private let profile: OutputProfile
    private var tree: PageTree
    private let structure: StructureTree?
    private let tools: FileTools
    private var catalog: CatalogParts
    private var identity = Fingerprint()
    private let text = ContentBuffer(capacity: 1024)
    private static let deflated = Array("/Filter/FlateDecode".utf8)

    package var pageCount: Int { tree.count }

    /// `tools` are those of the thread, where it writes other files too.
    package init(
        sink: any ByteSink, book: FontBook, profile: OutputProfile, tools: FileTools = FileTools()
    ) throws(PDFError) {
        self.profile = profile
        self.tools = tools
        file = try HaruDocument(sink: sink, packer: profile.isDescribed ? tools.packer : nil)
        try file.begin(version: profile.version)
        resources = try SharedResources(of: file, book: book, isArchival: profile.isDescribed, tools: tools)
        tree = try PageTree(in: file)
        structure = profile.isTagged ? try StructureTree(in: file) : nil
        catalog = CatalogParts(profile: profile)
    }

    /// A whole file of one document, in memory.
    package static func bytes(
        of pages: [ComposedPage], about: DocumentAbout, book: FontBook, profile: OutputProfile, tools: FileTools = FileTools()
    ) throws(PDFError) -> [UInt8] {
        let sink = MemorySink()
        let file = try PDFFile(sink: sink, book: book, profile: profile, tools: tools)
        try file.begin(about)
        for page in pages { try file.append(page) }
        try file.finish()
        return sink.bytes
    }

    /// Bytes written so far, without the fonts, which come last.
    package var byteCount: UInt64 { file.count }

    /// Begins a document: the pages that follow are its.
    package func begin(_ about: DocumentAbout) throws(PDFError) {
        guard profile.isDescribed else { return }
        for part in [about.title, about.name, about.language] {
            for byte in part.utf8 { identity.add(byte) }
            identity.add(0xFF)
        }
        if let attachment = about.attachment { identity.add(attachment.bytes.span) }
        try catalog.begin(about, in: file, by: tools.packer.deflater)
        try structure?.begin(about)
    }

    package func append(_ page: ComposedPage) throws(PDFError) {
        try resources.use(page.usage)
        let node = try tree.node(in: file)
        let content = try file.reserve()
        let id = try file.reserve()
        try file.write(content, PDFFile.deflated, stream: page.content)
        let structured = try structure?.entries(of: page, as: id) ?? []
        catalog.note(page, as: id)
        text.clear()
        text.add("/Type/Page/Parent ")
        text.add(Int(node.number))
        text.add(" 0 R/Resources ")
        text.add(Int(resources.id.number))
        text.add(" 0 R/MediaBox[0 0 ")
        text.add(page.size.width)
        text.add(page.size.height)
        text.add("]/Contents ")
        text.add(Int(content.number))
        text.add(" 0 R")
        text.add(structured)
        try file.write(id, Array(text.view))
        tree.append(id)
        page.content.withUnsafeBufferPointer { identity.add($0.span) }
        for text in page.structure?.spoken ?? [] { for byte in text.utf8 { identity.add(byte) } }
    }

    /// A page without content, as large as the one before it: the back of its sheet, on which nothing is printed. Only in
    /// files to print; in others a reader would come upon an empty page.
    package func appendBlank(behind page: ComposedPage) throws(PDFError) {
        let node = try tree.node(in: file)
        let id = try file.reserve()
        try file.writeBlankPage(page.size, as: id, parent: node)
        tree.append(id)
        identity.add(0xB1)
    }

    /// Writes fonts, the page tree and the end of the file.
    package func finish() throws(PDFError) {
        try resources.finish(pages: tree.count)
        try tree.write(into: file)
        try structure?.finish()
        let (more, info) = try catalog.write(into: file, structure: structure?.root, pages: tree.count)
        try file.finish(
            pages: tree.root, producer: Metadata.producer, identity: identity.sixteenBytes, catalog: more, info: info)
    }
}

extension Fingerprint {
    /// What a file is known by (ISO 32000-1, 14.4), from what went into it and nothing else.
    var sixteenBytes: [UInt8] {
        var second = self
        second.add(0x42)
        return [value, second.value].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) }
        }
    }
}
