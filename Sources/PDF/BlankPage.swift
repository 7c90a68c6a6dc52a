import Pages

extension HaruDocument {
    /// Writes a page that has no content at all.
    func writeBlankPage(_ size: Size, as id: ObjectID, parent: ObjectID) throws(PDFError) {
        try write(
            id,
            Array("/Type/Page/Parent \(parent.reference)/Resources<<>>/MediaBox[0 0 \(size.width) \(size.height)]".utf8))
    }
}
