/// Files within the file (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8).
struct Attachments {
    private var files: [(name: String, id: ObjectID)] = []
    /// How many files each name was asked for.
    private var names: [String: Int] = [:]

    var isEmpty: Bool { files.isEmpty }

    mutating func write(_ attachment: Attachment, into file: HaruDocument, by deflater: Deflater) throws(PDFError) {
        let name = freeName(attachment.name)
        let stream = try file.reserve()
        try file.write(
            stream,
            Array(
                "/Type/EmbeddedFile/Subtype\(PDFText.name(attachment.type))/Params<</Size \(attachment.bytes.count)/ModDate(D:\(attachment.day)000000Z)>>/Filter/FlateDecode"
                    .utf8), stream: deflater.deflate(attachment.bytes))
        let id = try file.reserve()
        var entries = Array("/Type/Filespec/F".utf8) + PDFText.string(name) + Array("/UF".utf8) + PDFText.string(name)
        entries += Array("/AFRelationship/Data/Desc".utf8) + PDFText.string(attachment.about)
        entries += Array("/EF<</F \(stream.reference)/UF \(stream.reference)>>".utf8)
        try file.write(id, entries)
        files.append((name, id))
    }

    /// What the catalog says of them; the names of the tree stand in order.
    func entries(in file: HaruDocument) throws(PDFError) -> [UInt8] {
        guard !files.isEmpty else { return [] }
        let tree = try file.reserve()
        var names = Array("/Names[".utf8)
        for (name, id) in files.sorted(by: { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }) {
            names += PDFText.string(name) + Array(id.reference.utf8)
        }
        try file.write(tree, names + Array("]".utf8))
        let all = files.map(\.id.reference).joined(separator: " ")
        return Array("/AF[\(all)]/Names<</EmbeddedFiles \(tree.reference)>>".utf8)
    }

    /// Two documents of one number have attachments of two names.
    private mutating func freeName(_ name: String) -> String {
        let count = names[name, default: 0] + 1
        names[name] = count
        guard count > 1 else { return name }
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        return freeName("\(name[..<dot])-\(count)\(name[dot...])")
    }
}
