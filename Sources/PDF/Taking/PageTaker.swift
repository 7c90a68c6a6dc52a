import Pages
import Platform

/// Pages of a file that was printed, numbered from 1.
package struct Piece: Sendable, Hashable {
    package let path: String
    package let pages: ClosedRange<Int>
    /// They are printed on both sides: an odd number of them is followed by a blank page, the back of the last.
    package let isTwoSided: Bool

    package init(path: String, pages: ClosedRange<Int>, isTwoSided: Bool = false) {
        self.path = path
        self.pages = pages
        self.isTwoSided = isTwoSided
    }

    fileprivate var endsOnFront: Bool { isTwoSided && !pages.count.isMultiple(of: 2) }
}

/// Takes pages out of printed files, unchanged, into a file of their own: a bill that is issued again, pieces that a
/// paper jam spoilt.
///
/// Nothing is rendered: contents, fonts and pictures go over as they lie in the file. The same pieces of the same files
/// give the same bytes.
package enum PageTaker {
    /// Writes the pieces in their order into one file at `path`, which appears when it is whole (`AtomicFile`), each page
    /// with the mark over it if there is one. Answers how many pages that are.
    @discardableResult
    package static func take(_ pieces: [Piece], to path: String, mark: PageMark? = nil) throws(TakeFault) -> Int {
        let sources = try open(pieces)
        let file: AtomicFile
        do { file = try AtomicFile(path: path) } catch { throw .sink(error) }
        let count = try take(pieces, from: sources, to: file, mark: mark)
        do { try file.commit() } catch { throw .sink(error) }
        return count
    }

    /// The same, to wherever the sink leads.
    @discardableResult
    package static func take(_ pieces: [Piece], to sink: any ByteSink, mark: PageMark? = nil) throws(TakeFault) -> Int {
        try take(pieces, from: try open(pieces), to: sink, mark: mark)
    }

    /// How many pages a file has.
    package static func pageCount(of path: String) throws(TakeFault) -> Int { try printed(path).pages.count }

    /// How large the pages of a piece are, in their order.
    package static func sizes(of piece: Piece) throws(TakeFault) -> [Size] {
        let file = try open([piece])[piece.path]!
        return try piece.pages.map { page throws(TakeFault) in try file.size(of: try file.page(page), page: page) }
    }

    /// Opens each file once, and sees that it has the pages, before anything is written.
    private static func open(_ pieces: [Piece]) throws(TakeFault) -> [String: PrintedFile] {
        guard !pieces.isEmpty else { throw .nothing }
        var files: [String: PrintedFile] = [:]
        for piece in pieces {
            let file: PrintedFile
            if let known = files[piece.path] { file = known } else { file = try printed(piece.path) }
            files[piece.path] = file
            for page in [piece.pages.lowerBound, piece.pages.upperBound] where !(1...file.pages.count).contains(page) {
                throw .noSuchPage(piece.path, page: page, count: file.pages.count)
            }
        }
        return files
    }

    private static func printed(_ path: String) throws(TakeFault) -> PrintedFile {
        let file: OwnedDescriptor
        do { file = try OwnedDescriptor.readingFile(path) } catch { throw .unreadable(error) }
        do throws(TakeFault) {
            return try PrintedFile(file, name: path)
        } catch {
            guard case .unfamiliar(_, let reason) = error else { throw error }
            return try PrintedFile(try Unfolder().unfold(file, name: path, because: reason), name: path)
        }
    }

    private static func take(
        _ pieces: [Piece], from sources: [String: PrintedFile], to sink: any ByteSink, mark: PageMark?
    ) throws(TakeFault) -> Int {
        let version = sources.values.map(\.version).max() ?? "1.4"
        let file = try TakeFault.writing { () throws(PDFError) in
            let file = try HaruDocument(sink: sink)
            try file.begin(version: version)
            return file
        }
        var tree = try TakeFault.writing { () throws(PDFError) in try PageTree(in: file) }
        var marks: MarkForms?
        if let mark { marks = try MarkForms(mark, in: file) }
        var copiers: [String: PageCopier] = [:]
        var order: [PageCopier] = []
        var identity = Fingerprint()
        for piece in pieces {
            let copier: PageCopier
            if let known = copiers[piece.path] {
                copier = known
            } else {
                copier = PageCopier(sources[piece.path]!, into: file, marks: marks)
                copiers[piece.path] = copier
                order.append(copier)
            }
            let trailer = copier.source.objects.trailer
            identity.add(trailer.span)
            for byte in "\(piece.pages)".utf8 { identity.add(byte) }
            for page in piece.pages {
                let parent = try TakeFault.writing { () throws(PDFError) in try tree.node(in: file) }
                tree.append(try copier.copy(page, parent: parent))
            }
            guard piece.endsOnFront else { continue }
            let last = piece.pages.upperBound
            let size = try copier.source.size(of: try copier.source.page(last), page: last)
            try TakeFault.writing { () throws(PDFError) in
                let parent = try tree.node(in: file)
                let blank = try file.reserve()
                try file.writeBlankPage(size, as: blank, parent: parent)
                tree.append(blank)
            }
            identity.add(0xB1)
        }
        for copier in order { try copier.finish() }
        if let marks {
            try marks.finish()
            for byte in marks.identity.hex.utf8 { identity.add(byte) }
        }
        try TakeFault.writing { () throws(PDFError) in
            try tree.write(into: file)
            try file.finish(pages: tree.root, producer: "Billpress", identity: identity.sixteenBytes)
        }
        return tree.count
    }
}
