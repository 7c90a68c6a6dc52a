import Fonts
import Pages

/// The fonts, stamps and pictures of pages that are composed here, and the one dictionary that they find them in.
final class SharedResources {
    let id: ObjectID
    private let file: HaruDocument
    private let book: FontBook
    private var usage = Usage()
    private var forms: [UInt64: ObjectID] = [:]
    private var formNames: [(name: [UInt8], id: ObjectID)] = []
    private let stampComposer: PageComposer
    /// Every colour has one meaning, on any device.
    private let isArchival: Bool

    init(of file: HaruDocument, book: FontBook, isArchival: Bool) throws(PDFError) {
        self.file = file
        self.isArchival = isArchival
        self.book = book
        // A form that several pages show has no sequences of its own (ISO 14289-1, 7.1; Matterhorn 30-002).
        stampComposer = PageComposer(book: book, profile: .print)
        id = try file.reserve()
    }

    /// Writes the stamps that the file does not have yet, and remembers glyphs and pictures for the end.
    func use(_ more: Usage) throws(PDFError) {
        for stamp in more.stamps where forms[stamp.id] == nil { try write(stamp) }
        usage.formUnion(more)
    }

    /// Writes fonts, pictures and the dictionary.
    func finish() throws(PDFError) {
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
        try file.write(id, Array("/ProcSet[/PDF/Text/ImageB/ImageC/ImageI]".utf8) + empty + xobjects)
    }

    private func write(_ stamp: Stamp) throws(PDFError) {
        let form = stampComposer.compose(stamp)
        for inner in form.usage.stamps where forms[inner.id] == nil { try write(inner) }
        let id = try file.reserve()
        // Lines on the frame's edge reach beyond it by half their width.
        let entries =
            "/Type/XObject/Subtype/Form/BBox[-36 -36 \(form.size.width + .points(36)) \(form.size.height + .points(36))]/Resources \(self.id.reference)/Filter/FlateDecode"
        try file.write(id, Array(entries.utf8), stream: form.content)
        usage.formUnion(form.usage)
        forms[stamp.id] = id
        formNames.append((PDFName.of(stamp), id))
    }

    private func write(_ picture: Picture) throws(PDFError) -> ObjectID {
        let stream: PictureStream
        do { stream = try PictureStream(picture) } catch { throw .picture("\(error)") }
        if isArchival, picture.isCMYK {
            // The output intent is RGB, and what four inks mean would be left open (ISO 19005-2, 6.2.4.3).
            throw .picture("picture \(picture.name): it is in four inks (CMYK), which an archive file cannot hold; save it as RGB")
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
