import Pages

/// What a file's catalog leads to beside its pages: the file's description of itself, the meaning of its colours, bookmarks
/// and attachments.
struct CatalogParts {
    private let profile: OutputProfile
    private var first: DocumentAbout?
    private var documents = 0
    private var attachments = Attachments()
    private var bookmarks = Bookmarks()

    init(profile: OutputProfile) { self.profile = profile }

    mutating func begin(_ about: DocumentAbout, in file: HaruDocument, by deflater: Deflater) throws(PDFError) {
        if first == nil { first = about }
        documents += 1
        bookmarks.begin(about)
        if let attachment = about.attachment { try attachments.write(attachment, into: file, by: deflater) }
    }

    mutating func note(_ page: ComposedPage, as id: ObjectID) {
        if profile.isTagged { bookmarks.note(page, as: id) }
    }

    /// What the file is called: its document's title, or the first with the number of the others.
    private var title: String {
        guard let first else { return "" }
        return documents > 1 ? "\(first.title) + \(documents - 1)" : first.title
    }

    /// Writes the parts; answers what stands in the catalog and in the information dictionary.
    mutating func write(
        into file: HaruDocument, structure: ObjectID?, pages: Int
    ) throws(PDFError) -> (catalog: [UInt8], info: [UInt8]) {
        guard profile.isDescribed else { return ([], []) }
        let language = first?.language ?? "en"
        let metadata = Metadata(title: title, language: language, profile: profile, hasAttachment: !attachments.isEmpty)
        let packet = try file.reserve()
        try file.write(packet, Array("/Type/Metadata/Subtype/XML".utf8), stream: metadata.packet)
        var catalog = Array("/Metadata \(packet.reference)/Lang".utf8) + PDFText.string(language)
        catalog += Array("/ViewerPreferences<</DisplayDocTitle true>>".utf8)
        let colors = try file.reserve()
        try file.write(
            colors, Array("/N 3/Filter/FlateDecode".utf8), stream: ColorProfile.deflated)
        catalog += Array(
            "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile \(colors.reference)>>]"
                .utf8)
        if let structure {
            catalog += Array("/MarkInfo<</Marked true>>/StructTreeRoot \(structure.reference)".utf8)
            if pages > Bookmarks.most, let outlines = try bookmarks.write(into: file, isOne: documents == 1) {
                catalog += Array("/Outlines \(outlines.reference)/PageMode/UseOutlines".utf8)
            }
        }
        catalog += try attachments.entries(in: file)
        return (catalog, Array("/Title".utf8) + PDFText.string(title))
    }
}
