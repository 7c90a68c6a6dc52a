import Pages

/// Copies pages of one printed file into a file that is written: every stream as it lies there, every dictionary with
/// its references numbered anew (ISO 32000-1, 7.3.10). What pages share is copied once.
final class PageCopier {
    let source: PrintedFile
    private let file: HaruDocument
    private let marks: MarkForms?
    /// The new number of each object of the source.
    private var numbers: [ObjectID?]
    /// Objects that have a number and are not written yet.
    private var waiting: [(old: Int, new: ObjectID)] = []
    /// Resources that are to have the marks, written at the end, when all marks are known.
    private var marked: [(resources: PDFItem, holder: PrintedObject, id: ObjectID)] = []
    private var markedByNumber: [Int: ObjectID] = [:]

    /// What a page keeps beside its place in the tree. Anything else (a thumbnail, a structure) is not seen on paper.
    private static let kept: Set<String> = [
        "Type", "Resources", "MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox", "Contents", "Rotate", "Group", "UserUnit",
    ]

    init(_ source: PrintedFile, into file: HaruDocument, marks: MarkForms?) {
        self.source = source
        self.file = file
        self.marks = marks
        numbers = [ObjectID?](repeating: nil, count: source.objects.count)
    }

    /// Copies a page, numbered from 1, and what it uses.
    func copy(_ page: Int, parent: ObjectID) throws(TakeFault) -> ObjectID {
        let object = try source.page(page)
        var leave = Set(object.entries.map(\.name)).subtracting(PageCopier.kept)
        var more = "/Parent \(parent.reference)"
        if let marks {
            leave.formUnion(["Resources", "Contents"])
            let around = try marks.around(try source.size(of: object, page: page))
            more += "/Contents[\(around.before.reference) "
            more += try contents(of: object, page: page).map { old throws(TakeFault) in try number(old).reference + " " }.joined()
            more += "\(around.after.reference)]/Resources \(try resources(of: object, page: page).reference)"
        }
        let text = try object.text(without: leave, numbered: number) + Array(more.utf8)
        let id = try reserve()
        try TakeFault.writing { () throws(PDFError) in try file.write(id, text) }
        try copyWaiting()
        return id
    }

    /// Writes the resources that have the marks.
    func finish() throws(TakeFault) {
        guard let marks else { return }
        for (resources, holder, id) in marked {
            guard case .dictionary(let entries) = resources.value else { continue }
            var text: [UInt8] = []
            for entry in entries where entry.name != "XObject" { text += try holder.text(entry.range, numbered: number) }
            var objects: [UInt8] = []
            var names: Set<String> = []
            if let own = entries.first(where: { $0.name == "XObject" })?.item {
                let (owner, item) = try resolve(own, in: holder)
                guard case .dictionary(let entries) = item.value else {
                    throw .damaged(source.name, "the objects in a page's resources are not a dictionary")
                }
                for entry in entries { objects += try owner.text(entry.range, numbered: number) }
                names = Set(entries.map(\.name))
            }
            text += Array("/XObject<<".utf8) + objects + marks.entries(besides: names) + Array(">>".utf8)
            try TakeFault.writing { () throws(PDFError) in try file.write(id, text) }
        }
        try copyWaiting()
    }

    private func reserve() throws(TakeFault) -> ObjectID {
        return try TakeFault.writing { () throws(PDFError) in try file.reserve() }
    }

    /// The new number of an object, which is copied in its turn.
    private func number(_ old: Int) throws(TakeFault) -> ObjectID {
        guard numbers.indices.contains(old) else {
            throw .damaged(source.name, "object \(old), which it uses, is not there")
        }
        if let known = numbers[old] { return known }
        let new = try reserve()
        numbers[old] = new
        waiting.append((old, new))
        return new
    }

    private func copyWaiting() throws(TakeFault) {
        while let (old, new) = waiting.popLast() {
            let object = try source.objects[old]
            if ["Page", "Pages", "Catalog"].contains(where: object.isA) {
                throw .unfamiliar(source.name, "what a page draws leads to other pages, by object \(old)")
            }
            if case .dictionary = object.value.value {
                // The writer tells the length itself.
                let text = try object.text(without: object.stream == nil ? [] : ["Length"], numbered: number)
                try TakeFault.writing { () throws(PDFError) in try file.write(new, text, stream: object.stream) }
            } else {
                let text = try object.text(object.value.range, numbered: number)
                try TakeFault.writing { () throws(PDFError) in try file.write(new, value: text) }
            }
        }
    }

    /// The numbers of the streams of a page.
    private func contents(of page: PrintedObject, page number: Int) throws(TakeFault) -> [Int] {
        guard let item = page["Contents"] else { return [] }
        if case .reference(let old) = item.value, try source.objects[old].stream != nil { return [old] }
        guard case .array(let items) = try resolve(item, in: page).item.value else {
            throw .damaged(source.name, "page \(number) has no content that can be drawn")
        }
        return try items.map { item throws(TakeFault) in
            guard case .reference(let old) = item.value else {
                throw .damaged(source.name, "page \(number) has no content that can be drawn")
            }
            return old
        }
    }

    /// The page's resources with the marks: one object for all pages that share theirs.
    private func resources(of page: PrintedObject, page number: Int) throws(TakeFault) -> ObjectID {
        guard let item = page["Resources"] else { throw .unfamiliar(source.name, "page \(number) has no resources of its own") }
        if case .reference(let old) = item.value, let known = markedByNumber[old] { return known }
        let (holder, resources) = try resolve(item, in: page)
        guard case .dictionary = resources.value else {
            throw .damaged(source.name, "the resources of page \(number) are not a dictionary")
        }
        let id = try reserve()
        marked.append((resources, holder, id))
        if case .reference(let old) = item.value { markedByNumber[old] = id }
        return id
    }

    private func resolve(
        _ item: PDFItem, in holder: PrintedObject
    ) throws(TakeFault) -> (holder: PrintedObject, item: PDFItem) {
        guard case .reference(let old) = item.value else { return (holder, item) }
        let object = try source.objects[old]
        return (object, object.value)
    }
}
