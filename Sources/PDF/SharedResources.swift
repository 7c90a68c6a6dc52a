import Fonts
import Pages

/// The fonts, stamps and pictures of pages that are composed here, and the dictionaries that they find them in: one of all
/// pages, and one of fonts alone for the forms, which must not be listed where they look themselves (a reader that follows
/// references would go round and round).
final class SharedResources {
    let id: ObjectID
    /// What forms have that show no others and no pictures, which is nearly all.
    let formID: ObjectID
    private let file: HaruDocument
    private let book: FontBook
    private let fontsID: ObjectID
    private var usage = Usage()
    private var forms: [UInt64: ObjectID] = [:]
    private var pictures: [UInt64: ObjectID] = [:]
    /// Forms and pictures by their names, in the order in which they came.
    private var objectNames: [(name: [UInt8], id: ObjectID)] = []
    /// A form that several pages show has no sequences of its own (ISO 14289-1, 7.1; Matterhorn 30-002).
    private lazy var stampComposer = PageComposer(book: book, profile: .print)
    private let tools: FileTools
    /// Every colour has one meaning, on any device.
    private let isArchival: Bool

    init(of file: HaruDocument, book: FontBook, isArchival: Bool, tools: FileTools = FileTools()) throws(PDFError) {
        self.tools = tools
        self.file = file
        self.isArchival = isArchival
        self.book = book
        id = try file.reserve()
        formID = try file.reserve()
        fontsID = try file.reserve()
    }

    /// Writes the stamps and pictures that the file does not have yet, and remembers the glyphs for the end.
    func use(_ more: Usage) throws(PDFError) {
        for stamp in more.stamps where forms[stamp.id] == nil { try write(stamp) }
        for picture in more.pictures where pictures[picture.id] == nil {
            pictures[picture.id] = try write(picture)
            objectNames.append((PDFName.of(picture), pictures[picture.id]!))
        }
        usage.formGlyphs(more)
    }

    /// In files of so many pages, fonts are most of the bytes to compress and a small part of the file in a longer one.
    private static let fewPages = 8

    /// Writes fonts and the dictionary.
    func finish(pages: Int) throws(PDFError) {
        let deflater = pages <= SharedResources.fewPages ? tools.onceOfFew : tools.once
        var fonts: [UInt8] = []
        for face in usage.faces {
            let id = try file.reserve()
            try FontWriter(face: book[face], glyphs: usage.glyphs(of: face)).write(as: id, into: file, by: deflater)
            fonts += Array("/F\(face.index) \(id.reference)".utf8)
        }
        var objects: [UInt8] = []
        for (name, id) in objectNames { objects += name + Array(" \(id.reference)".utf8) }
        let xobjects = objects.isEmpty ? [] : Array("/XObject<<".utf8) + objects + Array(">>".utf8)
        try file.write(fontsID, fonts)
        try file.write(id, Array(basics.utf8) + xobjects)
        try file.write(formID, Array(basics.utf8))
    }

    /// What every dictionary of resources has.
    private var basics: String { "/ProcSet[/PDF/Text/ImageB/ImageC/ImageI]/Font \(fontsID.reference)" }

    /// The resources of a form, by reference, or with the pictures and forms that it shows itself. They are in the file.
    func resources(of form: Usage) -> String {
        let shown =
            form.pictures.compactMap { picture in pictures[picture.id].map { (PDFName.of(picture), $0) } }
            + form.stamps.compactMap { stamp in forms[stamp.id].map { (PDFName.of(stamp), $0) } }
        if shown.isEmpty { return formID.reference }
        let names = shown.map { String(decoding: $0.0, as: UTF8.self) + " " + $0.1.reference }.joined()
        return "<<\(basics)/XObject<<\(names)>>>>"
    }

    private func write(_ stamp: Stamp) throws(PDFError) {
        let form = stampComposer.compose(stamp)
        // What it shows comes before it.
        try use(form.usage)
        let id = try file.reserve()
        // Lines on the frame's edge reach beyond it by half their width.
        let entries =
            "/Type/XObject/Subtype/Form/BBox[-36 -36 \(form.size.width + .points(36)) \(form.size.height + .points(36))]/Resources \(resources(of: form.usage))/Filter/FlateDecode"
        try file.write(id, Array(entries.utf8), stream: form.content)
        forms[stamp.id] = id
        objectNames.append((PDFName.of(stamp), id))
    }

    private func write(_ picture: Picture) throws(PDFError) -> ObjectID {
        let stream: PictureStream
        do { stream = try PictureStream(picture) } catch { throw .picture("\(error)") }
        if isArchival, picture.isCMYK {
            // The output intent is RGB, and what four inks mean would be left open (ISO 19005-2, 6.2.4.3).
            throw .picture(
                "picture \(picture.name): it is in four inks (CMYK), which an archive file cannot hold; save it as RGB")
        }
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
