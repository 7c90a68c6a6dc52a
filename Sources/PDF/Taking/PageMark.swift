import Fonts
import Pages

/// What a copy carries on each of its pages: "DUPLICATE of 2611-011904, re-issued 2026-11-24".
///
/// It is drawn for each size of page that comes along, never scaled, so that its letters are as large on a door tag as on
/// a letter.
package struct PageMark {
    package let book: FontBook
    /// What lies over a page of a size, measured from its top left corner. The frame's own size says nothing.
    package let frame: (Size) throws -> Frame

    package init(book: FontBook, frame: @escaping (Size) throws -> Frame) {
        self.book = book
        self.frame = frame
    }
}

/// The marks of a file that is written: each is a Form XObject (ISO 32000-1, 8.10) that all pages of a size share, so the
/// page's own content stays byte for byte what it was, between a stream that saves the graphics state and one that brings
/// it back and draws the mark.
final class MarkForms {
    /// What a page of a size has around its content: objects before and after.
    struct Around {
        let before: ObjectID
        let after: ObjectID
    }

    private let file: HaruDocument
    private let mark: PageMark
    private let composer: PageComposer
    private let resources: SharedResources
    private let before: ObjectID
    private var known: [Size: (around: Around, name: String, form: ObjectID)] = [:]
    /// The sizes in the order they came, since that of a dictionary is chance.
    private var sizes: [Size] = []
    /// Differs for each mark, so that a copy that is marked again keeps its first mark.
    private(set) var identity = Fingerprint()

    init(_ mark: PageMark, in file: HaruDocument) throws(TakeFault) {
        self.file = file
        self.mark = mark
        composer = PageComposer(book: mark.book, profile: .print)
        (resources, before) = try TakeFault.writing { () throws(PDFError) in
            let resources = try SharedResources(of: file, book: mark.book, isArchival: false)
            let before = try file.reserve()
            try file.write(before, [], stream: Array("q\n".utf8))
            return (resources, before)
        }
    }

    /// The mark for a page of a size, which is drawn when the first such page comes.
    func around(_ size: Size) throws(TakeFault) -> Around {
        if let (around, _, _) = known[size] { return around }
        var sheet = Frame(size: size)
        do { sheet.marks = [Placed(.group(try mark.frame(size)), at: .zero)] } catch { throw .mark("\(error)") }
        let page = composer.compose(Page(number: 1, frame: sheet))
        var print = Fingerprint()
        print.add(page.content.span)
        for byte in "\(size.width) \(size.height)".utf8 { print.add(byte) }
        for byte in print.hex.utf8 { identity.add(byte) }
        let name = "/Mark" + print.hex
        return try TakeFault.writing { () throws(PDFError) in
            try resources.use(page.usage)
            let form = try file.reserve()
            let entries =
                "/Type/XObject/Subtype/Form/BBox[0 0 \(size.width) \(size.height)]/Resources \(resources.resources(of: page.usage))/Filter/FlateDecode"
            try file.write(form, Array(entries.utf8), stream: page.content)
            let after = try file.reserve()
            try file.write(after, [], stream: Array("\nQ\nq\n\(name) Do\nQ\n".utf8))
            let around = Around(before: before, after: after)
            known[size] = (around, name, form)
            sizes.append(size)
            return around
        }
    }

    /// The marks as entries of a page's XObject dictionary, but for those that it has from an earlier time.
    func entries(besides names: Set<String>) -> [UInt8] {
        sizes.compactMap { known[$0] }.filter { !names.contains(String($0.name.dropFirst())) }
            .flatMap { Array("\($0.name) \($0.form.reference)".utf8) }
    }

    /// Writes the fonts of the marks.
    func finish() throws(TakeFault) {
        try TakeFault.writing { () throws(PDFError) in try resources.finish(pages: known.count) }
    }
}
